"""The dates of a saved report that were counted with an unavailable edition of the calendar.

They cannot be counted again. So they are kept, as far as another edition can have counted them:
an editor of a report cannot write arbitrary dates.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from aeo_cli.assessment.item_answer import Deadline, ItemAnswer
from aeo_cli.assessment.report import MeasureAnswer, ProvisionAnswer, Report, item_answers


def with_dates_of(saved: Report, counted: Report) -> Report:
    """Return a recomputed report with the dates of the saved one, where these can be kept."""
    deadlines = {
        (provision.id, item.index): item.deadline for _, provision, item in item_answers(saved)
    }

    def measure(answer: MeasureAnswer) -> MeasureAnswer:
        return answer.model_copy(update={"provisions": tuple(map(provision, answer.provisions))})

    def provision(answer: ProvisionAnswer) -> ProvisionAnswer:
        items = tuple(item(deadlines.get((answer.id, one.index)), one) for one in answer.business)
        return answer.model_copy(update={"business": items})

    def item(deadline: Deadline | None, answer: ItemAnswer) -> ItemAnswer:
        if deadline is None or answer.deadline is None:
            return answer
        return replace(answer, deadline=_kept(deadline, answer.deadline))

    return counted.model_copy(update={"measures": tuple(map(measure, counted.measures))})


def _kept(saved: Deadline, counted: Deadline) -> Deadline:
    """Return a limit with its saved dates, or as it is counted now if those are none of it.

    An edition decides on which days a limit ends, but neither when it begins nor, for a notice, how
    many hours before that.
    """
    if (saved.last_office_day is None) is not (counted.last_office_day is None):
        return counted
    days = _days(saved)
    if not all(map(_can_be, days, _days(counted))) or list(days) != sorted(days):
        return counted
    if saved.last_office_day:
        update: dict[str, object] = {"last_office_day": saved.last_office_day}
    else:
        update = {"standard": saved.standard, "shortened": saved.shortened}
    return counted.model_copy(update={**update, "provisional": saved.provisional})


def _days(deadline: Deadline) -> tuple[date, date, date]:
    """Return the days of a limit, in the order of time: of a notice, those on which to file."""
    start = deadline.runs_from
    if (office_days := deadline.last_office_day) and isinstance(start, datetime):
        return office_days.standard, office_days.shortened, start.date()
    return start, deadline.shortened, deadline.standard


def _can_be(saved: date, counted: date) -> bool:
    """Return whether another edition can have counted a day instead of the one counted now."""
    return type(saved) is type(counted) and abs(saved - counted) <= _FARTHEST


_FARTHEST = timedelta(days=14)
"""A notice of the State Council moves a holiday by days, and the end of a limit with it."""
