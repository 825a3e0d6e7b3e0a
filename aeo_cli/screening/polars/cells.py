"""Columns of a table as the values of facts, in Polars, and for which rows that is certain.

A row is *certain* if `aeo check` would read it, and reads it so. Of any other row nothing is said
here: it is left to the reader that `aeo check` has. So what is tested may be stricter than need be,
and never laxer.
"""

from functools import reduce
from operator import add
from typing import NamedTuple, assert_never

import polars as pl

from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.identifiers import CheckCharacter, Identifier
from aeo_cli.rules.values import FIRST_DAY, LAST_DAY
from aeo_cli.screening.patterns import COUNT, DAY, MOMENT
from aeo_cli.screening.row_documents import BETWEEN_MEMBERS, NO_MEMBER

_TEXTS = (pl.String, pl.Categorical, pl.Enum)


class PolarsColumn(NamedTuple):
    """A column as the values of a fact."""

    value: pl.Expr
    certain: pl.Expr | None
    """True where the value is certain, or the cell says nothing; None: everywhere."""


def fits(kind: FactType, dtype: pl.DataType) -> bool:
    """Say whether a column of a type can have the values of a type of fact."""
    fitting = {
        FactType.TEXT: dtype in _TEXTS,
        FactType.CHOICE: dtype in _TEXTS,
        FactType.SET: isinstance(dtype, pl.List) and dtype.inner in (*_TEXTS, pl.Null),
        FactType.BOOLEAN: dtype == pl.Boolean,
        FactType.INTEGER: dtype.is_integer(),
        FactType.DATE: dtype in (pl.Date, pl.String),
        FactType.DATETIME: dtype == pl.String or isinstance(dtype, pl.Datetime),
    }
    return fitting[kind] or dtype == pl.Null


def typed(
    fact: Fact, name: str, dtype: pl.DataType, *, textual: bool, checked: bool = False
) -> PolarsColumn:
    """Return a column as the values of a fact.

    Args:
        fact: the fact.
        name: the column.
        dtype: its type, which fits.
        textual: whether its cells are text, written as in CSV.
        checked: whether a cell is known to have a value of the fact's type.
    """
    cell = pl.col(name)
    if dtype == pl.Null:
        return PolarsColumn(cell.cast(value_type(fact)), None)
    if checked and fact.type in _SIMPLE:
        return PolarsColumn(cell.cast(value_type(fact)), None)
    if textual and fact.type in _SIMPLE:
        return _written(fact, cell)
    match fact.type:
        case FactType.TEXT:
            text = cell.cast(pl.String)
            return PolarsColumn(text, _of_form(text, fact.format) if fact.format else None)
        case FactType.BOOLEAN:
            return PolarsColumn(cell, None)
        case FactType.INTEGER:
            number = cell.cast(pl.Int64, strict=False)
            return PolarsColumn(number, cell.is_null() | (number >= 0).fill_null(value=False))
        case FactType.CHOICE | FactType.SET:
            return _chosen(fact, cell)
        case FactType.DATE:
            return _in_time(cell, day_of(cell) if dtype == pl.String else cell)
        case FactType.DATETIME:
            return _in_time(cell, moment_of(cell) if dtype == pl.String else _local(cell, dtype))
        case _:
            assert_never(fact.type)


def value_type(fact: Fact) -> pl.DataType:
    """Return the type of a column of a fact's values."""
    match fact.type:
        case FactType.TEXT:
            return pl.String()
        case FactType.CHOICE:
            return pl.Enum(list(fact.choices))
        case FactType.SET:
            return pl.List(pl.String())
        case FactType.BOOLEAN:
            return pl.Boolean()
        case FactType.INTEGER:
            return pl.Int64()
        case FactType.DATE:
            return pl.Date()
        case FactType.DATETIME:
            return pl.Datetime("us")
        case _:
            assert_never(fact.type)


def _kept(cell: pl.Expr, value: pl.Expr) -> PolarsColumn:
    """Return a value that is certain where the cell has not been lost on the way to it."""
    return PolarsColumn(value, cell.is_null() | value.is_not_null())


def _in_time(cell: pl.Expr, value: pl.Expr) -> PolarsColumn:
    """Return a day or moment that is certain where it lies in the years that are read."""
    day = value.cast(pl.Date)
    return PolarsColumn(
        value, cell.is_null() | day.is_between(FIRST_DAY, LAST_DAY).fill_null(value=False)
    )


