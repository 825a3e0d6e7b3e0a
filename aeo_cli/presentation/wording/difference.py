"""A difference between two reports in words: what is compared, what differs, what changed."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from aeo_cli.assessment.report import Report, Verdict
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.comparison.causes import (
    CatalogueCause,
    Cause,
    DetailCause,
    EvidenceCause,
    FactCause,
    ItemCause,
    Pair,
)
from aeo_cli.comparison.document import Difference, Side, Source
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.catalogue_changes import CatalogueChanges
from aeo_cli.presentation.wording.causes import DifferenceWords
from aeo_cli.presentation.wording.dates import day_words
from aeo_cli.presentation.wording.item_changes import ItemChanges
from aeo_cli.presentation.wording.labels import DAY_OF_ASSESSMENT, REF, VERDICTS
from aeo_cli.presentation.wording.provision_changes import ProvisionChanges


class QuestionChange(NamedTuple):
    """A question that is open now and was not, or the other way round."""

    question: str
    fact: str
    because: str
    """Why; empty, where it is not told."""


class DifferenceDigest:
    """What is told of a difference.

    Args:
        difference: the difference.
        sides: the reports that differ.
        catalogue: the one at hand.
        lang: the language.
        supposed: whether it is one between what is and what would be.
    """

    def __init__(
        self,
        difference: Difference,
        sides: tuple[Report, Report],
        catalogue: Catalogue,
        lang: Lang,
        *,
        supposed: bool,
    ) -> None:
        self.difference, self.sides, self.catalogue = difference, sides, catalogue
        self.words = DifferenceWords(sides, catalogue, lang)
        self.say, self.supposed = self.words.say, supposed
        self.tells_why = _hangs_on_several(difference)
        self.turns = ProvisionChanges(difference, self.words, tells_why=self.tells_why)
        self.revisions = CatalogueChanges(difference, self.words)
        self.pending = ItemChanges(difference, self.words, tells_why=self.tells_why)

    # What is compared

    def about(self) -> list[LabelledRow]:
        """Return whom it is about, and what is compared with what."""
        words, names = self.words, self.catalogue.heading
        rows = []
        for name in names:
            key = name.partition(".")[2]
            values = [side.profile.enterprise.get(key) for side in self.sides]
            told = [words.value(words.about(name), value) for value in values]
            as_is = self.supposed or told[0] == told[1]
            rows.append((words.label(name), told[0] if as_is else words.arrow(*told)))
        if not self.supposed:
            pairs = ((_BEFORE, self.difference.before), (_AFTER, self.difference.after))
            return [*rows, *((self.say(name), self._side(side)) for name, side in pairs)]
        side = self.difference.before
        if side.ref is not None:
            rows.append((self.say(REF), visible(side.ref)))
        rows.append((self.say(DAY_OF_ASSESSMENT), self.say(day_words(side.on))))
        return [*rows, (self.say(_CATALOGUE), self._made_from(side))]

    def _side(self, side: Side) -> str:
        told = [
            self.say(_SOURCES[side.source]),
            *([] if side.ref is None else [self.say(_REF, ref=side.ref)]),
            self.say(day_words(side.on)),
            self.words.labelled(self.say(_CATALOGUE), self._made_from(side)),
        ]
        if side.source is Source.REPORT and side.unaltered is not False:
            told.append(self.say(_FOLLOWS if side.unaltered else _NOBODY_KNOWS))
        return " · ".join(told)

    def _made_from(self, side: Side) -> str:
        named = {"id": side.catalogue.id, "version": side.catalogue.version, "tool": side.tool}
        return self.say(_MADE_FROM, **named)

    def warnings(self) -> Iterator[str]:
        """Yield a warning for each report that was altered."""
        for name, side in ((_OLD, self.difference.before), (_NEW, self.difference.after)):
            if side.unaltered is False:
                yield self.say(_ALTERED, name=name, place=side.altered_at or "")

    # What differs

    def inputs(self) -> list[str]:
        """Return what differs in the profiles, the days, the tools and the catalogues."""
        causes = [one for one in self.difference.inputs if not isinstance(one, CatalogueCause)]
        if self.supposed:  # that nothing proves what is supposed goes without saying
            causes = [one for one in causes if not isinstance(one, EvidenceCause) or one.after]
        told = [self.words.reason(one) for one in causes]
        before, after = self.difference.before, self.difference.after
        if (before.tool, before.catalogue) != (after.tool, after.catalogue):
            made = self.words.arrow(self._made_from(before), self._made_from(after))
            told.append(self.words.labelled(self.say(_CATALOGUE), made))
        return told

    def reservations(self) -> Iterator[str]:
        """Yield how what differs is to be understood."""
        causes, items = self.difference.inputs, [side.profile.business for side in self.sides]
        if self.supposed and not causes:
            yield self.say(_SO_ALREADY)
        if self.supposed and items[0] and any(map(_is_of_enterprise, causes)):
            yield self.say(_FROM_THE_START)
        nameless = any(item["id"] is None for item in chain(*items))
        if not self.supposed and nameless and any(isinstance(one, ItemCause) for one in causes):
            yield self.say(_BY_PLACE)

    # What changed

    def outcome(self) -> str:
        """Return in a sentence whether anything changed."""
        if not self.difference.changed:
            return self.say(_SAME)
        return self.say(_CHANGED if self.counts() else _CHANGED_WITHIN)

    def counts(self) -> list[tuple[Verdict, str, Pair[int]]]:
        """Return how many measures have each verdict, before and after; none, if all are alike."""
        before, after = (
            side.summary.model_dump() for side in (self.difference.before, self.difference.after)
        )
        if before == after:
            return []
        return [
            (one, self.say(VERDICTS[one]), Pair[int].of((before[one], after[one])))
            for one in Verdict
        ]

    def questions(self) -> Iterator[tuple[str, list[QuestionChange]]]:
        """Yield what is open now and was not, and what is open no more, each with its cause."""
        for heading, facts in (
            (_OPENED, self.difference.opened),
            (_CLOSED, self.difference.closed),
        ):
            told = [
                QuestionChange(
                    self.words.item_question(one.fact),
                    one.fact,
                    self.words.because(one.causes) if self.tells_why else "",
                )
                for one in facts
            ]
            if told:
                yield self.words.counted(heading, len(told)), told

    def caveats(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the caveats of the whole that are shown now and were not, and the others."""
        shown = self.difference.caveats
        for heading, caveats in ((_NEW_CAVEATS, shown.gained), (_OLD_CAVEATS, shown.lost)):
            if caveats:
                told = list(map(self.words.caveat, caveats))
                yield self.words.counted(heading, len(told)), told


