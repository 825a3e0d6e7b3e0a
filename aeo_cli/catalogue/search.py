"""Finds measures in a catalogue: by number, or by words in either language."""

import re
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_letters, digits
from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue, Measure, Provision
from aeo_cli.documents.text import Text


class Subject(NamedTuple):
    """A measure, and the provisions of it that a number refers to."""

    measure: Measure
    provisions: Sequence[Provision]


def subjects(catalogue: Catalogue) -> dict[str, Subject]:
    """Return what each number refers to: 25 to a whole measure, 25b to one provision of it.

    A measure with a single provision shares its number with it.
    """
    provisions = {
        provision.id: Subject(measure, [provision]) for measure, provision in catalogue.provisions()
    }
    measures = {
        str(measure.number): Subject(measure, measure.provisions) for measure in catalogue.measures
    }
    return provisions | measures


def search(catalogue: Catalogue, words: Iterable[str]) -> tuple["Query", Sequence[Measure]]:
    """Return the query for some words, and the measures in which all of them occur.

    If there are none, Chinese words also match with other characters in between, as abbreviations
    leave them out: 特殊物品审批 is found in 特殊物品卫生检疫审批, 危化品 in 危险化学品.
    """
    query = Query(words)
    if measures := query.find(catalogue):
        return query, measures
    loose = Query(words, gap=_GAP)
    return loose, loose.find(catalogue)


_GAP = 5
"""How many characters may be left out between two."""
_NARROW = {0xFEE0 + ord(sign): sign for sign in ascii_letters + digits}
"""Turns letters and digits of full width, as Chinese input writes them (ＡＥＯ２５), into ASCII."""
_CHINESE = "[\u4e00-\u9fff]+"


class Query:
    """Words that must all occur in a measure, whatever their case or width.

    A number must match as a whole: 5 is found in "5 days", but not in "25". A word in Latin letters
    must match from its beginning: "car" is found in "cargo", but not in "scarce".
    """

    def __init__(self, words: Iterable[str], gap: int = 0) -> None:
        """Compile the words.

        Args:
            words: the words; blank ones are ignored.
            gap: how many characters may come between two characters of a Chinese word.
        """
        self.patterns = [
            re.compile(_pattern(word, gap), re.IGNORECASE) for word in words if word.strip()
        ]

    def find(self, catalogue: Catalogue) -> tuple[Measure, ...]:
        """Return the measures in which every word occurs, in the order of the catalogue."""
        return tuple(
            measure
            for measure in catalogue.measures
            if self._occurs_in(list(_searched_texts(measure, catalogue)))
        )

    def _occurs_in(self, texts: Sequence[str]) -> bool:
        return all(any(map(pattern.search, texts)) for pattern in self.patterns)

    def hits(self, text: Text) -> bool:
        """Return whether any of the words occurs in a text, in either language."""
        return bool(self.spans(text.zh) or self.spans(text.en))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the spans in which words occur in a text, as begin and end, in order.

        Spans that overlap or touch are merged, so that each character is highlighted once.
        """
        spans = sorted(match.span() for word in self.patterns for match in word.finditer(text))
        merged: list[tuple[int, int]] = []
        for begin, end in spans:
            if merged and begin <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((begin, end))
        return merged


def parse_number(word: str) -> str | None:
    """Return the number of a measure or provision that a word states: 第25条 or ２５ -> 25.

    None: the word is no such number.
    """
    plain = word.translate(_NARROW).strip().lower()
    match = re.fullmatch(r"第?\s*([0-9]+[a-z]?)\s*条?", plain)
    return match[1] if match else None


def _pattern(word: str, gap: int) -> str:
    """Return the regular expression of a word, as `Query` explains."""
    if number := parse_number(word):
        return rf"(?<![0-9.]){number}(?![0-9a-z]|\.[0-9])"
    plain = word.translate(_NARROW).strip()
    if gap and re.fullmatch(_CHINESE, plain):
        return f".{{0,{gap}}}?".join(plain)
    return rf"(?<![a-z0-9]){re.escape(plain)}" if plain[0].isascii() else re.escape(plain)


def _searched_texts(measure: Measure, catalogue: Catalogue) -> Iterator[str]:
    """Yield the texts of a measure that are searched: its number and title, and its provisions."""
    texts = [measure.title]
    yield str(measure.number)
    for provision in measure.provisions:
        yield provision.id
        texts.append(provision.summary)
        if provision.kind:
            yield provision.kind
            texts.append(catalogue.kinds[provision.kind].label)
    for text in texts:
        yield from (text.zh, text.en)
