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

    If there are none, the words are taken loosely, as `Term` explains.
    """
    query = Query(words)
    if measures := query.find(catalogue):
        return query, measures
    loose = Query(words, is_loose=True)
    return loose, loose.find(catalogue)


_GAP = 5
"""How many characters may be left out between two."""
_NARROW = {0xFEE0 + ord(sign): sign for sign in ascii_letters + digits}
"""Turns letters and digits of full width, as Chinese input writes them (ＡＥＯ２５), into ASCII."""
_CHINESE = "[\u4e00-\u9fff]"
_LEAST_LATIN = 4
"""How many letters a search word has at least that is looked for inside a longer word."""


class Term:
    """A word that is looked for, whatever its case or width.

    A number must match as a whole: 5 is found in "5 days", but not in "25". A word in Latin letters
    must match from its beginning: "car" is found in "cargo", but not in "scarce". A space between
    Chinese and Latin may be left out: AEO企业.

    A search word of the catalogue is matched as a whole or, in Latin letters, from its beginning.

    Taken loosely, Chinese words also match with other characters in between, as abbreviations leave
    them out: 特殊物品审批 is found in 特殊物品卫生检疫审批, 危化品 in 危险化学品. English words
    match without the s of the plural. A search word may hold the word, or stand in it: 保证金 is
    found for 免保证金.
    """

    def __init__(self, word: str, *, is_loose: bool = False) -> None:
        self.text, self.is_loose = word.translate(_NARROW).strip().lower(), is_loose
        self.pattern = re.compile(_pattern(word, is_loose=is_loose), re.IGNORECASE)

    def occurs_in(self, texts: Iterable[str]) -> bool:
        """Return whether the word occurs in any of the texts."""
        return any(map(self.pattern.search, texts))

    def means(self, search_word: str) -> bool:
        """Return whether a search word of the catalogue stands for the word."""
        known = search_word.lower()
        if not self.is_loose:
            begins = self.pattern.match(known)
            return begins is not None and re.fullmatch("[a-z]*", known[begins.end() :]) is not None
        is_long = len(known) >= (_LEAST_LATIN if known.isascii() else 2)
        return self.occurs_in([known]) or (is_long and known in self.text)


class Query:
    """Words that must all occur in a measure, unless one of its search words stands for them."""

    def __init__(self, words: Iterable[str], *, is_loose: bool = False) -> None:
        """Compile the words; blank ones are ignored."""
        given = [word for word in words if word.strip()]
        self.terms = [Term(word, is_loose=is_loose) for word in given]
        self.phrase = Term(" ".join(given)) if given else None

    def find(self, catalogue: Catalogue) -> tuple[Measure, ...]:
        """Return the measures in which every word occurs, in the order of the catalogue."""
        return tuple(
            measure for measure in catalogue.measures if self._occurs_in(measure, catalogue)
        )

    def _occurs_in(self, measure: Measure, catalogue: Catalogue) -> bool:
        texts = list(_searched_texts(measure, catalogue))
        related = list(_search_words(measure, catalogue))
        return any(map(self.phrase.means, related) if self.phrase else ()) or all(
            term.occurs_in(texts) or any(map(term.means, related)) for term in self.terms
        )

    def search_words(self, measure: Measure, catalogue: Catalogue) -> Sequence[str]:
        """Return the search words by which a measure is found, where its texts lack a word."""
        words = [*dict.fromkeys(_search_words(measure, catalogue))]
        texts = list(_searched_texts(measure, catalogue))
        missing = [term for term in self.terms if not term.occurs_in(texts)]
        if missing and self.phrase and (whole := [*filter(self.phrase.means, words)]):
            return whole
        return [word for word in words if any(term.means(word) for term in missing)]

    def hits(self, text: Text) -> bool:
        """Return whether any of the words occurs in a text, in either language."""
        return bool(self.spans(text.zh) or self.spans(text.en))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the spans in which words occur in a text, as begin and end, in order.

        Spans that overlap or touch are merged, so that each character is highlighted once.
        """
        spans = sorted(match.span() for term in self.terms for match in term.pattern.finditer(text))
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


def _pattern(word: str, *, is_loose: bool) -> str:
    """Return the regular expression of a word, as `Term` explains."""
    if number := parse_number(word):
        return rf"(?<![0-9.]){number}(?![0-9a-z]|\.[0-9])"
    plain = word.translate(_NARROW).strip()
    if is_loose and re.fullmatch(f"{_CHINESE}+", plain):
        return f".{{0,{_GAP}}}?".join(plain)
    if is_loose and plain.isascii():
        plain = re.sub(r"(?<=[a-z]{3})(?:ies|s)$", "", plain, flags=re.IGNORECASE)
    border = rf"(?<={_CHINESE})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?={_CHINESE})"
    joined = " ?".join(map(re.escape, re.split(border, plain)))
    return rf"(?<![a-z0-9]){joined}" if plain[0].isascii() else joined


def _searched_texts(measure: Measure, catalogue: Catalogue) -> Iterator[str]:
    """Yield the texts of a measure that are searched: number, titles, and its provisions."""
    texts = [measure.title, *filter(None, [measure.short])]
    yield str(measure.number)
    for provision in measure.provisions:
        yield provision.id
        texts.append(provision.summary)
        if provision.kind:
            yield provision.kind
            texts.append(catalogue.kinds[provision.kind].label)
    for text in texts:
        yield from (text.zh, text.en)


def _search_words(measure: Measure, catalogue: Catalogue) -> Iterator[str]:
    """Yield the search words of a measure and of its kinds of business."""
    yield from measure.search
    for provision in measure.provisions:
        if provision.kind:
            yield from catalogue.kinds[provision.kind].search
