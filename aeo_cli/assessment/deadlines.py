"""Time limits as dates: the ordinary end and the shortened one, from a date of the pending item.

Only two natures of effect are time limits. The others are averages, floors and caps: they yield no
date, nor a rate for a single enterprise.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple, assert_never

from aeo_cli.assessment.calendar import DAY, Calendar, add_working_days, last_working_day
from aeo_cli.assessment.report import Deadline, OfficeDays
from aeo_cli.catalogue.effects import Effect, Nature
from aeo_cli.documents.text import Text
from aeo_cli.rules.conditions import Value


def deadline(effect: Effect | None, runs_from: Value | None, calendar: Calendar) -> Deadline | None:
    """Return the dates of a time limit, or None if the effect is none or lacks a baseline or start.

    Args:
        effect: what the provision changes, from one value to another.
        runs_from: the day or moment from which the limit runs; None: unknown.
        calendar: with which working days are counted.
    """
    if effect is None or effect.from_ is None:
        return None
    match effect.nature:
        case Nature.AUTHORITY_DEADLINE if type(runs_from) is date:  # a datetime is one too
            return _authority(runs_from, effect.from_.value, effect.to.value, calendar)
        case Nature.APPLICANT_NOTICE if isinstance(runs_from, datetime):
            return _notice(runs_from, effect.from_.value, effect.to.value, calendar)
        case Nature.AUTHORITY_DEADLINE | Nature.APPLICANT_NOTICE:
            return None
        case Nature.POPULATION_AVERAGE | Nature.CONTROL_FLOOR | Nature.FREQUENCY_CAP:
            return None
        case _:
            assert_never(effect.nature)


def _authority(accepted: date, standard: int, shortened: int, calendar: Calendar) -> Deadline:
    """Count working days forward, from the day after acceptance (受理).

    行政许可法 art. 42 (from acceptance) and art. 82 (working days, public holidays excluded).
    """
    ends = [add_working_days(accepted, days, calendar) for days in (standard, shortened)]
    return Deadline.model_construct(
        runs_from=accepted,
        standard=ends[0],
        shortened=ends[1],
        last_office_day=None,
        provisional=not all(map(calendar.is_settled, (accepted, *ends))),
    )


def _notice(appointment: datetime, standard: int, shortened: int, calendar: Calendar) -> Deadline:
    """Count hours back from the appointment, and find the last working day to file by.

    Announcement 2018 No. 109: applications are accepted in office hours only. So the moment is an
    outer limit, and filing is due on that day or, if it is no working day, on the last one before.
    """
    moments = [appointment - timedelta(hours=hours) for hours in (standard, shortened)]
    days = [last_working_day(moment.date(), calendar) for moment in moments]
    counted = [appointment.date(), *(moment.date() for moment in moments), *days]
    return Deadline.model_construct(
        runs_from=appointment,
        standard=moments[0],
        shortened=moments[1],
        last_office_day=OfficeDays.model_construct(standard=days[0], shortened=days[1]),
        provisional=not all(map(calendar.is_settled, counted)),
    )


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
