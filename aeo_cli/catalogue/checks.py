"""Checks: what must hold of a catalogue, each with an id, a name, a sentence and its breaches.

A catalogue is loaded only if it keeps its `invariants`; whether it is sound is shown by the
`proofs`. Both are checks, and every breach of every one of them is told.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from aeo_cli.catalogue.locations import CatalogueIndex, Location
from aeo_cli.documents.problems import Problem, quoted
from aeo_cli.documents.text import Text

Breach = tuple[str, str | Text]
"""A place in the file, and what stands there."""
Checker = Callable[[CatalogueIndex], Iterator[Breach]]


class Check(NamedTuple):
    """Something that must hold of every catalogue."""

    id: str
    name: Text
    rule: Text
    """What must hold, in one sentence."""
    breaches: Checker


def check(group: list[Check], name: Text, rule: Text) -> Callable[[Checker], Checker]:
    """Add the decorated function to a group of checks; its own name is the id."""

    def add(checker: Checker) -> Checker:
        group.append(Check(checker.__name__, name, rule, checker))
        return checker

    return add


class Fault(NamedTuple):
    """A breach of a check, and where it was found."""

    place: Location
    found: Text
    rule: Text
    hint: Text | None

    @property
    def problem(self) -> Problem:
        """The fault as a problem of the file."""
        return Problem(self.place.named(), self.found, self.rule, self.hint)


def faults(of: Check, at: CatalogueIndex) -> list[Fault]:
    """Return every breach of a check."""
    return [_fault(of, at, path, found) for path, found in of.breaches(at)]


def _fault(of: Check, at: CatalogueIndex, path: str, found: str | Text) -> Fault:
    if isinstance(found, Text):
        return Fault(at.place(path), found, of.rule, None)
    return Fault(at.place(path), quoted(found), of.rule, at.meant(found))
