"""Causes in words: a fact that changed, the catalogue then and now, the day, the tool."""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any, assert_never

from pydantic import TypeAdapter

from aeo_cli.catalogue import Catalogue, Caveat, Force, How
from aeo_cli.conditions import Condition, item_index
from aeo_cli.difference import (
    AlterationCause,
    CatalogueCause,
    Cause,
    DayCause,
    FactCause,
    Part,
    ToolCause,
)
from aeo_cli.effects import Effect
from aeo_cli.facts import Fact, FactType
from aeo_cli.outline import Line, outline
from aeo_cli.report import CitedPlace, Plain, Report
from aeo_cli.text import Lang, Text, both
from aeo_cli.traces import Scope, evaluate
from aeo_cli.vocabulary import MODES, NOTHING, effect_words
from aeo_cli.wording import Words


class Reasons(Words):
    """The words for what differs between two reports, in one language.

    What an older report tells and the catalogue at hand does not know is called by its name.
    """

    def __init__(self, sides: tuple[Report, Report], catalogue: Catalogue, lang: Lang) -> None:
        super().__init__(catalogue, lang, sides[1].profile.business)
        self.sides = sides
        self.gone = copy(self)
        self.gone.items = sides[0].profile.business
        self.gone.kinds = [str(item["kind"]) for item in self.gone.items]

    def about(self, name: str) -> Fact:
        """Return the fact of a full name, or one that is called so."""
        try:
            return super().about(name)
        except (KeyError, IndexError):
            key = name.rpartition(".")[2]
            called = both(key, key)
            return Fact.model_construct(type=FactType.TEXT, label=called, question=called)

    def kind(self, name: str) -> str:
        """Return the label of a kind of business, or its name."""
        return super().kind(name) if name in self.catalogue.kinds else self.say(both(name, name))

    def force(self, limb: str) -> Force:
        """Return how firmly customs are bound under a provision."""
        limbs = (one for side in self.sides[::-1] for m in side.measures for one in m.provisions)
        return next(one.force for one in limbs if one.id == limb)

    def arrow(self, before: str, after: str) -> str:
        """Return what was, and what is."""
        return f"{before} → {after}"

    def because(self, causes: Iterable[Cause]) -> str:
        """Return why something changed."""
        told = self.say(both("；", "; ")).join(dict.fromkeys(map(self.reason, causes)))
        return self.labelled(self.say(_BECAUSE), told)

    def reason(self, cause: Cause) -> str:
        """Return a cause in words."""
        match cause:
            case FactCause():
                return self._fact_changed(cause)
            case DayCause():
                days = {"before": str(cause.before), "after": str(cause.after)}
                fact = self.fact(cause.fact)
                return self.say(_DAY, fact=fact, until=str(cause.valid_until), **days)
            case CatalogueCause():
                return self.catalogue_changed(cause.part, [cause.provision])
            case ToolCause(calendar=True):
                return self.say(_CALENDAR)
            case ToolCause():
                return self.say(_TOOL, before=cause.before, after=cause.after)
            case AlterationCause():
                return self.say(_ALTERED[cause.side])
            case _:
                assert_never(cause)

    def catalogue_changed(self, part: Part, limbs: Iterable[str]) -> str:
        """Return that the catalogue says something else of some provisions."""
        return self.say(_CATALOGUE, limbs=self.listed(limbs), part=_PARTS[part])

    def texts(self, cause: CatalogueCause) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what the catalogues say, line by line: the old one, and the new one."""
        before, after = cause.before, cause.after
        return tuple(self._part(cause, before)), tuple(self._part(cause, after))

    def _fact_changed(self, cause: FactCause) -> str:
        if "." not in cause.fact:
            words = self.gone if cause.after is None else self
            kind = cause.before if cause.after is None else cause.after
            item = words.item(item_index(f"{cause.fact}.kind") or 0)
            told = _GONE if cause.after is None else _CAME_UP
            return self.say(told, item=item, kind=self.kind(str(kind)))
        values = (self._value(cause.fact, one) for one in (cause.before, cause.after))
        return self.labelled(self.fact(cause.fact), self.arrow(*values))

    def _value(self, name: str, value: Plain | None) -> str:
        if name.endswith(".kind") and isinstance(value, str):
            return self.kind(value)
        return self.value(self.about(name), value)

    # Parts of a provision, as a difference holds them

    def _part(self, cause: CatalogueCause, value: Any) -> Iterator[str]:  # noqa: ANN401  any part
        match cause.part:
            case _ if value is None:
                yield self.say(NOTHING)
            case Part.ITSELF | Part.BUSINESS:
                yield self.kind(str(value))
            case Part.ENTITLED | Part.TRIGGERED:
                yield from self._condition(cause.provision, value)
            case Part.EFFECT:
                effect = Effect.model_validate(value)
                yield self.say(effect_words(effect, self.force(cause.provision)))
            case Part.ROUTE | Part.FORCE:
                yield self.say(_MODES[value])
            case Part.HOW:
                yield from (self.labelled(*row) for row in self.claim(How.model_validate(value)))
            case Part.CITATION:
                yield self.source(CitedPlace.model_validate(value))[1]
            case Part.CAVEATS:
                yield from (self.caveat(Caveat.model_validate(one)) for one in value)
            case Part.MEASURE | Part.SUMMARY | Part.OTHERWISE:
                yield self.say(Text.model_validate(value))
            case _:
                assert_never(cause.part)

    def _condition(self, limb: str, value: object) -> Iterator[str]:
        condition = TypeAdapter[Condition](Condition).validate_python(value)
        imagined = copy(self)
        imagined.kinds = [self.limbs[limb].kind or ""] if limb in self.limbs else [""]
        trace = evaluate(condition, Scope.of({}, {}))
        yield from _lines(outline(trace, imagined, judged=False))


def _lines(line: Line, depth: int = 0) -> Iterator[str]:
    yield "  " * depth + line.text
    for part in line.parts:
        yield from _lines(part, depth + 1)


_MODES = {mode.value: words for mode, words in MODES.items()}
_BECAUSE = both("原因", "because of")
_DAY = both(
    "核对日期 {before} → {after}，“{fact}”的依据有效期至 {until}",
    "the day of assessment, {before} → {after}: the evidence for “{fact}” was valid until {until}",
)
_CATALOGUE = both("目录改了 {limbs} 的{part}", "the catalogue changed {part} of {limbs}")
_CALENDAR = both("所知的放假调休安排已更新", "the official calendar is known better now")
_TOOL = both("工具版本 {before} → {after}", "the version of the tool, {before} → {after}")
_ALTERED = {
    "before": both("旧报告被改动", "the old report was altered"),
    "after": both("新报告被改动", "the new report was altered"),
}
_CAME_UP = both("新的待办业务 {item}（{kind}）", "new business: {item} ({kind})")
_GONE = both("{item}（{kind}）不再待办", "{item} ({kind}) is no longer pending")
_PARTS = {
    Part.ITSELF: both("有无", "the presence"),
    Part.MEASURE: both("措施名称", "the title"),
    Part.ENTITLED: both("主体条件", "the condition on the enterprise"),
    Part.BUSINESS: both("业务种类", "the kind of business"),
    Part.TRIGGERED: both("业务条件", "the condition on the business"),
    Part.EFFECT: both("期限或数值", "the effect"),
    Part.ROUTE: both("方式", "the route"),
    Part.FORCE: both("确定程度", "the force"),
    Part.SUMMARY: both("内容", "the summary"),
    Part.HOW: both("办法", "how it is claimed"),
    Part.OTHERWISE: both("其他途径", "what stays open to others"),
    Part.CITATION: both("出处", "the citation"),
    Part.CAVEATS: both("注意事项", "the caveats"),
}
