"""Equivalence partitions: classes of a fact's values that no comparison can tell apart.

To "at least 2" the values 3 and 4 are the same, and so are all credit levels that no condition
names. One value represents its class, so that trying a few values is equivalent to trying them all.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import chain, combinations
from typing import assert_never

from aeo_cli.rules.conditions import Compare, Value
from aeo_cli.rules.dates import FIRST_DAY, LAST_DAY
from aeo_cli.rules.facts import Fact, FactType


def representatives(fact: Fact, lines: Sequence[Compare]) -> tuple[Value, ...]:
    """Return one value of each class that some comparisons distinguish, the simplest first.

    Of a number that is only compared with "at least 2" they are 0 and 2.
    """
    by_outcome: dict[tuple[bool, ...], Value] = {}
    for value in _candidates(fact, lines):
        by_outcome.setdefault(tuple(line.holds(value) for line in lines), value)
    return tuple(by_outcome.values())


def partition_count(fact: Fact, lines: Sequence[Compare]) -> int:
    """Return how many classes there are, without listing those of a set: they may be too many."""
    if fact.type is FactType.SET:
        return int(2 ** len({line.operand for line in lines}))
    return len(representatives(fact, lines))


def _candidates(fact: Fact, lines: Sequence[Compare]) -> list[Value]:
    """Return values that include at least one of every class, the simplest first.

    A class of numbers or days starts at the lowest of all, at an operand, or right after one.
    """
    operands = list(dict.fromkeys(chain.from_iterable(line.operands for line in lines)))
    match fact.type:
        case FactType.BOOLEAN:
            return [False, True]
        case FactType.CHOICE:
            return list(fact.choices)
        case FactType.SET:
            named = [choice for choice in fact.choices if choice in operands]
            sizes = range(len(named) + 1)
            return list(chain.from_iterable(combinations(named, size) for size in sizes))
        case FactType.INTEGER:
            starts = {0} | {number + step for number in operands for step in (0, 1)}
            return sorted(starts)
        case FactType.DATE:
            days = {FIRST_DAY} | {day + timedelta(days=step) for day in operands for step in (0, 1)}
            return [day for day in sorted(days) if FIRST_DAY <= day <= LAST_DAY]
        case FactType.TEXT | FactType.DATETIME:
            raise AssertionError(fact.type)  # no operator compares them
        case _:
            assert_never(fact.type)
