"""The layout of a folder with a whole portfolio: two tables, or JSON Lines and profiles.

A table is a file, `business.csv`, or a folder of part files, `business/` or `business.parquet/`.
"""

from collections.abc import Sequence
from pathlib import Path

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import (
    Attempts,
    InputError,
    Problem,
    one_of,
    quoted,
)
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.screening.compression import how_to_unpack
from aeo_cli.screening.folders import Contents, Entry, contents, is_metadata, local
from aeo_cli.screening.part_files import (
    FORMATS,
    TWO_TABLES,
    Found,
    files_of,
    named_files,
    other_format,
    place_of,
)
from aeo_cli.screening.sources import GZIP, WORKBOOK, RowFormat, TableName, input_format

PLACE = place_of(TableName.PROFILES)
_TABLES = (TableName.ENTERPRISES, TableName.BUSINESS)


def folder_files(folder: Path) -> Found:
    """Return the files of a folder with a whole portfolio.

    Raises:
        InputError: it has no portfolio, or something in it cannot be read.
        OSError: it cannot be listed.
    """
    entries = sorted(local(folder))
    tables = {table: [one for one in entries if _table_of(one) is table] for table in _TABLES}
    if all(_is_workbook(one) for named in tables.values() for one in named):
        return _profiles(folder, contents(entries, folder, PLACE))
    others = [one for one in entries if _table_of(one) is None]
    with Attempts() as attempt:
        found = [attempt(_table, folder, table, named) for table, named in tables.items()]
        beside = attempt(_beside, folder, others)
    sources = [source for one in found for source in one.sources]
    return Found(sources, [*beside, *(path for one in found for path in one.metadata)])


def _table_of(one: Entry) -> TableName | None:
    """Return the table that a file or folder is named after."""
    stem, dot, suffix = one.path.name.partition(".")
    if stem not in _TABLES or is_metadata(one):
        return None
    table = TableName(stem)
    if not one.is_folder:
        suffix = suffix.lower().removesuffix(GZIP)
    suffixes = {WORKBOOK, *(name for form in FORMATS[table] for name in form.suffixes)}
    is_folder_name = one.is_folder and not dot
    return table if is_folder_name or f".{suffix.lower()}" in suffixes else None


def _table(folder: Path, table: TableName, named: list[Entry]) -> Found:
    """Return the files of a table; `named` is what has its name, which should be one thing."""
    place = visible(str(folder))
    if len(named) == 1:
        return named_files(table, str(named[0].path), PLACE)
    if named:
        names, one = listed([quoted(each.path.name).en for each in named]), _ONE.fill(table=table)
        raise InputError([Problem(PLACE, names, one, _KEEP_ONE, place)])
    if table is TableName.ENTERPRISES:
        raise InputError([Problem(PLACE, _NO_ENTERPRISES, _FOLDER, _LAID_OUT, place)])
    return Found([], [])


def _beside(folder: Path, others: Sequence[Entry]) -> list[Path]:
    """Return the metadata that is beside the tables.

    Raises:
        InputError: there is something else, which would not be read.
    """
    misspelt = {one.path: hint for one in others if (hint := _meant(one))}
    found = contents((one for one in others if one.path not in misspelt), folder, PLACE)
    problems = [*found.problems]
    problems += [_no_table(path, hint) for path, hint in misspelt.items()]
    problems += [
        other_format(TableName(stem), one.path, PLACE)
        if (stem := one.path.name.partition(".")[0]) in _TABLES and one in others
        else _no_table(one.path, _MOVE)
        for one in found.files
    ]
    if problems:
        raise InputError(problems)
    return found.metadata


def _meant(one: Entry) -> Text | None:
    """Return a hint at the table that a file or folder seems to be misspelt for."""
    stem = one.path.name.partition(".")[0]
    tables: dict[str, Text | None] = {table.value: None for table in _TABLES}
    return None if stem in tables or is_metadata(one) else did_you_mean(stem, tables)


def _no_table(path: Path, hint: Text) -> Problem:
    return Problem(PLACE, quoted(path.name), one_of(_TABLES), hint, visible(str(path)))


def _is_workbook(one: Entry) -> bool:
    return one.path.suffix.lower() == WORKBOOK


def _profiles(folder: Path, found: Contents) -> Found:
    """Return the files of a folder without tables: JSON Lines, and files with one profile."""
    forms = {WORKBOOK if _is_workbook(one) else input_format(one.path) for one in found.files}
    if not forms.isdisjoint({WORKBOOK, RowFormat.LINES}):
        return files_of(TableName.PROFILES, found, folder, PLACE)
    problems = [*found.problems]
    for one in found.files:
        hint = TWO_TABLES if input_format(one.path) else how_to_unpack(one.path)
        hint = _meant(one) or hint or _LAID_OUT
        name = visible(str(one.path))
        problems.append(Problem(PLACE, quoted(one.path.name), _FOLDER, hint, name))
    nothing = Problem(PLACE, _EMPTY, _FOLDER, _LAID_OUT, visible(str(folder)))
    raise InputError(problems or [nothing])


_EMPTY = both("空文件夹", "an empty folder")
_ONE = both("只有一个名为 {table} 的文件或文件夹", "a single file or folder named {table}")
_KEEP_ONE = both(
    "请保留其中一个；表分成多个文件的，请放在同一文件夹",
    "keep one of them; if a table has several files, put them into one folder",
)
_NO_ENTERPRISES = both("没有 enterprises 表", "no table named enterprises")
_MOVE = both("请移到别处", "move it elsewhere")
_LAID_OUT = both(
    "aeo screen --template 可生成空表", "aeo screen --template writes empty tables to fill in"
)
_FOLDER = both(
    "enterprises 和 business 两个表（.csv 或 .parquet），或企业情况文件（.jsonl、.toml、.json、"
    ".xlsx）",
    "either the tables enterprises and business (.csv or .parquet), or files of profiles: .jsonl, "
    ".toml, .json, .xlsx",
)
