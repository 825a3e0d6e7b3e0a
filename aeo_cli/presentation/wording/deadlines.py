"""Every deadline of a report as bars: the ordinary end beside the shortened one, and how far along.

A bar has one part for each unit of its limit, a working day or an hour, so that it is read without
a scale: 5 parts against 20. How many of them have passed is counted up to the day of assessment,
with the calendar that counted the dates.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from aeo_cli.assessment.calendar import DAY, Calendar
from aeo_cli.assessment.report import (
    Deadline,
    ItemAnswer,
    MeasureAnswer,
    ProvisionAnswer,
    item_answers,
)
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.model import Force
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.dates import (
    End,
    day_of,
    day_words,
    ends,
    noun_of_days,
    until_words,
)
from aeo_cli.presentation.wording.paragraphs import due
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.rules.kleene import Truth


class Bar(NamedTuple):
    """One end of a limit."""

    name: Text
    shortens: bool
    """Whether it is the shortened end, and not the ordinary one."""
    end: datetime | date
    """The end itself: of a limit of customs it lies after the start, of a notice before it."""
    due: datetime | date
    """The day or moment to act on: the last office day, where there is one."""
    length: int
    """In units of the limit: working days, or hours."""
    passed: int
    """How many of them have passed; for a notice none or all, for it is known to the day only."""
    over: bool
    """Whether the day to act on has passed."""
    state: Text
    """How far along it is on the day of assessment, in words."""


class TimeLimit(NamedTuple):
    """A time limit, for one pending item."""

    measure: MeasureAnswer
    provision: ProvisionAnswer
    item: ItemAnswer
    deadline: Deadline
    bars: tuple[Bar, ...]
    """The one to act on first; one, where nothing is shortened."""
    ahead: Bar | None
    """The first of them that has not passed on the day of assessment."""


def limits(answers: ReportWords, calendar: Calendar) -> list[TimeLimit]:
    """Return every time limit of a report, what falls due first before the others."""
    found = []
    for measure, provision, item in item_answers(answers.report):
        if item.deadline:
            bars = tuple(_bars(provision, item.deadline, answers.report.on, calendar))
            ahead = next((bar for bar in bars if not bar.over), None)
            found.append(TimeLimit(measure, provision, item, item.deadline, bars, ahead))
    return sorted(found, key=lambda limit: due(limit.item))


def undated(answers: ReportWords) -> Iterator[str]:
    """Yield, for each pending item that has or may have a limit without dates, why it has none."""
    for _, provision, item in item_answers(answers.report):
        clock = answers.clock(provision, item)
        if clock is None or item.deadline or item.applies is Truth.FALSE:
            continue
        (name, why), *_ = answers.item_rows(provision, item)
        told = answers.labelled(name, why)
        yield answers.labelled(f"{provision.id} · {answers.item(item.index)}", told)


def _bars(
    provision: ProvisionAnswer, deadline: Deadline, on: date, calendar: Calendar
) -> Iterator[Bar]:
    for end in ends(deadline, provision.force):
        length = _length(provision.effect, shortens=end.shortens)
        if end.office is not None:
            passed = length * (end.office < on)
            state = _filing(end, end.office, on, superseded=end.office != deadline.due)
        else:
            start = deadline.runs_from
            passed = _passed(start, end.at, on, calendar)
            target = end.shortens and provision.force is Force.MAY
            state = _progress(start, end.at, on, (passed, length), target=target)
        over = day_of(end.due) < on
        yield Bar(end.name, end.shortens, end.at, end.due, length, passed, over, state)


def _length(effect: Effect | None, *, shortens: bool) -> int:
    """Return a limit in its own unit.

    Raises:
        ValueError: the effect has no baseline, so it has no dates either.
    """
    if effect is None or effect.from_ is None:
        raise ValueError(effect)
    return effect.to.value if shortens else effect.from_.value


def _passed(start: date, end: date, on: date, calendar: Calendar) -> int:
    """Count the working days after a start that have come by a day, none after the end."""
    count, day = 0, day_of(start)
    while day < min(on, day_of(end)):
        day += DAY
        count += calendar.is_working_day(day)
    return count


def _progress(start: date, end: date, on: date, counted: tuple[int, int], *, target: bool) -> Text:
    """Return how far along a limit of customs is, of which some days of all have passed."""
    passed, length = counted
    late = (on - day_of(end)).days
    if late > 0:
        words = _PAST_TARGET if target else _OVERDUE
        return words.fill(n=late, noun=noun_of_days(late))
    if on < day_of(start):
        return _NOT_BEGUN.fill(day=day_words(start))
    if not passed:
        return _ABOUT_TO_BEGIN.fill(total=length)
    return (_LAST_DAY if late == 0 else _DAY_OF).fill(n=passed, total=length)


def _filing(end: End, office: date, on: date, *, superseded: bool) -> Text:
    """Return how long there is to file, where the enterprise must give notice.

    Args:
        end: the end of the notice.
        office: the last working day on which to file.
        on: the day of assessment.
        superseded: whether it is the ordinary end, and the shortened one ends later.
    """
    left = (office - on).days
    if left < 0:
        words = _ORDINARY_OVER if superseded else _FILING_OVER
        return words.fill(n=-left, noun=noun_of_days(-left), day=until_words(end.at, office))
    words = _FILE_TODAY if left == 0 else _FILE_WITHIN
    return words.fill(n=left, noun=noun_of_days(left), day=until_words(end.at, office))


_DAY_OF = both("第 {n} 个工作日，共 {total} 个", "day {n} of {total}")
_LAST_DAY = both("第 {n} 个工作日，共 {total} 个：最后一天", "day {n} of {total}: the last")
_ABOUT_TO_BEGIN = both(
    "共 {total} 个工作日，从下一个工作日起算", "day 0 of {total}: counted from the next working day"
)
_NOT_BEGUN = both("尚未起算（自 {day}起）", "not begun: it runs from {day}")
_OVERDUE = both(
    "已超期 {n} 天：如未收到决定，请向海关询问",
    "overdue by {n} {noun}: if no decision has come, ask customs",
)
_PAST_TARGET = both(
    "目标日已过 {n} 天（海关可以不予缩短）", "{n} {noun} past the target, which customs may decline"
)
_FILE_WITHIN = both("最迟 {day}提出，还有 {n} 天", "file by {day}: {n} {noun} left")
_FILE_TODAY = both("最迟今天（{day}）在办公时间内提出", "file today, {day}, in office hours")
_ORDINARY_OVER = both("{day}，已过 {n} 天", "{day}, {n} {noun} ago")
_FILING_OVER = both(
    "已逾期：最迟应在 {day}提出，已过 {n} 天",
    "overdue: it was to be filed by {day}, {n} {noun} ago",
)
