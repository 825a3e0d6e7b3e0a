"""Minimal sets: of some things, those that will do, and of which no part would do.

Two questions are of this form: which facts would have to change for a provision to apply, and which
of several changes brought an answer about.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

T = TypeVar("T")


def minimal_sets(
    things: Sequence[T], suffices: Callable[[frozenset[T]], bool]
) -> Iterator[tuple[T, ...]]:
    """Yield the sets that suffice and contain no other that does, small ones first.

    Args:
        things: what a set may hold, each once; a set comes in their order.
        suffices: whether a set will do. It is asked of no set that contains one that does.
    """
    found: list[frozenset[T]] = []
    for size in range(len(things) + 1):
        for some in combinations(things, size):
            chosen = frozenset(some)
            if not any(one <= chosen for one in found) and suffices(chosen):
                found.append(chosen)
                yield some
