"""What changed for pending items: the verdicts, the due dates, and the time saved."""

from collections.abc import Iterator
from typing import NamedTuple

from aeo_cli.assessment.days import day_of
from aeo_cli.assessment.report import Verdict
from aeo_cli.comparison.causes import ItemCause, Pair
from aeo_cli.comparison.document import ItemAnswers, ItemDifference, Ordinary, Saved
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.causes import DifferenceWords
from aeo_cli.presentation.wording.dates import (
    ORDINARY,
    PROVISIONAL,
    End,
    day_words,
    ends,
    until_words,
)
from aeo_cli.presentation.wording.labels import UNKNOWN, VERDICTS
from aeo_cli.presentation.wording.passed_dates import remarks
from aeo_cli.presentation.wording.provision_changes import TURNS
from aeo_cli.profile.item_matching import Match
from aeo_cli.rules.kleene import Truth

Range = tuple[int, int]
"""The smallest and the greatest value that a figure can have."""


class AnswerChange(NamedTuple):
    """What changed for a pending item under one provision."""

    provision: str
    lines: tuple[str, ...]
    """Whether it applies now, with its label; then the dates, the open questions, the causes."""


class ItemChange(NamedTuple):
    """A pending item with a changed answer."""

    name: str
    business: str
    answers: tuple[AnswerChange, ...]
    saved: tuple[str, ...]
    """The time saved under all provisions, before and after."""


