"""Tables as a workbook for Excel, LibreOffice and WPS.

Dates are real dates, in Shanghai time. Text is never a formula. The same tables give the same
bytes: a workbook is dated by the day of assessment, not by a clock. It prints on A4, across the
page, with its headings on every page; hidden columns are not printed.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from aeo_cli.documents.escaping import escape_formula
from aeo_cli.documents.text import Lang, both
from aeo_cli.presentation.row_heights import CHINESE_LINE, height
from aeo_cli.presentation.table import Cell, Table

MOST_ROWS = 1_048_575
"""Rows in a sheet below its headings at most: a limit of the format."""
LONGEST = 32_767
"""UTF-16 units in a cell at most: a limit of the format."""
_CUT = both("…（超出单元格长度，已截断）", "… (truncated: the cell is full)")
_PAGE = both("第 &P 页，共 &N 页", "page &P of &N")
_A4 = 9
"""The paper size, as the format numbers it."""


class TableBook(NamedTuple):
    """An Office Open XML workbook of tables, a sheet for each."""

    tables: Iterable[Table]
    """The one to read first stands first."""
    title: str
    comment: str
    """What made it."""
    on: date
    """The day of assessment, by which the workbook is dated."""
    lang: Lang

    def content(self) -> bytes:
        """Return the workbook as the content of a file."""
        content = BytesIO()
        with Workbook(content, {"in_memory": True}) as book:
            self._fill(book)
        return content.getvalue()

    def write(self, path: Path) -> None:
        """Write the workbook to a file row by row, so that memory holds one row only.

        Raises:
            OSError: the file cannot be written.
        """
        try:
            with Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)}) as book:
                self._fill(book)
        except FileCreateError as error:
            raise OSError(str(error)) from error

    def _fill(self, book: Workbook) -> None:
        created = datetime.combine(self.on, time())
        book.set_properties({"created": created, "title": self.title, "comments": self.comment})
        sheets = _Sheets(book, self.title, self.lang)
        for table in self.tables:
            sheets.add(table)


_CELL = {"text_wrap": True, "valign": "top", "align": "left"}


class _Styles(NamedTuple):
    """The formats of cells, by what is in them."""

    plain: Format
    day: Format
    moment: Format


def _styles(book: Workbook, cell: Mapping[str, object]) -> _Styles:
    return _Styles(
        book.add_format(dict(cell)),
        book.add_format({**cell, "num_format": "yyyy-mm-dd"}),
        book.add_format({**cell, "num_format": "yyyy-mm-dd hh:mm"}),
    )


class _Sheets:
    def __init__(self, book: Workbook, title: str, lang: Lang) -> None:
        self.book, self.cut_mark = book, _CUT[lang]
        # An ampersand begins a code in a footer; a footer holds 255 characters at most.
        self.footer = f"&L{title[:100].replace('&', '&&')} · &A&R{_PAGE[lang]}"
        self.heading = book.add_format({**_CELL, "bold": True, "bottom": 1, "bg_color": "#DDEBEC"})
        self.section = book.add_format({**_CELL, "bold": True, "top": 1, "text_wrap": False})
        self.page = _styles(book, _CELL)
        self.grid = _styles(book, {**_CELL, "border": 1, "border_color": "#D9D9D9"})

    def add(self, table: Table) -> None:
        sheet = self.book.add_worksheet(table.name)
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, column.width, None, {"hidden": column.is_hidden})
            sheet.write_string(0, number, column.heading, self.heading)
        widths = [0 if column.is_hidden else column.width for column in table.columns]
        sheet.set_row(0, height(table.headings, widths))
        styles = self.page if table.sections else self.grid
        number = 0
        for number, row in enumerate(table.rows, start=1):
            if number - 1 in table.sections:
                sheet.set_row(number, CHINESE_LINE)
                style = styles._replace(plain=self.section)
            else:
                sheet.set_row(number, height(row, widths))
                style = styles
            for column_number, cell in enumerate(row):
                if cell is not None or widths[column_number]:  # an empty cell is only a frame
                    self.write(sheet, (number, column_number), cell, style)
        sheet.freeze_panes(1, table.frozen)
        if not table.sections:
            sheet.autofilter(0, 0, number, len(table.columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # a provision called 17
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(self.footer, {"margin": 0.3})
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def write(self, sheet: Worksheet, place: tuple[int, int], cell: Cell, styles: _Styles) -> None:
        """Write a cell with its type; a text never becomes a formula or a number."""
        match cell:
            case None:
                sheet.write_blank(*place, None, styles.plain)
            case str():
                # XlsxWriter would put a text that begins with <r> into the file as markup.
                text = f"'{cell}" if cell.startswith("<r>") else escape_formula(cell)
                if 2 * len(text) > LONGEST and _utf16_length(text) > LONGEST:
                    kept = LONGEST - _utf16_length(self.cut_mark)
                    text = _utf16_prefix(text, kept) + self.cut_mark
                sheet.write_string(*place, text, styles.plain)
            case datetime():
                sheet.write_datetime(*place, cell.replace(tzinfo=None), styles.moment)
            case date():
                sheet.write_datetime(*place, cell, styles.day)
            case int():
                sheet.write_number(*place, cell, styles.plain)


def _utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 units, in which Excel counts."""
    return len(text.encode("utf-16-le")) // 2


def _utf16_prefix(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
