"""How like two texts are, by the words they share, and which of several texts were interchanged."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import combinations
from typing import NamedTuple

Words = frozenset[str]
Likeness = Callable[[Words, Words, Counter[str]], float]
"""How like two texts are, 0 to 1, by their words and how many texts use each word."""
_STEM = 4
"""By how many letters an English word is known: "tests" and "tested" are one word."""
_MARGIN = 1.1
"""How much better two texts must fit when swapped to be reported: a near tie shows nothing."""


class Match(NamedTuple):
    """A text and another that belongs to it, such as the label of a fact and its question."""

    name: str
    text: str
    other: str


@cache
def words(text: str) -> Words:
    """Return the words of a text: stems in English, pairs of signs in Chinese."""
    found: set[str] = set()
    for run in re.findall(r"[\u4e00-\u9fff]+", text):
        found |= {run[i : i + 2] for i in range(len(run) - 1)} or {run}
    return frozenset(found | {word[:_STEM] for word in re.findall(r"[a-z0-9]+", text.lower())})


def shared(one: Words, other: Words, uses: Counter[str]) -> float:
    """Return the share of words that both texts have; a word counts less the more texts use it."""
    total = sum(1 / uses[word] for word in one) + sum(1 / uses[word] for word in other)
    return 2 * sum(1 / uses[word] for word in one & other) / total if total else 0


def contained(one: Words, other: Words, uses: Counter[str]) -> float:  # noqa: ARG001  a Likeness
    """Return the share of the words of a short text that are in a long one."""
    return len(one & other) / len(one) if one else 0


@lru_cache(maxsize=1_000)  # mutation compares the same names over and over
def interchanged(
    matches: tuple[Match, ...], likeness: Likeness = shared
) -> tuple[tuple[str, str], ...]:
    """Return the names of each two matches whose texts fit better when they are interchanged."""
    ones, others = ([words(match[i]) for match in matches] for i in (1, 2))
    uses = Counter(word for text in (*ones, *others) for word in text)
    found = []
    for i, j in combinations(range(len(matches)), 2):
        apart = likeness(ones[i], others[i], uses) + likeness(ones[j], others[j], uses)
        crossed = likeness(ones[i], others[j], uses) + likeness(ones[j], others[i], uses)
        if crossed > _MARGIN * apart:
            found.append((matches[i].name, matches[j].name))
    return tuple(found)
