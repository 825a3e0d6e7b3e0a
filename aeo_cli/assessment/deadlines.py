"""Time limits as dates: the ordinary end and the shortened one, from a date of the pending item.

Only two natures of effect are time limits. The others are averages, floors, caps and the like: they
yield no date, nor a rate for a single enterprise.
"""

import calendar as months
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar, assert_never

from aeo_cli.assessment.calendar import DAY, Calendar, add_working_days, last_working_day
from aeo_cli.assessment.days import day_of
from aeo_cli.assessment.item_answer import Deadline, OfficeDays
from aeo_cli.catalogue.effects import Dimension, Effect, Nature
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.office_hours import OfficeHours
from aeo_cli.documents.text import Text
from aeo_cli.rules.conditions import Value

AnyDay = TypeVar("AnyDay", bound=date)


class DeadlineCounter:
    """Counts the dates of time limits.

    Args:
        catalogue: declares the units of limits.
        calendar: with which working days are counted.
        office_hours: when applications are taken; None: those of the catalogue.
    """

    def __init__(
        self, catalogue: Catalogue, calendar: Calendar, office_hours: OfficeHours | None = None
    ) -> None:
        self.catalogue, self.calendar = catalogue, calendar
        self.office_hours = office_hours or catalogue.office_hours

    def deadline(self, effect: Effect | None, runs_from: Value | None) -> Deadline | None:
        """Return the dates of a time limit; None if there is no effect, baseline or start.

        Args:
            effect: what the provision changes, from one value to another.
            runs_from: the day or moment from which the limit runs; None: unknown.
        """
        if effect is None or effect.from_ is None or not isinstance(runs_from, date):
            return None
        dimension = self.catalogue.dimension(effect.to.unit)
        counts = (effect.from_.value, effect.to.value)
        if dimension is None or not effect.is_limit:
            return None
        if effect.nature is Nature.AUTHORITY_DEADLINE:
            return self._authority(runs_from, counts, dimension)
        return self._notice(runs_from, counts, dimension)

    def _authority(
        self, accepted: date, counts: tuple[int, int], dimension: Dimension
    ) -> Deadline | None:
        """Count forward from acceptance (受理), whose day is not counted.

        行政许可法 art. 42 (from acceptance) and art. 82 (working days, public holidays excluded).
        """
        standard, shortened = (self._shifted(accepted, count, dimension) for count in counts)
        if standard is None or shortened is None:
            return None
        days = map(day_of, (accepted, standard, shortened))
        return Deadline.model_construct(
            runs_from=accepted,
            standard=standard,
            shortened=shortened,
            last_office_day=None,
            provisional=not all(map(self.calendar.is_settled, days)),
        )

    def _notice(
        self, appointment: date, counts: tuple[int, int], dimension: Dimension
    ) -> Deadline | None:
        """Count back from the appointment, and find the last working day to file by.

        Announcement 2018 No. 109: applications are accepted in office hours only. So the moment is
        an outer limit.
        """
        if not isinstance(appointment, datetime) or self.office_hours is None:
            return None
        standard, shortened = (self._shifted(appointment, -count, dimension) for count in counts)
        if standard is None or shortened is None:
            return None
        days = [
            last_office_day(moment, self.office_hours, self.calendar)
            for moment in (standard, shortened)
        ]
        counted = [*map(day_of, (appointment, standard, shortened)), *days]
        return Deadline.model_construct(
            runs_from=appointment,
            standard=standard,
            shortened=shortened,
            last_office_day=OfficeDays.model_construct(standard=days[0], shortened=days[1]),
            provisional=not all(map(self.calendar.is_settled, counted)),
        )

    def _shifted(self, start: AnyDay, count: int, dimension: Dimension) -> AnyDay | None:
        """Return a day or moment moved by a count, back if it is negative; None: no time is meant.

        A month ends on the same day of the month, or on its last day (民法典 art. 202).
        """
        match dimension:
            case Dimension.WORKING_DAY:
                day = day_of(start)
                return start + (add_working_days(day, count, self.calendar) - day)
            case Dimension.DAY:
                return start + timedelta(days=count)
            case Dimension.HOUR | Dimension.MINUTE if not isinstance(start, datetime):
                return None
            case Dimension.HOUR:
                return start + timedelta(hours=count)
            case Dimension.MINUTE:
                return start + timedelta(minutes=count)
            case Dimension.MONTH:
                return _months_later(start, count)
            case Dimension.YEAR:
                return _months_later(start, 12 * count)
            case Dimension.TIMES | Dimension.PERCENT:
                return None
            case _:
                assert_never(dimension)


def last_office_day(moment: datetime, hours: OfficeHours, calendar: Calendar) -> date:
    """Return the last working day on which the office opens before a moment, by a minute at least.

    A moment before the opening leaves no time on its own day: then it is the working day before.
    """
    day = moment.date() if hours.have_begun_before(moment) else moment.date() - DAY
    return last_working_day(day, calendar)


def _months_later(start: AnyDay, count: int) -> AnyDay:
    years, month = divmod(start.month - 1 + count, 12)
    year = start.year + years
    last = months.monthrange(year, month + 1)[1]
    return start.replace(year=year, month=month + 1, day=min(start.day, last))


class DayRun(NamedTuple):
    """Successive days that are counted the same way: working days, a weekend, or a holiday."""

    first: date
    last: date
    numbers: tuple[int, int] | None
    """The numbers of the first and the last as working days, from 1; None: they are not counted."""
    holiday: Text | None
    """The public holiday on these days, or the one that they make up for."""


def day_runs(
    start: date, end: date, stops: frozenset[date], calendar: Calendar
) -> Iterator[DayRun]:
    """Yield the days after `start` up to `end`, in runs, as a deadline counts them.

    A run ends where a weekend or a holiday begins or ends; a day in `stops` is a run of its own.
    """
    run, number, day = None, 0, start
    while day < end:
        day += DAY
        works, holiday = calendar.is_working_day(day), calendar.holiday(day)
        number += works
        is_same = run and bool(run.numbers) == works and run.holiday == holiday
        if run and is_same and not {run.last, day} & stops:
            numbers = (run.numbers[0], number) if run.numbers else None
            run = run._replace(last=day, numbers=numbers)
            continue
        if run:
            yield run
        run = DayRun(day, day, (number, number) if works else None, holiday)
    if run:
        yield run
