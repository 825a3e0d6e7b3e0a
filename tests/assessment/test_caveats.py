"""The caveats that follow from the profile and the day, and those on the facts of an item."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import ProvisionAnswer, Report
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.profile.reader import read_profile
from tests.conftest import LOTUS_BAY

CATALOGUE, BAY, CALENDAR = load_catalogue(), load_catalogue(str(LOTUS_BAY)), ChineseCalendar()
ON = date(2026, 3, 2)


def made(document: Any, catalogue: Catalogue, on: date = ON) -> Report:
    return assess(catalogue, read_profile(document, catalogue), CALENDAR, on)


def provision(report: Report, id_: str) -> ProvisionAnswer:
    provisions = (one for measure in report.measures for one in measure.provisions)
    return next(one for one in provisions if one.id == id_)


# An appointment within office hours that is said to be outside them, and the other way round


def doubts(document: Any, catalogue: Catalogue = CATALOGUE) -> list[str]:
    mark = "office hours on"
    return [caveat.en for caveat in made(document, catalogue).caveats if mark in caveat.en]


def booked(at: str, **facts: Any) -> dict[str, Any]:
    item = {"kind": "appointment_clearance", "appointment_at": at, **facts}
    return {"enterprise": {}, "business": [item]}


@given(st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)))
def test_only_an_appointment_that_does_not_fit_the_office_hours_is_doubted(at: datetime) -> None:
    at = at.replace(microsecond=0)
    is_within = CALENDAR.is_working_day(at.date()) and time(9) <= at.time() < time(17)
    assert bool(doubts(booked(at.isoformat()))) is is_within
    inside = doubts(booked(at.isoformat(), outside_office_hours=False))
    assert bool(inside) is not is_within
    assert all("outside office hours on" in text for text in inside)


@pytest.mark.parametrize(
    ("at", "doubted"),
    [
        ("2026-03-10T08:59", False),
        ("2026-03-10T09:00", True),
        ("2026-03-10T16:59", True),
        ("2026-03-10T17:00", False),
        ("2026-03-07T12:00", False),  # a Saturday
        ("2026-10-10T12:00", True),  # a Saturday that makes up for a holiday
        ("2026-10-05T12:00", False),  # a Monday of the National Day's week
    ],
)
def test_the_hours_are_those_of_working_days(at: str, doubted: bool) -> None:
    assert bool(doubts(booked(at))) is doubted


NOON = "2026-03-10T12:00"


@pytest.mark.parametrize(
    "document",
    [
        booked(NOON, outside_office_hours=False),
        {**booked(NOON), "unknown": ["business[0].outside_office_hours"]},
        {
            **booked(NOON),
            "evidence": {"business[0].outside_office_hours": {"valid_until": "2026-03-01"}},
        },
        {**booked(NOON), "evidence": {"business[0].appointment_at": {"valid_until": "2026-03-01"}}},
        {"enterprise": {}, "business": [{"kind": "appointment_clearance"}]},
        {"enterprise": {}, "business": [{"kind": "enquiry"}]},
        {"enterprise": {}},
    ],
)
def test_nothing_is_doubted_that_is_not_said(document: Any) -> None:
    assert doubts(document) == []


def test_each_item_is_doubted_by_its_name_and_as_far_as_the_hours_are_known() -> None:
    night = {"kind": "appointment_clearance", "appointment_at": "2026-03-10T22:00"}
    noon = {"kind": "appointment_clearance", "appointment_at": NOON}
    document = {"enterprise": {}, "business": [night, {**noon, "id": "B-1"}, noon]}
    found = [one for one in made(document, CATALOGUE).caveats if "contradicts" in one.en]
    assert [one.en.partition(" is ")[0] for one in found] == [
        "B-1: time of the appointment",
        "time of the appointment",
    ]
    assert [one.confirmed for one in found] == [False, False]  # the hours are assumed
    assert "2026-03-10 12:00" in found[0].zh
    assert "09:00 至 17:00" in found[0].zh
    assert "与“在正常办公时间以外”不符" in found[0].zh
    item = {"kind": "appointment", "booked_for": "2026-03-10T17:29"}
    bay = made({"enterprise": {}, "business": [item]}, BAY)
    (caveat,) = (one for one in bay.caveats if "contradicts" in one.en)
    assert caveat.confirmed is True
    assert "(08:30 to 17:30), which contradicts “outside office hours”" in caveat.en
    late = {"enterprise": {}, "business": [{**item, "booked_for": "2026-03-10T17:30"}]}
    assert doubts(late, BAY) == []


def test_a_doubt_is_no_error_and_changes_no_answer() -> None:
    level = {"enterprise": {"credit_level": "advanced_certified"}}
    report = made({**booked(NOON), **level}, CATALOGUE)
    (item,) = provision(report, "27").business
    assert item.applies.value is True
    assert item.deadline is not None


def test_without_office_hours_nothing_is_doubted() -> None:
    without = CATALOGUE.model_copy(update={"office_hours": None})
    assert doubts(booked(NOON), without) == []


# Caveats on the facts of an item


LOTS = "Declare more than 10 batches in several lots."


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        ([], False),
        ([{"kind": "sampling", "batches": 10}], False),
        ([{"kind": "sampling", "batches": 11}], True),
        ([{"kind": "sampling"}], True),  # unknown is not false
        ([{"kind": "sampling", "batches": 1}, {"kind": "sampling", "batches": 12}], True),
        ([{"kind": "sampling", "batches": 1}, {"kind": "sampling"}], True),
        ([{"kind": "enquiry"}, {"kind": "plant_permit"}], False),
    ],
)
def test_a_caveat_on_items_is_shown_if_it_concerns_any(
    items: list[dict[str, Any]],
    shown: bool,
) -> None:
    answer = provision(made({"enterprise": {}, "business": items}, BAY), "4a")
    assert [caveat.en for caveat in answer.caveats] == [LOTS] * shown


def test_of_business_that_is_not_known_any_item_may_be_concerned() -> None:
    answer = provision(made({"enterprise": {}, "unknown": ["business"]}, BAY), "4a")
    assert [caveat.en for caveat in answer.caveats] == [LOTS]


def test_expired_evidence_of_an_item_shows_its_caveat_again() -> None:
    document: Any = {
        "enterprise": {},
        "business": [{"kind": "sampling", "batches": 2}],
        "evidence": {"business[0].batches": {"valid_until": "2026-03-01"}},
    }
    days = {date(2026, 3, 1): [], date(2026, 3, 2): [LOTS]}
    for on, shown in days.items():
        answer = provision(made(document, BAY, on), "4a")
        assert [caveat.en for caveat in answer.caveats] == shown


# Documents in force


NOT_YET = "The day of assessment is before Notice of Lotus Bay Customs took effect (2024-06-01)."
ENDED = (
    "Guide to the port of Lotus Bay was in force until 2027-12-31 and has expired by the day "
    "of assessment. It was replaced by New guide to the port of Lotus Bay."
)


@pytest.mark.parametrize(
    ("on", "notice", "guide"),
    [
        (date(2024, 5, 31), [NOT_YET], []),
        (date(2024, 6, 1), [], []),
        (date(2027, 12, 31), [], []),
        (date(2028, 1, 1), [], [ENDED]),
    ],
)
def test_a_document_that_is_not_in_force_is_told_beside_what_it_gives(
    on: date, notice: list[str], guide: list[str]
) -> None:
    report = made({"enterprise": {}}, BAY, on)
    days = ("is before Notice", "was in force until", "was replaced by")
    for id_, expected in {"1a": notice, "5b": notice, "3": guide}.items():
        caveats = [one for one in provision(report, id_).caveats if any(d in one.en for d in days)]
        assert [one.en for one in caveats] == expected
        assert all(one.confirmed for one in caveats)


@pytest.mark.parametrize(
    ("successor", "on", "told"),
    [
        ("in_force_from = 2028-01-01", date(2027, 12, 31), False),
        ("in_force_from = 2028-01-01", date(2028, 1, 1), True),
        ("", date(2026, 3, 2), True),
    ],
)
def test_a_document_that_was_replaced_nobody_knows_when_is_told_too(
    tmp_path: Path,
    successor: str,
    on: date,
    told: bool,
) -> None:
    text = LOTUS_BAY.read_text(encoding="utf-8").replace("in_force_until = 2027-12-31\n", "")
    path = tmp_path / "bay.toml"
    path.write_text(text.replace("in_force_from = 2028-01-01", successor), encoding="utf-8")
    answer = provision(made({"enterprise": {}}, load_catalogue(str(path)), on), "3")
    replaced = (
        "Guide to the port of Lotus Bay was replaced by New guide to the port of Lotus Bay; the "
        "date on which it expired is not stated."
    )
    assert (replaced in [caveat.en for caveat in answer.caveats]) is told


def test_the_day_after_the_last_is_the_first_without() -> None:
    last = BAY.documents["guide"].in_force_until
    assert last is not None
    for step, count in ((0, 0), (1, 1)):
        answer = provision(made({"enterprise": {}}, BAY, last + timedelta(days=step)), "3")
        assert len([one for one in answer.caveats if "in force until" in one.en]) == count
