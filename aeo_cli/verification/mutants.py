"""Mutants: copies of a catalogue with one change each, for everything that can be changed.

If all cases beside a catalogue still pass on a mutant, they would not notice that mistake.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial, reduce
from typing import NamedTuple

from aeo_cli.catalogue.effects import Comparator, Effect
from aeo_cli.catalogue.invariants.effects import dimensions
from aeo_cli.catalogue.locations import CatalogueIndex, LocatedCondition, replace_at
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.rules.comparison_keys import Operator
from aeo_cli.rules.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Defined,
    Not,
)
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.names import ITEM
from aeo_cli.verification.rewriting import RewrittenCondition, as_written, deletions, rewrites


class Change(StrEnum):
    """What can be changed."""

    OPERATOR = "operator"
    VALUE = "value"
    FACT = "fact"
    AND_OR = "and_or"
    PART = "part"
    """A part of a condition, or the whole condition, is dropped."""
    DEFINITION = "definition"
    NUMBER = "number"
    UNIT = "unit"
    COMPARATOR = "comparator"
    NATURE = "nature"
    BASELINE = "baseline"
    """The earlier figure, or the whole effect, is dropped."""
    CLOCK = "clock"
    """A time limit runs from another fact, or from none."""
    ROUTE = "route"
    FORCE = "force"
    KIND = "kind"


class Mutant(NamedTuple):
    """A catalogue with one thing changed."""

    path: str
    """The path of what was changed."""
    change: Change
    after: str | None
    """The new content at the path, as the file would state it; None: nothing."""
    catalogue: Catalogue
    condition: tuple[LocatedCondition, Condition] | None = None
    """The changed condition, before and after; None: something else was changed."""


def mutants(index: CatalogueIndex) -> Iterator[Mutant]:
    """Yield every mutant of a catalogue: those of its conditions, then those of its provisions."""
    for located in index.conditions:
        for change, rewrite in _condition_changes(located, index.catalogue):
            catalogue = replace_at(index.catalogue, located.path, rewrite.condition)
            conditions = (located, rewrite.condition)
            yield Mutant(rewrite.path, change, _after(rewrite.line), catalogue, conditions)
    for path, _, provision in index.provisions:
        changes = [*_provision_changes(provision, index.catalogue)]
        if provision.effect:
            changes += _effect_changes(provision.effect, index.catalogue)
        for change, name, value in changes:
            mutated = replace_at(provision, name, value)
            if change in {Change.BASELINE, Change.NATURE}:
                mutated = _without_idle_clock(mutated)
            catalogue = replace_at(index.catalogue, path, mutated)
            yield Mutant(f"{path}.{name}", change, _after(value), catalogue)


def _after(value: object) -> str | None:
    return None if value is None else as_written(value)


# Conditions


def _condition_changes(
    located: LocatedCondition, catalogue: Catalogue
) -> Iterator[tuple[Change, RewrittenCondition]]:
    for change, edit in (
        (Change.OPERATOR, _other_operators),
        (Change.VALUE, partial(_other_operands, located.facts)),
        (Change.FACT, partial(_other_facts, located.facts)),
        (Change.AND_OR, _and_or_swapped),
        (Change.DEFINITION, partial(_other_definitions, catalogue)),
    ):
        for rewrite in rewrites(located, edit):
            yield change, rewrite
    for deletion in deletions(located):
        yield Change.PART, deletion


_ORDERED: tuple[Operator, ...] = ("is", "at_least", "at_most")
"""The operators that compare numbers and days."""


def _other_operators(line: Condition) -> Iterator[Condition]:
    """Yield a comparison negated and with each other operator, or a negation without its "not"."""
    if isinstance(line, Compare):
        yield Not(line)
        # Only numbers and days have an order; a bool is an int to Python.
        if isinstance(line.operand, int | date) and not isinstance(line.operand, bool):
            yield from (
                Compare(line.fact, operator, line.operand)
                for operator in _ORDERED
                if operator != line.operator
            )
    if isinstance(line, Not):
        yield line.part


def _other_operands(facts: Mapping[str, Fact], line: Condition) -> Iterator[Condition]:
    """Yield a comparison with each near operand; a list also with a value added or exchanged."""
    if isinstance(line, Compare):
        fact = facts.get(line.fact)
        if line.operator == "in":
            values = line.operand
            for value in _near_values(fact, values[0]):
                if value not in values:
                    yield Compare(line.fact, "in", (*values, value))
                    for i in range(len(values)):
                        yield Compare(line.fact, "in", (*values[:i], value, *values[i + 1 :]))
        else:
            for value in _near_values(fact, line.operand):
                yield Compare(line.fact, line.operator, value)


def _near_values(fact: Fact | None, value: object) -> Iterable[object]:
    """Return the numbers or days next to a value, or all other values of a choice."""
    match value:
        case bool():
            return (not value,)
        case int():
            return tuple(value + step for step in (-1, 1) if value + step >= 0)
        case date():
            return tuple(value + timedelta(days=step) for step in (-1, 1))
        case _:
            return (choice for choice in (fact.choices if fact else ()) if choice != value)


def _other_facts(facts: Mapping[str, Fact], line: Condition) -> Iterator[Condition]:
    """Yield a comparison of each other fact whose type and choices the comparison fits."""
    if isinstance(line, Compare):
        compared = facts.get(line.fact)
        for name, fact in facts.items():
            fits = not fact.choices or {*line.operands} <= {*fact.choices}
            if compared and name != line.fact and fact.type is compared.type and fits:
                yield replace(line, fact=name)


def _and_or_swapped(line: Condition) -> Iterator[Condition]:
    match line:
        case AllOf(parts=parts) if len(parts) > 1:
            yield AnyOf(parts)
        case AnyOf(parts=parts) if len(parts) > 1:
            yield AllOf(parts)
        case _:
            return


def _other_definitions(catalogue: Catalogue, line: Condition) -> Iterator[Condition]:
    """Yield a reference to a definition negated, and one to each other definition."""
    if isinstance(line, Defined):
        yield Not(line)
        others = (name for name in catalogue.definitions if name != line.definition)
        yield from (Defined(name) for name in others)


# The rest of a provision


NamedChange = tuple[Change, str, object]
"""A change, the path in the provision of what it changes, and the new value."""


def _provision_changes(provision: Provision, catalogue: Catalogue) -> Iterator[NamedChange]:
    yield from ((Change.ROUTE, "route", route) for route in Route if route is not provision.route)
    yield from ((Change.FORCE, "force", force) for force in Force if force is not provision.force)
    kinds = (None, *catalogue.kinds)
    yield from ((Change.KIND, "kind", kind) for kind in kinds if kind != provision.kind)
    facts = (name.removeprefix(f"{ITEM}.") for name in catalogue.item_facts(provision.kind))
    clocks = (None, *facts)
    yield from ((Change.CLOCK, "runs_from", fact) for fact in clocks if fact != provision.runs_from)


def _effect_changes(effect: Effect, catalogue: Catalogue) -> Iterator[NamedChange]:
    yield Change.BASELINE, "effect", None
    if effect.from_ is not None:
        yield Change.BASELINE, "effect.from", None
        yield from _near_figures("effect.from.value", effect.from_.value)
    yield from _near_figures("effect.to.value", effect.to.value)
    for i, baseline in enumerate(effect.baselines):
        others = (*effect.baselines[:i], *effect.baselines[i + 1 :])
        yield Change.BASELINE, "effect.baselines", others
        yield from _near_figures(f"effect.baselines[{i}].value", baseline.value)
    yield from _unit_changes(effect, catalogue)
    for comparator in Comparator:
        if comparator is not effect.to.comparator:
            yield Change.COMPARATOR, "effect.to.comparator", comparator
    yield from _nature_changes(effect, catalogue)


def _near_figures(path: str, value: int) -> Iterator[NamedChange]:
    yield from ((Change.NUMBER, path, near) for near in _near_values(None, value))


def _unit_changes(effect: Effect, catalogue: Catalogue) -> Iterator[NamedChange]:
    parts = ["to", *(["from"] if effect.from_ else [])]
    for unit in catalogue.units:
        if unit != effect.to.unit:  # of both figures: the loader refuses two units
            yield Change.UNIT, "effect", reduce(partial(_with_unit, unit), parts, effect)
    for written in (None, *catalogue.units):
        if written != effect.as_written:
            yield Change.UNIT, "effect.as_written", written


def _nature_changes(effect: Effect, catalogue: Catalogue) -> Iterator[NamedChange]:
    """Yield each other nature, with a unit that fits it, or the loader would refuse it."""
    for nature in catalogue.natures:
        fitting = dimensions(nature)
        units = sorted(name for name, unit in catalogue.units.items() if unit.counts in fitting)
        if nature is not effect.nature and units:
            to = effect.to.model_copy(update={"unit": units[0]})
            changed: dict[str, object] = {"nature": nature, "from_": None, "to": to}
            changed |= {"as_written": None, "baselines": ()}
            yield Change.NATURE, "effect", effect.model_copy(update=changed)


def _with_unit(unit: str, effect: Effect, part: str) -> Effect:
    return replace_at(effect, f"{part}.unit", unit)


def _without_idle_clock(provision: Provision) -> Provision:
    """Return a provision without its `runs_from` if it no longer has a limit that runs.

    The loader refuses a `runs_from` without a time limit, so no case would be tried on the mutant.
    """
    if provision.runs_from and not (provision.effect and provision.effect.from_):
        return provision.model_copy(update={"runs_from": None})
    return provision
