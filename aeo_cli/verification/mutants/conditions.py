"""Changes of conditions: one line replaced, or one part dropped."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from aeo_cli.catalogue.locations import LocatedCondition
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.rules.comparison_keys import Operator
from aeo_cli.rules.conditions import AllOf, AnyOf, Compare, Condition, Defined, Not
from aeo_cli.rules.facts import Fact
from aeo_cli.verification.mutants.change import Change, near_values
from aeo_cli.verification.rewriting import RewrittenCondition, deletions, rewrites


def condition_changes(
    located: LocatedCondition, catalogue: Catalogue
) -> Iterator[tuple[Change, RewrittenCondition]]:
    """Yield every rewrite of a condition, with what it changes."""
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
            for value in near_values(fact, values[0]):
                if value not in values:
                    yield Compare(line.fact, "in", (*values, value))
                    for i in range(len(values)):
                        yield Compare(line.fact, "in", (*values[:i], value, *values[i + 1 :]))
        else:
            for value in near_values(fact, line.operand):
                yield Compare(line.fact, line.operator, value)


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
