"""Answers about pending items, moved along when the items before them change."""

from collections.abc import Iterable, Iterator, Mapping

from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.item_matching import renamed
from aeo_cli.rules.names import item_index


def moved_items(before: object, after: object, first: int) -> dict[int, int]:
    """Return the new index of each item that is still there when the kinds chosen change.

    The first item of a kind stays the first of it, the second the second, and so on.

    Args:
        before: the kinds chosen before, one for each item.
        after: the kinds chosen now.
        first: the index of the first of these items.
    """
    old = before if isinstance(before, tuple) else ()
    free = dict(enumerate(after if isinstance(after, tuple) else (), first))
    places: dict[int, int] = {}
    for index, kind in enumerate(old, first):
        place = next((place for place, other in free.items() if other == kind), None)
        if place is not None:
            places[index] = place
            del free[place]
    return places


def moved_answers(
    answers: Iterable[GivenAnswer], places: Mapping[int, int], first: int
) -> Iterator[GivenAnswer]:
    """Yield answers, those about items under their new indexes, without those of items now gone.

    Args:
        answers: the answers.
        places: the new index of each item by its old one.
        first: the index of the first item that can have moved.
    """
    for answer in answers:
        index = item_index(answer.fact)
        if index is None or index < first:
            yield answer
        elif index in places:
            yield answer._replace(fact=renamed(answer.fact, places))
