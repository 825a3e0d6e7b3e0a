"""Files to take away: the very bytes that the command line writes, and a profile opens again."""

from pathlib import Path
from typing import Any

import pytest

from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats import Format
from aeo_cli.profile.model import Profile
from aeo_cli.profile.reader import read_profile
from tests.conftest import ROOT, SAVED_REPORT, Aeo
from tests.interview.enterprises import enterprise
from tests.tools.page.readers import Reader, View
from tests.tools.page.test_interviews import Officer, interviewed

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
APPLICANT, CHIP_MAKER = (ROOT / "examples" / f"{name}.toml" for name in ("applicant", "chip-maker"))


def written(aeo: Aeo, folder: Path, command: list[str], lang: Lang) -> bytes:
    """Return the file that a command of the tool writes."""
    target = folder / command[-1]
    done = aeo(*command, "--lang", lang.value, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return target.read_bytes()


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_report_is_the_one_of_the_command_line(
    example: Path, form: Format, reader: Reader, aeo: Aeo, tmp_path: Path
) -> None:
    (tmp_path / example.name).write_bytes(example.read_bytes())
    reader.open(example.name, example.read_bytes())
    name, content = reader.file("report", form.suffixes[0])
    assert Path(name).suffix == f".{form.suffixes[0]}"
    options = ["--on", "2026-03-02", "--format", form.value, "-o", name]
    assert content == written(aeo, tmp_path, ["check", example.name, *options], reader.lang)


@pytest.mark.parametrize("form", Format)
def test_a_saved_report_becomes_what_the_command_line_converts_it_to(
    form: Format, reader: Reader, aeo: Aeo, tmp_path: Path
) -> None:
    (tmp_path / "saved.json").write_bytes(SAVED_REPORT.read_bytes())
    reader.open("saved.json", SAVED_REPORT.read_bytes())
    name, content = reader.file("report", form.suffixes[0])
    command = ["convert", "saved.json", "--format", form.value, "-o", name]
    assert content == written(aeo, tmp_path, command, reader.lang)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_sheet_of_questions_is_the_one_of_the_command_line(
    example: Path, reader: Reader, aeo: Aeo, tmp_path: Path
) -> None:
    (tmp_path / example.name).write_bytes(example.read_bytes())
    reader.open(example.name, example.read_bytes())
    name, content = reader.file("questions", "txt")
    options = ["--questions", "--on", "2026-03-02", "-o", name]
    assert content == written(aeo, tmp_path, ["check", example.name, *options], reader.lang)


@pytest.mark.parametrize("form", ["toml", "json", "xlsx"])
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("start", [None, CHIP_MAKER], ids=["from nothing", "from an example"])
def test_a_saved_profile_opens_again_and_gives_the_same_report(
    start: Any, seed: int, form: str, reader: Reader
) -> None:
    if start:
        reader.open(start.name, start.read_bytes())
    catalogue = reader.session.catalogue
    first = len(reader.session.current.profile.business)
    interviewed(reader, Officer(enterprise(catalogue, seed), first))
    report = reader.session.report()
    name, content = reader.file("profile", form)
    assert name == f"{start.stem if start else 'profile'}.{form}"
    later = Reader(reader.lang)
    assert View(later.open(name, content)).all("h1")
    assert known(later.session.current.profile) == known(reader.session.current.profile)
    assert later.session.report().measures == report.measures


def known(profile: Profile) -> tuple[object, ...]:
    """Return what a profile says of the enterprise and its business."""
    return profile.known(), profile.identities, dict(profile.evidence), set(profile.unknown)


def test_a_profile_that_was_opened_keeps_its_comments(reader: Reader) -> None:
    example = CHIP_MAKER
    reader.open(example.name, example.read_bytes())
    assert reader.file("profile", "toml") == (example.name, example.read_bytes())
    reader.do("go_on")
    reader.do("leave_open")
    _, content = reader.file("profile", "toml")
    text = content.decode()
    assert text.startswith(example.read_text(encoding="utf-8").splitlines()[0])
    document = reader.session.current.document_with_answers
    assert read_profile(document, reader.session.catalogue) == reader.session.current.profile


@pytest.mark.parametrize("name", ["a.b.toml", ".toml", "noname", "报告.xlsx", "x.toml.json"])
def test_a_profile_is_saved_under_the_name_that_it_was_opened_by(name: str, reader: Reader) -> None:
    reader.open(name, CHIP_MAKER.read_bytes())
    for form in ("toml", "json", "xlsx"):
        saved, _ = reader.file("profile", form)
        assert saved == f"{Path(name).stem}.{form}"


def test_what_a_workbook_cannot_hold_is_told(reader: Reader) -> None:
    before = reader.open(APPLICANT.name, APPLICANT.read_bytes())
    reply = reader.reply("download", document="profile", form="xlsx")
    assert "TOML" in View(reply["problems"]).text
    assert reader.do("show") == before


def test_taking_files_away_changes_nothing(reader: Reader) -> None:
    before = reader.open(CHIP_MAKER.name, CHIP_MAKER.read_bytes())
    for form in Format:
        first, second = (reader.file("report", form.suffixes[0]) for _ in range(2))
        assert first == second
    for name in ("toml", "json", "xlsx"):
        reader.file("profile", name)
    assert reader.do("show") == before
