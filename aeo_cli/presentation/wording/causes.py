"""Causes in words: a fact that changed, the catalogue then and now, the day, the tool."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from aeo_cli.assessment.report import EvidenceView, Plain, ProvisionAnswer, Report
from aeo_cli.catalogue.model import Catalogue, Force
from aeo_cli.comparison.causes import (
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
from aeo_cli.documents.text import Lang, both, with_inner_quotes
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.labels import NOTHING, REF
from aeo_cli.rules.facts import Fact, FactType


class DifferenceWords(CatalogueWords):
    """The words for what differs between two reports, in one language.

    What a report tells and the catalogue at hand does not know is called by its name.
    """

    def __init__(self, sides: tuple[Report, Report], catalogue: Catalogue, lang: Lang) -> None:
        super().__init__(catalogue, lang, sides[1].profile.business)
        self.sides = sides
        self.told: list[dict[str, ProvisionAnswer]] = [
            {
                provision.id: provision
                for measure in side.measures
                for provision in measure.provisions
            }
            for side in sides
        ]
        """The provisions of each side."""
        self.are_former = False

    def gone(self) -> "DifferenceWords":
        """Return the same words for the pending items of the earlier report."""
        words = self.of(self.sides[0].profile.business)
        words.are_former = True
        return words

    def item(self, index: int) -> str:
        """Return how a pending item is called; a former one by its former place."""
        named = super().item(index)
        is_place = self.items[index]["id"] is None
        return self.say(_FORMER, item=named) if self.are_former and is_place else named

    def about(self, name: str) -> Fact:
        """Return the fact of a full name, or one that is called so."""
        try:
            return super().about(name)
        except (KeyError, IndexError):  # of another catalogue, or of an altered report
            key = name.rpartition(".")[2]
            called = both(key, key)
            return Fact.model_construct(type=FactType.TEXT, label=called, question=called)

    def kind(self, name: str) -> str:
        """Return the label of a kind of business, or its name."""
        return super().kind(name) if name in self.catalogue.kinds else self.say(both(name, name))

    def force(self, provision: str, side: int) -> Force:
        """Return how firmly customs are bound under a provision, as a side has it, 0 or 1."""
        told = self.told[side].get(provision) or self.told[1 - side][provision]
        return told.force

    def arrow(self, before: str, after: str) -> str:
        """Return what was, and what is."""
        return f"{before} → {after}"

    def because(self, causes: Iterable[Cause]) -> str:
        """Return why something changed."""
        told = self.sentences(dict.fromkeys(map(self.reason, causes)))
        return self.labelled(self.say(_BECAUSE), told)

    def reason(self, cause: Cause) -> str:
        """Return a cause in words."""
        match cause:
            case FactCause():
                pairs = zip((cause.before, cause.after), cause.expired.sides, strict=True)
                values = (self._value(cause.fact, value, ended) for value, ended in pairs)
                return self.labelled(self.fact(cause.fact), self.arrow(*values))
            case ItemCause():
                return self._item(cause)
            case DetailCause():
                return self._detail(cause)
            case EvidenceCause():
                pair = enumerate((cause.before, cause.after))
                told = (self._evidence(one, side) for side, one in pair)
                fact = with_inner_quotes(self.fact(cause.fact))
                return self.say(_EVIDENCE, fact=fact, told=self.arrow(*told))
            case DayCause():
                days = {"before": str(cause.before), "after": str(cause.after)}
                known = _DAY if cause.before < cause.after else _DAY_BACK
                until = str(cause.valid_until)
                fact = with_inner_quotes(self.fact(cause.fact))
                return self.say(known, fact=fact, until=until, **days)
            case CatalogueCause():
                return self.catalogue_changed(cause)
            case ToolCause(calendar=True):
                return self.say(_CALENDAR)
            case ToolCause():
                return self.say(_TOOL, before=cause.before, after=cause.after)
            case InconsistencyCause():
                return self.say(_INCONSISTENT[cause.side])
            case _:
                assert_never(cause)

    def _value(self, fact: str, value: Plain | None, ended: date | None) -> str:
        told = self.value(self.about(fact), value)
        return told if ended is None else self.aside(told, self.say(_ENDED, day=str(ended)))

    def _item(self, cause: ItemCause) -> str:
        words, told = (self.gone(), _GONE) if cause.index.is_gone else (self, _CAME_UP)
        item, kind = words.item(cause.index.place), self.kind(cause.business)
        return self.say(told, item=item, kind=kind)

    def _detail(self, cause: DetailCause) -> str:
        texts = (
            self.say(NOTHING) if one is None else self.say(_QUOTED, it=one)
            for one in (cause.before, cause.after)
        )
        label = self.say(_DETAILS[cause.name.rpartition(".")[2]])
        return self.labelled(self.named(cause.name, label), self.arrow(*texts))

    def _evidence(self, evidence: EvidenceView | None, side: int) -> str:
        return self.evidence(evidence, self.sides[side].on) if evidence else self.say(NOTHING)

    def catalogue_changed(self, cause: CatalogueCause, provisions: Sequence[str] = ()) -> str:
        """Return that the catalogue says something else of a provision, or alike of some."""
        told = _CATALOGUE
        if cause.part is Part.ITSELF:
            told = _ADDED if cause.before is None else _DROPPED
        listed = self.listed(provisions or [cause.provision])
        return self.say(told, provisions=listed, part=_PARTS[cause.part])


_ENDED = both("依据 {day} 到期", "the evidence ended on {day}")
_BECAUSE = both("原因", "because of")
_QUOTED = both("“{it}”", "“{it}”")
_DETAILS = {"ref": REF, "id": both("编号（id）", "id"), "note": both("备注", "note")}
_EVIDENCE = both("“{fact}”的依据：{told}", "the evidence for “{fact}”: {told}")
_DAY = both(
    "核对日期 {before} → {after}，“{fact}”的依据有效期至 {until}，此后按未知处理",
    "the day of assessment, {before} → {after}: the evidence for “{fact}” was valid until {until}, "
    "so it is unknown since",
)
_DAY_BACK = both(
    "核对日期 {before} → {after}，“{fact}”的依据有效期至 {until}，此日尚未过期",
    "the day of assessment, {before} → {after}: the evidence for “{fact}”, valid until {until}, "
    "had not expired then",
)
_CATALOGUE = both("目录修改了 {provisions}：{part}", "the catalogue changed {provisions}: {part}")
_ADDED = both("目录新增了 {provisions}", "the catalogue now has {provisions}")
_DROPPED = both("目录删去了 {provisions}", "the catalogue no longer has {provisions}")
_CALENDAR = both("放假调休安排已公布", "the official calendar has been published since")
_TOOL = both("工具版本 {before} → {after}", "the version of the tool, {before} → {after}")
_INCONSISTENT = {
    "before": both(
        "旧报告的结论与其所载事实不符", "the old report does not say what follows from its facts"
    ),
    "after": both(
        "新报告的结论与其所载事实不符", "the new report does not say what follows from its facts"
    ),
}
_FORMER = both("原 {item}", "former {item}")
_CAME_UP = both("新的待办业务 {item}（{kind}）", "new business: {item} ({kind})")
_GONE = both("{item}（{kind}）已不在待办之列", "{item} ({kind}) is no longer pending")
_PARTS = {
    Part.ITSELF: both("条款本身", "the presence"),
    Part.MEASURE: both("措施名称", "the title"),
    Part.ENTITLED: both("主体条件", "the condition on the enterprise"),
    Part.STANDING: both("是否不以待办业务为条件", "whether it needs no pending business"),
    Part.BUSINESS: both("业务种类", "the kind of business"),
    Part.TRIGGERED: both("业务条件", "the condition on the business"),
    Part.EFFECT: both("期限或数值", "the effect"),
    Part.RUNS_FROM: both("起算日", "the day from which the limit runs"),
    Part.ROUTE: both("办理方式", "the route"),
    Part.FORCE: both("确定程度", "the force"),
    Part.SUMMARY: both("内容", "the summary"),
    Part.HOW: both("办法", "how it is claimed"),
    Part.OTHERWISE: both("其他途径", "what stays open to others"),
    Part.CITATION: both("出处", "the citation"),
    Part.CAVEATS: both("注意事项", "the caveats"),
}
