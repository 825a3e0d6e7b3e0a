"""Traces: conditions evaluated, the same tree with a truth on every node.

Verdicts, explanations and open questions are all read off a trace, so that none of them can
disagree with another.

Traces are plain frozen dataclasses, since inner loops make them: 150,000 in one verification of a
catalogue, before truths alone were enough. Pydantic writes them into reports and reads them from
saved ones.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, TypeVar, assert_never

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, StrictInt, Tag
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from aeo_cli.documents.model import CLOSED, Model
from aeo_cli.rules.comparison_keys import CompareTable, StrictDate, Unwritten
from aeo_cli.rules.conditions import Compare, Value, shape
from aeo_cli.rules.kleene import Logic, Truth
from aeo_cli.rules.names import ITEM, item_fact

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AllTrace:
    """The result of an `AllOf`."""

    __pydantic_config__ = CLOSED
    key: ClassVar = "all"

    truth: Truth
    parts: Annotated[tuple["Trace", ...], Field(alias="all", title="All")]


@dataclass(frozen=True, slots=True)
class AnyTrace:
    """The result of an `AnyOf`."""

    __pydantic_config__ = CLOSED
    key: ClassVar = "any"

    truth: Truth
    parts: Annotated[tuple["Trace", ...], Field(alias="any", title="Any")]


@dataclass(frozen=True, slots=True)
class NotTrace:
    """The result of a `Not`."""

    __pydantic_config__ = CLOSED
    key: ClassVar = "not"

    truth: Truth
    part: Annotated["Trace", Field(alias="not")]

    @property
    def parts(self) -> tuple["Trace", ...]:
        """The part alone."""
        return (self.part,)


@dataclass(frozen=True, slots=True)
class DefinedTrace:
    """The result of a `Defined`; `is` holds the definition's own lines."""

    __pydantic_config__ = CLOSED
    key: ClassVar = "definition"

    truth: Truth
    definition: str
    is_: Annotated["Trace", Field(alias="is")]

    @property
    def parts(self) -> tuple["Trace", ...]:
        """The definition's own condition alone."""
        return (self.is_,)


def _parse_date(value: object) -> object:
    """Parse a date that JSON writes as text; leave other values unchanged."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("bound_type", "neither a number nor a day") from error


Bound = Annotated[StrictInt | StrictDate, BeforeValidator(_parse_date)]


class _WithTruth(Model):
    truth: Truth


class CompareTraceTable(CompareTable, _WithTruth):
    """The result of a `Compare`, and the actual value."""

    model_config = ConfigDict(
        title="CompareTrace",
        json_schema_serialization_defaults_required=False,  # one of the operators is written
    )

    at_least: Bound | None = Unwritten
    at_most: Bound | None = Unwritten
    actual: Value | None


@dataclass(frozen=True, slots=True)
class CompareTrace(Compare):
    """The result of a `Compare`, and the actual value.

    Its `fact` is a full name: an item's fact is `business[0].X`.
    """

    table: ClassVar[type[CompareTable]] = CompareTraceTable

    truth: Truth
    actual: Value | None
    """The fact's value; None: unknown."""

    def written(self) -> dict[str, Any]:
        """Return the table that writes the line, with the operator as a key."""
        return written_trace(self)


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


def fold_trace(
    trace: Trace,
    leaf: Callable[[CompareTrace], T],
    logic: Logic[T],
    settled: Callable[[Truth], T] | None = None,
) -> T:
    """Fold a trace into one value, given a value for each of its comparisons.

    Args:
        trace: a condition, evaluated.
        leaf: gives the value of a comparison.
        logic: combines the values of the parts of a node.
        settled: gives the value of a node that is true or false already, whose parts then do not
            matter; None: only the comparisons count.
    """
    if settled and trace.truth is not Truth.UNKNOWN:
        return settled(trace.truth)
    match trace:
        case CompareTrace():
            return leaf(trace)
        case DefinedTrace():
            return fold_trace(trace.is_, leaf, logic, settled)
        case AllTrace():
            return logic.conjunction(
                [fold_trace(part, leaf, logic, settled) for part in trace.parts]
            )
        case AnyTrace():
            return logic.disjunction(
                [fold_trace(part, leaf, logic, settled) for part in trace.parts]
            )
        case NotTrace():
            return logic.negation(fold_trace(trace.part, leaf, logic, settled))
        case _:
            assert_never(trace)


def written_trace(trace: Trace, item: str = ITEM) -> dict[str, Any]:
    """Return the table that writes a trace, with the facts of `item` under the name of an item."""
    match trace:
        case CompareTrace():
            return {
                "truth": trace.truth.value,
                "fact": item_fact(trace.fact, item),
                trace.operator: trace.operand,
                "actual": trace.actual,
            }
        case AllTrace() | AnyTrace():
            parts = [written_trace(part, item) for part in trace.parts]
            return {"truth": trace.truth.value, trace.key: parts}
        case NotTrace():
            return {"truth": trace.truth.value, "not": written_trace(trace.part, item)}
        case DefinedTrace():
            lines = written_trace(trace.is_)
            return {"truth": trace.truth.value, "definition": trace.definition, "is": lines}
        case _:
            assert_never(trace)


def of_item(trace: Trace, item: str) -> Trace:
    """Return a trace with the facts of `item` under the name of an item: `business[0]`."""
    match trace:
        case CompareTrace():
            name = item_fact(trace.fact, item)
            return CompareTrace(name, trace.operator, trace.operand, trace.truth, trace.actual)
        case NotTrace():
            return NotTrace(trace.truth, of_item(trace.part, item))
        case AllTrace() | AnyTrace():
            return type(trace)(trace.truth, tuple([of_item(part, item) for part in trace.parts]))
        case DefinedTrace():
            return trace  # it concerns no item
        case _:
            assert_never(trace)


def decides(part: Trace, whole: Trace) -> bool:
    """Return whether a part decided the result of the whole.

    The part of a "not" did, although its truth is the opposite.
    """
    return isinstance(whole, NotTrace) or part.truth is whole.truth


def open_comparisons(trace: Trace) -> Iterator[CompareTrace]:
    """Yield the unknown comparisons that can still change the truth of a trace, in its order.

    They are the unknown leaves under unknown nodes: what is under a settled node can no longer
    matter. Where a fact stands once in a condition this is exact.
    """
    if trace.truth is Truth.UNKNOWN:
        if isinstance(trace, CompareTrace):
            yield trace
        for part in trace.parts:
            yield from open_comparisons(part)


def open_facts(trace: Trace) -> Iterator[str]:
    """Yield the unknown facts that can still change the truth of a trace, in its order."""
    return (line.fact for line in open_comparisons(trace))
