"""The ends of time limits in every unit, and the last day on which an office can be reached."""

from datetime import date, datetime, time, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.deadlines import DeadlineCounter, last_office_day
from aeo_cli.assessment.item_answer import Deadline
from aeo_cli.catalogue.effects import Dimension, Effect, Nature
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.office_hours import OfficeHours
from aeo_cli.rules.dates import SHANGHAI

CALENDAR, CATALOGUE = ChineseCalendar(), load_catalogue()
NINE_TO_FIVE = OfficeHours(opens=time(9), closes=time(17), confirmed=False)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def day_or_moment(text: str) -> date:
    return moment(text) if "T" in text else date.fromisoformat(text)


def counted(
    nature: Nature, unit: str, figures: tuple[int, int], runs_from: date
) -> Deadline | None:
    ordinary, shortened = figures
    effect = Effect.model_validate(
        {
            "nature": nature,
            "from": {"value": ordinary, "unit": unit},
            "to": {"comparator": "at_most", "value": shortened, "unit": unit},
        }
    )
    return DeadlineCounter(CATALOGUE, CALENDAR).deadline(effect, runs_from)


# Every unit

LIMITS = {  # of customs: from when, the figures, the ordinary and the shortened end
    "working_day": [("2026-09-28", (20, 5), "2026-10-30", "2026-10-10")],
    "day": [
        ("2026-03-02", (30, 10), "2026-04-01", "2026-03-12"),
        ("2026-12-31", (1, 0), "2027-01-01", "2026-12-31"),
    ],
    "month": [
        ("2026-01-31", (13, 1), "2027-02-28", "2026-02-28"),
        ("2028-01-31", (2, 1), "2028-03-31", "2028-02-29"),
        ("2026-03-15", (12, 6), "2027-03-15", "2026-09-15"),
        ("2026-11-30", (3, 1), "2027-02-28", "2026-12-30"),
    ],
    "year": [
        ("2028-02-29", (4, 1), "2032-02-29", "2029-02-28"),
        ("2026-03-02", (2, 0), "2028-03-02", "2026-03-02"),
    ],
    "hour": [("2026-03-02T10:30", (48, 6), "2026-03-04T10:30", "2026-03-02T16:30")],
    "minute": [("2026-03-02T23:30", (90, 15), "2026-03-03T01:00", "2026-03-02T23:45")],
}
NOTICES = {  # of the enterprise: the moments, and the last office days
    "working_day": [
        ("2026-03-10T18:30", (2, 1), "2026-03-06T18:30", "2026-03-09T18:30"),
        ("2026-10-08T08:30", (1, 0), "2026-09-30T08:30", "2026-10-08T08:30"),
        ("2026-03-08T12:00", (1, 0), "2026-03-06T12:00", "2026-03-08T12:00"),  # a Sunday
    ],
    "day": [("2026-03-31T10:00", (30, 1), "2026-03-01T10:00", "2026-03-30T10:00")],
    "hour": [("2026-03-10T18:30", (24, 8), "2026-03-09T18:30", "2026-03-10T10:30")],
    "minute": [("2026-03-10T00:15", (60, 20), "2026-03-09T23:15", "2026-03-09T23:55")],
}
COUNTED = [
    (nature, unit, case)
    for nature, cases in ((Nature.AUTHORITY_DEADLINE, LIMITS), (Nature.APPLICANT_NOTICE, NOTICES))
    for unit, listed in cases.items()
    for case in listed
]


@pytest.mark.parametrize(
    ("nature", "unit", "case"),
    COUNTED,
    ids=[f"{nature.value} {unit} {case[0]}" for nature, unit, case in COUNTED],
)
def test_a_limit_is_counted_in_its_unit(
    nature: Nature, unit: str, case: tuple[str, tuple[int, int], str, str]
) -> None:
    start, figures, *ends = case
    found = counted(nature, unit, figures, day_or_moment(start))
    assert found is not None
    assert (found.standard, found.shortened) == tuple(map(day_or_moment, ends))
    assert type(found.standard) is type(found.shortened) is type(day_or_moment(start))
    assert (found.last_office_day is None) is (nature is Nature.AUTHORITY_DEADLINE)


def test_every_unit_of_time_is_tried() -> None:
    assert set(LIMITS) == set(Dimension) - {Dimension.TIMES, Dimension.PERCENT}


