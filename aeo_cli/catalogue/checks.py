"""Checks: what must hold of a catalogue, each with a name, a sentence and a search for breaches.

There are two groups of checks. A catalogue that breaks one of the `invariants` is not loaded; the
checks of the `verification` package show whether it is sound as well. Each reports every breach,
so that an author sees all faults at once.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from aeo_cli.catalogue.locations import CatalogueIndex, Location
from aeo_cli.documents.problems import Problem, quoted
from aeo_cli.documents.text import Text

Breach = tuple[str, str | Text]
"""A path in the file, and what is wrong there: a string is quoted, a text is shown as it is."""
Checker = Callable[[CatalogueIndex], Iterator[Breach]]


class Check(NamedTuple):
    """Something that must hold of every catalogue."""

    id: str
    name: Text
    rule: Text
    """What must hold, in one sentence."""
    breaches: Checker


def check(group: list[Check], name: Text, rule: Text) -> Callable[[Checker], Checker]:
    """Return a decorator that adds a function to a group of checks, with its name as the id.

    Args:
        group: the list to add the check to.
        name: the name of the check, for people.
        rule: what must hold, in one sentence.
    """

    def add(checker: Checker) -> Checker:
        group.append(Check(checker.__name__, name, rule, checker))
        return checker

    return add


class Fault(NamedTuple):
    """A breach of a check, with its location."""

    location: Location
    found: Text
    rule: Text
    hint: Text | None

    @property
    def problem(self) -> Problem:
        """The fault as a problem of the file."""
        return Problem(self.location.label(), self.found, self.rule, self.hint)


def faults(check: Check, index: CatalogueIndex) -> list[Fault]:
    """Return every breach of a check in a catalogue."""
    return [_fault(check, index, path, breach) for path, breach in check.breaches(index)]


def _fault(check: Check, index: CatalogueIndex, path: str, found: str | Text) -> Fault:
    if isinstance(found, Text):
        return Fault(index.location(path), found, check.rule, None)
    return Fault(index.location(path), quoted(found), check.rule, index.spelling_hint(found))
