"""Every way in which the facts of some conditions can be known, so that all can be tried.

A *point* gives every fact a value, a *state* leaves some unknown. A fact has a few classes of
values: what holds at every point, or in every state, of the classes holds of all values whatever.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations, product
from math import prod

from aeo_cli.catalogue.locations import LocatedCondition
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.rules.conditions import Compare, Condition, Value, comparisons
from aeo_cli.rules.evaluation import Scope, evaluate, truth_of
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.partitions import partition_count, representatives
from aeo_cli.rules.traces import Trace

Known = dict[str, Value]
"""What is known of the facts, by the names that conditions use."""

MOST_TRIED = 1_000_000
"""How many comparisons are tried for one condition, all states together.

Ten facts of two classes each, compared once, have 59,049 states: 590,490 comparisons.
"""


class StateSpace:
    """The points and states of the facts that some conditions compare."""

    def __init__(
        self,
        conditions: Iterable[Condition],
        facts: Mapping[str, Fact],
        definitions: Mapping[str, Condition],
    ) -> None:
        self.definitions, self.facts = definitions, facts
        self.compared: dict[str, list[Compare]] = {}
        for condition in conditions:
            for line in comparisons(condition, definitions):
                self.compared.setdefault(line.fact, []).append(line)

    @classmethod
    def of(cls, placed: LocatedCondition, catalogue: Catalogue, *others: Condition) -> "StateSpace":
        """Return the space of a condition of a catalogue, and of others in its place."""
        return cls((placed.condition, *others), placed.facts, catalogue.conditions)

    @property
    def exhaustible(self) -> bool:
        """Whether there are few enough for all to be tried."""
        return self.size <= MOST_TRIED

    @property
    def size(self) -> int:
        """How many comparisons there are to try: those of the conditions, in every state."""
        states = prod(
            partition_count(self.facts[name], lines) + 1 for name, lines in self.compared.items()
        )
        return states * sum(map(len, self.compared.values()))

    @cached_property
    def classes(self) -> dict[str, tuple[Value, ...]]:
        """The classes of each fact's values, each by its first value."""
        return {
            name: representatives(self.facts[name], lines) for name, lines in self.compared.items()
        }

    def points(self) -> Iterator[Known]:
        """Yield every point."""
        for values in product(*self.classes.values()):
            yield dict(zip(self.classes, values, strict=True))

    def class_of(self, name: str, value: Value) -> Value:
        """Return the value that stands for the class of a value."""
        lines = self.compared[name]
        wanted = [line.holds(value) for line in lines]
        alike = (one for one in self.classes[name] if [line.holds(one) for line in lines] == wanted)
        return next(alike)

    def states(self) -> Iterator[Known]:
        """Yield every state, those in which the fewest facts are known first."""
        for known in range(len(self.classes) + 1):
            for names in combinations(self.classes, known):
                for values in product(*(self.classes[name] for name in names)):
                    yield dict(zip(names, values, strict=True))

    def truth(self, condition: Condition, known: Known) -> Truth:
        """Return how a condition comes out where this is known."""
        return truth_of(condition, Scope.of(known, self.definitions))

    def trace(self, condition: Condition, known: Known) -> Trace:
        """Return how each line of a condition comes out where this is known."""
        return evaluate(condition, Scope.of(known, self.definitions))

    def alike(
        self,
        one: Condition,
        other: Condition,
        definitions: Mapping[str, Condition] | None = None,
    ) -> bool:
        """Say whether two conditions come out alike in every state.

        Args:
            one: a condition.
            other: another, or the same.
            definitions: those under which the other stands; None: the same.
        """
        under = self.definitions if definitions is None else definitions
        return all(
            self.truth(one, state) is truth_of(other, Scope.of(state, under))
            for state in self.states()
        )

    def changes(self, point: Known) -> Iterator[tuple[str, Known]]:
        """Yield each point that differs from this one in one fact, with the fact's name."""
        for name, values in self.classes.items():
            for value in values:
                if value != point[name]:
                    yield name, {**point, name: value}
