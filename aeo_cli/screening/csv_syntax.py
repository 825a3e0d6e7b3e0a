"""CSV as spreadsheets, and the people who use them, write it: its records and their cells."""

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from aeo_cli.documents.encodings import MARK
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import both
from aeo_cli.screening.heads import on_one_line


def parse_csv(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the records of CSV, the header first, without empty heads at its end.

    A byte-order mark at the start of a line, or at the start or the end of a cell, is left out.
    Cells with nothing but blanks are empty, and heads are on one line.

    Raises:
        InputError: it is not valid CSV.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    unmarked = (line.lstrip(MARK) for line in lines)
    head = [*_header_lines(unmarked)]
    reader = csv.reader(chain(head, unmarked), delimiter=separator("".join(head)), strict=True)
    try:
        yield _without_last_empty(next(reader, []))
        for cells in reader:
            yield [_content(cell.strip(MARK)) for cell in cells]
    except csv.Error as error:
        place = both("第 {line} 行", "line {line}").fill(line=reader.line_num)
        found = _UNPAIRED if str(error) == "unexpected end of data" else _BESIDE
        raise InputError([Problem(place, found, _VALID, _CHECK)]) from error


_UNPAIRED = both("引号没有配对", "a quotation mark that is not closed")
_BESIDE = both("引号或换行的位置有误", "a quotation mark or a line break out of place")
_VALID = both("合法的 CSV", "valid CSV")
_CHECK = both("请核对引号", "check the quotes")


def _without_last_empty(cells: Sequence[str]) -> list[str]:
    heads = [on_one_line(cell.strip(MARK)) for cell in cells]
    while heads and not heads[-1].strip():
        heads.pop()
    return heads


def _content(cell: str) -> str:
    """Return what a spreadsheet shows of a cell: nothing of blanks, and the text in `="00123"`."""
    if cell.isspace():
        return ""
    digits = re.fullmatch(AS_TEXT, cell) if cell.startswith("=") else None
    return digits[1] if digits else cell


AS_TEXT = '="([^"]*)"'
"""How other programs write digits that a spreadsheet is to take as text."""


def _header_lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a header, of which one ends within a head in quotes if another follows."""
    marks = 0
    for line in islice(lines, MAX_LINES):
        yield line
        marks += line.count('"')
        if marks % 2 == 0:
            return


MAX_LINES = 100
"""The most lines of a header: a stray quotation mark is not to take the file for one head."""


def separator(head: str) -> str:
    """Return what separates the cells of CSV: a comma, tab or semicolon, as most are in the header.

    Tabs are what spreadsheets write as “Unicode text”, semicolons where the comma is that of
    decimal numbers. A head may have others of them, in quotes or not.
    """
    return max(",\t;", key=re.sub('"[^"]*("|$)', "", head).count)
