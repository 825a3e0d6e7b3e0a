"""How far along a deadline is: day n of N, against a count of its own."""

from datetime import date, timedelta
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.wording.deadlines import TimeLimit, limits, undated
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.profile.reader import read_profile

CATALOGUE, CALENDAR = load_catalogue(), ChineseCalendar()


def limit(item: dict[str, Any], on: date) -> TimeLimit:
    level = {"credit_level": "advanced_certified"}
    profile = read_profile({"enterprise": level, "business": [item]}, CATALOGUE)
    report = assess(CATALOGUE, profile, CALENDAR, on)
    (found,) = limits(ReportWords(report, CATALOGUE, Lang.EN), CALENDAR)
    return found


def approval(accepted: date) -> dict[str, Any]:
    return {
        "kind": "special_goods_approval",
        "special_circumstances": False,
        "accepted_on": accepted.isoformat(),
    }


def appointment(moment: str) -> dict[str, Any]:
    return {
        "kind": "appointment_clearance",
        "outside_office_hours": True,
        "appointment_at": moment,
    }


@settings(max_examples=80)
@given(st.dates(date(2010, 1, 1), date(2026, 10, 1)), st.integers(-3, 45))
def test_the_days_that_have_passed_are_working_days_up_to_the_day(
    accepted: date, later: int
) -> None:
    on = accepted + timedelta(days=later)
    for bar, length in zip(limit(approval(accepted), on).bars, (5, 20), strict=True):
        days = (accepted + timedelta(days=step + 1) for step in range(later))
        worked = sum(chinese_calendar.is_workday(day) for day in days)
        assert (bar.length, bar.passed) == (length, min(worked, length))


STATES = {  # accepted on Monday 2026-03-02; shortened 2026-03-09, ordinary 2026-03-30
    "2026-02-27": ("not started: it runs from 2026-03-02 Mon",) * 2,
    "2026-03-02": (
        "day 0 of 5: counted from the next working day",
        "day 0 of 20: counted from the next working day",
    ),
    "2026-03-03": ("day 1 of 5", "day 1 of 20"),
    "2026-03-08": ("day 4 of 5", "day 4 of 20"),
    "2026-03-09": ("day 5 of 5: the last", "day 5 of 20"),
    "2026-03-10": ("1 day past the target, which is not guaranteed", "day 6 of 20"),
    "2026-03-30": ("21 days past the target, which is not guaranteed", "day 20 of 20: the last"),
    "2026-04-01": (
        "23 days past the target, which is not guaranteed",
        "2 days past the end: if no decision has come, ask customs",
    ),
}


@pytest.mark.parametrize("on", STATES)
def test_how_far_along_a_limit_of_customs_is(on: str) -> None:
    found = limit(approval(date(2026, 3, 2)), date.fromisoformat(on))
    assert tuple(bar.state.en for bar in found.bars) == STATES[on]
    are_over = [bar.is_over for bar in found.bars]
    assert are_over == [on > "2026-03-09", on > "2026-03-30"]


@pytest.mark.parametrize(
    ("on", "shortened", "passed"),
    [
        ("2026-03-05", "file by 2026-03-06 Fri: 1 day left", 0),
        ("2026-03-06", "file today, 2026-03-06 Fri, in office hours", 0),
        ("2026-03-07", "the day to file by was 2026-03-06 Fri, 1 day ago", 8),
    ],
)
def test_how_long_there_is_to_file(on: str, shortened: str, passed: int) -> None:
    found = limit(appointment("2026-03-07T22:00"), date.fromisoformat(on))
    assert found.bars[0].state.en == shortened
    assert (found.bars[0].length, found.bars[0].passed) == (8, passed)
    assert found.bars[1].length == 24


def test_the_ordinary_notice_is_not_overdue_while_the_shortened_one_runs() -> None:
    found = limit(appointment("2026-03-06T22:00"), date(2026, 3, 6))
    shortened, ordinary = (bar.state.en for bar in found.bars)
    assert shortened == "file today, 2026-03-06 Fri before 14:00, in office hours"
    assert ordinary == "2026-03-05 Thu, 1 day ago"  # the office has closed by 22:00
    assert [bar.is_over for bar in found.bars] == [False, True]


def test_what_falls_due_first_stands_first() -> None:
    items = [
        approval(date(2026, 3, 9)),
        appointment("2026-03-07T22:00"),
        approval(date(2026, 3, 2)),
    ]
    level = {"credit_level": "advanced_certified"}
    profile = read_profile({"enterprise": level, "business": items}, CATALOGUE)
    report = assess(CATALOGUE, profile, CALENDAR, date(2026, 3, 2))
    found = limits(ReportWords(report, CATALOGUE, Lang.EN), CALENDAR)
    assert [one.item.index for one in found] == [1, 2, 0]


def test_a_limit_without_dates_says_why() -> None:
    level = {"credit_level": "certified"}
    bare = {"kind": "special_goods_approval", "special_circumstances": False}
    items = [approval(date(2026, 3, 2)), {**bare, "special_circumstances": True}]
    open_ = read_profile({"enterprise": level, "business": items}, CATALOGUE)
    report = assess(CATALOGUE, open_, CALENDAR, date(2026, 3, 2))
    (told,) = undated(ReportWords(report, CATALOGUE, Lang.EN))
    assert told.startswith("25b · special-goods approval, item 1: undetermined: to find out: ")
    known = read_profile(
        {"enterprise": {"credit_level": "advanced_certified"}, "business": [bare]}, CATALOGUE
    )
    report = assess(CATALOGUE, known, CALENDAR, date(2026, 3, 2))
    (told,) = undated(ReportWords(report, CATALOGUE, Lang.EN))
    item = "25b · special-goods approval, item 1"
    assert told == f"{item}: date of acceptance: not given, so no date can be calculated"
