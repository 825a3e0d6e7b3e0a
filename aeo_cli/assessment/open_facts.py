"""In which order to ask for open facts: by phases, and in each what settles most answers first.

The facts that head a report come first, then the days from which the limits of pending items run,
item by item, then the other facts, and last readings and what else only customs knows. Within the
first and the last two phases the order is by the number of answers that a fact settles on average,
if each of its values is equally likely; ties stay in the catalogue's order. Of a set, the values
tried are none and each single choice; of a number or a day, one value of every class that the
conditions tell apart.
"""

from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cached_property
from math import lcm

from aeo_cli.assessment.report import OpenFact
from aeo_cli.assessment.situation import ProvisionStatus, Situation
from aeo_cli.assessment.start_dates import unknown_start_dates
from aeo_cli.profile.model import Item
from aeo_cli.rules.conditions import Compare, Value, comparisons
from aeo_cli.rules.evaluation import Scope, truth_of
from aeo_cli.rules.facts import FactType, KnownBy
from aeo_cli.rules.kleene import Truth, conjunction
from aeo_cli.rules.names import condition_name, item_fact, item_index
from aeo_cli.rules.partitions import representatives
from aeo_cli.rules.traces import open_facts


class Phase(IntEnum):
    """When a fact is asked for; which business is pending is asked after the heading."""

    HEADING = 0
    START_DATE = 1
    ENTERPRISE = 2
    CUSTOMS = 3


def ranked_open_facts(situation: Situation) -> tuple[OpenFact, ...]:
    """Return every fact that can still change an answer, in the order in which to ask for them.

    Each has the number of answers that it can still change (`settles`).
    """
    ranking = _Ranking(situation)
    return tuple(
        OpenFact.model_construct(
            fact=fact, settles=ranking.settles[name], known_by=ranking.known_by(name)
        )
        for _, fact, name in sorted(ranking.entries())
    )


_SortKey = tuple[Phase, int, int, int]


