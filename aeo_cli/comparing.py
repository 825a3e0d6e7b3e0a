"""Two reports compared: which answers changed, and because of what. Pure."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from aeo_cli.calendars import Calendar
from aeo_cli.catalogue import Catalogue
from aeo_cli.causes import Causes
from aeo_cli.conditions import item_index
from aeo_cli.difference import (
    Answer,
    Cause,
    Caveats,
    Difference,
    ItemAnswers,
    ItemDifference,
    OpenDifference,
    Pair,
    Part,
    ProvisionDifference,
    Saved,
    Side,
    Source,
    turn,
)
from aeo_cli.effects import Nature
from aeo_cli.errors import InputError
from aeo_cli.kleene import Truth
from aeo_cli.matching import Mark, matched, renamed
from aeo_cli.report import TOOL, CatalogueReference, Plain, Report
from aeo_cli.saved import restored
from aeo_cli.told import Told
from aeo_cli.variations import Variations, key_of

T = TypeVar("T")


class Version(NamedTuple):
    """A report, and where it comes from."""

    report: Report
    source: Source = Source.PROFILE
    unaltered: bool | None = None
    altered_at: str | None = None


def recorded(saved: Report, catalogue: Catalogue) -> Version:
    """Return a report that was saved, with whether it is what the tool says of its profile.

    That cannot be told of one that was made from another catalogue; nor of one that another version
    of the tool made, if it is not what this version says.
    """
    if saved.catalogue != CatalogueReference.to(catalogue):
        return Version(saved, Source.REPORT)
    try:
        restored(saved, catalogue)
    except InputError as error:
        if saved.tool != TOOL:
            return Version(saved, Source.REPORT)
        place = error.problems[0].place
        return Version(saved, Source.REPORT, unaltered=False, altered_at=str(place))
    return Version(saved, Source.REPORT, unaltered=True)


def compare(
    before: Version, after: Version, catalogue: Catalogue, calendar: Calendar
) -> Difference:
    """Return the difference between two reports.

    Args:
        before: the one.
        after: the other.
        catalogue: the one at hand, which tells from which fact a limit runs.
        calendar: by which dates are counted to find the cause of another date.
    """
    return _Comparison(before, after, catalogue, calendar).difference()


class _Comparison:
    def __init__(
        self, before: Version, after: Version, catalogue: Catalogue, calendar: Calendar
    ) -> None:
        self.versions = (before, after)
        old, new = before.report, after.report
        self.matches = matched(
            *([_mark(item) for item in one.profile.business] for one in (old, new))
        )
        places = [
            {
                at: place
                for place, match in enumerate(self.matches)
                if (at := match[side]) is not None
            }
            for side in (0, 1)
        ]
        self.before, self.after = Told(old, places[0]), Told(new, places[1])
        self.sides = (self.before, self.after)
        self.variations = Variations(self.before, self.after, self.matches)
        self.limbs = list(dict.fromkeys((*self.after.limbs, *self.before.limbs)))
        """The provisions of both, those of the later one first."""
        clocks = {limb.id: limb.runs_from for _, limb in catalogue.provisions()}
        self.causes = Causes(self.variations, calendar, clocks)

    def difference(self) -> Difference:
        provisions = tuple(filter(None, map(self.provision, self.limbs)))
        business = tuple(filter(None, map(self.item, range(len(self.matches)))))
        opened, closed = self.open_facts()
        shown = [side.report.caveats for side in self.sides]
        return Difference.model_construct(
            tool=TOOL,
            before=_side(self.versions[0]),
            after=_side(self.versions[1]),
            changed=bool(provisions or business or opened or closed),
            inputs=tuple(self.variations.by_key.values()),
            provisions=provisions,
            business=business,
            saved=self.saved(range(len(self.matches))),
            opened=opened,
            closed=closed,
            caveats=Caveats.model_construct(
                gained=tuple(one for one in shown[1] if one not in shown[0]),
                lost=tuple(one for one in shown[0] if one not in shown[1]),
            ),
        )

    def provision(self, limb: str) -> ProvisionDifference | None:
        """Return what changed of a provision; None: nothing did."""
        owner = self.after if limb in self.after.limbs else self.before
        measure, shown = owner.measures[limb], owner.limbs[limb]
        old, new = (side.limbs.get(limb) for side in self.sides)
        verdicts = [one.verdict if one else None for one in (old, new)]
        entitled = [one.entitled if one else None for one in (old, new)]
        opened, closed = self.opened(limb, None)
        same = verdicts[0] is verdicts[1] and entitled[0] is entitled[1]
        if same and not (opened or closed):
            return None
        return ProvisionDifference.model_construct(
            id=limb,
            measure=measure.number,
            title=measure.title,
            summary=shown.summary,
            route=shown.route,
            force=shown.force,
            effect=shown.effect,
            turn=turn(*(one.applies if one else Truth.FALSE for one in (old, new))),
            entitlement=turn(*(one.entitled if one else Truth.FALSE for one in (old, new))),
            verdict=_answer(verdicts, self.why(limb, self.causes.verdict)),
            entitled=_answer(entitled, self.why(limb, self.causes.entitled)),
            opened=opened,
            closed=closed,
        )

    def why(
        self, limb: str, causes: Callable[..., tuple[Cause, ...]], *item: int
    ) -> Callable[[], tuple[Cause, ...]]:
        """Return what tells why an answer changed: that a side lacks the provision, or more."""
        itself = self.variations.by_key.get(key_of(limb, Part.ITSELF))
        return partial(causes, limb, *item) if itself is None else lambda: (itself,)

    def item(self, place: int) -> ItemDifference | None:
        """Return what changed of a pending item; None: nothing did."""
        answers = tuple(filter(None, (self.item_answers(limb, place) for limb in self.limbs)))
        if not answers:
            return None
        match = self.matches[place]
        side = self.before if match.after is None else self.after
        index = match.before if match.after is None else match.after
        id_, kind = _mark(side.report.profile.business[index or 0])
        return ItemDifference.model_construct(
            index=Pair[int | None].model_construct(before=match.before, after=match.after),
            id=id_,
            business=kind,
            answers=answers,
            saved=self.saved([place]),
        )

    def item_answers(self, limb: str, place: int) -> ItemAnswers | None:
        old, new = (side.items.get(limb, {}).get(place) for side in self.sides)
        truths = [one.applies if one else Truth.FALSE for one in (old, new)]
        deadlines = [one.deadline if one else None for one in (old, new)]
        opened, closed = self.opened(limb, place)
        same = truths[0] is truths[1] and deadlines[0] == deadlines[1]
        if same and not (opened or closed):
            return None
        return ItemAnswers.model_construct(
            provision=limb,
            turn=turn(*truths),
            applies=_answer(truths, self.why(limb, self.causes.applies, place)),
            deadline=_answer(deadlines, self.why(limb, self.causes.deadline, place)),
            opened=opened,
            closed=closed,
        )

    def opened(self, limb: str, place: int | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the facts that can change an answer now and could not, and the other way round."""
        old, new = (side.open_facts(limb, place) for side in self.sides)
        return self.beyond(new, old), self.beyond(old, new)

    def beyond(self, some: Iterable[str], others: Container[str]) -> tuple[str, ...]:
        """Return the facts that are not among others; those of an item that is gone left out."""
        there = len(self.after.report.profile.business)
        return tuple(
            fact for fact in some if fact not in others and (item_index(fact) or 0) < there
        )

    def open_facts(self) -> list[tuple[OpenDifference, ...]]:
        """Return the facts that can change some answer now and could not, and the others."""
        old, new = (
            dict.fromkeys(renamed(one.fact, side.places) for one in side.report.open_facts)
            for side in self.sides
        )
        return [
            tuple(
                OpenDifference.model_construct(fact=fact, causes=self.causes.open(fact))
                for fact in facts
            )
            for facts in (self.beyond(new, old), self.beyond(old, new))
        ]

    def saved(self, places: Sequence[int]) -> Saved:
        """Return by how much the limits of some items are shorter than the ordinary ones."""

        def pair(nature: Nature) -> Pair[int]:
            before, after = (_shortened(side, nature, places) for side in self.sides)
            return Pair[int].model_construct(before=before, after=after)

        return Saved.model_construct(
            working_days=pair(Nature.AUTHORITY_DEADLINE), hours=pair(Nature.APPLICANT_NOTICE)
        )


