"""A profile with something changed: what if a fact had another value, or other business came up?"""

from collections.abc import Mapping
from typing import NamedTuple

from aeo_cli.conditions import Value, item_index
from aeo_cli.matching import Mark, matched, renamed
from aeo_cli.profile import BUSINESS, Item, Profile


class Change(NamedTuple):
    """A fact by its full name, and the value that it shall have."""

    fact: str
    value: Value | None
    """None: it shall not be known."""


def changed(profile: Profile, change: Change) -> Profile:
    """Return a profile in which a fact has another value; what proved the old one goes with it."""
    name, value = change
    owner, _, key = name.rpartition(".")
    evidence = {fact: one for fact, one in profile.evidence.items() if fact != name}
    profile = profile._replace(
        unknown=tuple(fact for fact in profile.unknown if fact != name), evidence=evidence
    )
    index = item_index(name)
    if index is not None:
        item = profile.business[index]
        return _with_item(profile, item._replace(facts=_put(item.facts, key, value)))
    if owner == "readings":
        return profile._replace(readings=_put(profile.readings, key, value))
    return profile._replace(enterprise=_put(profile.enterprise, key, value))


def _put(facts: Mapping[str, Value], key: str, value: Value | None) -> dict[str, Value]:
    others = {name: one for name, one in facts.items() if name != key}
    return others if value is None else {**others, key: value}


def _with_item(profile: Profile, item: Item) -> Profile:
    """Return a profile with an item at its place, be it the first at that place or not."""
    place = item.position
    items = (*profile.business[:place], item, *profile.business[place + 1 :])
    unknown = tuple(name for name in profile.unknown if name != BUSINESS)
    return profile._replace(business=items, business_said=True, unknown=unknown)


def with_business(profile: Profile, kind: str) -> Profile:
    """Return a profile in which business of a kind has come up, of which nothing is known yet."""
    return _with_item(profile, Item(len(profile.business), kind, None, None, {}))


def laid_over(profile: Profile, other: Profile) -> Profile:
    """Return a profile with all that another one says laid over it.

    A pending item is laid over the one that it matches; one that matches none has come up.
    """
    places: dict[int, int] = {}
    for match in matched(_marks(profile), _marks(other)):
        if match.after is not None:
            place = len(profile.business) if match.before is None else match.before
            places[match.after] = place
            over = other.business[match.after]._replace(position=place, facts={})
            if match.before is not None and over.kind == profile.business[place].kind:
                under = profile.business[place]
                over = under._replace(id=over.id or under.id, note=over.note or under.note)
            profile = _with_item(profile, over)
    for name, value in other.known().items():
        profile = changed(profile, Change(renamed(name, places), value))
    unknown = [renamed(name, places) for name in other.unknown if name != BUSINESS]
    for name in unknown:
        profile = changed(profile, Change(name, None))
    evidence = {renamed(name, places): one for name, one in other.evidence.items()}
    return profile._replace(
        ref=other.ref or profile.ref,
        unknown=(*profile.unknown, *unknown),
        evidence={**profile.evidence, **evidence},
    )


def _marks(profile: Profile) -> list[Mark]:
    return [(item.id, item.kind) for item in profile.business]
