"""Which pending item of one profile is which of another: by id, else by place; of one kind always.

Items and their facts are then named alike on both sides: as the later profile names them. Items
that are gone come after those that are there.
"""

from collections.abc import Mapping, Sequence

from aeo_cli.documents.model import Model
from aeo_cli.rules.names import item_index, item_name

Mark = tuple[str | None, str]
"""An item's id and kind."""


class Match(Model):
    """A pending item: its place in each profile, from zero; null: it is not there."""

    before: int | None
    after: int | None

    @property
    def is_gone(self) -> bool:
        """Whether the earlier profile alone has it."""
        return self.after is None

    @property
    def is_shared(self) -> bool:
        """Whether both have it."""
        return self.before is not None and self.after is not None

    @property
    def place(self) -> int:
        """Its place in the later profile; where it is gone, in the earlier one."""
        return (self.before or 0) if self.after is None else self.after


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
    there = (_match(origin.get(place), place) for place in range(len(after)))
    return (*there, *(_match(place, None) for place in range(len(before)) if place not in found))


def _match(before: int | None, after: int | None) -> Match:
    return Match.model_construct(before=before, after=after)


def renamed(fact: str, places: Mapping[int, int]) -> str:
    """Return a fact's full name with its item, if it is one's, at another place."""
    index = item_index(fact)
    return fact if index is None else f"{item_name(places[index])}.{fact.rpartition('.')[2]}"
