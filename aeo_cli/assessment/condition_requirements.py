"""What it would take for a condition to hold: the minimal sets of facts to change.

A requirement is a set of facts such that the condition certainly holds once they have the right
values and everything else stays as it is, known or unknown, and such that no part of the set
suffices. The search is exact: it looks at every state of the facts that the condition names.

An unknown fact can be in a requirement, because it may turn out to have the right value. A fact
that nobody can change (`fixed` in the catalogue) is in no requirement once it is known.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from math import prod

from aeo_cli.assessment.outlook import (
    Fixed,
    Impossible,
    Outlook,
    Requirement,
    Requirements,
    TooMany,
    Values,
)
from aeo_cli.assessment.situation import Situation, implied_values
from aeo_cli.profile.model import Item
from aeo_cli.rules.conditions import Compare, Condition, Value, comparisons
from aeo_cli.rules.evaluation import evaluate
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.minimal_sets import minimal_sets
from aeo_cli.rules.partitions import partition_count, representatives
from aeo_cli.rules.truth_table import TruthTable

MAX_STATES = 1_000_000
"""The largest number of states of the facts of one condition that is searched. Twelve facts that
are true, false or unknown have 531,441."""


def condition_requirements(
    situation: Situation, condition: Condition, item: Item | None = None
) -> Outlook:
    """Return what it would take for a condition to hold.

    Args:
        situation: what is known.
        condition: the condition that should hold.
        item: the item, pending or new, that the condition is about; None: the enterprise.
    """
    return _RequirementSearch(situation, condition, item).outlook()


class _RequirementSearch:
    """The search for what makes a condition hold, and what is known of the facts it names."""

    def __init__(self, situation: Situation, condition: Condition, item: Item | None) -> None:
        kinds, scope = situation.kinds, situation.scope
        if item is not None:
            scope = scope._replace(item=item.name)
        if item is not None and item.position == len(kinds):
            # A new item has the index after the pending ones, and is looked up by that index.
            kinds = [*kinds, item.kind]
            implied = implied_values(situation.catalogue, item)
            scope = scope._replace(values={**scope.values, **implied})
        self.condition, self.scope = condition, scope
        self.comparisons = defaultdict[str, list[Compare]](list)
        for comparison in comparisons(condition, scope.definitions):
            self.comparisons[scope.name(comparison.fact)].append(comparison)
        self.facts = {name: situation.catalogue.fact(name, kinds) for name in self.comparisons}
        self.fixed = {
            name for name, fact in self.facts.items() if fact.fixed and name in scope.values
        }

    def outlook(self) -> Outlook:
        states = prod(
            partition_count(fact, self.comparisons[name]) + 1  # and one class for unknown
            for name, fact in self.facts.items()
        )
        if states > MAX_STATES:
            return TooMany()
        if alternatives := self.requirements(
            [fact for fact in self.facts if fact not in self.fixed]
        ):
            return Requirements(alternatives)
        if_none_were_fixed = self.requirements(list(self.facts))
        needed = {fact for requirement in if_none_were_fixed for fact in requirement.facts}
        blocking = tuple(fact for fact in self.facts if fact in self.fixed & needed)
        return Fixed(blocking) if blocking else Impossible()

    def requirements(self, changeable: Sequence[str]) -> tuple[Requirement, ...]:
        """Return the requirements that change none but the `changeable` facts."""
        present = self.scope.values
        kept = {
            name: present[name] for name in self.facts if name in present and name not in changeable
        }
        # `defined` caches traces of definitions, which hold for the present values only.
        trace = evaluate(self.condition, self.scope._replace(values=kept, defined={}))
        states = _States(
            {
                name: (self.facts[name], self.comparisons[name], present.get(name))
                for name in changeable
            }
        )
        _, certain = states.table.column(trace)
        sets = minimal_sets(changeable, lambda facts: states.changing_only(facts, certain) != 0)
        return tuple(
            states.requirement(facts, states.changing_only(frozenset(facts), certain))
            for facts in sets
        )


class _States:
    """Every state of some facts, the present one among them. A set of states is an integer of bits.

    Args:
        facts: each fact with its comparisons and its present value; None: unknown.
    """

    def __init__(self, facts: Mapping[str, tuple[Fact, Sequence[Compare], Value | None]]) -> None:
        self.facts = facts
        self.values = {
            name: representatives(fact, lines) for name, (fact, lines, _) in facts.items()
        }
        self.table = TruthTable(self.values)
        self.unchanged = {name: self.table.where(name, self.present_index(name)) for name in facts}
        """By fact: the states in which it is as it is now."""

    def present_index(self, name: str) -> int:
        """Return the index of the class of a fact's present value; past the last: unknown."""
        (_, lines, present), values = self.facts[name], self.values[name]
        if present is None:
            return len(values)
        return next(
            index
            for index, value in enumerate(values)
            if all(line.holds(value) is line.holds(present) for line in lines)
        )

    def changing_only(self, facts: frozenset[str], states: int) -> int:
        """Return those of `states` in which every fact but `facts` is as it is now."""
        for name, unchanged in self.unchanged.items():
            if name not in facts:
                states &= unchanged
        return states

    def requirement(self, facts: Sequence[str], states: int) -> Requirement:
        """Return the requirement of a minimal set of facts; it is fulfilled in any of `states`."""
        choices = []
        while states:
            state = (states & -states).bit_length() - 1  # the lowest bit that is set
            states &= states - 1  # clears that bit
            choices.append(tuple(self.equivalent_values(name, state) for name in facts))
        columns = tuple(tuple(dict.fromkeys(column)) for column in zip(*choices, strict=True))
        # If every value of one fact goes with every value of the others, one choice says it all:
        # "level 2 or 3, and trader or carrier" in place of four pairs.
        if prod(map(len, columns)) == len(choices):
            choices = [tuple(tuple(chain.from_iterable(column)) for column in columns)]
        return Requirement(tuple(facts), tuple(choices))

    def equivalent_values(self, name: str, state: int) -> Values:
        """Return the values of a fact that count as its value in a state.

        These are all choices that give every comparison the same result. Of a set, the members that
        no comparison names stay as they are now.
        """
        (fact, lines, present), values = self.facts[name], self.values[name]
        # The fact is not unknown in this state: then any value would do, the present one as well,
        # and the set of facts would not be minimal.
        value = values[state // self.table.strides[name] % (len(values) + 1)]
        if fact.type is FactType.CHOICE:
            results = [line.holds(value) for line in lines]
            return tuple(
                choice
                for choice in fact.choices
                if [line.holds(choice) for line in lines] == results
            )
        if not isinstance(value, tuple):
            return (value,)
        compared = {line.operand for line in lines}
        kept = present if isinstance(present, tuple) else ()
        return (
            tuple(
                choice
                for choice in fact.choices
                if choice in (value if choice in compared else kept)
            ),
        )
