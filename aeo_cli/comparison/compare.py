"""The whole difference between two reports, put together."""

from collections.abc import Callable, Container, Iterable, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from aeo_cli.assessment.audit import Audit
from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import TOOL, Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.comparison.attribution import Attribution
from aeo_cli.comparison.causes import Cause, Pair, Part
from aeo_cli.comparison.counterfactuals import Counterfactuals
from aeo_cli.comparison.document import (
    Answer,
    Caveats,
    Difference,
    ItemAnswers,
    ItemDifference,
    OpenDifference,
    Ordinary,
    ProvisionDifference,
    Saved,
    Side,
    Source,
    turn,
)
from aeo_cli.comparison.input_changes import InputChanges, key_of
from aeo_cli.comparison.report_view import ReportView, marks
from aeo_cli.comparison.savings import saved, total
from aeo_cli.profile.matching import match_items, renamed
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_index


class Version(NamedTuple):
    """A report that is compared."""

    report: Report
    audit: Audit | None = None
    """Of one that was saved: whether it was altered; None: it was made just now, of a profile."""

    @property
    def unaltered(self) -> bool | None:
        """Whether it says what follows from its profile; None: nobody can tell."""
        return True if self.audit is None else self.audit.unaltered

    def side(self) -> Side:
        """Return what a difference tells of it."""
        report, audit = self.report, self.audit
        return Side.model_construct(
            source=Source.REPORT if audit else Source.PROFILE,
            unaltered=audit.unaltered if audit else None,
            altered_at=audit.altered_at if audit else None,
            ref=report.profile.ref,
            tool=report.tool,
            catalogue=report.catalogue,
            on=report.on,
            summary=report.summary,
        )


T = TypeVar("T")


def compare(
    before: Version, after: Version, catalogue: Catalogue, calendar: Calendar
) -> Difference:
    """Return the difference between two reports.

    Args:
        before: the one.
        after: the other.
        catalogue: the one at hand. A report may have been made from another one.
        calendar: by which dates are counted to find the cause of another date.
    """
    return _Comparison(before, after, catalogue, calendar).difference()


