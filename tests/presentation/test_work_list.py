"""`--due-within`: who has to do what by when, in every format that it has."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest

from aeo_cli.documents.text import Lang
from tests.conftest import ROOT, Aeo, Golden, Prints
from tests.presentation.conftest import of_lotus_bay

PROFILE = """
ref = "A"
[enterprise]
credit_level = "advanced_certified"
[[business]]
id = "LATE"
kind = "special_goods_approval"
special_circumstances = false
accepted_on = 2026-02-02
[[business]]
id = "NEXT"
kind = "special_goods_approval"
special_circumstances = false
accepted_on = 2026-03-02
[[business]]
id = "MINE"
kind = "appointment_clearance"
outside_office_hours = true
appointment_at = 2026-03-06T22:00:00
[[business]]
id = "OVER"
kind = "appointment_clearance"
outside_office_hours = true
appointment_at = 2026-02-20T22:00:00
[[business]]
id = "OPEN"
kind = "special_goods_approval"
special_circumstances = false
"""
CASES = {  # accepted 2026-03-02: the target is 2026-03-09, five working days later
    ("2026-03-02", "0"): ["LATE"],
    ("2026-03-02", "3"): ["LATE"],
    ("2026-03-02", "4"): ["LATE", "MINE"],
    ("2026-03-02", "5"): ["LATE", "MINE", "NEXT"],
    ("2026-03-06", "0"): ["LATE", "MINE"],
    ("2026-03-07", "0"): ["LATE"],
    ("2026-03-07", "1"): ["LATE", "NEXT"],
    ("2026-02-02", "5"): ["LATE"],
}

AS_CSV = ("--format", "csv", "--lang", "en")


@pytest.fixture
def profile(tmp_path: Path) -> str:
    path = tmp_path / "profile.toml"
    path.write_text(PROFILE, encoding="utf-8")
    return str(path)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(("on", "working_days"), CASES)
def test_it_holds_what_is_due_and_what_has_passed_but_can_still_be_acted_on(
    on: str, working_days: str, profile: str, aeo: Aeo
) -> None:
    result = aeo("check", profile, "--on", on, "--due-within", working_days, *AS_CSV)
    found = [row["pending item"] for row in rows(result.stdout) if row["date to act on"]]
    assert found == CASES[on, working_days]
    assert result.returncode == 0


def test_each_line_says_who_acts_and_how_firm_it_is(profile: str, aeo: Aeo) -> None:
    words = ("--on", "2026-03-02", "--due-within", "10", *AS_CSV)
    found = rows(aeo("check", profile, *words).stdout)
    assert [(row["pending item"], row["state"], row["who acts"]) for row in found] == [
        ("LATE", "passed", "enterprise"),
        ("MINE", "to come", "enterprise"),
        ("NEXT", "to come", "customs"),
        ("OPEN", "no date", ""),
    ]
    assert all(row["route and certainty"] and row["ref"] == "A" for row in found)
    assert [row["type of deadline"] for row in found] == ["target", "shortened", "target", ""]


def test_the_workbook_and_the_calendar_hold_the_same(
    profile: str, aeo: Aeo, tmp_path: Path
) -> None:
    words = ("check", profile, "--on", "2026-03-02", "--due-within", "4", "--lang", "en")
    for name in ("work.xlsx", "work.ics"):
        assert aeo(*words, "-o", str(tmp_path / name)).returncode == 0
    (sheet,) = openpyxl.load_workbook(BytesIO((tmp_path / "work.xlsx").read_bytes())).worksheets
    heads, *lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [line[heads.index("pending item")] for line in lines] == ["LATE", "MINE", "OPEN"]
    document: Any = icalendar.Calendar.from_ical((tmp_path / "work.ics").read_bytes())
    titles = [str(event["SUMMARY"]) for event in document.walk("VEVENT")]
    assert len(titles) == 3  # LATE, and the moment and the office day of MINE
    assert not any("NEXT" in title or "OVER" in title for title in titles)
    assert str(document["DESCRIPTION"]).startswith("Due within 4 working days (by 2026-03-06 Fri)")


def test_a_saved_report_gives_the_same_work_list(profile: str, aeo: Aeo, tmp_path: Path) -> None:
    on, report = ("--on", "2026-03-02"), str(tmp_path / "report.json")
    aeo("check", profile, *on, "-o", report)
    words = ("--due-within", "5", "--lang", "en")
    listed = aeo("check", profile, *on, *words).stdout
    assert aeo("convert", report, *words).stdout == listed


@pytest.mark.parametrize("form", ["csv", "xlsx", "ics"])
def test_a_file_without_entries_comes_with_a_note(form: str, aeo: Aeo, tmp_path: Path) -> None:
    profile = str(ROOT / "examples" / "biomedicine.toml")
    words = ("--on", "2026-03-02", "--due-within", "1", "--lang", "en")
    result = aeo("check", profile, *words, "-o", str(tmp_path / f"work.{form}"))
    assert (result.returncode, result.stdout) == (0, b"")
    assert "Nothing is due within 1 working day (by 2026-03-03 Tue)." in result.stderr.decode()


@pytest.mark.parametrize("days", ["-1", "251", "ten", "3.5", "", "1e2"])
def test_a_number_of_working_days_is_whole_and_has_bounds(
    days: str, profile: str, aeo: Aeo
) -> None:
    result = aeo("check", profile, "--due-within", days, "--lang", "en")
    assert (result.returncode, result.stdout) == (2, b"")
    assert (
        f'--due-within: found: "{days}"; expected: a whole number from 0 to 250'
        in result.stderr.decode()
    )


@pytest.mark.parametrize("form", ["json", "html", "markdown"])
def test_other_formats_are_full_reports(form: str, profile: str, aeo: Aeo) -> None:
    result = aeo("check", profile, "--due-within", "5", "--format", form, "--lang", "en")
    assert (result.returncode, result.stdout) == (2, b"")
    assert f"--due-within does not work with the format {form}" in result.stderr.decode()


def test_days_that_may_still_change_are_marked(profile: str, prints: Prints) -> None:
    text = prints("check", profile, "--on", "2026-12-21", "--due-within", "9", "--lang", "en")
    assert "(by 2027-01-04 Mon (provisional))" in " ".join(text.split())


@pytest.mark.parametrize("lang", Lang)
def test_the_work_list(lang: Lang, prints: Prints, golden: Golden) -> None:
    words = ("check", *of_lotus_bay("grower")[:-1])
    shown = [
        prints(*words, day, "--lang", lang, "--due-within", count, columns=columns)
        for day, count, columns in (
            ("2026-03-01", "10", 80),
            ("2026-03-06", "5", 60),
            ("2026-04-01", "0", 100),
        )
    ]
    golden(f"work-list-grower.{lang}.txt", "\n\n".join(shown))
