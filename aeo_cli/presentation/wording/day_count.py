"""How the dates of a limit were counted, day by day.

The dates themselves come from `assessment.deadlines`; here the same calendar is walked once more to
show every step.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.deadlines import DayRun, day_runs
from aeo_cli.assessment.report import Deadline
from aeo_cli.catalogue.modality import Force
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.dates import End, day_of, day_words, ends
from aeo_cli.presentation.wording.language import Language


class Step(NamedTuple):
    """Some days, or a moment, on the way to the dates of a limit."""

    number: str
    """Which working days they are (`3–5`), or how long before; empty if they do not count."""
    days: str
    note: str


def counting_steps(
    deadline: Deadline, force: Force, calendar: Calendar, language: Language
) -> Iterator[Step]:
    """Yield the steps from the start of a limit to its ends."""
    count = _count_back if deadline.last_office_day else _count_forward
    return count(deadline.runs_from, ends(deadline, force), calendar, language)


def _count_forward(
    start: date, limit_ends: Iterable[End], calendar: Calendar, language: Language
) -> Iterator[Step]:
    """Yield the steps of a limit of customs, in working days after the start."""
    names = defaultdict[date, list[Text]](list)
    for end in limit_ends:
        names[end.moment].append(end.name)
    notes = _notes([_START, *names.pop(start, [])], language)
    yield Step("", language.say(day_words(start)), notes)
    for run in day_runs(start, max(names, default=start), frozenset(names), calendar):
        yield _step(run, names[run.last], language)


def _count_back(
    start: date, limit_ends: Iterable[End], calendar: Calendar, language: Language
) -> Iterator[Step]:
    """Yield the steps of a notice period, in hours before the start."""
    say = language.say
    yield Step("", say(day_words(start)), say(_APPOINTMENT))
    for name, moment, office_day, _ in limit_ends:
        hours = (start - moment) // timedelta(hours=1)
        yield Step(say(_BEFORE, n=hours), say(day_words(moment)), say(name))
        if office_day is None:
            continue
        for run in reversed(list(day_runs(office_day, day_of(moment), frozenset(), calendar))):
            yield _step(run, [], language)
        yield Step("", say(day_words(office_day)), say(_OFFICE_DAY))


def _step(run: DayRun, end_names: list[Text], language: Language) -> Step:
    span = both("{first}", "{first}") if run.first == run.last else _SPAN
    days = language.say(span, first=day_words(run.first), last=day_words(run.last))
    number = "–".join(dict.fromkeys(map(str, run.numbers or ())))
    return Step(number, days, _notes([*_kind_of_day(run), *end_names], language))


def _kind_of_day(run: DayRun) -> Iterator[Text]:
    if run.holiday:
        yield (_MADE_UP if run.numbers else _HOLIDAY).fill(holiday=run.holiday)
    elif not run.numbers:
        yield _WEEKEND


def _notes(notes: Iterable[Text], language: Language) -> str:
    return language.listed(map(language.say, notes))


_START = both("起算日，不计入", "the day it runs from, not counted")
_APPOINTMENT = both("预约办理的时间", "the time of the appointment")
_BEFORE = both("提前 {n} 小时", "{n} hours before")
_OFFICE_DAY = both("不晚于该时刻的最后一个工作日", "the last working day not after it")
_SPAN = both("{first} 至 {last}", "{first} to {last}")
_WEEKEND = both("周末，非工作日", "weekend, no working day")
_HOLIDAY = both("{holiday}放假，非工作日", "{holiday}, no working day")
_MADE_UP = both("{holiday}调休上班", "a working day to make up for {holiday}")
