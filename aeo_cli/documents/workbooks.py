"""Workbooks as data: sheets, rows and cells, whatever program saved them.

A formula is never evaluated: its cell has the value that was saved with it. What stands in a cell
but has no certain meaning, such as `#N/A`, is a fault of that cell, and matters only where the cell
is used.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, NamedTuple, cast

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter

from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.documents.workbook_archives import DAMAGED, TOO_LARGE, examine, refused

CellValue = str | int | float | bool | date | datetime
"""A whole number is an `int`; a moment has no offset; a `date` is one that shows no time of day."""


MAX_PLACES = 10_000_000
"""The most places for cells, empty ones among them, that are looked at."""


class Fault(NamedTuple):
    """Why a cell has no value that could be used."""

    found: Text
    expected: Text
    hint: Text


class Cell(NamedTuple):
    """A cell that is not empty."""

    row: int
    column: int
    """Both counted from 1."""
    value: CellValue | Fault

    @property
    def reference(self) -> str:
        """Its place in the sheet: `C7`."""
        return reference(self.row, self.column)


class Sheet(NamedTuple):
    """A sheet, hidden or not."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    """The cells that are not empty, by the numbers of row and column; both in their order."""

    def place(self, row: int, column: int) -> str:
        """Return the place of a cell as messages name it: `待办业务!C7`."""
        plain = re.fullmatch(r"\w+", self.name)
        name = self.name if plain else "'{}'".format(self.name.replace("'", "''"))
        return f"{name}!{reference(row, column)}"

    def problem(self, cell: Cell, fault: Fault) -> Problem:
        """Return the problem of a cell that has no value."""
        return Problem(self.place(cell.row, cell.column), *fault)


def reference(row: int, column: int) -> str:
    """Return the place of a cell in its sheet: `C7`."""
    return f"{get_column_letter(column)}{row}"


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Read the sheets of a workbook, in their order.

    Args:
        content: the file, of a size that the caller has bounded.

    Raises:
        InputError: it is damaged, hostile, or in a format that is not read.
    """
    unsaved = examine(content)
    try:
        with warnings.catch_warnings(action="ignore"):  # of what the library does not support
            return tuple(_sheets(content, unsaved))
    except InputError:
        raise
    except Exception as error:  # the library fails on a damaged file in any way
        raise refused(*DAMAGED) from error


def _sheets(content: bytes, unsaved: Mapping[str, frozenset[str]]) -> Iterator[Sheet]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    places = 0
    for sheet in cast(list[Any], book.worksheets):
        sheet.reset_dimensions()  # what a file says of its own size is not to be relied on
        formulas = unsaved[sheet._worksheet_path]  # noqa: SLF001  nothing public names the part
        cells: dict[int, dict[int, Cell]] = {}
        for row in sheet.iter_rows():
            places += len(row)  # with the empty ones before the last cell of a row
            if places > MAX_PLACES:
                raise refused(*TOO_LARGE)
            for cell in row:
                if isinstance(cell, ReadOnlyCell):
                    value = _UNSAVED if cell.coordinate in formulas else _value(cell)
                    if value is not None:
                        kept = cells.setdefault(cell.row, {})
                        kept[cell.column] = Cell(cell.row, cell.column, value)
        yield Sheet(sheet.title, cells)


def _value(cell: ReadOnlyCell) -> CellValue | Fault | None:
    raw = cell.value
    if cell.data_type == "e":
        return _ERROR._replace(found=quoted(str(raw)))
    match raw:
        case str():
            return raw if raw.strip() else None
        case bool() | None:
            return raw
        case int() | float():
            return _number(raw)
        case datetime():
            moment = (raw + timedelta(milliseconds=500)).replace(microsecond=0)
            shows_time = moment.time() != time() or _has_time(cell.number_format)
            return moment if shows_time else moment.date()
        case date():
            return raw
        case _:  # a time of day, or a duration
            return _TIME._replace(found=quoted(str(raw)))


def _number(raw: float) -> int | float | Fault:
    if not -_EXACT < raw < _EXACT:
        return _MANY_DIGITS._replace(found=quoted(f"{raw:.15g}"))
    return int(raw) if raw == int(raw) else float(f"{raw:.15g}")


_EXACT = 10**15
"""Spreadsheets keep 15 digits of a number, and replace the others by zeros."""


def _has_time(number_format: str) -> bool:
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.split(";", maxsplit=1)[0])
    return re.search("[hHsS]", plain) is not None


_A_VALUE = both("一个值", "a value")
_UNSAVED = Fault(
    both("公式没有保存计算结果", "a formula without a saved result"),
    _A_VALUE,
    both(
        "请用表格软件打开并保存一次，或将公式改为值",
        "open and save it in a spreadsheet program, or replace the formula by its value",
    ),
)
_ERROR = Fault(_A_VALUE, _A_VALUE, both("请更正公式，或清空单元格", "correct or clear the cell"))
_TIME = Fault(
    _A_VALUE,
    both("日期，或日期和时刻", "a date, or a date and time"),
    both("请补上日期，如 2026-03-07 22:00", "add the date, for example 2026-03-07 22:00"),
)
_MANY_DIGITS = Fault(
    _A_VALUE,
    both("不超过 15 位的数", "a number of at most 15 digits"),
    both(
        "表格软件只保留 15 位数字：请先将单元格格式设为“文本”，再重新输入",
        "spreadsheets keep 15 digits only: format the cell as text, then type it again",
    ),
)
