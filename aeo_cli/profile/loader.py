"""Read profiles from files."""

from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents import files, syntax
from aeo_cli.documents.binary_formats import is_workbook
from aeo_cli.documents.extras import installing
from aeo_cli.documents.problems import InputError, Problem, naming_file, quoted
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.profile.document import document_of
from aeo_cli.profile.model import Profile
from aeo_cli.profile.reader import ReadProfile, read_with_spellings
from aeo_cli.profile.remainder import parse_profile
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.spellings import KIND, NAME


class LoadedProfile(NamedTuple):
    """A profile, the text that it was read from, and notes on how that was read."""

    profile: Profile
    text: str
    """Of a workbook: the same profile in JSON, with every value in its usual form."""
    notes: tuple[Text, ...]
    is_workbook: bool = False


def load_profile(name: str, catalogue: Catalogue, *, partly: bool = False) -> LoadedProfile:
    """Read a profile from a file, or from standard input where `name` is `-`.

    Args:
        name: the file.
        catalogue: which declares the facts of a profile.
        partly: whether the profile only adds to another one, so that `[enterprise]` may be absent.

    Raises:
        InputError: with every problem found, each with the name of the file.
    """
    with naming_file(name):
        content = files.read(name)
        if is_workbook(content):
            return load_workbook(content, catalogue)
        text, notes = syntax.decode(content)
        document = parse_profile(text, catalogue)
        if partly:
            document.setdefault("enterprise", {})
        read = read_with_spellings(document, catalogue)
        return LoadedProfile(read.profile, text, (*notes, *spelling_notes(read)))


def load_workbook(content: bytes, catalogue: Catalogue) -> LoadedProfile:
    """Read a profile from a workbook that was filled in.

    Raises:
        InputError: with every problem found, each with its sheet and cell as the place.
    """
    try:
        from aeo_cli.documents.workbooks import read_sheets  # noqa: PLC0415  text needs none of it
    except ImportError as error:
        raise InputError([no_library()]) from error
    from aeo_cli.profile.workbook_profile import as_json  # noqa: PLC0415
    from aeo_cli.profile.workbook_reader import NOT_READ, read_workbook_profile  # noqa: PLC0415

    book = read_workbook_profile(read_sheets(content), catalogue)
    try:
        read = read_with_spellings(book.document, catalogue)
    except InputError as error:
        raise book.located(error) from error
    if book.problems:
        raise InputError(book.problems)
    text = as_json(document_of(read.profile))
    notes = [one.note() for one in read.spellings if one.of not in _AS_OFFERED]
    if book.unread:
        notes.append(NOT_READ.fill(sheets=listed([quoted(name).en for name in book.unread])))
    return LoadedProfile(read.profile, text, tuple(notes), is_workbook=True)


_AS_OFFERED = {KIND, NAME, FactType.CHOICE, FactType.SET, FactType.BOOLEAN}
"""What a workbook offers as labels to choose from: these need no note."""


def spelling_notes(read: ReadProfile) -> tuple[Text, ...]:
    """Return notes on what was read as what."""
    return tuple(one.note() for one in read.spellings)


def no_library() -> Problem:
    """Return the problem that workbooks cannot be read here."""
    return Problem("", _NO_LIBRARY, None, installing("xlsx"))


_NO_LIBRARY = both(
    "读取工作簿需要 openpyxl，尚未安装",
    "reading a workbook requires openpyxl, which is not installed",
)
