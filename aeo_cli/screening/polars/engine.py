"""The engine of columns for one machine: Polars.

First every row becomes a standing or a pending, a file at a time; rows of which that is not certain
are read one by one. Then they meet, a partition of the refs at a time, so that memory is bounded by
the partition however large the portfolio is.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import polars as pl

from aeo_cli.screening.file_reader import FileReader, ReadRow, as_it_came
from aeo_cli.screening.job import Job, Outputs, Result
from aeo_cli.screening.polars.join import OK, SOURCE, Join
from aeo_cli.screening.polars.json_lines import TEXT, JsonLineReader
from aeo_cli.screening.polars.ranks import LINE, RankReader, ScannedTable
from aeo_cli.screening.polars.scan import rows_of, scan, unreadable
from aeo_cli.screening.polars.spill import PartitionedSpill
from aeo_cli.screening.portfolio import Portfolio
from aeo_cli.screening.rejects import cells_text
from aeo_cli.screening.row_reader import RowReader, Start
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.text_files import BLANK

PART_BYTES = {RowFormat.PARQUET: 18 * 2**20, RowFormat.CSV: 512 * 2**20, RowFormat.LINES: 2**30}
"""How much of a portfolio is answered at once, by the size of its files."""
BATCH = 250_000
"""How many rows are taken at once from a file."""


def screen(order: Job, outputs: Outputs | None, folder: Path) -> Result:
    """Answer a portfolio, and write the answers if they shall be written.

    Args:
        order: what is asked.
        outputs: the files to write.
        folder: where to keep what does not fit into memory.

    Raises:
        InputError: a file cannot be read at all.
        OSError: a file cannot be written.
    """
    return _PolarsRun(order, folder).outcome(outputs)


def parts(portfolio: Portfolio) -> int:
    """Return into how many partitions a portfolio is put."""
    return 1 + int(sum(one.size / PART_BYTES[one.form] for one in portfolio.sources))


class _PolarsRun:
    def __init__(self, order: Job, folder: Path) -> None:
        self.order, self.plan, self.folder = order, order.plan, folder
        self.ranks, self.reader = RankReader(order.plan), RowReader(order.plan, order.on)
        count = parts(order.portfolio)
        placed = {SOURCE: pl.UInt32(), OK: pl.Boolean()}
        self.enterprises = PartitionedSpill(
            {**self.ranks.standing, **placed}, count, folder / "enterprises"
        )
        self.items = PartitionedSpill({**self.ranks.pending, **placed}, count, folder / "items")
        self.meeting = Join(order, count, folder)

    def outcome(self, outputs: Outputs | None) -> Result:
        done, sources = 0, self.order.portfolio.sources
        for index, source in enumerate(sources):
            self._read(index, source)
            done += source.size
            self.order.progress(0.6 * done / max(self.order.portfolio.size, 1))
        count = len(self.enterprises.partitions)
        for number in range(count):
            self.meeting.answer(self.enterprises.drain(number), self.items.drain(number))
            self.order.progress(0.6 + 0.3 * (number + 1) / count)
        for index, wanted in self.meeting.refused.items():
            self.meeting.refuse_with_others(index, self._as_it_came(sources[index], wanted))
        return self.meeting.outcome(outputs)

    def _read(self, index: int, source: PortfolioFile) -> None:
        """Take every row of a file to its standing or pending, or refuse it."""
        rows = FileReader(source, self.reader, self.order.lang)
        try:
            raw = scan(source, self.plan, self.folder)
            if raw is None:
                self._keep_entries(index, source, rows.every())
            elif source.form is RowFormat.LINES:
                self._read_lines(index, source, raw, rows)
            else:
                self._read_table(index, source, raw, rows)
        except pl.exceptions.PolarsError as error:
            raise unreadable(source, error) from error

    def _read_lines(
        self, index: int, source: PortfolioFile, raw: ScannedTable, rows: FileReader
    ) -> None:
        lines, left = JsonLineReader(self.ranks), []
        for batch in lines.profiles(raw.frame).collect_batches(chunk_size=BATCH):
            items = lines.pendings(batch)
            doubtful = lines.doubtful(batch, items)
            if doubtful.is_empty():
                self._keep(self.enterprises, index, batch)
                self._keep(self.items, index, items)
                continue
            certain = ~_numbered(doubtful)
            self._keep(self.enterprises, index, batch.filter(certain))
            self._keep(self.items, index, items.filter(certain))
            left.append(doubtful)
        if left:
            found = rows_of(raw, _numbered(pl.concat(left)))
            texts = ((line, str(row[TEXT]).strip(BLANK)) for line, row in found)
            entries = (rows.profile(line, text) for line, text in texts if text)
            self._keep_entries(index, source, entries)

    def _read_table(
        self, index: int, source: PortfolioFile, raw: ScannedTable, rows: FileReader
    ) -> None:
        of_items = source.table is TableName.BUSINESS
        taken = (self.ranks.pendings if of_items else self.ranks.standings)(raw)
        store = self.items if of_items else self.enterprises
        doubtful = store.add_certain(taken.with_columns(*_placed(index)))
        if len(doubtful):
            cells = rows_of(raw, _numbered(doubtful))
            entries = (rows.cells(line, row, textual=raw.textual) for line, row in cells)
            self._keep_entries(index, source, entries)

    def _keep(self, store: PartitionedSpill, index: int, frame: pl.DataFrame) -> None:
        store.add(frame.with_columns(*_placed(index)))

    def _keep_entries(self, index: int, source: PortfolioFile, entries: Iterable[ReadRow]) -> None:
        """Keep rows that were read one by one."""
        of_items = source.table is TableName.BUSINESS
        waiting = iter(entries)
        while some := list(islice(waiting, BATCH)):
            if not of_items:
                standings = [self._standing(index, entry) for entry in some if entry.ref]
                self.enterprises.add(pl.DataFrame(standings, self.enterprises.schema, orient="row"))
            pendings = [row for entry in some for row in self._pendings(index, entry, of_items)]
            self.items.add(pl.DataFrame(pendings, self.items.schema, orient="row"))
            self.meeting.refuse(index, [entry.reject for entry in some if entry.reject])
            self.meeting.in_order = False

    def _standing(self, index: int, entry: ReadRow) -> tuple[object, ...]:
        if entry.standing is None:
            unsaid = (None,) * len(self.plan.heading), (0,) * len(self.plan.entitled)
            return entry.line, entry.ref, *unsaid[0], *unsaid[1], index, False
        return entry.line, entry.ref, *entry.standing.heading, *entry.standing.entitled, index, True

    def _pendings(self, index: int, entry: ReadRow, of_items: bool) -> Iterator[tuple[object, ...]]:
        for item in entry.pending:
            starts = map(_value, item.starts)
            yield (
                entry.line,
                item.ref,
                item.id,
                *self.plan.packed(item.called),
                *starts,
                index,
                True,
            )
        if of_items and entry.reject and entry.ref:
            unsaid = (0,) * len(self.plan.lanes), (None,) * len(self.plan.clocks)
            yield entry.line, entry.ref, None, *unsaid[0], *unsaid[1], index, False

    def _as_it_came(
        self, source: PortfolioFile, wanted: Iterable[int]
    ) -> Iterator[tuple[int, str]]:
        if source.form is not RowFormat.PARQUET:
            yield from as_it_came(source, self.reader, wanted)
        elif raw := scan(source, self.plan, self.folder):
            for line, cells in rows_of(raw, _numbered(pl.Series([*wanted], dtype=pl.UInt32))):
                yield line, cells_text(cells)


def _placed(index: int) -> tuple[pl.Expr, pl.Expr]:
    """Return the columns of a row that can be read, of the file at a place."""
    return pl.lit(index, dtype=pl.UInt32).alias(SOURCE), pl.lit(value=True).alias(OK)


def _numbered(numbers: pl.Series) -> pl.Expr:
    return pl.col(LINE).is_in(numbers.implode())


def _value(start: Start | None) -> date | None:
    if start is None:
        return None
    if start.rest:
        return datetime.fromisoformat(start.hour + start.rest).replace(tzinfo=None)
    return date.fromisoformat(start.hour)
