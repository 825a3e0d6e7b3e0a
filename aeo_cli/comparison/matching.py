"""Which pending item of one profile is which of another: by id, else by place; of one kind always.

Items and their facts are then named alike on both sides: as the later profile names them. Items
that are gone come after those that are there.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from aeo_cli.conditions import item_index, item_name

Mark = tuple[str | None, str]
"""An item's id and kind."""


class Match(NamedTuple):
    """A pending item: its place in each profile, from zero; None: it is not there."""

    before: int | None
    after: int | None


def matched(before: Sequence[Mark], after: Sequence[Mark]) -> tuple[Match, ...]:
    """Return every item of two profiles once: in the order of the later one, then those gone."""
    named = {mark: place for place, mark in enumerate(after) if mark[0] is not None}
    found = {place: named[mark] for place, mark in enumerate(before) if mark in named}
    taken = set(found.values())
    for place, (old, new) in enumerate(zip(before, after, strict=False)):
        is_free = place not in found and place not in taken
        if is_free and None in {old[0], new[0]} and old[1] == new[1]:
            found[place] = place
    origin = {new: old for old, new in found.items()}
    there = [Match(origin.get(place), place) for place in range(len(after))]
    return (*there, *(Match(place, None) for place in range(len(before)) if place not in found))


def renamed(fact: str, places: Mapping[int, int]) -> str:
    """Return a fact's full name with its item, if it is one's, at another place."""
    index = item_index(fact)
    return fact if index is None else f"{item_name(places[index])}.{fact.rpartition('.')[2]}"
