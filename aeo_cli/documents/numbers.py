"""Whole numbers written in digits, and the numbers of a document as written in it.

A message shows what was found as its author wrote it: `2e0`, not 2.0; `1_000`, not 1000. So a
number that its document writes in another form than its value's own carries its text.
"""

import re

MAX_DIGITS = 18
"""The most digits of a number in a text: it fits into 64 bits, and every engine can hold it."""


def whole_number(text: str) -> int | None:
    """Return the number that a text of plain digits is; None: it is not one, or it is too long.

    Every number of a text from outside is read here: `int` alone reads digits of other scripts and
    underscores too, and fails on thousands of digits.
    """
    return int(text) if re.fullmatch(f"[0-9]{{1,{MAX_DIGITS}}}", text) else None


class WrittenFloat(float):
    """A number that is written as no whole one, with its text: `1.50`, `2e0`, `1e400`."""

    text: str

    @classmethod
    def of(cls, text: str) -> "WrittenFloat":
        """Return the number that a text is; beyond the range of `float`, it is infinite."""
        written = cls(text)
        written.text = text
        return written

    def __str__(self) -> str:
        """Return the number as written in its document."""
        return self.text


class WrittenInteger(int):
    """A whole number with its text, where that is not the usual one: `1_000`, `0x10`, `+3`."""

    text: str

    @classmethod
    def of(cls, number: int, text: str) -> "int | WrittenInteger":
        """Return a number, which remembers its text if that is not the usual one."""
        if str(number) == text:
            return number
        written = cls(number)
        written.text = text
        return written

    def __str__(self) -> str:
        """Return the number as written in its document."""
        return self.text


def is_too_long(value: object) -> bool:
    """Return whether a value is a whole number of more than 64 bits, which TOML does not allow."""
    if isinstance(value, WrittenFloat):  # as JSON hands over a whole number of many digits
        return re.fullmatch("[+-]?[0-9]+", value.text) is not None
    return isinstance(value, int) and value.bit_length() > _BITS


_BITS = 64
