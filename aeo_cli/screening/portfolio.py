"""A portfolio: the search for its files.

A portfolio is either JSON Lines with a profile per line, or two tables in CSV or Parquet, one of
enterprises and one of their pending business. Each of these may be split into many files.
"""

from collections.abc import Iterable, Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path
from typing import NamedTuple

from aeo_cli.documents import files
from aeo_cli.documents.encodings import Detected, Encoding
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import NOTHING, InputError, Problem, one_of, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.screening.sources import (
    CHECK,
    SUFFIXES,
    UNICODE_TEXT,
    PortfolioFile,
    RowFormat,
    TableName,
)
from aeo_cli.screening.text_files import detect_encoding


class Portfolio(NamedTuple):
    """The files of a portfolio in order, and notes on how they are read."""

    sources: tuple[PortfolioFile, ...]
    notes: tuple[tuple[str, Text], ...] = ()

    @property
    def size(self) -> int:
        """The size in bytes."""
        return sum(source.size for source in self.sources)

    @property
    def has_tables(self) -> bool:
        """Whether enterprises and their business are in separate tables."""
        return any(source.table is not TableName.PROFILES for source in self.sources)

    def holds(self, form: RowFormat) -> bool:
        """Return whether one of its files has a format."""
        return any(source.form is form for source in self.sources)


def portfolio(
    whole: str | None, enterprises: str | None, business: str | None, label: str | None = None
) -> Portfolio:
    """Find the files of a portfolio and their encodings.

    Args:
        whole: a file of JSON Lines, a pattern of such files, or a folder.
        enterprises: a file, a folder or a pattern for the table of enterprises.
        business: the same for the table of pending business.
        label: the name to show instead of that of `whole`.

    Raises:
        InputError: there are none, they are ambiguous, or they cannot be read.
    """
    if (whole is None) == (enterprises is None):
        found = NOTHING if whole is None else both("两种写法", "both ways")
        raise InputError([Problem("PORTFOLIO", found, _EITHER, _AS_IN)])
    if whole is not None and business is not None:
        raise InputError([Problem("--business", quoted(business), _WITH_ENTERPRISES, _ALONE)])
    try:
        sources = list(_whole_sources(whole)) if whole is not None else []
        for table, name in ((TableName.ENTERPRISES, enterprises), (TableName.BUSINESS, business)):
            if name is not None:
                sources += _sources(table, _paths(name, f"--{table}"), _TABLES, f"--{table}")
    except OSError as error:
        path = visible(str(error.filename))
        problem = Problem("PORTFOLIO", files.reason(error), _READABLE, CHECK, path)
        raise InputError([problem]) from error
    sources = [source._replace(label=label) for source in sources]
    detected = [detect_encoding(source) for source in sources]
    notes = list(_encoding_notes(sources, detected))
    sources = [
        source._replace(encoding=encoding)
        for source, (encoding, _) in zip(sources, detected, strict=True)
    ]
    if not any(source.table in {TableName.PROFILES, TableName.BUSINESS} for source in sources):
        notes.append(("", _NO_BUSINESS))
    return Portfolio(tuple(sources), tuple(notes))


def _encoding_notes(
    sources: Iterable[PortfolioFile], detected: Iterable[Detected]
) -> Iterator[tuple[str, Text]]:
    """Yield one note for each encoding, with the name of the first file that is so read."""
    by_encoding: dict[Encoding, list[tuple[str, Text]]] = {}
    for source, (encoding, note) in zip(sources, detected, strict=True):
        if note:
            by_encoding.setdefault(encoding, []).append((source.name, note))
    for (name, note), *others in by_encoding.values():
        names, more = listed([other for other, _ in others[:_MAX_NAMES]]), len(others) - _MAX_NAMES
        template = _AND_MORE if more > 0 else _LIKEWISE if others else _ALONE_SO
        yield name, template.fill(note=note, names=names, more=more)


_MAX_NAMES = 3
"""How many more files a note names."""
_ALONE_SO = both("{note}", "{note}")
_LIKEWISE = both("{note}（{names} 同此）", "{note} (also {names})")
_AND_MORE = both(
    "{note}（{names} 及另外 {more} 个文件同此）", "{note} (also {names} and {more} more)"
)


def _whole_sources(name: str) -> Iterator[PortfolioFile]:
    folder = Path(name)
    if not name or not folder.is_dir():
        yield from _sources(
            TableName.PROFILES, _paths(name, "PORTFOLIO"), (RowFormat.LINES,), "PORTFOLIO"
        )
        return
    tables = {
        table: _in_folder(folder, table) for table in (TableName.ENTERPRISES, TableName.BUSINESS)
    }
    lines = _files(folder, RowFormat.LINES.suffixes)
    if lines and not any(tables.values()):
        yield from (PortfolioFile(TableName.PROFILES, RowFormat.LINES, path) for path in lines)
        return
    if problems := list(_misspelt(folder)):
        raise InputError(problems)
    if lines or not tables[TableName.ENTERPRISES]:
        found = quoted(lines[0].name) if lines else NOTHING
        raise InputError([Problem("PORTFOLIO", found, _FOLDER, _LAID_OUT, visible(name))])
    for table, paths in tables.items():
        yield from _sources(table, paths, _TABLES, "PORTFOLIO")


