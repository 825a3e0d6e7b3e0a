"""Rows read one by one on the executors of Spark."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any, NamedTuple

from pyspark.accumulators import Accumulator, AccumulatorParam
from pyspark.sql import Row

from aeo_cli.documents.encodings import Encoding
from aeo_cli.rules.spellings import Spellings
from aeo_cli.screening.csv_syntax import parse_csv
from aeo_cli.screening.file_reader import FileReader, ReadRow
from aeo_cli.screening.job import Job
from aeo_cli.screening.rejects import Fault, cells_text
from aeo_cli.screening.row_reader import RowReader
from aeo_cli.screening.sources import PortfolioFile, TableName
from aeo_cli.screening.spark.files import by_uri, file_of, shown_name
from aeo_cli.screening.text_files import BLANK, is_ragged

FILE, LINE, FAULTS, ROW = "_file", "_line", "_faults", "_row"
"""The location of a row, as far as Spark knows it; why it is rejected; the original row."""
VALUE = "value"
"""The bytes of a line."""
CORRUPT = "_corrupt"
"""Not null for a CSV row with more cells than there are columns."""


CONTENT = "content"
"""The bytes of a file."""


class Record(NamedTuple):
    """A row of CSV."""

    file: str
    cells: list[str]
    number: int
    """The header is 1."""


def csv_records(file: Row, encoding: Encoding) -> Iterator[Record]:
    """Yield the records of a CSV file, as `text_files.read_rows` reads them."""
    lines = StringIO(encoding.decode(bytes(file[CONTENT])), newline="")
    for number, cells in enumerate(parse_csv(lines), 1):
        yield Record(file[FILE], cells, number)


def wide_lines(file: Row, encoding: Encoding) -> Iterator[dict[str, Any]]:
    """Yield the lines of a file in UTF-16, which Spark cannot split."""
    for line in StringIO(encoding.decode(bytes(file[CONTENT])), newline="\n"):
        yield {VALUE: line.encode(encoding.value), FILE: file[FILE]}


def is_row(record: Record) -> bool:
    """Return whether a record is neither the header nor blank."""
    return record.number > 1 and any(record.cells)


def csv_row(record: Record, count: int) -> tuple[Any, ...]:
    """Return the cells of a CSV row with `FILE`, `LINE` and `CORRUPT`."""
    file, cells, number = record
    values = [cell or None for cell in cells[:count]]
    missing = [None] * (count - len(values))
    return *values, *missing, file, number, "" if is_ragged(cells, count) else None


class MergedSpellings(AccumulatorParam[Spellings]):
    """Merges what was read as what in all partitions; a partition that is read again adds none."""

    def zero(self, value: Spellings) -> Spellings:  # noqa: ARG002  Spark's interface
        """Return none."""
        return Spellings()

    def addInPlace(self, value1: Spellings, value2: Spellings) -> Spellings:  # noqa: N802
        """Return both."""
        value1.update(value2)
        return value1


class RowWorker:
    """Reads rows one by one on an executor.

    Args:
        job: what to do.
        sources: the files of the rows, which are alike.
        spellings: collects what was read as what.
    """

    def __init__(
        self, job: Job, sources: Sequence[PortfolioFile], spellings: Accumulator[Spellings]
    ) -> None:
        self.plan, self.on, self.source = job.plan, job.on, sources[0]
        self.sources, self.spellings = by_uri(sources), spellings
        self.known = dict[str, PortfolioFile]()
        """The files that rows came from so far, by the name that Spark gives them."""

    def read_lines(self, rows: Iterable[Row | Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
        """Yield the ranks of the enterprise in each line, with those of its items."""
        reader = RowReader(self.plan, self.on)
        for row in rows:
            if text := self.source.encoding.decode(bytes(row[VALUE])).strip(BLANK):
                read = self._file_reader(reader, row[FILE]).read_line(0, text)
                place = self._place(read, row[FILE], text)
                yield *self._enterprise(read), *place, self._items(read, place)
        self.spellings.add(reader.spellings)

    def read_rows(self, rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
        """Yield the ranks of the rows of a table."""
        reader = RowReader(self.plan, self.on)
        for row in rows:
            values = row.asDict()
            cells = {name: _plain(cell) for name, cell in values.items() if name not in _INTERNAL}
            file_reader, line = self._file_reader(reader, row[FILE]), row[LINE] or 0
            if values.get(CORRUPT) is not None:
                read = file_reader.reject_ragged(line, cells)
            else:
                read = file_reader.read_cells(line, cells)
            place = self._place(read, row[FILE], cells_text(cells))
            if self.source.table is TableName.BUSINESS:
                yield from self._items(read, place)
            else:
                yield *self._enterprise(read), *place
        self.spellings.add(reader.spellings)

    def _file_reader(self, reader: RowReader, file: str) -> FileReader:
        return FileReader(self._source(file), reader)

    def _source(self, file: str) -> PortfolioFile:
        if file not in self.known:
            self.known[file] = file_of(file, self.sources)
        return self.known[file]

    def _place(self, read: ReadRow, file: str, row: str) -> tuple[Any, ...]:
        """Return `FILE`, `LINE`, `FAULTS` and `ROW`."""
        faults = fault_rows(read.reject.faults) if read.reject else None
        return self._source(file).alias or shown_name(file), read.line or None, faults, row

    def _enterprise(self, read: ReadRow) -> tuple[Any, ...]:
        if read.enterprise and read.reject is None:
            return read.enterprise.ref, *read.enterprise.heading, *read.enterprise.entitled
        heading, entitled = len(self.plan.heading), len(self.plan.enterprise_conditions)
        return read.ref, *[None] * heading, *[0] * entitled

    def _items(self, read: ReadRow, place: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        items = []
        for item in read.items:
            starts = (part for start in item.starts for part in (start or (None, None)))
            items.append((item.ref, item.id, *self.plan.pack(item.triggered), *starts, *place))
        if read.reject and self.source.table is TableName.BUSINESS:
            lanes, starts_ = len(self.plan.lanes), 2 * len(self.plan.start_facts)
            items.append((read.ref, None, *[0] * lanes, *[None] * starts_, *place))
        return items


def fault_rows(faults: Iterable[Fault]) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Return faults in the schema `FAULTS_TYPE`."""
    return [((kind.zh, kind.en), (problem.zh, problem.en)) for kind, problem in faults]


_TEXT = "struct<zh string, en string>"
FAULTS_TYPE = f"array<struct<kind {_TEXT}, problem {_TEXT}>>"
"""The type of `FAULTS`."""


def _plain(cell: object) -> object:
    """Return a cell for the reader; Spark reads unsigned integers as decimals."""
    return int(cell) if isinstance(cell, Decimal) else cell


_INTERNAL = {FILE, LINE, CORRUPT}
