"""What a report tells, taken apart: its facts, its answers, and the conditions that they came from.

A report holds every line of its conditions, so these can be put to other facts without its
catalogue.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, assert_never

from pydantic_core import to_jsonable_python

from aeo_cli.conditions import ITEM, AllOf, AnyOf, Compare, Condition, Not, item_index
from aeo_cli.difference import Part
from aeo_cli.kleene import Truth, disjunction
from aeo_cli.matching import renamed
from aeo_cli.report import (
    EvidenceView,
    ItemAnswer,
    MeasureAnswer,
    Plain,
    ProvisionAnswer,
    Report,
)
from aeo_cli.traces import AllTrace, AnyTrace, CompareTrace, DefinedTrace, NotTrace, Trace


def stated(trace: Trace) -> Condition:
    """Return the condition that came out so, its definitions written out, an item's as `item.X`."""
    match trace:
        case AllTrace():
            return AllOf.model_construct(all=tuple(map(stated, trace.all)))
        case AnyTrace():
            return AnyOf.model_construct(any=tuple(map(stated, trace.any)))
        case NotTrace():
            return Not.model_construct(not_=stated(trace.not_))
        case DefinedTrace():
            return stated(trace.is_)
        case CompareTrace():
            key = trace.fact.rpartition(".")[2]
            named = trace.fact if item_index(trace.fact) is None else f"{ITEM}.{key}"
            operands = {name: _plain(getattr(trace, name)) for name in _OPERANDS}
            return Compare.model_construct(fact=named, **operands)
        case _:
            assert_never(trace)


_OPERANDS = ("is_", "in_", "has", "at_least", "at_most")


def _plain(value: Any) -> Any:  # noqa: ANN401  each operator has its own type
    """Return what a fact is compared with as JSON writes it, as a report writes the fact too."""
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value.isoformat() if isinstance(value, date) else value


class Told:
    """What one report says, its items named as the later of two reports names them.

    Args:
        report: what it says.
        places: the place of each of its items among those of both.
    """

    def __init__(self, report: Report, places: Mapping[int, int]) -> None:
        self.report = report
        facts, evidence = report.profile.facts(), report.profile.evidence.items()
        self.facts: dict[str, Plain] = {
            renamed(name, places): value for name, value in facts if value is not None
        }
        self.evidence: dict[str, EvidenceView] = {
            renamed(name, places): one for name, one in evidence
        }
        self.kinds = {
            places[i]: str(item["kind"]) for i, item in enumerate(report.profile.business)
        }
        self.measures: dict[str, MeasureAnswer] = {}
        self.limbs: dict[str, ProvisionAnswer] = {}
        self.items: dict[str, dict[int, ItemAnswer]] = {}
        for measure in report.measures:
            for limb in measure.provisions:
                self.measures[limb.id], self.limbs[limb.id] = measure, limb
                self.items[limb.id] = {places[item.index]: item for item in limb.business}
        self.places = places

    def open_facts(self, limb: str, item: int | None) -> dict[str, None]:
        """Return the facts that can still change an answer, of a provision or about an item."""
        answer = self.limbs.get(limb) if item is None else self.items.get(limb, {}).get(item)
        return {renamed(name, self.places): None for name in answer.open_facts} if answer else {}

    def entitled(self, limb: str) -> Condition:
        """Return the condition on the enterprise."""
        return stated(self.limbs[limb].because)

    def triggered(self, limb: str) -> Condition | None:
        """Return the condition on an item; None: no such item is pending, so it is not told."""
        first = next(iter(self.items[limb].values()), None)
        return None if first is None else stated(first.because)

    def triggered_by(self, limb: str, item: int) -> Truth:
        """Return whether an item triggers a provision; one that is not of its kind does not."""
        found = self.items[limb].get(item)
        return found.triggered if found else Truth.FALSE

    def stands(self, limb: str) -> bool:
        """Say whether a provision needs no business, as far as its answer shows."""
        answer = self.limbs[limb]
        settled = answer.applies is answer.entitled is not Truth.FALSE
        return settled and not self.items[limb]

    def called_for(self, limb: str) -> Truth:
        """Return whether an item triggers a provision."""
        return disjunction(item.triggered for item in self.items[limb].values())

    def parts(self, limb: str) -> dict[Part, Any] | None:
        """Return the parts of a provision as JSON writes them; None: there is no such provision.

        What a report tells only where such business is pending is left out where none is.
        """
        if limb not in self.limbs:
            return None
        answer, items = self.limbs[limb], self.items[limb]
        told: dict[Part, object] = {
            Part.MEASURE: self.measures[limb].title,
            Part.ENTITLED: self.entitled(limb),
            Part.EFFECT: answer.effect,
            Part.ROUTE: answer.route,
            Part.FORCE: answer.force,
            Part.SUMMARY: answer.summary,
            Part.HOW: answer.how,
            Part.OTHERWISE: answer.otherwise,
            Part.CITATION: answer.citation,
            Part.CAVEATS: list(answer.caveats),
        }
        if items:
            told |= {Part.BUSINESS: self.kinds[next(iter(items))]}
            told |= {Part.TRIGGERED: self.triggered(limb)}
        return {part: to_jsonable_python(value, by_alias=True) for part, value in told.items()}

    def ended(self, fact: str, other: date) -> date | None:
        """Return when the evidence for a fact ended, if it did by the day, but not by another."""
        until = self.evidence[fact].valid_until if fact in self.evidence else None
        return until if until is not None and other <= until < self.report.on else None