class ItemChanges:
    """What changed for the pending items."""

    def __init__(self, difference_words: DifferenceWords) -> None:
        self.difference, self.difference_words = difference_words.difference, difference_words
        self.language, self.say = difference_words.language, difference_words.language.say

    def business(self) -> Iterator[ItemChange]:
        """Yield the pending items with a changed answer."""
        for item in self.difference.business:
            yield ItemChange(
                self.difference_words.item_name(item.index),
                self.difference_words.business(item.index),
                tuple(
                    AnswerChange(answers.provision, tuple(self._answers(answers, item)))
                    for answers in item.answers
                ),
                tuple(self._saved(item.saved)),
            )

    def total(self) -> list[str]:
        """Return the working days saved in all pending items together, if there are several."""
        has_several = any(len(side.profile.business) > 1 for side in self.difference_words.sides)
        return list(self._days_saved(self.difference.saved)) if has_several else []

    # Answers

    def _answers(self, answers: ItemAnswers, item: ItemDifference) -> Iterator[str]:
        yield self._status(answers, item)
        yield from self._dates(answers, item.index)
        for heading, facts in ((_OPENED, answers.opened), (_CLOSED, answers.closed)):
            matters = answers.turn is None or heading is _OPENED
            if facts and matters and answers.applies.after is Truth.UNKNOWN:
                yield self.language.labelled(self.say(heading), self._facts(facts))
        causes = (*answers.applies.causes, *answers.deadline.causes)
        # That an item is new, or gone, needs no further cause.
        is_self_evident = all(isinstance(cause, ItemCause) for cause in causes)
        because = self.difference_words.because(causes)
        if because and not is_self_evident:
            yield because

    def _status(self, answers: ItemAnswers, item: ItemDifference) -> str:
        """Return whether the provision applies to the item now."""
        if item.index.is_gone:
            return self.say(_GONE)
        unchanged = _UNCHANGED[answers.applies.after]
        status = self.say(unchanged if answers.turn is None else TURNS[answers.turn])
        if answers.applies.after is not Truth.TRUE:
            return status
        provision = self.difference_words.provisions[1][answers.provision]
        return f"{status} · {self.difference_words.words.label(provision)}"

    def _facts(self, facts: tuple[str, ...]) -> str:
        words = self.difference_words.words
        return self.language.listed(words.fact_label(fact, with_item=False) for fact in facts)

    def _dates(self, answers: ItemAnswers, item: Match) -> Iterator[str]:
        """Yield the end to act on, before and after, and the remarks on the dates."""
        if any(answers.ordinary.sides) and not item.is_gone:
            before, after = (self._end(answers, side) for side in (0, 1))
            if item.before is None:
                before = ""
                if answers.deadline.after is not None:
                    ordinary = self._ordinary_end(answers.ordinary.after, 1)
                    after = self.language.with_remark(after, ordinary)
            # The same end, perhaps with the remark that it is open, is shown once.
            yield after if after.startswith(before) else self.language.arrow(before, after)
        deadline = answers.deadline.after
        if deadline and deadline != answers.deadline.before:
            provision = self.difference_words.provisions[1][answers.provision]
            report = self.difference_words.sides[1]
            yield from map(self.say, remarks(deadline, provision, report))

    def _end(self, answers: ItemAnswers, side: int) -> str:
        """Return the end to act on: the shortened one if there is one, else the ordinary one."""
        if (deadline := answers.deadline.sides[side]) is not None:
            first, *_ = ends(deadline, self.difference_words.force(answers.provision, side))
            return self._dated(first, side, provisional=deadline.provisional)
        ordinary = answers.ordinary.sides[side]
        phrase = self._ordinary_end(ordinary, side)
        if ordinary and ordinary.at and answers.applies.sides[side] is Truth.UNKNOWN:
            unless = _SOONER if ordinary.last_office_day is None else _LATER
            return self.language.with_remark(phrase, self.say(unless))
        return phrase

    def _ordinary_end(self, ordinary: Ordinary | None, side: int) -> str:
        if ordinary is None:
            return self.say(UNKNOWN)
        if ordinary.at is None:
            words = _NOT_OPEN if ordinary.open is Truth.FALSE else _PERHAPS_OPEN
            return self.say(words)
        end = End(ORDINARY, ordinary.at, ordinary.last_office_day)
        return self._dated(end, side, provisional=ordinary.provisional)

    def _dated(self, end: End, side: int, *, provisional: bool) -> str:
        """Return an end with its date and remarks."""
        phrase = f"{self.say(end.name)} {self.say(day_words(end.moment))}"
        phrase += self.say(PROVISIONAL) if provisional else ""
        remarks = []
        if end.office_day:
            hours = self.difference_words.sides[side].office_hours
            day = until_words(end.moment, end.office_day, hours)
            remarks.append(self.say(_FILE_BY, day=day))
        if day_of(end.due) < self.difference_words.sides[side].on:
            remarks.append(self.say(_PAST))
        return self.language.with_remark(phrase, self.language.clauses(remarks))

    # Time saved

    def _saved(self, saved: Pair[Saved]) -> Iterator[str]:
        yield from self._days_saved(saved)
        hours = [((side.hours, side.hours_at_most), (0, 0)) for side in saved.sides]
        yield from self._figures(_HOURS_SAVED, hours)

    def _days_saved(self, saved: Pair[Saved]) -> Iterator[str]:
        days = [
            ((side.working_days, side.working_days_at_most), (side.targets, side.targets_at_most))
            for side in saved.sides
        ]
        yield from self._figures(_DAYS_SAVED, days)

    def _figures(self, label: Text, sides: list[tuple[Range, Range]]) -> Iterator[str]:
        """Yield a figure before and after, if it changed."""
        if sides[0] != sides[1]:
            change = self.language.arrow(*(self._figure(*side) for side in sides))
            yield self.language.labelled(self.say(label), change)

    def _figure(self, total: Range, targets: Range) -> str:
        """Return a figure, as a range while an answer is undetermined.

        A remark says how much of it is only a target, which customs does not promise.
        """
        remarks = [] if total[0] == total[1] else [self.say(VERDICTS[Verdict.UNDETERMINED])]
        if targets == total and any(total):
            remarks.append(self.say(_TARGET))
        elif any(targets):
            remarks.append(self.say(_PART, n=self._range(targets)))
        return self.language.with_remark(self._range(total), self.language.clauses(remarks))

    def _range(self, figure: Range) -> str:
        least, most = figure
        return str(least) if least == most else self.say(_BETWEEN, least=least, most=most)


_UNCHANGED: dict[Truth, Text] = {
    Truth.TRUE: both("仍适用", "still applies"),
    Truth.UNKNOWN: both("仍待定", "still undetermined"),
    Truth.FALSE: both("仍不适用", "still does not apply"),
}
_GONE = both("该业务不再待办", "its business is no longer pending")
_OPENED = both("现取决于", "now depends on")
_CLOSED = both("不再取决于", "no longer depends on")
_NOT_OPEN = both("通常规则不适用", "the ordinary rule is not available")
_PERHAPS_OPEN = both(
    "通常规则是否适用待定", "whether the ordinary rule is available is undetermined"
)
_SOONER = both("待定，适用则更早", "undetermined; sooner if it applies")
_LATER = both("待定，适用则可更迟提出", "undetermined; later if it applies")
_FILE_BY = both("最迟于 {day}提出", "file by {day}")
_PAST = both("已过", "past")
_DAYS_SAVED = both("缩短工作日数", "working days saved")
_HOURS_SAVED = both("减少提前小时数", "hours of notice saved")
_BETWEEN = both("{least} 至 {most}", "{least} to {most}")
_TARGET = both("目标时限，不保证", "target, not guaranteed")
_PART = both("其中 {n} 为目标时限，不保证", "{n} of them a target, not guaranteed")
