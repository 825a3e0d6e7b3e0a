"""Text files of a portfolio: their encoding, their lines, and the rows of CSV."""

import codecs
import csv
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from aeo_cli.documents import files
from aeo_cli.documents.problems import Problem
from aeo_cli.documents.text import both
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.sources import CHECK, PortfolioFile, RowFormat
from aeo_cli.screening.table_schema import require_columns

_CHUNK = 2**23
_SAVE = both("请另存为 UTF-8（或 GBK）", "save it as UTF-8 (GBK is read too)")


def detect_encoding(source: PortfolioFile) -> str:
    """Return the encoding of a file: UTF-8 if it is valid UTF-8, else GBK.

    Raises:
        InputError: it is neither, or cannot be read.
    """
    if source.is_remote:
        return "utf-8"
    try:
        if source.path.exists() and not source.path.is_file():  # a pipe can be read only once
            raise source.error(Problem("", _NO_FILE, _A_FILE, CHECK))
        with source.path.open("rb") as file:
            start = file.read(2)
        if source.form is RowFormat.PARQUET:
            return "utf-8"
        if start in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            raise source.error(
                Problem("", both("UTF-16 编码", "the encoding UTF-16"), _UTF8, _SAVE)
            )
        if source.size > _LARGE and _is_utf8(source):
            return "utf-8"
        if (line := _first_undecodable_line(source.path, "utf-8")) is None:
            return "utf-8"
        if _first_undecodable_line(source.path, "gbk") is None:
            return "gbk"
    except OSError as error:
        found = files.reason(error)
        raise source.error(
            Problem("", found, both("可以读取的文件", "a file that can be read"), CHECK)
        ) from error
    place = both("第 {line} 行", "line {line}").fill(line=line)
    raise source.error(Problem(place, both("非文本字节", "bytes that are no text"), _UTF8, _SAVE))


_NO_FILE, _A_FILE = both("不是普通文件", "no regular file"), both("一个文件", "a file")
_UTF8 = both("UTF-8 文本", "text in UTF-8")
_LARGE = 2**24
"""The size in bytes from which it pays to import Polars for the check."""


def _is_utf8(source: PortfolioFile) -> bool:
    """Return whether a file is certainly UTF-8, according to Polars, if it is installed."""
    if find_spec("polars") is None:
        return False
    import polars as pl  # noqa: PLC0415  slow to import: for large files only

    text = pl.scan_lines(source.path, name="text", glob=False)
    try:
        text.select(pl.col("text").str.len_bytes().sum()).collect()
    except pl.exceptions.PolarsError:
        return False
    return True


def _first_undecodable_line(path: Path, encoding: str) -> int | None:
    """Return the approximate line of the first error of an encoding, or None if there is none."""
    decoder, lines = codecs.getincrementaldecoder(encoding)(), 1
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return lines + error.object[: error.start].count(b"\n")
            if not chunk:
                return None
            lines += chunk.count(b"\n")


def read_lines(source: PortfolioFile) -> Iterator[tuple[int, str]]:
    """Yield the line number, from 1, and the text of each line that is not blank."""
    encoding = "utf-8-sig" if source.encoding == "utf-8" else source.encoding
    with source.path.open(encoding=encoding, newline="\n") as file:
        for number, line in enumerate(file, 1):
            if text := line.strip(BLANK):
                yield number, text


BLANK = " \t\r\n\ufeff"
"""What is stripped from a line. Concatenated files have byte-order marks in the middle."""


class TextRow(NamedTuple):
    """A row of a CSV file."""

    line: int
    """The number in a spreadsheet: the header is row 1."""
    cells: dict[str, str]
    """The cells that are not empty, by column."""
    ragged: bool
    """Whether it has more or fewer cells than there are columns."""


def read_rows(source: PortfolioFile, plan: Plan) -> Iterator[TextRow]:
    """Yield the rows of a CSV file that are not blank.

    Raises:
        InputError: it is not valid CSV, or its columns are not those of the table.
    """
    records = _records(source)
    names = next(records, [])
    require_columns(source, names, plan)
    for number, cells in enumerate(records, 2):
        if any(cells):
            stated = {name: cell for name, cell in zip(names, cells, strict=False) if cell}
            yield TextRow(number, stated, len(cells) != len(names))


def _records(source: PortfolioFile) -> Iterator[list[str]]:
    """Yield the records of a CSV file, the header first.

    Raises:
        InputError: it is not valid CSV.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    encoding = "utf-8-sig" if source.encoding == "utf-8" else source.encoding
    with source.path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            yield from reader
        except csv.Error as error:
            place = both("第 {line} 行", "line {line}").fill(line=reader.line_num)
            found, hint = both(str(error), str(error)), both("核对引号", "look at the quotes")
            expected = both("合法的 CSV", "valid CSV")
            raise source.error(Problem(place, found, expected, hint)) from error


def header(source: PortfolioFile) -> list[str]:
    """Return the column names of a CSV file."""
    return next(_records(source), [])


RAGGED = Problem(
    "",
    both("单元格多于或少于表头的列", "more cells, or fewer, than there are columns"),
    both("每列一个单元格", "one cell for each column"),
    both("含逗号的内容要加引号", "put what has a comma in it in quotes"),
)
