"""The documents: their commands run, their output is what comes, their links lead somewhere."""

import hashlib
import re
import shutil
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from tests.conftest import ROOT, Aeo, Golden
from tests.docs.conftest import Desk, all_blocks, blocks, desk_at, is_shown, typed

FOLDERS = (ROOT / "docs", ROOT / "examples")
DOCUMENTS = sorted(chain(ROOT.glob("*.md"), *(folder.rglob("*.md") for folder in FOLDERS)))
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
GUIDES = {"en": ROOT / "docs" / "check.md", "zh": ROOT / "docs" / "check.zh-CN.md"}
WORKED_ALONG = ROOT / "docs" / "catalogue.md"  # `test_catalogue_page.py` runs it, in its order
CHINESE_END = ".zh-CN.md"
CHINESE = [page for page in DOCUMENTS if page.name.endswith(CHINESE_END)]
OF_CHINESE_READERS = {"UV_DEFAULT_INDEX", "UV_PYTHON_INSTALL_MIRROR"}
"""Names in a Chinese page only: mirrors that are needed in China."""
CONSOLES = [page for page in DOCUMENTS if page != WORKED_ALONG and blocks(page, "console")]
HELPS = ("", "check", "convert", "init", "whatif", "diff", "screen", "catalogue verify")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Run each command once, in a folder with the files that the documents name."""
    tmp_path = tmp_path_factory.mktemp("desk")
    for folder in ("examples", "tests/mistakes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "profile.toml").write_text(blocks(GUIDES["en"], "toml")[0], encoding="utf-8")
    return cache(desk_at(tmp_path))


@pytest.mark.unix
@pytest.mark.usefixtures("mutants_tried_once")
@pytest.mark.parametrize("document", CONSOLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_shown_below_a_command_is_what_it_prints(document: Path, desk: Desk) -> None:
    commands = [one for block in blocks(document, "console") for one in typed(block)]
    for command, shown in commands:
        _, printed = desk("zh" if document in CHINESE else "en", command)
        assert is_shown(shown, printed), f"{command}\n{printed}"


def test_the_pages_with_output_are_those_that_have_it() -> None:
    """So that no page is left out of the comparison unnoticed."""
    pages = {str(page.relative_to(ROOT)) for page in CONSOLES}
    paired = {str(page.relative_to(ROOT)) for page in [*CHINESE, *map(twin, CHINESE)]}
    assert pages == {*paired, "docs/interview.md"} - {"docs/page.md", "docs/page.zh-CN.md"}


@pytest.mark.parametrize("document", CHINESE, ids=lambda path: path.name)
def test_the_pages_of_a_pair_are_built_alike_and_link_to_each_other(document: Path) -> None:
    assert outline(document) == outline(twin(document))
    for page, other in ((document, twin(document)), (twin(document), document)):
        second_line = page.read_text(encoding="utf-8").split("\n\n")[1]
        assert f"]({other.name})" in second_line


def twin(document: Path) -> Path:
    """Return the English page of a Chinese one."""
    return document.with_name(document.name.replace(CHINESE_END, ".md"))


def outline(document: Path) -> dict[str, object]:
    """Return what the pages of a pair have in common, whatever their language."""
    text = document.read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    rows = re.findall(r"^\|.*", prose, re.MULTILINE)
    return {
        "headings": re.findall("^#+(?= )", prose, re.MULTILINE),
        "blocks": [language for language, _ in all_blocks(document)],
        "list items": len(re.findall(r"^(?:-|\d\.) ", prose, re.MULTILINE)),
        "columns of rows": [len(re.findall(r"(?<!\\)\|", row)) for row in rows],
        "names": {*re.findall(r"`([!-_a-~]*[-.*/~_][!-_a-~]*)`", prose)} - OF_CHINESE_READERS,
    }


@pytest.mark.usefixtures("mutants_tried_once")
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_a_sentence_works(document: Path, desk: Desk) -> None:
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    run_by_ci = (ROOT / ".ci" / "run").read_text("utf-8") + READMES["en"].read_text("utf-8")
    for command in re.findall(r"`((?:aeo|python|pytest|ruff|mypy|lint-imports)(?: [^`]*)?)`", text):
        program, *words = command.split()
        if program == "aeo":
            alone = len(words) == 1  # the name of a command, no more
            status, printed = desk("en", f"{command} --help" if alone else command)
            # The portfolio of the examples has a row that is rejected.
            assert status == 0 or "rows rejected: 1" in printed, printed
        elif program == "python":
            assert all((ROOT / word).exists() for word in words if word.endswith(".py")), command
        else:
            assert command.split(" --")[0] in run_by_ci, command
    for option in re.findall(r"`(--[a-z-]+)", text):
        helps = "".join(desk("en", f"aeo {name} --help")[1] for name in HELPS)
        assert option in helps or option == "--renew-goldens", option


@pytest.mark.parametrize("lang", READMES)
def test_the_first_two_shell_lines_set_up_and_run(lang: str) -> None:
    """What they do is run by `.ci/run`; here, that they are two lines, each by itself."""
    first, second = blocks(READMES[lang], "sh")[:2]
    assert first.count("\n") == second.count("\n") == 1
    assert "aeo check examples/biomedicine.toml --on 2026-03-02" in first
    assert "pytest" in second
    assert [first, second] == blocks(READMES["en"], "sh")


@pytest.mark.parametrize("lang", READMES)
def test_the_lines_for_windows_are_the_shell_lines(lang: str) -> None:
    windows = {"python3 ": "py ", " && ": "; ", ".venv/bin/": ".venv\\Scripts\\"}
    for shell, powershell in zip(
        blocks(READMES[lang], "sh"), blocks(READMES[lang], "powershell"), strict=True
    ):
        for written, instead in windows.items():
            shell = shell.replace(written, instead)  # noqa: PLW2901  step by step
        assert powershell == shell


@pytest.mark.parametrize("lang", READMES)
def test_a_readme_is_short(lang: str) -> None:
    """The rest stands in `docs/`."""
    assert READMES[lang].read_text(encoding="utf-8").count("\n") <= 200


@pytest.mark.parametrize("lang", GUIDES)
def test_the_profile_of_a_guide_is_accepted(lang: str, aeo: Aeo) -> None:
    (profile,) = blocks(GUIDES[lang], "toml")
    done = aeo("check", "-", "--require", "25b", stdin=profile.encode())
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("lang", GUIDES)
def test_the_interview_of_a_guide_is_as_it_is_held(lang: str) -> None:
    (shown,) = blocks(GUIDES[lang], "text")
    held = (ROOT / "tests" / "cli" / "goldens" / f"interview-readme.{lang}.80.txt").read_text(
        "utf-8"
    )
    assert shown in held


def test_the_pictures_are_what_the_tool_prints(
    golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / "docs" / "pictures")
    from draw import pictures  # noqa: PLC0415  it stands beside the pictures

    for path, content in pictures():
        golden(path, content)
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|@import|@font-face", content)


def test_the_photographs_are_of_the_pages_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """`docs/pictures/photograph.py` writes the hash of the page into the picture."""
    monkeypatch.syspath_prepend(ROOT / "docs" / "pictures")
    from pages import pages  # noqa: PLC0415  it stands beside the pictures

    for name, page in pages().items():
        picture = (ROOT / "docs" / "pictures" / f"{name}.png").read_bytes()
        assert b"tEXtpage\0" + hashlib.sha256(page.encode()).hexdigest().encode() in picture, name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("https://") or (document.parent / target).exists(), target
    for name in re.findall(
        r"`((?:tests|docs|data|examples|benchmarks|aeo_cli|\.ci)/[^`\s<…]*)`", text
    ):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_heading_leads_to_one(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\((?!https:)([^)#]*)#([^)]+)\)", text):
        page = document.parent / target if target else document
        assert anchor in anchors(page), f"{target}#{anchor}"


def anchors(document: Path) -> set[str]:
    """Return the names under which GitHub links to the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_module_is_in_the_plan_of_the_inside() -> None:
    plan = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in (ROOT / "aeo_cli").iterdir():
        if not path.stem.startswith("_"):
            assert re.search(rf"\b{path.stem}\b", plan), path.stem


def test_the_changelog_names_the_version(aeo: Aeo) -> None:
    version = aeo("--version").stdout.decode().split()[1]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
