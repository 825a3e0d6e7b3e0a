"""Text of a portfolio: in which encoding it is, its lines, and the rows of CSV."""

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


def encoding(source: PortfolioFile) -> str:
    """Return the encoding of a text file: UTF-8, or else GBK."""
    if source.is_far:
        return "utf-8"
    try:
        if source.path.exists() and not source.path.is_file():  # a pipe could be read once only
            raise source.fault(Problem("", _NO_FILE, _A_FILE, CHECK))
        with source.path.open("rb") as file:
            start = file.read(2)
        if source.form is RowFormat.PARQUET:
            return "utf-8"
        if start in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            raise source.fault(
                Problem("", both("UTF-16 编码", "the encoding UTF-16"), _UTF8, _SAVE)
            )
        if source.size > _LARGE and _is_utf8(source):
            return "utf-8"
        if (line := _first_fault(source.path, "utf-8")) is None:
            return "utf-8"
        if _first_fault(source.path, "gbk") is None:
            return "gbk"
    except OSError as error:
        found = files.reason(error)
        raise source.fault(
            Problem("", found, both("可以读取的文件", "a file that can be read"), CHECK)
        ) from error
    place = both("第 {line} 行", "line {line}").fill(line=line)
    raise source.fault(
        Problem("", both("非文本字节", "bytes that are no text"), _UTF8, _SAVE)._replace(
            place=place
        )
    )


_NO_FILE, _A_FILE = both("不是普通文件", "no regular file"), both("一个文件", "a file")
_UTF8 = both("UTF-8 文本", "text in UTF-8")
_LARGE = 2**24


def _is_utf8(source: PortfolioFile) -> bool:
    """Say whether a file is certainly in UTF-8, by what finds that out fastest, if it is there."""
    if find_spec("polars") is None:
        return False
    import polars as pl  # noqa: PLC0415  not for a small file

    text = pl.scan_lines(source.path, name="text", glob=False)
    try:
        text.select(pl.col("text").str.len_bytes().sum()).collect()
    except pl.exceptions.PolarsError:
        return False
    return True


def _first_fault(path: Path, encoding: str) -> int | None:
    """Return about which line a file is not in an encoding; None: it is throughout."""
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


def lines(source: PortfolioFile) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file that are not blank, each with its number, from 1."""
    encoding = "utf-8-sig" if source.encoding == "utf-8" else source.encoding
    with source.path.open(encoding=encoding, newline="\n") as file:
        for number, line in enumerate(file, 1):
            if text := line.strip(BLANK):
                yield number, text


BLANK = " \t\r\n\ufeff"
"""What a line may begin and end with: files put together have byte-order marks within."""


class TextRow(NamedTuple):
    """A row of a table of text."""

    line: int
    """As a spreadsheet numbers it: the header is row 1."""
    cells: dict[str, str]
    """By column; an empty cell says nothing, and is left out."""
    ragged: bool
    """Whether it has more cells or fewer than there are columns."""


def rows(source: PortfolioFile, plan: Plan) -> Iterator[TextRow]:
    """Yield the rows of a CSV file that are not blank.

    Raises:
        InputError: it is no CSV, or its columns are not those of the table.
    """
    records = _records(source)
    names = next(records, [])
    require_columns(source, names, plan)
    for number, cells in enumerate(records, 2):
        if any(cells):
            said = {name: cell for name, cell in zip(names, cells, strict=False) if cell}
            yield TextRow(number, said, len(cells) != len(names))


def _records(source: PortfolioFile) -> Iterator[list[str]]:
    """Yield the records of a CSV file, the header first.

    Raises:
        InputError: it is no CSV.
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
            raise source.fault(Problem(place, found, expected, hint)) from error


def heads(source: PortfolioFile) -> list[str]:
    """Return the heads of a CSV file."""
    return next(_records(source), [])


RAGGED = Problem(
    "",
    both("单元格多于或少于表头的列", "more cells, or fewer, than there are columns"),
    both("每列一个单元格", "one cell for each column"),
    both("含逗号的内容要加引号", "put what has a comma in it in quotes"),
)
