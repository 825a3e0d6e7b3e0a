"""The figures in a text: its numbers with their units, and its dates, in Chinese and in English.

A figure that matters is written in digits. Numbers in words (两, 三, "three", "once") are
understood where the other language writes the digits; nothing is concluded from them alone.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple, assert_never

from aeo_cli.catalogue.effects import Unit
from aeo_cli.documents.text import Lang


class TextUnit(StrEnum):
    """What a number in a text counts."""

    WORKING_DAY = "working day"
    DAY = "day"
    NATURAL_DAY = "natural day"
    MINUTE = "minute"
    HOUR = "hour"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    PERCENT = "%"
    TIMES = "times"


def text_units(unit: Unit) -> frozenset[TextUnit]:
    """Return the ways in which a text can name the unit of an effect."""
    match unit:
        case Unit.WORKING_DAY:
            # A text may say days where the law that governs it counts working days.
            return frozenset({TextUnit.WORKING_DAY, TextUnit.DAY})
        case Unit.HOUR:
            return frozenset({TextUnit.HOUR})
        case Unit.PER_YEAR:
            return frozenset({TextUnit.TIMES})
        case (
            Unit.PERCENT_REDUCTION
            | Unit.PERCENT_OF_REGULAR_AVERAGE
            | Unit.PERCENT_OF_ANNUAL_BATCHES
        ):
            return frozenset({TextUnit.PERCENT})
        case _:
            assert_never(unit)


class Figure(NamedTuple):
    """A number, and what it counts as far as the text says so."""

    value: int
    unit: TextUnit | None = None


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

    def units(self, value: int) -> set[TextUnit]:
        """Return what a number counts."""
        return {one.unit for one in self.digits | self.words if one.value == value and one.unit}


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DATES = (
    r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})",
    r"(?P<y>[0-9]{4}) ?年 ?(?P<m>[0-9]{1,2}) ?月 ?(?P<d>[0-9]{1,2}) ?日",
    rf"(?P<d>[0-9]{{1,2}}) (?P<m>{_MONTH}) (?P<y>[0-9]{{4}})",
    rf"(?P<m>{_MONTH}) (?P<d>[0-9]{{1,2}}), (?P<y>[0-9]{{4}})",
)
_NUMERALS = "一二两三四五六七八九十百"
_UNITS = {
    Lang.ZH: (
        (r"个?工作日", TextUnit.WORKING_DAY),
        (r"个?自然日", TextUnit.NATURAL_DAY),
        (r"分钟", TextUnit.MINUTE),
        (r"个?小时", TextUnit.HOUR),
        (r"日|天", TextUnit.DAY),
        (r"周|个?星期", TextUnit.WEEK),
        (r"个?月", TextUnit.MONTH),
        (r"%", TextUnit.PERCENT),
        (r"次", TextUnit.TIMES),
    ),
    Lang.EN: (
        (r"working[ -]days?\b", TextUnit.WORKING_DAY),
        (r"(?:natural|calendar)[ -]days?\b", TextUnit.NATURAL_DAY),
        (r"minutes?\b", TextUnit.MINUTE),
        (r"hours?\b", TextUnit.HOUR),
        (r"days?\b", TextUnit.DAY),
        (r"weeks?\b", TextUnit.WEEK),
        (r"months?\b", TextUnit.MONTH),
        (r"years?\b", TextUnit.YEAR),
        (r"%|percent\b", TextUnit.PERCENT),
        (r"times?\b", TextUnit.TIMES),
    ),
}
_SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: value for value, word in enumerate(_SMALL, start=1)}
_WORDS |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
_SCALES = {"万": 10**4, "亿": 10**8, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_NUMBER = r"(?P<n>[0-9]++(?:,[0-9]{3})*+)(?: ?(?P<scale>[万亿]|thousand|million|billion))?"


def figures(text: str, lang: Lang) -> Figures:
    """Return the figures of a text in one language."""
    rest, dates = unicodedata.normalize("NFKC", text), set[str]()
    for form in _DATES:
        dates |= {_iso(found) for found in re.finditer(form, rest)}
        rest = re.sub(form, " ", rest)
    return Figures(frozenset(dates), frozenset(_digits(rest, lang)), frozenset(_words(rest, lang)))


def _iso(found: re.Match[str]) -> str:
    month = found["m"] if found["m"].isdigit() else str(_MONTHS.index(found["m"]) + 1)
    return f"{found['y']}-{month:0>2}-{found['d']:0>2}"


def _digits(text: str, lang: Lang) -> Iterator[Figure]:
    for found in re.finditer(_NUMBER, text):
        value = int(found["n"].replace(",", "")[:_LONGEST]) * _SCALES.get(found["scale"], 1)
        after = text[found.end() :].lstrip(" -")
        years = lang is Lang.ZH and after.startswith("年") and len(found["n"]) < len("2026")
        yield Figure(value, TextUnit.YEAR if years else _unit(after, lang))


_LONGEST = 30
"""Digits of a number; what is longer is no figure that anybody compares."""


def _words(text: str, lang: Lang) -> Iterator[Figure]:
    if lang is Lang.ZH:
        for found in re.finditer(f"[{_NUMERALS}]+", text):
            yield Figure(_value(found[0]), _unit(text[found.end() :].lstrip(), lang))
        return
    for found in re.finditer(rf"\b(?:{'|'.join(_WORDS)})\b", text, re.IGNORECASE):
        yield Figure(_WORDS[found[0].lower()], _unit(text[found.end() :].lstrip(" -"), lang))
    for value, word in enumerate(("once", "twice"), start=1):
        if re.search(rf"\b{word}\b", text, re.IGNORECASE):
            yield Figure(value, TextUnit.TIMES)
    for found in re.finditer(rf"\b({_MONTH}),? [0-9]{{4}}\b", text):
        yield Figure(_MONTHS.index(found[1]) + 1, TextUnit.MONTH)


def _unit(after: str, lang: Lang) -> TextUnit | None:
    return next((unit for pattern, unit in _UNITS[lang] if re.match(pattern, after)), None)


def _value(numeral: str) -> int:
    """Return the value of a Chinese numeral below a thousand."""
    total = digit = 0
    for sign in numeral.replace("两", "二"):
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = "一二三四五六七八九".index(sign) + 1
    return total + digit
