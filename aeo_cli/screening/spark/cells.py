r"""The cells of a column as values of a fact, in Spark, and whether each is certain.

As in Polars, a cell is *certain* if `aeo check` would read it as the same value, and any other is
left to its reader. Moments stay text, for `split_start` needs only its parts. Regular expressions
end in `\z`, because Java's `$` also matches before a final line break.
"""

from functools import reduce
from operator import add, and_
from typing import NamedTuple, assert_never

from pyspark.sql import Column, types
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it

from aeo_cli.rules.dates import FIRST_DAY, LAST_DAY
from aeo_cli.rules.fact_values import EMPTY_SET, MEMBER_SEPARATOR
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.identifiers import CheckCharacter, Identifier
from aeo_cli.screening.patterns import COUNT, TIME

_TEXT = types.StringType()
_LEAP = "(?:0[48]|[2468][048]|[13579][26])"
_DAY = (
    f"(?:20[0-9][0-9])-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    f"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    f"|(?:20{_LEAP}|2000)-02-29"
)
"""A day of this century that exists.

Polars parses any other to null. Here a cast of it would raise, and moments are not parsed at all,
so the expression itself has to know the leap years.
"""
_MOMENT = rf"(?:{_DAY})[T ]{TIME}"


class SparkColumn(NamedTuple):
    """The values of a fact in a column."""

    value: Column
    certain: Column
    """True where the value is certain or the cell is null."""


def fits(kind: FactType, dtype: types.DataType) -> bool:
    """Return whether a column of a type can hold the values of a type of fact."""
    number = _is_whole(dtype) or isinstance(dtype, types.FractionalType)
    also = {FactType.TEXT, FactType.BOOLEAN, FactType.INTEGER, FactType.DATE}
    return _holds(kind, dtype) or isinstance(dtype, types.NullType) or (number and kind in also)


def _holds(kind: FactType, dtype: types.DataType) -> bool:
    """Return whether a column of a type may have cells that are certain."""
    moments = types.TimestampType | types.TimestampNTZType
    holding = {
        FactType.TEXT: _is_whole(dtype),
        FactType.CHOICE: False,
        FactType.SET: isinstance(dtype, types.ArrayType)
        and isinstance(dtype.elementType, types.StringType | types.NullType),
        FactType.BOOLEAN: isinstance(dtype, types.BooleanType),
        FactType.INTEGER: _is_whole(dtype),
        FactType.DATE: isinstance(dtype, types.DateType),
        FactType.DATETIME: isinstance(dtype, moments),
    }
    return holding[kind] or isinstance(dtype, types.StringType)


def _is_whole(dtype: types.DataType) -> bool:
    """Return whether a type holds whole numbers; Spark reads unsigned ones as decimals."""
    is_unsigned = isinstance(dtype, types.DecimalType) and dtype.scale == 0
    return is_unsigned or isinstance(dtype, types.IntegralType)


def read_column(fact: Fact, cell: Column, dtype: types.DataType) -> SparkColumn:
    """Return the values of a fact in a column.

    Args:
        fact: the fact.
        cell: the column.
        dtype: the type of the column, which fits the fact.
    """
    if not isinstance(dtype, types.NullType) and not _holds(fact.type, dtype):
        # `3.0` for 3: only its reader tells
        return SparkColumn(F.lit(None).cast(value_type(fact)), cell.isNull())
    text, is_text = cell.cast(_TEXT), isinstance(dtype, types.StringType)
    match fact.type:
        case FactType.TEXT:
            return _unless_null(
                cell, text, _has_format(text, fact.format) if fact.format else F.lit(True)
            )
        case FactType.CHOICE:
            return _unless_null(cell, text, text.isin(*fact.choices))
        case FactType.SET:
            return _set(fact, cell, is_text=is_text)
        case FactType.BOOLEAN if is_text:
            return _unless_null(cell, text == "true", text.isin("true", "false"))
        case FactType.BOOLEAN:
            return _unless_null(cell, cell.cast("boolean"), F.lit(True))
        case FactType.INTEGER:
            certain = text.rlike(f"^{COUNT}\\z")
            return _unless_null(cell, F.when(certain, text).cast("bigint"), certain)
        case FactType.DATE:
            certain = text.rlike(f"^(?:{_DAY})\\z") & text.between(str(FIRST_DAY), str(LAST_DAY))
            return _unless_null(cell, F.when(certain, text).cast("date"), certain)
        case FactType.DATETIME:
            moment = text if is_text else _moment_text(cell)
            certain = moment.rlike(f"^(?:{_MOMENT})\\z")
            day = F.substring(moment, 1, 10)
            return _unless_null(cell, moment, certain & day.between(str(FIRST_DAY), str(LAST_DAY)))
        case _:
            assert_never(fact.type)


