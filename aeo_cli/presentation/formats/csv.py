"""A row for each provision and pending item, for spreadsheets and for programs without JSON.

RFC 4180, in UTF-8 with a byte-order mark, by which Excel recognizes it, or in GBK. Each row is one
line of the file and names its report, so that rows can be sorted, filtered and merged. The caveats
of the whole are rows of their own: the first column says what a row is.
"""

import csv
from datetime import datetime
from functools import lru_cache
from io import BytesIO, TextIOWrapper
from itertools import chain

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.escaping import escape_formula
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.table import Cell, Table
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.tables import Tables
from aeo_cli.presentation.wording.work_list import WorkList


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> bytes:
    """Return the report as CSV."""
    return table_lines(Tables(ReportWords(report, catalogue, page.lang), calendar).single(), page)


def render_work_list(work_list: WorkList, page: Page) -> bytes:
    """Return a work list as CSV."""
    return table_lines(work_list.table(), page)


def table_lines(table: Table, page: Page) -> bytes:
    r"""Return a table as CSV; characters that GBK lacks are escaped: `\U0001f600`."""
    content, encoding = BytesIO(), "utf-8-sig" if page.encoding == "utf-8" else page.encoding
    # Many cells are the same as in the lines before.
    as_text = lru_cache(1024)(_as_text)
    with TextIOWrapper(content, encoding, "backslashreplace", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(map(as_text, row) for row in chain([table.headings], table.rows))
        file.flush()
        return content.getvalue()


def _as_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return escape_formula(cell.replace("\n", " / "))
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case _:
            return str(cell)
