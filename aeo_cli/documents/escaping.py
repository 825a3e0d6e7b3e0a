"""How a stranger's text is shown safely: at a terminal, in a page, in a spreadsheet."""

import re
import unicodedata

JOINERS = "\u200c\u200d"
"""Zero-width joiners: invisible alone, but Persian words and family emoji are built with them."""


def visible(text: str) -> str:
    r"""Return `text` with everything that could act on a terminal or hide spelled out.

    Control characters (`\x1b`), direction and other format characters (`\u202e`), line separators,
    unpaired surrogates and noncharacters are written as escapes; all else stays as it is.
    """
    if text.isprintable():
        return text
    return "".join(escape(one) if _acts(one) else one for one in text)


def _acts(character: str) -> bool:
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return character not in JOINERS
    point = ord(character)
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF  # noncharacters, which XML refuses


def escape(character: str) -> str:
    r"""Return a character as `\x..`, `\u....` or `\U........`."""
    point = ord(character)
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def escape_formula(words: str) -> str:
    """Return a text that no spreadsheet takes for a formula, by an apostrophe before it.

    Signs of full width count too: where Chinese is set, Excel takes them for the others. See OWASP,
    “CSV Injection”.
    """
    return f"'{words}" if re.match(FORMULA_START, words) else words


FORMULA_START = r"[\s\x1c-\x1f]*[=+\-@＝＋－＠]|[\t\r\n]"
"""How a text begins that a spreadsheet could take for a formula."""
