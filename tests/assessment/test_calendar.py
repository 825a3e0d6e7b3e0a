"""The calendar, against a second library and against the dates of the specification."""

from datetime import date, datetime, timedelta
from unittest import mock

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeo_cli.assessment.calendar import (
    FIRST_YEAR,
    Calendar,
    ChineseCalendar,
    add_working_days,
    calendar_of,
    last_working_day,
)
from aeo_cli.assessment.deadlines import DeadlineCounter
from aeo_cli.assessment.item_answer import Deadline
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.dates import SHANGHAI
from tests.editions import data_until, edition

LICENCE = Effect.model_validate(
    {
        "nature": "authority_deadline",
        "from": {"value": 20, "unit": "working_day"},
        "to": {"comparator": "at_most", "value": 5, "unit": "working_day"},
    }
)
NOTICE = Effect.model_validate(
    {
        "nature": "applicant_notice",
        "from": {"value": 24, "unit": "hour"},
        "to": {"comparator": "at_least", "value": 8, "unit": "hour"},
    }
)
CUT = Effect.model_validate(
    {
        "nature": "authority_deadline",
        "to": {"comparator": "at_least", "value": 50, "unit": "percent_reduction"},
    }
)


CATALOGUE = load_catalogue()


def deadline(effect: Effect | None, runs_from: Value | None, calendar: Calendar) -> Deadline | None:
    return DeadlineCounter(CATALOGUE, calendar).deadline(effect, runs_from)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize("year", range(2007, 2027))
def test_two_libraries_agree_on_every_day_of(year: int, calendar: Calendar) -> None:
    other = holidays.country_holidays("CN", years=year)
    day = date(year, 1, 1)
    while day.year == year:
        assert calendar.is_working_day(day) == other.is_working_day(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("accepted", "count", "end"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 2), 20, date(2026, 3, 30)),
        (date(2026, 9, 28), 5, date(2026, 10, 10)),  # a make-up Saturday
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
    ],
)
def test_working_days_skip_holidays_and_count_make_up_days(
    accepted: date, count: int, end: date, calendar: Calendar
) -> None:
    assert add_working_days(accepted, count, calendar) == end


@given(st.dates(date(2007, 1, 1), date(2099, 11, 1)), st.integers(0, 20), st.integers(0, 20))
def test_days_add_up_and_end_on_a_working_day(start: date, first: int, second: int) -> None:
    calendar = ChineseCalendar()
    end = add_working_days(start, first, calendar)
    assert add_working_days(end, second, calendar) == add_working_days(
        start, first + second, calendar
    )
    assert first == 0 or calendar.is_working_day(end)


@given(st.dates(date(2007, 1, 1), date(2099, 12, 31)))
def test_the_last_working_day_is_the_day_itself_or_the_one_before_a_rest(day: date) -> None:
    calendar = ChineseCalendar()
    found = last_working_day(day, calendar)
    rest = (found + timedelta(days=n) for n in range(1, (day - found).days + 1))
    assert calendar.is_working_day(found)
    assert not any(map(calendar.is_working_day, rest))


def test_a_licence_runs_from_acceptance(calendar: Calendar) -> None:
    found = deadline(LICENCE, date(2026, 3, 2), calendar)
    assert found is not None
    assert (found.standard, found.shortened) == (date(2026, 3, 30), date(2026, 3, 9))
    assert (found.last_office_day, found.provisional) == (None, False)


def test_a_notice_counts_clock_hours_and_names_the_office_day(calendar: Calendar) -> None:
    found = deadline(NOTICE, moment("2026-03-07T22:00"), calendar)  # a Saturday
    assert found is not None
    assert found.model_dump(mode="json") == {
        "runs_from": "2026-03-07T22:00:00+08:00",
        "standard": "2026-03-06T22:00:00+08:00",
        "shortened": "2026-03-07T14:00:00+08:00",
        "last_office_day": {"standard": "2026-03-06", "shortened": "2026-03-06"},
        "provisional": False,
    }


@pytest.mark.parametrize(
    ("effect", "start"), [(None, date(2026, 3, 2)), (LICENCE, None), (CUT, date(2026, 3, 2))]
)
def test_without_limit_date_or_baseline_there_is_no_deadline(
    effect: Effect | None, start: date | None, calendar: Calendar
) -> None:
    assert deadline(effect, start, calendar) is None


@pytest.mark.parametrize("year", range(FIRST_YEAR, 2027))
def test_offices_work_on_the_published_days_as_the_data_says(
    year: int, calendar: ChineseCalendar
) -> None:
    for day in days_of(year):
        assert calendar.is_working_day(day) == chinese_calendar.is_workday(day), day


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", [2027, 2028])
def test_a_year_is_published_when_the_data_holds_it(year: int) -> None:
    with edition({date(year, 1, 1): False}):
        assert ChineseCalendar().last_published_year == year
        assert ChineseCalendar().reference.published_until == year


# Editions

