"""The files that a name stands for: a file, a folder of part files, or a pattern of either.

Folders of part files are read as Spark, Polars and pandas write them, at any depth. A file of
another kind among them is an error, for its rows would be missing.
"""

from glob import has_magic
from pathlib import Path
from typing import NamedTuple

from aeo_cli.documents import file_errors
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem, one_of, quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.screening.compression import how_to_unpack
from aeo_cli.screening.folders import Contents, Entry, contents, entry, local
from aeo_cli.screening.partitions import partition_keys
from aeo_cli.screening.sources import (
    CHECK,
    GZIP,
    PROFILES,
    UNICODE_TEXT,
    WORKBOOK,
    PortfolioFile,
    RowFormat,
    TableName,
    input_format,
)
from aeo_cli.screening.wildcards import matching, pattern_base

FORMATS = {
    TableName.PROFILES: (RowFormat.LINES,),
    TableName.ENTERPRISES: (RowFormat.CSV, RowFormat.PARQUET),
    TableName.BUSINESS: (RowFormat.CSV, RowFormat.PARQUET),
}
"""The formats that each table may have."""


def place_of(table: TableName) -> str:
    """Return the option or argument that names a table."""
    return "PORTFOLIO" if table is TableName.PROFILES else f"--{table}"


NO_FILES = both("文件夹中没有数据文件", "the folder has no data files")


class Found(NamedTuple):
    """The files of a portfolio, and the files of metadata that are not read."""

    sources: list[PortfolioFile]
    metadata: list[Path]


def named_files(table: TableName, name: str, place: str) -> Found:
    """Return the files of a table that a name stands for.

    Args:
        table: the table.
        name: a file, a folder of part files, or a pattern of either.
        place: the option or argument that the name was given for.

    Raises:
        InputError: there are none, or something among them cannot be read.
        OSError: a folder cannot be listed.
    """
    path, is_remote = Path(name), "://" in name
    if name and not is_remote and path.is_dir():
        base, found, nothing = path, contents(local(path), path, place), NO_FILES
    elif is_remote or path.is_file() or not has_magic(name):
        if not is_remote and not path.exists():
            raise InputError([Problem("", _missing(path), None, CHECK, visible(name))])
        return files_of(table, Contents([Entry(path, entry(path).size)], [], []), None, place)
    else:
        base, nothing = pattern_base(name), _NO_MATCH
        found = contents(matching(name), base, place)
    if not any(found[:2]):
        raise InputError([Problem(place, nothing, None, CHECK, visible(name))])
    return files_of(table, found, base, place)


def _missing(path: Path) -> Text:
    """Return that a file, or the folder that it should be in, does not exist."""
    if not path.parent.is_dir():
        return _NO_FOLDER.fill(folder=visible(str(path.parent)))
    return file_errors.unreadable(FileNotFoundError()) if path.suffix else _NOTHING_THERE


def files_of(table: TableName, found: Contents, named: Path | None, place: str) -> Found:
    """Return the files of a table from what was found.

    Args:
        table: the table.
        found: files of data, and what cannot be read.
        named: the folder that was named, in which they are; None: the file itself was named.
        place: the option or argument that names them.

    Raises:
        InputError: with everything that cannot be read.
    """
    problems, sources = list(found.problems), list[PortfolioFile]()
    for one in found.files:
        source = _source(table, one, named)
        if source is None:
            problems.append(other_format(table, one.path, place))
        elif source.is_remote and not source.is_ready:
            expected = _UNPACKED if source.is_packed else _LOCAL
            hint = how_to_unpack(one.path) or _DOWNLOAD
            found_ = quoted(one.path.suffix)
            problems.append(Problem(place, found_, expected, hint, source.name))
        elif table is TableName.PROFILES and (keys := [k for k in source.partition if k.is_below]):
            stated = quoted(f"{keys[0].column}={keys[0].value or ''}")
            problems.append(Problem(place, stated, _NO_COLUMNS, _NO_EQUALS, source.name))
        else:
            sources.append(source)
    if problems:
        raise InputError(problems)
    return Found(sources, found.metadata)


def _source(table: TableName, one: Entry, named: Path | None) -> PortfolioFile | None:
    """Return a file of a table, or None if it has no format of the table."""
    form = input_format(one.path)
    if named is None and one.path.suffix.lower() in UNICODE_TEXT:
        form = RowFormat.CSV
    if one.path.suffix.lower() == WORKBOOK:
        form = FORMATS[table][0]  # that of what is made of it
    if form is None or form not in FORMATS[table]:
        return None
    source = PortfolioFile(table, form, one.path, size=one.size)
    return source._replace(partition=tuple(partition_keys(source, named)))


def other_format(table: TableName, path: Path, place: str) -> Problem:
    """Return the problem of a file that has none of the formats of a table."""
    name, form, last = visible(str(path)), input_format(path), path.suffix
    kind = "".join(path.suffixes[-2:]) if last.lower() == GZIP else last
    found = quoted(kind or path.name)
    if form is None and (unpack := how_to_unpack(path)):
        return Problem(place, found, _UNPACKED, unpack, name)
    is_other = form is None and table is TableName.PROFILES  # a table alone is a portfolio too
    forms = RowFormat if is_other else FORMATS[table]
    others = PROFILES if table is TableName.PROFILES else (WORKBOOK,)
    expected = one_of([*(suffix for form in forms for suffix in form.suffixes), *others])
    hint = _CONVERT if kind else _NO_SUFFIX
    if form:
        hint = TWO_TABLES if table is TableName.PROFILES else _WHOLE
    return Problem(place, found, expected, hint, name)


_NO_FOLDER = both("没有 {folder} 这个文件夹", "there is no folder {folder}")
_NOTHING_THERE = both("没有这个文件或文件夹", "no such file or folder")
_NO_MATCH = both("没有匹配的文件", "no file matches")
_UNPACKED = both(
    "未压缩的文件，或单个文件的 .gz", "an uncompressed file, or a single file compressed as .gz"
)
_LOCAL = both("本机上的文件", "a file on this machine")
_DOWNLOAD = both("请先下载到本机", "copy it to this machine first")
_NO_SUFFIX = both(
    "含有数据的，请在文件名后加上相应的扩展名",
    "if it contains data, add the extension of its format",
)
_WHOLE = both(
    "该文件自带待办业务，请单独核对",
    "this file includes its pending business; screen it separately",
)
_NO_COLUMNS = both("不含等号的文件夹名", "a folder without an equals sign in its name")
_NO_EQUALS = both(
    "该文件的数据都写在文件内，请将文件夹改名",
    "this file contains all its data itself; rename the folder",
)
TWO_TABLES = both(
    "请用 --enterprises 和 --business 指定两个表，或放在同一文件夹",
    "name the two tables with --enterprises and --business, or put them into one folder",
)
_CONVERT = both(
    "请用表格软件另存为 .xlsx 或 CSV（UTF-8）",
    "save it as .xlsx or CSV (UTF-8) in a spreadsheet program",
)
