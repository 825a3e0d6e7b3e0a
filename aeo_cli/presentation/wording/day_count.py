"""How the dates of a limit were counted, day by day.

The dates themselves come from `assessment.deadlines`; here the same calendar is walked once more to
show every step.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.days import day_of
from aeo_cli.assessment.deadlines import DayRun, day_runs
from aeo_cli.assessment.item_answer import Deadline
from aeo_cli.catalogue.effects import Dimension, Effect
from aeo_cli.catalogue.modality import Force
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.dates import End, day_words, ends
from aeo_cli.presentation.wording.effects import EffectWords
from aeo_cli.presentation.wording.language import Language


class Step(NamedTuple):
    """Some days, or a moment, on the way to the dates of a limit."""

    number: str
    """Which working days they are (`3–5`), or how long before; empty if they do not count."""
    days: str
    note: str


def counting_steps(
    deadline: Deadline, effect: Effect, force: Force, calendar: Calendar, words: CatalogueWords
) -> Iterator[Step]:
    """Yield the steps from the start of a limit to its ends.

    Args:
        deadline: the dates.
        effect: the effect that they follow from.
        force: how firmly customs is bound.
        calendar: with which the days were counted.
        words: the words of the catalogue, which declares the unit of the limit.
    """
    start, limit_ends, language = deadline.runs_from, ends(deadline, force), words.language
    with_lengths = [(end, _length(end, effect, words)) for end in limit_ends]
    if deadline.last_office_day:
        return _count_back(start, with_lengths, calendar, language)
    if words.catalogue.dimension(effect.to.unit) is not Dimension.WORKING_DAY:
        return _count_forward(start, with_lengths, language)
    return _count_working_days(start, limit_ends, calendar, language)


def _length(end: End, effect: Effect, words: CatalogueWords) -> Text:
    """Return how long a limit is up to one of its ends, in the unit in which it counts."""
    ordinary = effect.from_ or effect.to  # without an ordinary limit there are no dates
    value = effect.to.value if end.shortens else ordinary.value
    return EffectWords(words.catalogue).amount(value, effect.to.unit)


def _count_forward(
    start: date, limit_ends: Iterable[tuple[End, Text]], language: Language
) -> Iterator[Step]:
    """Yield the steps of a limit of customs that does not count in working days."""
    say = language.say
    yield Step("", say(day_words(start)), say(_START))
    for end, length in limit_ends:
        yield Step(say(_AFTER, length=length), say(day_words(end.moment)), say(end.name))


def _count_working_days(
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
    start: date,
    limit_ends: Iterable[tuple[End, Text]],
    calendar: Calendar,
    language: Language,
) -> Iterator[Step]:
    """Yield the steps of a notice period, before the start."""
    say = language.say
    yield Step("", say(day_words(start)), say(_APPOINTMENT))
    for (name, moment, office_day, _), length in limit_ends:
        yield Step(say(_BEFORE, length=length), say(day_words(moment)), say(name))
        if office_day is None:
            continue
        for run in reversed(list(day_runs(office_day, day_of(moment), frozenset(), calendar))):
            # The only working day here is that of the moment: the office opens too late on it.
            names = [_OPENS_LATER] if run.numbers else []
            yield _step(run, names, language)._replace(number="")
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


_START = both("起算日，不计入", "start day, not counted")
_APPOINTMENT = both("预约时间", "appointment")
_BEFORE = both("提前 {length}", "{length} before")
_AFTER = both("{length}后", "{length} after")
_OPENS_LATER = both("当天上班前时限已到", "the notice period ends before the office opens")
_OFFICE_DAY = both(
    "该时刻之前的最后一个工作日", "the last working day on which the office opens before that time"
)
_SPAN = both("{first} 至 {last}", "{first} to {last}")
_WEEKEND = both("周末，非工作日", "weekend")
_HOLIDAY = both("{holiday}放假，非工作日", "holiday: {holiday}")
_MADE_UP = both("{holiday}调休上班", "make-up working day for {holiday}")
