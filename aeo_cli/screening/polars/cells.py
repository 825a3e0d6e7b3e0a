"""The cells of a column as values of a fact, in Polars, and whether each is certain.

A cell is *certain* if `aeo check` would read it as the same value. Any other cell may still be
valid: its row is left to the reader of `aeo check`. So a test here may be too strict, but never too
lax.
"""

from functools import reduce
from operator import add
from typing import NamedTuple, assert_never

import polars as pl

from aeo_cli.documents.numbers import MAX_DIGITS
from aeo_cli.rules.dates import DAY, FIRST_DAY, LAST_DAY
from aeo_cli.rules.fact_values import EMPTY_SET, MEMBER_SEPARATOR
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.identifiers import CheckCharacter, Identifier
from aeo_cli.screening.patterns import COUNT, MOMENT

_TEXTS = (pl.String, pl.Categorical, pl.Enum)


class PolarsColumn(NamedTuple):
    """The values of a fact in a column."""

    value: pl.Expr
    certain: pl.Expr | None
    """True where the value is certain or the cell is null; None if that is so in every row."""


def may_be_certain(kind: FactType, dtype: pl.DataType) -> bool:
    """Return whether a column of a type may have cells that are certain."""
    holding = {
        FactType.TEXT: dtype.is_integer(),
        FactType.CHOICE: False,
        FactType.SET: isinstance(dtype, pl.List) and dtype.inner in (*_TEXTS, pl.Null),
        FactType.BOOLEAN: dtype == pl.Boolean,
        FactType.INTEGER: dtype.is_integer(),
        FactType.DATE: dtype == pl.Date,
        FactType.DATETIME: isinstance(dtype, pl.Datetime),
    }
    return holding[kind] or dtype in _TEXTS


def read_column(fact: Fact, name: str, dtype: pl.DataType) -> PolarsColumn:
    """Return the values of a fact in a column.

    Args:
        fact: the fact.
        name: the name of the column.
        dtype: the type of the column, which fits the fact.
    """
    cell = pl.col(name)
    if dtype == pl.Null:
        return PolarsColumn(cell.cast(value_type(fact)), None)
    if not may_be_certain(fact.type, dtype):  # `3.0` for 3: only its reader tells
        return PolarsColumn(pl.lit(None, dtype=value_type(fact)), cell.is_null())
    if dtype in _TEXTS:
        return _of_text(fact, cell.cast(pl.String))
    return _of_type(fact, cell, dtype)


def _of_type(fact: Fact, cell: pl.Expr, dtype: pl.DataType) -> PolarsColumn:
    """Return the values of a fact in a column of a type of their own."""
    match fact.type:
        case FactType.BOOLEAN:
            return PolarsColumn(cell, None)
        case FactType.INTEGER:
            number = cell.cast(pl.Int64, strict=False)
            is_certain = number.is_between(0, 10**MAX_DIGITS - 1)
            return PolarsColumn(number, cell.is_null() | is_certain.fill_null(value=False))
        case FactType.SET:
            return _set(fact, cell, cell.cast(pl.List(pl.String)))
        case FactType.DATE:
            return _within_years(cell, cell)
        case FactType.DATETIME:
            return _within_years(cell, in_shanghai(cell, dtype))
        case _:
            return _of_text(fact, cell.cast(pl.String))


def _of_text(fact: Fact, cell: pl.Expr) -> PolarsColumn:
    """Return the values of a fact in text cells that are written as reports show them."""
    match fact.type:
        case FactType.TEXT:
            return PolarsColumn(cell, _has_format(cell, fact.format) if fact.format else None)
        case FactType.BOOLEAN:
            is_true = cell == "true"
            return PolarsColumn(is_true, cell.is_null() | is_true | (cell == "false"))
        case FactType.INTEGER:
            number = cell.cast(pl.Int64, strict=False)
            return PolarsColumn(number, cell.is_null() | cell.str.contains(f"^{COUNT}$"))
        case FactType.CHOICE:
            choice = cell.cast(pl.Enum(list(fact.choices)), strict=False)
            return PolarsColumn(choice, cell.is_null() | choice.is_not_null())
        case FactType.SET:
            empty = pl.lit([], dtype=pl.List(pl.String))
            members = cell.str.split(MEMBER_SEPARATOR)
            return _set(fact, cell, pl.when(cell == EMPTY_SET).then(empty).otherwise(members))
        case FactType.DATE:
            return _within_years(cell, parse_day(cell))
        case FactType.DATETIME:
            return _within_years(cell, parse_moment(cell))
        case _:
            assert_never(fact.type)


