"""How the dates of a limit were counted, in words: every day on the way.

The dates themselves come from `deadlines`; here the same calendar is walked once more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.deadlines import DayRun, day_runs
from aeo_cli.assessment.report import Deadline
from aeo_cli.catalogue.model import Force
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.dates import End, day_words, ends


class Step(NamedTuple):
    """Some days, or a moment, on the way to the dates of a limit."""

    number: str
    """Which working days they are, or how long before; empty: they are not counted."""
    days: str
    note: str


def counting(
    deadline: Deadline, force: Force, calendar: Calendar, words: CatalogueWords
) -> Iterator[Step]:
    """Yield the way to the dates of a limit, first step first."""
    direction = _backwards if deadline.last_office_day else _forwards
    return direction(deadline.runs_from, ends(deadline, force), calendar, words)


def _forwards(
    start: date, found: Iterable[End], calendar: Calendar, words: CatalogueWords
) -> Iterator[Step]:
    named = defaultdict[date, list[Text]](list)
    for end in found:
        named[end.at].append(end.name)
    yield Step("", words.say(day_words(start)), _told(words, [_START, *named.pop(start, [])]))
    for run in day_runs(start, max(named, default=start), frozenset(named), calendar):
        yield _step(run, named[run.last], words)


def _backwards(
    start: date, found: Iterable[End], calendar: Calendar, words: CatalogueWords
) -> Iterator[Step]:
    yield Step("", words.say(day_words(start)), words.say(_APPOINTMENT))
    for name, moment, office, _ in found:
        hours = (start - moment) // timedelta(hours=1)
        yield Step(words.say(_BEFORE, n=hours), words.say(day_words(moment)), words.say(name))
        if office is None:
            continue
        day = moment.date() if isinstance(moment, datetime) else moment
        for run in reversed(list(day_runs(office, day, frozenset(), calendar))):
            yield _step(run, [], words)
        yield Step("", words.say(day_words(office)), words.say(_OFFICE_DAY))


def _step(run: DayRun, ends: list[Text], words: CatalogueWords) -> Step:
    span = both("{first}", "{first}") if run.first == run.last else _SPAN
    days = words.say(span, first=day_words(run.first), last=day_words(run.last))
    number = "–".join(dict.fromkeys(map(str, run.numbers or ())))
    return Step(number, days, _told(words, [*_kind_of_day(run), *ends]))


def _kind_of_day(run: DayRun) -> Iterator[Text]:
    if run.holiday:
        yield (_MADE_UP if run.numbers else _HOLIDAY).fill(holiday=run.holiday)
    elif not run.numbers:
        yield _WEEKEND


def _told(words: CatalogueWords, notes: Iterable[Text]) -> str:
    return words.listed(map(words.say, notes))


_START = both("起算日，不计入", "the day it runs from, not counted")
_APPOINTMENT = both("预约办理的时间", "the time of the appointment")
_BEFORE = both("提前 {n} 小时", "{n} hours before")
_OFFICE_DAY = both("不晚于该时刻的最后一个工作日", "the last working day not after it")
_SPAN = both("{first} 至 {last}", "{first} to {last}")
_WEEKEND = both("周末，非工作日", "weekend, no working day")
_HOLIDAY = both("{holiday}放假，非工作日", "{holiday}, no working day")
_MADE_UP = both("{holiday}调休上班", "a working day to make up for {holiday}")
