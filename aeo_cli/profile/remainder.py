"""What is wrong with the values of a profile whose syntax is wrong, as far as that is certain."""

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents import syntax
from aeo_cli.documents.problems import NOTHING, InputError, quoted
from aeo_cli.documents.syntax_errors import BrokenDocumentError
from aeo_cli.documents.text import both
from aeo_cli.profile.model import BUSINESS
from aeo_cli.profile.reader import read_profile


def parse_profile(text: str, catalogue: Catalogue) -> syntax.RawDocument:
    """Return the document of a profile, or of what is given in its place.

    Raises:
        InputError: the syntax is wrong. It holds what is wrong with the values, too.
    """
    try:
        return syntax.parse(text, _ONE_PROFILE)
    except BrokenDocumentError as error:
        raise with_wrong_values(error, catalogue) from error


def with_wrong_values(error: BrokenDocumentError, catalogue: Catalogue) -> InputError:
    """Return the errors of a profile's syntax, with what is wrong in all that could be read.

    Missing facts are not reported, since they may be where the syntax is wrong; nor are items, and
    names of items by position, if one of them may not have been read.
    """
    if error.rest is None or "schema" in error.rest:  # not a profile, but output of the tool
        return error
    try:
        read_profile(error.rest, catalogue)
    except InputError as found:
        values = [
            problem
            for problem in found.problems
            if problem.found not in _LEFT_OUT
            and (error.has_all_tables or not str(problem.place).startswith(_NEEDS_ITEMS))
        ]
        return InputError([*error.problems, *values])
    return error


_LEFT_OUT = (NOTHING, quoted(None))
"""What is found where the syntax is wrong: nothing, and in JSON a null."""


_NEEDS_ITEMS = (BUSINESS, "unknown", "evidence")
_ONE_PROFILE = both(
    "一份文件只写一家企业；多家企业请用 aeo screen，每行一个对象，存为 .jsonl",
    "a profile describes one enterprise; for many, use aeo screen with one object "
    "per line, saved as .jsonl",
)
