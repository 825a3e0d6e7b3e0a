"""Which open fact to ask for first: the one whose answer is expected to settle most answers.

What heads a report comes first, then the other facts, then readings, which only customs can
settle, and days last. Within each of these the fact comes first whose answer settles most, on the
average over its choices, each as likely as another; equals stay in the catalogue's order. A set is
taken to hold one choice or none; a number or a day, to be of any class that conditions tell apart.
"""

from collections import ChainMap, Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from math import lcm

from aeo_cli.assessment.report import OpenFact
from aeo_cli.assessment.situation import ProvisionStanding, Situation
from aeo_cli.rules.conditions import Compare, Value, comparisons
from aeo_cli.rules.evaluation import Scope, truth_of
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.kleene import Truth, conjunction
from aeo_cli.rules.names import ITEM, item_index
from aeo_cli.rules.partitions import representatives
from aeo_cli.rules.traces import open_facts


def ranked(situation: Situation) -> tuple[OpenFact, ...]:
    """Return every fact that can still change an answer, in the order in which to ask for them.

    Each comes with `settles`, the number of answers that it can still change.
    """
    settles = Counter(
        fact
        for standing in situation.standings
        for answer in standing.answers()
        for fact in dict.fromkeys(open_facts(answer))
    )
    if not settles:
        return ()
    return tuple(
        OpenFact.model_construct(fact=fact, settles=settles[fact])
        for fact in sorted(settles, key=_Order(situation).key)
    )


class _Order:
    """The order of a situation's open facts."""

    def __init__(self, situation: Situation) -> None:
        self.situation, self.catalogue = situation, situation.catalogue
        self.kinds = [item.kind for item in situation.profile.business]
        self.places = {name: place for place, name in enumerate(self.catalogue.facts())}
        self.scopes: dict[tuple[str, Value], Scope] = {}
        self.values: dict[str, Sequence[Value]] = {}
        self.settled = Counter[str]()
        """By fact: how many answers it would settle, all its values taken together."""
        for standing in situation.standings:
            if any(answer.truth is Truth.UNKNOWN for answer in standing.answers()):
                self.suppose_enterprise(standing)
                self.suppose_items(standing)
        self.scale = lcm(*(len(values) for values in self.values.values()))

    def key(self, name: str) -> tuple[int, int, tuple[int, int]]:
        """Return what the facts are ordered by; whole numbers, so that no tie is lost."""
        expected = self.settled[name] * (self.scale // len(self.values[name]))
        return self.phase(name), -expected, self.place(name)

    def phase(self, name: str) -> int:
        if name in self.catalogue.heading:
            return 0
        if self.catalogue.fact(name, self.kinds).type in {FactType.DATE, FactType.DATETIME}:
            return 3
        return 2 if name.startswith("readings.") else 1

    def place(self, name: str) -> tuple[int, int]:
        """Return where a fact stands in the catalogue; an item's come after all others."""
        index = item_index(name)
        if index is None:
            return 0, self.places[name]
        facts = self.catalogue.kinds[self.kinds[index]].facts
        return index + 1, list(facts).index(name.rpartition(".")[2])

    def suppose_enterprise(self, standing: ProvisionStanding) -> None:
        """Count what each open fact of the enterprise, or reading, would settle of a provision."""
        halves = Counter([standing.called_for, *(item.triggered.truth for item in standing.items)])
        open_halves = {half: halves[half] for half in (Truth.UNKNOWN, Truth.TRUE)}
        for fact in dict.fromkeys(open_facts(standing.entitled)):
            for value in self.possible(fact):
                scope = self.supposing(fact, value)
                entitled = truth_of(standing.provision.entitled, scope)
                for half, count in open_halves.items():
                    self.settled[fact] += count * _known(conjunction((entitled, half)))

    def suppose_items(self, standing: ProvisionStanding) -> None:
        """Count what each open fact of a pending item would settle of a provision."""
        truths = Counter(item.triggered.truth for item in standing.items)
        entitled, whole = standing.entitled.truth, standing.applies.truth
        for item in standing.items:
            if item.applies.truth is not Truth.UNKNOWN:
                continue
            others = max((truths - Counter([item.triggered.truth])), default=Truth.FALSE)
            for fact in dict.fromkeys(open_facts(item.triggered)):
                for value in self.possible(fact):
                    scope = self.supposing(fact, value)._replace(item=item.item.name)
                    triggered = truth_of(standing.provision.triggered, scope)
                    self.settled[fact] += _known(conjunction((entitled, triggered)))
                    if whole is Truth.UNKNOWN:
                        called_for = max(triggered, others)
                        self.settled[fact] += _known(conjunction((entitled, called_for)))

    def supposing(self, fact: str, value: Value) -> Scope:
        """Return the scope in which an unknown fact has a value."""
        if (fact, value) not in self.scopes:
            values = ChainMap({fact: value}, self.situation.known)
            self.scopes[fact, value] = Scope.of(values, self.catalogue.conditions)
        return self.scopes[fact, value]

    def possible(self, name: str) -> Sequence[Value]:
        """Return the values that a fact is supposed to have, each as likely as another."""
        if name not in self.values:
            fact = self.catalogue.fact(name, self.kinds)
            index, key = item_index(name), name.rpartition(".")[2]
            line = (None, name) if index is None else (self.kinds[index], f"{ITEM}.{key}")
            match fact.type:
                case FactType.SET:
                    self.values[name] = [(), *((choice,) for choice in fact.choices)]
                case FactType.CHOICE:
                    self.values[name] = list(fact.choices)
                case FactType.BOOLEAN:
                    self.values[name] = [False, True]
                case _:
                    self.values[name] = representatives(fact, self.compared[line])
        return self.values[name]

    @cached_property
    def compared(self) -> dict[tuple[str | None, str], list[Compare]]:
        """Every comparison of a fact, an item's by its kind."""
        found = defaultdict[tuple[str | None, str], list[Compare]](list)
        definitions = self.catalogue.conditions
        for _, provision in self.catalogue.provisions():
            for line in comparisons(provision.entitled, definitions):
                found[None, line.fact].append(line)
            for line in comparisons(provision.triggered, definitions):
                found[provision.kind, line.fact].append(line)
        return found


def _known(truth: Truth) -> bool:
    return truth is not Truth.UNKNOWN
