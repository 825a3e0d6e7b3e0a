"""Minimal sets: those subsets of some items that suffice, and of which no proper subset does.

Two questions have this form: which facts would have to change for a provision to apply, and which
of several changes caused an answer to change.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

T = TypeVar("T")


def minimal_sets(
    members: Sequence[T], suffices: Callable[[frozenset[T]], bool]
) -> Iterator[tuple[T, ...]]:
    """Yield the minimal sufficient sets, smallest first.

    If `a` alone suffices, and `b` and `c` together: `(a,)`, then `(b, c)`, but not `(a, b)`.

    Args:
        members: the possible members, without repetition; each set lists its own in this order.
        suffices: whether a set suffices; it is not called for a set that contains a sufficient one.
    """
    sufficient: list[frozenset[T]] = []
    for size in range(len(members) + 1):
        for candidate in combinations(members, size):
            candidate_set = frozenset(candidate)
            if not any(smaller <= candidate_set for smaller in sufficient) and suffices(
                candidate_set
            ):
                sufficient.append(candidate_set)
                yield candidate
