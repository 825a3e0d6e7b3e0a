"""What became of provisions, in words: in groups, and of those that carry a time limit."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.model import Force
from aeo_cli.comparison.document import Difference, ProvisionDifference, Turn
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.causes import DifferenceWords
from aeo_cli.presentation.wording.labels import VERDICTS, effect_words, label, lengthened_words


class ProvisionChange(NamedTuple):
    """A provision of which something changed."""

    id: str
    title: str
    standing: str
    """With how firmly it is had, if it is; the verdicts, where the heading does not tell them."""
    effect: str | None


class ProvisionGroup(NamedTuple):
    """Provisions of which the same became."""

    heading: str
    is_gain: bool
    blocks: tuple[tuple[str, tuple[ProvisionChange, ...]], ...]
    """Provisions under the causes that they share; empty, where these are not told."""


class ProvisionChanges:
    """What became of provisions.

    Args:
        difference: the difference.
        words: the words for it.
        tells_why: whether each change is told with its cause.
    """

    def __init__(self, difference: Difference, words: DifferenceWords, *, tells_why: bool) -> None:
        self.provisions, self.words, self.say = difference.provisions, words, words.say
        self.tells_why = tells_why

    def limits(self) -> Iterator[tuple[str, list[LabelledRow]]]:
        """Yield the time limits that become shorter, and those that become longer."""
        for turn, heading in ((Turn.GAINED, _SHORTER), (Turn.LOST, _LONGER)):
            found = [one for one in self.provisions if turn in {one.turn, one.entitlement}]
            rows = [(one.id, told) for one in found if (told := self._limit(one, turn))]
            if rows:
                yield self.words.headed(heading, len(rows)), rows

    def _limit(self, one: ProvisionDifference, turn: Turn) -> str | None:
        had = self._had(one, turn)
        if had is None or not (had[0].is_limit and had[0].shortens):
            return None
        return self.say((lengthened_words if turn is Turn.LOST else effect_words)(*had))

    def _had(self, one: ProvisionDifference, turn: Turn) -> tuple[Effect, Force] | None:
        """Return the effect that is had or lost, and how firmly, as the side has it that has it."""
        provision = self.words.told[0 if turn is Turn.LOST else 1].get(one.id)
        return (provision.effect, provision.force) if provision and provision.effect else None

    def groups(self) -> Iterator[ProvisionGroup]:
        """Yield the provisions of which something changed, by what became of them."""
        found = defaultdict[Text, list[ProvisionDifference]](list)
        for one in self.provisions:
            if (heading := _heading(one)) is not None:
                found[heading].append(one)
        for heading in _ORDER:
            if some := found[heading]:
                title = self.words.headed(heading, len(some))
                yield ProvisionGroup(title, heading in _GAINS, tuple(self._blocks(some)))

    def _blocks(
        self, some: Iterable[ProvisionDifference]
    ) -> Iterator[tuple[str, tuple[ProvisionChange, ...]]]:
        blocks = defaultdict[str, list[ProvisionChange]](list)
        for one in some:
            causes = one.verdict.causes or one.entitled.causes
            because = self.words.because(causes) if self.tells_why else ""
            blocks[because].append(self._change(one))
        yield from ((because, tuple(changes)) for because, changes in blocks.items())

    def _change(self, one: ProvisionDifference) -> ProvisionChange:
        gained = (one.turn or one.entitlement) is Turn.GAINED
        standing = self.say(label(one.route, one.force)) if gained else ""
        if one.turn is None and one.entitlement is None:
            verdicts = (one.verdict.before, one.verdict.after)
            standing = self.words.arrow(*map(self._verdict, verdicts))
        return ProvisionChange(one.id, self.say(one.title), standing, self._effect(one))

    def _effect(self, one: ProvisionDifference) -> str | None:
        """Return the effect that is had or lost, if it is no time limit: these are told apart."""
        became = {one.turn, one.entitlement}
        turn = next((turn for turn in (Turn.LOST, Turn.GAINED) if turn in became), None)
        had = None if turn is None else self._had(one, turn)
        if had is None or had[0].is_limit:
            return None
        effect = self.say(effect_words(*had))
        return self.say(_NO_LONGER, effect=effect) if turn is Turn.LOST else effect

    def _verdict(self, verdict: Verdict | None) -> str:
        return self.say(_NOT_THERE if verdict is None else VERDICTS[verdict])


def _heading(one: ProvisionDifference) -> Text | None:
    """Return the group of a provision; None: only its open facts changed."""
    if one.turn is not None:
        return TURNS[one.turn]
    if one.entitlement is Turn.GAINED and one.verdict.after is Verdict.UNDETERMINED:
        return _ENTITLED_PERHAPS
    if one.entitlement is not None:
        return _ENTITLEMENTS[one.entitlement]
    return _OTHERS if one.verdict.before is not one.verdict.after else None


TURNS = {
    Turn.GAINED: both("变为适用", "now applies"),
    Turn.LOST: both("不再适用", "no longer applies"),
    Turn.UNDETERMINED: both("变为待定", "now undetermined"),
    Turn.RULED_OUT: both("由待定变为不适用", "was undetermined, now does not apply"),
}
"""What became of whether something applies."""
_ENTITLEMENTS = {
    Turn.GAINED: both(
        "主体条件已符合（目前没有符合条件的业务）",
        "now entitled (no pending business meets the conditions)",
    ),
    Turn.LOST: both("主体条件不再符合", "no longer entitled"),
    Turn.UNDETERMINED: both("主体条件变为待定", "entitlement now undetermined"),
    Turn.RULED_OUT: both("主体条件由待定变为不符合", "entitlement was undetermined, now ruled out"),
}
_ENTITLED_PERHAPS = both(
    "主体条件已符合（现有业务是否符合尚待确定）",
    "now entitled (whether your business meets the conditions is open)",
)
_OTHERS = both("其他变化", "other changes")
_ORDER = (*TURNS.values(), _ENTITLED_PERHAPS, *_ENTITLEMENTS.values(), _OTHERS)
_GAINS = {TURNS[Turn.GAINED]}
_NOT_THERE = both("目录中没有", "not in the catalogue")
_NO_LONGER = both("不再有：{effect}", "no longer: {effect}")
_SHORTER = both("期限缩短", "time limits that become shorter")
_LONGER = both("期限延长", "time limits that become longer")
