"""What it would take for a provision to apply: the minimal sets of facts to change.

A way is a set of facts such that the provision certainly applies once they have the right values
and all else stays as it is, known or unknown, and such that no part of the set would do. That is
exact: every state of the facts that the condition names is looked at.

What is unknown may turn out to be so, and can be in a way. A fact that nobody can change (`fixed`
in the catalogue) is in none once it is known.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import prod
from typing import NamedTuple

from aeo_cli.catalogue import Provision
from aeo_cli.classes import classes, count
from aeo_cli.conditions import ITEM, Compare, Condition, Value, comparisons
from aeo_cli.facts import Fact, FactType
from aeo_cli.kleene import Truth
from aeo_cli.minimal import minimal_sets
from aeo_cli.profile import Item
from aeo_cli.situation import Situation
from aeo_cli.states import States
from aeo_cli.traces import evaluate

MOST_TRIED = 1_000_000
"""How many states of the facts of one condition are looked at. Twelve facts that are true, false or
not answered have 531,441."""

Values = tuple[Value, ...]
"""Values of one fact, any of which will do."""


class Way(NamedTuple):
    """A minimal set of facts to change."""

    facts: tuple[str, ...] = ()
    """By full name; `item.X` of business that is yet to come up."""
    choices: tuple[tuple[Values, ...], ...] = ((),)
    """The values to change them to, one choice or another: for each fact, any of its values."""
    kind: str | None = None
    """The kind of business that would have to come up; None: none would."""
    items: tuple[int, ...] = ()
    """The places of the pending items to which the provision would apply then."""

    def beside(self, other: "Way") -> "Way":
        """Return the way that takes both."""
        choices = tuple(one + more for one in self.choices for more in other.choices)
        return Way(self.facts + other.facts, choices, other.kind, other.items)


class Ways(NamedTuple):
    """What it would take."""

    ways: tuple[Way, ...]
    """At least one, small ones first."""


class Barred(NamedTuple):
    """Nothing that can be changed would do, for it hangs on what nobody can change."""

    by: tuple[str, ...]
    """The known facts that would have to be others, by full name."""


class Impossible(NamedTuple):
    """Nothing at all would do: the condition can never hold."""


class TooMany(NamedTuple):
    """There are more states than are looked at, so nothing can be told."""


Reach = Ways | Barred | Impossible | TooMany


def reach(situation: Situation, provision: Provision, items: Sequence[Item] = ()) -> Reach:
    """Return what it would take for a provision to apply.

    Args:
        situation: how things stand.
        provision: what is wanted.
        items: pending items of its kind, to at least one of which it shall apply; where there is
            none, such business would have to come up.
    """
    entitled = _Half(situation, provision.entitled).reach()
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
        return Ways(_minimal(ways))
    by = [name for half in reaches if isinstance(half, Barred) for name in half.by]
    return Barred(tuple(dict.fromkeys(by))) if by else Impossible()


def reaches(situation: Situation, provision: Provision) -> Iterator[tuple[Item | None, Reach]]:
    """Yield what it would take for a provision to apply or, if it does, to apply to other items.

    With each comes the pending item that it is about; None: any of its kind. Where nothing would do
    for those that are pending, what business that is yet to come up would have to be like.
    """
    standing = situation.standing(provision)
    if standing.applies.truth is not Truth.TRUE:
        items = [one.item for one in standing.items]
        yield None, (found := reach(situation, provision, items))
        if items and isinstance(found, Barred):
            of_others = reach(situation, provision)
            yield from [(None, of_others)] if isinstance(of_others, Ways) else []
        return
    for one in standing.items:
        if one.applies.truth is not Truth.TRUE:
            yield one.item, reach(situation, provision, [one.item])


def _ways(half: Reach) -> tuple[Way, ...]:
    return half.ways if isinstance(half, Ways) else ()


def _minimal(ways: Iterable[Way]) -> tuple[Way, ...]:
    """Return the ways that contain no other, each once, small ones first."""
    by_facts: dict[frozenset[str], Way] = {}
    for way in ways:
        alike = by_facts.get(frozenset(way.facts))
        items = (*alike.items, *way.items) if alike else way.items
        by_facts[frozenset(way.facts)] = way._replace(items=items)
    least = [way for own, way in by_facts.items() if not any(one < own for one in by_facts)]
    return tuple(sorted(least, key=lambda way: len(way.facts)))


def _of_item(situation: Situation, provision: Provision, item: Item) -> Reach:
    """Return what would have to be otherwise for a pending item to trigger a provision."""
    found = _Half(situation, provision.triggered, item).reach()
    return _each(found, lambda way: way._replace(items=(item.position,)))


def _of_new(situation: Situation, provision: Provision, kind: str) -> Reach:
    """Return what business that is yet to come up would have to be like."""
    new = Item(len(situation.profile.business), kind, None, None, {})
    found = _Half(situation, provision.triggered, new).reach()

    def of_any(way: Way) -> Way:
        facts = tuple(f"{ITEM}.{name.rpartition('.')[2]}" for name in way.facts)
        return way._replace(kind=kind, facts=facts)

    return _each(found, of_any)


def _each(found: Reach, change: Callable[[Way], Way]) -> Reach:
    """Return what was found with each way changed, if there are any."""
    return Ways(tuple(map(change, found.ways))) if isinstance(found, Ways) else found


class _Half:
    """One of the two conditions of a provision: that on the enterprise, or that on an item.

    They share no fact, so a way for both is a way for the one beside a way for the other.
    """

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

    def reach(self) -> Reach:
        states = prod(count(fact, self.lines[name]) + 1 for name, fact in self.facts.items())
        if states > MOST_TRIED:
            return TooMany()
        if ways := self.ways([name for name in self.facts if name not in self.fixed]):
            return Ways(ways)
        needed = {name for way in self.ways(list(self.facts)) for name in way.facts}
        barring = tuple(name for name in self.facts if name in self.fixed & needed)
        return Barred(barring) if barring else Impossible()

    def ways(self, free: Sequence[str]) -> tuple[Way, ...]:
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
        self.values = {name: classes(fact, lines) for name, (fact, lines, _) in about.items()}
        self.states = States(self.values)
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

    def way(self, names: Sequence[str], states: int) -> Way:
        """Return the way that leads to some states, in which only the named facts are changed."""
        found = []
        while states:
            state = (states & -states).bit_length() - 1
            states &= states - 1
            found.append(tuple(self.alike(name, state) for name in names))
        columns = tuple(tuple(dict.fromkeys(column)) for column in zip(*found, strict=True))
        if prod(map(len, columns)) == len(found):  # any value of each goes with any of the others
            found = [tuple(tuple(chain.from_iterable(column)) for column in columns)]
        return Way(tuple(names), tuple(found))

    def alike(self, name: str, state: int) -> Values:
        """Return the value of a fact in a state, of a choice with those of the same class.

        A set keeps what no condition asks for.
        """
        (fact, lines, actual), values = self.about[name], self.values[name]
        value = values[state // self.states.widths[name] % (len(values) + 1)]
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
