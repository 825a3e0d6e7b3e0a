"""A profile with changes: another value of a fact, new business, or a second profile on top."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue, Preset
from aeo_cli.documents.problems import InputError, Problem, one_of, quoted
from aeo_cli.documents.text import both
from aeo_cli.profile.item_matching import match_items, renamed
from aeo_cli.profile.model import BUSINESS, Item, Profile
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.names import item_index


class FactChange(NamedTuple):
    """A fact by its full name, and its new value."""

    fact: str
    value: Value | None
    """None: the fact becomes unknown."""


def with_change(profile: Profile, change: FactChange, on: date) -> Profile:
    """Return a profile in which a fact has its new value on the day `on`.

    If it has that value already and its evidence has not expired, nothing changes. Otherwise the
    evidence of the old value is removed.
    """
    name, value = change
    if value is not None and profile.known().get(name) == value and name not in profile.expired(on):
        return profile
    owner, _, key = name.rpartition(".")
    profile = profile._replace(
        unknown={
            **{fact: day for fact, day in profile.unknown.items() if fact != name},
            **({name: None} if value is None else {}),  # or its kind of business might imply one
        },
        evidence={fact: evidence for fact, evidence in profile.evidence.items() if fact != name},
    )
    index = item_index(name)
    if index is not None:
        item = profile.business[index]
        return _with_item(profile, item._replace(facts=_with_value(item.facts, key, value)))
    if owner == "readings":
        return profile._replace(readings=_with_value(profile.readings, key, value))
    return profile._replace(enterprise=_with_value(profile.enterprise, key, value))


def with_changes(profile: Profile, changes: Iterable[FactChange], on: date) -> Profile:
    """Return a profile with each of some changes, as `with_change` makes them."""
    for change in changes:
        profile = with_change(profile, change, on)
    return profile


def preset_changes(preset: Preset, catalogue: Catalogue) -> Iterator[FactChange]:
    """Yield the changes of a preset of a catalogue, which has checked that its values are valid."""
    facts = catalogue.facts()
    for name, value in preset.facts.items():
        if isinstance(value, tuple):  # in the order of the choices, as a profile has it
            members = (choice for choice in facts[name].choices if choice in value)
            yield FactChange(name, tuple(members))
        else:
            yield FactChange(name, value)


def with_preset(profile: Profile, preset: Preset, catalogue: Catalogue, on: date) -> Profile:
    """Return a profile with the changes of a preset of its catalogue on the day `on`."""
    return with_changes(profile, preset_changes(preset, catalogue), on)


def _with_value(facts: Mapping[str, Value], key: str, value: Value | None) -> dict[str, Value]:
    others = {name: other for name, other in facts.items() if name != key}
    return others if value is None else {**others, key: value}


def _with_item(profile: Profile, item: Item) -> Profile:
    """Return a profile with an item at its position: in place of the one there, or appended.

    The profile then says what business is pending, whatever it said before.
    """
    index = item.position
    items = (*profile.business[:index], item, *profile.business[index + 1 :])
    unknown = {name: day for name, day in profile.unknown.items() if name != BUSINESS}
    return profile._replace(business=items, business_given=True, unknown=unknown)


def with_business(profile: Profile, kind: str) -> Profile:
    """Return a profile with a new pending item of a kind, of which nothing else is known."""
    return _with_item(profile, Item(len(profile.business), kind, None, None, {}))


def overlay(profile: Profile, other: Profile, on: date) -> Profile:
    """Return a profile with everything that another one says laid over it, on the day `on`.

    A pending item is laid over the one that it matches; if it matches none, it is new. An item
    without an id does not change one that has an id: such a case is changed only under its id.

    Raises:
        InputError: an id stands for business of different kinds in the two profiles.
    """
    identities, other_identities = profile.identities, other.identities
    kinds = {id_: kind for id_, kind in identities if id_ is not None}
    if problems := [
        Problem(f"business[{index}].kind", quoted(kind), one_of([kinds[id_]]), _ANOTHER_ID)
        for index, (id_, kind) in enumerate(other_identities)
        if id_ is not None and kinds.get(id_, kind) != kind
    ]:
        raise InputError(problems)
    indexes: dict[int, int] = {}  # of each item: in the other profile, and in the result
    for match in match_items(identities, other_identities):
        if match.after is None:
            continue
        item = other.business[match.after]._replace(facts={})
        if match.before is not None and identities[match.before][0] == item.id:
            matched = profile.business[match.before]
            item = matched._replace(note=item.note or matched.note)
        else:
            item = item._replace(position=len(profile.business))
        indexes[match.after] = item.position
        profile = _with_item(profile, item)
    known = other.known().items()
    changes = (FactChange(renamed(name, indexes), value) for name, value in known)
    profile = with_changes(profile, changes, on)
    unknown = {
        renamed(name, indexes): day for name, day in other.unknown.items() if name != BUSINESS
    }
    profile = with_changes(profile, (FactChange(name, None) for name in unknown), on)
    if BUSINESS in other.unknown and not profile.business:
        profile = profile._replace(business_given=False)
        unknown[BUSINESS] = other.unknown[BUSINESS]
    evidence = {renamed(name, indexes): entry for name, entry in other.evidence.items()}
    return profile._replace(
        ref=other.ref or profile.ref,
        unknown={**profile.unknown, **unknown},
        evidence={**profile.evidence, **evidence},
    )


_ANOTHER_ID = both(
    "第一份文件中该编号（id）属于另一种业务，请换一个编号",
    "the first file uses this id for another kind of business; choose another id",
)
