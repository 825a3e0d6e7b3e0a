"""What a text for people is laid out on."""

from typing import NamedTuple

from aeo_cli.documents.text import Lang

LabelledRow = tuple[str, str]
"""A label, and what it is the label of."""


class Page(NamedTuple):
    """A page, of paper or of glass."""

    lang: Lang
    width: int = 80
    """Columns."""
    colour: bool = False
    encoding: str = "utf-8"
    """Of a text that is read by other programs too."""

    @property
    def narrow(self) -> bool:
        """Whether labels and values have no room beside one another."""
        return self.width < 50
