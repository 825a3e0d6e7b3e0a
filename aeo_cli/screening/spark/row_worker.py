"""Rows read one by one where they lie: on the executors of Spark."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pyspark.sql import Row

from aeo_cli.documents.escaping import visible
from aeo_cli.screening.file_reader import FileReader, ReadRow
from aeo_cli.screening.job import Job
from aeo_cli.screening.rejects import cells_text
from aeo_cli.screening.row_reader import RowReader
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.text_files import BLANK

FILE, LINE, REASON, ROW = "_file", "_line", "_reason", "_row"
"""Where a row stands, as far as Spark tells; why it is refused; the row as it came."""
CORRUPT = "_corrupt"
"""Not null for a row of CSV that has not as many cells as there are columns."""


def uri(path: Path) -> str:
    """Return the name of a file as Spark wants it.

    What has no scheme is a file of this machine. Of the slashes of a scheme a path keeps one.
    """
    scheme, slash, rest = path.as_posix().partition(":/")
    if slash and scheme.isalnum():
        return f"{scheme}://{rest}"
    return f"file://{path.resolve().as_posix()}"


def shown(file: str) -> str:
    """Return the name of a file as it is shown, from what Spark calls it."""
    return visible(unquote(urlsplit(file).path) if file.startswith("file:") else file)


Record = tuple[list[str], int]
"""The cells of a row of CSV, and its number: the header is 1."""


def csv_records(file: tuple[str, bytes], encoding: str) -> Iterator[Record]:
    """Yield the records of a file of CSV, as `texts.rows` reads them."""
    csv.field_size_limit(2**31 - 1)
    text = file[1].decode("utf-8-sig" if encoding == "utf-8" else encoding)
    for number, cells in enumerate(csv.reader(StringIO(text, newline=""), strict=True), 1):
        yield cells, number


def is_row(record: Record) -> bool:
    """Say whether a record is a row that says something."""
    return record[1] > 1 and any(record[0])


def csv_row(record: Record, count: int, file: str) -> tuple[Any, ...]:
    """Return a row of CSV with its place, and whether it has not one cell for each column."""
    cells, number = record
    said = [cell or None for cell in cells[:count]]
    unsaid = [None] * (count - len(said))
    return *said, *unsaid, file, number, None if len(cells) == count else ""


class RowWorker:
    """Reads rows one by one, where they lie.

    Args:
        order: what is asked.
        source: what the rows are of.
    """

    def __init__(self, order: Job, source: PortfolioFile) -> None:
        self.plan, self.on, self.lang, self.source = order.plan, order.on, order.lang, source

    def lines(self, rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
        """Yield the standings of lines, each with its pendings."""
        reader = RowReader(self.plan, self.on)
        for row in rows:
            if text := bytes(row["value"]).decode(self.source.encoding).strip(BLANK):
                entry = self._reader(reader, row[FILE]).profile(0, text)
                place = self._place(entry, row[FILE], text)
                yield *self._enterprise(entry), *place, self._items(entry, place)

    def rows(self, rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
        """Yield the standings or pendings of the rows of a table."""
        reader = RowReader(self.plan, self.on)
        for row in rows:
            known = row.asDict()
            cells = {name: _plain(cell) for name, cell in known.items() if name not in _OWN}
            one, line = self._reader(reader, row[FILE]), row[LINE] or 0
            if known.get(CORRUPT) is not None:
                entry = one.ragged(line, cells)
            else:
                entry = one.cells(line, cells, textual=self.source.form is RowFormat.CSV)
            place = self._place(entry, row[FILE], cells_text(cells))
            if self.source.table is TableName.BUSINESS:
                yield from self._items(entry, place)
            else:
                yield *self._enterprise(entry), *place

    def _reader(self, reader: RowReader, file: str) -> FileReader:
        return FileReader(self.source._replace(path=Path(shown(file))), reader, self.lang)

    def _place(self, entry: ReadRow, file: str, row: str) -> tuple[Any, ...]:
        reason = entry.reject.reason if entry.reject else None
        return self.source.label or shown(file), entry.line or None, reason, row

    def _enterprise(self, entry: ReadRow) -> tuple[Any, ...]:
        if entry.standing and entry.reject is None:
            return entry.standing.ref, *entry.standing.heading, *entry.standing.entitled
        unsaid = [None] * len(self.plan.heading), [0] * len(self.plan.entitled)
        return entry.ref, *unsaid[0], *unsaid[1]

    def _items(self, entry: ReadRow, place: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        found = []
        for item in entry.pending:
            texts = (text for start in item.starts for text in (start or (None, None)))
            found.append((item.ref, item.id, *self.plan.packed(item.called), *texts, *place))
        if entry.reject and self.source.table is TableName.BUSINESS:
            unsaid = [0] * len(self.plan.lanes), [None] * (2 * len(self.plan.clocks))
            found.append((entry.ref, None, *unsaid[0], *unsaid[1], *place))
        return found


def _plain(cell: object) -> object:
    """Return a cell as the reader knows it; whole numbers without a sign come as decimals."""
    return int(cell) if isinstance(cell, Decimal) else cell


_OWN = {FILE, LINE, CORRUPT}
