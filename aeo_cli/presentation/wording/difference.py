"""The difference between two reports in reading order: inputs, then changed answers."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from aeo_cli.assessment.report import Report, Verdict
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.comparison.causes import (
    CatalogueCause,
    Cause,
    EvidenceCause,
    FactCause,
    ItemCause,
)
from aeo_cli.comparison.document import Difference
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.presentation.wording.catalogue_changes import CatalogueChanges
from aeo_cli.presentation.wording.causes import DifferenceWords
from aeo_cli.presentation.wording.dates import short_hash
from aeo_cli.presentation.wording.difference_head import CATALOGUE, DifferenceHead
from aeo_cli.presentation.wording.item_changes import ItemChanges
from aeo_cli.presentation.wording.labels import VERDICTS
from aeo_cli.presentation.wording.provision_changes import ProvisionChanges


class CountChange(NamedTuple):
    """How many measures have a verdict."""

    verdict: Verdict
    name: str
    number: str
    """Before and after; once if it is the same."""


class QuestionChange(NamedTuple):
    """A question that is now open and was not, or the other way round."""

    question: str
    because: str
    """The causes; empty if causes are not shown."""


class DifferenceDigest:
    """The sections of a difference.

    Args:
        difference: the difference.
        sides: the two reports, the earlier one first.
        catalogue: the catalogue that the command was given.
        lang: the language.
        supposed: whether the later report rests on assumptions (`aeo whatif`).
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
        self.supposed = supposed
        words = DifferenceWords(difference, sides, catalogue, lang)
        self.difference_words, self.words, self.language = words, words.words, words.language
        self.say = self.language.say
        self.head = DifferenceHead(words, supposed=supposed)
        self.provision_changes, self.item_changes = ProvisionChanges(words), ItemChanges(words)
        self.catalogue_changes = CatalogueChanges(words)
        self.measures_heading, self.sum_label = self.say(_MEASURES), self.say(SUM)
        self.items_heading, self.catalogues_heading = self.say(ITEMS), self.say(CATALOGUES)

    # What is compared

    def title(self) -> str:
        """Return what the whole is called."""
        return self.say(_WHAT_IF if self.supposed else _COMPARED)

    # What differs

    def inputs_heading(self) -> str:
        """Return what the inputs that differ are called."""
        return self.say(_IF if self.supposed else _DIFFERS)

    def inputs(self) -> list[str]:
        """Return what differs in the profiles, the days, the tools and the catalogues."""
        causes = [
            cause for cause in self.difference.inputs if not isinstance(cause, CatalogueCause)
        ]
        if self.supposed:  # an assumption has no evidence: that the old one is gone says nothing
            causes = [
                cause for cause in causes if not isinstance(cause, EvidenceCause) or cause.after
            ]
        lines = [self.difference_words.cause(cause) for cause in causes]
        before, after = self.difference.before, self.difference.after
        if (before.tool, before.catalogue) != (after.tool, after.catalogue):
            names = [self.head.versions(side) for side in (before, after)]
            if names[0] == names[1]:  # one version with two contents
                names = [short_hash(side.catalogue.digest) for side in (before, after)]
            name = _TOOL if before.catalogue == after.catalogue else CATALOGUE
            lines.append(self.language.labelled(self.say(name), self.language.arrow(*names)))
        return lines

    def reservations(self) -> Iterator[str]:
        """Yield how to understand the inputs."""
        causes, items = self.difference.inputs, [side.profile.business for side in self.sides]
        if self.supposed and not causes:
            yield self.say(_SO_ALREADY)
        if self.supposed and items[0] and any(map(_is_of_enterprise, causes)):
            yield self.say(_FROM_THE_START)
        lacks_ids = any(item["id"] is None for item in chain(*items))
        has_item_changes = any(isinstance(cause, ItemCause) for cause in causes)
        if not self.supposed and lacks_ids and has_item_changes:
            yield self.say(_BY_PLACE)

    # What changed

    def outcome(self) -> str:
        """Return a sentence that says whether anything changed."""
        if not self.difference.changed:
            return self.say(_SAME)
        return self.say(_CHANGED if self.counts() else _CHANGED_WITHIN)

    def counts(self) -> list[CountChange]:
        """Return how many measures have each verdict, before and after; empty if all are equal."""
        before, after = self.difference.before.summary, self.difference.after.summary
        pairs = {verdict: (before.of(verdict), after.of(verdict)) for verdict in Verdict}
        if all(old == new for old, new in pairs.values()):
            return []
        return [
            CountChange(
                verdict,
                self.say(VERDICTS[verdict]),
                str(old) if old == new else self.language.arrow(str(old), str(new)),
            )
            for verdict, (old, new) in pairs.items()
        ]

    def questions(self) -> Iterator[tuple[str, list[QuestionChange]]]:
        """Yield the newly open questions and those no longer open, under a heading each."""
        for heading, facts in (
            (_OPENED, self.difference.opened),
            (_CLOSED, self.difference.closed),
        ):
            questions = [
                QuestionChange(
                    self.words.question(change.fact), self.difference_words.because(change.causes)
                )
                for change in facts
            ]
            if questions:
                yield self.language.counted(heading, len(questions)), questions

    def caveats(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the new caveats of the whole and those no longer shown, under a heading each."""
        changes = self.difference.caveats
        for heading, caveats in ((_NEW_CAVEATS, changes.gained), (_OLD_CAVEATS, changes.lost)):
            if caveats:
                lines = list(map(self.words.caveat, caveats))
                yield self.language.counted(heading, len(lines)), lines


def _is_of_enterprise(cause: Cause) -> bool:
    return isinstance(cause, FactCause) and cause.fact.startswith("enterprise.")


_TOOL = both("工具", "tool")
_SO_ALREADY = both("假设与现状相同。", "The assumptions match the current facts.")
_FROM_THE_START = both(
    "以上假设视为自始成立；此前已受理的业务是否同样适用，请向海关确认。",
    "The assumptions count as true from the start. Ask customs whether they also "
    "affect applications accepted earlier.",
)
_BY_PLACE = both(
    "没有编号（id）的业务按先后顺序对应；填写 id 才能准确对应。",
    "Items without an id are matched by position; add ids to match them reliably.",
)
_SAME = both("结论没有变化。", "No answer changes.")
_CHANGED = both("结论变化：", "What changes:")
_CHANGED_WITHIN = both(
    "结论变化（各措施总的结论不变）：",
    "What changes (within measures; their verdicts stay the same):",
)
_OPENED = both("新增待确认的问题", "New open questions")
_CLOSED = both("不再需要确认的问题", "Questions no longer open")
_NEW_CAVEATS = both("新增的注意事项", "New caveats")
_OLD_CAVEATS = both("不再列出的注意事项", "Caveats no longer shown")
_WHAT_IF = both("假设条件下的结论变化", "What would change")
_COMPARED = both("前后结论对照", "What changed")
_IF, _DIFFERS = both("假设", "Assumptions"), both("不同之处", "Differences")
_MEASURES = both("按措施计", "measures")
CATALOGUES: Text = both(
    "措施目录变化（- 旧，+ 新）", "Changes in the catalogue, old (-) and new (+)"
)
ITEMS: Text = both("待办业务的变化", "Pending business")
SUM: Text = both("合计", "total")
