"""A difference between two reports in words: what changed, for which business, because of what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import ndiff
from typing import NamedTuple

from aeo_cli.catalogue import Catalogue
from aeo_cli.dates import day_words
from aeo_cli.difference import (
    CatalogueCause,
    Difference,
    Pair,
    Part,
    ProvisionDifference,
    Side,
    Source,
    Turn,
)
from aeo_cli.gains import TURNS, Gains
from aeo_cli.page import Row
from aeo_cli.reasons import Reasons
from aeo_cli.report import Report, Verdict
from aeo_cli.text import Lang, Text, both
from aeo_cli.vocabulary import (
    DAY_OF_ASSESSMENT,
    VERDICTS,
    effect_words,
    label,
    lengthened_words,
)


class Change(NamedTuple):
    """A provision of which something changed."""

    id: str
    title: str
    standing: str
    """The verdict before and after, if it is another; what is had, with how firmly."""
    effect: str | None


class Group(NamedTuple):
    """Provisions of which the same became."""

    heading: str
    is_gain: bool
    changes: dict[str, list[Change]]
    """By their causes; empty, where all has one cause and it is told already."""


class Contrast:
    """What is told of a difference.

    Args:
        difference: the difference.
        sides: the reports that differ.
        catalogue: the one at hand.
        lang: the language.
    """

    def __init__(
        self, difference: Difference, sides: tuple[Report, Report], catalogue: Catalogue, lang: Lang
    ) -> None:
        self.difference, self.sides, self.catalogue = difference, sides, catalogue
        self.words = Reasons(sides, catalogue, lang)
        self.say = self.words.say
        causes = [one.verdict.causes or one.entitled.causes for one in difference.provisions]
        self.has_one_cause = len({self.words.because(some) for some in causes if some}) < 2
        self.gains = Gains(difference, self.words, tells_why=not self.has_one_cause)

    # What is compared

    def sources(self) -> list[Row]:
        """Return what is compared with what."""
        pairs = ((_BEFORE, self.difference.before), (_AFTER, self.difference.after))
        return [(self.say(name), self._side(side)) for name, side in pairs]

    def _side(self, side: Side) -> str:
        named = {"id": side.catalogue.id, "version": side.catalogue.version, "tool": side.tool}
        told = [
            self.say(_SOURCES[side.source]),
            *([] if side.ref is None else [self.say(_REF, ref=side.ref)]),
            self.say(day_words(side.on)),
            self.say(_MADE_FROM, **named),
        ]
        if side.source is Source.REPORT:
            told.append(self.say(_UNALTERED[side.unaltered], place=side.altered_at or ""))
        return " · ".join(told)

    def heading(self) -> list[Row]:
        """Return whom it is about, as things are, and the day."""
        facts, words = self.sides[0].profile.enterprise, self.words
        about = [(name, facts.get(name.partition(".")[2])) for name in self.catalogue.heading]
        rows = [(words.label(name), words.value(words.about(name), one)) for name, one in about]
        day = self.say(day_words(self.difference.before.on))
        return [*rows, (self.say(DAY_OF_ASSESSMENT), day)]

    def inputs(self) -> list[str]:
        """Return what differs in the profiles, the days and the tools."""
        causes = self.difference.inputs
        return [self.words.reason(one) for one in causes if not isinstance(one, CatalogueCause)]

    def catalogues(self) -> Iterator[tuple[str, list[Row]]]:
        """Yield what differs in the catalogues: a sign and a text for each line, old and new.

        What is the same of several provisions is told once.
        """
        found = defaultdict[tuple[Part, tuple[str, ...], tuple[str, ...]], list[str]](list)
        for one in self.difference.inputs:
            if isinstance(one, CatalogueCause):
                found[one.part, *self.words.texts(one)].append(one.provision)
        for (part, before, after), limbs in found.items():
            heading = self.words.catalogue_changed(part, limbs)
            compared = (line for line in ndiff(before, after) if not line.startswith("?"))
            yield heading, [(line[0], line[2:]) for line in compared]

    def outcome(self) -> str:
        """Return in a sentence whether anything changed."""
        return self.say(_CHANGED if self.difference.changed else _SAME)

    def counts(self) -> Iterator[tuple[Verdict, str, Pair[int]]]:
        """Yield how many measures have each verdict, before and after."""
        before, after = (
            side.summary.model_dump() for side in (self.difference.before, self.difference.after)
        )
        for one in Verdict:
            pair = Pair[int].model_construct(before=before[one.value], after=after[one.value])
            yield one, self.say(VERDICTS[one]), pair

    # What changed

    def groups(self) -> Iterator[Group]:
        """Yield the provisions of which something changed, by what became of them."""
        rest = list(self.difference.provisions)
        for turns, by in ((TURNS, "turn"), (_ENTITLEMENTS, "entitlement")):
            for turn, heading in turns.items():
                found = [one for one in rest if getattr(one, by) is turn]
                rest = [one for one in rest if getattr(one, by) is not turn]
                if found:
                    title = self._heading(heading, len(found))
                    yield Group(title, turn is Turn.GAINED, self._changes(found, turn))
        if others := [one for one in rest if one.verdict.before is not one.verdict.after]:
            yield Group(self._heading(_OTHERS, len(others)), False, self._changes(others, None))

    def _heading(self, text: Text, count: int) -> str:
        words = self.words.counted(text, count)
        return words[:1].upper() + words[1:]

    def _changes(
        self, found: Iterable[ProvisionDifference], turn: Turn | None
    ) -> dict[str, list[Change]]:
        changes = defaultdict[str, list[Change]](list)
        for one in found:
            causes = one.verdict.causes or one.entitled.causes
            because = "" if self.has_one_cause else self.words.because(causes)
            changes[because].append(self._change(one, turn))
        return changes

    def _change(self, one: ProvisionDifference, turn: Turn | None) -> Change:
        effect = self.say(effect_words(one.effect, one.force)) if one.effect else None
        if one.effect and effect and turn in {Turn.LOST, Turn.RULED_OUT}:
            ordinary = lengthened_words(one.effect)
            effect = self.say(_NO_LONGER, effect=effect)
            effect = effect if ordinary is None else self.words.aside(effect, self.say(ordinary))
        verdicts = [one.verdict.before, one.verdict.after]
        told = (
            [] if verdicts[0] is verdicts[1] else [self.words.arrow(*map(self._verdict, verdicts))]
        )
        if turn is Turn.GAINED:
            told.append(self.say(label(one.route, one.force)))
        return Change(
            one.id,
            self.say(one.title),
            " · ".join(told),
            effect,
        )

    def _verdict(self, verdict: Verdict | None) -> str:
        return self.say(_NOT_THERE if verdict is None else VERDICTS[verdict])

    def questions(self) -> Iterator[tuple[str, list[tuple[str, str, str | None]]]]:
        """Yield what is open now and was not, and what is open no more, each with its cause."""
        for heading, facts in (
            (_OPENED, self.difference.opened),
            (_CLOSED, self.difference.closed),
        ):
            if facts:
                told = [
                    (
                        self.words.item_question(one.fact),
                        one.fact,
                        None if self.has_one_cause else self.words.because(one.causes),
                    )
                    for one in facts
                ]
                yield self._heading(heading, len(facts)), told

    def caveats(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the caveats of the whole that are shown now and were not, and the others."""
        shown = self.difference.caveats
        for heading, caveats in ((_NEW_CAVEATS, shown.gained), (_OLD_CAVEATS, shown.lost)):
            if caveats:
                yield (
                    self._heading(heading, len(caveats)),
                    list(map(self.words.caveat, caveats)),
                )