def _shortened(side: Told, nature: Nature, places: Sequence[int]) -> int:
    """Return by how much the shortest limits that apply to some items are shorter, in sum."""
    found: dict[int, int] = {}
    for limb, answer in side.limbs.items():
        effect = answer.effect
        if effect is None or effect.from_ is None or effect.nature is not nature:
            continue
        for place, item in side.items[limb].items():
            if item.applies is Truth.TRUE:
                by = effect.from_.value - effect.to.value
                found[place] = max(found.get(place, 0), by)
    return sum(found.get(place, 0) for place in places)


def _mark(item: Mapping[str, Plain | None]) -> Mark:
    return None if item["id"] is None else str(item["id"]), str(item["kind"])


def _answer(pair: Sequence[T], why: Callable[[], tuple[Cause, ...]]) -> Answer[T]:
    """Return an answer before and after and, if it is not the same, why."""
    before, after = pair
    causes = () if before == after else why()
    return Answer[T].model_construct(before=before, after=after, causes=causes)


def _side(version: Version) -> Side:
    report = version.report
    return Side.model_construct(
        source=version.source,
        unaltered=version.unaltered,
        altered_at=version.altered_at,
        ref=report.profile.ref,
        tool=report.tool,
        catalogue=report.catalogue,
        on=report.on,
        summary=report.summary,
    )
