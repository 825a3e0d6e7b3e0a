"""The rows of a table as ranks of conditions, in Polars, and whether each row is certain."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from aeo_cli.rules.facts import Fact
from aeo_cli.rules.names import ITEM
from aeo_cli.screening.heads import ODD_SIGN, fact_name
from aeo_cli.screening.plan import HEADING_TYPES, Plan
from aeo_cli.screening.polars.cells import PolarsColumn, read_column, value_type
from aeo_cli.screening.polars.expressions import KIND, entitlements, lanes
from aeo_cli.screening.polars.texts import heading_type, shown
from aeo_cli.screening.sources import TableName
from aeo_cli.screening.table_schema import facts_of

LINE = "#line"
"""The line of a row, as in `rejects`. No fact has a name with this sign."""
CERTAIN = "#certain"


class ScannedTable(NamedTuple):
    """The original rows of a table, with `LINE`, and the types of its columns."""

    frame: pl.LazyFrame
    columns: Mapping[str, pl.DataType]
    header_refs: Sequence[str] = ()
    """What the head of `ref` may be in CSV, if the header is in the file once more."""
    expired: Mapping[str, pl.Expr] = MappingProxyType({})
    """By column, whether the evidence for the fact has expired, so that it is unknown."""
    stated: Sequence[tuple[str, str | None]] = ()
    """Each column that the folders of the file state, and its text; the frame has it too."""


class RankReader:
    """Reads rows and evaluates the conditions of a plan.

    Args:
        plan: the catalogue.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.entitlements, self.lanes = entitlements(plan), lanes(plan)
        facts = plan.enterprise_facts
        heading = {
            column: heading_type(facts.get(name))
            for column, name in zip(plan.heading_columns, plan.heading, strict=True)
        }
        starts = {name: value_type(fact) for name, fact in plan.start_facts.items()}
        keys = {LINE: pl.UInt32(), "ref": pl.String()}
        self.enterprise_schema = {
            **keys,
            **heading,
            **dict.fromkeys(plan.enterprise_conditions, pl.Int8()),
        }
        self.item_schema = {
            **keys,
            "id": pl.String(),
            **dict.fromkeys(plan.lanes, pl.Int64()),
            **starts,
        }

    def enterprise_ranks(self, table: ScannedTable, keep: Sequence[str] = ()) -> pl.LazyFrame:
        """Return the ranks of a table of enterprises, with `CERTAIN`.

        Args:
            table: the table.
            keep: columns to keep as they are.
        """
        columns = self._columns(table, TableName.ENTERPRISES)
        ref = _text(table, "ref")
        values = table.frame.select(
            LINE,
            *keep,
            ref.alias("ref"),
            (_is_no_header(table, ref) & _all_certain(table, columns)).alias(CERTAIN),
            *(column.value.alias(name) for name, column in columns.items()),
            *(_text(table, name).alias(name) for name in self.plan.heads.extras.values()),
        )
        heading = zip(self.plan.heading_columns, self.plan.heading, strict=True)
        headed = values.with_columns(self._heading(name).alias(column) for column, name in heading)
        return headed.with_columns(**self.entitlements).select(
            *self.enterprise_schema, CERTAIN, *keep
        )

    def _heading(self, name: str) -> pl.Expr:
        """Return a column of the heading."""
        if extra := self.plan.heads.extras.get(name):
            return pl.col(extra)
        fact, value = self.plan.enterprise_facts[name], pl.col(fact_name(name))
        return value if fact.type in HEADING_TYPES else shown(fact, value)

    def item_ranks(self, table: ScannedTable) -> pl.LazyFrame:
        """Return the ranks of a table of business, with `CERTAIN`.

        A row is not certain if it states a fact that its kind of item does not have.
        """
        columns = self._columns(table, TableName.BUSINESS)
        ref, id_, kind_text = (_text(table, name) for name in ("ref", "id", KIND))
        kind = kind_text.cast(pl.Enum(list(self.plan.catalogue.kinds)), strict=False)
        values = table.frame.select(
            LINE,
            ref.alias("ref"),
            id_.alias("id"),
            kind.alias(KIND),
            _all_certain(table, columns).alias(CERTAIN),
            *(column.value.alias(name) for name, column in columns.items()),
        )
        fitting = (self._fits_kind(name) for name in self.plan.item_facts if name in table.columns)
        certain = pl.all_horizontal(CERTAIN, pl.col(KIND).is_not_null(), *fitting)
        starts = (
            self._start(name, fact).alias(name) for name, fact in self.plan.start_facts.items()
        )
        rows = values.with_columns(*starts, certain.fill_null(value=False).alias(CERTAIN))
        return rows.with_columns(**self.lanes).select(*self.item_schema, CERTAIN)

    def _columns(self, table: ScannedTable, name: TableName) -> dict[str, PolarsColumn]:
        facts = facts_of(name, self.plan)
        columns = {key: _column(table, key, fact) for key, fact in facts.items()}
        if name is TableName.BUSINESS:
            uniform = self.plan.uniform_facts
            differing = [key for key in table.columns if key in facts and key not in uniform]
            columns |= {key: _stated(pl.col(key)) for key in differing}
            return {f"{ITEM}.{key}": column for key, column in columns.items()}
        return {fact_name(key): column for key, column in columns.items()}

    def _start(self, name: str, fact: Fact) -> pl.Expr:
        """Return the start of a time limit; of a fact that differs by kind none is certain."""
        column = pl.col(f"{ITEM}.{name}") if name in self.plan.uniform_facts else pl.lit(None)
        return column.cast(value_type(fact))

    def _fits_kind(self, name: str) -> pl.Expr:
        """Return whether a fact is null or the item's kind has it, in each row.

        A fact whose values differ by kind is never certain.
        """
        kinds = self.plan.kinds_with(name) if name in self.plan.uniform_facts else ()
        of_kind = (pl.col(KIND) == kind for kind in kinds)
        return pl.any_horizontal(pl.col(f"{ITEM}.{name}").is_null(), *of_kind)