def _hangs_on_several(difference: Difference) -> bool:
    """Say whether anything else changed an answer than the one thing that differs and is told."""
    causes = [(*one.verdict.causes, *one.entitled.causes) for one in difference.provisions]
    for item in difference.business:
        causes += [(*one.applies.causes, *one.deadline.causes) for one in item.answers]
    causes += [one.causes for one in (*difference.opened, *difference.closed)]
    aside = (DetailCause, EvidenceCause)  # what no answer hangs on, or seldom
    differing = [one for one in difference.inputs if not isinstance(one, aside)]
    named: Iterator[Cause] = chain(*causes)
    return any(len(differing) > 1 or one not in differing for one in named)


def _is_of_enterprise(cause: Cause) -> bool:
    return isinstance(cause, FactCause) and cause.fact.startswith("enterprise.")


_BEFORE, _AFTER = both("旧", "old"), both("新", "new")
_OLD, _NEW = both("旧报告", "the old report"), both("新报告", "the new report")
_REF = both("编号 {ref}", "ref {ref}")
_CATALOGUE = both("目录", "catalogue")
_SOURCES = {
    Source.PROFILE: both("企业情况文件（本次核对）", "a profile, assessed now"),
    Source.REPORT: both("已保存的报告", "a saved report"),
}
_MADE_FROM = both("{id} {version}，{tool}", "{id} {version}, {tool}")
_FOLLOWS = both("结论与所载企业情况相符", "its answers follow from its profile")
_NOBODY_KNOWS = both(
    "由另一目录或另一版本的 aeo 生成，无法核验其结论",
    "made from another catalogue or by another version of aeo: its answers cannot be verified",
)
_ALTERED = both(
    "{name}已被改动：其结论与所载企业情况不符，首处为 {place}。",
    "{name} was altered: what it says does not follow from the profile in it, first at {place}.",
)
_SO_ALREADY = both("假设与现状相同。", "What is supposed is so already.")
_FROM_THE_START = both(
    "以上假设视为自始成立；对此前已经受理的业务是否同样适用，请向海关确认。",
    "What is supposed counts as so from the start. Whether it also affects an application accepted "
    "before: ask customs.",
)
_BY_PLACE = both(
    "没有编号（id）的业务按先后位置对应；为每项业务写上 id，对应才可靠。",
    "Items without an id are matched by their place: only ids make the match certain.",
)
_SAME = both("结论没有变化。", "No answer changes.")
_CHANGED = both("结论变化：", "What changes:")
_CHANGED_WITHIN = both(
    "结论变化（各措施总的结论不变）：", "What changes (no measure's verdict does):"
)
_OPENED = both("新增待回答的问题", "Newly open questions")
_CLOSED = both("无须再回答的问题", "Questions no longer open")
_NEW_CAVEATS = both("新增的注意事项", "New caveats")
_OLD_CAVEATS = both("不再列出的注意事项", "Caveats no longer shown")
MEASURES: Text = both("按措施计", "measures")
CATALOGUES: Text = both("目录的变化（- 旧，+ 新）", "The catalogue, old (-) and new (+)")
IF: Text = both("假设", "What if")
DIFFERS: Text = both("不同之处", "What differs")
ITEMS: Text = both("待办业务的变化", "Pending business")
SUM: Text = both("合计", "total")
