"""Three truths: false, unknown, true, and the operators of Kleene's strong logic.

With the order false < unknown < true, "and" is the smallest of its parts, "or" the greatest, and
"not" reverses the order. Nothing is short-circuited: an explanation that stopped at the first false
part would depend on the order in which the drafter happened to write the parts.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Generic, NamedTuple, NoReturn, Self, TypeVar

T = TypeVar("T")


class Truth(Enum):
    """A truth. Its value is the one JSON gives it: `false`, `null`, `true`."""

    FALSE = False
    UNKNOWN = None
    TRUE = True

    def __bool__(self) -> NoReturn:
        """Refuse: in an `if`, unknown would silently become true or false.

        Raises:
            TypeError: always; compare with `is Truth.TRUE` instead.
        """
        raise TypeError("a Truth is not a bool: compare it with `is Truth.TRUE`")

    def __lt__(self, other: Self) -> bool:
        """Order the truths: false < unknown < true."""
        return RANK[self] < RANK[other]


RANK = {truth: rank for rank, truth in enumerate(Truth)}
"""0 for false, 1 for unknown, 2 for true."""


# Millions of lines are evaluated: identities are compared several times faster than `min` compares.


def conjunction(truths: Iterable[Truth]) -> Truth:
    """Return "and" of all `truths`; true when there are none."""
    least = Truth.TRUE
    for truth in truths:
        if truth is Truth.FALSE or (truth is Truth.UNKNOWN and least is Truth.TRUE):
            least = truth
    return least


def disjunction(truths: Iterable[Truth]) -> Truth:
    """Return "or" of all `truths`; false when there are none."""
    greatest = Truth.FALSE
    for truth in truths:
        if truth is Truth.TRUE or (truth is Truth.UNKNOWN and greatest is Truth.FALSE):
            greatest = truth
    return greatest


def negation(truth: Truth) -> Truth:
    """Return "not" of `truth`; unknown stays unknown."""
    if truth is Truth.UNKNOWN:
        return truth
    return Truth.FALSE if truth is Truth.TRUE else Truth.TRUE


class Logic(NamedTuple, Generic[T]):
    """What "and", "or" and "not" make of values of one type: truths, columns, expressions."""

    conjunction: Callable[[Sequence[T]], T]
    disjunction: Callable[[Sequence[T]], T]
    negation: Callable[[T], T]


KLEENE: Logic[Truth] = Logic(conjunction, disjunction, negation)
