"""Comparisons as TOML and JSON write them: the operator is a key, `{ fact = …, at_least = 2 }`.

In memory, a comparison has an `operator` and an `operand`, so that callers need not check which of
the five keys is present. The tables below have the five keys. Pydantic validates a table, makes the
comparison of it, and takes the JSON Schema from it.
"""

from datetime import date
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import ConfigDict, Field, Strict, StrictInt, model_validator

from aeo_cli.documents.model import Model
from aeo_cli.documents.tables import WrittenAsTable

Operator = Literal["is", "in", "has", "at_least", "at_most"]
StrictDate = Annotated[date, Strict()]
Scalar = bool | StrictInt | str | StrictDate
"""A value that a condition can name."""
Unwritten = Field(default=None)


class CompareTable(Model):
    """One fact compared with a value, by exactly one operator."""

    model_config = ConfigDict(
        title="Compare",
        json_schema_extra={"oneOf": [{"required": [name]} for name in get_args(Operator)]},
        json_schema_serialization_defaults_required=False,  # one of the operators is written
    )

    fact: str
    is_: Annotated[Scalar | None, Field(alias="is")] = Unwritten
    """The fact has this value."""
    in_: Annotated[tuple[Scalar, ...] | None, Field(alias="in", min_length=1)] = Unwritten
    """The fact has one of these values: an "or" of equalities."""
    has: str | None = Unwritten
    """The fact, a set, contains this value."""
    at_least: StrictInt | StrictDate | None = Unwritten
    """The fact is this or more, the number itself included (民法典 art. 1259)."""
    at_most: StrictInt | StrictDate | None = Unwritten
    """The fact is this or less, the number itself included (民法典 art. 1259)."""

    @model_validator(mode="after")
    def _exactly_one_operator(self) -> Self:
        if len(self.operands()) != 1:
            raise ValueError("a comparison has exactly one of is, in, has, at_least, at_most")
        return self

    def operands(self) -> dict[Operator, Any]:
        """Return the values that are written, by their operator, in the order of `Operator`."""
        values = (self.is_, self.in_, self.has, self.at_least, self.at_most)
        pairs = zip(get_args(Operator), values, strict=True)
        return {operator: value for operator, value in pairs if value is not None}


class WithOperatorKey(WrittenAsTable):
    """A comparison that is written as a table with its operator as a key.

    Subclasses are dataclasses with the fields `fact`, `operator` and `operand`, and the other
    fields of their `table` under the same names.
    """

    __slots__ = ()

    @classmethod
    def read(cls, table: CompareTable) -> Self:
        """Return the comparison that a table writes."""
        ((operator, operand),) = table.operands().items()
        others = {name: part for name, part in table if name not in CompareTable.model_fields}
        fields = {"fact": table.fact, "operator": operator, "operand": operand, **others}
        return cls(**fields)