_BEFORE, _AFTER = both("旧", "old"), both("新", "new")
_REF = both("编号 {ref}", "ref {ref}")
_SOURCES = {
    Source.PROFILE: both("企业情况（现在核对）", "a profile, assessed now"),
    Source.REPORT: both("已存的报告", "a saved report"),
}
_MADE_FROM = both("目录 {id} {version}，{tool}", "catalogue {id} {version}, {tool}")
_UNALTERED = {
    True: both("未被改动", "unaltered"),
    False: both("已被改动：{place}", "altered: {place}"),
    None: both(
        "由另一目录或另一版本的 aeo 生成，无法判断是否被改动",
        "of another catalogue or version of aeo: whether it was altered cannot be told",
    ),
}
_SAME = both("结论没有变化。", "No answer changes.")
_CHANGED = both("结论有变化：", "What changes:")
_NOT_THERE = both("目录中没有", "not in the catalogue")
_NO_LONGER = both("不再有：{effect}", "no longer: {effect}")
_ENTITLEMENTS = {
    Turn.GAINED: both(
        "取得资格（目前没有符合条件的业务）",
        "now entitled (no pending business meets the conditions)",
    ),
    Turn.LOST: both(
        "失去资格（目前没有符合条件的业务）",
        "no longer entitled (no pending business meets the conditions)",
    ),
    Turn.UNDETERMINED: both("资格变为待定", "entitlement now undetermined"),
    Turn.RULED_OUT: both("资格由待定变为不具备", "entitlement was undetermined, and is ruled out"),
}
_OTHERS = both("其他变化", "other changes")
_OPENED = both("新的待答问题", "newly open questions")
_CLOSED = both("不再待答的问题", "questions no longer open")
_NEW_CAVEATS = both("新增的注意事项", "new caveats")
_OLD_CAVEATS = both("不再列出的注意事项", "caveats no longer shown")
CATALOGUES: Text = both("目录的变化（- 旧，+ 新）", "The catalogue, old (-) and new (+)")
IF: Text = both("假设", "What if")
DIFFERS: Text = both("不同之处", "What differs")
ITEMS: Text = both("待办业务的变化", "Pending business")
SUM: Text = both("合计", "in all")
