"""Comparisons as TOML and JSON write them: the operator is a key, `{ fact = …, at_least = 2 }`.

In memory, a comparison has an `operator` and an `operand`, so that callers need not check which of
the five keys is present. The tables below have the five keys. Pydantic validates a table, makes the
comparison of it, and takes the JSON Schema from it.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
    StrictInt,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from aeo_cli.documents.model import Model

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


class WithOperatorKey:
    """A comparison that is written as a table with its operator as a key.

    Subclasses are dataclasses with the fields `fact`, `operator` and `operand`, and the other
    fields of their `table` under the same names.
    """

    __slots__ = ()
    table: ClassVar[type[CompareTable]]

    @classmethod
    def _kept_or_read(cls, value: object, validate: Callable[[object], CompareTable]) -> Self:
        return value if isinstance(value, cls) else cls._read(validate(value))

    @classmethod
    def _read(cls, table: CompareTable) -> Self:
        """Return the comparison that a table writes."""
        ((operator, operand),) = table.operands().items()
        others = {name: part for name, part in table if name not in CompareTable.model_fields}
        fields = {"fact": table.fact, "operator": operator, "operand": operand, **others}
        return cls(**fields)

    def written(self) -> dict[str, Any]:
        """Return the table that writes the comparison."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return how Pydantic reads and writes the comparison: as its table."""
        table = handler.generate_schema(cls.table)
        return core_schema.json_or_python_schema(
            # A function around the table would hide from it that dates are text in JSON.
            json_schema=core_schema.no_info_after_validator_function(cls._read, table),
            python_schema=core_schema.no_info_wrap_validator_function(cls._kept_or_read, table),
            serialization=core_schema.plain_serializer_function_ser_schema(cls.written),
            ref=f"{cls.__module__}.{cls.__name__}:{id(cls)}",  # its name in a JSON Schema
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the JSON Schema of the table."""
        cls.table.model_rebuild()  # it is compiled on first use
        return handler.resolve_ref_schema(handler(cls.table.__pydantic_core_schema__))
