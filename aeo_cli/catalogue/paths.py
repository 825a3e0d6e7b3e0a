"""Paths into a catalogue file, by which its author finds a part: `measures[24].provisions[1].kind`.

Measures and provisions are counted from zero, as in TOML and JSON.
"""

import re
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from aeo_cli.documents.text import Text, both

T = TypeVar("T")


class Place(NamedTuple):
    """A path in the file and, inside a measure, its number and the provision's id."""

    path: str
    number: int | None = None
    """None: it leads into no measure."""
    provision: str | None = None

    def named(self) -> str | Text:
        """Return the path with the number and the id by which a reader of the law knows it."""
        if self.number is None:
            return self.path
        named = both("{place}（第 {number} 条）", "{place} (measure {number})")
        if self.provision is not None:
            named = both(
                "{place}（第 {number} 条，条款 {id}）", "{place} (measure {number}, provision {id})"
            )
        return named.fill(place=self.path, number=self.number, id=self.provision or "")


def steps(path: str) -> tuple[int | None, int | None]:
    """Return which measure a path leads into, and which of its provisions, from zero."""
    found = re.match(r"measures\[([0-9]+)\](?:\.provisions\[([0-9]+)\])?", path)
    measure, provision = found.groups() if found else (None, None)
    return int(measure) if measure else None, int(provision) if provision else None


def replaced(whole: T, path: str, part: object) -> T:
    """Return a copy of a model, a table or a list in which something else stands at a path."""
    changed: T = _replaced(whole, re.findall(r"[A-Za-z0-9_]+", path), part)
    return changed


def _replaced(whole: Any, names: list[str], part: object) -> Any:  # noqa: ANN401  any part of a model
    if not names:
        return part
    name, *rest = names
    match whole:
        case tuple():
            index = int(name)
            return (*whole[:index], _replaced(whole[index], rest, part), *whole[index + 1 :])
        case dict():
            return {**whole, name: _replaced(whole[name], rest, part)}
        case BaseModel():
            fields = type(whole).model_fields.items()
            field = next((own for own, field in fields if field.alias == name), name)
            return whole.model_copy(update={field: _replaced(getattr(whole, field), rest, part)})
        case _:
            raise KeyError(name)
