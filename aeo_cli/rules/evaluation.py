"""Conditions evaluated: the same table, with a truth on every line.

Verdicts, explanations and open questions are all read off a *trace*, so that none of them can
disagree with another.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple, assert_never

from pydantic import BeforeValidator, Discriminator, Field, StrictInt, Tag
from typing_extensions import TypeAliasType

from aeo_cli.documents.model import Model
from aeo_cli.rules.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Defined,
    Not,
    Operand,
    StrictDate,
    Value,
    shape,
)
from aeo_cli.rules.kleene import Truth, conjunction, disjunction, negation
from aeo_cli.rules.names import ITEM, item_index


class Judged(Model):
    """A line that has come out."""

    truth: Truth


class AllTrace(Judged):
    """How an `AllOf` came out."""

    all: tuple["Trace", ...]

    @property
    def parts(self) -> tuple["Trace", ...]:
        """The lines directly under this one, in their order."""
        return self.all


class AnyTrace(Judged):
    """How an `AnyOf` came out."""

    any: tuple["Trace", ...]

    @property
    def parts(self) -> tuple["Trace", ...]:
        """The lines directly under this one, in their order."""
        return self.any


class NotTrace(Judged):
    """How a `Not` came out."""

    not_: "Trace" = Field(alias="not")

    @property
    def parts(self) -> tuple["Trace", ...]:
        """The lines directly under this one, in their order."""
        return (self.not_,)


class DefinedTrace(Judged):
    """How a `Defined` came out; `is` holds the definition's own lines."""

    definition: str
    is_: "Trace" = Field(alias="is")

    @property
    def parts(self) -> tuple["Trace", ...]:
        """The lines directly under this one, in their order."""
        return (self.is_,)


def _dated(value: object) -> object:
    """Return a day that JSON writes as text, as a day."""
    return date.fromisoformat(value) if isinstance(value, str) else value


Bound = Annotated[StrictInt | StrictDate, BeforeValidator(_dated)]


class CompareTrace(Compare, Judged):
    """How a `Compare` came out, and the value it met."""

    at_least: Bound | None = Operand
    at_most: Bound | None = Operand
    actual: Value | None
    """The fact's value; None: unknown."""


Trace = TypeAliasType(
    "Trace",
    Annotated[
        Annotated[AllTrace, Tag("<all>")]
        | Annotated[AnyTrace, Tag("<any>")]
        | Annotated[NotTrace, Tag("<not>")]
        | Annotated[DefinedTrace, Tag("<definition>")]
        | Annotated[CompareTrace, Tag("<fact>")],
        Discriminator(shape),
    ],
)


class Scope(NamedTuple):
    """What a condition is evaluated against."""

    values: Mapping[str, Value]
    """What is known, by full name; an absent fact is unknown."""
    definitions: Mapping[str, Condition]
    defined: dict[str, DefinedTrace]
    """The definitions that have come out already; they speak of no item, so once is enough."""
    item: str = ITEM
    """The full name of the pending item that `item.X` speaks of: `business[0]`."""

    @classmethod
    def of(cls, values: Mapping[str, Value], definitions: Mapping[str, Condition]) -> "Scope":
        """Return the scope of what is known, under a catalogue's definitions."""
        return cls(values, definitions, {})

    def name(self, fact: str) -> str:
        """Return the full name of a fact named in a condition."""
        owner, dot, rest = fact.partition(".")
        return self.item + dot + rest if owner == ITEM else fact


def evaluate(condition: Condition, scope: Scope) -> Trace:
    """Evaluate every line of `condition`, none skipped, and return its trace."""
    match condition:
        case AllOf():
            return all_of(evaluate(part, scope) for part in condition.all)
        case AnyOf():
            return any_of(evaluate(part, scope) for part in condition.any)
        case Not():
            part = evaluate(condition.not_, scope)
            return NotTrace.model_construct(truth=negation(part.truth), not_=part)
        case Defined():
            return _defined(condition.definition, scope)
        case Compare():
            name = scope.name(condition.fact)
            actual = scope.values.get(name)
            truth = Truth.UNKNOWN if actual is None else Truth(condition.holds(actual))
            line = {**condition.__dict__, "fact": name}
            return CompareTrace.model_construct(truth=truth, actual=actual, **line)
        case _:
            assert_never(condition)


def _defined(name: str, scope: Scope) -> DefinedTrace:
    if name not in scope.defined:
        part = evaluate(scope.definitions[name], scope)
        scope.defined[name] = DefinedTrace.model_construct(
            truth=part.truth, definition=name, is_=part
        )
    return scope.defined[name]


def condition_of(trace: Trace) -> Condition:
    """Return the condition that came out so: definitions written out, an item's fact as `item.X`.

    What a fact is compared with is written as JSON writes it, dates as text.
    """
    match trace:
        case AllTrace():
            return AllOf.model_construct(all=tuple(map(condition_of, trace.all)))
        case AnyTrace():
            return AnyOf.model_construct(any=tuple(map(condition_of, trace.any)))
        case NotTrace():
            return Not.model_construct(not_=condition_of(trace.not_))
        case DefinedTrace():
            return condition_of(trace.is_)
        case CompareTrace():
            fact = trace.fact
            if item_index(fact) is not None:
                fact = f"{ITEM}.{fact.rpartition('.')[2]}"
            line = {name: _written(getattr(trace, name)) for name in Compare.model_fields}
            return Compare.model_construct(**{**line, "fact": fact})
        case _:
            assert_never(trace)


def _written(value: Any) -> Any:  # noqa: ANN401  each operator has its own type
    """Return what a fact is compared with as JSON writes it."""
    if isinstance(value, tuple):
        return tuple(map(_written, value))
    return value.isoformat() if isinstance(value, date) else value


def all_of(traces: Iterable[Trace]) -> AllTrace:
    """Return the trace of "all of" lines already evaluated."""
    lines = tuple(traces)
    return AllTrace.model_construct(truth=conjunction(line.truth for line in lines), all=lines)


def any_of(traces: Iterable[Trace]) -> AnyTrace:
    """Return the trace of "any of" lines already evaluated."""
    lines = tuple(traces)
    return AnyTrace.model_construct(truth=disjunction(line.truth for line in lines), any=lines)


def open_facts(trace: Trace) -> Iterator[str]:
    """Yield the unknown facts that can still change the truth of `trace`, in its order.

    These are the facts on the unknown lines under unknown lines: what stands under a settled line
    can no longer matter. Where a fact stands once in a condition this is exact.
    """
    if trace.truth is Truth.UNKNOWN:
        if isinstance(trace, CompareTrace):
            yield trace.fact
        for part in trace.parts:
            yield from open_facts(part)
