"""Reads the figures in a text: its dates, and its numbers with their units, in either language.

A figure that matters is written in digits. Numbers in words (两, 三, "three", "once") only confirm
what the other language writes in digits: a word alone, as in "one of them", need not be a figure.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from aeo_cli.catalogue.effects import Baseline, Dimension, Effect, Limit, Quantity
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang


class TextUnit(StrEnum):
    """A unit that a text can name; the value is its name in a fault."""

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
    POINT = "point"


TEXT_UNITS = {dimension: frozenset({TextUnit[dimension.name]}) for dimension in Dimension}
TEXT_UNITS[Dimension.DAY] |= {TextUnit.NATURAL_DAY}
"""By which units a text can name what a number counts: by that of the same name, and one more."""


def written_unit(quantity: Quantity | Limit, effect: Effect) -> str:
    """Return the unit by which the document writes a figure of an effect.

    It may write another one than the figure counts in; a further baseline has its own.
    """
    is_of_limit = not isinstance(quantity, Baseline)
    return effect.as_written if effect.as_written and is_of_limit else quantity.unit


def text_units(quantity: Quantity | Limit, effect: Effect, catalogue: Catalogue) -> set[TextUnit]:
    """Return the units by which a text can name the unit of a figure in an effect."""
    dimension = catalogue.dimension(written_unit(quantity, effect))
    return set(TEXT_UNITS[dimension]) if dimension else set()


class Figure(NamedTuple):
    """A number with its unit; None: the text names no unit."""

    value: int
    unit: TextUnit | None = None


class Figures(NamedTuple):
    """The figures of a text."""

    dates: frozenset[str]
    """The dates, as `2026-03-02`."""
    digits: frozenset[Figure]
    """The numbers written in digits."""
    words: frozenset[Figure]
    """The numbers written in words."""

    def differences(self, declared: Iterable[str]) -> list[str]:
        """Return how the figures differ from those that a catalogue declares, such as `10 day`.

        Every number in digits has to be declared, and every declared number to be in the text, be
        it in words. Its unit is compared where the text names one.
        """
        dates = {figure for figure in declared if "-" in figure}
        numbers = {_declared_figure(figure) for figure in declared if figure not in dates}
        values = {figure.value for figure in numbers}
        odd = {str(figure.value) for figure in self.digits if figure.value not in values}
        for value, unit in numbers:
            units = self.units(value)
            is_bare = unit is None and Figure(value) in self.digits
            if value not in self.values or (units and unit not in units and not is_bare):
                odd.add(f"{value} {unit}" if unit else str(value))
        return sorted({*(self.dates ^ dates), *odd})

    @property
    def values(self) -> set[int]:
        """All numbers, in digits or in words."""
        return {figure.value for figure in self.digits | self.words}

    def units(self, value: int) -> set[TextUnit]:
        """Return the units that a number has in the text."""
        return {
            figure.unit
            for figure in self.digits | self.words
            if figure.value == value and figure.unit
        }


def _declared_figure(text: str) -> Figure:
    number, _, unit = text.partition(" ")
    return Figure(int(number[:_MAX_DIGITS]), TextUnit(unit) if unit in set(TextUnit) else None)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DATES = (
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"),
    re.compile(r"(?P<y>[0-9]{4}) ?年 ?(?P<m>[0-9]{1,2}) ?月 ?(?P<d>[0-9]{1,2}) ?日"),
    re.compile(rf"(?P<d>[0-9]{{1,2}}) (?P<m>{_MONTH}) (?P<y>[0-9]{{4}})"),
    re.compile(rf"(?P<m>{_MONTH}) (?P<d>[0-9]{{1,2}}), (?P<y>[0-9]{{4}})"),
)
_NUMERALS = "一二两三四五六七八九十百"
# Each is matched right after a number.
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
        (r"分", TextUnit.POINT),
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
        (r"points?\b", TextUnit.POINT),
    ),
}
_SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: value for value, word in enumerate(_SMALL, start=1)}
_WORDS |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_SCALES = {"万": 10**4, "亿": 10**8, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(?P<n>[0-9]++(?:,[0-9]{3})*+)"
    r"(?: ?(?P<scale>[万亿]|thousand|million|billion))?"
)


@lru_cache(maxsize=20_000)  # mutation reads the same texts over and over
def figures(text: str, lang: Lang) -> Figures:
    """Return the figures of a text in one language."""
    # NFKC turns digits and signs of full width, as Chinese input writes them, into plain ones.
    rest, dates = unicodedata.normalize("NFKC", text), set[str]()
    for pattern in _DATES:
        dates |= {_iso_date(match) for match in pattern.finditer(rest)}
        rest = pattern.sub(" ", rest)  # or the parts of a date would be read as numbers
    digits, words = _figures_in_digits(rest, lang), _figures_in_words(rest, lang)
    return Figures(frozenset(dates), frozenset(digits), frozenset(words))


def _iso_date(match: re.Match[str]) -> str:
    month = match["m"] if match["m"].isdigit() else str(_MONTHS.index(match["m"]) + 1)
    return f"{match['y']}-{month:0>2}-{match['d']:0>2}"


def _figures_in_digits(text: str, lang: Lang) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        value = int(match["n"].replace(",", "")[:_MAX_DIGITS]) * _SCALES.get(match["scale"], 1)
        rest = text[match.end() :].lstrip(" -")
        # 3年 is three years, but 2026年 is the year 2026.
        is_years = lang is Lang.ZH and rest.startswith("年") and len(match["n"]) < len("2026")
        yield Figure(value, TextUnit.YEAR if is_years else _unit_at_start(rest, lang))


_MAX_DIGITS = 30
"""How many digits of a number are read: Python refuses to convert thousands of them."""


def _figures_in_words(text: str, lang: Lang) -> Iterator[Figure]:
    if lang is Lang.ZH:
        for match in re.finditer(f"[{_NUMERALS}]+", text):
            rest = text[match.end() :].lstrip()
            yield Figure(_numeral_value(match[0]), _unit_at_start(rest, lang))
        return
    for match in _WORD.finditer(text):
        rest = text[match.end() :].lstrip(" -")
        yield Figure(_WORDS[match[0].lower()], _unit_at_start(rest, lang))
    for value, word in enumerate(("once", "twice"), start=1):
        if re.search(rf"\b{word}\b", text, re.IGNORECASE):
            yield Figure(value, TextUnit.TIMES)
    # "April 2026" is 2026年4月 in Chinese, which writes the month in digits.
    for match in re.finditer(rf"\b({_MONTH}),? [0-9]{{4}}\b", text):
        yield Figure(_MONTHS.index(match[1]) + 1, TextUnit.MONTH)


def _unit_at_start(text: str, lang: Lang) -> TextUnit | None:
    """Return the unit that a text begins with; None: it begins with none."""
    return next((unit for pattern, unit in _UNITS[lang] if re.match(pattern, text)), None)


def _numeral_value(numeral: str) -> int:
    """Return the value of a Chinese numeral below a thousand: 二十五 -> 25."""
    total = digit = 0
    for sign in numeral.replace("两", "二"):
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)  # 十五 is 15, without a 一
            digit = 0
        else:
            digit = "一二三四五六七八九".index(sign) + 1
    return total + digit
