"""Sentences in both languages.

A sentence of the product is a `Text`: its Chinese and its English stand side by side, in the
catalogue as in the code, so that neither can be forgotten. What a user wrote is a plain `str`; it
goes through `escaping.visible` before it reaches a screen.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from aeo_cli.documents.model import Model


class Lang(StrEnum):
    """A language the tool speaks."""

    ZH = "zh"
    EN = "en"

    @property
    def tag(self) -> str:
        """The language as HTML names it (BCP 47)."""
        return "zh-Hans" if self is Lang.ZH else "en"


Sentence = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Text(Model):
    """The same words in Chinese and in English."""

    zh: Sentence
    en: Sentence

    def __getitem__(self, lang: Lang) -> str:
        """Return the text in one language."""
        return self.zh if lang is Lang.ZH else self.en

    def fill(self, **values: "str | int | Text") -> "Text":
        """Return the text with its `{name}` placeholders filled in each language."""
        return both(self.filled(Lang.ZH, values), self.filled(Lang.EN, values))

    def filled(self, lang: Lang, values: "Mapping[str, str | int | Text]") -> str:
        """Return the text in one language, with its placeholders filled."""
        words = {
            name: value[lang] if isinstance(value, Text) else value
            for name, value in values.items()
        }
        return self[lang].format_map(words)


def both(zh: str, en: str) -> Text:
    """Return the `Text` of a Chinese and an English sentence."""
    return Text.model_construct(zh=zh, en=en)


def same(text: str) -> Text:
    """Return a text that is the same in both languages, such as a name or a code."""
    return both(text, text)


def listed(names: Sequence[str]) -> Text:
    """Return names, the same in both languages, with the comma of each."""
    return both("、".join(names), ", ".join(names))


def with_inner_quotes(text: str) -> str:
    """Return a text for use inside quotation marks: “...” in it becomes ‘...’."""
    return text.translate(_INNER_QUOTES)


_INNER_QUOTES = str.maketrans("“”", "‘’")
