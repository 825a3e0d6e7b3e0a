"""Catalogues and profiles from files."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.checks import faults
from aeo_cli.catalogue.invariants import INVARIANTS
from aeo_cli.catalogue.locations import Places
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents import files, syntax
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import Text, both, visible
from aeo_cli.documents.validation import shaped
from aeo_cli.profile.model import Profile
from aeo_cli.profile.reader import read_profile

if TYPE_CHECKING:
    from aeo_cli.comparison.version import Version
    from aeo_cli.verification.case_runs import Cases


class LoadedProfile(NamedTuple):
    """A profile, the text that it was read from, and notes on how that was read."""

    profile: Profile
    text: str
    notes: tuple[Text, ...]


def load_profile(name: str, catalogue: Catalogue, *, partly: bool = False) -> LoadedProfile:
    """Read the profile in a file, or on standard input where `name` is `-`.

    Args:
        name: the file.
        catalogue: what a profile can say.
        partly: whether it only adds to another profile, and need say nothing of the enterprise.

    Raises:
        InputError: with every problem found, each with the file's name.
    """
    with named(name):
        text, notes = syntax.decode(files.read(name))
        document = syntax.parse(text)
        if "schema" in document:  # one problem, not one for each of its keys
            raise InputError([Problem("schema", quoted(document["schema"]), _PROFILE, _NO_PROFILE)])
        if partly:
            document.setdefault("enterprise", {})
        return LoadedProfile(read_profile(document, catalogue), text, notes)


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

    with named(name):
        text, notes = syntax.decode(files.read(name, MAX_REPORT_BYTES))
        document = syntax.parse(text)
        require_report(document)
        require_catalogue(document, catalogue)
        found = restored(shaped(Report, document, _REPORT_FORMAT), catalogue)
        return LoadedReport(found.report, found.calendar, notes)


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
    from aeo_cli.assessment.audit import audit, require_coherence, require_report  # noqa: PLC0415
    from aeo_cli.comparison.version import Version  # noqa: PLC0415  most commands compare nothing

    with named(name):
        text, notes = syntax.decode(files.read(name, MAX_REPORT_BYTES))
        document = syntax.parse(text)
        if "schema" not in document:
            return LoadedVersion(Version(assessed(read_profile(document, catalogue))), notes)
        require_report(document)
        saved = shaped(Report, document, _REPORT_FORMAT)
        require_coherence(saved)
        return LoadedVersion(Version(saved, audit(saved, catalogue)), notes)


def own_catalogue() -> Path:
    """Return the path of the catalogue that comes with the tool.

    In a wheel it lies inside the package; in a checkout, where the package is installed editable
    or not at all, beside it.
    """
    package = Path(__file__).parents[1]
    places = [folder / "data" / "measures.toml" for folder in (package, package.parent)]
    return next((place for place in places if place.exists()), places[0])


def load_catalogue(name: str | None = None) -> Catalogue:
    """Read a catalogue and check it whole; without a name, the one that comes with the tool.

    Raises:
        InputError: with every fault found, each with the measure's number and its place.
    """
    catalogue = open_catalogue(name)
    at = Places(catalogue)
    problems = [fault.problem for check in INVARIANTS for fault in faults(check, at)]
    if problems:
        raise InputError(problems).within(visible(_path(name)))
    return catalogue


def open_catalogue(name: str | None = None) -> Catalogue:
    """Read a catalogue that has the shape of one, whether or not it keeps the invariants.

    Raises:
        InputError: with all that is wrong with its shape, each with its place.
    """
    with named(_path(name)):
        content = files.read(_path(name))
        text, _ = syntax.decode(content)
        catalogue = shaped(Catalogue, syntax.parse(text), _FORMAT)
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    object.__setattr__(catalogue, "_digest", digest)
    return catalogue


def load_cases(folder: Path, catalogue: Catalogue) -> "Cases":
    """Read the books of cases in a folder; there may be none.

    Raises:
        InputError: with every problem of every book.
    """
    from aeo_cli.verification.case_runs import Cases  # noqa: PLC0415
    from aeo_cli.verification.cases import Book  # noqa: PLC0415  most commands read no cases

    books: dict[str, Book] = {}
    problems: list[Problem] = []
    for path in case_files(folder):
        try:
            with named(str(path)):
                text, _ = syntax.decode(files.read(str(path)))
                books[visible(path.name)] = shaped(Book, syntax.parse(text), CASES_FORMAT)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return Cases(books, catalogue, visible(str(folder)))


def case_files(folder: Path) -> list[Path]:
    """Return the files in a folder that hold cases."""
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in files if path.suffix.lower() == ".toml")


def cases_folder(name: str | None = None) -> Path:
    """Return where the cases of a catalogue stand: beside `measures.toml`, `measures.cases`."""
    return Path(_path(name)).with_suffix(".cases")


def _path(name: str | None) -> str:
    return str(own_catalogue()) if name is None else name


@contextmanager
def named(file: str) -> Iterator[None]:
    """Name the file in every problem that is found in it."""
    try:
        yield
    except InputError as error:
        raise error.within(visible(file)) from error


MAX_REPORT_BYTES = 256 * 2**20
"""A report is many times as long as its profile: each condition stands in it, line by line."""
_PROFILE = both("一份企业情况文件", "a profile")
_NO_PROFILE = both(
    "这是 aeo 的输出：比较两份报告用 aeo diff，转换格式用 aeo convert",
    "it is what aeo gives: aeo diff compares reports, aeo convert gives them another format",
)
_REPORT_FORMAT = both("格式见 aeo schema report", "aeo schema report tells the format")
CASES_FORMAT = both("格式见 aeo schema cases", "aeo schema cases tells the format")
_FORMAT = both("格式见 aeo schema catalogue", "aeo schema catalogue tells the format")
