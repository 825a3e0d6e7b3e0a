"""What it would take for a provision to apply: what the enterprise needs, and what an item needs.

A provision has two conditions, one about the enterprise and one about a pending item. They share no
fact, so each is searched by itself and the results are combined.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from aeo_cli.assessment.condition_requirements import condition_requirements
from aeo_cli.assessment.outlook import (
    Fixed,
    Impossible,
    Outlook,
    Requirement,
    Requirements,
    TooMany,
)
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.model import Provision
from aeo_cli.profile.model import Item
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import condition_name


def provision_requirements(
    situation: Situation, provision: Provision, items: Sequence[Item] = ()
) -> Outlook:
    """Return what it would take for a provision to apply.

    Args:
        situation: what is known.
        provision: the provision that should apply.
        items: pending items of its kind, to at least one of which it should apply; none: a new item
            is needed.
    """
    entitled = condition_requirements(situation, provision.entitled)
    if provision.kind is None:
        return entitled
    triggered = [_pending_item_outlook(situation, provision, item) for item in items]
    triggered = triggered or [_new_item_outlook(situation, provision, provision.kind)]
    outlooks = [entitled, *triggered]
    if any(isinstance(outlook, TooMany) for outlook in outlooks):
        return TooMany()
    alternatives = [
        of_enterprise.combined_with(of_item)
        for outlook in triggered
        for of_enterprise in _alternatives(entitled)
        for of_item in _alternatives(outlook)
    ]
    if alternatives:
        return Requirements(_minimal(alternatives))
    blocking = [
        fact for outlook in outlooks if isinstance(outlook, Fixed) for fact in outlook.facts
    ]
    return Fixed(tuple(dict.fromkeys(blocking))) if blocking else Impossible()


def provision_outlooks(
    situation: Situation, provision: Provision
) -> Iterator[tuple[Item | None, Outlook]]:
    """Yield what it would take for a provision to apply or, if it does, to apply to further items.

    Each outlook comes with the pending item that it is about; None: it is about no particular one.
    If fixed facts rule out all pending items, what a new item would need follows.
    """
    status = situation.status(provision)
    if status.applies is Truth.TRUE:
        for item, standing in status.items:
            if standing.applies is not Truth.TRUE:
                yield item, provision_requirements(situation, provision, [item])
        return
    items = [item for item, _ in status.items]
    outlook = provision_requirements(situation, provision, items)
    yield None, outlook
    if items and isinstance(outlook, Fixed):
        with_new_item = provision_requirements(situation, provision)
        if isinstance(with_new_item, Requirements):
            yield None, with_new_item


def _alternatives(outlook: Outlook) -> tuple[Requirement, ...]:
    return outlook.alternatives if isinstance(outlook, Requirements) else ()


def _minimal(requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """Return the requirements that contain no other, each once, the smallest first.

    Requirements of the same facts become one, with the items of all of them.
    """
    by_facts: dict[frozenset[str], Requirement] = {}
    for requirement in requirements:
        same = by_facts.get(frozenset(requirement.facts))
        items = (*same.items, *requirement.items) if same else requirement.items
        by_facts[frozenset(requirement.facts)] = requirement._replace(items=items)
    minimal = [
        requirement
        for facts, requirement in by_facts.items()
        if not any(other < facts for other in by_facts)
    ]
    return tuple(sorted(minimal, key=lambda requirement: len(requirement.facts)))


def _pending_item_outlook(situation: Situation, provision: Provision, item: Item) -> Outlook:
    """Return what would have to change for a pending item to trigger a provision."""
    outlook = condition_requirements(situation, provision.triggered, item)
    return _with_each(outlook, lambda requirement: requirement._replace(items=(item.position,)))


def _new_item_outlook(situation: Situation, provision: Provision, kind: str) -> Outlook:
    """Return what a new item of a kind would have to be like to trigger a provision."""
    item = Item(len(situation.profile.business), kind, None, None, {})
    outlook = condition_requirements(situation, provision.triggered, item)

    def of_new_item(requirement: Requirement) -> Requirement:
        facts = tuple(map(condition_name, requirement.facts))
        return requirement._replace(kind=kind, facts=facts)

    return _with_each(outlook, of_new_item)


def _with_each(outlook: Outlook, change: Callable[[Requirement], Requirement]) -> Outlook:
    """Return an outlook with each of its requirements changed."""
    if isinstance(outlook, Requirements):
        return Requirements(tuple(map(change, outlook.alternatives)))
    return outlook
