"""What a report tells, taken apart: its facts, its answers, and the conditions that they came from.

A report holds every line of its conditions, so these can be put to other facts without its
catalogue. What it does not hold (the kind of business that a provision serves, and from which fact
its limit runs) is known where the catalogue at hand is its own; elsewhere it is read off the items.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from pydantic_core import to_jsonable_python

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.deadlines import deadline
from aeo_cli.assessment.report import (
    Deadline,
    EvidenceView,
    ItemAnswer,
    MeasureAnswer,
    Plain,
    ProvisionAnswer,
    Report,
)
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.comparison.causes import Part
from aeo_cli.profile.matching import ItemIdentity, renamed
from aeo_cli.rules.conditions import ALWAYS, Condition, condition_format
from aeo_cli.rules.evaluation import Scope, condition_of, evaluate
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_name
from aeo_cli.rules.values import FIRST_DAY, LAST_DAY


def marks(report: Report) -> list[ItemIdentity]:
    """Return the id and the kind of each pending item."""
    items = report.profile.business
    return [(None if one["id"] is None else str(one["id"]), str(one["kind"])) for one in items]


class ReportView:
    """What one report tells, its items named as the later of two reports names them.

    Args:
        report: what it says.
        places: the place of each of its items among those of both.
        catalogue: the one at hand.
    """

    def __init__(self, report: Report, places: Mapping[int, int], catalogue: Catalogue) -> None:
        self.report = report
        self.places = places
        known = report.profile.facts()
        self.facts: dict[str, Plain] = {
            renamed(name, places): value for name, value in known if value is not None
        }
        self.evidence: dict[str, EvidenceView] = {
            renamed(name, places): one for name, one in report.profile.evidence.items()
        }
        self.marks = {places[place]: mark for place, mark in enumerate(marks(report))}
        is_own = report.catalogue == CatalogueReference.to(catalogue)
        self.at_hand: dict[str, Provision] = {
            provision.id: provision for _, provision in catalogue.provisions()
        }
        self.own: Mapping[str, Provision] = self.at_hand if is_own else {}
        """The provisions of the catalogue that the report was made from, if that is at hand."""
        self.measures: dict[str, MeasureAnswer] = {}
        self.provisions: dict[str, ProvisionAnswer] = {}
        self.items: dict[str, dict[int, ItemAnswer]] = {}
        for measure in report.measures:
            for provision in measure.provisions:
                self.measures[provision.id], self.provisions[provision.id] = measure, provision
                self.items[provision.id] = {places[item.index]: item for item in provision.business}
        self.open_in: dict[str, dict[tuple[str, int | None], None]] = defaultdict(dict)
        """By the name of a fact: the answers that it can still change, of a provision to which no
        item is pending, or about an item."""
        for name in self.provisions:
            for place in self.items[name] or (None,):
                for fact in self.open_facts(name, place):
                    self.open_in[fact][name, place] = None
        self.entitled = cache(self._entitled)
        self.triggered = cache(self._triggered)

    def open_facts(self, provision: str, item: int | None) -> dict[str, None]:
        """Return the facts that can still change an answer, of a provision or about an item."""
        answer = (
            self.provisions.get(provision)
            if item is None
            else self.items.get(provision, {}).get(item)
        )
        return {renamed(name, self.places): None for name in answer.open_facts} if answer else {}

    def _entitled(self, provision: str) -> Condition:
        """Return the condition on the enterprise."""
        return condition_of(self.provisions[provision].because)

    def _triggered(self, provision: str) -> Condition | None:
        """Return the condition on an item; None: it is not told."""
        if items := self.items[provision]:
            return condition_of(next(iter(items.values())).because)
        if provision in self.own:
            return condition_of(evaluate(self.own[provision].triggered, Scope.of({}, {})))
        return None

    def business(self, provision: str) -> str | None:
        """Return the kind of business that a provision serves; None: it is not told, or none."""
        if provision in self.own:
            return self.own[provision].kind
        return next((self.marks[item][1] for item in self.items[provision]), None)

    def stands(self, provision: str) -> bool | None:
        """Say whether a provision needs no business; None: that is not told."""
        if provision in self.own:
            return self.own[provision].kind is None
        answer = self.provisions[provision]
        if self.items[provision]:
            return False
        return None if answer.entitled is Truth.FALSE else answer.applies is answer.entitled

    def triggered_by(self, provision: str, item: int) -> Truth:
        """Return whether an item triggers a provision; one that is not of its kind does not."""
        found = self.items[provision].get(item)
        return found.triggered if found else Truth.FALSE

    def runs_from(self, provision: str) -> str | None:
        """Return the item's fact from which a limit runs; None: it is not told, or none.

        In a report of another catalogue it is the fact that has the day which the limit began on.
        """
        if provision in self.own:
            return self.own[provision].runs_from
        for place, item in self.items[provision].items():
            if item.deadline is not None:
                name, start = item_name(place), item.deadline.runs_from.isoformat()
                facts = (fact for fact, value in self.facts.items() if value == start)
                found = (fact.rpartition(".")[2] for fact in facts if fact.startswith(f"{name}."))
                return next(found, None)
        return None

    def counted(
        self, provision: str, item: int, clock: str | None, calendar: Calendar
    ) -> Deadline | None:
        """Return the dates of a limit, whether or not it applies; None: they cannot be counted."""
        answer = self.items.get(provision, {}).get(item)
        if answer is None or answer.deadline is not None:
            return None if answer is None else answer.deadline
        start = moment(self.facts.get(f"{item_name(item)}.{clock}"))
        return deadline(self.provisions[provision].effect, start, calendar)

    def parts(self, provision: str) -> dict[Part, Any]:
        """Return the parts of a provision as JSON writes them.

        What is not told is left out, and so are caveats that are shown under a condition: that one
        of them is not, a fact or the day can have brought about.
        """
        answer, at_hand = self.provisions[provision], self.at_hand.get(provision)
        told_of = at_hand.caveats if at_hand else ()
        conditional = {(one.zh, one.en) for one in told_of if one.when != ALWAYS}
        told: dict[Part, object] = {
            Part.MEASURE: self.measures[provision].title,
            Part.ENTITLED: _written(self.entitled(provision)),
            Part.EFFECT: answer.effect,
            Part.ROUTE: answer.route,
            Part.FORCE: answer.force,
            Part.SUMMARY: answer.summary,
            Part.HOW: answer.how,
            Part.OTHERWISE: answer.otherwise,
            Part.CITATION: answer.citation,
            Part.CAVEATS: [one for one in answer.caveats if (one.zh, one.en) not in conditional],
        }
        if self.stands(provision) is not None:
            told[Part.STANDING] = self.stands(provision)
        perhaps = {
            Part.BUSINESS: self.business(provision),
            Part.TRIGGERED: _written(self.triggered(provision)),
            Part.RUNS_FROM: self.runs_from(provision),
        }
        told |= {part: one for part, one in perhaps.items() if one is not None}
        return {part: to_jsonable_python(value, by_alias=True) for part, value in told.items()}

    def expired(self, fact: str) -> date | None:
        """Return when the evidence for a fact ended, if it did before the day of assessment."""
        evidence = self.evidence.get(fact)
        ended = evidence is not None and evidence.has_ended(self.report.on)
        return evidence.valid_until if evidence and ended else None


def _written(condition: Condition | None) -> Any:  # noqa: ANN401  a table of TOML or JSON
    return condition and condition_format().dump_python(condition, mode="json")


def moment(value: Plain | None) -> datetime | date | None:
    """Return a day or a moment that JSON writes as text; None: it is none that can be counted."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:  # a report that somebody edited
        return None
    day = found.date() if isinstance(found, datetime) else found
    return found if FIRST_DAY <= day <= LAST_DAY else None
