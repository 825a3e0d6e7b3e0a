"""The report as a workbook: what to do in brief, measures, deadlines and open questions."""

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.presentation.formats.workbook import workbook
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.tables import Tables


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> bytes:
    """Return the report as an Office Open XML workbook."""
    report_words = ReportWords(report, catalogue, page.lang)
    tables = Tables(report_words, calendar).workbook()
    title = report_words.language.say(catalogue.title)
    return workbook(tables, title, report.tool, report.on, page.lang)
