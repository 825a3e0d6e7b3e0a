"""Values as text, in Polars: what heads the verdicts, and when time limits start."""

import polars as pl

from aeo_cli.rules.fact_values import EMPTY_SET, MEMBER_SEPARATOR
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.screening.plan import HEADING_TYPES
from aeo_cli.screening.polars.cells import in_shanghai, is_convertible, value_type


def text_of(cell: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Return a cell that is only carried through as text, as Spark writes it."""
    if isinstance(dtype, pl.Datetime):
        return in_shanghai(cell, dtype).dt.to_string("%Y-%m-%d %H:%M:%S%.f")
    if dtype == pl.Date:
        cell = pl.when(is_convertible(cell, dtype)).then(cell)
    return cell.cast(pl.String)


def split_start(start: pl.Expr, *, is_moment: bool) -> tuple[pl.Expr, pl.Expr]:
    """Return the two parts of a start; see `row_reader.Start`."""
    if not is_moment:
        return start.dt.to_string("%Y-%m-%d"), pl.lit("")
    fraction = pl.when(start.dt.microsecond() != 0).then(start.dt.to_string(".%6f"))
    rest = start.dt.to_string(":%S") + fraction.fill_null("") + pl.lit("+08:00")
    return start.dt.to_string("%Y-%m-%dT%H:%M"), rest


def heading_type(fact: Fact | None) -> pl.DataType:
    """Return the type of a column of the heading; None: it is no fact, and only carried through."""
    return value_type(fact) if fact and fact.type in HEADING_TYPES else pl.String()


def shown(fact: Fact, value: pl.Expr) -> pl.Expr:
    """Return the value of a fact as text, as `spellings.shown` does."""
    match fact.type:
        case FactType.SET:
            in_order = [pl.when(value.list.contains(key)).then(pl.lit(key)) for key in fact.choices]
            members = pl.concat_list(in_order).list.drop_nulls().list.join(MEMBER_SEPARATOR)
            text = pl.when(members == "").then(pl.lit(EMPTY_SET)).otherwise(members)
            return pl.when(value.is_not_null()).then(text)
        case FactType.DATE | FactType.DATETIME:
            minute, rest = split_start(value, is_moment=fact.type is FactType.DATETIME)
            return minute + rest
        case _:
            return value.cast(pl.String)
