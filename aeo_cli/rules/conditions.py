"""Conditions as data.

A *condition* is a table: all of these, any of these, not this, a definition by its name, or the
comparison of one fact with a value. It is evaluated in `traces`, checked against the facts of its
catalogue in `invariants`, and never short-circuited.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal, Self, assert_never, get_args

from pydantic import ConfigDict, Discriminator, Field, Strict, StrictInt, Tag, model_validator
from typing_extensions import TypeAliasType

from aeo_cli.documents.model import Model

StrictDate = Annotated[date, Strict()]
Scalar = bool | StrictInt | str | StrictDate
"""A value that a condition can name."""
Value = bool | int | str | date | datetime | tuple[str, ...]
"""A value that a fact can have; a tuple is a set, in the catalogue's order."""
Operator = Literal["is", "in", "has", "at_least", "at_most"]


def _is_none(value: object) -> bool:
    return value is None


Operand = Field(default=None, exclude_if=_is_none)


class AllOf(Model):
    """Every part holds. Without parts it always does."""

    all: tuple["Condition", ...]

    @property
    def parts(self) -> tuple["Condition", ...]:
        """The lines directly under this one, in their order."""
        return self.all


class AnyOf(Model):
    """At least one part holds."""

    any: tuple["Condition", ...]

    @property
    def parts(self) -> tuple["Condition", ...]:
        """The lines directly under this one, in their order."""
        return self.any


class Not(Model):
    """The part does not hold."""

    not_: "Condition" = Field(alias="not")

    @property
    def parts(self) -> tuple["Condition", ...]:
        """The lines directly under this one, in their order."""
        return (self.not_,)


class Defined(Model):
    """The condition that the catalogue defines under a name."""

    definition: str

    @property
    def parts(self) -> tuple[()]:
        """The lines directly under this one: none, the definition stands elsewhere."""
        return ()


class Compare(Model):
    """One fact compared with a value, by exactly one operator."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [name]} for name in get_args(Operator)]},
        json_schema_serialization_defaults_required=False,  # of the operators one is written
    )
    OPERATORS: ClassVar[tuple[Operator, ...]] = get_args(Operator)

    fact: str
    is_: Annotated[Scalar | None, Field(alias="is")] = Operand
    """The fact has this value."""
    in_: Annotated[tuple[Scalar, ...] | None, Field(alias="in", min_length=1)] = Operand
    """The fact has one of these values: an "or" of equalities."""
    has: str | None = Operand
    """The fact, a set, contains this value."""
    at_least: StrictInt | StrictDate | None = Operand
    """The fact is this or more; the number itself included (民法典 art. 1259)."""
    at_most: StrictInt | StrictDate | None = Operand
    """The fact is this or less; the number itself included (民法典 art. 1259)."""

    @model_validator(mode="after")
    def _exactly_one_operator(self) -> Self:
        if len(self._operands()) != 1:
            raise ValueError("a comparison has exactly one of is, in, has, at_least, at_most")
        return self

    def _operands(self) -> dict[Operator, Any]:
        values = (self.is_, self.in_, self.has, self.at_least, self.at_most)
        pairs = zip(self.OPERATORS, values, strict=True)
        return {operator: value for operator, value in pairs if value is not None}

    @property
    def operator(self) -> Operator:
        """How the fact is compared."""
        return next(iter(self._operands()))

    @property
    def operand(self) -> Any:  # noqa: ANN401  each operator has its own type, kept by the catalogue
        """What the fact is compared with."""
        return next(iter(self._operands().values()))

    @property
    def operands(self) -> tuple[Any, ...]:
        """What the fact is compared with, one value after the other."""
        return self.in_ if self.in_ is not None else (self.operand,)

    @property
    def parts(self) -> tuple[()]:
        """The lines directly under this one: none."""
        return ()

    def holds(self, actual: Any) -> bool:  # noqa: ANN401  a value of the fact's type
        """Say whether the comparison holds of a known value of the fact's type."""
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
            case operator:
                assert_never(operator)


def shape(value: object) -> str | None:
    """Name the kind of a line, of a condition or a trace, by its telling key; None: it is none."""
    keys = value if isinstance(value, dict) else getattr(type(value), "model_fields", ())
    tags = (
        tag for tag in ("all", "any", "not", "definition", "fact") if {tag, f"{tag}_"} & {*keys}
    )
    return next((f"<{tag}>" for tag in tags), None)


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

ALWAYS = AllOf.model_construct(all=())
"""The condition of a provision that states none."""


def comparisons(condition: Condition, definitions: Mapping[str, Condition]) -> Iterator[Compare]:
    """Yield the comparisons of a condition in its order, with its definitions written out."""
    if isinstance(condition, Compare):
        yield condition
    elif isinstance(condition, Defined):
        yield from comparisons(definitions[condition.definition], definitions)
    for part in condition.parts:
        yield from comparisons(part, definitions)
