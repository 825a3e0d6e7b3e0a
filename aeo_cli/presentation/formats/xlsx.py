"""The report as a workbook: what to do in brief, measures, deadlines and open questions."""

from collections.abc import Iterable

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.presentation.formats.workbook import TableBook
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.table import Table
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.tables import Tables
from aeo_cli.presentation.wording.work_list import WorkList


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> bytes:
    """Return the report as an Office Open XML workbook."""
    report_words = ReportWords(report, catalogue, page.lang)
    return _workbook(Tables(report_words, calendar).workbook(), report_words, page)


def render_work_list(work_list: WorkList, page: Page) -> bytes:
    """Return a work list as an Office Open XML workbook."""
    return _workbook([work_list.table()], work_list.report_words, page)


def _workbook(tables: Iterable[Table], report_words: ReportWords, page: Page) -> bytes:
    report, title = report_words.report, report_words.words.catalogue.title
    said = report_words.language.say(title)
    return TableBook(tables, said, report.tool, report.on, page.lang).content()
