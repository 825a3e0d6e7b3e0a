"""What changed for provisions, in groups, and for those that carry a time limit."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.modality import Force
from aeo_cli.comparison.document import ProvisionDifference, Turn
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.causes import DifferenceWords
from aeo_cli.presentation.wording.effects import EffectWords
from aeo_cli.presentation.wording.labels import VERDICTS
from aeo_cli.rules.kleene import Truth


class ProvisionChange(NamedTuple):
    """A changed provision."""

    id: str
    title: str
    status: str
    """Route and force if it now applies; otherwise the verdicts, unless the heading names them."""
    effect: str | None


class ProvisionGroup(NamedTuple):
    """Provisions that changed in the same way."""

    heading: str
    is_gain: bool
    blocks: tuple[tuple[str, tuple[ProvisionChange, ...]], ...]
    """Provisions under the causes they share; the cause is empty if causes are not shown."""


class ProvisionChanges:
    """What changed for the provisions."""

    def __init__(self, difference_words: DifferenceWords) -> None:
        self.provisions = difference_words.difference.provisions
        self.difference_words = difference_words
        self.language, self.say = difference_words.language, difference_words.language.say

    def limits(self) -> Iterator[tuple[str, list[LabelledRow]]]:
        """Yield the time limits that become shorter, and those that become longer."""
        for turn, heading in ((Turn.GAINED, _SHORTER), (Turn.LOST, _LONGER)):
            changes = [
                change for change in self.provisions if turn in {change.turn, change.entitlement}
            ]
            rows = [
                (change.id, limit)
                for change in changes
                if (limit := self._limit(change, turn)) is not None
            ]
            if rows:
                yield self.language.counted_provisions(heading, len(rows)), rows

    def _limit(self, change: ProvisionDifference, turn: Turn) -> str | None:
        effect_force = self._effect_and_force(change, turn)
        if effect_force is None or not (effect_force[0].is_limit and effect_force[0].shortens):
            return None
        words = EffectWords(self.difference_words.words.catalogue)
        if turn is not Turn.LOST:
            before = self.difference_words.provisions[0].get(change.id)
            if before and before.ordinary is Truth.FALSE:
                return self.say(_NONE_BEFORE, limit=words.alone(*effect_force))
            return self.say(words.words(*effect_force))
        after = self.difference_words.provisions[1].get(change.id)
        if after and after.ordinary is Truth.FALSE:
            return self.say(_NEITHER, effect=words.alone(*effect_force))
        return self.say(words.lengthened(*effect_force))

    def _effect_and_force(
        self, change: ProvisionDifference, turn: Turn
    ) -> tuple[Effect, Force] | None:
        """Return the effect that was gained or lost, on the side where the provision applies."""
        side = 0 if turn is Turn.LOST else 1
        provision = self.difference_words.provisions[side].get(change.id)
        return (provision.effect, provision.force) if provision and provision.effect else None

    def groups(self) -> Iterator[ProvisionGroup]:
        """Yield the changed provisions, grouped by the kind of change."""
        by_heading = defaultdict[Text, list[ProvisionDifference]](list)
        for change in self.provisions:
            if (heading := _heading(change)) is not None:
                by_heading[heading].append(change)
        for heading in _ORDER:
            if changes := by_heading[heading]:
                title = self.language.counted_provisions(heading, len(changes))
                yield ProvisionGroup(title, heading in _GAINS, tuple(self._blocks(changes)))

    def _blocks(
        self, changes: Iterable[ProvisionDifference]
    ) -> Iterator[tuple[str, tuple[ProvisionChange, ...]]]:
        by_cause = defaultdict[str, list[ProvisionChange]](list)
        for change in changes:
            causes = change.verdict.causes or change.entitled.causes
            by_cause[self.difference_words.because(causes)].append(self._change(change))
        for because, lines in by_cause.items():
            yield because, tuple(lines)

    def _change(self, change: ProvisionDifference) -> ProvisionChange:
        is_gain = (change.turn or change.entitlement) is Turn.GAINED
        status = self.difference_words.words.label(change) if is_gain else ""
        if change.turn is None and change.entitlement is None:
            verdicts = (change.verdict.before, change.verdict.after)
            status = self.language.arrow(*map(self._verdict, verdicts))
        return ProvisionChange(change.id, self.say(change.title), status, self._effect(change))

    def _effect(self, change: ProvisionDifference) -> str | None:
        """Return the effect gained or lost; None for a time limit, since `limits` shows those."""
        turns = {change.turn, change.entitlement}
        turn = next((turn for turn in (Turn.LOST, Turn.GAINED) if turn in turns), None)
        effect_force = None if turn is None else self._effect_and_force(change, turn)
        if effect_force is None or effect_force[0].is_limit:
            return None
        effect = self.say(EffectWords(self.difference_words.words.catalogue).words(*effect_force))
        return self.say(_NO_LONGER, effect=effect) if turn is Turn.LOST else effect

    def _verdict(self, verdict: Verdict | None) -> str:
        return self.say(_NOT_THERE if verdict is None else VERDICTS[verdict])


def _heading(change: ProvisionDifference) -> Text | None:
    """Return the heading of the group of a provision; None if only its open facts changed."""
    if change.turn is not None:
        return TURNS[change.turn]
    if change.entitlement is Turn.GAINED and change.verdict.after is Verdict.UNDETERMINED:
        return _ENTITLED_PERHAPS
    if change.entitlement is not None:
        return _ENTITLEMENTS[change.entitlement]
    return _OTHERS if change.verdict.before is not change.verdict.after else None


TURNS = {
    Turn.GAINED: both("变为适用", "now applies"),
    Turn.LOST: both("不再适用", "no longer applies"),
    Turn.UNDETERMINED: both("变为待定", "now undetermined"),
    Turn.RULED_OUT: both("由待定变为不适用", "no longer undetermined: does not apply"),
}
"""The transitions of a verdict."""
_ENTITLEMENTS = {
    Turn.GAINED: both(
        "主体条件已符合（目前没有符合条件的业务）",
        "now open to you, but no pending business matches",
    ),
    Turn.LOST: both("主体条件不再符合", "no longer open to you"),
    Turn.UNDETERMINED: both("主体条件变为待定", "now undetermined whether it is open to you"),
    Turn.RULED_OUT: both("主体条件由待定变为不符合", "no longer undetermined: not open to you"),
}
_ENTITLED_PERHAPS = both(
    "主体条件已符合（现有业务是否符合待确认）",
    "now open to you; it is unclear whether your business matches",
)
_OTHERS = both("其他变化", "other changes")
_ORDER = (*TURNS.values(), _ENTITLED_PERHAPS, *_ENTITLEMENTS.values(), _OTHERS)
_GAINS = {TURNS[Turn.GAINED]}
_NOT_THERE = both("措施目录中没有", "not in the catalogue")
_NO_LONGER = both("不再适用：{effect}", "no longer: {effect}")
_NONE_BEFORE = both("通常规则不适用 → {limit}", "ordinary rule not available → {limit}")
_NEITHER = both(
    "不再适用：{effect}；通常规则也不适用",
    "no longer: {effect}; the ordinary rule is not available either",
)
_SHORTER = both("期限缩短", "shorter time limits")
_LONGER = both("期限延长", "longer time limits")
