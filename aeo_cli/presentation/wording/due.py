"""What is due within so many working days, in words, for one enterprise and for many."""

from aeo_cli.assessment.due import DueWindow
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.dates import PROVISIONAL, day_words


def due_heading(window: DueWindow) -> Text:
    """Return until when a work list goes: `Due within 5 working days (by 2026-03-09 Mon)`."""
    return _DUE.fill(span=_span(window))


def nothing_due(window: DueWindow, *, is_every_date_known: bool) -> Text:
    """Return that nothing is due in a window, as far as dates are known."""
    text = _NOTHING if is_every_date_known else _NOTHING_DATED
    return text.fill(span=_span(window))


def state_words(*, has_passed: bool) -> Text:
    """Return whether the day of an entry has passed."""
    return _PASSED if has_passed else _TO_COME


def actor(*, is_filing: bool, has_passed: bool) -> Text:
    """Return who has to act: the enterprise also where customs is late, since it has to ask.

    Args:
        is_filing: whether it is the enterprise that must act by the day.
        has_passed: whether the day has passed.
    """
    return _ENTERPRISE if is_filing or has_passed else _CUSTOMS


def _span(window: DueWindow) -> Text:
    day = day_words(window.last)
    if not window.working_days:
        return _TODAY.fill(day=day)
    text = _ONE_WORKING_DAY if window.working_days == 1 else _WORKING_DAYS
    dated = _PROVISIONAL_DAY.fill(day=day, mark=PROVISIONAL) if window.provisional else day
    return text.fill(n=window.working_days, day=dated)


_PASSED = both("已过期", "passed")
PASSED_HEADING = both("已过期，仍须处理", "Passed, still to act on")
NO_DATE = both("无日期", "no date")
_ENTERPRISE = both("企业", "enterprise")
_CUSTOMS = both("海关", "customs")
_TO_COME = both("未到期", "to come")
_DUE = both("{span}到期", "Due {span}")
_NOTHING = both("{span}没有到期事项。", "Nothing is due {span}.")
_NOTHING_DATED = both("{span}没有日期已知的到期事项。", "Nothing with a known date is due {span}.")
_TODAY = both("当日（{day}）", "today ({day})")
_ONE_WORKING_DAY = both("1 个工作日内（至 {day}）", "within 1 working day (by {day})")
_WORKING_DAYS = both("{n} 个工作日内（至 {day}）", "within {n} working days (by {day})")
_PROVISIONAL_DAY = both("{day}{mark}", "{day}{mark}")