def value_type(fact: Fact) -> str:
    """Return the type of a column with the values of a fact."""
    match fact.type:
        case FactType.SET:
            return "array<string>"
        case FactType.BOOLEAN:
            return "boolean"
        case FactType.INTEGER:
            return "bigint"
        case FactType.DATE:
            return "date"
        case FactType.TEXT | FactType.CHOICE | FactType.DATETIME:
            return "string"
        case _:
            assert_never(fact.type)


def _unless_null(cell: Column, value: Column, certain: Column) -> SparkColumn:
    """Return a value that is certain where the cell is null, or where `certain` is true."""
    return SparkColumn(value, cell.isNull() | F.coalesce(certain, F.lit(False)))


def _moment_text(moment: Column) -> Column:
    """Return a moment as text in Shanghai time, the time zone of the session.

    A fraction of a second is kept, so that the text does not match and the cell is not certain.
    """
    fraction = F.replace(F.date_format(moment, ".SSSSSS"), F.lit(".000000"), F.lit(""))
    return F.concat(F.date_format(moment, "yyyy-MM-dd'T'HH:mm:ss"), fraction)


def split_start(value: Column, fact: Fact) -> tuple[Column, Column]:
    """Return the two parts of a start; see `row_reader.Start`."""
    if fact.type is FactType.DATE:
        return F.date_format(value, "yyyy-MM-dd"), F.when(value.isNotNull(), "")
    minute = F.concat(F.substring(value, 1, 10), F.lit("T"), F.substring(value, 12, 5))
    seconds = F.rpad(F.substring(value, 17, 3), 3, ":00")
    return minute, F.concat(seconds, F.lit("+08:00"))


def shown(fact: Fact, value: Column) -> Column:
    """Return the value of a fact as text, as `spellings.shown` does."""
    match fact.type:
        case FactType.SET:
            in_order = F.array_intersect(F.array(*map(F.lit, fact.choices)), value)
            text = F.array_join(in_order, MEMBER_SEPARATOR)
            return F.when(text == "", EMPTY_SET).otherwise(text)
        case FactType.DATE | FactType.DATETIME:
            return F.concat(*split_start(value, fact))
        case _:
            return value.cast(_TEXT)


def _set(fact: Fact, cell: Column, *, is_text: bool) -> SparkColumn:
    members = cell.cast("array<string>") if not is_text else F.split(cell, MEMBER_SEPARATOR)
    empty = F.array().cast("array<string>")
    if is_text:
        members = F.when(cell == EMPTY_SET, empty).otherwise(members)
    unknown = F.array_except(members, F.array(*map(F.lit, fact.choices)))
    return _unless_null(cell, members, F.size(unknown) == 0)


def _has_format(text: Column, format_: Identifier) -> Column:
    """Return whether a text has the form and the check characters of an official code."""
    checks = [_has_check_character(text, check) for check in format_.checks]
    return reduce(and_, checks, text.rlike(f"^(?:{format_.form})\\z"))


def _has_check_character(text: Column, check: CheckCharacter) -> Column:
    def sign(index: int) -> Column:
        return F.substring(text, index + 1, 1)

    weighted = (
        (F.call_function("instr", F.lit(check.signs), sign(index)) - 1) * weight
        for index, weight in enumerate(check.weights, check.first)
    )
    mark = F.pmod(-reduce(add, weighted), F.lit(len(check.marks)))
    expected = F.substring(F.lit(check.marks), mark + 1, F.lit(1))
    return expected == sign(check.first + len(check.weights))
