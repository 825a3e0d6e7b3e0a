"""Mutants: a catalogue with one thing changed, for every thing that can be changed.

If the cases beside a catalogue still come out on a mutant, they would not notice the mistake.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial, reduce
from typing import NamedTuple

from aeo_cli.catalogue.effects import Comparator, Effect, Nature, Unit
from aeo_cli.catalogue.invariants.effects import UNITS
from aeo_cli.catalogue.locations import CatalogueIndex, LocatedCondition, replaced
from aeo_cli.catalogue.model import Catalogue, Force, Provision, Route
from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import quoted
from aeo_cli.rules.comparison_keys import Operator
from aeo_cli.rules.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Defined,
    Not,
    condition_format,
)
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.names import ITEM
from aeo_cli.verification.rewriting import Rewritten, dropped, rewritten


class Change(StrEnum):
    """What can be changed."""

    OPERATOR = "operator"
    VALUE = "value"
    FACT = "fact"
    AND_OR = "and_or"
    PART = "part"
    """A part of a condition, or the whole of it, is dropped."""
    DEFINITION = "definition"
    NUMBER = "number"
    UNIT = "unit"
    COMPARATOR = "comparator"
    NATURE = "nature"
    BASELINE = "baseline"
    """The figure before, or the effect as a whole, is dropped."""
    CLOCK = "clock"
    """The fact from which a limit runs is another, or none."""
    ROUTE = "route"
    FORCE = "force"
    KIND = "kind"


class Mutant(NamedTuple):
    """A catalogue with one thing changed."""

    place: str
    change: Change
    after: str | None
    """What stands there now; None: nothing."""
    catalogue: Catalogue
    condition: tuple[LocatedCondition, Condition] | None = None
    """The condition that is changed, and what it is now."""


def mutants(at: CatalogueIndex) -> Iterator[Mutant]:
    """Yield every mutant of a catalogue, each condition's and then each provision's."""
    for placed in at.conditions:
        for change, new in _of_condition(placed, at.catalogue):
            changed = replaced(at.catalogue, placed.place, new.condition)
            yield Mutant(new.place, change, _told(new.line), changed, (placed, new.condition))
    for place, _, provision in at.provisions:
        found = [*_of_provision(provision, at.catalogue)]
        if provision.effect:
            found += _of_effect(provision.effect)
        for change, name, value in found:
            mutated = replaced(provision, name, value)
            if change in {Change.BASELINE, Change.NATURE}:
                mutated = _without_idle_clock(mutated)
            catalogue = replaced(at.catalogue, place, mutated)
            yield Mutant(f"{place}.{name}", change, _told(value), catalogue)


def _told(value: object) -> str | None:
    """Return what stands somewhere, as the file would write it; None: nothing."""
    return None if value is None else _written(value)


def _written(value: object) -> str:
    match value:
        case Model():
            return _written(value.model_dump(exclude_none=True))
        case AllOf() | AnyOf() | Not() | Defined() | Compare():
            return _written(condition_format().dump_python(value))
        case dict():
            return (
                "{ " + ", ".join(f"{key} = {_written(part)}" for key, part in value.items()) + " }"
            )
        case list() | tuple():
            return "[" + ", ".join(map(_written, value)) + "]"
        case _:
            return quoted(value).en


# Conditions


def _of_condition(
    placed: LocatedCondition, catalogue: Catalogue
) -> Iterator[tuple[Change, Rewritten]]:
    for change, changes in (
        (Change.OPERATOR, _operators),
        (Change.VALUE, partial(_values, placed.facts)),
        (Change.FACT, partial(_facts, placed.facts)),
        (Change.AND_OR, _joints),
        (Change.DEFINITION, partial(_definitions, catalogue)),
    ):
        for found in rewritten(placed, changes):
            yield change, found
    for found in dropped(placed):
        yield Change.PART, found


_ORDERED: tuple[Operator, ...] = ("is", "at_least", "at_most")
"""The operators that compare numbers and days."""


def _operators(line: Condition) -> Iterator[Condition]:
    if isinstance(line, Compare):
        yield Not(line)
        if isinstance(line.operand, int | date) and not isinstance(line.operand, bool):
            yield from (
                Compare(line.fact, operator, line.operand)
                for operator in _ORDERED
                if operator != line.operator
            )
    if isinstance(line, Not):
        yield line.part


def _values(facts: Mapping[str, Fact], line: Condition) -> Iterator[Condition]:
    if isinstance(line, Compare):
        fact = facts.get(line.fact)
        if line.operator == "in":
            values = line.operand
            for one in (value for value in _others(fact, values[0]) if value not in values):
                yield Compare(line.fact, "in", (*values, one))
                for index in range(len(values)):
                    yield Compare(line.fact, "in", (*values[:index], one, *values[index + 1 :]))
        else:
            others = _others(fact, line.operand)
            yield from (Compare(line.fact, line.operator, one) for one in others)


def _others(fact: Fact | None, value: object) -> Iterable[object]:
    """Return the other values of a fact that are near, or all of them where they are few."""
    match value:
        case bool():
            return (not value,)
        case int():
            return tuple(value + step for step in (-1, 1) if value + step >= 0)
        case date():
            return tuple(value + timedelta(days=step) for step in (-1, 1))
        case _:
            return (choice for choice in (fact.choices if fact else ()) if choice != value)


def _facts(facts: Mapping[str, Fact], line: Condition) -> Iterator[Condition]:
    if isinstance(line, Compare):
        own = facts.get(line.fact)
        for name, fact in facts.items():
            fits = not fact.choices or {*line.operands} <= {*fact.choices}
            if own and name != line.fact and fact.type is own.type and fits:
                yield replace(line, fact=name)


def _joints(line: Condition) -> Iterator[Condition]:
    match line:
        case AllOf(parts=parts) if len(parts) > 1:
            yield AnyOf(parts)
        case AnyOf(parts=parts) if len(parts) > 1:
            yield AllOf(parts)
        case _:
            return


def _definitions(catalogue: Catalogue, line: Condition) -> Iterator[Condition]:
    if isinstance(line, Defined):
        yield Not(line)
        others = (name for name in catalogue.definitions if name != line.definition)
        yield from (Defined(name) for name in others)


# The rest of a provision


def _of_provision(
    provision: Provision, catalogue: Catalogue
) -> Iterator[tuple[Change, str, object]]:
    yield from ((Change.ROUTE, "route", route) for route in Route if route is not provision.route)
    yield from ((Change.FORCE, "force", force) for force in Force if force is not provision.force)
    kinds = (None, *catalogue.kinds)
    yield from ((Change.KIND, "kind", kind) for kind in kinds if kind != provision.kind)
    clocks = (
        None,
        *(name.removeprefix(f"{ITEM}.") for name in catalogue.item_facts(provision.kind)),
    )
    yield from ((Change.CLOCK, "runs_from", fact) for fact in clocks if fact != provision.runs_from)


def _of_effect(effect: Effect) -> Iterator[tuple[Change, str, object]]:
    yield Change.BASELINE, "effect", None
    parts = ["to"]
    if effect.from_ is not None:
        yield Change.BASELINE, "effect.from", None
        parts.append("from")
        for value in _others(None, effect.from_.value):
            yield Change.NUMBER, "effect.from.value", value
    for value in _others(None, effect.to.value):
        yield Change.NUMBER, "effect.to.value", value
    for unit in Unit:
        if unit is not effect.to.unit:  # of both figures: the loader refuses two units
            yield Change.UNIT, "effect", reduce(partial(_counting, unit), parts, effect)
    for comparator in Comparator:
        if comparator is not effect.to.comparator:
            yield Change.COMPARATOR, "effect.to.comparator", comparator
    for nature in Nature:
        if nature is not effect.nature:  # with a unit of its own, or the loader would refuse it
            to = effect.to.model_copy(update={"unit": min(UNITS[nature])})
            other = {"nature": nature, "from_": None, "to": to}
            yield Change.NATURE, "effect", effect.model_copy(update=other)


def _counting(unit: Unit, effect: Effect, part: str) -> Effect:
    return replaced(effect, f"{part}.unit", unit)


def _without_idle_clock(provision: Provision) -> Provision:
    """Return a provision that does not name what a limit runs from where it has none any more."""
    if provision.runs_from and not (provision.effect and provision.effect.from_):
        return provision.model_copy(update={"runs_from": None})
    return provision
