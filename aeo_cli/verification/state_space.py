"""The state space of a condition: every assignment of values to its facts, so all can be tried.

A *complete* assignment gives each fact a value; a *partial* one leaves some facts, or all, unknown.
The values of a fact fall into a few equivalence classes, and one representative of each is tried:
what holds of all representatives holds of all values.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import combinations, product
from math import prod

from aeo_cli.catalogue.locations import CatalogueIndex, LocatedCondition
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.rules.conditions import Compare, Condition, Value, comparisons
from aeo_cli.rules.evaluation import Scope, evaluate, truth_of
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.partitions import partition_count, representatives
from aeo_cli.rules.traces import Trace
from aeo_cli.rules.truth_table import TruthTable

Assignment = dict[str, Value]
"""The values of the known facts, by the names that conditions use. A fact not in it is unknown."""

MAX_COMPARISONS = 1_000_000
"""The largest number of comparisons tried for one condition, over all partial assignments.

Ten facts of two classes each, compared once, have 3^10 = 59,049 partial assignments, and so
590,490 comparisons.
"""


class StateSpace:
    """The assignments of the facts that some conditions compare."""

    def __init__(
        self,
        conditions: Iterable[Condition],
        facts: Mapping[str, Fact],
        definitions: Mapping[str, Condition],
    ) -> None:
        self.definitions, self.facts = definitions, facts
        self.comparisons: dict[str, list[Compare]] = {}
        """The comparisons of each fact, by its name."""
        for condition in conditions:
            for comparison in comparisons(condition, definitions):
                self.comparisons.setdefault(comparison.fact, []).append(comparison)

    @classmethod
    def of(
        cls, located: LocatedCondition, catalogue: Catalogue, *replacements: Condition
    ) -> "StateSpace":
        """Return the space of a condition in a catalogue and of others that may replace it."""
        return cls((located.condition, *replacements), located.facts, catalogue.conditions)

    @property
    def exhaustible(self) -> bool:
        """Whether the space is small enough to try every assignment."""
        return self.size <= MAX_COMPARISONS

    @cached_property
    def size(self) -> int:
        """How many comparisons have to be tried, over all partial assignments."""
        assignments = prod(
            partition_count(self.facts[name], compared) + 1  # one more: unknown
            for name, compared in self.comparisons.items()
        )
        return assignments * sum(map(len, self.comparisons.values()))

    @cached_property
    def representatives(self) -> dict[str, tuple[Value, ...]]:
        """One value of each equivalence class, by the name of the fact."""
        return {
            name: representatives(self.facts[name], compared)
            for name, compared in self.comparisons.items()
        }

    def representative(self, name: str, value: Value) -> Value:
        """Return the value that represents the class of a fact's value."""
        compared = self.comparisons[name]
        outcomes = [comparison.holds(value) for comparison in compared]
        return next(
            candidate
            for candidate in self.representatives[name]
            if [comparison.holds(candidate) for comparison in compared] == outcomes
        )

    def complete_assignments(self) -> Iterator[Assignment]:
        """Yield every assignment in which all facts are known."""
        for values in product(*self.representatives.values()):
            yield dict(zip(self.representatives, values, strict=True))

    def partial_assignments(self) -> Iterator[Assignment]:
        """Yield every assignment, from the empty one to the complete ones.

        Those with the fewest facts come first, so that the first witness found is the smallest.
        """
        for count in range(len(self.representatives) + 1):
            for names in combinations(self.representatives, count):
                for values in product(*(self.representatives[name] for name in names)):
                    yield dict(zip(names, values, strict=True))

    def neighbours(self, assignment: Assignment) -> Iterator[tuple[str, Assignment]]:
        """Yield the complete assignments that differ in one fact, each with the fact's name."""
        for name, values in self.representatives.items():
            for value in values:
                if value != assignment[name]:
                    yield name, {**assignment, name: value}

    def truth(self, condition: Condition, assignment: Assignment) -> Truth:
        """Return the truth of a condition under an assignment."""
        return truth_of(condition, Scope.of(assignment, self.definitions))

    def trace(self, condition: Condition, assignment: Assignment) -> Trace:
        """Return the trace of a condition under an assignment: the truth of each of its lines."""
        return evaluate(condition, Scope.of(assignment, self.definitions))

    def equivalent(
        self,
        first: Condition,
        second: Condition,
        second_definitions: Mapping[str, Condition] | None = None,
    ) -> bool:
        """Return whether two conditions have the same truth under every partial assignment.

        Args:
            first: a condition.
            second: another, or the same under other definitions.
            second_definitions: the definitions that `second` refers to; None: those of the space.
        """
        definitions = self.definitions if second_definitions is None else second_definitions
        table = TruthTable(self.representatives)
        return table.column_of(first, self.definitions) == table.column_of(second, definitions)


@lru_cache(maxsize=1)  # one check after another goes through them
def condition_spaces(index: CatalogueIndex) -> list[tuple[LocatedCondition, StateSpace]]:
    """Return each condition of a catalogue with its state space."""
    return [(located, StateSpace.of(located, index.catalogue)) for located in index.conditions]


def exhaustible_conditions(index: CatalogueIndex) -> Iterator[tuple[LocatedCondition, StateSpace]]:
    """Yield each condition whose state space is small enough to try every assignment."""
    return ((located, space) for located, space in condition_spaces(index) if space.exhaustible)
