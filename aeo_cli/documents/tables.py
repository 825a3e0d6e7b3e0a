"""Plain values that documents hold as tables: Pydantic reads and writes them as a model does."""

from collections.abc import Callable
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from aeo_cli.documents.model import Model


class WrittenAsTable:
    """A value that is plain in memory, where inner loops make it, and a table in documents."""

    __slots__ = ()
    table: ClassVar[type[Model]]
    """What checks the table, and gives its JSON Schema."""

    @classmethod
    def read(cls, table: Any) -> Self:  # noqa: ANN401  an instance of `table`
        """Return the value that a table writes."""
        raise NotImplementedError

    def written(self) -> dict[str, Any]:
        """Return the table that writes the value."""
        raise NotImplementedError

    @classmethod
    def _kept_or_read(cls, value: object, validate: Callable[[object], Model]) -> Self:
        return value if isinstance(value, cls) else cls.read(validate(value))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return how Pydantic reads and writes the value: as its table."""
        table = handler.generate_schema(cls.table)
        return core_schema.json_or_python_schema(
            # A function around the table would hide from it that dates are text in JSON.
            json_schema=core_schema.no_info_after_validator_function(cls.read, table),
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
