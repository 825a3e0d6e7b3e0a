"""One report, indexed for comparison: its facts, its answers, and the conditions behind them.

A report holds every line of its conditions, so they can be evaluated with other facts without its
catalogue. It does not hold the kind of business that a provision serves, nor the fact that starts
its time limit. Both come from the catalogue at hand if the report was made from that catalogue;
otherwise they are inferred from the pending items.

A pending item is identified by its index in the merged list of both reports' items: those of the
later report in its order, then those that only the earlier report has.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from pydantic_core import to_jsonable_python

from aeo_cli.assessment.calendar import calendar_of
from aeo_cli.assessment.item_answer import Deadline, ItemAnswer
from aeo_cli.assessment.report import EvidenceView, MeasureAnswer, Plain, ProvisionAnswer, Report
from aeo_cli.catalogue.effects import Nature
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.comparison.causes import Part
from aeo_cli.comparison.conditions import condition_of
from aeo_cli.profile.item_matching import ItemIdentity, renamed
from aeo_cli.rules.conditions import ALWAYS, Condition, condition_adapter
from aeo_cli.rules.evaluation import Scope, evaluate
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_name


def item_identities(report: Report) -> list[ItemIdentity]:
    """Return the id and the kind of each pending item."""
    items = report.profile.business
    return [(None if item["id"] is None else str(item["id"]), str(item["kind"])) for item in items]


class ReportView:
    """One report, its items renumbered as in the merged list of both reports.

    Args:
        report: the report.
        merged_indexes: the merged index of each of its items, by the item's index in the report.
        catalogue: the available catalogue.
    """

    def __init__(
        self, report: Report, merged_indexes: Mapping[int, int], catalogue: Catalogue
    ) -> None:
        self.report, self.catalogue = report, catalogue
        self.merged_indexes = merged_indexes
        self.calendar = calendar_of(report.calendar)
        """The calendar that counted its dates; None if its edition is not available."""
        self.facts: dict[str, Plain] = {
            self.merged_name(fact): value
            for fact, value in report.profile.facts()
            if value is not None
        }
        """The values of the known facts."""
        self.evidence: dict[str, EvidenceView] = {
            self.merged_name(fact): evidence for fact, evidence in report.profile.evidence.items()
        }
        self.marks = {
            merged_indexes[index]: mark for index, mark in enumerate(item_identities(report))
        }
        is_own = report.catalogue == CatalogueReference.to(catalogue)
        self.catalogue_provisions: dict[str, Provision] = {
            provision.id: provision for _, provision in catalogue.provisions()
        }
        self.own_provisions: Mapping[str, Provision] = self.catalogue_provisions if is_own else {}
        """Those of the catalogue at hand if the report was made from it; otherwise empty."""
        self.measures: dict[str, MeasureAnswer] = {}
        """By provision id, as everything below."""
        self.provisions: dict[str, ProvisionAnswer] = {}
        self.items: dict[str, dict[int, ItemAnswer]] = {}
        for measure in report.measures:
            for provision in measure.provisions:
                self.measures[provision.id], self.provisions[provision.id] = measure, provision
                self.items[provision.id] = {
                    merged_indexes[answer.index]: answer for answer in provision.business
                }
        self.answers_by_open_fact: dict[str, dict[tuple[str, int | None], None]] = defaultdict(dict)
        """By fact: the answers that it can still change, as provision and item; the item is None
        for a provision of whose kind nothing is pending. The inner dictionary is an ordered set."""
        for provision_id, answers in self.items.items():
            for item in answers or (None,):
                for fact in self.open_facts(provision_id, item):
                    self.answers_by_open_fact[fact][provision_id, item] = None
        # Attribution asks for the same condition once for every set of changes that it tries.
        self.entitlement_condition = cache(self._entitlement_condition)
        """Returns the condition of a provision on the enterprise."""
        self.trigger_condition = cache(self._trigger_condition)
        """Returns the condition on a pending item; None if the report does not show it."""

    def merged_name(self, fact: str) -> str:
        """Return the full name of a fact of this report, its item renumbered."""
        return renamed(fact, self.merged_indexes)

    # Answers

    def item_answer(self, provision: str, item: int) -> ItemAnswer | None:
        """Return the answer of a provision for an item; None if the report has none."""
        return self.items.get(provision, {}).get(item)

    def open_facts(self, provision: str, item: int | None) -> dict[str, None]:
        """Return the facts that can still change the answer for a provision or one of its items.

        The dictionary is an ordered set.
        """
        answer = (
            self.provisions.get(provision) if item is None else self.item_answer(provision, item)
        )
        return {self.merged_name(fact): None for fact in answer.open_facts} if answer else {}

    def triggered(self, provision: str, item: int) -> Truth:
        """Return whether an item triggers a provision; false if it is not of its kind."""
        answer = self.item_answer(provision, item)
        return answer.triggered if answer else Truth.FALSE

    def applies(self, provision: str, item: int) -> Truth:
        """Return whether a provision applies to an item; false if it is not of its kind."""
        answer = self.item_answer(provision, item)
        return answer.applies if answer else Truth.FALSE

    def deadline(self, provision: str, item: int) -> Deadline | None:
        """Return the deadline of a provision for an item; None if it has none."""
        answer = self.item_answer(provision, item)
        return answer.deadline if answer else None

    def expiry(self, fact: str) -> date | None:
        """Return when the evidence for a fact expired; None if it was valid or there is none."""
        evidence = self.evidence.get(fact)
        has_expired = evidence is not None and evidence.has_ended(self.report.on)
        return evidence.valid_until if evidence and has_expired else None

    # What the catalogue of the report says

    def _entitlement_condition(self, provision: str) -> Condition:
        return condition_of(self.provisions[provision].because)

    def _trigger_condition(self, provision: str) -> Condition | None:
        if answers := self.items[provision]:
            return condition_of(next(iter(answers.values())).because)
        if provision in self.own_provisions:
            # Evaluated and read back so that dates are text, as in a condition from a report.
            return condition_of(
                evaluate(self.own_provisions[provision].triggered, Scope.of({}, {}))
            )
        return None

    def business_kind(self, provision: str) -> str | None:
        """Return the kind of business that a provision serves; None if not known, or if none."""
        if provision in self.own_provisions:
            return self.own_provisions[provision].kind
        return next((self.marks[item][1] for item in self.items[provision]), None)

    def is_standing(self, provision: str) -> bool | None:
        """Return whether a provision needs no pending business; None if not known."""
        if provision in self.own_provisions:
            return self.own_provisions[provision].kind is None
        answer = self.provisions[provision]
        if self.items[provision]:
            return False
        # A standing provision applies exactly if the enterprise is entitled. Without entitlement,
        # one that needs business does not apply either, so the two look alike.
        return None if answer.entitled is Truth.FALSE else answer.applies is answer.entitled

    def start_fact(self, provision: str) -> str | None:
        """Return the item's fact that starts a time limit; None if not known, or if none.

        In a report of another catalogue, it is the fact whose value is the start of a deadline.
        """
        if provision in self.own_provisions:
            return self.own_provisions[provision].runs_from
        for item, answer in self.items[provision].items():
            if answer.deadline is not None:
                owner, start = f"{item_name(item)}.", answer.deadline.runs_from.isoformat()
                facts = (fact for fact, value in self.facts.items() if value == start)
                return next(
                    (fact.removeprefix(owner) for fact in facts if fact.startswith(owner)), None
                )
        return None

    def parts(self, provision: str) -> dict[Part, Any]:
        """Return the parts of a provision as JSON writes them; parts not known are left out.

        So are caveats shown under a condition: a fact or the day of assessment can decide whether
        they are shown, so that their absence does not mean that the catalogue changed.
        """
        answer = self.provisions[provision]
        current = self.catalogue_provisions.get(provision)
        conditional = {
            (caveat.zh, caveat.en)
            for caveat in (current.caveats if current else ())
            if caveat.when != ALWAYS
        }
        parts: dict[Part, object] = {
            Part.MEASURE: self.measures[provision].title,
            Part.ENTITLED: _written(self.entitlement_condition(provision)),
            Part.EFFECT: answer.effect,
            Part.ROUTE: answer.route,
            Part.FORCE: answer.force,
            Part.SUMMARY: answer.summary,
            Part.HOW: answer.how,
            Part.OTHERWISE: answer.otherwise,
            Part.CITATION: answer.citation,
            Part.CAVEATS: [
                caveat for caveat in answer.caveats if (caveat.zh, caveat.en) not in conditional
            ],
        }
        optional_parts: dict[Part, object] = {
            Part.STANDING: self.is_standing(provision),
            Part.BUSINESS: self.business_kind(provision),
            Part.TRIGGERED: _written(self.trigger_condition(provision)),
            Part.RUNS_FROM: self.start_fact(provision),
        }
        if answer.effect and answer.effect.nature is Nature.APPLICANT_NOTICE:
            optional_parts[Part.OFFICE_HOURS] = self.report.office_hours
        parts |= {part: value for part, value in optional_parts.items() if value is not None}
        return {part: to_jsonable_python(value, by_alias=True) for part, value in parts.items()}


def _written(condition: Condition | None) -> Any:  # noqa: ANN401  a table of TOML or JSON
    return condition and condition_adapter().dump_python(condition, mode="json")
