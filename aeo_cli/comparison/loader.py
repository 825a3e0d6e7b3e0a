"""Load what is to be compared, a report or a profile, from a file."""

from collections.abc import Callable
from typing import NamedTuple

from aeo_cli.assessment.audit import audit
from aeo_cli.assessment.loader import MAX_REPORT_BYTES, REPORT_FORMAT
from aeo_cli.assessment.report import Report
from aeo_cli.assessment.saved_report import require_coherence, require_report
from aeo_cli.catalogue.locations import path_label
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.comparison.compared_report import ComparedReport
from aeo_cli.documents import files, syntax
from aeo_cli.documents.binary_formats import is_workbook
from aeo_cli.documents.problems import naming_file
from aeo_cli.documents.text import Text
from aeo_cli.documents.validation import validate
from aeo_cli.profile.loader import load_workbook, spelling_notes
from aeo_cli.profile.model import Profile
from aeo_cli.profile.reader import read_with_spellings
from aeo_cli.profile.remainder import parse_profile


class LoadedComparedReport(NamedTuple):
    """A report to be compared, with notes on how it was read."""

    compared: ComparedReport
    notes: tuple[Text, ...]


def load_compared_report(
    name: str, catalogue: Catalogue, assess_profile: Callable[[Profile], Report]
) -> LoadedComparedReport:
    """Read a saved report as it stands, or a profile and assess it.

    Args:
        name: the file.
        catalogue: the available catalogue; a report may have been made from another one.
        assess_profile: makes the report of a profile.

    Raises:
        InputError: it is neither. It holds every problem found.
    """
    with naming_file(name):
        content = files.read(name, MAX_REPORT_BYTES)
        if is_workbook(content):
            loaded = load_workbook(content, catalogue)
            return LoadedComparedReport(
                ComparedReport(assess_profile(loaded.profile)), loaded.notes
            )
        text, notes = syntax.decode(content)
        document = parse_profile(text, catalogue)
        if "schema" not in document:
            read = read_with_spellings(document, catalogue)
            notes = (*notes, *spelling_notes(read))
            return LoadedComparedReport(ComparedReport(assess_profile(read.profile)), notes)
        require_report(document)
        report = validate(Report, document, REPORT_FORMAT, path_label)
        require_coherence(report)
        return LoadedComparedReport(ComparedReport(report, audit(report, catalogue)), notes)
