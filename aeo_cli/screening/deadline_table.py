"""Deadlines by a table: for each beginning of a time limit, the dates that follow from it.

Working days are counted once for each day, or hour of a day, that occurs, by the rule that
`aeo check` counts them by; a million items then look their dates up. What follows the hour of a
moment, its minutes and seconds, is the same in every moment that is hours away from it.
"""

from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.deadlines import deadline
from aeo_cli.screening.plan import ProvisionPlan
from aeo_cli.screening.row_reader import HOUR


class Dates(NamedTuple):
    """The dates of a time limit; the two ends without what follows the hour of their start."""

    standard: str
    shortened: str
    last_office_day_standard: str | None
    last_office_day_shortened: str | None
    provisional: bool
    due: date
    """The day to act on."""


def _dates(provision: ProvisionPlan, hour: str, calendar: Calendar) -> Dates | None:
    """Return the dates that follow from a start, or None where none do.

    Args:
        provision: a provision with a time limit.
        hour: the day that it begins, or the hour of the moment; see `rows.Start`.
        calendar: that working days are counted by.
    """
    moment = datetime.fromisoformat(f"{hour}:00+08:00") if len(hour) == HOUR else None
    found = deadline(provision.provision.effect, moment or date.fromisoformat(hour), calendar)
    if found is None:
        return None
    office, due = found.last_office_day, found.due
    return Dates(
        found.standard.isoformat()[:HOUR],
        found.shortened.isoformat()[:HOUR],
        office.standard.isoformat() if office else None,
        office.shortened.isoformat() if office else None,
        found.provisional,
        due.date() if isinstance(due, datetime) else due,
    )


class DeadlineTable:
    """The table of starts: each is counted once, and each day is looked up once.

    Args:
        calendar: that working days are counted by.
    """

    def __init__(self, calendar: Calendar) -> None:
        self.is_working_day = cache(calendar.is_working_day)
        self.is_settled = cache(calendar.is_settled)
        self.holiday = calendar.holiday
        self._known: dict[tuple[str, str], Dates | None] = {}

    def dates(self, provision: ProvisionPlan, hour: str) -> Dates | None:
        """Return the dates that follow from a start, or None where none do; see `rows.Start`."""
        key = provision.provision.id, hour
        if key not in self._known:
            self._known[key] = _dates(provision, hour, self)
        return self._known[key]
