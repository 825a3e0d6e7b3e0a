"""Sentences in both languages, and how a stranger's text is shown safely.

A sentence of the product is a `Text`: its Chinese and its English stand side by side, in the
catalogue as in the code, so that neither can be forgotten. What a user wrote is a plain `str`; it
goes through `visible` before it reaches a screen.
"""

import re
import unicodedata
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from aeo_cli.documents.model import Model


class Lang(StrEnum):
    """A language the tool speaks."""

    ZH = "zh"
    EN = "en"


Sentence = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Text(Model):
    """The same words in Chinese and in English."""

    zh: Sentence
    en: Sentence

    def __getitem__(self, lang: Lang) -> str:
        """Return the words in one language."""
        return self.zh if lang is Lang.ZH else self.en

    def fill(self, **values: "str | int | Text") -> "Text":
        """Return the text with its `{name}` places filled, each language with its own words."""

        def chosen(lang: Lang) -> dict[str, object]:
            return {
                name: value[lang] if isinstance(value, Text) else value
                for name, value in values.items()
            }

        return both(self.zh.format(**chosen(Lang.ZH)), self.en.format(**chosen(Lang.EN)))


def both(zh: str, en: str) -> Text:
    """Return the `Text` of a Chinese and an English wording."""
    return Text.model_construct(zh=zh, en=en)


def nested(words: str) -> str:
    """Return words that shall stand in quotation marks, with those of their own as inner ones."""
    return words.translate(_INNER)


_INNER = str.maketrans("“”", "‘’")
JOINERS = "\u200c\u200d"
"""Zero-width joiners: invisible alone, but Persian words and family emoji are built with them."""


def visible(text: str) -> str:
    r"""Return `text` with everything that could act on a terminal or hide spelled out.

    Control characters (`\x1b`), direction and other format characters (`\u202e`), line separators,
    unpaired surrogates and noncharacters are written as escapes; all else stays as it is.
    """
    if text.isprintable():
        return text
    return "".join(escaped(one) if _acts(one) else one for one in text)


def _acts(character: str) -> bool:
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return character not in JOINERS
    point = ord(character)
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF  # noncharacters, which XML refuses


def escaped(character: str) -> str:
    r"""Return a character as `\x..`, `\u....` or `\U........`."""
    point = ord(character)
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def harmless(words: str) -> str:
    """Return a text that no spreadsheet takes for a formula, by an apostrophe before it.

    Signs of full width count too: where Chinese is set, Excel takes them for the others. See OWASP,
    “CSV Injection”.
    """
    return f"'{words}" if re.match(FORMULA, words) else words


FORMULA = r"[\s\x1c-\x1f]*[=+\-@＝＋－＠]|[\t\r\n]"
"""How a text begins that a spreadsheet could take for a formula."""
