"""A file of a portfolio read row by row: what each row says, or why it is refused."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aeo_cli.documents.problems import InputError
from aeo_cli.documents.text import Lang
from aeo_cli.screening.rejects import Reject, because, cells_text, reasons, ref_of
from aeo_cli.screening.row_documents import Cells, in_table, line_document
from aeo_cli.screening.row_reader import EnterpriseRanks, ItemRanks, RowReader
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.text_files import RAGGED, lines, rows


class ReadRow(NamedTuple):
    """A row, as far as it can be read."""

    line: int
    ref: str | None
    standing: EnterpriseRanks | None = None
    """Of an enterprise that can be read."""
    pending: tuple[ItemRanks, ...] = ()
    """What is pending, of a profile; of a row of business the one item."""
    reject: Reject | None = None
    """Why it cannot be read."""


class FileReader:
    """Reads the rows of one file.

    Args:
        source: the file.
        reader: what they are read by.
        lang: in which a refusal is explained.
    """

    def __init__(self, source: PortfolioFile, reader: RowReader, lang: Lang) -> None:
        self.source, self.reader, self.lang = source, reader, lang

    def profile(self, line: int, text: str) -> ReadRow:
        """Read a line of JSON Lines."""
        try:
            standing, pending = self.reader.line(text)
        except InputError as error:
            try:
                ref = ref_of(line_document(text))
            except InputError:
                ref = None
            return self._refused(line, ref, reasons(error, self.lang), text)
        return ReadRow(line, standing.ref, standing, tuple(pending))

    def cells(self, line: int, cells: Cells, *, textual: bool) -> ReadRow:
        """Read a row of a table."""
        try:
            if self.source.table is TableName.ENTERPRISES:
                standing = self.reader.enterprise(cells, textual=textual)
                return ReadRow(line, standing.ref, standing)
            item = self.reader.item(cells, textual=textual)
            return ReadRow(line, item.ref, None, (item,))
        except InputError as error:
            told = reasons(InputError(map(in_table, error.problems)), self.lang)
            return self._refused(line, ref_of(cells), told, cells_text(cells))

    def ragged(self, line: int, cells: Cells) -> ReadRow:
        """Refuse a row that has not one cell for each column."""
        return self._refused(line, ref_of(cells), because(RAGGED, self.lang), cells_text(cells))

    def every(self) -> Iterator[ReadRow]:
        """Read the whole file, which is text."""
        if self.source.form is RowFormat.LINES:
            yield from (self.profile(line, text) for line, text in lines(self.source))
        else:
            for row in rows(self.source, self.reader.plan):
                if row.ragged:
                    yield self.ragged(row.line, row.cells)
                else:
                    yield self.cells(row.line, row.cells, textual=True)

    def _refused(self, line: int, ref: str | None, reason: str, row: str) -> ReadRow:
        reject = Reject(self.source.name, line, ref or None, reason, row)
        return ReadRow(line, ref or None, reject=reject)


def as_it_came(
    source: PortfolioFile, reader: RowReader, wanted: Iterable[int]
) -> Iterator[tuple[int, str]]:
    """Yield the rows of a text file that have these numbers, as they stand in it."""
    numbers = set(wanted)
    if source.form is RowFormat.LINES:
        yield from (found for found in lines(source) if found[0] in numbers)
    else:
        for row in rows(source, reader.plan):
            if row.line in numbers:
                yield row.line, cells_text(row.cells)
