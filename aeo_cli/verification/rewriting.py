"""Rewrites of a condition: copies in which one line is replaced or deleted."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple, TypeVar

from aeo_cli.catalogue.locations import LocatedCondition, replace_at
from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import quoted
from aeo_cli.rules.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Defined,
    Not,
    condition_adapter,
)

T = TypeVar("T")
LineEdit = Callable[[Condition], Iterator[Condition]]
"""Yields the lines that can replace a line."""


class RewrittenCondition(NamedTuple):
    """A condition in which one line is another."""

    path: str
    """The path of the line."""
    line: Condition | None
    """The new line; None: it was deleted."""
    condition: Condition
    """The whole condition, rewritten."""


def rewrites(located: LocatedCondition, edit: LineEdit) -> Iterator[RewrittenCondition]:
    """Yield a rewrite of a condition for each of its lines and each replacement of that line."""
    for path, line in located.lines():
        inner_path = path.removeprefix(located.path)
        for replacement in edit(line):
            rewritten = replace_at(located.condition, inner_path, replacement)
            yield RewrittenCondition(path, replacement, rewritten)


def deletions(located: LocatedCondition) -> Iterator[RewrittenCondition]:
    """Yield a condition with everything deleted, and then with each of its parts deleted."""
    yield RewrittenCondition(located.path, None, ALWAYS)
    for path, line in located.lines():
        inner_path = path.removeprefix(located.path)
        for step, shortened in _without_each_part(line):
            rewritten = replace_at(located.condition, inner_path, shortened)
            yield RewrittenCondition(f"{path}{step}", None, rewritten)


def _without_each_part(line: Condition) -> Iterator[tuple[str, Condition]]:
    """Yield a line without each of its parts, and the step to that part: `.any[1]`.

    A list of one part is skipped: without it the list would be empty, which no catalogue may have.
    """
    match line:
        case AllOf(parts=parts) | AnyOf(parts=parts) if len(parts) > 1:
            for index in range(len(parts)):
                yield f".{line.key}[{index}]", replace(line, parts=_without(parts, index))
        case Compare(operator="in", operand=values) if len(values) > 1:
            for index in range(len(values)):
                yield f".in[{index}]", replace(line, operand=_without(values, index))
        case _:
            return


def _without(items: tuple[T, ...], index: int) -> tuple[T, ...]:
    return (*items[:index], *items[index + 1 :])


def as_written(value: object) -> str:
    """Return a value as a catalogue file would state it, on one line."""
    match value:
        case Model():
            return as_written(value.model_dump(exclude_none=True))
        case AllOf() | AnyOf() | Not() | Defined() | Compare():
            return as_written(condition_adapter().dump_python(value))
        case dict():
            entries = (f"{key} = {as_written(entry)}" for key, entry in value.items())
            return "{ " + ", ".join(entries) + " }"
        case list() | tuple():
            return "[" + ", ".join(map(as_written, value)) + "]"
        case _:
            return quoted(value).en
