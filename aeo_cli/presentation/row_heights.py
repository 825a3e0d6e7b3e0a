"""The heights of the rows of a sheet with wrapped text; not every program computes them."""

from collections.abc import Sequence
from functools import cache, lru_cache
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
        _text_height(cell, width)
        for cell, width in zip(cells, widths, strict=True)
        if width and isinstance(cell, str)
    )
    return min(max(heights, default=LATIN_LINE), _MOST)


@lru_cache(1024)  # many cells are the same as in the rows before
def _text_height(text: str, width: int) -> float:
    lines = sum(max(1, ceil(_display_width(line) / (width - 1))) for line in text.split("\n"))
    is_chinese = not text.isascii() and any(map(_is_wide, text))
    return lines * (CHINESE_LINE if is_chinese else LATIN_LINE)


def _display_width(line: str) -> float:
    """Return the width of a line in columns, which are as wide as a digit.

    A Chinese character takes two. So do characters of ambiguous width (A), such as “ and …, in the
    Chinese fonts of spreadsheets. The letters of a text are a little narrower than digits.
    """
    doubled = 0 if line.isascii() else sum(map(_is_doubled, line))
    return 2 * doubled + 0.92 * (len(line) - doubled)


@cache
def _is_doubled(character: str) -> bool:
    return east_asian_width(character) in "WFA"


@cache
def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