published_days = st.dates(date(FIRST_YEAR, 1, 1), date(2026, 12, 31))


@given(published_days)
def test_any_day_that_changes_makes_another_edition(day: date) -> None:
    before = ChineseCalendar()
    with edition({day: not before.is_working_day(day)}):
        after = ChineseCalendar()
        assert after.reference.edition != before.reference.edition
        assert after.is_working_day(day) is not before.is_working_day(day)
        assert calendar_of(before.reference) is None


@given(published_days)
def test_the_same_days_are_the_same_edition_whatever_they_are_called(day: date) -> None:
    calendar = ChineseCalendar()
    with (
        edition({day: calendar.is_working_day(day)}),
        mock.patch.object(chinese_calendar, "__version__", "2.0"),
    ):
        other = ChineseCalendar().reference
    assert other.edition == calendar.reference.edition
    assert (other.source, other.published_until) == ("chinesecalendar 2.0", 2026)
    assert calendar_of(other) is not None


@pytest.mark.parametrize("year", range(2007, 2026))
def test_the_edition_of_a_year_is_known_again_when_later_years_are_published(year: int) -> None:
    """Also where the notice for the next year moved its last days, as for 2007 and 2018."""
    with data_until(year):
        former = ChineseCalendar()
        open_days = {day for day in days_of(year) if former.is_working_day(day)}
        reference = former.reference
    assert reference.published_until == year
    again = calendar_of(reference)
    assert again is not None
    assert again.reference == reference
    assert {day for day in days_of(year) if again.is_working_day(day)} == open_days


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), True),  # only the notice for 2026 closes offices on this Friday
        (date(2026, 1, 4), False),  # and opens them on this Sunday
        (date(2026, 5, 4), False),  # the statute itself puts off a holiday from a weekend
        (date(2026, 10, 7), True),
    ],
)
def test_before_a_notice_came_its_days_were_those_of_the_statute(day: date, is_open: bool) -> None:
    assert ChineseCalendar(2025).is_working_day(day) is is_open


def test_before_and_after_the_published_years_nothing_is_settled(calendar: Calendar) -> None:
    for day in (date(FIRST_YEAR - 1, 12, 31), date(2027, 1, 4)):
        assert not calendar.is_settled(day)
    assert not calendar.is_working_day(date(FIRST_YEAR - 1, 10, 1))


def test_what_touches_the_end_of_the_published_years_is_provisional(
    calendar: ChineseCalendar,
) -> None:
    """The next year's notice can move the days after 24 December of the last published year."""
    year = calendar.last_published_year
    eve = date(year, 12, 24)
    assert calendar.is_settled(eve)
    assert not calendar.is_settled(eve + timedelta(days=1))
    ends = {}
    start = date(year, 11, 1)
    while start < date(year + 1, 2, 1):
        found = deadline(LICENCE, start, calendar)
        assert found is not None
        ends[found.standard] = found.provisional
        start += timedelta(days=1)
    assert all(provisional == (end > eve) for end, provisional in ends.items())


@pytest.mark.parametrize(("day", "hour", "provisional"), [(24, 9, False), (25, 7, True)])
def test_a_notice_is_provisional_by_its_appointment_too(
    day: int, hour: int, provisional: bool, calendar: ChineseCalendar
) -> None:
    at = datetime(calendar.last_published_year, 12, day, hour, tzinfo=SHANGHAI)
    found = deadline(NOTICE, at, calendar)
    assert found is not None
    assert found.provisional is provisional


def test_past_the_published_years_statutory_holidays_are_known(calendar: ChineseCalendar) -> None:
    year = calendar.last_published_year + 1
    assert not calendar.is_working_day(date(year, 1, 1))
    assert not calendar.is_working_day(date(year, 10, 1))
    found = deadline(LICENCE, date(2099, 12, 31), calendar)
    assert found is not None
    assert found.provisional


def test_past_the_published_years_offices_work_on_weekdays_without_a_holiday(
    calendar: ChineseCalendar,
) -> None:
    day = date(calendar.last_published_year + 1, 1, 1)
    for _ in range(365):
        weekend = day.strftime("%a") in {"Sat", "Sun"}
        free = weekend or calendar.holiday(day) is not None
        assert calendar.is_working_day(day) is not free, day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 10, 1), ("国庆节", "National Day")),
        (date(2026, 10, 10), ("国庆节", "National Day")),  # the Saturday that makes up for it
        (date(2026, 10, 11), None),
    ],
)
def test_a_published_holiday_has_its_name_in_both_languages(
    day: date, name: tuple[str, str] | None, calendar: Calendar
) -> None:
    found = calendar.holiday(day)
    assert (found and (found.zh, found.en)) == name


def test_the_first_day_of_the_range_can_look_back(calendar: Calendar) -> None:
    found = deadline(NOTICE, moment("2007-01-01T00:30"), calendar)
    assert found is not None
    assert found.standard == moment("2006-12-31T00:30")
