"""A situation: what is known on a day, and how every provision stands then.

The report, the order of the questions and the next question are all read off the same situation.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.profile.model import Item, Profile
from aeo_cli.rules.evaluation import Scope, all_of, any_of, evaluate
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.traces import AnyTrace, Trace


class ItemStanding(NamedTuple):
    """How a provision stands for one pending item of its kind."""

    item: Item
    triggered: Trace
    applies: Trace
    """Entitled and triggered."""


class ProvisionStanding(NamedTuple):
    """How a provision stands."""

    provision: Provision
    entitled: Trace
    called_for: Truth
    """Whether a pending item triggers it; true for a standing provision."""
    items: tuple[ItemStanding, ...]
    """The pending items of its kind."""
    applies: Trace

    def answers(self) -> Iterator[Trace]:
        """Yield what can be settled: whether it applies, and whether it does to each item."""
        yield self.applies
        yield from (item.applies for item in self.items)


class Situation:
    """A catalogue, a profile and a day, and how each provision stands.

    Args:
        catalogue: what there is to know.
        profile: what is known.
        on: the day; a fact whose evidence ended before it is unknown again.
        unsaid: whether business is pending of which the profile says nothing.
    """

    def __init__(
        self, catalogue: Catalogue, profile: Profile, on: date, unsaid: Truth = Truth.FALSE
    ) -> None:
        self.catalogue, self.profile, self.on, self.unsaid = catalogue, profile, on, unsaid
        self.expired = profile.expired(on)
        known = profile.known().items()
        self.known = {name: value for name, value in known if name not in self.expired}
        self.scope = Scope.of(self.known, catalogue.conditions)
        self._found: dict[str, ProvisionStanding] = {}

    @property
    def standings(self) -> tuple[ProvisionStanding, ...]:
        """How each provision stands, in the catalogue's order."""
        return tuple(self.standing(provision) for _, provision in self.catalogue.provisions())

    def standing(self, provision: Provision) -> ProvisionStanding:
        """Return how one provision stands."""
        if provision.id not in self._found:
            self._found[provision.id] = self._standing(provision)
        return self._found[provision.id]

    def _standing(self, provision: Provision) -> ProvisionStanding:
        entitled = evaluate(provision.entitled, self.scope)
        if provision.kind is None:
            return ProvisionStanding(provision, entitled, Truth.TRUE, (), entitled)
        items = tuple(
            self._of_item(provision, item, entitled)
            for item in self.profile.business
            if item.kind == provision.kind
        )
        called_for = any_of(item.triggered for item in items)
        if self.unsaid is not Truth.FALSE:
            called_for = AnyTrace(self.unsaid, ())
        applies = all_of((entitled, called_for))
        return ProvisionStanding(provision, entitled, called_for.truth, items, applies)

    def _of_item(self, provision: Provision, item: Item, entitled: Trace) -> ItemStanding:
        triggered = evaluate(provision.triggered, self.scope._replace(item=item.name))
        return ItemStanding(item, triggered, all_of((entitled, triggered)))
