"""A situation: what is known on a day, and the status of every provision under it.

The report, the order of the questions and the next question all follow from the same situation.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.profile.model import Item, Profile
from aeo_cli.rules.conditions import Value, comparisons
from aeo_cli.rules.evaluation import Scope, all_of, evaluate
from aeo_cli.rules.facts import ImpliedBy
from aeo_cli.rules.kleene import Truth, conjunction, disjunction
from aeo_cli.rules.names import item_fact
from aeo_cli.rules.traces import AnyTrace, Trace, of_item, open_facts


def known_values(catalogue: Catalogue, profile: Profile, on: date) -> dict[str, Value]:
    """Return what is known on a day, by the full names of facts.

    That is what the profile says, without what has expired, and what the kinds of its items say.
    """
    known: dict[str, Value] = {}
    for item in profile.business:
        known |= implied_values(catalogue, item)
    known |= profile.known()
    for name in (*profile.expired(on), *profile.unknown):
        known.pop(name, None)
    return known


def implied_values(catalogue: Catalogue, item: Item) -> dict[str, Value]:
    """Return what the kind of an item says of it, by the full names of facts."""
    return {
        f"{item.name}.{name}": True
        for name, fact in catalogue.kinds[item.kind].facts.items()
        if fact.implied_by is ImpliedBy.KIND
    }


class AlikeItems(NamedTuple):
    """Pending items of one kind of which the same is known, as far as conditions ask."""

    known: Mapping[str, Value]
    """What is known of each, by the names that conditions use: `item.X`."""
    items: list[Item]
    """In the order of the profile."""


class ItemStanding(NamedTuple):
    """Whether a provision applies to a pending item of its kind, and why.

    Alike items have one standing in common, with facts that are named as in conditions: `item.X`.
    In the standing of an item in a saved report they have their full names.
    """

    triggered: Truth
    applies: Truth
    """Whether the enterprise is entitled and the item triggers the provision."""
    because: Trace
    """Why `triggered` is what it is, line by line."""
    open_facts: tuple[str, ...]
    """The unknown facts that can still change `applies`."""


class ProvisionStatus(NamedTuple):
    """Whether a provision applies, and why."""

    provision: Provision
    entitled: Trace
    triggered: Truth
    """Whether any pending item triggers it; true for a provision that needs no business."""
    applies: Truth
    """Whether the enterprise is entitled and any item triggers the provision."""
    alike: tuple[tuple[AlikeItems, ItemStanding], ...]
    """The pending items of its kind, with the standing of those that are alike."""

    @property
    def items(self) -> list[tuple[Item, ItemStanding]]:
        """The pending items of its kind in the order of the profile, each with its standing."""
        pairs = [(item, standing) for alike, standing in self.alike for item in alike.items]
        return sorted(pairs, key=lambda pair: pair[0].position)

    def truths(self) -> Counter[Truth]:
        """Return how many answers about it have each truth: its own, and one for each item."""
        truths = Counter([self.applies])
        for alike, standing in self.alike:
            truths[standing.applies] += len(alike.items)
        return truths

    def open_facts(self) -> Iterator[str]:
        """Yield the unknown facts that can still change `applies`, by full name."""
        if self.applies is Truth.UNKNOWN:
            yield from open_facts(self.entitled)
        if self.applies is self.triggered is Truth.UNKNOWN:
            for item, standing in self.items:
                yield from (item_fact(fact, item.name) for fact in open_facts(standing.because))

    def unknown_answers(self) -> Iterator[Trace]:
        """Yield every answer about it that is unknown, with its lines."""
        if Truth.UNKNOWN not in self.truths():
            return
        if self.provision.kind is None:
            yield self.entitled
            return
        items = [(of_item(one.because, item.name), one.applies) for item, one in self.items]
        if self.applies is Truth.UNKNOWN:
            # Unlisted business is a line without parts.
            triggered = AnyTrace(self.triggered, tuple(trace for trace, _ in items))
            yield all_of((self.entitled, triggered))
        for trace, applies in items:
            if applies is Truth.UNKNOWN:
                yield all_of((self.entitled, trace))


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
        self.kinds = [item.kind for item in profile.business]
        """The kinds of the pending items, by which the facts of an item are looked up."""
        self.expired = profile.expired(on)
        self.known = known_values(catalogue, profile, on)
        self.scope = Scope.of(self.known, catalogue.conditions)
        self._statuses: dict[str, ProvisionStatus] = {}

    @property
    def statuses(self) -> tuple[ProvisionStatus, ...]:
        """The status of each provision, in the catalogue's order."""
        return tuple(self.status(provision) for _, provision in self.catalogue.provisions())

    def status(self, provision: Provision) -> ProvisionStatus:
        """Return the status of one provision; it is evaluated once."""
        if provision.id not in self._statuses:
            self._statuses[provision.id] = self._evaluate(provision)
        return self._statuses[provision.id]

    @cached_property
    def alike(self) -> Mapping[str, Sequence[AlikeItems]]:
        """The pending items by kind, those together that are alike."""
        asked: dict[str, dict[str, None]] = {item.kind: {} for item in self.profile.business}
        for _, provision in self.catalogue.provisions():
            if provision.kind in asked:
                lines = comparisons(provision.triggered, self.scope.definitions)
                asked[provision.kind] |= dict.fromkeys(line.fact for line in lines)
        alike: dict[str, dict[object, AlikeItems]] = defaultdict(dict)
        for item in self.profile.business:
            names = {fact: item_fact(fact, item.name) for fact in asked[item.kind]}
            known = {fact: self.known[name] for fact, name in names.items() if name in self.known}
            same = alike[item.kind].setdefault(tuple(known.items()), AlikeItems(known, []))
            same.items.append(item)
        return {kind: tuple(by_values.values()) for kind, by_values in alike.items()}

    def _evaluate(self, provision: Provision) -> ProvisionStatus:
        entitled = evaluate(provision.entitled, self.scope)
        if provision.kind is None:
            return ProvisionStatus(provision, entitled, Truth.TRUE, entitled.truth, ())
        alike = tuple(
            (alike, self._standing(provision, alike, entitled))
            for alike in self.alike.get(provision.kind, ())
        )
        # Only an interview has unlisted business, and only before any item is listed.
        triggered = disjunction(
            [self.unlisted_business, *(standing.triggered for _, standing in alike)]
        )
        applies = conjunction((entitled.truth, triggered))
        return ProvisionStatus(provision, entitled, triggered, applies, alike)

    def _standing(self, provision: Provision, alike: AlikeItems, entitled: Trace) -> ItemStanding:
        because = evaluate(provision.triggered, self.scope._replace(values=alike.known))
        applies = all_of((entitled, because))
        facts = tuple(dict.fromkeys(open_facts(applies)))
        return ItemStanding(because.truth, applies.truth, because, facts)
