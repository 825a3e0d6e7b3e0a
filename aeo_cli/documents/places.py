"""The places of a document: where each of its values stands, as messages name it."""

from collections.abc import Iterator
from typing import Any, NamedTuple


class Entry(NamedTuple):
    """A value of a document, and the table or list that holds it."""

    place: str
    """`business[0].kind`."""
    container: Any
    key: Any
    value: Any


def entries(document: object) -> Iterator[Entry]:
    """Yield every value of a document, in its order; a value may be replaced once it is yielded."""
    stack = list(_entries("", document))[::-1]
    while stack:
        entry = stack.pop()
        yield entry
        stack += list(_entries(entry.place, entry.container[entry.key]))[::-1]


def _entries(place: str, part: object) -> Iterator[Entry]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield Entry(f"{place}.{key}" if place else str(key), part, key, value)
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield Entry(f"{place}[{index}]", part, index, value)
