"""What is due within so many working days, in words, for one enterprise and for many."""

from aeo_cli.assessment.due import DueWindow
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.dates import PROVISIONAL, day_words, noun_of_days


def due_heading(window: DueWindow) -> Text:
    """Return until when a work list goes: `Due within 5 working days (by 2026-03-09 Mon)`."""
    return _DUE.fill(span=_span(window))


def nothing_due(window: DueWindow, *, is_every_date_known: bool) -> Text:
    """Return that nothing is due in a window, as far as dates are known."""
    text = _NOTHING if is_every_date_known else _NOTHING_DATED
    return text.fill(span=_span(window))


def _span(window: DueWindow) -> Text:
    day = day_words(window.last)
    if not window.working_days:
        return _TODAY.fill(day=day)
    dated = _PROVISIONAL_DAY.fill(day=day, mark=PROVISIONAL) if window.provisional else day
    count = window.working_days
    return _WORKING_DAYS.fill(n=count, noun=noun_of_days(count), day=dated)


PASSED_HEADING = both("已过期，仍须处理", "Passed, still to act on")
_DUE = both("{span}到期", "Due {span}")
_NOTHING = both("{span}没有到期事项。", "Nothing is due {span}.")
_NOTHING_DATED = both("{span}没有日期已知的到期事项。", "Nothing with a known date is due {span}.")
_TODAY = both("当日（{day}）", "today ({day})")
_WORKING_DAYS = both("{n} 个工作日内（至 {day}）", "within {n} working {noun} (by {day})")
_PROVISIONAL_DAY = both("{day}{mark}", "{day}{mark}")
