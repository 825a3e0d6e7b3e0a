"""Evaluation: a condition against what is known, in Kleene's logic.

`evaluate` gives the trace, a truth on every line; where only the truth is wanted, `truth_of` gives
it without a trace.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, assert_never

from aeo_cli.rules.conditions import AllOf, AnyOf, Compare, Condition, Defined, Not, Value, fold
from aeo_cli.rules.kleene import KLEENE, Truth, conjunction, disjunction, negation
from aeo_cli.rules.names import ITEM, item_fact
from aeo_cli.rules.traces import AllTrace, AnyTrace, CompareTrace, DefinedTrace, NotTrace, Trace


class Scope(NamedTuple):
    """What a condition is evaluated against."""

    values: Mapping[str, Value]
    """What is known, by full name; an absent fact is unknown."""
    definitions: Mapping[str, Condition]
    defined: dict[str, DefinedTrace]
    """The definitions evaluated so far. They concern no item, so once is enough."""
    item: str = ITEM
    """The full name of the pending item that `item.X` refers to: `business[0]`."""

    @classmethod
    def of(cls, values: Mapping[str, Value], definitions: Mapping[str, Condition]) -> "Scope":
        """Return the scope of what is known, under a catalogue's definitions."""
        return cls(values, definitions, {})

    def name(self, fact: str) -> str:
        """Return the full name of a fact named in a condition."""
        return item_fact(fact, self.item)

    def compare(self, line: Compare, name: str) -> tuple[Value | None, Truth]:
        """Return the value of the fact that a comparison names, and the truth of the comparison."""
        actual = self.values.get(name)
        if actual is None:
            return None, Truth.UNKNOWN
        return actual, Truth.TRUE if line.holds(actual) else Truth.FALSE


def evaluate(condition: Condition, scope: Scope) -> Trace:
    """Evaluate every line of a condition, none skipped, and return its trace."""
    match condition:
        case Compare():
            name = scope.name(condition.fact)
            actual, truth = scope.compare(condition, name)
            return CompareTrace(name, condition.operator, condition.operand, truth, actual)
        case Defined():
            return _defined(condition.definition, scope)
        case AllOf():
            return all_of([evaluate(part, scope) for part in condition.parts])
        case AnyOf():
            return any_of([evaluate(part, scope) for part in condition.parts])
        case Not():
            part = evaluate(condition.part, scope)
            return NotTrace(negation(part.truth), part)
        case _:
            assert_never(condition)


def _defined(name: str, scope: Scope) -> DefinedTrace:
    if name not in scope.defined:
        part = evaluate(scope.definitions[name], scope)
        scope.defined[name] = DefinedTrace(part.truth, name, part)
    return scope.defined[name]


def truth_of(condition: Condition, scope: Scope) -> Truth:
    """Return the truth that `evaluate` gives a condition, without the trace that explains it."""

    def compared(line: Compare) -> Truth:
        return scope.compare(line, scope.name(line.fact))[1]

    return fold(condition, compared, KLEENE, scope.definitions)


def all_of(traces: Iterable[Trace]) -> AllTrace:
    """Return the trace of "all of" lines already evaluated."""
    lines = tuple(traces)
    return AllTrace(conjunction([line.truth for line in lines]), lines)


def any_of(traces: Iterable[Trace]) -> AnyTrace:
    """Return the trace of "any of" lines already evaluated."""
    lines = tuple(traces)
    return AnyTrace(disjunction([line.truth for line in lines]), lines)
