"""The rows of one file, read one by one: the ranks of each, or the reason why it is rejected."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.screening.partitions import require_agreement
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.rejects import Reject, cells_text, faults, ref_of
from aeo_cli.screening.row_documents import Cells, line_document, located_in_table
from aeo_cli.screening.row_reader import EnterpriseRanks, ItemRanks, RowReader
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.text_files import HEADER_AGAIN, RAGGED, read_lines, read_rows


class ReadRow(NamedTuple):
    """A row after reading: its ranks, or why it is rejected."""

    line: int
    ref: str | None
    enterprise: EnterpriseRanks | None = None
    """None for a row of the table `business`, and for a rejected row."""
    items: tuple[ItemRanks, ...] = ()
    """The items of a profile, or the one item of a row of the table `business`."""
    reject: Reject | None = None


class FileReader:
    """Reads the rows of one file.

    Args:
        source: the file.
        reader: the reader of single rows.
    """

    def __init__(self, source: PortfolioFile, reader: RowReader) -> None:
        self.source, self.reader = source, reader

    def read_all(self) -> Iterator[ReadRow]:
        """Read all rows of a text file."""
        if self.source.form is RowFormat.LINES:
            yield from (self.read_line(line, text) for line, text in read_lines(self.source))
            return
        for row in read_rows(self.source, self.reader.plan):
            if row.ragged:
                text = cells_text(row.cells)
                yield self._rejected(row.line, ref_of(row.cells), [RAGGED], text)
            else:
                yield self.read_cells(row.line, row.cells)

    def read_line(self, line: int, text: str) -> ReadRow:
        """Read a line of JSON Lines, or the profile that it was made of."""
        profile, reader = self.source.profile, self.reader
        try:
            whole = profile.read(reader.read_whole) if profile else reader.read_line(text)
        except InputError as error:
            try:
                ref = ref_of(line_document(text))
            except InputError:
                ref = None
            return self._rejected(line, ref, error.problems, text)
        enterprise, items = whole
        return ReadRow(line, enterprise.ref, enterprise, tuple(items))

    def read_cells(self, line: int, cells: Cells) -> ReadRow:
        """Read a row of a table.

        Args:
            line: its number.
            cells: its cells, with those that the folders of the file state.
        """
        if self.source.form is RowFormat.CSV and self._is_header(cells):
            return self._rejected(line, None, [HEADER_AGAIN], cells_text(cells))
        try:
            if self.source.partition:
                require_agreement(self.source, self.reader.plan, cells)
            if self.source.table is TableName.ENTERPRISES:
                enterprise = self.reader.read_enterprise(cells)
                return ReadRow(line, enterprise.ref, enterprise)
            item = self.reader.read_item(cells)
            return ReadRow(line, item.ref, None, (item,))
        except InputError as error:
            problems = map(located_in_table, error.problems)
            return self._rejected(line, ref_of(cells), problems, cells_text(cells))

    def _is_header(self, cells: Cells) -> bool:
        """Return whether a row repeats the header, which has nothing that folders state."""
        given = {key.column for key in self.source.partition}
        own = {name: cell for name, cell in cells.items() if name not in given}
        return "ref" in own and all(
            cell is None or name in self.reader.plan.heads.columns(self.source.table, cell)
            for name, cell in own.items()
        )

    def _rejected(
        self, line: int, ref: str | None, problems: Iterable[Problem], row: str
    ) -> ReadRow:
        shown = 0 if self.source.profile else line  # its places are those of the file
        reject = Reject(self.source.name, shown, ref or None, faults(problems), row)
        return ReadRow(line, ref or None, reject=reject)


def original_rows(
    source: PortfolioFile, plan: Plan, numbers: Iterable[int]
) -> Iterator[tuple[int, str]]:
    """Yield the original rows of a text file that have the given line numbers."""
    wanted = set(numbers)
    if source.form is RowFormat.LINES:
        yield from ((line, text) for line, text in read_lines(source) if line in wanted)
    else:
        for row in read_rows(source, plan):
            if row.line in wanted:
                yield row.line, cells_text(row.cells)