@pytest.mark.parametrize("unit", [Dimension.TIMES, Dimension.PERCENT, "of_another_catalogue"])
@pytest.mark.parametrize("nature", Nature)
def test_what_is_no_time_has_no_end(nature: Nature, unit: str) -> None:
    assert counted(nature, unit, (20, 5), moment("2026-03-02T10:00")) is None


@pytest.mark.parametrize("nature", sorted(set(Nature) - {nature for nature, *_ in COUNTED}))
def test_what_is_no_limit_has_no_end(nature: Nature) -> None:
    assert counted(nature, "day", (20, 5), date(2026, 3, 2)) is None


@pytest.mark.parametrize("nature", Nature)
@pytest.mark.parametrize("unit", [Dimension.HOUR, Dimension.MINUTE])
def test_a_day_alone_says_no_hour(nature: Nature, unit: str) -> None:
    assert counted(nature, unit, (20, 5), date(2026, 3, 2)) is None


def test_where_no_office_hours_are_known_there_is_no_day_to_file_by() -> None:
    effect = Effect.model_validate(
        {
            "nature": "applicant_notice",
            "from": {"value": 24, "unit": "hour"},
            "to": {"comparator": "at_least", "value": 8, "unit": "hour"},
        }
    )
    without = CATALOGUE.model_copy(update={"office_hours": None})
    start = moment("2026-03-10T18:30")
    assert DeadlineCounter(without, CALENDAR).deadline(effect, start) is None
    assert DeadlineCounter(CATALOGUE, CALENDAR).deadline(effect, start) is not None


@given(st.dates(date(2007, 1, 1), date(2099, 12, 31)), st.integers(0, 3650))
def test_a_month_ends_on_the_same_day_or_on_its_last(start: date, months: int) -> None:
    found = counted(Nature.AUTHORITY_DEADLINE, "month", (months, 0), start)
    assert found is not None
    end = found.standard
    assert (end.year - start.year) * 12 + end.month - start.month == months
    is_last_of_month = (end + timedelta(days=1)).day == 1
    assert end.day == start.day or (end.day < start.day and is_last_of_month)
    assert found.shortened == start


@pytest.mark.parametrize("unit", ["day", "working_day", "hour", "minute"])
@pytest.mark.parametrize("start", ["2007-01-01T00:00", "2099-12-31T23:59"])
def test_the_longest_notice_reaches_before_and_past_all_that_is_published(
    unit: str, start: str
) -> None:
    found = counted(Nature.APPLICANT_NOTICE, unit, (3650, 0), moment(start))
    assert found is not None
    assert found.standard < found.shortened == moment(start)
    assert found.provisional is (unit in {"day", "working_day"} or start.startswith("2099"))


# The last office day


def last_working_day_that_opens_before(at: datetime, opens: time) -> date:
    """Return the last office day as it is defined, by looking at day after day."""
    minute = at.replace(second=0, microsecond=0, tzinfo=None)
    days = (minute.date() - timedelta(days=step) for step in count())
    return next(
        day
        for day in days
        if CALENDAR.is_working_day(day) and datetime.combine(day, opens) < minute
    )


@given(
    st.datetimes(datetime(2007, 1, 1), datetime(2099, 12, 31)),
    st.times(),
)
def test_the_last_office_day_is_the_last_one_that_opens_before_the_moment(
    at: datetime, opens: time
) -> None:
    opens = opens.replace(second=0, microsecond=0)
    hours = OfficeHours(opens=opens, closes=time(23, 59), confirmed=True)
    expected = last_working_day_that_opens_before(at, opens)
    assert last_office_day(at, hours, CALENDAR) == expected


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-03-10T09:00:00", "2026-03-09"),  # at the opening no minute is left
        ("2026-03-10T09:00:59", "2026-03-09"),
        ("2026-03-10T09:01:00", "2026-03-10"),
        ("2026-03-10T23:59:59", "2026-03-10"),
        ("2026-03-10T00:00:00", "2026-03-09"),
        ("2026-03-09T08:59:00", "2026-03-06"),  # a Monday
        ("2026-10-08T08:30:00", "2026-09-30"),  # after the week of the National Day
        ("2026-10-10T12:00:00", "2026-10-10"),  # a Saturday that makes up for it
        ("2026-10-11T12:00:00", "2026-10-10"),
    ],
)
def test_an_office_is_reached_while_it_is_open(at: str, day: str) -> None:
    assert last_office_day(moment(at), NINE_TO_FIVE, CALENDAR) == date.fromisoformat(day)
