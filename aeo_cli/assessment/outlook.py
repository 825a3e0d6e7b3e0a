"""What it would take for a provision to apply: a way for the enterprise beside one for an item.

The two conditions of a provision share no fact, so their ways are looked for apart.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from aeo_cli.assessment.requirements import (
    Fixed,
    Impossible,
    Outlook,
    Requirement,
    Requirements,
    TooMany,
    condition_requirements,
)
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.model import Provision
from aeo_cli.profile.model import Item
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import ITEM


def provision_requirements(
    situation: Situation, provision: Provision, items: Sequence[Item] = ()
) -> Outlook:
    """Return what it would take for a provision to apply.

    Args:
        situation: how things stand.
        provision: what is wanted.
        items: pending items of its kind, to at least one of which it shall apply; where there is
            none, such business would have to come up.
    """
    entitled = condition_requirements(situation, provision.entitled)
    if provision.kind is None:
        return entitled
    halves = [_of_item(situation, provision, item) for item in items]
    halves = halves or [_of_new(situation, provision, provision.kind)]
    reaches = [entitled, *halves]
    if any(isinstance(half, TooMany) for half in reaches):
        return TooMany()
    ways = [
        one.beside(other) for half in halves for one in _ways(entitled) for other in _ways(half)
    ]
    if ways:
        return Requirements(_minimal(ways))
    by = [name for half in reaches if isinstance(half, Fixed) for name in half.by]
    return Fixed(tuple(dict.fromkeys(by))) if by else Impossible()


def provision_outlooks(
    situation: Situation, provision: Provision
) -> Iterator[tuple[Item | None, Outlook]]:
    """Yield what it would take for a provision to apply or, if it does, to apply to other items.

    With each comes the pending item that it is about; None: any of its kind. Where nothing would do
    for those that are pending, what business that is yet to come up would have to be like.
    """
    standing = situation.standing(provision)
    if standing.applies.truth is not Truth.TRUE:
        items = [one.item for one in standing.items]
        yield None, (found := provision_requirements(situation, provision, items))
        if items and isinstance(found, Fixed):
            of_others = provision_requirements(situation, provision)
            yield from [(None, of_others)] if isinstance(of_others, Requirements) else []
        return
    for one in standing.items:
        if one.applies.truth is not Truth.TRUE:
            yield one.item, provision_requirements(situation, provision, [one.item])


def _ways(half: Outlook) -> tuple[Requirement, ...]:
    return half.ways if isinstance(half, Requirements) else ()


def _minimal(ways: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Return the ways that contain no other, each once, small ones first."""
    by_facts: dict[frozenset[str], Requirement] = {}
    for way in ways:
        alike = by_facts.get(frozenset(way.facts))
        items = (*alike.items, *way.items) if alike else way.items
        by_facts[frozenset(way.facts)] = way._replace(items=items)
    least = [way for own, way in by_facts.items() if not any(one < own for one in by_facts)]
    return tuple(sorted(least, key=lambda way: len(way.facts)))


def _of_item(situation: Situation, provision: Provision, item: Item) -> Outlook:
    """Return what would have to be otherwise for a pending item to trigger a provision."""
    found = condition_requirements(situation, provision.triggered, item)
    return _each(found, lambda way: way._replace(items=(item.position,)))


def _of_new(situation: Situation, provision: Provision, kind: str) -> Outlook:
    """Return what business that is yet to come up would have to be like."""
    new = Item(len(situation.profile.business), kind, None, None, {})
    found = condition_requirements(situation, provision.triggered, new)

    def of_any(way: Requirement) -> Requirement:
        facts = tuple(f"{ITEM}.{name.rpartition('.')[2]}" for name in way.facts)
        return way._replace(kind=kind, facts=facts)

    return _each(found, of_any)


def _each(found: Outlook, change: Callable[[Requirement], Requirement]) -> Outlook:
    """Return what was found with each way changed, if there are any."""
    return (
        Requirements(tuple(map(change, found.ways))) if isinstance(found, Requirements) else found
    )
