"""Makes text from outside safe to show: at a terminal, in a page, in a spreadsheet."""

import re
import unicodedata

JOINERS = "\u200c\u200d"
"""Zero-width joiners: invisible, but Persian words and family emoji need them."""


def visible(text: str) -> str:
    r"""Return `text` with every character escaped that could control a terminal or be invisible.

    These are control characters (`\x1b`), direction and other format characters (`\u202e`), line
    separators, unpaired surrogates and noncharacters. All others stay as they are.
    """
    if text.isprintable():
        return text
    return "".join(escape(character) if _is_unsafe(character) else character for character in text)


def _is_unsafe(character: str) -> bool:
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return character not in JOINERS
    point = ord(character)
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF  # noncharacters, which XML refuses


def marked(text: str) -> str:
    r"""Return `text` with every character escaped that a reader could not see.

    These are those of `visible`, and every blank but the space: `\xa0`, `\u3000`. For messages
    about an input, where a blank may be what is wrong; a name is shown as it was written.
    """
    return "".join(escape(character) if _is_unseen(character) else character for character in text)


def unseen(text: str) -> tuple[str, ...]:
    """Return the characters of a text that a reader could not see, each once, escaped."""
    return tuple(dict.fromkeys(escape(character) for character in text if _is_unseen(character)))


def seen(text: str) -> str:
    """Return what a reader sees of a text, without blanks around it, each blank as a space."""
    spaced = (" " if character.isspace() else character for character in text)
    return "".join(character for character in spaced if not _is_unseen(character)).strip(" ")


def _is_unseen(character: str) -> bool:
    if " " <= character <= "~":
        return False
    return (
        _is_unsafe(character)
        or unicodedata.category(character) == "Zs"
        or character in _WITHOUT_INK
        or "\ufe00" <= character <= "\ufe0f"  # variation selectors
    )


_WITHOUT_INK = f"{JOINERS}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Joiners, fillers and the blank Braille pattern: letters or signs by category, but never seen."""


def escape(character: str) -> str:
    r"""Return the escape of a character: `\x1b`, `\u202e` or `\U0001f600`."""
    point = ord(character)
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def escape_formula(text: str) -> str:
    """Return a text with an apostrophe before it if a spreadsheet could take it for a formula.

    Signs of full width count too: in a Chinese locale, Excel reads them like the others. See OWASP,
    “CSV Injection”.
    """
    return f"'{text}" if _FORMULA_START.match(text) else text


FORMULA_START = r"[\s\x1c-\x1f]*[=+\-@＝＋－＠]|[\t\r\n]"
"""The beginning of a text that a spreadsheet could take for a formula, as a regular expression."""
_FORMULA_START = re.compile(FORMULA_START)
