"""What a difference means for pending business: by when a decision falls due, and what is saved."""

from collections.abc import Iterator
from typing import NamedTuple

from aeo_cli.assessment.report import Verdict
from aeo_cli.comparison.causes import ItemCause, Pair
from aeo_cli.comparison.document import Difference, ItemAnswers, ItemDifference, Ordinary, Saved
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.causes import DifferenceWords
from aeo_cli.presentation.wording.dates import (
    ORDINARY,
    PROVISIONAL,
    End,
    date_notes,
    day_of,
    day_words,
    ends,
    until_words,
)
from aeo_cli.presentation.wording.labels import UNKNOWN, VERDICTS, label
from aeo_cli.presentation.wording.provision_changes import TURNS
from aeo_cli.profile.matching import Match
from aeo_cli.rules.kleene import Truth

Range = tuple[int, int]
"""The least that a figure can be, and the most."""


class ItemChange(NamedTuple):
    """A pending item of which some answer changed."""

    name: str
    business: str
    rows: tuple[LabelledRow, ...]
    """What became of it under each provision, its dates, and what is saved; at least one."""


class ItemChanges:
    """What became of the pending items.

    Args:
        difference: the difference.
        words: the words for it.
        tells_why: whether each change is told with its cause.
    """

    def __init__(self, difference: Difference, words: DifferenceWords, *, tells_why: bool) -> None:
        self.difference, self.words, self.say = difference, words, words.say
        self.tells_why = tells_why

    def business(self) -> Iterator[ItemChange]:
        """Yield the pending items of which some answer changed."""
        for one in self.difference.business:
            words = self.words.gone() if one.index.is_gone else self.words
            rows = [row for answers in one.answers for row in self._answers(answers, one)]
            yield ItemChange(
                words.item(one.index.place),
                words.business(one.index.place),
                (*rows, *(("", told) for told in self._saved(one.saved))),
            )

    def sum(self) -> list[str]:
        """Return the working days saved in all pending items together, where there are several."""
        several = any(len(side.profile.business) > 1 for side in self.words.sides)
        return list(self._days(self.difference.saved)) if several else []

    # Answers

    def _answers(self, answers: ItemAnswers, item: ItemDifference) -> Iterator[LabelledRow]:
        told = [self._became(answers, item), *self._dates(answers, item.index)]
        yield from zip((answers.provision, *[""] * len(told)), filter(None, told), strict=False)
        for name, facts in ((_OPENED, answers.opened), (_CLOSED, answers.closed)):
            matters = answers.turn is None or name is _OPENED
            if facts and matters and answers.applies.after is Truth.UNKNOWN:
                yield "", self.words.labelled(self.say(name), self._facts(facts))
        causes = (*answers.applies.causes, *answers.deadline.causes)
        goes_without_saying = all(isinstance(one, ItemCause) for one in causes)
        if self.tells_why and not goes_without_saying:
            yield "", self.words.because(causes)

    def _became(self, answers: ItemAnswers, item: ItemDifference) -> str:
        if item.index.is_gone:
            return self.say(_GONE)
        still = _STILL[answers.applies.after]
        told = self.say(still if answers.turn is None else TURNS[answers.turn])
        if answers.applies.after is not Truth.TRUE:
            return told
        provision = self.words.told[1][answers.provision]
        return f"{told} · {self.say(label(provision.route, provision.force))}"

    def _facts(self, facts: tuple[str, ...]) -> str:
        return self.words.listed(self.words.label(fact) for fact in facts)

    def _dates(self, answers: ItemAnswers, index: Match) -> Iterator[str]:
        """Yield the ends to reckon with, and what must be read beside them."""
        if any(answers.ordinary.sides) and not index.is_gone:
            before, after = (self._end(answers, side) for side in (0, 1))
            if index.before is None:
                before = ""
                if answers.deadline.after is not None:
                    after = self.words.aside(after, self._usual(answers.ordinary.after, 1))
            # the same end, and that it is open: told once
            yield after if after.startswith(before) else self.words.arrow(before, after)
        if (shown := answers.deadline.after) and shown != answers.deadline.before:
            yield from map(self.say, date_notes(shown, self.words.sides[1].on))

    def _end(self, answers: ItemAnswers, side: int) -> str:
        """Return the end to reckon with: where nothing shortens it, the ordinary one."""
        if (deadline := answers.deadline.sides[side]) is not None:
            first, *_ = ends(deadline, self.words.force(answers.provision, side))
            return self._told(first, side, provisional=deadline.provisional)
        told = self._usual(answers.ordinary.sides[side], side)
        ordinary = answers.ordinary.sides[side]
        if ordinary and answers.applies.sides[side] is Truth.UNKNOWN:
            unless = _SOONER if ordinary.last_office_day is None else _LATER
            return self.words.aside(told, self.say(unless))
        return told

    def _usual(self, ordinary: Ordinary | None, side: int) -> str:
        """Return the ordinary end."""
        if ordinary is None:
            return self.say(UNKNOWN)
        end = End(ORDINARY, ordinary.at, ordinary.last_office_day)
        return self._told(end, side, provisional=ordinary.provisional)

    def _told(self, end: End, side: int, *, provisional: bool) -> str:
        told = f"{self.say(end.name)} {self.say(day_words(end.at))}"
        told += self.say(PROVISIONAL) if provisional else ""
        notes = []
        if end.office:
            notes.append(self.say(_FILE_BY, day=until_words(end.at, end.office)))
        if day_of(end.due) < self.words.sides[side].on:
            notes.append(self.say(_PAST))
        return self.words.aside(told, self.words.sentences(notes)) if notes else told

    # What is saved

    def _saved(self, saved: Pair[Saved]) -> Iterator[str]:
        yield from self._days(saved)
        hours = [((one.hours, one.hours_at_most), (0, 0)) for one in saved.sides]
        yield from self._shown(_HOURS_SAVED, hours)

    def _days(self, saved: Pair[Saved]) -> Iterator[str]:
        days = [
            ((one.working_days, one.working_days_at_most), (one.targets, one.targets_at_most))
            for one in saved.sides
        ]
        yield from self._shown(_DAYS_SAVED, days)

    def _shown(self, name: Text, sides: list[tuple[Range, Range]]) -> Iterator[str]:
        if sides[0] != sides[1]:
            figures = self.words.arrow(*(self._figure(*one) for one in sides))
            yield self.words.labelled(self.say(name), figures)

    def _figure(self, days: Range, targets: Range) -> str:
        """Return a figure, or between which two it lies while some answer is undetermined.

        With how much of it is a target, which is not a promise.
        """
        notes = [] if days[0] == days[1] else [self.say(VERDICTS[Verdict.UNDETERMINED])]
        if targets == days and any(days):
            notes.append(self.say(_TARGET))
        elif any(targets):
            notes.append(self.say(_PART, n=self._between(targets)))
        told = self._between(days)
        return self.words.aside(told, self.words.sentences(notes)) if notes else told

    def _between(self, some: Range) -> str:
        least, most = some
        return str(least) if least == most else self.say(_BETWEEN, least=least, most=most)


_STILL: dict[Truth, Text] = {
    Truth.TRUE: both("仍适用", "still applies"),
    Truth.UNKNOWN: both("仍待定", "still undetermined"),
    Truth.FALSE: both("仍不适用", "still does not apply"),
}
_GONE = both("该业务已不在待办之列", "its business is no longer pending")
_OPENED = both("现取决于", "now hangs on")
_CLOSED = both("不再取决于", "no longer hangs on")
_SOONER = both("待定，如适用则提前", "undetermined: sooner, if it applies")
_LATER = both("待定，如适用则可更迟提出", "undetermined: later, if it applies")
_FILE_BY = both("最迟于 {day}提出", "file by {day}")
_PAST = both("已过", "past")
_DAYS_SAVED = both("办理时限缩短（工作日）", "working days saved")
_HOURS_SAVED = both("提前量减少（小时）", "hours of notice saved")
_BETWEEN = both("{least} 至 {most}", "{least} to {most}")
_TARGET = both("目标，非承诺", "a target, no promise")
_PART = both("其中 {n} 为目标，非承诺", "{n} of them by a target, no promise")