def day_of(text: pl.Expr) -> pl.Expr:
    """Return the day that a text writes, null where that is not certain."""
    return pl.when(text.str.contains(f"^{DAY}$")).then(text).str.to_date("%Y-%m-%d", strict=False)


def moment_of(text: pl.Expr) -> pl.Expr:
    """Return the moment that a text writes in Shanghai time, null where that is not certain."""
    whole = pl.when(text.str.contains(f"^{MOMENT}$")).then(text).str.replace(" ", "T", literal=True)
    ways = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")
    return pl.coalesce(whole.str.to_datetime(way, time_unit="us", strict=False) for way in ways)


def datable(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Say where a day or a moment lies in years that a calendar can tell."""
    unit = {"ms": 10**3, "us": 10**6, "ns": 10**9}
    second = unit[dtype.time_unit] if isinstance(dtype, pl.Datetime) else 0
    most = _FAR_DAYS * (86_400 * second or 1)
    return cell.to_physical().is_between(-most, most)


_FAR_DAYS = 50_000
"""From 1970, in either direction: far past the years that are read."""


def _local(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Return a moment in Shanghai time, which is what one without a time zone is in already."""
    moment = pl.when(datable(cell, dtype)).then(cell).dt.cast_time_unit("us")
    if isinstance(dtype, pl.Datetime) and dtype.time_zone:
        moment = moment.dt.convert_time_zone("Asia/Shanghai").dt.replace_time_zone(None)
    return moment


_SIMPLE = {FactType.BOOLEAN, FactType.INTEGER, FactType.SET, FactType.CHOICE}
"""What has a notation of its own in text, or is as simple as it stands in JSON."""


def _written(fact: Fact, cell: pl.Expr) -> PolarsColumn:
    """Return what a cell of text writes, as `rows.written` reads it."""
    match fact.type:
        case FactType.BOOLEAN:
            return PolarsColumn(
                cell == "true", cell.is_null() | (cell == "true") | (cell == "false")
            )
        case FactType.INTEGER:
            number = cell.cast(pl.Int64, strict=False)
            return PolarsColumn(number, cell.is_null() | cell.str.contains(f"^{COUNT}$"))
        case FactType.SET:
            none = pl.lit([], dtype=pl.List(pl.String))
            members = cell.str.split(BETWEEN_MEMBERS)
            return _set(fact, cell, pl.when(cell == NO_MEMBER).then(none).otherwise(members))
        case _:
            return _chosen(fact, cell)


def _chosen(fact: Fact, cell: pl.Expr) -> PolarsColumn:
    if fact.type is FactType.SET:
        return _set(fact, cell, cell.cast(pl.List(pl.String)))
    return _kept(cell, cell.cast(pl.String).cast(pl.Enum(list(fact.choices)), strict=False))


def _set(fact: Fact, cell: pl.Expr, members: pl.Expr) -> PolarsColumn:
    strange = members.list.set_difference(pl.lit(list(fact.choices), dtype=pl.List(pl.String)))
    return PolarsColumn(members, cell.is_null() | (strange.list.len() == 0))


def _of_form(text: pl.Expr, form: Identifier) -> pl.Expr:
    """Say where a text has the form of an official code, with its check characters right."""
    certain = text.str.contains(f"^(?:{form.form})$")
    if form.checks:
        whole = pl.when(text.str.len_bytes() == form.length).then(text).cast(pl.Binary)
        bytes_ = pl.Array(pl.UInt8, form.length)
        points = whole.bin.reinterpret(dtype=bytes_, endianness="little")
        certain = pl.all_horizontal(certain, *(_checked(points, check) for check in form.checks))
    return text.is_null() | certain.fill_null(value=False)


def _checked(points: pl.Expr, check: CheckCharacter) -> pl.Expr:
    values = pl.lit(
        pl.Series([check.signs.find(chr(point)) for point in range(256)], dtype=pl.Int32)
    )
    weighted = (
        values.gather(points.arr.get(place)) * weight
        for place, weight in enumerate(check.weights, check.first)
    )
    expected = pl.lit(pl.Series([ord(one) for one in check.marks], dtype=pl.UInt8))
    found = expected.gather(-reduce(add, weighted) % len(check.marks))
    return found == points.arr.get(check.first + len(check.weights))
