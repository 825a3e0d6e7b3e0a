"""Text files of a portfolio: their encoding, their lines, and the rows of CSV."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import NamedTuple

from aeo_cli.documents import file_errors
from aeo_cli.documents.encodings import MARK, Detected, Encoding, detect
from aeo_cli.documents.problems import A_FILE, NOTHING, InputError, Problem, naming_file
from aeo_cli.documents.text import both
from aeo_cli.screening.csv_syntax import parse_csv
from aeo_cli.screening.folders import NOT_REGULAR
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.sources import CHECK, PortfolioFile, RowFormat
from aeo_cli.screening.table_schema import column_names


def detect_encoding(source: PortfolioFile) -> Detected:
    """Return the encoding of a file.

    Raises:
        InputError: it is in no encoding that is read, or cannot be read.
    """
    if source.is_remote:
        return Detected(Encoding.UTF_8)
    try:
        if source.path.exists() and not source.path.is_file():  # a pipe can be read only once
            raise source.error(Problem("", NOT_REGULAR, A_FILE, CHECK))
        with source.path.open("rb") as file:
            if source.form is RowFormat.PARQUET:
                return Detected(Encoding.UTF_8)
            return detect(file, is_utf8=source.size > _LARGE and _is_utf8(source))
    except OSError as error:
        raise source.error(Problem("", file_errors.unreadable(error), None, CHECK)) from error
    except InputError as error:
        raise error.within(source.name) from error


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


def require_lines(source: PortfolioFile) -> None:
    """Require that a file of JSON Lines has lines, not one document over several of them.

    Raises:
        InputError: it has none: a single problem, not one for each of its lines.
    """
    if source.form is RowFormat.LINES and not source.is_remote:
        with source.open_text(newline="\n") as file:
            head = file.read(_HEAD)
        if not head:
            raise source.error(Problem("", NOTHING, _A_LINE_EACH, CHECK))
        head = head.lstrip(BLANK)
        if re.match(r"[\[{][ \t]*\r?\n", head):
            raise source.error(Problem("", _ONE_DOCUMENT, _A_LINE_EACH, _JOIN_LINES))


_HEAD = 1000
"""How many characters show whether the first line opens a document that goes on."""
_ONE_DOCUMENT = both("跨多行的 JSON 文档", "one JSON document over several lines")
_A_LINE_EACH = both("JSON Lines（每行一家企业）", "JSON Lines, one enterprise per line")
_JOIN_LINES = both(
    "可用 jq -c . 把对象改为一行，用 jq -c '.[]' 把列表改为多行",
    "put an object on one line with jq -c . and split a list with jq -c '.[]'",
)


def read_lines(source: PortfolioFile) -> Iterator[tuple[int, str]]:
    """Yield the line number, from 1, and the text of each line that is not blank."""
    with source.open_text(newline="\n") as file:
        for number, line in enumerate(file, 1):
            if text := line.strip(BLANK):
                yield number, text


BLANK = f" \t\r\n{MARK}"
"""What is stripped from a line. Concatenated files have byte-order marks in the middle."""


class TextRow(NamedTuple):
    """A row of a CSV file."""

    line: int
    """The number in a spreadsheet: the header is row 1."""
    cells: dict[str, str]
    """The cells that are not empty, by column, with those that the folders of the file state."""
    ragged: bool
    """Whether it has more cells than there are columns."""


def read_rows(source: PortfolioFile, plan: Plan) -> Iterator[TextRow]:
    """Yield the rows of a CSV file that are not blank.

    Raises:
        InputError: it is not valid CSV, or its columns are not those of the table.
    """
    records = _records(source)
    names = column_names(source, next(records, []), plan)
    given = source.stated.items()
    missing = {name: cell for name, cell in given if cell and name not in names}
    for number, cells in enumerate(records, 2):
        if any(cells):
            pairs = zip(names, cells, strict=False)
            stated = {name: cell for name, cell in pairs if name and cell} | missing
            # Spreadsheets leave out the last empty cells of a row, or write some beyond the last.
            yield TextRow(number, stated, ragged=any(cells[len(names) :]))


def _records(source: PortfolioFile) -> Iterator[list[str]]:
    """Yield the records of a CSV file, the header first.

    Raises:
        InputError: it is not valid CSV.
    """
    with naming_file(source.name), source.open_text(newline="") as file:
        yield from parse_csv(file)


def header(source: PortfolioFile) -> list[str]:
    """Return the heads of a CSV file, whatever they mean.

    Raises:
        InputError: it is not valid CSV.
    """
    return next(_records(source), [])


RAGGED = Problem(
    "",
    both("单元格多于表头的列", "more cells than columns"),
    both("每列一个单元格", "one cell per column"),
    both(
        "每列都要有表头；CSV 中含逗号的内容请加引号",
        "give each column a head; in CSV, put values that contain a comma in quotes",
    ),
)
HEADER_AGAIN = Problem(
    "",
    both("重复的表头", "the header again"),
    both("一行数据", "a row of data"),
    both("合并文件时请只保留一行表头", "when merging files, keep only one header"),
)