class _Ranking:
    """The order of a situation's open facts, found by trying each value of each fact.

    Of alike items, only the facts of the first are tried; they stand for those of the others.
    """

    def __init__(self, situation: Situation) -> None:
        self.situation, self.catalogue = situation, situation.catalogue
        self.start_dates = unknown_start_dates(situation)
        self.catalogue_order = {name: index for index, name in enumerate(self.catalogue.facts())}
        self.scopes: dict[tuple[str, Value], Scope] = {}
        self.values: dict[str, Sequence[Value]] = {}
        self.settles = Counter[str]()
        """By fact: how many answers it can still change."""
        self.alike: dict[str, Sequence[Item]] = {}
        """By fact of an item: the item and those alike."""
        self.settled = Counter[str]()
        """By fact: how many answers it settles, summed over its values."""
        for status in situation.statuses:
            if Truth.UNKNOWN in status.truths():
                self.try_enterprise_facts(status)
                self.try_item_facts(status)
        self.common_multiple = lcm(*(len(values) for values in self.values.values()))

    def entries(self) -> Iterator[tuple[_SortKey, str, str]]:
        """Yield every open fact with what it is sorted by, and the fact that stands for it."""
        for name in self.settles:
            rank = self.rank(name)
            if name not in self.alike:
                yield (*rank, 0, self.catalogue_order[name]), name, name
                continue
            items, in_condition = self.alike[name], condition_name(name)
            place = list(self.catalogue.item_facts(items[0].kind)).index(in_condition)
            for item in items:
                yield (*rank, item.position + 1, place), item_fact(in_condition, item.name), name

    def rank(self, name: str) -> tuple[Phase, int]:
        """Return what facts are sorted by before their place in the catalogue.

        The average over a fact's values is scaled to a whole number: fractions rounded differently
        would break ties.
        """
        phase = self.phase(name)
        if phase is Phase.START_DATE:  # asked for with its item
            return phase, 0
        return phase, -self.settled[name] * (self.common_multiple // len(self.values[name]))

    def phase(self, name: str) -> Phase:
        if name in self.catalogue.heading:
            return Phase.HEADING
        if name in self.start_dates:
            return Phase.START_DATE
        return Phase.CUSTOMS if self.known_by(name) is KnownBy.CUSTOMS else Phase.ENTERPRISE

    def known_by(self, name: str) -> KnownBy:
        return self.catalogue.known_by(name, self.situation.kinds)

    def try_enterprise_facts(self, status: ProvisionStatus) -> None:
        """Count the answers about a provision that its enterprise facts and readings settle."""
        # Entitlement is half of each answer. The other halves stay as they are, and only three
        # truths are possible: so they are counted, and each value is combined with each truth once.
        # A half that is false has settled its answer already.
        halves = _triggered_truths(status)
        halves[status.triggered] += 1
        open_halves = Counter({half: halves[half] for half in (Truth.UNKNOWN, Truth.TRUE)})
        for fact in dict.fromkeys(open_facts(status.entitled)):
            self.settles[fact] += open_halves.total()
            for value in self.possible_values(fact):
                scope = self.scope_with(fact, value)
                entitled = truth_of(status.provision.entitled, scope)
                for half, count in open_halves.items():
                    self.settled[fact] += count * _is_known(conjunction((entitled, half)))

    def try_item_facts(self, status: ProvisionStatus) -> None:
        """Count the answers about a provision that the facts of its pending items settle.

        The answer on the provision is counted for each item if it is open as well.
        """
        truths = _triggered_truths(status)
        entitled = status.entitled.truth
        is_open = status.applies is status.triggered is Truth.UNKNOWN
        for alike, standing in status.alike:
            if standing.applies is not Truth.UNKNOWN:
                continue
            others = max(truths - Counter([standing.triggered]), default=Truth.FALSE)
            item = alike.items[0].name
            for line_fact in dict.fromkeys(open_facts(standing.because)):
                fact = item_fact(line_fact, item)
                self.alike[fact] = alike.items
                self.settles[fact] += 1 + is_open
                for value in self.possible_values(fact):
                    scope = self.scope_with(fact, value)._replace(item=item)
                    triggered = truth_of(status.provision.triggered, scope)
                    self.settled[fact] += _is_known(conjunction((entitled, triggered)))
                    if status.applies is Truth.UNKNOWN:
                        any_triggered = max(triggered, others)
                        self.settled[fact] += _is_known(conjunction((entitled, any_triggered)))

    def scope_with(self, fact: str, value: Value) -> Scope:
        """Return the scope in which an unknown fact has a value."""
        if (fact, value) not in self.scopes:
            values = ChainMap({fact: value}, self.situation.known)
            self.scopes[fact, value] = Scope.of(values, self.catalogue.conditions)
        return self.scopes[fact, value]

    def possible_values(self, name: str) -> Sequence[Value]:
        """Return the values to try for a fact, taken as equally likely."""
        if name not in self.values:
            fact = self.catalogue.fact(name, self.situation.kinds)
            match fact.type:
                case FactType.SET:
                    self.values[name] = [(), *((choice,) for choice in fact.choices)]
                case FactType.CHOICE:
                    self.values[name] = list(fact.choices)
                case FactType.BOOLEAN:
                    self.values[name] = [False, True]
                case _:
                    self.values[name] = representatives(fact, self.comparisons_of(name))
        return self.values[name]

    def comparisons_of(self, name: str) -> Sequence[Compare]:
        """Return every comparison of a fact in the catalogue."""
        index = item_index(name)
        if index is None:
            return self.comparisons[None, name]
        return self.comparisons[self.situation.kinds[index], condition_name(name)]

    @cached_property
    def comparisons(self) -> dict[tuple[str | None, str], list[Compare]]:
        """The comparisons of each fact: by its kind of business, if it is an item's, and name."""
        by_fact = defaultdict[tuple[str | None, str], list[Compare]](list)
        definitions = self.catalogue.conditions
        for _, provision in self.catalogue.provisions():
            for line in comparisons(provision.entitled, definitions):
                by_fact[None, line.fact].append(line)
            for line in comparisons(provision.triggered, definitions):
                by_fact[provision.kind, line.fact].append(line)
        return by_fact


def _triggered_truths(status: ProvisionStatus) -> Counter[Truth]:
    """Return how many items trigger a provision, do not, or may."""
    truths = Counter[Truth]()
    for alike, standing in status.alike:
        truths[standing.triggered] += len(alike.items)
    return truths


def _is_known(truth: Truth) -> bool:
    return truth is not Truth.UNKNOWN
