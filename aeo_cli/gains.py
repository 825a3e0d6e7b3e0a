"""What a difference means for pending business: by when a decision falls due, and what is saved."""

from collections.abc import Iterator
from typing import NamedTuple

from aeo_cli.catalogue import Force
from aeo_cli.dates import FILE_BY, PROVISIONAL, day_words, ends, until_words
from aeo_cli.difference import Difference, ItemAnswers, Pair, Saved, Turn
from aeo_cli.kleene import Truth
from aeo_cli.page import Row
from aeo_cli.reasons import Reasons
from aeo_cli.report import Deadline, items
from aeo_cli.text import both
from aeo_cli.vocabulary import UNKNOWN


class Business(NamedTuple):
    """A pending item of which some answer changed."""

    name: str
    business: str
    rows: tuple[Row, ...]
    """What became of it under each provision, its dates, and what is saved."""


class Gains:
    """What became of the pending items.

    Args:
        difference: the difference.
        words: the words for it.
        tells_why: whether each change is told with its cause.
    """

    def __init__(self, difference: Difference, words: Reasons, *, tells_why: bool) -> None:
        self.difference, self.words, self.say = difference, words, words.say
        self.sides, self.tells_why = words.sides, tells_why

    def business(self) -> Iterator[Business]:
        """Yield the pending items of which some answer changed."""
        for one in self.difference.business:
            words = self.words.gone if one.index.after is None else self.words
            place = one.index.before if one.index.after is None else one.index.after
            rows = [row for answers in one.answers for row in self._answers(answers, one.index)]
            yield Business(
                words.item(place or 0),
                words.business(place or 0),
                (*rows, *self._saved(one.saved, one.index)),
            )

    def _answers(self, answers: ItemAnswers, index: Pair[int | None]) -> Iterator[Row]:
        name = answers.provision
        if answers.turn is not None:
            yield name, self.say(TURNS[answers.turn])
        before, after = answers.deadline.before, answers.deadline.after
        if before != after and (either := after or before):
            applied = (answers.applies.before, answers.applies.after)
            ends = (
                self._end(one, one or either, name, is_there=place is not None, applies=applies)
                for one, place, applies in zip(
                    (before, after), (index.before, index.after), applied, strict=True
                )
            )
            yield ("" if answers.turn else name), self.words.arrow(*ends)
        causes = answers.applies.causes or answers.deadline.causes
        if causes and self.tells_why:
            yield "", self.words.because(causes)

    def _end(
        self,
        deadline: Deadline | None,
        shown: Deadline,
        limb: str,
        *,
        is_there: bool,
        applies: Truth,
    ) -> str:
        """Return the end to reckon with: where nothing shortens it, the ordinary one."""
        if deadline is None and (not is_there or applies is Truth.TRUE):
            return self.say(UNKNOWN if is_there else _NOT_PENDING)
        first, *others = ends(shown, self.words.force(limb))
        end = first if deadline else [first, *others][-1]
        told = f"{self.say(end.name)} {self.say(day_words(end.at))}"
        if end.office:
            told = self.words.aside(
                told, f"{self.say(FILE_BY)} {self.say(until_words(end.at, end.office))}"
            )
        return told + (self.say(PROVISIONAL) if shown.provisional else "")

    def _saved(self, saved: Saved, index: Pair[int | None] | None = None) -> Iterator[Row]:
        """Yield what is saved of one item, or of all; a target is not a promise, and is named."""
        for name, pair in ((_DAYS_SAVED, saved.working_days), (_HOURS_SAVED, saved.hours)):
            if pair.before != pair.after:
                told = self.words.arrow(str(pair.before), str(pair.after))
                yield self.say(name), self._marked(told, index) if name is _DAYS_SAVED else told

    def _marked(self, told: str, index: Pair[int | None] | None) -> str:
        places = [None, None] if index is None else [index.before, index.after]
        counted = (
            limb.effect is not None and limb.effect.is_limit and limb.force is Force.MAY
            for report, place in zip(self.sides, places, strict=True)
            for _, limb, item in items(report)
            if item.applies is Truth.TRUE and (index is None or item.index == place)
        )
        return self.words.aside(told, self.say(_TARGETS)) if any(counted) else told

    def sum(self) -> list[Row]:
        """Return what is saved in all pending items together, where there are several."""
        several = len(self.sides[0].profile.business) > 1 or len(self.sides[1].profile.business) > 1
        return list(self._saved(self.difference.saved)) if several else []


TURNS = {
    Turn.GAINED: both("变为适用", "now applies"),
    Turn.LOST: both("不再适用", "no longer applies"),
    Turn.UNDETERMINED: both("变为待定", "now undetermined"),
    Turn.RULED_OUT: both("由待定变为不适用", "was undetermined, does not apply"),
}
"""What became of whether something applies."""
_NOT_PENDING = both("没有这项业务", "not pending")
_DAYS_SAVED = both("节省工作日", "working days saved")
_HOURS_SAVED = both("少提前小时", "hours of notice saved")
_TARGETS = both("含目标时限，非承诺", "targets included, which are no promise")
