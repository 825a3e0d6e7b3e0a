"""The figures in a text: its numbers with their units, and its dates, in Chinese and in English.

A figure that matters is written in digits. Numbers in words (两, 三, "three", "once") are
understood where the other language writes the digits; nothing is concluded from them alone.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from aeo_cli.effects import Unit
from aeo_cli.text import Lang


class Measured(StrEnum):
    """What a number in a text counts."""

    WORKING_DAY = "working day"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"
    PERCENT = "%"
    TIMES = "times"


MEANT: dict[Unit, frozenset[Measured]] = {
    # A text may say days where the law that governs it counts working days.
    Unit.WORKING_DAY: frozenset({Measured.WORKING_DAY, Measured.DAY}),
    Unit.HOUR: frozenset({Measured.HOUR}),
    Unit.PER_YEAR: frozenset({Measured.TIMES}),
    Unit.PERCENT_REDUCTION: frozenset({Measured.PERCENT}),
    Unit.PERCENT_OF_REGULAR_AVERAGE: frozenset({Measured.PERCENT}),
    Unit.PERCENT_OF_ANNUAL_BATCHES: frozenset({Measured.PERCENT}),
}
"""How a text can name the unit of an effect."""


class Figure(NamedTuple):
    """A number, and what it counts as far as the text says so."""

    value: int
    unit: Measured | None = None


class Figures(NamedTuple):
    """The figures of a text."""

    dates: frozenset[str]
    digits: frozenset[Figure]
    """The numbers written in digits."""
    words: frozenset[Figure]
    """The numbers written in words."""

    @property
    def values(self) -> set[int]:
        """Every number, however it is written."""
        return {figure.value for figure in self.digits | self.words}

    def units(self, value: int) -> set[Measured]:
        """Return what a number counts."""
        return {one.unit for one in self.digits | self.words if one.value == value and one.unit}


_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NUMERAL = "一二两三四五六七八九十百"
_UNITS = {
    Lang.ZH: (
        (r"个?工作日", Measured.WORKING_DAY),
        (r"日|天", Measured.DAY),
        (r"小时", Measured.HOUR),
        (r"个?月", Measured.MONTH),
        (r"%", Measured.PERCENT),
        (r"次", Measured.TIMES),
    ),
    Lang.EN: (
        (r"working days?\b", Measured.WORKING_DAY),
        (r"(?:natural )?days?\b", Measured.DAY),
        (r"hours?\b", Measured.HOUR),
        (r"months?\b", Measured.MONTH),
        (r"%", Measured.PERCENT),
        (r"times?\b", Measured.TIMES),
    ),
}
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def figures(text: str, lang: Lang) -> Figures:
    """Return the figures of a text in one language."""
    dates = frozenset(re.findall(_DATE, text))
    rest = re.sub(_DATE, " ", text)
    return Figures(dates, frozenset(_digits(rest, lang)), frozenset(_words(rest, lang)))


def _digits(text: str, lang: Lang) -> Iterator[Figure]:
    for found in re.finditer(r"[0-9]+", text):
        yield Figure(int(found[0]), _unit(text[found.end() :].lstrip(), lang))


def _words(text: str, lang: Lang) -> Iterator[Figure]:
    if lang is Lang.ZH:
        for found in re.finditer(f"[{_NUMERAL}]+", text):
            yield Figure(_value(found[0]), _unit(text[found.end() :].lstrip(), lang))
        return
    for value, word in enumerate(_SMALL, start=1):
        for found in re.finditer(rf"\b{word}\b", text, re.IGNORECASE):
            yield Figure(value, _unit(text[found.end() :].lstrip(), lang))
    for value, word in enumerate(("once", "twice"), start=1):
        if re.search(rf"\b{word}\b", text, re.IGNORECASE):
            yield Figure(value, Measured.TIMES)
    for value, word in enumerate(_MONTHS, start=1):
        if re.search(rf"\b{word}\b", text):
            yield Figure(value, Measured.MONTH)


def _unit(after: str, lang: Lang) -> Measured | None:
    return next((unit for pattern, unit in _UNITS[lang] if re.match(pattern, after)), None)


def _value(numeral: str) -> int:
    """Return the value of a Chinese numeral below a thousand."""
    total = 0
    digit = 0
    for sign in numeral.replace("两", "二"):
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = "一二三四五六七八九".index(sign) + 1
    return total + digit
