"""Read profiles from files."""

from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents import files, syntax
from aeo_cli.documents.problems import naming_file
from aeo_cli.documents.text import Text
from aeo_cli.profile.model import Profile
from aeo_cli.profile.reader import read_with_spellings
from aeo_cli.profile.remainder import parse_profile


class LoadedProfile(NamedTuple):
    """A profile, the text that it was read from, and notes on how that was read."""

    profile: Profile
    text: str
    notes: tuple[Text, ...]


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
        text, notes = syntax.decode(files.read(name))
        document = parse_profile(text, catalogue)
        if partly:
            document.setdefault("enterprise", {})
        profile, spellings = read_with_spellings(document, catalogue)
        return LoadedProfile(profile, text, (*notes, *(one.note() for one in spellings)))
