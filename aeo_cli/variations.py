"""What differs between two reports in what they were made from: facts, items, the catalogue.

Each difference has a key: the full name of a fact; the name of an item that came up or is gone,
`business[0]`, or of its kind, `business[0].kind`; or a provision and its part, `25b:effect`.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from aeo_cli.conditions import item_index, item_name
from aeo_cli.difference import AlterationCause, CatalogueCause, Cause, DayCause, FactCause, Part
from aeo_cli.matching import Match
from aeo_cli.told import Told


def key_of(limb: str, part: Part) -> str:
    """Return the key of a difference in a part of a provision."""
    return f"{limb}:{part}"


def kind_of(item: int) -> str:
    """Return the key of a difference in the kind of a pending item."""
    return f"{item_name(item)}.kind"


class Variations:
    """The differences in what two reports were made from.

    Args:
        before: what the one tells.
        after: what the other tells.
        matches: the pending items of both.
    """

    def __init__(self, before: Told, after: Told, matches: Sequence[Match]) -> None:
        self.before, self.after, self.matches = before, after, matches
        self.shared = [limb for limb in after.limbs if limb in before.limbs]
        """The provisions that both catalogues have."""
        self.by_key: dict[str, Cause] = {}
        self.by_key |= self._facts()
        self.by_key |= self._items()
        self.by_key |= self._parts()

    def _facts(self) -> Iterator[tuple[str, Cause]]:
        on = (self.before.report.on, self.after.report.on)
        for name in dict.fromkeys((*self.after.facts, *self.before.facts)):
            item = item_index(name)
            before, after = self.before.facts.get(name), self.after.facts.get(name)
            alike = item is None or self.before.kinds.get(item) == self.after.kinds.get(item)
            if before == after or not alike:
                continue
            ended = self.after.ended(name, on[0]) if after is None else None
            ended = self.before.ended(name, on[1]) if before is None else ended
            if ended is not None:
                yield name, DayCause(fact=name, valid_until=ended, before=on[0], after=on[1])
            else:
                yield name, FactCause(fact=name, before=before, after=after)

    def _items(self) -> Iterator[tuple[str, Cause]]:
        for item, match in enumerate(self.matches):
            before, after = self.before.kinds.get(item), self.after.kinds.get(item)
            if before == after:
                continue
            if before is None or after is None:
                place = match.before if match.after is None else match.after
                named = item_name(item if place is None else place)
                yield item_name(item), FactCause(fact=named, before=before, after=after)
            else:
                yield kind_of(item), FactCause(fact=kind_of(item), before=before, after=after)

    def _parts(self) -> Iterator[tuple[str, Cause]]:
        """Yield what differs in the provisions; of one catalogue none does."""
        same = self.before.report.catalogue.digest == self.after.report.catalogue.digest
        for limb in dict.fromkeys((*self.after.limbs, *self.before.limbs)):
            before, after = self.before.parts(limb), self.after.parts(limb)
            if before is None or after is None:
                ids = [None if one is None else limb for one in (before, after)]
                side: Literal["before", "after"] = "before" if before is None else "after"
                itself = key_of(limb, Part.ITSELF)
                yield (
                    (itself, AlterationCause(side=side)) if same else _part(limb, Part.ITSELF, *ids)
                )
                continue
            for part in () if same else before:
                if part in after and before[part] != after[part]:
                    yield _part(limb, part, before[part], after[part])


def _part(limb: str, part: Part, before: Any, after: Any) -> tuple[str, Cause]:  # noqa: ANN401
    return key_of(limb, part), CatalogueCause(provision=limb, part=part, before=before, after=after)
