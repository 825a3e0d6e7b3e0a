"""The last day on which to file for an appointment: the same wherever it is told."""

import csv
import json
import re
from datetime import date, datetime
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, NamedTuple

import icalendar
import openpyxl
import pytest

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats import Format
from aeo_cli.presentation.page import Page
from aeo_cli.profile.reader import read_profile
from tests.conftest import Aeo, in_full
from tests.screening import portfolios as screenings

CATALOGUE, CALENDAR = load_catalogue(), ChineseCalendar()
ON = date(2026, 3, 2)


class Booked(NamedTuple):
    """An appointment, and the days to file by: with the ordinary notice, and with the shorter."""

    at: str
    ordinary: str
    shortened: str

    def profile(self) -> dict[str, Any]:
        """Return the profile of an AEO enterprise that has booked it."""
        level = {"credit_level": "advanced_certified"}
        item = {"kind": "appointment_clearance", "id": "A-1", "appointment_at": self.at}
        return {"ref": "E-1", "enterprise": level, "readings": {}, "business": [item]}

    def report(self) -> Report:
        """Return what the tool says of it."""
        return assess(CATALOGUE, read_profile(self.profile(), CATALOGUE), CALENDAR, ON)


APPOINTMENTS = [
    Booked("2026-03-10T06:00", "2026-03-06 Fri", "2026-03-09 Mon"),
    Booked("2026-03-10T08:00", "2026-03-06 Fri", "2026-03-09 Mon"),
    Booked("2026-03-10T12:30", "2026-03-09 Mon", "2026-03-09 Mon"),
    Booked("2026-03-10T18:30", "2026-03-09 Mon", "2026-03-10 Tue"),
    Booked("2026-10-08T08:30", "2026-09-30 Wed", "2026-09-30 Wed"),  # after a long holiday
    Booked("2026-10-10T20:00", "2026-10-09 Fri", "2026-10-10 Sat"),  # a day that makes up for it
]
each_appointment = pytest.mark.parametrize("booked", APPOINTMENTS, ids=lambda booked: booked.at)


def day(words: str) -> date:
    return date.fromisoformat(words[:10])


def content(form: Format, booked: Booked) -> bytes:
    page = Page(Lang.EN, 1000)
    return in_full(form, booked.report(), CATALOGUE, page)


@each_appointment
def test_the_json_says_it(booked: Booked) -> None:
    report = json.loads(content(Format.JSON, booked))
    items = [
        item for one in report["measures"] for p in one["provisions"] for item in p["business"]
    ]
    (deadline,) = (item["deadline"] for item in items if item["deadline"])
    assert deadline["last_office_day"] == {
        "standard": booked.ordinary[:10],
        "shortened": booked.shortened[:10],
    }


def plain(form: Format, booked: Booked) -> str:
    """Return the words of a text format, without what only lays them out."""
    text = content(form, booked).decode()
    if form is Format.HTML:
        text = unescape(re.sub(r"<[^>]+>", " ", text))
    return " ".join(text.replace("*", "").replace("\\", "").split())


@each_appointment
@pytest.mark.parametrize("form", [Format.TERMINAL, Format.MARKDOWN, Format.HTML])
def test_the_texts_say_it(booked: Booked, form: Format) -> None:
    text = plain(form, booked)
    assert re.search(rf"file by:? {booked.shortened} ", text)
    assert f"file during office hours on {booked.shortened}" in text
    told = set(re.findall(r"(?:file by:?|office hours on) (\d{4}-\d\d-\d\d \w{3})", text))
    assert told <= {booked.ordinary, booked.shortened}
    same = "for the ordinary notice, the last working day to file is the same" in text
    assert same is (booked.ordinary == booked.shortened)


def rows(form: Format, booked: Booked) -> list[dict[str, Any]]:
    """Return the rows of a spreadsheet that have dates."""
    raw = content(form, booked)
    if form is Format.CSV:
        table = [*csv.reader(StringIO(raw.decode("utf-8-sig")))]
        named = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    else:
        book = openpyxl.load_workbook(BytesIO(raw))
        sheets = [[*sheet.iter_rows(values_only=True)] for sheet in book]
        named = [
            dict(zip(map(str, table[0]), row, strict=True)) for table in sheets for row in table[1:]
        ]
    return [row for row in named if row.get("file by")]


@each_appointment
@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
def test_the_spreadsheets_say_it(booked: Booked, form: Format) -> None:
    found = rows(form, booked)
    assert found
    for row in found:
        for name, expected in (
            ("file by", booked.shortened),
            ("file by (ordinary)", booked.ordinary),
            ("date to act on", booked.shortened),
        ):
            value = row[name]
            told = value.date() if isinstance(value, datetime) else day(str(value))
            assert told == day(expected), name


@each_appointment
def test_the_calendar_has_an_event_on_it(booked: Booked) -> None:
    calendar: Any = icalendar.Calendar.from_ical(content(Format.ICS, booked))
    moment, office = calendar.walk("VEVENT")
    assert office["DTSTART"].dt == day(booked.shortened)
    assert str(office["SUMMARY"]).startswith(f"file by {booked.shortened}")
    assert f"(file by {booked.shortened}" in str(moment["SUMMARY"])


@each_appointment
def test_the_bars_say_both(booked: Booked, aeo: Aeo) -> None:
    words = ("--on", "2026-03-02", "--lang", "en", "--deadlines")
    done = aeo("check", "-", *words, stdin=json.dumps(booked.profile()).encode(), COLUMNS="120")
    told = re.findall(r"□ file by (\d{4}-\d\d-\d\d \w{3})", done.stdout.decode())
    assert told == [booked.shortened, booked.ordinary]


@pytest.mark.parametrize("engine", ["plain", "polars"])
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_every_engine_of_screening_says_it(tmp_path: Path, engine: str, form: str) -> None:
    documents = [
        {**booked.profile(), "ref": f"E-{index}"} for index, booked in enumerate(APPOINTMENTS)
    ]
    source = tmp_path / "p.jsonl"
    if form == "jsonl":
        screenings.write_lines(source, documents)
    else:
        source = tmp_path / "tables"
        source.mkdir()
        tables = zip(
            ("enterprises", "business"),
            screenings.columns(CATALOGUE),
            screenings.tables(documents),
            strict=True,
        )
        for name, heads, found in tables:
            screenings.write_csv(source / f"{name}.csv", heads, found)
    answers, rejects = screenings.screened(tmp_path, str(source), "--engine", engine)
    assert not rejects
    for index, booked in enumerate(APPOINTMENTS):
        verdicts, deadlines = answers[f"E-{index}"]
        assert verdicts["27"] == "applies"  # the kind implies that it is outside office hours
        ((*_, ordinary, shortened, _, due),) = deadlines
        assert (ordinary, shortened) == (booked.ordinary[:10], booked.shortened[:10])
        assert due == booked.shortened[:10]
