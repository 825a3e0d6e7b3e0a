"""Why a fact became open, or no longer is: the changes in the minimal sets that do it alone.

A fact is open while it can affect any answer. So what opens it is not what opens it in each answer:
where a change alone opens it in one, a second change that opens it in another is no cause.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from aeo_cli.comparison.counterfactuals import Applied
from aeo_cli.rules.minimal_sets import minimal_sets

MAX_SEARCHED = 12
"""The most input changes of which every set is tried (4,096 sets); of more, all count as causes."""


class OpenAnswer(NamedTuple):
    """An answer that a fact can affect."""

    keys: list[str]
    """The changes that can affect whether it does."""
    is_open: Callable[[Applied], bool]
    """Whether it would, if only some changes had been applied."""
    reported: tuple[bool, bool]
    """Whether it does, before and after, as the reports say."""


def opening_keys(answers: Sequence[OpenAnswer]) -> list[str] | None:
    """Return the changes in the minimal sets that open a fact; None: they are too many to search.

    A fact is open if it is in any answer. So each minimal set for it is one for some answer, namely
    one that contains none of another answer.
    """
    if any(len(answer.keys) > MAX_SEARCHED for answer in answers):
        return None
    sets = [
        frozenset(keys) for answer in answers for keys in minimal_sets(answer.keys, answer.is_open)
    ]
    return _in_order(answers, (keys for keys in sets if not any(other < keys for other in sets)))


def closing_keys(answers: Sequence[OpenAnswer]) -> list[str] | None:
    """Return the changes in the minimal sets that close a fact; None: they are too many to search.

    It is closed only if it is in every answer.
    """
    keys = list(dict.fromkeys(key for answer in answers for key in answer.keys))
    if len(keys) > MAX_SEARCHED:
        return None
    sets = minimal_sets(
        keys, lambda applied: not any(answer.is_open(applied) for answer in answers)
    )
    return _in_order(answers, sets)


def _in_order(answers: Iterable[OpenAnswer], sets: Iterable[Iterable[str]]) -> list[str]:
    """Return the members of some sets in the order in which the answers name them."""
    members = set(chain(*sets))
    return [key for answer in answers for key in answer.keys if key in members]
