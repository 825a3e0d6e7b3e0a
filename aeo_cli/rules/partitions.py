"""Classes of values: those of a fact that no comparison tells apart.

3 and 4 are alike to "at least 2", all credit levels that no condition names are alike to each
other. The first value of a class stands for it, so that a few values can be tried instead of all.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import chain, combinations
from typing import assert_never

from aeo_cli.rules.conditions import Compare, Value
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.values import FIRST_DAY, LAST_DAY


def representatives(fact: Fact, lines: Sequence[Compare]) -> tuple[Value, ...]:
    """Return a value of each class, the plainest first, as far as `lines` tell them apart."""
    first: dict[tuple[bool, ...], Value] = {}
    for value in _candidates(fact, lines):
        first.setdefault(tuple(line.holds(value) for line in lines), value)
    return tuple(first.values())


def partition_count(fact: Fact, lines: Sequence[Compare]) -> int:
    """Return how many classes there are; those of a set are not made to be counted."""
    if fact.type is FactType.SET:
        return int(2 ** len({line.operand for line in lines}))
    return len(representatives(fact, lines))


def _candidates(fact: Fact, lines: Sequence[Compare]) -> list[Value]:
    """Return values among which there is one of every class, the plainest first.

    A class of numbers or days begins at the first of all, at one that is compared, or right after.
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
            steps = {0} | {value + step for value in operands for step in (0, 1)}
            return sorted(steps)
        case FactType.DATE:
            around = {day + timedelta(days=step) for day in operands for step in (0, 1)}
            return [day for day in sorted({FIRST_DAY, *around}) if FIRST_DAY <= day <= LAST_DAY]
        case FactType.TEXT | FactType.DATETIME:
            raise AssertionError(fact.type)  # no operator compares them
        case _:
            assert_never(fact.type)
