"""The deadlines of a report as progress bars: the ordinary end beside the shortened one.

A bar has one part for each working day or other day of its limit, or for each unit of a notice, so
that it needs no scale: 5 parts against 20. The parts that have passed by the day of assessment are
counted with the calendar that counted the dates; if its edition is not available, by calendar days.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from aeo_cli.assessment.calendar import DAY, Calendar
from aeo_cli.assessment.days import day_of
from aeo_cli.assessment.item_answer import Deadline, ItemAnswer
from aeo_cli.assessment.report import MeasureAnswer, ProvisionAnswer, item_answers
from aeo_cli.catalogue.effects import Dimension, Effect
from aeo_cli.catalogue.modality import Force
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.dates import (
    day_words,
    distance_words,
    ends,
    noun_of_days,
    until_words,
)
from aeo_cli.presentation.wording.paragraphs import due_key
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.rules.kleene import Truth


class Bar(NamedTuple):
    """One end of a time limit, and the progress towards it."""

    name: Text
    shortens: bool
    """Whether this is the shortened end, not the ordinary one."""
    end: datetime | date
    """The end itself: after the start for a limit of customs, before it for a notice period."""
    length: int
    """In days, counted as the limit counts them; for a notice period in its unit."""
    passed: int
    """How many have passed; for a notice period none or all, since only days are known."""
    is_over: bool
    """Whether the day to act on has passed."""
    state: Text
    """The progress on the day of assessment, in words."""


class TimeLimit(NamedTuple):
    """The time limit of a provision for one pending item."""

    measure: MeasureAnswer
    provision: ProvisionAnswer
    item: ItemAnswer
    deadline: Deadline
    bars: tuple[Bar, ...]
    """The end to act on first stands first; only one if nothing is shortened."""


def limits(report_words: ReportWords, calendar: Calendar) -> list[TimeLimit]:
    """Return every time limit of a report, in the order of their due dates."""
    report, time_limits = report_words.report, list[TimeLimit]()
    own = calendar if calendar.reference.edition == report.calendar.edition else None
    for measure, provision, item in item_answers(report):
        if item.deadline:
            bars = tuple(_bars(provision, item.deadline, report_words, own))
            time_limits.append(TimeLimit(measure, provision, item, item.deadline, bars))
    return sorted(time_limits, key=lambda limit: due_key(limit.item))


class UndatedLimit(NamedTuple):
    """A time limit that applies or may apply to a pending item, without dates."""

    measure: MeasureAnswer
    provision: ProvisionAnswer
    item: ItemAnswer
    reason: str
    """Why it has no dates."""


def undated_limits(report_words: ReportWords) -> Iterator[UndatedLimit]:
    """Yield every time limit without dates."""
    for measure, provision, item in item_answers(report_words.report):
        start = report_words.of(provision).start_label
        if start is None or item.deadline or item.applies is Truth.FALSE:
            continue
        row, *_ = report_words.item_rows(provision, item)
        reason = report_words.language.labelled(*row)
        yield UndatedLimit(measure, provision, item, reason)


def undated(report_words: ReportWords) -> Iterator[str]:
    """Yield why a limit has no dates, for each pending item to which it applies or may apply."""
    for limit in undated_limits(report_words):
        label = f"{limit.provision.id} · {report_words.words.item_label(limit.item.index)}"
        yield report_words.language.labelled(label, limit.reason)


def _bars(
    provision: ProvisionAnswer,
    deadline: Deadline,
    report_words: ReportWords,
    calendar: Calendar | None,
) -> Iterator[Bar]:
    on, office_hours = report_words.report.on, report_words.report.office_hours
    unit = provision.effect.to.unit if provision.effect else ""
    in_working_days = report_words.words.catalogue.dimension(unit) is Dimension.WORKING_DAY
    for end in ends(deadline, provision.force):
        if end.office_day is not None:
            length = _length(provision.effect, shortens=end.shortens)
            passed = length * (end.office_day < on)
            day = until_words(end.moment, end.office_day, office_hours)
            is_superseded = end.office_day != deadline.due
            state = _filing(day, (end.office_day - on).days, superseded=is_superseded)
        else:
            start, last = day_of(deadline.runs_from), day_of(end.moment)
            counted = calendar if in_working_days else None
            length = _days_counted(start, last, counted)
            passed = _days_counted(start, min(on, last), counted)
            target = end.shortens and provision.force is Force.MAY
            progress = (_WORKING_DAYS if in_working_days else _DAYS).of(passed, length)
            if calendar is None:
                progress = distance_words(last, on)
            state = _progress(start, last, on, progress, target=target)
        is_over = day_of(end.due) < on
        yield Bar(end.name, end.shortens, end.moment, length, passed, is_over, state)


def _length(effect: Effect | None, *, shortens: bool) -> int:
    """Return the length of a limit in its own unit.

    Raises:
        ValueError: the effect has no baseline, so it has no dates either.
    """
    if effect is None or effect.from_ is None:
        raise ValueError(effect)
    return effect.to.value if shortens else effect.from_.value


def _days_counted(start: date, end: date, calendar: Calendar | None) -> int:
    """Return how many days follow after the start up to the end.

    Args:
        start: the day that a limit runs from.
        end: the last day to count.
        calendar: counts working days only; None: every day counts.
    """
    if calendar is None:
        return max((end - start).days, 0)
    count, day = 0, start
    while day < end:
        day += DAY
        count += calendar.is_working_day(day)
    return count


class _CountWords(NamedTuple):
    """The words for how many days of a limit have passed."""

    none: Text
    some: Text
    all_: Text

    def of(self, passed: int, length: int) -> Text:
        text = self.none if not passed else self.some if passed < length else self.all_
        return text.fill(n=passed, total=length)


def _progress(start: date, end: date, on: date, counted: Text, *, target: bool) -> Text:
    """Return the progress of a limit of customs; `counted` tells how much of it has passed."""
    late = (on - end).days
    if late > 0:
        text = _PAST_TARGET if target else _OVERDUE
        return text.fill(n=late, noun=noun_of_days(late))
    return _NOT_BEGUN.fill(day=day_words(start)) if on < start else counted


def _filing(day: Text, left: int, *, superseded: bool) -> Text:
    """Return how much time is left to file, if the enterprise must give notice.

    Args:
        day: the last working day on which to file, in words.
        left: how many days are left until then.
        superseded: whether this is the ordinary end, and the shortened one is later.
    """
    if left < 0:
        text = _ORDINARY_OVER if superseded else _FILING_OVER
    else:
        text = _FILE_TODAY if left == 0 else _FILE_WITHIN
    return text.fill(n=abs(left), noun=noun_of_days(left), day=day)


_WORKING_DAYS = _CountWords(
    both(
        "共 {total} 个工作日，从下一个工作日起算",
        "day 0 of {total}: counted from the next working day",
    ),
    both("第 {n} 个工作日，共 {total} 个", "day {n} of {total}"),
    both("第 {n} 个工作日，共 {total} 个：最后一天", "day {n} of {total}: the last"),
)
_DAYS = _CountWords(
    both("共 {total} 天，从次日起算", "day 0 of {total}: counted from the next day"),
    both("第 {n} 天，共 {total} 天", "day {n} of {total}"),
    both("第 {n} 天，共 {total} 天：最后一天", "day {n} of {total}: the last"),
)
_NOT_BEGUN = both("尚未起算（自 {day}起）", "not started: it runs from {day}")
_OVERDUE = both(
    "期限已过 {n} 天：如未收到决定，请向海关询问",
    "{n} {noun} past the end: if no decision has come, ask customs",
)
_PAST_TARGET = both(
    "目标日已过 {n} 天（海关可以不予缩短）", "{n} {noun} past the target, which is not guaranteed"
)
_FILE_WITHIN = both("最迟 {day}提出，还有 {n} 天", "file by {day}: {n} {noun} left")
_FILE_TODAY = both("最迟今天（{day}）在办公时间内提出", "file today, {day}, in office hours")
_ORDINARY_OVER = both("{day}，已过 {n} 天", "{day}, {n} {noun} ago")
_FILING_OVER = both(
    "最迟应在 {day}提出，已过 {n} 天", "the day to file by was {day}, {n} {noun} ago"
)
