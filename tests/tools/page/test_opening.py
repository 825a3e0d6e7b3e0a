"""Files that are opened: each kind is told from its content, and a mistake changes nothing."""

import json
from datetime import date
from pathlib import Path

import pytest

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.loader import load_report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import InputError, error_line
from aeo_cli.presentation.formats import Format, renderer
from aeo_cli.presentation.page import Page
from aeo_cli.profile.loader import load_profile
from tests.conftest import ROOT, SAVED_REPORT
from tests.tools.page.readers import ON, Reader, View

EXAMPLE = ROOT / "examples" / "chip-maker.toml"
WORKBOOK = ROOT / "tests" / "fixtures" / "office" / "profiles" / "chip-maker.zh.xlsx"
MISTAKES = sorted((ROOT / "tests" / "mistakes").glob("*.[tj][os][mo][ln]"))
PROFILE = b'[enterprise]\nname = "Before"\n'


@pytest.mark.parametrize("path", [EXAMPLE, WORKBOOK], ids=lambda path: path.suffix)
def test_a_profile_and_a_workbook_give_their_report(
    path: Path, reader: Reader, catalogue: Catalogue
) -> None:
    view = View(reader.open(path.name, path.read_bytes()))
    expected = load_profile(str(path), catalogue)
    assert reader.session.report() == assess(catalogue, expected.profile, ChineseCalendar(), ON)
    assert {"download", "suppose", "set_day"} <= view.requests
    for note in expected.notes:
        assert note[reader.lang] in view.text


def test_what_a_file_is_called_decides_nothing(reader: Reader) -> None:
    views = [
        reader.open(name, EXAMPLE.read_bytes()) for name in ("a.xlsx", "报告", "-", "长" * 200)
    ]
    assert len(set(views)) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_a_profile_of_another_encoding_is_read_with_a_note(encoding: str, reader: Reader) -> None:
    content = EXAMPLE.read_text(encoding="utf-8").encode(encoding)
    reader.open("a.toml", content)
    assert reader.session.report().profile.enterprise["name"] == "上海示例微电子有限公司"


def test_a_saved_report_is_shown_as_it_is(reader: Reader, catalogue: Catalogue) -> None:
    view = View(reader.open("saved.json", SAVED_REPORT.read_bytes()))
    assert not {"set_day", "suppose", "go_on", "finish"} & view.requests
    assert "profile" not in {
        json.loads(str(one["data-arguments"]))["document"]
        for one in view.all("button", data_do="download")
    }
    _, content = reader.file("report", "json")
    assert content == SAVED_REPORT.read_bytes()
    report = reader.session.report()
    expected = renderer(Format.CSV).render(report, catalogue, ChineseCalendar(), Page(reader.lang))
    assert reader.file("report", "csv")[1] == bytes(expected)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.name)
def test_a_mistake_is_told_in_the_line_of_the_command_line_and_what_was_open_stays(
    path: Path, reader: Reader, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reader.open("before.toml", PROFILE)
    monkeypatch.chdir(path.parent)
    load = load_report if path.name == "other.json" else load_profile
    try:
        load(path.name, catalogue)
    except InputError as error:
        lines = [error_line(problem, reader.lang) for problem in error.problems]
    else:
        return  # right.toml, and what is read with a note
    reply = reader.reply("open", path.read_bytes(), name=path.name)
    text = View(reply["problems"]).text
    assert [line for line in lines if line not in text] == []
    assert reader.do("show") == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 100,
        b"PK\x03\x04 no workbook",
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-1.7",
        b"{}",
        b"[]",
        b'{"schema": "aeo-report/1"}',
        b'{"schema": "aeo-report/2"}',
        b'{"schema": ["aeo-report/1"]}',
        b'{"schema": "aeo-difference/1"}',
        SAVED_REPORT.read_bytes().replace(b'"applies"', b'"undetermined"', 1),
        SAVED_REPORT.read_bytes()[:-3],
        "名称".encode("utf-16-le"),
        b"[enterprise]\n" * 2,
        b"[" * 100_000,
    ],
)
def test_what_is_none_of_them_is_told_in_lines_and_what_was_open_stays(
    content: bytes, reader: Reader
) -> None:
    before = reader.open("before.toml", PROFILE)
    reply = reader.reply("open", content, name="file.json")
    assert reply.keys() == {"problems"}
    assert len(View(reply["problems"]).all("li")) >= 1
    assert "file.json" in View(reply["problems"]).text
    assert reader.do("show") == before


def test_opening_a_file_ends_the_interview_that_was_open(reader: Reader) -> None:
    reader.do("ask")
    reader.do("skip_name")
    reader.open("a.toml", PROFILE)
    assert reader.session.current.answers == ()
    assert reader.session.asked is None


def test_the_day_stays_when_a_file_is_opened(reader: Reader) -> None:
    reader.do("set_day", on="2026-04-01")
    reader.open("a.toml", PROFILE)
    assert reader.session.report().on == date(2026, 4, 1)
