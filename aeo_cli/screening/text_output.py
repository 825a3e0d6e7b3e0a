"""Rows as files of text: CSV for a spreadsheet, JSON Lines for a script."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from aeo_cli.documents.escaping import escape_formula
from aeo_cli.screening.sources import RowFormat

LINE_END = "\r\n"
"""Of CSV, RFC 4180."""


def write(
    path: Path, form: RowFormat, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Write rows under named columns.

    Raises:
        OSError: it cannot be written.
    """
    if form is RowFormat.CSV:  # with a byte-order mark, by which Excel knows UTF-8
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator=LINE_END)
            writer.writerow(columns)
            writer.writerows([_cell(cell) for cell in row] for row in rows)
        return
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            named = dict(zip(columns, map(_plain, row), strict=True))
            file.write(json.dumps(named, ensure_ascii=False, separators=(",", ":")) + "\n")


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str():
            return escape_formula(value)
        case _:
            return str(value)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
