"""Empty tables to fill in: the heads of a portfolio's two tables."""

import csv
from collections.abc import Iterable
from io import StringIO

from aeo_cli.documents.encodings import MARK
from aeo_cli.documents.text import Lang
from aeo_cli.screening.heads import TableHeads
from aeo_cli.screening.sources import TableName
from aeo_cli.screening.text_output import LINE_END


def empty_tables(heads: TableHeads, lang: Lang) -> dict[str, bytes]:
    """Return the tables as CSV, by their file names.

    They begin with a byte-order mark, without which Excel does not detect UTF-8.
    """
    return {
        f"{table}.csv": _csv(
            heads.shown(table, column, lang) for column in heads.labels[table]
        ).encode()
        for table in (TableName.ENTERPRISES, TableName.BUSINESS)
    }


def _csv(row: Iterable[str]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator=LINE_END).writerow(row)
    return MARK + text.getvalue()
