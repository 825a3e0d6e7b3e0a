"""Rows read into ranks, in Polars: by columns where they are certain, else one by one."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import polars as pl

from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.screening.file_reader import FileReader, ReadRow, original_rows
from aeo_cli.screening.job import Job
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.polars.columns import unreadable
from aeo_cli.screening.polars.join import READABLE, SOURCE
from aeo_cli.screening.polars.json_lines import LINE_BATCH, TEXT, JsonLineReader
from aeo_cli.screening.polars.ranks import LINE, RankReader, ScannedTable
from aeo_cli.screening.polars.scan import scan, select_rows
from aeo_cli.screening.polars.spill import BATCH_ROWS, PartitionedSpill
from aeo_cli.screening.rejects import Reject, cells_text
from aeo_cli.screening.row_reader import RowReader, Start
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.text_files import BLANK


class Reading:
    """Reads rows of a portfolio into ranks, and keeps these by partition.

    Args:
        job: what to do.
        partition_count: the number of partitions.
        folder: where to keep what does not fit into memory.
        reject: called with the index of a file and rejected rows of it.
    """

    def __init__(
        self,
        job: Job,
        partition_count: int,
        folder: Path,
        reject: Callable[[int, Sequence[Reject]], object],
    ) -> None:
        self.job, self.plan, self.folder, self.reject = job, job.plan, folder, reject
        self.ranks, self.reader = RankReader(job.plan), RowReader(job.plan, job.on)
        places = {SOURCE: pl.UInt32(), READABLE: pl.Boolean()}
        self.enterprises, self.items = (
            PartitionedSpill({**schema, **places}, partition_count, folder / name)
            for name, schema in (
                ("enterprises", self.ranks.enterprise_schema),
                ("items", self.ranks.item_schema),
            )
        )
        self.without_ref = 0
        """How many of the rejected rows are in no partition, because they have no `ref`."""
        self.in_order = True
        """Whether the rows of each partition are in the order of their files."""

    def read_file(self, index: int, source: PortfolioFile) -> None:
        """Read every row of a file.

        Args:
            index: its index in the portfolio.
            source: the file.

        Raises:
            InputError: the file cannot be read at all.
        """
        try:
            table = scan(source, self.plan, self.folder)
            if table is None:
                self._add_rows(index, source, FileReader(source, self.reader).read_all())
            else:
                self.read_table(index, source, table)
        except pl.exceptions.PolarsError as error:
            raise unreadable(source, error) from error

    def read_table(self, index: int, source: PortfolioFile, table: ScannedTable) -> None:
        """Read rows of a file; the column of JSON lines is `TEXT`."""
        read = self._read_lines if source.form is RowFormat.LINES else self._read_cells
        read(index, source, table, FileReader(source, self.reader))

    def _read_lines(
        self, index: int, source: PortfolioFile, table: ScannedTable, reader: FileReader
    ) -> None:
        if source.profile:  # it is read from its document, not from the line
            self._add_lines(index, reader, table, pl.lit(value=True))
            return
        lines, uncertain = JsonLineReader(self.ranks, self.job.on), []
        for batch in table.frame.collect_batches(chunk_size=LINE_BATCH):
            enterprises = lines.enterprise_ranks(batch)
            items = lines.item_ranks(enterprises)
            numbers = lines.uncertain_lines(enterprises, items)
            if not numbers.is_empty():
                certain = ~_has_line(numbers)
                enterprises, items = enterprises.filter(certain), items.filter(certain)
                uncertain.append(numbers)
            self.enterprises.add(enterprises.with_columns(*_readable_in(index)))
            self.items.add(items.with_columns(*_readable_in(index)))
        if uncertain:
            self._add_lines(index, reader, table, _has_line(pl.concat(uncertain)))

    def _add_lines(
        self, index: int, reader: FileReader, table: ScannedTable, condition: pl.Expr
    ) -> None:
        """Read the lines for which a condition is true one by one, and add them."""
        rows = select_rows(table, condition)
        texts = ((line, str(cells[TEXT]).strip(BLANK)) for line, cells in rows)
        lines = (reader.read_line(line, text) for line, text in texts if text)
        self._add_rows(index, reader.source, lines)

    def _read_cells(
        self, index: int, source: PortfolioFile, table: ScannedTable, reader: FileReader
    ) -> None:
        if source.table is TableName.BUSINESS:
            spill, ranks = self.items, self.ranks.item_ranks(table)
        else:
            spill, ranks = self.enterprises, self.ranks.enterprise_ranks(table)
        uncertain = spill.add_certain(ranks.with_columns(*_readable_in(index)))
        if len(uncertain):
            rows = select_rows(table, _has_line(uncertain))
            self._add_rows(index, source, (reader.read_cells(line, cells) for line, cells in rows))

    def _add_rows(self, index: int, source: PortfolioFile, rows: Iterable[ReadRow]) -> None:
        """Add rows that were read one by one."""
        is_business = source.table is TableName.BUSINESS
        remaining = iter(rows)
        while batch := list(islice(remaining, BATCH_ROWS)):
            if not is_business:
                enterprises = [self._enterprise(index, row) for row in batch if row.ref]
                self.enterprises.add(
                    pl.DataFrame(enterprises, self.enterprises.schema, orient="row")
                )
            items = [item for row in batch for item in self._items(index, row, is_business)]
            self.items.add(pl.DataFrame(items, self.items.schema, orient="row"))
            self.reject(index, [row.reject for row in batch if row.reject])
            self.without_ref += sum(not row.ref for row in batch)
            self.in_order = False

    def _enterprise(self, index: int, row: ReadRow) -> tuple[object, ...]:
        heading: Sequence[str | None] = [None] * len(self.plan.heading)
        entitled: Sequence[int] = [0] * len(self.plan.enterprise_conditions)
        if row.enterprise:
            _, heading, entitled = row.enterprise
        return row.line, row.ref, *heading, *entitled, index, row.enterprise is not None

    def _items(self, index: int, row: ReadRow, is_business: bool) -> Iterator[tuple[object, ...]]:
        for item in row.items:
            lanes = self.plan.pack(item.triggered)
            starts = map(_value, item.starts, self.plan.start_facts.values())
            yield row.line, item.ref, item.id, *lanes, *starts, index, True
        if is_business and row.reject and row.ref:
            no_ranks, no_starts = [0] * len(self.plan.lanes), [None] * len(self.plan.start_facts)
            yield row.line, row.ref, None, *no_ranks, *no_starts, index, False


def _readable_in(index: int) -> tuple[pl.Expr, pl.Expr]:
    """Return `SOURCE` and `READABLE` for readable rows of the file with an index."""
    return pl.lit(index, dtype=pl.UInt32).alias(SOURCE), pl.lit(value=True).alias(READABLE)


def original_texts(
    source: PortfolioFile, table: ScannedTable | None, plan: Plan, lines: Collection[int]
) -> Iterator[tuple[int, str]]:
    """Yield the original rows of a file that have some line numbers.

    Args:
        source: the file.
        table: rows of it; None: all rows of a text file.
        plan: the plan, which knows the columns of tables.
        lines: the line numbers.
    """
    if table is None:
        yield from original_rows(source, plan, lines)
        return
    for line, cells in select_rows(table, _has_line(pl.Series([*lines], dtype=pl.UInt32))):
        is_line = source.form is RowFormat.LINES
        yield line, str(cells[TEXT]).strip(BLANK) if is_line else cells_text(cells)


def _has_line(numbers: pl.Series) -> pl.Expr:
    return pl.col(LINE).is_in(numbers.implode())


def _value(start: Start | None, fact: Fact) -> date | None:
    """Return the day, or the moment in Shanghai time without its time zone."""
    if start is None:
        return None
    if start.rest or fact.type is FactType.DATETIME:  # of a kind in which it is a day, its midnight
        return datetime.fromisoformat(start.minute + start.rest).replace(tzinfo=None)
    return date.fromisoformat(start.minute)
