"""What differs between two reports in what they were made from: facts, items, the catalogue.

Each difference has a key: the full name of a fact; the name of an item that came up or is gone,
`business[0]`; or a provision and its part, `25b:effect`. On these an answer can hang. On a ref, an
id, a note, or evidence, none can.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal

from aeo_cli.comparison.causes import (
    CatalogueCause,
    Cause,
    DayCause,
    DetailCause,
    EvidenceCause,
    FactCause,
    InconsistencyCause,
    ItemCause,
    Pair,
    Part,
)
from aeo_cli.comparison.report_view import ReportView
from aeo_cli.profile.matching import Match
from aeo_cli.rules.names import item_index, item_name


def key_of(provision: str, part: Part) -> str:
    """Return the key of a difference in a part of a provision."""
    return f"{provision}:{part}"


class InputChanges:
    """The differences in what two reports were made from.

    Args:
        before: what the one tells.
        after: what the other tells.
        matches: the pending items of both.
    """

    def __init__(self, before: ReportView, after: ReportView, matches: Sequence[Match]) -> None:
        self.before, self.after, self.matches = before, after, matches
        self.sides = (before, after)
        self.shared = [
            provision for provision in after.provisions if provision in before.provisions
        ]
        """The provisions that both catalogues have."""
        self.by_key: dict[str, Cause] = {}
        self.by_key |= self._facts()
        self.by_key |= self._items()
        self.by_key |= self._parts()
        self.all: tuple[Cause, ...] = (*self.by_key.values(), *self._others())
        """Those that an answer can hang on, and then the others."""

    def _is_shared(self, fact: str) -> bool:
        """Say whether a fact is of the enterprise, a reading, or of an item that both have."""
        item = item_index(fact)
        return item is None or self.matches[item].is_shared

    def _facts(self) -> Iterator[tuple[str, Cause]]:
        for name in dict.fromkeys((*self.after.facts, *self.before.facts)):
            before, after = self.before.facts.get(name), self.after.facts.get(name)
            if before != after and self._is_shared(name):
                ends = [None if name in side.facts else side.expired(name) for side in self.sides]
                expired = Pair[date | None].of(ends)
                changed = FactCause(fact=name, before=before, after=after, expired=expired)
                yield name, self._of_day(name, expired) or changed

    def _of_day(self, name: str, expired: Pair[date | None]) -> DayCause | None:
        """Return that evidence which is the same on both sides expired between their days."""
        evidence = [side.evidence.get(name) for side in self.sides]
        last = expired.before or expired.after
        if last is None or evidence[0] != evidence[1]:
            return None
        before, after = (side.report.on for side in self.sides)
        return DayCause(fact=name, valid_until=last, before=before, after=after)

    def _items(self) -> Iterator[tuple[str, Cause]]:
        for item, match in enumerate(self.matches):
            if not match.is_shared:
                side = self.before if match.is_gone else self.after
                id_, kind = side.marks[item]
                yield item_name(item), ItemCause(index=match, id=id_, business=kind)

    def _parts(self) -> Iterator[tuple[str, Cause]]:
        """Yield what differs in the provisions; of one catalogue none does."""
        same = self.before.report.catalogue.digest == self.after.report.catalogue.digest
        for provision in dict.fromkeys((*self.after.provisions, *self.before.provisions)):
            if provision in self.before.provisions and provision in self.after.provisions:
                yield from () if same else self._parts_of(provision)
            elif same:
                side: Literal["before", "after"] = (
                    "after" if provision in self.before.provisions else "before"
                )
                yield key_of(provision, Part.ITSELF), InconsistencyCause(side=side)
            else:
                ids = (provision if provision in side.provisions else None for side in self.sides)
                yield _part(provision, Part.ITSELF, *ids)

    def _parts_of(self, provision: str) -> Iterator[tuple[str, Cause]]:
        """Yield what differs in a provision that two catalogues have."""
        before, after = (side.parts(provision) for side in self.sides)
        for part in Part:
            if part in before and part in after and before[part] != after[part]:
                yield _part(provision, part, before[part], after[part])
        kinds = [side.business(provision) for side in self.sides]
        if kinds[0] != kinds[1] and self._serves_another(provision):
            yield _part(provision, Part.BUSINESS, *kinds)

    def _serves_another(self, provision: str) -> bool:
        """Say whether one report lists an item under a provision, and the other does not."""
        listed = [set(side.items[provision]) for side in self.sides]
        return any(self.matches[item].is_shared for item in listed[0] ^ listed[1])

    def _others(self) -> Iterator[Cause]:
        """Yield what no answer hangs on: a ref, an id, a note, evidence."""
        views = [side.report.profile for side in self.sides]
        if views[0].ref != views[1].ref:
            yield DetailCause(name="ref", before=views[0].ref, after=views[1].ref)
        for item, match in enumerate(self.matches):
            if match.before is None or match.after is None:
                continue
            old, new = views[0].business[match.before], views[1].business[match.after]
            for key in ("id", "note"):
                if old[key] != new[key]:
                    texts = (None if one is None else str(one) for one in (old[key], new[key]))
                    before, after = texts
                    name = f"{item_name(item)}.{key}"
                    yield DetailCause(name=name, before=before, after=after)
        for fact in dict.fromkeys((*self.after.evidence, *self.before.evidence)):
            evidence = [side.evidence.get(fact) for side in self.sides]
            if evidence[0] != evidence[1] and self._is_shared(fact):
                yield EvidenceCause(fact=fact, before=evidence[0], after=evidence[1])


def _part(provision: str, part: Part, before: Any, after: Any) -> tuple[str, Cause]:  # noqa: ANN401
    return key_of(provision, part), CatalogueCause(
        provision=provision, part=part, before=before, after=after
    )
