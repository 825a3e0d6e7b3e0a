"""A workbook for Excel, LibreOffice and WPS: summary, measures, deadlines and open questions.

Dates are real dates, in Shanghai time. The same report gives the same bytes: the workbook is dated
by the day of assessment, not by a clock.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from math import ceil
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.escaping import escape_formula
from aeo_cli.documents.text import Lang, both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.table_row import Cell
from aeo_cli.presentation.wording.tables import Table, Tables

_LONGEST = 32_767
"""UTF-16 units in a cell at most: a limit of the format."""
_CUT = both("…（超出单元格长度，已截断）", "… (truncated: the cell is full)")
_A4 = 9
"""The paper size, as the format numbers it."""
_PAGE_WIDTH = 250
"""In characters: so many across a printed page are just legible."""
_LINE_HEIGHT, _MOST_HEIGHT = 16.5, 409.0
"""In points: of a line, and of a row at most, which is a limit of the format."""


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> bytes:
    """Return the report as an Office Open XML workbook."""
    report_words = ReportWords(report, catalogue, page.lang)
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        created = datetime.combine(report.on, time())
        title = report_words.language.say(catalogue.title)
        book.set_properties({"created": created, "title": title, "comments": report.tool})
        sheets = _Sheets(book, page.lang)
        for table in Tables(report_words, calendar).workbook():
            sheets.add(table)
    return content.getvalue()


class _Sheets:
    def __init__(self, book: Workbook, lang: Lang) -> None:
        self.book, self.cut_mark = book, _CUT[lang]
        cell = {"text_wrap": True, "valign": "top", "align": "left"}
        self.plain = book.add_format(cell)
        self.heading = book.add_format({**cell, "bold": True, "bottom": 1, "bg_color": "#DDEBEC"})
        self.day = book.add_format({**cell, "num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({**cell, "num_format": "yyyy-mm-dd hh:mm"})

    def add(self, table: Table) -> None:
        sheet = self.book.add_worksheet(table.name)
        for column, (heading, width) in enumerate(zip(table.headings, table.widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, self.heading)
        for number, row in enumerate(table.rows, start=1):
            sheet.set_row(number, _height(row, table.widths))
            for column, cell in enumerate(row):
                self.write(sheet, (number, column), cell)
        sheet.freeze_panes(1, table.frozen)
        sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(ceil(sum(table.widths) / _PAGE_WIDTH), 0)
        sheet.repeat_rows(0)

    def write(self, sheet: Worksheet, place: tuple[int, int], cell: Cell) -> None:
        """Write a cell with its type; a text never becomes a formula or a number."""
        match cell:
            case None:
                sheet.write_blank(*place, None, self.plain)
            case str():
                # XlsxWriter would put a text that begins with <r> into the file as markup.
                text = f"'{cell}" if cell.startswith("<r>") else escape_formula(cell)
                if _utf16_length(text) > _LONGEST:
                    kept = _LONGEST - _utf16_length(self.cut_mark)
                    text = _utf16_prefix(text, kept) + self.cut_mark
                sheet.write_string(*place, text, self.plain)
            case datetime():
                sheet.write_datetime(*place, cell.replace(tzinfo=None), self.moment)
            case date():
                sheet.write_datetime(*place, cell, self.day)
            case int():
                sheet.write_number(*place, cell, self.plain)


def _height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """Return the height of a row with wrapped text, in points; not every program computes it."""
    cells = zip(row, widths, strict=True)
    line_counts = (_line_count(cell, width) for cell, width in cells if isinstance(cell, str))
    return min(_LINE_HEIGHT * max(line_counts, default=1), _MOST_HEIGHT)


def _line_count(text: str, width: int) -> int:
    return sum(max(1, ceil(_display_width(line) / (width - 1))) for line in text.split("\n"))


def _display_width(line: str) -> int:
    """Return the width of a line in columns; a Chinese character takes two.

    So do characters of ambiguous width (A), such as “ and …, in the Chinese fonts of spreadsheets.
    """
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in line)


def _utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 units, in which Excel counts."""
    return len(text.encode("utf-16-le")) // 2


def _utf16_prefix(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
