"""What differs between the inputs of two reports: facts, pending items, catalogue, calendar.

Every change that can affect an answer has a key: the full name of a fact; the name of an item that
was added or is gone, `business[0]`; a provision and one of its parts, `25b:effect`; or `calendar`,
for the edition of the calendar. Changes that cannot affect an answer have none: a profile's ref, an
item's id or note, evidence.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal

from aeo_cli.comparison.causes import (
    CalendarCause,
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
from aeo_cli.profile.item_matching import Match
from aeo_cli.rules.names import item_index, item_name

CALENDAR_KEY = "calendar"
"""The key of a change of the edition of the calendar; no fact has a name without a point."""


def part_key(provision: str, part: Part) -> str:
    """Return the key of a change in a part of a provision."""
    return f"{provision}:{part}"


class InputChanges:
    """The changes between the inputs of two reports.

    Args:
        before: the earlier report.
        after: the later report.
        matches: the pending items of both.
    """

    def __init__(self, before: ReportView, after: ReportView, matches: Sequence[Match]) -> None:
        self.before, self.after, self.matches = before, after, matches
        self.sides = (before, after)
        self.provisions = list(dict.fromkeys((*after.provisions, *before.provisions)))
        """The provisions of both reports, those of the later one first."""
        self.by_key: dict[str, Cause] = {}
        self.by_key |= self._fact_changes()
        self.by_key |= self._item_changes()
        self.by_key |= self._catalogue_changes()
        self.by_key |= self._calendar_change()
        self.all: tuple[Cause, ...] = (*self.by_key.values(), *self._details())
        """Those that can affect an answer, then the others."""

    def is_shared(self, provision: str) -> bool:
        """Return whether both reports have a provision."""
        return provision in self.before.provisions and provision in self.after.provisions

    def _has_shared_owner(self, fact: str) -> bool:
        """Return whether a fact is of the enterprise, a reading, or of an item that both have."""
        item = item_index(fact)
        return item is None or self.matches[item].is_shared

    def _fact_changes(self) -> Iterator[tuple[str, Cause]]:
        for fact in dict.fromkeys((*self.after.facts, *self.before.facts)):
            before, after = (side.facts.get(fact) for side in self.sides)
            if before != after and self._has_shared_owner(fact):
                expired = Pair[date | None].of(
                    None if fact in side.facts else side.expiry(fact) for side in self.sides
                )
                change = FactCause(fact=fact, before=before, after=after, expired=expired)
                yield fact, self._expiry_change(fact, expired) or change

    def _expiry_change(self, fact: str, expired: Pair[date | None]) -> DayCause | None:
        """Return the change of day, if the same evidence expired between the two days."""
        evidence = [side.evidence.get(fact) for side in self.sides]
        valid_until = expired.before or expired.after
        if valid_until is None or evidence[0] != evidence[1]:
            return None
        before, after = (side.report.on for side in self.sides)
        return DayCause(fact=fact, valid_until=valid_until, before=before, after=after)

    def _item_changes(self) -> Iterator[tuple[str, Cause]]:
        for item, match in enumerate(self.matches):
            if not match.is_shared:
                side = self.before if match.is_gone else self.after
                id_, kind = side.marks[item]
                yield item_name(item), ItemCause(index=match, id=id_, business=kind)

    def _catalogue_changes(self) -> Iterator[tuple[str, Cause]]:
        """Yield what differs in the provisions; nothing if both reports have the same catalogue."""
        is_same = self.before.report.catalogue.digest == self.after.report.catalogue.digest
        for provision in self.provisions:
            if self.is_shared(provision):
                yield from () if is_same else self._part_changes(provision)
            elif is_same:
                # The catalogue has the provision or not: one report leaves it out, or made it up.
                side: Literal["before", "after"] = (
                    "after" if provision in self.before.provisions else "before"
                )
                yield part_key(provision, Part.ITSELF), InconsistencyCause(side=side)
            else:
                ids = (provision if provision in side.provisions else None for side in self.sides)
                yield _part_change(provision, Part.ITSELF, *ids)

    def _calendar_change(self) -> Iterator[tuple[str, Cause]]:
        before, after = (side.report.calendar for side in self.sides)
        if before.edition != after.edition:
            yield CALENDAR_KEY, CalendarCause(before=before, after=after)

    def _part_changes(self, provision: str) -> Iterator[tuple[str, Cause]]:
        """Yield what differs in a provision that two catalogues have."""
        before, after = (side.parts(provision) for side in self.sides)
        for part in Part:
            if part in before and part in after and before[part] != after[part]:
                yield _part_change(provision, part, before[part], after[part])
        kinds = [side.business_kind(provision) for side in self.sides]
        if kinds[0] != kinds[1] and self._serves_other_items(provision):
            yield _part_change(provision, Part.BUSINESS, *kinds)

    def _serves_other_items(self, provision: str) -> bool:
        """Return whether only one report lists some shared item under a provision."""
        before, after = (set(side.items[provision]) for side in self.sides)
        return any(self.matches[item].is_shared for item in before ^ after)

    def _details(self) -> Iterator[Cause]:
        """Yield what cannot affect an answer: a ref, an id, a note, evidence."""
        profiles = [side.report.profile for side in self.sides]
        if profiles[0].ref != profiles[1].ref:
            yield DetailCause(name="ref", before=profiles[0].ref, after=profiles[1].ref)
        for item, match in enumerate(self.matches):
            if match.before is None or match.after is None:
                continue
            items = (profiles[0].business[match.before], profiles[1].business[match.after])
            for key in ("id", "note"):
                before, after = (None if facts[key] is None else str(facts[key]) for facts in items)
                if before != after:
                    yield DetailCause(name=f"{item_name(item)}.{key}", before=before, after=after)
        for fact in dict.fromkeys((*self.after.evidence, *self.before.evidence)):
            evidence = [side.evidence.get(fact) for side in self.sides]
            if evidence[0] != evidence[1] and self._has_shared_owner(fact):
                yield EvidenceCause(fact=fact, before=evidence[0], after=evidence[1])


def _part_change(
    provision: str,
    part: Part,
    *sides: Any,  # noqa: ANN401  any JSON
) -> tuple[str, Cause]:
    before, after = sides
    return part_key(provision, part), CatalogueCause(
        provision=provision, part=part, before=before, after=after
    )
