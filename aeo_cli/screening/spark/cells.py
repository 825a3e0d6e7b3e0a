r"""Columns of a table as the values of facts, in Spark, and for which rows that is certain.

The counterpart of `typed`: what is certain here is read so by `aeo check`, and nothing is said of
any other row. Moments are kept as the two texts of a start; see `rows.Start`. An expression ends
in `\z`, for Java's `$` stands before a last line break too.
"""

from functools import reduce
from operator import add, and_
from typing import NamedTuple, assert_never

from pyspark.sql import Column, types
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it

from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.identifiers import CheckCharacter, Identifier
from aeo_cli.rules.values import FIRST_DAY, LAST_DAY
from aeo_cli.screening.patterns import COUNT, TIME
from aeo_cli.screening.row_documents import BETWEEN_MEMBERS, NO_MEMBER

_TEXT = types.StringType()
_LEAP = "(?:0[48]|[2468][048]|[13579][26])"
_DAY = (
    f"(?:20[0-9][0-9])-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    f"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    f"|(?:20{_LEAP}|2000)-02-29"
)
"""A day of this century that the calendar has.

Polars returns null for any other, but a cast of Spark raises, and a moment is kept as text.
"""
_MOMENT = rf"(?:{_DAY})[T ]{TIME}"


class SparkColumn(NamedTuple):
    """A column as the values of a fact."""

    value: Column
    certain: Column
    """True where the value is certain, or the cell says nothing."""


def fits(kind: FactType, dtype: types.DataType) -> bool:
    """Say whether a column of a type can have the values of a type of fact."""
    text = isinstance(dtype, types.StringType)
    moments = types.TimestampType | types.TimestampNTZType
    fitting = {
        FactType.TEXT: text,
        FactType.CHOICE: text,
        FactType.SET: isinstance(dtype, types.ArrayType)
        and isinstance(dtype.elementType, types.StringType | types.NullType),
        FactType.BOOLEAN: isinstance(dtype, types.BooleanType),
        FactType.INTEGER: isinstance(dtype, types.IntegralType) or _is_unsigned(dtype),
        FactType.DATE: text or isinstance(dtype, types.DateType),
        FactType.DATETIME: text or isinstance(dtype, moments),
    }
    return fitting[kind] or isinstance(dtype, types.NullType)


def _is_unsigned(dtype: types.DataType) -> bool:
    """Say whether a type is that of whole numbers of 64 bits without a sign."""
    return isinstance(dtype, types.DecimalType) and dtype.scale == 0


def typed(fact: Fact, cell: Column, dtype: types.DataType, *, textual: bool) -> SparkColumn:
    """Return a column as the values of a fact.

    Args:
        fact: the fact.
        cell: the column.
        dtype: its type, which fits.
        textual: whether its cells are text, written as in CSV.
    """
    text = cell.cast(_TEXT)
    match fact.type:
        case FactType.TEXT:
            return _unless_null(
                cell, text, _of_form(text, fact.format) if fact.format else F.lit(True)
            )
        case FactType.CHOICE:
            return _unless_null(cell, text, text.isin(*fact.choices))
        case FactType.SET:
            return _members(fact, cell, textual=textual)
        case FactType.BOOLEAN if textual:
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
            written = text if isinstance(dtype, types.StringType) else _text_of(cell)
            certain = written.rlike(f"^(?:{_MOMENT})\\z")
            day = F.substring(written, 1, 10)
            return _unless_null(cell, written, certain & day.between(str(FIRST_DAY), str(LAST_DAY)))
        case _:
            assert_never(fact.type)


def value_type(fact: Fact) -> str:
    """Return the type of a column of a fact's values."""
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
    return SparkColumn(value, cell.isNull() | F.coalesce(certain, F.lit(False)))


def _text_of(moment: Column) -> Column:
    """Return a moment as a text, in Shanghai time, which is that of the session.

    One with a fraction of a second is no text of that form, and so not certain.
    """
    fraction = F.replace(F.date_format(moment, ".SSSSSS"), F.lit(".000000"), F.lit(""))
    return F.concat(F.date_format(moment, "yyyy-MM-dd'T'HH:mm:ss"), fraction)


def start(value: Column, fact: Fact) -> tuple[Column, Column]:
    """Return the two texts of a start; see `rows.Start`."""
    if fact.type is FactType.DATE:
        return F.date_format(value, "yyyy-MM-dd"), F.when(value.isNotNull(), "")
    hour = F.concat(F.substring(value, 1, 10), F.lit("T"), F.substring(value, 12, 2))
    minutes = F.rpad(F.substring(value, 15, 5), 5, ":00")
    return hour, F.concat(F.lit(":"), minutes, F.lit("+08:00"))


def _members(fact: Fact, cell: Column, *, textual: bool) -> SparkColumn:
    members = cell.cast("array<string>") if not textual else F.split(cell, BETWEEN_MEMBERS)
    none = F.array().cast("array<string>")
    if textual:
        members = F.when(cell == NO_MEMBER, none).otherwise(members)
    strange = F.array_except(members, F.array(*map(F.lit, fact.choices)))
    return _unless_null(cell, members, F.size(strange) == 0)


def _of_form(text: Column, form: Identifier) -> Column:
    """Say where a text has the form of an official code, with its check characters right."""
    checked = [_checked(text, check) for check in form.checks]
    return reduce(and_, checked, text.rlike(f"^(?:{form.form})\\z"))


def _checked(text: Column, check: CheckCharacter) -> Column:
    def sign(place: int) -> Column:
        return F.substring(text, place + 1, 1)

    weighted = (
        (F.call_function("instr", F.lit(check.signs), sign(place)) - 1) * weight
        for place, weight in enumerate(check.weights, check.first)
    )
    mark = F.pmod(-reduce(add, weighted), F.lit(len(check.marks)))
    expected = F.substring(F.lit(check.marks), mark + 1, F.lit(1))
    return expected == sign(check.first + len(check.weights))
