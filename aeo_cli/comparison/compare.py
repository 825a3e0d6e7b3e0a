"""Build the difference between two reports."""

from collections.abc import Callable, Container, Iterable, Sequence
from functools import partial
from typing import TypeVar

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import TOOL
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.comparison.attribution import Attribution
from aeo_cli.comparison.causes import Cause, Pair, Part
from aeo_cli.comparison.compared_report import ComparedReport
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
    turn_of,
)
from aeo_cli.comparison.input_changes import InputChanges, part_key
from aeo_cli.comparison.relevant_changes import RelevantChanges
from aeo_cli.comparison.report_view import ReportView, item_identities
from aeo_cli.comparison.savings import saved_time
from aeo_cli.profile.item_matching import match_items
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_index

T = TypeVar("T")


def compare(
    before: ComparedReport, after: ComparedReport, catalogue: Catalogue, calendar: Calendar
) -> Difference:
    """Return the difference between two reports.

    Args:
        before: the earlier report, or the one on what is.
        after: the later report, or the one on what would be.
        catalogue: the available catalogue. Either report may have been made from another one.
        calendar: the available calendar. Either report may have been counted with another edition.
    """
    return _DifferenceBuilder(before, after, catalogue, calendar).build()


def _merged_indexes(places: Iterable[int | None]) -> dict[int, int]:
    """Return the merged index of each item of a report; None: it does not have the item."""
    return {place: item for item, place in enumerate(places) if place is not None}