def _column(table: ScannedTable, name: str, fact: Fact) -> PolarsColumn:
    if name not in table.columns:
        return PolarsColumn(pl.lit(None, dtype=value_type(fact)), None)
    column = read_column(fact, name, table.columns[name])
    if (expired := table.expired.get(name)) is None:
        return column
    return column._replace(value=pl.when(~expired).then(column.value))


def _stated(cell: pl.Expr) -> PolarsColumn:
    """Return whether a cell states something, in place of its value, which depends on the kind."""
    return PolarsColumn(pl.when(cell.is_not_null()).then(pl.lit(value=True)), None)


def _text(table: ScannedTable, name: str) -> pl.Expr:
    return (pl.col(name) if name in table.columns else pl.lit(None)).cast(pl.String)


def _is_no_header(table: ScannedTable, ref: pl.Expr) -> pl.Expr:
    """Return whether a row of CSV is certainly not the header once more, from another file."""
    if not table.header_refs:
        return pl.lit(value=True)
    return ~ref.is_in(table.header_refs) & ~ref.str.contains(ODD_SIGN)


def _all_certain(table: ScannedTable, columns: Mapping[str, PolarsColumn]) -> pl.Expr:
    tests = [column.certain for column in columns.values() if column.certain is not None]
    agreeing = (_agrees(pl.col(name), table.columns[name], cell) for name, cell in table.stated)
    has_ref = (_text(table, "ref") != "").fill_null(value=False)
    return pl.all_horizontal(has_ref, *tests, *agreeing)


def _agrees(cell: pl.Expr, dtype: pl.DataType, stated: str | None) -> pl.Expr:
    """Return whether a cell is certainly what the folders of the file state."""
    if dtype.is_nested():
        return pl.lit(value=False)
    return cell.cast(pl.String).eq_missing(pl.lit(stated, dtype=pl.String))
