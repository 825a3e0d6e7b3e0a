"""The heights of the rows of a sheet with wrapped text; not every program computes them."""

from collections.abc import Sequence
from math import ceil
from unicodedata import east_asian_width

LATIN_LINE, CHINESE_LINE = 14.5, 17.0
"""Of a line in either script, in points."""
_MOST = 409.0
"""Of a row, in points: a limit of the format."""


def height(cells: Sequence[object], widths: Sequence[int]) -> float:
    """Return the height of a row in points.

    Args:
        cells: its cells, of which only texts are wrapped.
        widths: the widths of their columns, in digits; 0: hidden.
    """
    heights = (
        _line_count(cell, width) * (CHINESE_LINE if any(map(_is_wide, cell)) else LATIN_LINE)
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell, str) and width
    )
    return min(max(heights, default=LATIN_LINE), _MOST)


def _line_count(text: str, width: int) -> int:
    return sum(max(1, ceil(_display_width(line) / (width - 1))) for line in text.split("\n"))


def _display_width(line: str) -> float:
    """Return the width of a line in columns, which are as wide as a digit.

    A Chinese character takes two. So do characters of ambiguous width (A), such as “ and …, in the
    Chinese fonts of spreadsheets. The letters of a text are a little narrower than digits.
    """
    return sum(2 if east_asian_width(character) in "WFA" else 0.92 for character in line)


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
