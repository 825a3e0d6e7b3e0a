"""Read saved reports from files."""

from typing import NamedTuple

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.locations import path_label
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents import files, syntax
from aeo_cli.documents.problems import naming_file
from aeo_cli.documents.text import Text, both
from aeo_cli.documents.validation import validate


class LoadedReport(NamedTuple):
    """A report, the calendar to show its progress with, and notes on how it was read."""

    report: Report
    calendar: Calendar
    notes: tuple[Text, ...]


def load_report(name: str, catalogue: Catalogue) -> LoadedReport:
    """Read a saved report from a file, or from standard input where `name` is `-`.

    Raises:
        InputError: it is no report, was made from another catalogue, or was altered.
    """
    # Few commands read a report, so the others do not load what this takes.
    from aeo_cli.assessment.audit import reproduce  # noqa: PLC0415
    from aeo_cli.assessment.saved_report import require_catalogue, require_report  # noqa: PLC0415

    with naming_file(name):
        text, notes = syntax.decode(files.read(name, MAX_REPORT_BYTES))
        document = syntax.parse(text)
        require_report(document)
        require_catalogue(document, catalogue)
        saved = validate(Report, document, REPORT_FORMAT, path_label)
        report, calendar, kept_dates = reproduce(saved, catalogue)
        return LoadedReport(report, calendar, (*notes, *([_KEPT_DATES] if kept_dates else ())))


_KEPT_DATES = both(
    "报告的日期按另一版放假安排推算，无法在此复核，保留原日期；请用 aeo check 按现行安排重新推算",
    "its dates were calculated with another edition of the working-day calendar; "
    "they cannot be verified here and are kept as they are; recalculate them with "
    "aeo check",
)


MAX_REPORT_BYTES = 256 * 2**20
"""A report is many times as long as its profile, as it contains every condition line by line."""


REPORT_FORMAT = both("格式见 aeo schema report", "see aeo schema report for the format")