def value_type(fact: Fact) -> pl.DataType:
    """Return the type of a column with the values of a fact."""
    return pl.Enum([*fact.choices]) if fact.type is FactType.CHOICE else _VALUE_TYPES[fact.type]


_VALUE_TYPES: dict[FactType, pl.DataType] = {
    FactType.TEXT: pl.String(),
    FactType.SET: pl.List(pl.String()),
    FactType.BOOLEAN: pl.Boolean(),
    FactType.INTEGER: pl.Int64(),
    FactType.DATE: pl.Date(),
    FactType.DATETIME: pl.Datetime("us"),
}


def is_certain_day(text: pl.Expr) -> pl.Expr:
    """Return whether a text is certainly a day, or null."""
    return _is_within_years(text, parse_day(text))


def _within_years(cell: pl.Expr, value: pl.Expr) -> PolarsColumn:
    """Return a day or moment, certain if it is in the years that `aeo check` accepts."""
    return PolarsColumn(value, _is_within_years(cell, value))


def _is_within_years(cell: pl.Expr, value: pl.Expr) -> pl.Expr:
    day = value.cast(pl.Date)
    return cell.is_null() | day.is_between(FIRST_DAY, LAST_DAY).fill_null(value=False)


def parse_day(text: pl.Expr) -> pl.Expr:
    """Return the day in a text, or null if it has another form or the day does not exist."""
    return pl.when(text.str.contains(f"^{DAY}$")).then(text).str.to_date("%Y-%m-%d", strict=False)


def parse_moment(text: pl.Expr) -> pl.Expr:
    """Return the moment in a text, in Shanghai time; null as in `parse_day`."""
    normalised = (
        pl.when(text.str.contains(f"^{MOMENT}$")).then(text).str.replace(" ", "T", literal=True)
    )
    formats = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")
    return pl.coalesce(
        normalised.str.to_datetime(format_, time_unit="us", strict=False) for format_ in formats
    )


def is_convertible(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Return whether a day or moment can be converted without overflow, in each row.

    A Parquet column can hold moments so far away that Polars panics when it converts them.
    """
    second = UNITS[dtype.time_unit] if isinstance(dtype, pl.Datetime) else 0
    limit = _MAX_DAYS * (86_400 * second or 1)
    return cell.to_physical().is_between(-limit, limit)


UNITS = {"ms": 10**3, "us": 10**6, "ns": 10**9}
"""How many of each unit of time a second has."""
_MAX_DAYS = 50_000
"""Days before or after 1970, far beyond the years that `aeo check` accepts."""


def in_shanghai(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Return a moment in Shanghai time; one without a time zone is in it already."""
    moment = pl.when(is_convertible(cell, dtype)).then(cell).dt.cast_time_unit("us")
    if isinstance(dtype, pl.Datetime) and dtype.time_zone:
        moment = moment.dt.convert_time_zone("Asia/Shanghai").dt.replace_time_zone(None)
    return moment


def _set(fact: Fact, cell: pl.Expr, members: pl.Expr) -> PolarsColumn:
    unknown = members.list.set_difference(pl.lit(list(fact.choices), dtype=pl.List(pl.String)))
    return PolarsColumn(members, cell.is_null() | (unknown.list.len() == 0))


def _has_format(text: pl.Expr, format_: Identifier) -> pl.Expr:
    """Return whether a text has the form and the check characters of an official code."""
    certain = text.str.contains(f"^(?:{format_.form})$")
    if format_.checks:
        # In an array of bytes each character can be picked by its index. A text of another length
        # fits into no such array, so it becomes null first.
        text_ = pl.when(text.str.len_bytes() == format_.length).then(text).cast(pl.Binary)
        bytes_ = pl.Array(pl.UInt8, format_.length)
        characters = text_.bin.reinterpret(dtype=bytes_, endianness="little")
        checks = (_has_check_character(characters, check) for check in format_.checks)
        certain = pl.all_horizontal(certain, *checks)
    return text.is_null() | certain.fill_null(value=False)


def _has_check_character(characters: pl.Expr, check: CheckCharacter) -> pl.Expr:
    values = pl.lit(pl.Series([check.signs.find(chr(byte)) for byte in range(256)], dtype=pl.Int32))
    weighted = (
        values.gather(characters.arr.get(index)) * weight
        for index, weight in enumerate(check.weights, check.first)
    )
    marks = pl.lit(pl.Series([ord(mark) for mark in check.marks], dtype=pl.UInt8))
    expected = marks.gather(-reduce(add, weighted) % len(check.marks))
    return expected == characters.arr.get(check.first + len(check.weights))
