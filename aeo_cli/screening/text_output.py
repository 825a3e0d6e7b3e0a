"""Rows written as text: CSV for spreadsheets, JSON Lines for scripts."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from aeo_cli.documents.escaping import harmless
from aeo_cli.screening.sources import RowFormat

LINE_END = "\r\n"
"""The line end of CSV; RFC 4180."""


def write(
    path: Path, form: RowFormat, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Write rows with the given columns to a file.

    Raises:
        OSError: the file cannot be written.
    """
    if form is RowFormat.CSV:  # with a byte-order mark, without which Excel does not detect UTF-8
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator=LINE_END)
            writer.writerow(columns)
            writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
        return
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            document = dict(zip(columns, map(_json_value, row), strict=True))
            file.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")


def _csv_cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str():
            return harmless(value)
        case _:
            return str(value)


def _json_value(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
