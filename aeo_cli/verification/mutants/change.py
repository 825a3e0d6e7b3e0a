"""What can be changed in a catalogue, and a catalogue with one thing changed."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from aeo_cli.catalogue.locations import LocatedCondition
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.rules.conditions import Condition
from aeo_cli.rules.facts import Fact


class Change(StrEnum):
    """What can be changed."""

    OPERATOR = "operator"
    VALUE = "value"
    FACT = "fact"
    AND_OR = "and_or"
    PART = "part"
    """A part of a condition, or the whole condition, is dropped."""
    DEFINITION = "definition"
    NUMBER = "number"
    UNIT = "unit"
    COMPARATOR = "comparator"
    NATURE = "nature"
    BASELINE = "baseline"
    """The earlier figure, or the whole effect, is dropped."""
    CLOCK = "clock"
    """A time limit runs from another fact, or from none."""
    ROUTE = "route"
    FORCE = "force"
    KIND = "kind"
    ORDER = "order"
    CATEGORY = "category"
    CITATION = "citation"
    CAVEAT = "caveat"
    """A caveat is dropped."""
    CONFIRMED = "confirmed"
    GAP = "gap"
    HEADING = "heading"
    DOCUMENT = "document"
    OFFICE_HOURS = "office_hours"
    HIGHEST = "highest"
    FORMAT = "format"
    INFORMATIONAL = "informational"
    FIXED = "fixed"
    KNOWN_BY = "known_by"
    IMPLIED_BY = "implied_by"
    PRESET = "preset"
    LABEL = "label"
    """Two labels or titles change places, in one language."""
    QUESTION = "question"
    """Two questions change places, in one language."""
    NEGATION = "negation"
    """A label or a question denies, or no longer does."""
    FIGURE = "figure"
    """A figure of a text, in both languages."""
    PROMISE = "promise"
    """A word by which a summary binds or bounds."""


class Mutant(NamedTuple):
    """A catalogue with one thing changed."""

    path: str
    """The path of what was changed."""
    change: Change
    after: str | None
    """The new content at the path, as the file would state it; None: nothing."""
    catalogue: Catalogue
    condition: tuple[LocatedCondition, Condition] | None = None
    """The changed condition, before and after; None: something else was changed."""


class Edit(NamedTuple):
    """A change by paths of the catalogue; the first place is the one reported."""

    change: Change
    places: tuple[tuple[str, object], ...]
    after: str | None = None
    """The new content, where the whole of it is too much to tell."""


NamedChange = tuple[Change, str, object]
"""A change, the path of what it changes, and the new value."""


def near_values(fact: Fact | None, value: object) -> Iterable[object]:
    """Return the numbers or days next to a value, or all other values of a choice."""
    match value:
        case bool():
            return (not value,)
        case int():
            return tuple(value + step for step in (-1, 1) if value + step >= 0)
        case date():
            return tuple(value + timedelta(days=step) for step in (-1, 1))
        case _:
            return (choice for choice in (fact.choices if fact else ()) if choice != value)
