"""A profile with something changed: what if a fact had another value, or other business came up?"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from aeo_cli.documents.problems import InputError, Problem, one_of, quoted
from aeo_cli.documents.text import both
from aeo_cli.profile.matching import matched, renamed
from aeo_cli.profile.model import BUSINESS, Item, Profile
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.names import item_index


class FactChange(NamedTuple):
    """A fact by its full name, and the value that it shall have."""

    fact: str
    value: Value | None
    """None: it shall not be known."""


def changed(profile: Profile, change: FactChange, on: date) -> Profile:
    """Return a profile in which a fact has a value on a day.

    One that has it already stays as it is. Else what proved the old value goes with that value.
    """
    name, value = change
    if value is not None and profile.known().get(name) == value and name not in profile.expired(on):
        return profile
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


def overlay(profile: Profile, other: Profile, on: date) -> Profile:
    """Return a profile with all that another one says laid over it, on a day.

    A pending item is laid over the one that it matches; one that matches none has come up. An item
    without an id never matches one that has one: a named case is changed only by its name.

    Raises:
        InputError: an id names business of another kind in the one than in the other.
    """
    sides = [[(item.id, item.kind) for item in one.business] for one in (profile, other)]
    kinds = {id_: kind for id_, kind in sides[0] if id_ is not None}
    if problems := [
        Problem(f"business[{place}].kind", quoted(kind), one_of([kinds[id_]]), _ANOTHER_ID)
        for place, (id_, kind) in enumerate(sides[1])
        if id_ is not None and kinds.get(id_, kind) != kind
    ]:
        raise InputError(problems)
    places: dict[int, int] = {}
    for match in matched(*sides):
        if match.after is None:
            continue
        over = other.business[match.after]._replace(facts={})
        place = len(profile.business) if match.before is None else match.before
        if match.before is not None and sides[0][place][0] == over.id:
            under = profile.business[place]
            over = under._replace(note=over.note or under.note)
        else:
            place = len(profile.business)
            over = over._replace(position=place)
        places[match.after] = place
        profile = _with_item(profile, over)
    for name, value in other.known().items():
        profile = changed(profile, FactChange(renamed(name, places), value), on)
    unknown = [renamed(name, places) for name in other.unknown if name != BUSINESS]
    for name in unknown:
        profile = changed(profile, FactChange(name, None), on)
    if BUSINESS in other.unknown and not profile.business:
        profile, unknown = profile._replace(business_said=False), [*unknown, BUSINESS]
    evidence = {renamed(name, places): one for name, one in other.evidence.items()}
    return profile._replace(
        ref=other.ref or profile.ref,
        unknown=tuple(dict.fromkeys((*profile.unknown, *unknown))),
        evidence={**profile.evidence, **evidence},
    )


_ANOTHER_ID = both(
    "这个编号（id）在第一份文件中是另一种业务：换一个编号",
    "in the first file this id is business of another kind: choose another id",
)
