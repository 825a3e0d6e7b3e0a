"""Help and shell completion, in both languages."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.cells import cell_len

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.search import subjects
from aeo_cli.cli import help_zh
from aeo_cli.cli.app import program
from aeo_cli.cli.help import DeferredCommand
from aeo_cli.presentation.formats import Format
from tests.conftest import LOTUS_BAY, ROOT, SAVED_REPORT, Aeo, Prints

COMMANDS: list[tuple[str, ...]] = [
    (),
    ("check",),
    ("explain",),
    ("whatif",),
    ("diff",),
    ("convert",),
    ("init",),
    ("ask",),
    ("measures",),
    ("catalogue",),
    ("catalogue", "verify"),
    ("catalogue", "mutate"),
    ("schema",),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_help_of_the_program_fits_on_a_screen(aeo: Aeo, lang: str) -> None:
    lines = aeo("--help", AEO_LANG=lang, COLUMNS="80").stdout.decode().splitlines()
    assert len(lines) < 24
    assert all(cell_len(line) <= 80 for line in lines)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("columns", [40, 80, 160])
def test_no_line_of_a_help_is_wider_than_the_page(
    prints: Prints, words: tuple[str, ...], columns: int
) -> None:
    for lang in ("zh", "en"):
        text = prints(*words, "-h", "--lang", lang, columns=columns)
        assert all(cell_len(line) <= columns for line in text.splitlines())


METAVARS = {"FACT VALUE", "PROFILE OVER", "OLD NEW"}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_chinese_help_has_no_english_sentence(prints: Prints, words: tuple[str, ...]) -> None:
    text = prints(*words, "--help", "--lang", "zh")
    told, _, _ = text.partition("\n示例\n")
    for phrase in re.findall(r"(?<![\w<|-])[A-Za-z]+(?: [A-Za-z]+)+", told):
        assert phrase == "JSON Schema" or phrase.startswith("aeo ") or phrase in METAVARS


def test_every_help_text_has_its_chinese() -> None:
    commands: list[Any] = [program]
    for one in commands:  # which grows by the commands of each group, and by what they defer
        commands += getattr(one, "commands", {}).values()
        commands += [one.command] if isinstance(one, DeferredCommand) else []
    context = typer.Context(program)
    parameters = [one for each in commands for one in each.get_params(context)]
    texts = {getattr(one, "help", None) for one in (*commands, *parameters)}
    texts |= {getattr(one, "rich_help_panel", None) for one in commands}
    headings = {"Usage: ", "[OPTIONS]", "COMMAND", "Arguments", "Options", "Examples"}
    assert texts - {None} | headings == set(help_zh.HELP)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_examples_of_a_help_are_right(aeo: Aeo, words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    shutil.copy(SAVED_REPORT, tmp_path / "report.json")
    text = aeo(*words, "--help").stdout.decode()
    examples = text.partition("\nExamples\n")[2].split("\n")
    commands = [line.split()[1:] for line in examples if line]
    assert commands
    for command in commands:
        if command[:2] == ["catalogue", "mutate"]:  # ours takes long, and the documents try it
            command.append(str(LOTUS_BAY))
        done = aeo(*command)
        assert (done.returncode, done.stderr) == (0, b"")


# Completion


def completed(aeo: Aeo, line: str, cwd: Path = ROOT, **settings: str) -> Mapping[str, str]:
    """Return what is offered for the last word of a line, with what is told of each."""
    shell = {"_AEO_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    done = aeo(cwd=cwd, **shell, **settings, _TYPER_COMPLETE_ARGS=line)
    assert done.stderr == b""
    lines = [offered.partition("\t") for offered in done.stdout.decode().splitlines() if offered]
    return {value: told for value, _, told in lines}


def test_numbers_are_offered_with_titles(aeo: Aeo) -> None:
    offered = completed(aeo, "aeo explain 25")
    assert list(offered) == ["25", "25a", "25b"]
    assert offered["25"].startswith("Shorter time limit")
    assert completed(aeo, "aeo explain 25", AEO_LANG="zh")["25"].startswith("压缩特殊物品")
    assert list(completed(aeo, "aeo explain "))[:3] == ["1", "2", "2a"]
    assert set(completed(aeo, "aeo check x.toml --require ")) == set(subjects(load_catalogue()))


def test_numbers_of_another_catalogue_are_offered(aeo: Aeo, tmp_path: Path) -> None:
    text = (ROOT / "data" / "measures.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(text.replace("压缩特殊物品", "另一目录"), encoding="utf-8")
    offered = completed(aeo, "aeo explain --catalogue mine.toml 25", tmp_path, AEO_LANG="zh")
    assert offered["25"].startswith("另一目录")
    assert completed(aeo, "aeo explain --catalogue nothing.toml 25", tmp_path) == {}


def test_profiles_are_offered_with_those_one_folder_further(aeo: Aeo, tmp_path: Path) -> None:
    (tmp_path / "examples").mkdir()
    for name in ("mine.toml", "other.json", "note.txt", ".hidden.toml", "examples/chip.toml"):
        (tmp_path / name).touch()
    everything = ["examples/", "examples/chip.toml", "mine.toml", "other.json"]
    assert list(completed(aeo, "aeo check ", tmp_path)) == everything
    assert list(completed(aeo, "aeo explain 25 ex", tmp_path)) == everything[:2]
    assert list(completed(aeo, "aeo check examples/", tmp_path)) == ["examples/chip.toml"]
    assert list(completed(aeo, "aeo check nowhere/", tmp_path)) == []


def test_options_and_their_values_are_offered(aeo: Aeo) -> None:
    assert "--require" in completed(aeo, "aeo check --re")
    assert list(completed(aeo, "aeo check --format ")) == list(Format)
    assert list(completed(aeo, "aeo measures --format ")) == ["terminal", "json"]
    assert list(completed(aeo, "aeo explain 25 --format ")) == ["terminal", "json", "markdown"]
    assert [*completed(aeo, "aeo diff a b --format ")] == ["terminal", "json", "markdown", "html"]
    assert list(completed(aeo, "aeo whatif x --preset ")) == ["aeo", "loss"]
    assert completed(aeo, "aeo whatif x --add enq", AEO_LANG="zh") == {"enquiry": "企业咨询"}
    assert list(completed(aeo, "aeo whatif x --set readings.c")) == [
        "readings.certified_counts_as_aeo",
        "readings.certified_in_announcements",
    ]
    assert completed(aeo, "aeo whatif x --catalogue nothing.toml --add enq") == {}
    assert list(completed(aeo, "aeo ")) == [
        "check",
        "explain",
        "whatif",
        "diff",
        "convert",
        "screen",
        "init",
        "ask",
        "measures",
        "schema",
        "catalogue",
    ]


def test_completion_speaks_the_language_of_the_line(aeo: Aeo) -> None:
    offered = completed(aeo, "aeo explain --lang zh 25", AEO_LANG="en")
    assert offered["25"].startswith("压缩特殊物品")


def test_a_title_is_no_markup_and_one_line(aeo: Aeo, tmp_path: Path) -> None:
    text = (ROOT / "data" / "measures.toml").read_text(encoding="utf-8")
    hostile = text.replace('title.zh = "压缩特殊物品', 'title.zh = "[/x]\\n[red]压缩')
    (tmp_path / "mine.toml").write_text(hostile, encoding="utf-8")
    line = "aeo explain --catalogue mine.toml 25"
    offered = completed(aeo, line, tmp_path, AEO_LANG="zh")
    assert list(offered) == ["25", "25a", "25b"]
    assert offered["25"].startswith("[/x]\\x0a[red]压缩")


def test_help_is_shown_on_a_console_that_lacks_its_signs(aeo_process: Aeo) -> None:
    for encoding in ("ascii", "latin-1", "gbk"):
        for lang in ("zh", "en"):
            done = aeo_process("--help", "--lang", lang, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
            assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(aeo: Aeo, shell: str) -> None:
    done = aeo("--show-completion", SHELL=f"/bin/{shell}", _AEO_COMPLETE=f"source_{shell}")
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"_AEO_COMPLETE=complete_{shell}" in done.stdout.decode()
