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
    return f"'{text}" if re.match(FORMULA_START, text) else text


FORMULA_START = r"[\s\x1c-\x1f]*[=+\-@＝＋－＠]|[\t\r\n]"
"""The beginning of a text that a spreadsheet could take for a formula, as a regular expression."""
