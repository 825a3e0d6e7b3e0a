"""What is known about an enterprise and its pending business.

A `Profile` holds only what is known: an absent fact is unknown, never false.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from aeo_cli.conditions import Value, item_name

BUSINESS = "business"
"""What is pending, as something that can be asked for and not be known."""


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


def spellings(position: int, id_: str | None) -> list[str]:
    """Return every way in which a profile may name a pending item, the full name first."""
    named = [item_name(position), f"{BUSINESS}.{position}"]
    return named if id_ is None else [*named, f"{BUSINESS}[{id_}]"]


class Evidence(NamedTuple):
    """Where a fact or reading comes from, and how long it may be relied on."""

    source: str | None
    verified_on: date | None
    valid_until: date | None
    """The last day on which it still counts; None: no end is known."""


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
        """Return the known facts whose evidence ended before the day `on`.

        The last day of validity itself still counts. What has expired is unknown again.
        """
        return tuple(
            name
            for name in self.known()
            if (evidence := self.evidence.get(name))
            and evidence.valid_until is not None
            and evidence.valid_until < on
        )
