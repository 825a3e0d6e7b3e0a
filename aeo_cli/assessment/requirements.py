"""What it would take for a condition to hold: the minimal sets of facts to change.

A way is a set of facts such that the condition certainly holds once they have the right values and
all else stays as it is, known or unknown, and such that no part of the set would do. That is
exact: every state of the facts that the condition names is looked at.

What is unknown may turn out to be so, and can be in a way. A fact that nobody can change (`fixed`
in the catalogue) is in none once it is known.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from math import prod
from typing import NamedTuple

from aeo_cli.assessment.situation import Situation
from aeo_cli.profile.model import Item
from aeo_cli.rules.conditions import Compare, Condition, Value, comparisons
from aeo_cli.rules.evaluation import evaluate
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.minimal_sets import minimal_sets
from aeo_cli.rules.partitions import partition_count, representatives
from aeo_cli.rules.truth_table import TruthTable

MOST_TRIED = 1_000_000
"""How many states of the facts of one condition are looked at. Twelve facts that are true, false or
not answered have 531,441."""

Values = tuple[Value, ...]
"""Values of one fact, any of which will do."""


class Requirement(NamedTuple):
    """A minimal set of facts to change."""

    facts: tuple[str, ...] = ()
    """By full name; `item.X` of business that is yet to come up."""
    choices: tuple[tuple[Values, ...], ...] = ((),)
    """The values to change them to, one choice or another: for each fact, any of its values."""
    kind: str | None = None
    """The kind of business that would have to come up; None: none would."""
    items: tuple[int, ...] = ()
    """The places of the pending items to which the provision would apply then."""

    def beside(self, other: "Requirement") -> "Requirement":
        """Return the way that takes both."""
        choices = tuple(one + more for one in self.choices for more in other.choices)
        return Requirement(self.facts + other.facts, choices, other.kind, other.items)


class Requirements(NamedTuple):
    """What it would take."""

    ways: tuple[Requirement, ...]
    """At least one, small ones first."""


class Fixed(NamedTuple):
    """Nothing that can be changed would do, for it hangs on what nobody can change."""

    by: tuple[str, ...]
    """The known facts that would have to be others, by full name."""


class Impossible(NamedTuple):
    """Nothing at all would do: the condition can never hold."""


class TooMany(NamedTuple):
    """There are more states than are looked at, so nothing can be told."""


Outlook = Requirements | Fixed | Impossible | TooMany


def condition_requirements(
    situation: Situation, condition: Condition, item: Item | None = None
) -> Outlook:
    """Return what it would take for a condition to hold.

    Args:
        situation: how things stand.
        condition: what is wanted.
        item: the item that the condition is on, pending or yet to come up; None: the enterprise.
    """
    return _Wanted(situation, condition, item).reach()


class _Wanted:
    """A condition that shall hold, and what is known of its facts."""

    def __init__(
        self, situation: Situation, condition: Condition, item: Item | None = None
    ) -> None:
        pending = situation.profile.business
        scope = situation.scope if item is None else situation.scope._replace(item=item.name)
        kinds = [one.kind for one in (*pending, *([item] if item else ()))]
        self.condition, self.scope = condition, scope
        self.lines = defaultdict[str, list[Compare]](list)
        for line in comparisons(condition, scope.definitions):
            self.lines[scope.name(line.fact)].append(line)
        self.facts = {name: situation.catalogue.fact(name, kinds) for name in self.lines}
        self.fixed = {
            name for name, fact in self.facts.items() if fact.fixed and name in scope.values
        }

    def reach(self) -> Outlook:
        states = prod(
            partition_count(fact, self.lines[name]) + 1 for name, fact in self.facts.items()
        )
        if states > MOST_TRIED:
            return TooMany()
        if ways := self.ways([name for name in self.facts if name not in self.fixed]):
            return Requirements(ways)
        needed = {name for way in self.ways(list(self.facts)) for name in way.facts}
        barring = tuple(name for name in self.facts if name in self.fixed & needed)
        return Fixed(barring) if barring else Impossible()

    def ways(self, free: Sequence[str]) -> tuple[Requirement, ...]:
        """Return the ways that change none but some facts."""
        known = self.scope.values
        rest = {name: value for name, value in known.items() if name not in free}
        trace = evaluate(self.condition, self.scope._replace(values=rest, defined={}))
        search = _Search(
            {name: (self.facts[name], self.lines[name], known.get(name)) for name in free}
        )
        _, certain = search.states.column(trace)
        sets = minimal_sets(free, lambda some: search.within(certain, some) != 0)
        return tuple(search.way(some, search.within(certain, frozenset(some))) for some in sets)


class _Search:
    """All states of some facts, of which one is how things are.

    Args:
        about: each fact, its comparisons, and its value; None: unknown.
    """

    def __init__(self, about: Mapping[str, tuple[Fact, Sequence[Compare], Value | None]]) -> None:
        self.about = about
        self.values = {
            name: representatives(fact, lines) for name, (fact, lines, _) in about.items()
        }
        self.states = TruthTable(self.values)
        self.unchanged = {name: self.states.where(name, self.place(name)) for name in about}

    def place(self, name: str) -> int:
        """Return the place of the class that a fact's value is of; past all: it is unknown."""
        (_, lines, actual), values = self.about[name], self.values[name]
        if actual is None:
            return len(values)
        return next(
            place
            for place, value in enumerate(values)
            if all(line.holds(value) is line.holds(actual) for line in lines)
        )

    def within(self, certain: int, some: frozenset[str]) -> int:
        """Return those of some states in which no other facts than these are changed."""
        for name, states in self.unchanged.items():
            if name not in some:
                certain &= states
        return certain

    def way(self, names: Sequence[str], states: int) -> Requirement:
        """Return the way that leads to some states, in which only the named facts are changed."""
        found = []
        while states:
            state = (states & -states).bit_length() - 1
            states &= states - 1
            found.append(tuple(self.alike(name, state) for name in names))
        columns = tuple(tuple(dict.fromkeys(column)) for column in zip(*found, strict=True))
        if prod(map(len, columns)) == len(found):  # any value of each goes with any of the others
            found = [tuple(tuple(chain.from_iterable(column)) for column in columns)]
        return Requirement(tuple(names), tuple(found))

    def alike(self, name: str, state: int) -> Values:
        """Return the value of a fact in a state, of a choice with those of the same class.

        A set keeps what no condition asks for.
        """
        (fact, lines, actual), values = self.about[name], self.values[name]
        value = values[state // self.states.strides[name] % (len(values) + 1)]
        if fact.type is FactType.CHOICE:
            marks = [line.holds(value) for line in lines]
            return tuple(
                one for one in fact.choices if [line.holds(one) for line in lines] == marks
            )
        if not isinstance(value, tuple):
            return (value,)
        asked = {line.operand for line in lines}
        kept = actual if isinstance(actual, tuple) else ()
        return (tuple(one for one in fact.choices if one in (value if one in asked else kept)),)
