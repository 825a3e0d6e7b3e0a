"""Which pending items of two profiles are the same: those with the same id, or else the same place.

Items of different kinds never match. Matched items, and their facts, have one name on both sides:
the one in the later profile. Items that the later profile lacks come after all others.
"""

from collections.abc import Mapping, Sequence

from aeo_cli.documents.model import Model
from aeo_cli.rules.names import item_index, item_name

ItemIdentity = tuple[str | None, str]
"""The id and the kind of an item."""


class Match(Model):
    """A pending item: its place in each profile, from zero; null: it is not there."""

    before: int | None
    after: int | None

    @property
    def is_gone(self) -> bool:
        """Whether only the earlier profile has it."""
        return self.after is None

    @property
    def is_shared(self) -> bool:
        """Whether both profiles have it."""
        return self.before is not None and self.after is not None

    @property
    def place(self) -> int:
        """Its index in the later profile; in the earlier one, if the later one lacks it."""
        return (self.before or 0) if self.after is None else self.after


def match_items(before: Sequence[ItemIdentity], after: Sequence[ItemIdentity]) -> tuple[Match, ...]:
    """Return every item of two profiles once: in the later one's order, then those it lacks."""
    by_identity = {item: index for index, item in enumerate(after) if item[0] is not None}
    matches = {index: by_identity[item] for index, item in enumerate(before) if item in by_identity}
    taken = set(matches.values())
    for index, (old, new) in enumerate(zip(before, after, strict=False)):
        is_free = index not in matches and index not in taken
        # Two different ids are two different cases, even at the same place.
        if is_free and None in {old[0], new[0]} and old[1] == new[1]:
            matches[index] = index
    origins = {new: old for old, new in matches.items()}
    present = (Match(before=origins.get(index), after=index) for index in range(len(after)))
    gone = (Match(before=index, after=None) for index in range(len(before)) if index not in matches)
    return (*present, *gone)


def renamed(fact: str, indexes: Mapping[int, int]) -> str:
    """Return a fact's full name, with the new index of its item if it is an item's fact.

    Args:
        fact: the full name.
        indexes: the new index of every item by its old one.
    """
    index = item_index(fact)
    return fact if index is None else f"{item_name(indexes[index])}.{fact.rpartition('.')[2]}"
