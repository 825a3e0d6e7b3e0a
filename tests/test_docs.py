"""The documents: what they tell to type is typed, what they name exists."""

import re
from pathlib import Path

import pytest

from conftest import ROOT, Aeo

DOCUMENTS = sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md"))
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_the_first_two_shell_lines_set_up_and_run() -> None:
    """What they do is run by `.ci/run`; here, that they are two lines, each by itself."""
    first, second = blocks("sh")[:2]
    assert first.count("\n") == second.count("\n") == 1
    assert "aeo check examples/biomedicine.toml" in first
    assert "pytest" in second


def test_the_picture_of_the_readme_is_what_the_tool_prints(aeo: Aeo) -> None:
    words = ("check", str(ROOT / "examples" / "biomedicine.toml"), "--on", "2026-03-02")
    printed = aeo(*words, "--lang", "en").stdout.decode()
    (picture,) = blocks("text")
    for line in filter(None, picture.splitlines()):
        assert line in printed.splitlines()


def test_the_profile_of_the_readme_is_accepted(aeo: Aeo) -> None:
    (profile,) = blocks("toml")
    done = aeo("check", "-", "--require", "25b", stdin=profile.encode())
    assert (done.returncode, done.stderr) == (0, b"")


def test_every_option_of_the_readme_exists(aeo: Aeo) -> None:
    helps = (aeo("check", "--help").stdout + aeo("schema", "--help").stdout).decode()
    for option in re.findall(r"`(?:aeo check [^`]*)?(--[a-z-]+)", README):
        assert option in helps, option


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
