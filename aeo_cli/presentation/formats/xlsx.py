"""A workbook for Excel, LibreOffice and WPS: summary, measures, deadlines and open questions.

Dates are real dates, in Shanghai time. The same report gives the same bytes: the workbook bears the
day of assessment, and no clock is read.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.escaping import escape_formula
from aeo_cli.documents.text import Lang, both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.columns import Cell
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.tables import Table, Tables

_LONGEST = 32_767
"""Characters that a cell can hold; the format's own limit."""
_CUT = both("…（超出单元格长度，此处截断）", "… (cut here: a cell holds no more)")
_A4 = 9
_ON_A_PAGE = 250
"""Characters across a page, set so small that they can just be read."""
_LINE, _HIGHEST = 16.5, 409.0
"""Points: of a line, and of the highest row that there can be."""


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> bytes:
    """Return the report as an Office Open XML workbook."""
    answers = ReportWords(report, catalogue, page.lang)
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        made = datetime.combine(report.on, time())
        title = answers.say(catalogue.title)
        book.set_properties({"created": made, "title": title, "comments": report.tool})
        sheets = _Sheets(book, page.lang)
        for table in Tables(answers, calendar).every():
            sheets.add(table)
    return content.getvalue()


class _Sheets:
    def __init__(self, book: Workbook, lang: Lang) -> None:
        self.book, self.cut = book, _CUT[lang]
        cell = {"text_wrap": True, "valign": "top", "align": "left"}
        self.plain = book.add_format(cell)
        self.head = book.add_format({**cell, "bold": True, "bottom": 1, "bg_color": "#DDEBEC"})
        self.day = book.add_format({**cell, "num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({**cell, "num_format": "yyyy-mm-dd hh:mm"})

    def add(self, table: Table) -> None:
        sheet = self.book.add_worksheet(table.name)
        for column, (head, width) in enumerate(zip(table.heads, table.widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, self.head)
        for number, row in enumerate(table.rows, start=1):
            sheet.set_row(number, _height(row, table.widths))
            for column, cell in enumerate(row):
                self.write(sheet, (number, column), cell)
        sheet.freeze_panes(1, table.frozen)
        sheet.autofilter(0, 0, len(table.rows), len(table.heads) - 1)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(-(-sum(table.widths) // _ON_A_PAGE), 0)
        sheet.repeat_rows(0)

    def write(self, sheet: Worksheet, place: tuple[int, int], cell: Cell) -> None:
        """Write a cell as what it is; a text always as a text."""
        match cell:
            case None:
                sheet.write_blank(*place, None, self.plain)
            case str():
                # A text that begins with <r> would be read as rich text.
                words = f"'{cell}" if cell.startswith("<r>") else escape_formula(cell)
                if _units(words) > _LONGEST:
                    words = _begin(words, _LONGEST - _units(self.cut)) + self.cut
                sheet.write_string(*place, words, self.plain)
            case datetime():
                sheet.write_datetime(*place, cell.replace(tzinfo=None), self.moment)
            case date():
                sheet.write_datetime(*place, cell, self.day)
            case int():
                sheet.write_number(*place, cell, self.plain)


def _height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """Return how high a row must be for what wraps in it: not every program works that out."""
    cells = zip(row, widths, strict=True)
    lines = (_lines(cell, width) for cell, width in cells if isinstance(cell, str))
    return min(_LINE * max(lines, default=1), _HIGHEST)


def _lines(text: str, width: int) -> int:
    return sum(max(1, -(-_columns(line) // (width - 1))) for line in text.split("\n"))


def _columns(line: str) -> int:
    """Return how many columns a line takes; a Chinese character takes two."""
    return sum(2 if east_asian_width(one) in "WFA" else 1 for one in line)


def _units(text: str) -> int:
    """Return how many UTF-16 units a text has: in them Excel counts."""
    return len(text.encode("utf-16-le")) // 2


def _begin(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
