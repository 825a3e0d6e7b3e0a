"""Conditions and counted days in words, line by line: what an explanation is made of."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple, assert_never

from aeo_cli.calendars import Calendar
from aeo_cli.catalogue import Force
from aeo_cli.dates import ORDINARY, day_words, shortened_words
from aeo_cli.deadlines import Run, counted
from aeo_cli.kleene import Truth
from aeo_cli.report import Deadline, OfficeDays
from aeo_cli.text import Text, both
from aeo_cli.traces import AllTrace, AnyTrace, CompareTrace, DefinedTrace, NotTrace, Trace
from aeo_cli.wording import Words


class Line(NamedTuple):
    """A line of a condition."""

    truth: Truth | None
    """None: it is told by itself, and not judged."""
    text: str
    asked: str | None
    """The question that settles it, with the fact's name; None: other lines settle it."""
    parts: tuple["Line", ...]
    counts: bool = True
    """Whether the line above came out as it did through this one."""


def outline(trace: Trace, words: Words, *, judged: bool) -> Line:
    """Return a condition in words.

    Args:
        trace: the condition, evaluated.
        words: the words for its catalogue and items.
        judged: whether to tell the values that it met, or what it asks for alone.
    """
    return _Outline(words, judged=judged).line(trace)


class _Outline:
    def __init__(self, words: Words, *, judged: bool) -> None:
        self.words, self.say, self.judged = words, words.say, judged

    def line(self, node: Trace) -> Line:
        match node:
            case AllTrace(all=()):
                return self.grouped(node, _NO_CONDITION)
            case AllTrace():
                return self.grouped(node, _ALL)
            case AnyTrace():
                return self.grouped(node, _ANY)
            case NotTrace():
                return self.grouped(node, _NOT)
            case DefinedTrace():
                return self.defined(node)
            case CompareTrace():
                return self.compared(node)
            case _:
                assert_never(node)

    def grouped(self, node: Trace, heading: Text) -> Line:
        parts = (
            self.line(part)._replace(counts=part.truth is node.truth or isinstance(node, NotTrace))
            for part in node.parts
        )
        return Line(self.truth(node), self.say(heading), None, tuple(parts))

    def defined(self, node: DefinedTrace) -> Line:
        name = self.say(self.words.catalogue.definitions[node.definition].label)
        inner = self.line(node.is_)
        if inner.asked is not None:
            return Line(self.truth(node), name, None, (inner,))
        text = self.say(both("{name}：{inner}", "{name}: {inner}"), name=name, inner=inner.text)
        return inner._replace(text=text)

    def compared(self, node: CompareTrace) -> Line:
        required = self.words.required(node)
        if self.judged:
            value = self.words.actual(node.fact, node.actual)
            text = self.say(_MET, actual=value, required=required)
        else:
            text = self.say(_WANTED, label=self.words.label(node.fact), required=required)
        named = both("{question}（{name}）", "{question} ({name})")
        asked = self.say(named, question=self.words.question(node.fact), name=node.fact)
        return Line(self.truth(node), text, asked, ())

    def truth(self, node: Trace) -> Truth | None:
        return node.truth if self.judged else None


_MET = both("{actual}，{required}", "{actual}; {required}")
_WANTED = both("{label}：{required}", "{label}: {required}")
_ALL = both("以下须全部成立", "all of these")
_ANY = both("以下至少一项须成立", "any of these")
_NOT = both("以下须不成立", "not this")
_NO_CONDITION = both("没有其他条件", "no further condition")


class Count(NamedTuple):
    """Some days, or a moment, on the way to the dates of a limit."""

    number: str
    """Which working days they are, or how long before; empty: they are not counted."""
    days: str
    note: str


def counting(deadline: Deadline, force: Force, calendar: Calendar, words: Words) -> list[Count]:
    """Return how the dates of a limit were counted: every day on the way, in runs."""
    if deadline.last_office_day is None:
        return list(_forwards(deadline, force, calendar, words))
    return list(_backwards(deadline, deadline.last_office_day, force, calendar, words))


def _forwards(
    deadline: Deadline, force: Force, calendar: Calendar, words: Words
) -> Iterator[Count]:
    start, ends = deadline.runs_from, {deadline.standard: ORDINARY}
    ends[deadline.shortened] = shortened_words(force)
    yield Count("", words.say(day_words(start)), words.say(_START))
    for run in counted(start, max(ends), frozenset(ends), calendar):
        end = [words.say(ends[run.last])] if run.last in ends else []
        yield _run(run, words, end)


def _backwards(
    deadline: Deadline, offices: OfficeDays, force: Force, calendar: Calendar, words: Words
) -> Iterator[Count]:
    start = deadline.runs_from
    yield Count("", words.say(day_words(start)), words.say(_APPOINTMENT))
    for name, moment, office in (
        (shortened_words(force), deadline.shortened, offices.shortened),
        (ORDINARY, deadline.standard, offices.standard),
    ):
        hours = (start - moment) // timedelta(hours=1)
        yield Count(words.say(_BEFORE, n=hours), words.say(day_words(moment)), words.say(name))
        day = moment.date() if isinstance(moment, datetime) else moment
        for run in reversed(list(counted(office, day, frozenset(), calendar))):
            yield _run(run, words, [])
        yield Count("", words.say(day_words(office)), words.say(_OFFICE_DAY))


def _run(run: Run, words: Words, notes: list[str]) -> Count:
    span = both("{first}", "{first}") if run.first == run.last else _SPAN
    days = words.say(span, first=day_words(run.first), last=day_words(run.last))
    if run.holiday:
        notes.insert(0, words.say(_MADE_UP if run.numbers else _HOLIDAY, holiday=run.holiday))
    elif not run.numbers:
        notes.insert(0, words.say(_WEEKEND))
    number = "–".join(dict.fromkeys(map(str, run.numbers or ())))
    return Count(number, days, words.listed(notes))


_START = both("起算日，不计入", "the day it runs from, not counted")
_APPOINTMENT = both("预约办理的时间", "the time of the appointment")
_BEFORE = both("提前 {n} 小时", "{n} hours before")
_OFFICE_DAY = both("不晚于该时刻的最后一个工作日", "the last working day not after it")
_SPAN = both("{first} 至 {last}", "{first} to {last}")
_WEEKEND = both("周末，非工作日", "weekend, no working day")
_HOLIDAY = both("{holiday}放假，非工作日", "{holiday}, no working day")
_MADE_UP = both("{holiday}调休上班", "a working day to make up for {holiday}")