class _DifferenceBuilder:
    def __init__(
        self,
        before: ComparedReport,
        after: ComparedReport,
        catalogue: Catalogue,
        calendar: Calendar,
    ) -> None:
        self.compared = (before, after)
        self.matches = match_items(item_identities(before.report), item_identities(after.report))
        before_indexes = _merged_indexes(match.before for match in self.matches)
        after_indexes = _merged_indexes(match.after for match in self.matches)
        self.before = ReportView(before.report, before_indexes, catalogue)
        self.after = ReportView(after.report, after_indexes, catalogue)
        self.sides = (self.before, self.after)
        self.input_changes = InputChanges(self.before, self.after, self.matches)
        relevant_changes = RelevantChanges(self.input_changes)
        self.counterfactuals = Counterfactuals(relevant_changes, calendar)
        self.attribution = Attribution(self.counterfactuals)

    def build(self) -> Difference:
        items = range(len(self.matches))
        provisions = tuple(
            filter(None, map(self.provision_difference, self.input_changes.provisions))
        )
        business = tuple(filter(None, map(self.item_difference, items)))
        opened, closed = self.open_differences()
        before_caveats, after_caveats = (side.report.caveats for side in self.sides)
        return Difference.model_construct(
            tool=TOOL,
            before=self.compared[0].side(),
            after=self.compared[1].side(),
            changed=bool(provisions or business or opened or closed),
            inputs=self.input_changes.all,
            provisions=provisions,
            business=business,
            saved=self.saved_time(items),
            opened=opened,
            closed=closed,
            caveats=Caveats.model_construct(
                gained=tuple(caveat for caveat in after_caveats if caveat not in before_caveats),
                lost=tuple(caveat for caveat in before_caveats if caveat not in after_caveats),
            ),
        )

    # Provisions

    def provision_difference(self, provision: str) -> ProvisionDifference | None:
        """Return what changed for a provision; None if nothing did."""
        answers = [side.provisions.get(provision) for side in self.sides]
        verdicts = [answer.verdict if answer else None for answer in answers]
        entitled = [answer.entitled if answer else None for answer in answers]
        opened, closed = self.opened_and_closed(provision, None)
        is_same = verdicts[0] is verdicts[1] and entitled[0] is entitled[1]
        if is_same and not (opened or closed):
            return None
        latest = self.after if provision in self.after.provisions else self.before
        measure, details = latest.measures[provision], latest.provisions[provision]
        applies = [answer.applies if answer else Truth.FALSE for answer in answers]
        return ProvisionDifference.model_construct(
            id=provision,
            measure=measure.number,
            title=measure.title,
            summary=details.summary,
            route=details.route,
            force=details.force,
            effect=details.effect,
            turn=turn_of(*applies),
            entitlement=turn_of(*(Truth.FALSE if truth is None else truth for truth in entitled)),
            verdict=self.answer(provision, verdicts, partial(self.attribution.verdict, provision)),
            entitled=self.answer(
                provision, entitled, partial(self.attribution.entitled, provision)
            ),
            opened=opened,
            closed=closed,
        )

    def answer(
        self, provision: str, sides: Sequence[T], attribute: Callable[[], tuple[Cause, ...]]
    ) -> Answer[T]:
        """Return an answer before and after and, if it changed, the causes.

        Args:
            provision: the provision that the answer is about.
            sides: the answer before and after.
            attribute: returns the causes. It is only called if both reports have the provision;
                otherwise that is the cause.
        """
        before, after = sides
        causes: tuple[Cause, ...] = ()
        if before != after:
            existence = self.input_changes.by_key.get(part_key(provision, Part.ITSELF))
            causes = (existence,) if existence else attribute()
        return Answer[T].model_construct(before=before, after=after, causes=causes)

    # Pending items

    def item_difference(self, item: int) -> ItemDifference | None:
        """Return what changed for a pending item; None if nothing did."""
        provisions = self.input_changes.provisions
        answers = tuple(
            filter(None, (self.item_answers(provision, item) for provision in provisions))
        )
        if not answers:
            return None
        match = self.matches[item]
        id_, kind = (self.before if match.is_gone else self.after).marks[item]
        return ItemDifference.model_construct(
            index=match, id=id_, business=kind, answers=answers, saved=self.saved_time([item])
        )

    def item_answers(self, provision: str, item: int) -> ItemAnswers | None:
        """Return what changed for one provision and one pending item; None if nothing did."""
        applies = [side.applies(provision, item) for side in self.sides]
        deadlines = [side.deadline(provision, item) for side in self.sides]
        opened, closed = self.opened_and_closed(provision, item)
        is_same = applies[0] is applies[1] and deadlines[0] == deadlines[1]
        if is_same and not (opened or closed):
            return None
        return ItemAnswers.model_construct(
            provision=provision,
            turn=turn_of(*applies),
            applies=self.answer(
                provision, applies, partial(self.attribution.applies, provision, item)
            ),
            deadline=self.answer(
                provision, deadlines, partial(self.attribution.deadline, provision, item)
            ),
            ordinary=Pair[Ordinary | None].of(
                self.ordinary_end(side, provision, item) for side in self.sides
            ),
            opened=opened,
            closed=closed,
        )

    def ordinary_end(self, side: ReportView, provision: str, item: int) -> Ordinary | None:
        """Return the ordinary end of a time limit on one side; None if there is no such limit.

        It has a date only for an enterprise to which the ordinary rule is known to be open.
        """
        deadline = self.counterfactuals.deadline_if_applied(provision, item, side)
        if deadline is None:
            return None
        is_open = side.provisions[provision].ordinary
        office_days = deadline.last_office_day if is_open is Truth.TRUE else None
        return Ordinary.model_construct(
            open=is_open,
            at=deadline.standard if is_open is Truth.TRUE else None,
            last_office_day=office_days.standard if office_days else None,
            provisional=deadline.provisional and is_open is Truth.TRUE,
        )

    def saved_time(self, items: Sequence[int]) -> Pair[Saved]:
        """Return the time saved for some items, in sum, before and after."""
        return Pair[Saved].of(saved_time(side, items) for side in self.sides)

    # Open facts

    def opened_and_closed(
        self, provision: str, item: int | None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the facts that newly can change an answer, and those that no longer can."""
        before, after = (side.open_facts(provision, item) for side in self.sides)
        return self.only_in(after, before), self.only_in(before, after)

    def only_in(self, facts: Iterable[str], others: Container[str]) -> tuple[str, ...]:
        """Return the facts not among the others, without those of items that are gone."""
        return tuple(fact for fact in facts if fact not in others and not self.is_gone(fact))

    def is_gone(self, fact: str) -> bool:
        """Return whether a fact is of an item that the later report does not have."""
        item = item_index(fact)
        return item is not None and self.matches[item].is_gone

    def open_differences(self) -> list[tuple[OpenDifference, ...]]:
        """Return the facts that newly can change some answer, and those that no longer can."""
        before, after = (
            dict.fromkeys(side.merged_name(open_.fact) for open_ in side.report.open_facts)
            for side in self.sides
        )
        return [
            tuple(
                OpenDifference.model_construct(fact=fact, causes=self.attribution.open_fact(fact))
                for fact in facts
            )
            for facts in (self.only_in(after, before), self.only_in(before, after))
        ]
