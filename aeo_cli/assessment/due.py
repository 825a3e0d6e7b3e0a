"""What is due within so many working days: the window of a work list, and what it leaves out.

A window has no beginning: what has passed is in it too, as long as something can still be done.
"""

from datetime import date
from typing import Final, NamedTuple

from aeo_cli.assessment.calendar import Calendar, add_working_days
from aeo_cli.assessment.days import day_of
from aeo_cli.assessment.item_answer import Deadline

MOST_WORKING_DAYS: Final = 250
"""The longest window: about a year."""


class DueWindow(NamedTuple):
    """The days up to a number of working days after the day of assessment."""

    on: date
    """The day of assessment."""
    working_days: int
    last: date
    """The last day; the day of assessment itself if no working days are added."""
    provisional: bool
    """Whether the official calendar of a day in the count may still change."""

    def covers(self, due: date) -> bool:
        """Return whether a day or moment to act on is due: in the window, or passed."""
        return day_of(due) <= self.last

    def has_passed(self, due: date) -> bool:
        """Return whether a day or moment to act on lies before the day of assessment."""
        return day_of(due) < self.on

    def is_pointless(self, runs_from: date, last_office_day: date | None) -> bool:
        """Return whether nothing can be done about a limit any more.

        That is so of a notice once its appointment is past. When customs is late, it can be asked.

        Args:
            runs_from: the day or moment from which the limit runs; of a notice the appointment.
            last_office_day: the last working day to give notice; None: the limit is no notice.
        """
        return last_office_day is not None and self.has_passed(runs_from)

    def lists(self, deadline: Deadline) -> bool:
        """Return whether a deadline belongs in a work list: it is due, and can be acted on."""
        office_day = deadline.last_office_day.shortened if deadline.last_office_day else None
        is_pointless = self.is_pointless(deadline.runs_from, office_day)
        return self.covers(deadline.due) and not is_pointless


def due_window(working_days: int, on: date, calendar: Calendar) -> DueWindow:
    """Return the window that ends so many working days after a day, which is not counted.

    Args:
        working_days: how many; at most `MOST_WORKING_DAYS`.
        on: the day of assessment.
        calendar: with which working days are counted.
    """
    last = add_working_days(on, working_days, calendar)
    return DueWindow(on, working_days, last, last > on and not calendar.is_settled(last))
