"""From rows to ranks, in Polars: which rows are certain, and what they come to."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import narwhals as nw
import polars as pl

from aeo_cli.rules.facts import Fact
from aeo_cli.screening.expressions import KIND, entitlements, lanes
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.polars.cells import PolarsColumn, typed, value_type
from aeo_cli.screening.sources import TableName
from aeo_cli.screening.table_schema import fact_column, facts_of

LINE = "#line"
"""The number of a row, as `rejects` has it. No fact's name has such a sign."""
CERTAIN = "#certain"


class ScannedTable(NamedTuple):
    """A table as it came: its rows, with `LINE`, and the types of its columns."""

    frame: pl.LazyFrame
    columns: Mapping[str, pl.DataType]
    textual: bool = False
    """Whether every cell is text, written as in CSV."""
    checked: bool = False
    """Whether it is known already that each cell has a value of its fact's type."""


class RankReader:
    """What takes rows to standings and pendings.

    Args:
        plan: the catalogue.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.entitlements, self.lanes = entitlements(plan), lanes(plan)
        heads = {name: value_type(plan.catalogue.enterprise[name]) for name in plan.heading}
        starts = {name: value_type(fact) for name, fact in plan.clocks.items()}
        named = {LINE: pl.UInt32(), "ref": pl.String()}
        self.standing = {**named, **heads, **dict.fromkeys(plan.entitled, pl.Int8())}
        self.pending = {
            **named,
            "id": pl.String(),
            **dict.fromkeys(plan.lanes, pl.Int64()),
            **starts,
        }

    def standings(self, raw: ScannedTable, keep: Sequence[str] = ()) -> pl.LazyFrame:
        """Return the standings of a table of enterprises, with `CERTAIN`.

        Args:
            raw: the table.
            keep: columns that are kept as they are.
        """
        cells = self._cells(raw, TableName.ENTERPRISES)
        ref = _text(raw, "ref")
        values = raw.frame.select(
            LINE,
            *keep,
            ref.alias("ref"),
            (_is_ref(ref) & _all_certain(cells)).alias(CERTAIN),
            *(cell.value.alias(name) for name, cell in cells.items()),
        )
        heads = (
            pl.col(fact_column(TableName.ENTERPRISES, name)).alias(name)
            for name in self.plan.heading
        )
        return _ranked(
            values.with_columns(*heads), self.entitlements, (*self.standing, CERTAIN, *keep)
        )

    def pendings(self, raw: ScannedTable) -> pl.LazyFrame:
        """Return the pendings of a table of business, with `CERTAIN`.

        A row with a fact that its kind has not is not certain.
        """
        cells = self._cells(raw, TableName.BUSINESS)
        ref, id_, kind = (_text(raw, name) for name in ("ref", "id", KIND))
        known = kind.cast(pl.Enum(list(self.plan.catalogue.kinds)), strict=False)
        values = raw.frame.select(
            LINE,
            ref.alias("ref"),
            id_.alias("id"),
            known.alias(KIND),
            (_is_ref(ref) & _all_certain(cells)).alias(CERTAIN),
            *(cell.value.alias(name) for name, cell in cells.items()),
        )
        fitting = (
            self._is_of_its_kind(name) for name in self.plan.item_facts if name in raw.columns
        )
        certain = pl.all_horizontal(CERTAIN, pl.col(KIND).is_not_null(), *fitting)
        starts = (pl.col(f"item__{name}").alias(name) for name in self.plan.clocks)
        placed = values.with_columns(*starts, certain.fill_null(value=False).alias(CERTAIN))
        return _ranked(placed, self.lanes, (*self.pending, CERTAIN))

    def _cells(self, raw: ScannedTable, table: TableName) -> dict[str, PolarsColumn]:
        facts = facts_of(table, self.plan)
        return {fact_column(table, name): _cell(raw, name, fact) for name, fact in facts.items()}

    def _is_of_its_kind(self, name: str) -> pl.Expr:
        kinds = self.plan.kinds_with(name) if self.plan.is_alike(name) else ()
        named = (pl.col(KIND) == kind for kind in kinds)
        return pl.any_horizontal(pl.col(f"item__{name}").is_null(), *named)


def _cell(raw: ScannedTable, name: str, fact: Fact) -> PolarsColumn:
    if name not in raw.columns:
        return PolarsColumn(pl.lit(None, dtype=value_type(fact)), None)
    return typed(fact, name, raw.columns[name], textual=raw.textual, checked=raw.checked)


def _text(raw: ScannedTable, name: str) -> pl.Expr:
    return (pl.col(name) if name in raw.columns else pl.lit(None)).cast(pl.String)


def _is_ref(ref: pl.Expr) -> pl.Expr:
    return (ref != "").fill_null(value=False)


def _all_certain(cells: Mapping[str, PolarsColumn]) -> pl.Expr:
    doubtful = [cell.certain for cell in cells.values() if cell.certain is not None]
    return pl.all_horizontal(pl.lit(value=True), *doubtful)


def _ranked(
    values: pl.LazyFrame, ranks: Mapping[str, nw.Expr], columns: Sequence[str]
) -> pl.LazyFrame:
    named = [expr.alias(name) for name, expr in ranks.items()]
    return nw.to_native(nw.from_native(values).with_columns(*named)).select(*columns)
