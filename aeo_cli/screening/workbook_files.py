"""Workbooks of a portfolio, turned into the files that the engines read.

A workbook is the profile of one client, as `aeo init --template` writes it, or it has a sheet for
each of the two tables. A profile becomes a line of JSON, and each sheet a CSV file, of which every
row keeps its number.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path

from aeo_cli.documents import files
from aeo_cli.documents.labels import folded
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.documents.workbooks import Cell, Fault, Sheet, read_sheets
from aeo_cli.profile.workbook_layout import BUSINESS_SHEET, ENTERPRISE_SHEET
from aeo_cli.profile.workbook_reader import (
    NOT_READ,
    is_profile,
    read_workbook_profile,
    second_sheets,
)
from aeo_cli.rules.facts import FactType
from aeo_cli.screening.filed_profile import FiledProfile
from aeo_cli.screening.heads import on_one_line
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.profile_files import line_file
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.table_schema import facts_of

_NAMES = {
    TableName.ENTERPRISES: ("enterprises", ENTERPRISE_SHEET.en, ENTERPRISE_SHEET.zh),
    TableName.BUSINESS: (BUSINESS_SHEET.en, BUSINESS_SHEET.zh),
}
"""The names of the sheets with the two tables."""


def sheet_files(
    source: PortfolioFile, folder: Path, plan: Plan
) -> tuple[list[PortfolioFile], list[Text]]:
    """Return what a workbook becomes, and notes on sheets that are not read.

    Args:
        source: the workbook.
        folder: the folder to make for the files.
        plan: the plan, which knows the facts.

    Raises:
        InputError: it cannot be read, or is no portfolio.
    """
    try:
        sheets = read_sheets(files.read(str(source.path)))
        is_list = any(_table_headed(sheet, plan) for sheet in sheets if sheet.rows)
        if source.table is TableName.PROFILES and is_profile(sheets) and not is_list:
            book = read_workbook_profile(sheets, plan.catalogue)
            return [line_file(source, FiledProfile(book.document, book), folder)], []
        tables = _tables(source, sheets, plan)
        folder.mkdir()
        written = [_table(source, table, sheet, folder, plan) for table, sheet in tables.items()]
    except InputError as error:
        raise error.within(source.name) from error
    others = [sheet.name for sheet in sheets if sheet.rows and sheet not in tables.values()]
    shown = listed([quoted(name).en for name in others])
    return written, [NOT_READ.fill(sheets=shown)] if others else []


def _tables(source: PortfolioFile, sheets: Sequence[Sheet], plan: Plan) -> dict[TableName, Sheet]:
    """Return the sheets of the tables, by name, or else by heads; a single one may have any."""
    filled = [sheet for sheet in sheets if sheet.rows]
    by_heads = _by_table(filled, lambda sheet: _table_headed(sheet, plan))
    by_table = {**by_heads, **_by_table(filled, lambda sheet: _table_named(sheet.name))}
    if problems := [one for those in by_table.values() for one in second_sheets(those)]:
        raise InputError(problems)
    tables = {table: sheet for table, (sheet, *_) in by_table.items()}
    wanted = source.table
    if wanted is TableName.PROFILES:
        wanted = _table_named(source.path.stem) or TableName.ENTERPRISES
    if len(filled) == 1 and not tables:
        return {wanted: filled[0]}
    if wanted not in tables:
        shown = listed([quoted(sheet.name).en for sheet in sheets])
        found = _NO_SHEET.fill(names=" / ".join(_NAMES[wanted]))
        raise InputError([Problem("", found, None, _SHEETS_ARE.fill(sheets=shown))])
    return tables if source.table is TableName.PROFILES else {wanted: tables[wanted]}


def _by_table(
    sheets: Iterable[Sheet], table_of: Callable[[Sheet], TableName | None]
) -> dict[TableName, list[Sheet]]:
    by_table: dict[TableName, list[Sheet]] = {}
    for sheet in sheets:
        if table := table_of(sheet):
            by_table.setdefault(table, []).append(sheet)
    return by_table


def _table_named(name: str) -> TableName | None:
    words = folded(name).casefold()
    return next((table for table, names in _NAMES.items() if words in names), None)


def _table_headed(sheet: Sheet, plan: Plan) -> TableName | None:
    """Return the table that has the heads of a sheet; None: it may be any list."""
    first = next(iter(sheet.rows.values()))
    heads = [on_one_line(str(cell.value)) for cell in first.values()]
    for table, wanted in _MARKS.items():
        if wanted <= {column for head in heads for column in plan.heads.columns(table, head)}:
            return table
    return None


_MARKS = {TableName.BUSINESS: {"ref", "kind"}, TableName.ENTERPRISES: {"ref", "credit_level"}}
"""The columns by which a sheet is known that has another name."""


def _table(
    source: PortfolioFile, table: TableName, sheet: Sheet, folder: Path, plan: Plan
) -> PortfolioFile:
    """Write a sheet as a CSV file, in which every row has the number that it has in the sheet."""
    head, *rows = sheet.rows
    used = sorted({column for row in sheet.rows.values() for column in row})
    heads = {
        column: on_one_line(str(cell.value)) if (cell := sheet.rows[head].get(column)) else ""
        for column in used
    }
    as_it_is = {column for column in used if _is_text(table, heads[column], plan)}
    problems = [
        sheet.problem(cell, cell.value)
        for number in rows
        for column, cell in sheet.rows[number].items()
        if isinstance(cell.value, Fault) and column in as_it_is
    ]
    if problems:
        raise InputError(problems)
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        # What separates cells is told by the header, in quotes or not.
        csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(heads.values())
        writer = csv.writer(file, lineterminator="\n")
        for number in range(2, max(sheet.rows) + 1):
            row = sheet.rows.get(number, {}) if number != head else {}
            writer.writerow(_text(row.get(column)) for column in used)
    label = f"{source.label or source.path}!{sheet.name}"
    size = path.stat().st_size
    return PortfolioFile(table, RowFormat.CSV, path, label=label, size=size, origin=source.path)


def _is_text(table: TableName, head: str, plan: Plan) -> bool:
    """Return whether any text in a column would be taken as it is, even `#N/A`."""
    columns = plan.heads.columns(table, head)
    if table is TableName.BUSINESS:
        facts = [fact for column in columns for fact in plan.facts_named(column)]
    else:
        facts = [fact for column in columns if (fact := facts_of(table, plan).get(column))]
    return bool(columns) and all(one.type is FactType.TEXT and not one.format for one in facts)


def _text(cell: Cell | None) -> str:
    """Return a cell as text; midnight is a day, as in a profile."""
    match cell and cell.value:
        case None:
            return ""
        case bool() as value:
            return str(value).lower()
        case datetime() as value if value.time() == time():
            return value.date().isoformat()
        case date() as value:
            return value.isoformat()
        case Fault() as fault:
            return fault.found.en.strip('"')
        case value:
            return str(value)


_NO_SHEET = both("没有名为 {names} 的工作表", "no sheet is called {names}")
_SHEETS_ARE = both("工作表有：{sheets}", "its sheets: {sheets}")