class _Comparison:
    def __init__(
        self, before: Version, after: Version, catalogue: Catalogue, calendar: Calendar
    ) -> None:
        self.versions, self.calendar = (before, after), calendar
        self.matches = match_items(marks(before.report), marks(after.report))
        places = [
            {
                at: place
                for place, match in enumerate(self.matches)
                if (at := getattr(match, side)) is not None
            }
            for side in ("before", "after")
        ]
        self.before = ReportView(before.report, places[0], catalogue)
        self.after = ReportView(after.report, places[1], catalogue)
        self.sides = (self.before, self.after)
        self.there = {None, *range(len(after.report.profile.business))}
        """The places that the items of facts can have; None: of a fact that is no item's."""
        self.variations = InputChanges(self.before, self.after, self.matches)
        self.provisions = list(dict.fromkeys((*self.after.provisions, *self.before.provisions)))
        """The provisions of both, those of the later one first."""
        self.supposed = Counterfactuals(self.variations, calendar)
        self.causes = Attribution(self.supposed, [one.unaltered for one in self.versions])

    def difference(self) -> Difference:
        provisions = tuple(filter(None, map(self.provision, self.provisions)))
        business = tuple(filter(None, map(self.item, range(len(self.matches)))))
        opened, closed = self.open_facts()
        shown = [side.report.caveats for side in self.sides]
        return Difference.model_construct(
            tool=TOOL,
            before=self.versions[0].side(),
            after=self.versions[1].side(),
            changed=bool(provisions or business or opened or closed),
            inputs=self.variations.all,
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

    # Provisions

    def provision(self, provision: str) -> ProvisionDifference | None:
        """Return what changed of a provision; None: nothing did."""
        owner = self.after if provision in self.after.provisions else self.before
        measure, shown = owner.measures[provision], owner.provisions[provision]
        old, new = (side.provisions.get(provision) for side in self.sides)
        verdicts = [one.verdict if one else None for one in (old, new)]
        entitled = [one.entitled if one else None for one in (old, new)]
        opened, closed = self.opened(provision, None)
        same = verdicts[0] is verdicts[1] and entitled[0] is entitled[1]
        if same and not (opened or closed):
            return None
        return ProvisionDifference.model_construct(
            id=provision,
            measure=measure.number,
            title=measure.title,
            summary=shown.summary,
            route=shown.route,
            force=shown.force,
            effect=shown.effect,
            turn=turn(*(one.applies if one else Truth.FALSE for one in (old, new))),
            entitlement=turn(*(one.entitled if one else Truth.FALSE for one in (old, new))),
            verdict=_answer(verdicts, self.why(provision, self.causes.verdict)),
            entitled=_answer(entitled, self.why(provision, self.causes.entitled)),
            opened=opened,
            closed=closed,
        )

    def why(
        self, provision: str, causes: Callable[..., tuple[Cause, ...]], *item: int
    ) -> Callable[[], tuple[Cause, ...]]:
        """Return what tells why an answer changed: that a side lacks the provision, or more."""
        itself = self.variations.by_key.get(key_of(provision, Part.ITSELF))
        return partial(causes, provision, *item) if itself is None else lambda: (itself,)

    # Pending items

    def item(self, place: int) -> ItemDifference | None:
        """Return what changed of a pending item; None: nothing did."""
        answers = tuple(
            filter(None, (self.item_answers(provision, place) for provision in self.provisions))
        )
        if not answers:
            return None
        match = self.matches[place]
        id_, kind = (self.before if match.is_gone else self.after).marks[place]
        return ItemDifference.model_construct(
            index=match,
            id=id_,
            business=kind,
            answers=answers,
            saved=self.saved([place]),
        )

    def item_answers(self, provision: str, place: int) -> ItemAnswers | None:
        """Return what changed of one provision for one pending item; None: nothing did."""
        old, new = (side.items.get(provision, {}).get(place) for side in self.sides)
        truths = [one.applies if one else Truth.FALSE for one in (old, new)]
        deadlines = [one.deadline if one else None for one in (old, new)]
        opened, closed = self.opened(provision, place)
        same = truths[0] is truths[1] and deadlines[0] == deadlines[1]
        if same and not (opened or closed):
            return None
        ordinary = [self.ordinary(side, provision, place) for side in self.sides]
        return ItemAnswers.model_construct(
            provision=provision,
            turn=turn(*truths),
            applies=_answer(truths, self.why(provision, self.causes.applies, place)),
            deadline=_answer(deadlines, self.why(provision, self.causes.deadline, place)),
            ordinary=Pair[Ordinary | None].of(ordinary),
            opened=opened,
            closed=closed,
        )

    def ordinary(self, side: ReportView, provision: str, place: int) -> Ordinary | None:
        """Return the ordinary end of a limit on one side; None: there is none, or no date."""
        clock = self.supposed.clock(provision, side)
        found = side.counted(provision, place, clock, self.calendar)
        if found is None:
            return None
        offices = found.last_office_day
        return Ordinary.model_construct(
            at=found.standard,
            last_office_day=offices.standard if offices else None,
            provisional=found.provisional,
        )

    def saved(self, places: Iterable[int]) -> Pair[Saved]:
        """Return by how much the limits of some items are shorter than the ordinary ones."""
        return Pair[Saved].of(total(saved(side, place) for place in places) for side in self.sides)

    # Open facts

    def opened(self, provision: str, place: int | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the facts that can change an answer now and could not, and the other way round."""
        old, new = (side.open_facts(provision, place) for side in self.sides)
        return self.beyond(new, old), self.beyond(old, new)

    def beyond(self, some: Iterable[str], others: Container[str]) -> tuple[str, ...]:
        """Return the facts that are not among others; those of an item that is gone left out."""
        return tuple(fact for fact in some if fact not in others and item_index(fact) in self.there)

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


def _answer(sides: Sequence[T], why: Callable[[], tuple[Cause, ...]]) -> Answer[T]:
    """Return an answer before and after and, if it is not the same, why."""
    before, after = sides
    causes = () if before == after else why()
    return Answer[T].model_construct(before=before, after=after, causes=causes)
