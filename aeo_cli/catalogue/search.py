"""Finding measures in a catalogue: by number, or by words in either language."""

import re
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_letters, digits
from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue, Measure, Provision
from aeo_cli.documents.text import Text


class Subject(NamedTuple):
    """A measure, and those of its provisions that are meant."""

    measure: Measure
    provisions: Sequence[Provision]


def subjects(catalogue: Catalogue) -> dict[str, Subject]:
    """Return what each number means: 25 the whole measure, 25b one provision of it.

    Where a provision bears its measure's own number, that is both.
    """
    provisions = {
        provision.id: Subject(measure, [provision]) for measure, provision in catalogue.provisions()
    }
    wholes = {str(m.number): Subject(m, m.provisions) for m in catalogue.measures}
    return provisions | wholes


def search(catalogue: Catalogue, words: Iterable[str]) -> tuple["Query", Sequence[Measure]]:
    """Return the measures in which all words occur, and the query that hits them.

    If there is none, Chinese words are looked for with something between their characters:
    特殊物品审批 is found in 特殊物品卫生检疫审批, 危化品 in 危险化学品.
    """
    query = Query(words)
    if found := query.find(catalogue):
        return query, found
    loose = Query(words, gap=_GAP)
    return loose, loose.find(catalogue)


_GAP = 5
_NARROW = {0xFEE0 + ord(sign): sign for sign in ascii_letters + digits}
"""Letters and digits as Chinese input writes them, ＡＥＯ２５; its punctuation stays as it is."""
_CHINESE = re.compile("[\u4e00-\u9fff]+")


class Query:
    """Words that must all occur in a measure, whatever their case or width.

    A number is looked for as a whole: 5 is found in "5 days", not in "25"; a word in Latin letters
    from its beginning: "car" is found in "cargo", not in "scarce".
    """

    def __init__(self, words: Iterable[str], gap: int = 0) -> None:
        self.words = [
            re.compile(_pattern(word, gap), re.IGNORECASE) for word in words if word.strip()
        ]

    def find(self, catalogue: Catalogue) -> tuple[Measure, ...]:
        """Return the measures in which every word occurs, in the catalogue's order."""
        return tuple(m for m in catalogue.measures if self._in(list(_searched(m, catalogue))))

    def _in(self, texts: Iterable[str]) -> bool:
        return all(any(map(word.search, texts)) for word in self.words)

    def hits(self, text: Text) -> bool:
        """Say whether a word occurs in a text, in either language."""
        return bool(self.spans(text.zh) or self.spans(text.en))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the words occur in a text: begin and end of each hit, in order, disjoint."""
        found = sorted(match.span() for word in self.words for match in word.finditer(text))
        merged: list[tuple[int, int]] = []
        for begin, end in found:
            if merged and begin <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((begin, end))
        return merged


def parse_number(word: str) -> str | None:
    """Return the number of a measure or provision that a word writes: 25b, 第25条, ２５."""
    plain = word.translate(_NARROW).strip().lower()
    found = re.fullmatch(r"第?\s*([0-9]+[a-z]?)\s*条?", plain)
    return found[1] if found else None


def _pattern(word: str, gap: int) -> str:
    if number := parse_number(word):
        return rf"(?<![0-9.]){number}(?![0-9a-z]|\.[0-9])"
    plain = word.translate(_NARROW).strip()
    if gap and _CHINESE.fullmatch(plain):
        return f".{{0,{gap}}}?".join(plain)
    return rf"(?<![a-z0-9]){re.escape(plain)}" if plain[0].isascii() else re.escape(plain)


def _searched(measure: Measure, catalogue: Catalogue) -> Iterator[str]:
    """Yield the searched texts of a measure: its number and title, and its provisions' words."""
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