def _misspelt(folder: Path) -> Iterator[Problem]:
    """Yield a problem for each file or folder that is nearly named like a table.

    `enterprise.csv` would otherwise be ignored without a message.
    """
    tables = dict.fromkeys((TableName.ENTERPRISES.value, TableName.BUSINESS.value))
    for path in sorted(folder.iterdir()):
        is_table = path.is_dir() or RowFormat.of(path) in _TABLES
        if is_table and path.stem not in tables and (hint := did_you_mean(path.stem, tables)):
            found, place = quoted(path.name), visible(str(folder))
            yield Problem("PORTFOLIO", found, one_of(tables), hint, place)


def _in_folder(folder: Path, table: TableName) -> list[Path]:
    """Return the files of a table in a folder: `business.csv`, and all files in `business/`."""
    suffixes = (*RowFormat.CSV.suffixes, *RowFormat.PARQUET.suffixes)
    single = [path for path in _files(folder, suffixes) if path.stem == table]
    return single + (_files(folder / table, suffixes) if (folder / table).is_dir() else [])


def _files(folder: Path, suffixes: Sequence[str]) -> list[Path]:
    return sorted(
        path for path in folder.iterdir() if path.suffix.lower() in suffixes and path.is_file()
    )


def _paths(name: str, place: str) -> list[Path]:
    path = Path(name)
    if "://" in name:
        return [path]
    if name and path.is_dir():
        if paths := _files(path, SUFFIXES):
            return paths
        raise InputError([Problem(place, NOTHING, _SOME_FILE, CHECK, visible(name))])
    if path.is_file() or not has_magic(name):
        return [path]
    matches = sorted(map(Path, glob(name, recursive=True)))  # noqa: PTH207  patterns may be absolute
    if paths := [match for match in matches if match.is_file()]:
        return paths
    raise InputError(
        [Problem(place, NOTHING, both("符合的文件", "a file that matches"), CHECK, visible(name))]
    )


def _sources(
    table: TableName, paths: Iterable[Path], forms: Sequence[RowFormat], place: str
) -> Iterator[PortfolioFile]:
    for path in paths:
        is_unicode_text = path.suffix.lower() in UNICODE_TEXT
        form = RowFormat.CSV if is_unicode_text else RowFormat.of(path)
        if form not in forms or form is None:
            expected = one_of(suffix for allowed in forms for suffix in allowed.suffixes)
            hint = _TWO_TABLES if form and table is TableName.PROFILES else _CONVERT
            raise InputError(
                [Problem(place, quoted(path.suffix), expected, hint, visible(str(path)))]
            )
        yield PortfolioFile(table, form, path)


_TABLES = (RowFormat.CSV, RowFormat.PARQUET)
_READABLE = both("可以读取的文件或目录", "a file or folder that can be read")
_NO_BUSINESS = both(
    "没有 business 表，各企业均按没有待办业务处理",
    "there is no table business: nothing counts as pending",
)
_SOME_FILE = both("目录中有数据文件", "a file of data in the folder")
_EITHER = both(
    "一个 PORTFOLIO，或 --enterprises（及 --business）",
    "either PORTFOLIO, or --enterprises (and --business)",
)
_AS_IN = both(
    "如 aeo screen portfolio.jsonl -o verdicts.csv",
    "as in aeo screen portfolio.jsonl -o verdicts.csv",
)
_WITH_ENTERPRISES = both("与 --enterprises 同用", "--enterprises beside it")
_ALONE = both("PORTFOLIO 自带待办业务", "PORTFOLIO has its own business")
_TWO_TABLES = both(
    "两个表用 --enterprises 和 --business 指明，或放在同一目录",
    "name the two tables with --enterprises and --business, or put them into one folder",
)
_CONVERT = both(
    "由表格软件另存为 CSV（UTF-8）；单个企业用 aeo check",
    "save a spreadsheet as CSV (UTF-8); for one enterprise there is aeo check",
)
_LAID_OUT = both("目录结构见 docs/screening.md", "docs/screening.md tells how to lay it out")
_FOLDER = both(
    "enterprises 和 business 两个表（.csv 或 .parquet），或 .jsonl 文件，二者之一",
    "the tables enterprises and business (.csv or .parquet), or else files of .jsonl",
)
