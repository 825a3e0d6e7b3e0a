"""The page of a text for people: language, width, colour, encoding."""

from typing import NamedTuple

from aeo_cli.documents.text import Lang

LabelledRow = tuple[str, str]
"""A label and its value."""


class Page(NamedTuple):
    """A page geometry shared by the text formats, on paper or on a screen."""

    lang: Lang
    width: int = 80
    """In columns."""
    colour: bool = False
    encoding: str = "utf-8"
    """Of formats that other programs read, such as CSV."""

    @property
    def narrow(self) -> bool:
        """Whether the page is too narrow for labels and values side by side."""
        return self.width < 50
