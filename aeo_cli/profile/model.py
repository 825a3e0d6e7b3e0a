"""What is known about an enterprise and its pending business.

A `Profile` holds only what is known: an absent fact is unknown, never false.
"""

from collections.abc import Mapping
from datetime import date
from math import inf
from types import MappingProxyType
from typing import NamedTuple

from aeo_cli.rules.conditions import Value
from aeo_cli.rules.names import item_name

BUSINESS = "business"
"""What is pending, as something that can be asked for and not be known."""


ITEM_KEYS = ("id", "kind", "note")
"""What a pending item has beside its facts, whatever its kind."""


class Item(NamedTuple):
    """A pending item of business."""

    position: int
    """Its place in the profile, from zero."""
    kind: str
    id: str | None
    note: str | None
    facts: Mapping[str, Value]
    """What is known of it, by the kind's own names."""

    @property
    def name(self) -> str:
        """The full name that its facts begin with."""
        return item_name(self.position)


class Evidence(NamedTuple):
    """Where a fact or reading comes from, and how long it may be relied on."""

    source: str | None
    verified_on: date | None
    valid_until: date | None
    """The last day on which it still counts; None: no end is known."""

    def left(self, on: date) -> float:
        """Return how many days it still counts after the day `on`; below 0, it has expired."""
        return inf if self.valid_until is None else (self.valid_until - on).days


WARNED_DAYS = 30
"""How many days before its end evidence is said to end."""


_NOTHING: Mapping[str, Value] = MappingProxyType({})
_NO_EVIDENCE: Mapping[str, Evidence] = MappingProxyType({})


class Profile(NamedTuple):
    """An enterprise as far as it is known."""

    ref: str | None = None
    """The owner's own reference for this profile."""
    enterprise: Mapping[str, Value] = _NOTHING
    readings: Mapping[str, Value] = _NOTHING
    business: tuple[Item, ...] = ()
    business_said: bool = False
    """Whether anything was said about pending business; where nothing was, none is pending."""
    unknown: tuple[str, ...] = ()
    """What was asked for and is not known: facts by full name, and `BUSINESS`."""
    evidence: Mapping[str, Evidence] = _NO_EVIDENCE
    """By the full name of the fact."""

    def known(self) -> dict[str, Value]:
        """Return what is known, by full name."""
        owners = [("enterprise", self.enterprise), ("readings", self.readings)]
        owners += [(item.name, item.facts) for item in self.business]
        return {f"{owner}.{name}": fact for owner, facts in owners for name, fact in facts.items()}

    def expired(self, on: date) -> tuple[str, ...]:
        """Return the facts whose evidence ended before the day `on`: they are unknown again."""
        return tuple(name for name, evidence in self.evidence.items() if evidence.left(on) < 0)

    def expiring(self, on: date) -> tuple[str, ...]:
        """Return the known facts whose evidence ends on the day `on`, or in the days after it."""
        known = self.known()
        return tuple(
            name
            for name, evidence in self.evidence.items()
            if name in known and 0 <= evidence.left(on) <= WARNED_DAYS
        )
