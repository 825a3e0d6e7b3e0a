"""A condition with one line of it changed, for each way of changing it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from aeo_cli.catalogue.locations import LocatedCondition, replace_at
from aeo_cli.rules.conditions import ALWAYS, AllOf, AnyOf, Compare, Condition

T = TypeVar("T")
ConditionEdit = Callable[[Condition], Iterator[Condition]]
"""Yields what a line could be instead."""


class RewrittenCondition(NamedTuple):
    """A condition with one line of it changed."""

    place: str
    """Of what was changed."""
    line: Condition | None
    """What stands there now; None: nothing."""
    condition: Condition
    """The whole."""


def rewrites(placed: LocatedCondition, change: ConditionEdit) -> Iterator[RewrittenCondition]:
    """Yield a condition with one line changed, for each line and each change of it."""
    for place, line in placed.lines():
        within = place.removeprefix(placed.place)
        for new in change(line):
            yield RewrittenCondition(place, new, replace_at(placed.condition, within, new))


def deletions(placed: LocatedCondition) -> Iterator[RewrittenCondition]:
    """Yield what is left of a condition when one part of it is left out, for each part."""
    yield RewrittenCondition(placed.place, None, ALWAYS)
    for place, line in placed.lines():
        within = place.removeprefix(placed.place)
        for part, left in _without(line):
            yield RewrittenCondition(
                f"{place}{part}", None, replace_at(placed.condition, within, left)
            )


def _without(line: Condition) -> Iterator[tuple[str, Condition]]:
    match line:
        case AllOf(all=parts) if len(parts) > 1:
            for index in range(len(parts)):
                yield f".all[{index}]", AllOf.model_construct(all=_but(parts, index))
        case AnyOf(any=parts) if len(parts) > 1:
            for index in range(len(parts)):
                yield f".any[{index}]", AnyOf.model_construct(any=_but(parts, index))
        case Compare(in_=tuple(values)) if len(values) > 1:
            for index in range(len(values)):
                yield f".in[{index}]", line.model_copy(update={"in_": _but(values, index)})
        case _:
            return


def _but(parts: tuple[T, ...], index: int) -> tuple[T, ...]:
    return (*parts[:index], *parts[index + 1 :])
