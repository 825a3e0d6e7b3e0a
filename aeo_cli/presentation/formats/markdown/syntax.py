"""The parts of a Markdown document: CommonMark with GitHub's tables.

What is written is plain text, so every character that Markdown would interpret is escaped, wherever
it comes from.
"""

import re
from collections.abc import Iterable, Iterator

from aeo_cli.documents.text import both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.language import Language

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~&$]|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
"""Characters with a meaning anywhere; and where GitHub would make a link of a bare address."""
_AT_START = re.compile(r"^(\s*)(?=[#+=-])|^(\s*\d+)(?=[.)])")
"""What would begin a heading, a rule or a list item."""


def plain(text: str) -> str:
    """Return a text with every character escaped that Markdown would interpret."""
    return _AT_START.sub(r"\g<0>\\", _SPECIAL.sub(r"\\\g<0>", text)).strip()


def strong(text: str) -> str:
    """Return a text in bold; empty if it is blank."""
    return f"**{plain(text)}**" if plain(text) else ""


def section_heading(heading: str, level: int = 2) -> Iterator[str]:
    """Yield a heading, with an empty line before and after it."""
    yield from ("", f"{'#' * level} {plain(heading)}", "")


def labelled_row(language: Language, row: LabelledRow) -> str:
    """Return a label and its value as an item of a list."""
    label, value = map(plain, row)
    return f"- {language.say(_BOLD, name=label, value=value)}"


def bullets(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines as the items of a list."""
    return (f"- {plain(line)}" for line in lines)


def listing(heading: str, lines: Iterable[str], level: int = 2) -> Iterator[str]:
    """Yield lines as a list under their heading; nothing if there are none."""
    if items := list(bullets(lines)):
        yield from (*section_heading(heading, level), *items)


def table_row(cells: Iterable[str]) -> str:
    """Return a row of a table."""
    return f"| {' | '.join(cells)} |"


def written(lines: Iterable[str]) -> bytes:
    """Return the lines of a document, in UTF-8."""
    return "".join(f"{line}\n" for line in lines).encode()


_BOLD = both("**{name}：** {value}", "**{name}:** {value}")
