"""Saved reports from files."""

from typing import NamedTuple

from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.locations import path_label
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents import files, syntax
from aeo_cli.documents.problems import naming_file
from aeo_cli.documents.text import Text, both
from aeo_cli.documents.validation import validate


class LoadedReport(NamedTuple):
    """A report, the calendar that its dates were counted with, and notes on how it was read."""

    report: Report
    calendar: ChineseCalendar
    notes: tuple[Text, ...]


def load_report(name: str, catalogue: Catalogue) -> LoadedReport:
    """Read a saved report, in a file or on standard input, as it was made.

    Raises:
        InputError: it is none, was made from another catalogue, or has been altered.
    """
    from aeo_cli.assessment.audit import require_catalogue, require_report, restored  # noqa: PLC0415  most commands read none

    with naming_file(name):
        text, notes = syntax.decode(files.read(name, MAX_REPORT_BYTES))
        document = syntax.parse(text)
        require_report(document)
        require_catalogue(document, catalogue)
        found = restored(validate(Report, document, REPORT_FORMAT, path_label), catalogue)
        return LoadedReport(found.report, found.calendar, notes)


MAX_REPORT_BYTES = 256 * 2**20
"""A report is many times as long as its profile: each condition stands in it, line by line."""


REPORT_FORMAT = both("格式见 aeo schema report", "aeo schema report tells the format")
