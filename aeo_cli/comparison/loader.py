"""What is compared, a report or a profile, from a file."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from aeo_cli.assessment.loader import MAX_REPORT_BYTES, REPORT_FORMAT
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.locations import numbered
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents import files, syntax
from aeo_cli.documents.problems import naming_file
from aeo_cli.documents.text import Text
from aeo_cli.documents.validation import shaped
from aeo_cli.profile.model import Profile
from aeo_cli.profile.reader import read_profile

if TYPE_CHECKING:
    from aeo_cli.comparison.compare import Version


class LoadedVersion(NamedTuple):
    """One of two that are compared, with notes on how it was read."""

    version: "Version"
    notes: tuple[Text, ...]


def load_version(
    name: str, catalogue: Catalogue, assessed: Callable[[Profile], Report]
) -> LoadedVersion:
    """Read a report as it stands, or a profile, to be compared with another one.

    Args:
        name: the file.
        catalogue: the one at hand; a report may have been made from another one.
        assessed: what a profile is made a report by.

    Raises:
        InputError: it is neither, with every problem found.
    """
    from aeo_cli.assessment.audit import audit  # noqa: PLC0415
    from aeo_cli.assessment.saved_report import require_coherence, require_report  # noqa: PLC0415
    from aeo_cli.comparison.compare import Version  # noqa: PLC0415  most commands compare nothing

    with naming_file(name):
        text, notes = syntax.decode(files.read(name, MAX_REPORT_BYTES))
        document = syntax.parse(text)
        if "schema" not in document:
            return LoadedVersion(Version(assessed(read_profile(document, catalogue))), notes)
        require_report(document)
        saved = shaped(Report, document, REPORT_FORMAT, numbered)
        require_coherence(saved)
        return LoadedVersion(Version(saved, audit(saved, catalogue)), notes)
