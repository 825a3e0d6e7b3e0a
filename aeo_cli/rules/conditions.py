"""Conditions as data: tables in TOML, compared with facts in `evaluation`.

A *condition* is a tree. An inner node requires all of its parts, any of them, or that its one part
does not hold; a leaf compares one fact with a value, or names a definition of the catalogue:

    { all = [ { definition = "aeo" }, { fact = "enterprise.roles", has = "customs_broker" } ] }

The classes are plain frozen dataclasses, since conditions are walked in inner loops. Pydantic reads
and writes them where a catalogue or a report is read or written, and only there.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar, assert_never

from pydantic import Discriminator, Field, Tag, TypeAdapter
from typing_extensions import TypeAliasType

from aeo_cli.documents.model import CLOSED
from aeo_cli.rules.comparison_keys import CompareTable, Operator, WithOperatorKey
from aeo_cli.rules.kleene import Logic

T = TypeVar("T")
Value = bool | int | str | date | datetime | tuple[str, ...]
"""A value that a fact can have; a tuple is a set, in the catalogue's order."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds. Without parts it always does."""

    __pydantic_config__ = CLOSED
    key: ClassVar = "all"

    parts: Annotated[tuple["Condition", ...], Field(alias="all", title="All")]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    __pydantic_config__ = CLOSED
    key: ClassVar = "any"

    parts: Annotated[tuple["Condition", ...], Field(alias="any", title="Any")]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    __pydantic_config__ = CLOSED
    key: ClassVar = "not"

    part: Annotated["Condition", Field(alias="not")]

    @property
    def parts(self) -> tuple["Condition", ...]:
        """The part alone."""
        return (self.part,)


@dataclass(frozen=True, slots=True)
class Defined:
    """The condition that the catalogue defines under a name."""

    __pydantic_config__ = CLOSED
    key: ClassVar = "definition"
    parts: ClassVar[tuple[()]] = ()
    """Always empty: the lines of a definition are in the catalogue."""

    definition: str


@dataclass(frozen=True, slots=True)
class Compare(WithOperatorKey):
    """One fact compared with a value, by exactly one operator."""

    table: ClassVar[type[CompareTable]] = CompareTable
    key: ClassVar = "fact"
    parts: ClassVar[tuple[()]] = ()

    fact: str
    operator: Operator
    operand: Any
    """What the fact is compared with; for `in` a tuple of values, any of which will do."""

    def written(self) -> dict[str, Any]:
        """Return the table that writes the comparison, with the operator as a key."""
        return {"fact": self.fact, self.operator: self.operand}

    @property
    def operands(self) -> tuple[Any, ...]:
        """The values that the fact is compared with, one for every operator but `in`."""
        return self.operand if self.operator == "in" else (self.operand,)

    def holds(self, actual: Any) -> bool:  # noqa: ANN401  a value of the fact's type
        """Return whether the comparison holds for a known value of the fact's type.

        "At least" and "at most" include the number itself (民法典 art. 1259).
        """
        match self.operator:
            case "is":
                return bool(actual == self.operand)
            case "in":
                return actual in self.operand
            case "has":
                return self.operand in actual
            case "at_least":
                return bool(actual >= self.operand)
            case "at_most":
                return bool(actual <= self.operand)
            case _:
                assert_never(self.operator)


def shape(value: object) -> str | None:
    """Return the tag of a node of a condition or trace; None if it is neither."""
    if isinstance(value, dict):
        keys = ("all", "any", "not", "definition", "fact")
        return next((f"<{key}>" for key in keys if key in value), None)
    key = getattr(type(value), "key", None)
    return None if key is None else f"<{key}>"


Condition = TypeAliasType(
    "Condition",
    Annotated[
        Annotated[AllOf, Tag("<all>")]
        | Annotated[AnyOf, Tag("<any>")]
        | Annotated[Not, Tag("<not>")]
        | Annotated[Defined, Tag("<definition>")]
        | Annotated[Compare, Tag("<fact>")],
        Discriminator(shape),
    ],
)


@cache
def condition_adapter() -> TypeAdapter[Condition]:
    """Return what reads and writes a condition by itself, as the table that documents hold."""
    return TypeAdapter(Condition)


ALWAYS = AllOf(())
"""The condition of a provision that states none.

A catalogue without one is distinguished from one with an empty list by identity: the check that
no list is empty passes over this very object.
"""


def comparisons(condition: Condition, definitions: Mapping[str, Condition]) -> Iterator[Compare]:
    """Yield the comparisons of a condition in order, with its definitions expanded."""
    if isinstance(condition, Compare):
        yield condition
    elif isinstance(condition, Defined):
        yield from comparisons(definitions[condition.definition], definitions)
    for part in condition.parts:
        yield from comparisons(part, definitions)


def fold(
    condition: Condition,
    leaf: Callable[[Compare], T],
    logic: Logic[T],
    definitions: Mapping[str, Condition],
) -> T:
    """Fold a condition into one value, given a value for each of its comparisons.

    No part is skipped, whatever the others are.

    Args:
        condition: a condition.
        leaf: gives the value of a comparison.
        logic: combines the values of the parts of a node.
        definitions: the conditions that definitions stand for, by name.
    """
    match condition:
        case Compare():
            return leaf(condition)
        case Defined():
            return fold(definitions[condition.definition], leaf, logic, definitions)
        case AllOf():
            return logic.conjunction(
                [fold(part, leaf, logic, definitions) for part in condition.parts]
            )
        case AnyOf():
            return logic.disjunction(
                [fold(part, leaf, logic, definitions) for part in condition.parts]
            )
        case Not():
            return logic.negation(fold(condition.part, leaf, logic, definitions))
        case _:
            assert_never(condition)
