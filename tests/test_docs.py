"""The documents: what they tell to type is typed, what they show is what comes, paths exist."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from conftest import ROOT, Aeo, Golden

DOCUMENTS = sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md"))
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
SHIMS = {  # what the documents call, made of what the tests have
    "aeo": "from aeo_cli.__main__ import main; sys.exit(main())",
    "jq": (
        "import jq; *options, words = sys.argv[1:];"
        "found = jq.compile(words).input_text(sys.stdin.read()).all();"
        "print(*(one if '-r' in options and isinstance(one, str) else jq.compile('tojson')"
        ".input_value(one).first() for one in found), sep='\\n')"
    ),
}


def blocks(document: Path, language: str) -> list[str]:
    text = document.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def typed(document: Path) -> Iterator[tuple[str, str]]:
    """Yield each command of a document's console blocks, with the output that is shown."""
    for block in blocks(document, "console"):
        _, *parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
        for part in parts:
            command, _, shown = part.partition("\n")
            yield command, shown


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Path, Mapping[str, str]]:
    """Return a folder with what the documents speak of, and the settings under which to work."""
    for folder in ("examples", "tests/mistakes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "profile.toml").write_text(blocks(READMES["en"], "toml")[0], encoding="utf-8")
    (tmp_path / "bin").mkdir()
    for program, code in SHIMS.items():
        shim = tmp_path / "bin" / program
        shim.write_text(f"#!{sys.executable}\nimport sys\n{code}\n", encoding="utf-8")
        shim.chmod(0o755)
    path = f"{tmp_path / 'bin'}:/usr/bin:/bin"
    return tmp_path, {"PATH": path, "PYTHONUTF8": "1", "COLUMNS": "80"}


def run(desk: tuple[Path, Mapping[str, str]], lang: str, command: str) -> tuple[int, str]:
    folder, settings = desk
    done = subprocess.run(
        ["sh", "-c", f"{command}\n"],
        cwd=folder,
        env={**settings, "AEO_LANG": lang},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode()


@pytest.mark.parametrize("lang", READMES)
def test_what_is_shown_below_a_command_is_what_it_prints(
    lang: str, desk: tuple[Path, Mapping[str, str]]
) -> None:
    commands = list(typed(READMES[lang]))
    assert commands
    for command, shown in commands:
        _, printed = run(desk, lang, command)
        form = ".*".join(map(re.escape, re.split(r"^…\n", shown, flags=re.MULTILINE)))
        assert re.fullmatch(form, printed, re.DOTALL), f"{command}\n{printed}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_a_sentence_works(
    document: Path, desk: tuple[Path, Mapping[str, str]]
) -> None:
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    run_by_ci = (ROOT / ".ci" / "run").read_text("utf-8") + READMES["en"].read_text("utf-8")
    for command in re.findall(r"`((?:aeo|python|pytest|ruff|mypy|lint-imports)(?: [^`]*)?)`", text):
        program, *words = command.split()
        if program == "aeo":
            alone = len(words) == 1  # the name of a command, no more
            status, printed = run(desk, "en", f"{command} --help" if alone else command)
            assert status == 0, printed
        elif program == "python":
            assert all((ROOT / word).exists() for word in words if word.endswith(".py")), command
        else:
            assert command.split(" --")[0] in run_by_ci, command
    for option in re.findall(r"`(--[a-z-]+)", text):
        helps = "".join(run(desk, "en", f"aeo {name} --help")[1] for name in ("", "check"))
        assert option in helps or option == "--renew-goldens", option


@pytest.mark.parametrize("lang", READMES)
def test_the_first_two_shell_lines_set_up_and_run(lang: str) -> None:
    """What they do is run by `.ci/run`; here, that they are two lines, each by itself."""
    first, second = blocks(READMES[lang], "sh")[:2]
    assert first.count("\n") == second.count("\n") == 1
    assert "aeo check examples/biomedicine.toml" in first
    assert "pytest" in second
    assert [first, second] == blocks(READMES["en"], "sh")


@pytest.mark.parametrize("lang", READMES)
def test_the_profile_of_a_readme_is_accepted(lang: str, aeo: Aeo) -> None:
    (profile,) = blocks(READMES[lang], "toml")
    done = aeo("check", "-", "--require", "25b", stdin=profile.encode())
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_pictures_are_what_the_tool_prints(
    golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "docs" / "pictures")
    from draw import pictures  # noqa: PLC0415  it stands beside the pictures

    for path, content in pictures():
        golden(path, content)
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|@import|@font-face", content)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("https://") or (document.parent / target).exists(), target
    for name in re.findall(
        r"`((?:tests|docs|data|examples|benchmarks|aeo_cli|\.ci)/[^`\s<…]*)`", text
    ):
        assert (ROOT / name).exists(), name


def test_every_module_is_in_the_plan_of_the_inside() -> None:
    plan = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in (ROOT / "aeo_cli").iterdir():
        if not path.stem.startswith("_"):
            assert re.search(rf"\b{path.stem}\b", plan), path.stem


def test_the_changelog_names_the_version(aeo: Aeo) -> None:
    version = aeo("--version").stdout.decode().split()[1]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
