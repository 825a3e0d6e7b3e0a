"""The words of a difference and of its causes: a fact, the catalogue, the day, the tool."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import assert_never

from aeo_cli.assessment.report import EvidenceView, Plain, ProvisionAnswer, Report
from aeo_cli.catalogue.modality import Force
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.comparison.causes import (
    CalendarCause,
    CatalogueCause,
    Cause,
    DayCause,
    DetailCause,
    EvidenceCause,
    FactCause,
    InconsistencyCause,
    ItemCause,
    Part,
    ToolCause,
)
from aeo_cli.comparison.document import Difference
from aeo_cli.documents.text import Lang, both, with_inner_quotes
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.dates import edition_words
from aeo_cli.presentation.wording.labels import NOTHING, REF
from aeo_cli.profile.item_matching import Match


class DifferenceWords:
    """The words of the difference between two reports, in one language.

    Args:
        difference: the difference.
        sides: the reports, the earlier one first.
        catalogue: the catalogue that the command was given.
        lang: the language.
    """

    def __init__(
        self,
        difference: Difference,
        sides: tuple[Report, Report],
        catalogue: Catalogue,
        lang: Lang,
    ) -> None:
        self.difference, self.sides = difference, sides
        self.words = CatalogueWords(catalogue, lang, sides[1].profile.business)
        self.former_words = self.words.with_items(sides[0].profile.business)
        """For the pending items of the earlier report."""
        self.language = self.words.language
        self.provisions: list[dict[str, ProvisionAnswer]] = [
            {
                provision.id: provision
                for measure in side.measures
                for provision in measure.provisions
            }
            for side in sides
        ]
        """The provisions of each side by id."""
        self.shows_causes = _has_other_causes(difference)
        """Whether each change is shown with its causes."""

    def item_name(self, item: Match) -> str:
        """Return the id of a pending item; without one its place, marked if the item is gone."""
        if not item.is_gone:
            return self.words.item_name(item.place)
        label = self.former_words.item_name(item.place)
        has_id = self.former_words.items[item.place]["id"] is not None
        return label if has_id else self.language.say(_FORMER, item=label)

    def business(self, item: Match) -> str:
        """Return the kind of a pending item, with its note if it has one."""
        words = self.former_words if item.is_gone else self.words
        return words.business(item.place)

    def force(self, provision: str, side: int) -> Force:
        """Return the force of a provision on a side, 0 or 1, or else on the other side."""
        answer = self.provisions[side].get(provision) or self.provisions[1 - side][provision]
        return answer.force

    def because(self, causes: Iterable[Cause]) -> str:
        """Return the causes of a change, with a label; empty if causes are not shown."""
        if not self.shows_causes:
            return ""
        phrases = dict.fromkeys(map(self.cause, causes))
        return self.language.labelled(self.language.say(_BECAUSE), self.language.clauses(phrases))

    def cause(self, cause: Cause) -> str:
        """Return a cause in words."""
        say = self.language.say
        match cause:
            case FactCause():
                pairs = zip((cause.before, cause.after), cause.expired.sides, strict=True)
                values = (self._value(cause.fact, value, expiry) for value, expiry in pairs)
                label = self.words.fact_label(cause.fact)
                return self.language.labelled(label, self.language.arrow(*values))
            case ItemCause():
                text = _GONE if cause.index.is_gone else _NEW_ITEM
                kind = self.words.kind_label(cause.business)
                return say(text, item=self.item_name(cause.index), kind=kind)
            case DetailCause():
                return self._detail(cause)
            case EvidenceCause():
                pair = enumerate((cause.before, cause.after))
                change = self.language.arrow(*(self._evidence(view, side) for side, view in pair))
                return say(_EVIDENCE, fact=self._quotable_label(cause.fact), change=change)
            case DayCause():
                days = {"before": str(cause.before), "after": str(cause.after)}
                text = _DAY if cause.before < cause.after else _DAY_BACK
                fact, until = self._quotable_label(cause.fact), str(cause.valid_until)
                return say(text, fact=fact, until=until, **days)
            case CatalogueCause():
                return self.catalogue_cause(cause)
            case CalendarCause():
                sides = (say(edition_words(side)) for side in (cause.before, cause.after))
                return self.language.labelled(say(_CALENDAR), self.language.arrow(*sides))
            case ToolCause():
                return say(_TOOL, before=cause.before, after=cause.after)
            case InconsistencyCause():
                return say(_INCONSISTENT[cause.side])
            case _:
                assert_never(cause)

    def _quotable_label(self, fact: str) -> str:
        """Return the label of a fact, to stand in quotation marks."""
        return with_inner_quotes(self.words.fact_label(fact))

    def _value(self, fact: str, value: Plain | None, expiry: date | None) -> str:
        phrase = self.words.value(self.words.fact(fact), value)
        if expiry is None:
            return phrase
        return self.language.with_remark(phrase, self.language.say(_ENDED, day=str(expiry)))

    def _detail(self, cause: DetailCause) -> str:
        say = self.language.say
        values = (
            say(NOTHING) if value is None else say(_QUOTED, it=value)
            for value in (cause.before, cause.after)
        )
        label = say(_DETAILS[cause.name.rpartition(".")[2]])
        change = self.language.arrow(*values)
        return self.language.labelled(self.words.about_fact(cause.name, label), change)

    def _evidence(self, evidence: EvidenceView | None, side: int) -> str:
        if evidence is None:
            return self.language.say(NOTHING)
        return self.words.evidence(evidence, self.sides[side].on)

    def catalogue_cause(self, cause: CatalogueCause, provisions: Sequence[str] = ()) -> str:
        """Return a change of the catalogue in words.

        Args:
            cause: the change.
            provisions: the ids of all provisions that changed in this way; none: only the cause's.
        """
        text = _CATALOGUE
        if cause.part is Part.ITSELF:
            text = _ADDED if cause.before is None else _DROPPED
        ids = self.language.listed(provisions or [cause.provision])
        return self.language.say(text, provisions=ids, part=_PARTS[cause.part])


def _has_other_causes(difference: Difference) -> bool:
    """Return whether any change has a cause other than the single difference already shown."""
    causes = [(*change.verdict.causes, *change.entitled.causes) for change in difference.provisions]
    for item in difference.business:
        causes += [(*answer.applies.causes, *answer.deadline.causes) for answer in item.answers]
    causes += [change.causes for change in (*difference.opened, *difference.closed)]
    minor = (DetailCause, EvidenceCause)  # seldom or never change an answer
    inputs = [cause for cause in difference.inputs if not isinstance(cause, minor)]
    all_causes: Iterator[Cause] = chain(*causes)
    return any(len(inputs) > 1 or cause not in inputs for cause in all_causes)


_ENDED = both("依据于 {day} 到期", "the evidence expired on {day}")
_BECAUSE = both("原因", "because of")
_QUOTED = both("“{it}”", "“{it}”")
_DETAILS = {"ref": REF, "id": both("编号（id）", "id"), "note": both("备注", "note")}
_EVIDENCE = both("“{fact}”的依据：{change}", "the evidence for “{fact}”: {change}")
_DAY = both(
    "核对日期 {before} → {after}，“{fact}”的依据有效期至 {until}，此后按未知处理",
    "day of assessment: {before} → {after}; the evidence for “{fact}” expired "
    "after {until}, so it is now unknown",
)
_DAY_BACK = both(
    "核对日期 {before} → {after}，“{fact}”的依据有效期至 {until}，当日尚未过期",
    "day of assessment: {before} → {after}; the evidence for “{fact}”, valid until "
    "{until}, had not yet expired",
)
_CATALOGUE = both(
    "措施目录修改了 {provisions}：{part}", "the catalogue changed {provisions}: {part}"
)
_ADDED = both("措施目录新增了 {provisions}", "the catalogue now has {provisions}")
_DROPPED = both("措施目录删去了 {provisions}", "the catalogue no longer has {provisions}")
_CALENDAR = both("放假安排", "the working-day calendar")
_TOOL = both("工具版本 {before} → {after}", "tool version: {before} → {after}")
_INCONSISTENT = {
    "before": both(
        "旧报告的结论与所载企业情况不符", "the answers of the old report do not match its facts"
    ),
    "after": both(
        "新报告的结论与所载企业情况不符", "the answers of the new report do not match its facts"
    ),
}
_FORMER = both("原 {item}", "former {item}")
_NEW_ITEM = both("新增待办业务 {item}（{kind}）", "new business: {item} ({kind})")
_GONE = both("{item}（{kind}）不再待办", "{item} ({kind}) is no longer pending")
_PARTS = {
    Part.ITSELF: both("条款本身", "the provision itself"),
    Part.MEASURE: both("措施名称", "the title"),
    Part.ENTITLED: both("主体条件", "the condition on the enterprise"),
    Part.STANDING: both("是否须有待办业务", "whether it requires pending business"),
    Part.BUSINESS: both("业务种类", "the kind of business"),
    Part.TRIGGERED: both("业务条件", "the condition on the business"),
    Part.EFFECT: both("期限或数值", "the effect"),
    Part.RUNS_FROM: both("起算日", "the start of the time limit"),
    Part.OFFICE_HOURS: both("办公时间", "the office hours"),
    Part.ROUTE: both("办理方式", "the route"),
    Part.FORCE: both("确定程度", "the force"),
    Part.SUMMARY: both("内容", "the summary"),
    Part.HOW: both("办法", "how to claim it"),
    Part.OTHERWISE: both("其他途径", "the alternative for other enterprises"),
    Part.CITATION: both("出处", "the citation"),
    Part.CAVEATS: both("注意事项", "the caveats"),
}
