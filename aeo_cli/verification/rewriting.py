"""A condition with one line of it changed, for each way of changing it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple, TypeVar

from aeo_cli.catalogue.locations import LocatedCondition, replaced
from aeo_cli.rules.conditions import ALWAYS, AllOf, AnyOf, Compare, Condition

T = TypeVar("T")
ConditionEdit = Callable[[Condition], Iterator[Condition]]
"""Yields what a line could be instead."""


class Rewritten(NamedTuple):
    """A condition with one line of it changed."""

    place: str
    """Of what was changed."""
    line: Condition | None
    """What stands there now; None: nothing."""
    condition: Condition
    """The whole."""


def rewritten(placed: LocatedCondition, change: ConditionEdit) -> Iterator[Rewritten]:
    """Yield a condition with one line changed, for each line and each change of it."""
    for place, line in placed.lines():
        within = place.removeprefix(placed.place)
        for new in change(line):
            yield Rewritten(place, new, replaced(placed.condition, within, new))


def dropped(placed: LocatedCondition) -> Iterator[Rewritten]:
    """Yield what is left of a condition when one part of it is left out, for each part."""
    yield Rewritten(placed.place, None, ALWAYS)
    for place, line in placed.lines():
        within = place.removeprefix(placed.place)
        for part, left in _without(line):
            yield Rewritten(f"{place}{part}", None, replaced(placed.condition, within, left))


def _without(line: Condition) -> Iterator[tuple[str, Condition]]:
    match line:
        case AllOf(parts=parts) | AnyOf(parts=parts) if len(parts) > 1:
            for index in range(len(parts)):
                yield f".{line.key}[{index}]", replace(line, parts=_but(parts, index))
        case Compare(operator="in", operand=values) if len(values) > 1:
            for index in range(len(values)):
                yield f".in[{index}]", replace(line, operand=_but(values, index))
        case _:
            return


def _but(parts: tuple[T, ...], index: int) -> tuple[T, ...]:
    return (*parts[:index], *parts[index + 1 :])
