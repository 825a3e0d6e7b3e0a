"""The Polars engine: screening by columns on one machine.

First each file is read into ranks, which are partitioned by `ref`; rows that are not certain are
read one by one. Then the partitions are joined and assessed one after another, so that memory holds
only one of them, however large the portfolio is.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path

import polars as pl

from aeo_cli.documents import interruptions
from aeo_cli.documents.problems import Attempts
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.screening.file_reader import FileReader, ReadRow, original_rows
from aeo_cli.screening.head_survey import survey
from aeo_cli.screening.job import Job, Outputs, Result
from aeo_cli.screening.polars.join import READABLE, SOURCE, Join
from aeo_cli.screening.polars.json_lines import TEXT, JsonLineReader
from aeo_cli.screening.polars.ranks import LINE, RankReader, ScannedTable
from aeo_cli.screening.polars.scan import (
    check_heads,
    heads,
    scan,
    select_rows,
    unreadable,
)
from aeo_cli.screening.polars.spill import PartitionedSpill
from aeo_cli.screening.portfolio import Portfolio
from aeo_cli.screening.rejects import cells_text
from aeo_cli.screening.row_reader import RowReader, Start
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.text_files import BLANK

PARTITION_BYTES = {
    RowFormat.PARQUET: 18 * 2**20,
    RowFormat.CSV: 512 * 2**20,
    RowFormat.LINES: 2**30,
}
"""The size of the files that fill a partition, by format; Parquet is compressed."""
BATCH_ROWS = 250_000
"""How many rows of a file are read at a time."""


def screen(job: Job, outputs: Outputs | None, folder: Path) -> Result:
    """Assess a portfolio, and write the outputs if there are any.

    Args:
        job: what to do.
        outputs: the files to write.
        folder: where to keep what does not fit into memory.

    Raises:
        InputError: a file cannot be read at all.
        OSError: a file cannot be written.
    """
    with interruptions.stopping_engine():
        return _PolarsRun(job, folder).run(outputs)


def partition_count(portfolio: Portfolio) -> int:
    """Return the number of partitions of a portfolio."""
    sources = portfolio.sources
    return 1 + int(sum(source.size / PARTITION_BYTES[source.form] for source in sources))


class _PolarsRun:
    def __init__(self, job: Job, folder: Path) -> None:
        self.job, self.plan, self.folder = job, job.plan, folder
        self.ranks, self.reader = RankReader(job.plan), RowReader(job.plan, job.on)
        self.partition_count = partition_count(job.portfolio)
        self.enterprises = self._spill("enterprises", self.ranks.enterprise_schema)
        self.items = self._spill("items", self.ranks.item_schema)
        self.join = Join(job, self.partition_count, folder)

    def _spill(self, name: str, schema: dict[str, pl.DataType]) -> PartitionedSpill:
        row_schema = {**schema, SOURCE: pl.UInt32(), READABLE: pl.Boolean()}
        return PartitionedSpill(row_schema, self.partition_count, self.folder / name)

    def run(self, outputs: Outputs | None) -> Result:
        surveyed = survey(self.job, heads, partial(check_heads, plan=self.plan))
        done, sources = 0, self.job.portfolio.sources
        with Attempts() as attempt:
            for index, source in enumerate(sources):
                attempt(self._read, index, source)
                done += source.size
                self.job.progress(0.6 * done / max(self.job.portfolio.size, 1))
        for number in range(self.partition_count):
            self.join.assess(self.enterprises.drain(number), self.items.drain(number))
            self.job.progress(0.6 + 0.3 * (number + 1) / self.partition_count)
        for index, lines in self.join.rejected.items():
            self.join.reject_originals(index, self._original_rows(sources[index], lines))
        result = self.join.finish(outputs)
        result.notes, result.spellings = surveyed.notes, self.reader.spellings
        result.spellings.update(surveyed.spellings)
        return result

    def _read(self, index: int, source: PortfolioFile) -> None:
        """Read every row of a file into its ranks, or reject it."""
        reader = FileReader(source, self.reader)
        try:
            table = scan(source, self.plan, self.folder)
            if table is None:
                self._add_rows(index, source, reader.read_all())
            elif source.form is RowFormat.LINES:
                self._read_lines(index, source, table, reader)
            else:
                self._read_table(index, source, table, reader)
        except pl.exceptions.PolarsError as error:
            raise unreadable(source, error) from error

    def _read_lines(
        self, index: int, source: PortfolioFile, table: ScannedTable, reader: FileReader
    ) -> None:
        lines, uncertain = JsonLineReader(self.ranks), []
        ranks = lines.enterprise_ranks(table.frame)
        for batch in ranks.collect_batches(chunk_size=BATCH_ROWS):
            enterprises, items = batch, lines.item_ranks(batch)
            numbers = lines.uncertain_lines(enterprises, items)
            if not numbers.is_empty():
                certain = ~_has_line(numbers)
                enterprises, items = enterprises.filter(certain), items.filter(certain)
                uncertain.append(numbers)
            self.enterprises.add(enterprises.with_columns(*_readable_in(index)))
            self.items.add(items.with_columns(*_readable_in(index)))
        if uncertain:
            rows = select_rows(table, _has_line(pl.concat(uncertain)))
            texts = ((line, str(cells[TEXT]).strip(BLANK)) for line, cells in rows)
            self._add_rows(
                index, source, (reader.read_line(line, text) for line, text in texts if text)
            )

    def _read_table(
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
            self.join.reject(index, [row.reject for row in batch if row.reject])
            self.join.result.rows += sum(not row.ref for row in batch)  # in no partition
            self.join.in_order = False

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

    def _original_rows(
        self, source: PortfolioFile, lines: Iterable[int]
    ) -> Iterator[tuple[int, str]]:
        if source.form is not RowFormat.PARQUET:
            yield from original_rows(source, self.reader, lines)
        elif table := scan(source, self.plan, self.folder):
            numbers = pl.Series([*lines], dtype=pl.UInt32)
            for line, cells in select_rows(table, _has_line(numbers)):
                yield line, cells_text(cells)


def _readable_in(index: int) -> tuple[pl.Expr, pl.Expr]:
    """Return `SOURCE` and `READABLE` for readable rows of the file with an index."""
    return pl.lit(index, dtype=pl.UInt32).alias(SOURCE), pl.lit(value=True).alias(READABLE)


def _has_line(numbers: pl.Series) -> pl.Expr:
    return pl.col(LINE).is_in(numbers.implode())


def _value(start: Start | None, fact: Fact) -> date | None:
    """Return the day, or the moment in Shanghai time without its time zone."""
    if start is None:
        return None
    if start.rest or fact.type is FactType.DATETIME:  # of a kind in which it is a day, its midnight
        return datetime.fromisoformat(start.minute + start.rest).replace(tzinfo=None)
    return date.fromisoformat(start.minute)
