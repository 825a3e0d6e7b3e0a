"""What counts as due within so many working days."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.due import MOST_WORKING_DAYS, due_window
from aeo_cli.rules.dates import SHANGHAI

CALENDAR = ChineseCalendar(2026)
APPOINTMENT = datetime(2026, 3, 7, 22, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("on", "working_days", "last"),
    [
        ("2026-03-02", 0, "2026-03-02"),
        ("2026-03-02", 5, "2026-03-09"),
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-07", 0, "2026-03-07"),
        ("2026-03-07", 1, "2026-03-09"),
        ("2026-09-28", 5, "2026-10-10"),  # after the National Day holiday, on a make-up Saturday
    ],
)
def test_a_window_ends_so_many_working_days_after_the_day_of_assessment(
    on: str, working_days: int, last: str
) -> None:
    window = due_window(working_days, date.fromisoformat(on), CALENDAR)
    assert window.last == date.fromisoformat(last)
    assert not window.provisional


@pytest.mark.parametrize(
    ("on", "working_days", "is_provisional"),
    [("2026-12-23", 1, False), ("2026-12-23", 2, True), ("2027-03-01", 5, True)],
)
def test_a_window_is_provisional_if_its_days_may_still_change(
    on: str, working_days: int, *, is_provisional: bool
) -> None:
    window = due_window(working_days, date.fromisoformat(on), CALENDAR)
    assert window.provisional is is_provisional


def test_a_window_of_no_working_days_counts_none_so_it_is_never_provisional() -> None:
    assert not due_window(0, date(2027, 3, 1), CALENDAR).provisional


@given(st.dates(date(2007, 1, 1), date(2099, 12, 31)), st.integers(0, MOST_WORKING_DAYS - 1))
def test_a_longer_window_covers_all_that_a_shorter_one_covers(on: date, count: int) -> None:
    window = due_window(count, on, CALENDAR)
    assert on <= window.last < due_window(count + 1, on, CALENDAR).last
    assert window.covers(on)
    assert window.covers(window.last)


@pytest.mark.parametrize(
    ("due", "is_covered", "has_passed"),
    [
        (date(2026, 3, 1), True, True),
        (date(2026, 3, 2), True, False),
        (datetime(2026, 3, 9, 23, 59, tzinfo=SHANGHAI), True, False),
        (date(2026, 3, 10), False, False),
    ],
)
def test_what_has_passed_is_due_as_well(due: date, *, is_covered: bool, has_passed: bool) -> None:
    window = due_window(5, date(2026, 3, 2), CALENDAR)
    assert window.covers(due) is is_covered
    assert window.has_passed(due) is has_passed


@pytest.mark.parametrize(
    ("on", "runs_from", "office_day", "is_pointless"),
    [
        ("2026-03-07", APPOINTMENT, date(2026, 3, 6), False),
        ("2026-03-08", APPOINTMENT, date(2026, 3, 6), True),
        ("2026-12-01", date(2026, 3, 2), None, False),
    ],
)
def test_a_notice_is_pointless_once_its_appointment_is_past_and_customs_can_always_be_asked(
    on: str, runs_from: date, office_day: date | None, *, is_pointless: bool
) -> None:
    window = due_window(5, date.fromisoformat(on), CALENDAR)
    assert window.is_pointless(runs_from, office_day) is is_pointless
