"""Deadlines looked up by the day or minute from which a time limit runs.

`aeo check` counts the working days of every deadline. A portfolio has millions of items but few
different starts, so each start is counted once, by the same rule, and its dates are looked up for
all other items. The table is keyed by the minute of a moment: no limit and no office hours count
seconds, so they are left out here and appended again afterwards.
"""

from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.deadlines import DeadlineCounter
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.screening.plan import ProvisionPlan
from aeo_cli.screening.row_reader import MINUTE


class Dates(NamedTuple):
    """The dates of a time limit; both ends without the seconds of their start."""

    standard: str
    shortened: str
    last_office_day_standard: str | None
    last_office_day_shortened: str | None
    provisional: bool
    due: date
    """The day to act on."""


class CachedCalendar:
    """A calendar that looks up each day of another calendar only once.

    Args:
        calendar: the calendar to look days up in.
    """

    def __init__(self, calendar: Calendar) -> None:
        self.reference = calendar.reference
        self.is_working_day = cache(calendar.is_working_day)
        self.is_settled = cache(calendar.is_settled)
        self.holiday = calendar.holiday  # no deadline asks for it


class DeadlineTable:
    """The dates of each time limit by its start, computed on first use.

    Args:
        catalogue: the units of the limits, and the office hours.
        calendar: the calendar by which working days are counted.
    """

    def __init__(self, catalogue: Catalogue, calendar: Calendar) -> None:
        self._deadlines = DeadlineCounter(catalogue, CachedCalendar(calendar))
        self._dates: dict[tuple[str, str], Dates | None] = {}

    def dates(self, provision: ProvisionPlan, minute: str) -> Dates | None:
        """Return the dates of a provision's time limit, or None if no deadline follows.

        Args:
            provision: a provision with a time limit.
            minute: the day or minute from which it runs: `2026-03-02` or `2026-03-07T22:30`.
        """
        key = provision.provision.id, minute
        if key not in self._dates:
            self._dates[key] = self._computed(provision, minute)
        return self._dates[key]

    def _computed(self, provision: ProvisionPlan, minute: str) -> Dates | None:
        moment = datetime.fromisoformat(f"{minute}:00+08:00") if len(minute) == MINUTE else None
        start = moment or date.fromisoformat(minute)
        limit = self._deadlines.deadline(provision.provision.effect, start)
        if limit is None:
            return None
        office, due = limit.last_office_day, limit.due
        return Dates(
            limit.standard.isoformat()[:MINUTE],
            limit.shortened.isoformat()[:MINUTE],
            office.standard.isoformat() if office else None,
            office.shortened.isoformat() if office else None,
            limit.provisional,
            due.date() if isinstance(due, datetime) else due,
        )
