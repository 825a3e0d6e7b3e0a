"""What is known about an enterprise and its pending business.

A `Profile` holds only what is known. A fact that is absent is unknown, never false.
"""

from collections.abc import Mapping
from datetime import date
from math import inf
from types import MappingProxyType
from typing import NamedTuple

from aeo_cli.documents.text import Text, both
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.names import item_name

BUSINESS = "business"
"""The name of the question which business is pending; it may be unknown, as a fact may."""
REF_LABEL = both("内部编号", "enterprise reference")
"""The label of `ref`, by which a portfolio tells its enterprises apart."""
ITEM_KEY_LABELS: Mapping[str, Text] = {
    "id": both("业务编号", "item number"),
    "kind": both("业务种类", "kind of business"),
    "note": both("备注", "note"),
}
"""The keys of a pending item that are not facts, with their labels; every kind has them."""


class Item(NamedTuple):
    """A pending item of business."""

    position: int
    """Its index in the profile, from zero."""
    kind: str
    id: str | None
    note: str | None
    facts: Mapping[str, Value]
    """The known facts by their names in the kind: `accepted_on`."""

    @property
    def name(self) -> str:
        """The first part of the full names of its facts: `business[0]`."""
        return item_name(self.position)


class Evidence(NamedTuple):
    """Where a fact or reading comes from, and how long it is valid."""

    source: str | None
    verified_on: date | None
    valid_until: date | None
    """The last day on which it is valid; None: no end is known."""

    def days_left(self, on: date) -> float:
        """Return for how many days after the day `on` it is valid; below 0: it has expired."""
        return inf if self.valid_until is None else (self.valid_until - on).days


EXPIRY_WARNING_DAYS = 30
"""How many days before evidence expires a report begins to warn."""


class Profile(NamedTuple):
    """What is known of an enterprise."""

    ref: str | None = None
    """The owner's own reference for this profile."""
    enterprise: Mapping[str, Value] = MappingProxyType({})
    readings: Mapping[str, Value] = MappingProxyType({})
    business: tuple[Item, ...] = ()
    business_given: bool = False
    """Whether the profile says which business is pending, even if none; otherwise none counts."""
    unknown: Mapping[str, date | None] = MappingProxyType({})
    """What is stated not to be known: facts by full name, and `BUSINESS`.

    Each with the day on which it was not known; None: the profile does not say when.
    """
    evidence: Mapping[str, Evidence] = MappingProxyType({})
    """By the full name of the fact."""

    @property
    def identities(self) -> list[tuple[str | None, str]]:
        """The id and the kind of each pending item."""
        return [(item.id, item.kind) for item in self.business]

    def known(self) -> dict[str, Value]:
        """Return the known values by the full names of their facts."""
        owners = [("enterprise", self.enterprise), ("readings", self.readings)]
        owners += [(item.name, item.facts) for item in self.business]
        return {f"{owner}.{name}": fact for owner, facts in owners for name, fact in facts.items()}

    def expired(self, on: date) -> tuple[str, ...]:
        """Return the facts whose evidence expired before the day `on`; they are unknown again."""
        return tuple(name for name, evidence in self.evidence.items() if evidence.days_left(on) < 0)

    def expiring(self, on: date) -> tuple[str, ...]:
        """Return the known facts whose evidence expires soon: on or shortly after the day `on`."""
        ending = [
            name
            for name, evidence in self.evidence.items()
            if 0 <= evidence.days_left(on) <= EXPIRY_WARNING_DAYS
        ]
        known = self.known() if ending else {}
        return tuple(name for name in ending if name in known)
