"""A situation: what is known on a day, and the status of every provision under it.

The report, the order of the questions and the next question all follow from the same situation.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.profile.model import Item, Profile
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.evaluation import Scope, all_of, any_of, evaluate
from aeo_cli.rules.facts import ImpliedBy
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.traces import AnyTrace, Trace


def known_values(catalogue: Catalogue, profile: Profile, on: date) -> dict[str, Value]:
    """Return what is known on a day, by the full names of facts.

    That is what the profile says, without what has expired, and what the kinds of its items say.
    """
    not_known = {*profile.expired(on), *profile.unknown}
    implied = {
        name: value
        for item in profile.business
        for name, value in implied_values(catalogue, item).items()
    }
    known: dict[str, Value] = {**implied, **profile.known()}
    return {name: value for name, value in known.items() if name not in not_known}


def implied_values(catalogue: Catalogue, item: Item) -> dict[str, Value]:
    """Return what the kind of an item says of it, by the full names of facts."""
    return {
        f"{item.name}.{name}": True
        for name, fact in catalogue.kinds[item.kind].facts.items()
        if fact.implied_by is ImpliedBy.KIND
    }


class ItemStatus(NamedTuple):
    """Whether a provision applies to one pending item of its kind, and why."""

    item: Item
    triggered: Trace
    applies: Trace
    """Whether the enterprise is entitled and the item triggers the provision."""


class ProvisionStatus(NamedTuple):
    """Whether a provision applies, and why."""

    provision: Provision
    entitled: Trace
    triggered: Truth
    """Whether any pending item triggers it; true for a provision that needs no business."""
    items: tuple[ItemStatus, ...]
    """The pending items of its kind."""
    applies: Trace
    """Whether the enterprise is entitled and any item triggers the provision."""

    def answers(self) -> Iterator[Trace]:
        """Yield every answer about it: whether it applies, and whether it does to each item."""
        yield self.applies
        yield from (item.applies for item in self.items)


class Situation:
    """What is known of an enterprise on a day, and the status of each provision.

    Args:
        catalogue: the provisions, and the facts that can be known.
        profile: what is known of the enterprise.
        on: the day; a fact whose evidence expired before it is unknown again.
        unlisted_business: whether business is pending that the profile does not list.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        profile: Profile,
        on: date,
        unlisted_business: Truth = Truth.FALSE,
    ) -> None:
        self.catalogue, self.profile, self.on = catalogue, profile, on
        self.unlisted_business = unlisted_business
        self.expired = profile.expired(on)
        self.known = known_values(catalogue, profile, on)
        self.scope = Scope.of(self.known, catalogue.conditions)
        self._standings: dict[str, ProvisionStatus] = {}

    @property
    def statuses(self) -> tuple[ProvisionStatus, ...]:
        """The status of each provision, in the catalogue's order."""
        return tuple(self.status(provision) for _, provision in self.catalogue.provisions())

    def status(self, provision: Provision) -> ProvisionStatus:
        """Return the status of one provision; it is evaluated once."""
        if provision.id not in self._standings:
            self._standings[provision.id] = self._evaluate(provision)
        return self._standings[provision.id]

    def _evaluate(self, provision: Provision) -> ProvisionStatus:
        entitled = evaluate(provision.entitled, self.scope)
        if provision.kind is None:
            return ProvisionStatus(provision, entitled, Truth.TRUE, (), entitled)
        items = tuple(
            self._evaluate_item(provision, item, entitled)
            for item in self.profile.business
            if item.kind == provision.kind
        )
        triggered = any_of(item.triggered for item in items)
        if self.unlisted_business is not Truth.FALSE:
            # Only an interview sets this, and only before any item is listed.
            triggered = AnyTrace(self.unlisted_business, ())
        applies = all_of((entitled, triggered))
        return ProvisionStatus(provision, entitled, triggered.truth, items, applies)

    def _evaluate_item(self, provision: Provision, item: Item, entitled: Trace) -> ItemStatus:
        triggered = evaluate(provision.triggered, self.scope._replace(item=item.name))
        return ItemStatus(item, triggered, all_of((entitled, triggered)))
