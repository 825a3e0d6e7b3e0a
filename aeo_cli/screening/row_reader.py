"""Rows read one by one: the reader of `aeo check`, for a line of a portfolio or a row of a table.

Whatever cannot be read here is a reject, and whatever `aeo check` would read is read. What an
enterprise is entitled to, and what an item calls for, is evaluated once for all that say the same.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from aeo_cli.documents.problems import NOTHING, InputError, Problem
from aeo_cli.documents.text import both
from aeo_cli.profile.model import Item, Profile
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.evaluation import Scope, truth_of
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import ITEM
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.row_documents import (
    Cells,
    enterprise_document,
    item_document,
    line_document,
)


class Start(NamedTuple):
    """When a time limit begins: the part that decides about days, and the rest of the text."""

    hour: str
    """A day, `2026-03-02`, or the hour of a moment in Shanghai time, `2026-03-07T22`."""
    rest: str
    """What follows the hour: `:30:00+08:00`; empty after a day."""


class EnterpriseRanks(NamedTuple):
    """An enterprise, and the ranks of what it is entitled to, in the plan's order."""

    ref: str
    heading: tuple[str | None, ...]
    entitled: tuple[int, ...]


class ItemRanks(NamedTuple):
    """A pending item, and the ranks of what it calls for, in the plan's order."""

    ref: str
    id: str | None
    kind: str
    called: tuple[int, ...]
    starts: tuple[Start | None, ...]
    """Of each of the plan's clocks, where it is known."""


class RowReader:
    """Reads rows for a plan, as known on a day.

    Args:
        plan: the catalogue.
        on: the day of assessment: a fact whose evidence ended before it is unknown.
    """

    def __init__(self, plan: Plan, on: date) -> None:
        self.plan, self.on = plan, on
        self._ranks: dict[tuple[object, ...], int] = {}
        self._uncalled = [0] * len(plan.calls)

    def line(self, text: str) -> tuple[EnterpriseRanks, list[ItemRanks]]:
        """Read a profile, with its `ref`, from a line of JSON.

        Raises:
            InputError: with every reason why it is none.
        """
        profile = self.profile(line_document(text))
        known = self._known(profile)
        standing = self._standing(profile, known)
        return standing, [self._pending(standing.ref, item, known) for item in profile.business]

    def enterprise(self, cells: Cells, *, textual: bool) -> EnterpriseRanks:
        """Read a row of the table `enterprises`.

        Raises:
            InputError: with every reason why it is none.
        """
        profile = self.profile(enterprise_document(self.plan, cells, textual=textual))
        return self._standing(profile, self._known(profile))

    def item(self, cells: Cells, *, textual: bool) -> ItemRanks:
        """Read a row of the table `business`.

        Raises:
            InputError: with every reason why it is none.
        """
        document: dict[str, Any] = {
            "ref": cells.get("ref"),
            "enterprise": {},
            "business": [item_document(self.plan, cells, textual=textual)],
        }
        profile = self.profile(document)
        return self._pending(str(profile.ref), profile.business[0], self._known(profile))

    def profile(self, document: Mapping[str, Any]) -> Profile:
        """Read a profile that has a `ref`, whichever table its facts stood in.

        Raises:
            InputError: with every reason why it is none.
        """
        ref = document.get("ref")
        missing = [NO_REF] if ref is None or ref == "" else []
        try:
            profile = read_profile(document, self.plan.catalogue)
        except InputError as error:
            raise InputError([*missing, *error.problems]) from error
        if missing:
            raise InputError(missing)
        return profile

    def _known(self, profile: Profile) -> dict[str, Value]:
        expired = profile.expired(self.on)
        return {name: value for name, value in profile.known().items() if name not in expired}

    def _standing(self, profile: Profile, known: Mapping[str, Value]) -> EnterpriseRanks:
        heading = tuple(known.get(f"enterprise.{name}") for name in self.plan.heading)
        ranks = tuple(self._rank(name, known) for name in self.plan.entitled)
        return EnterpriseRanks(str(profile.ref), tuple(_text(value) for value in heading), ranks)

    def _pending(self, ref: str, item: Item, known: Mapping[str, Value]) -> ItemRanks:
        names = self.plan.catalogue.kinds[item.kind].facts
        own = {name: known[full] for name in names if (full := f"{item.name}.{name}") in known}
        named = {f"{ITEM}.{name}": value for name, value in own.items()}
        ranks = list(self._uncalled)
        for place, name in self.plan.calls_of[item.kind]:
            ranks[place] = self._rank(name, named)
        starts = tuple(start_of(own.get(name)) for name in self.plan.clocks)
        return ItemRanks(ref, item.id, item.kind, tuple(ranks), starts)

    def _rank(self, name: str, known: Mapping[str, Value]) -> int:
        """Return the rank of a column's condition, evaluated once for all that say the same."""
        key = (name, *map(known.get, self.plan.asked[name]))
        if key not in self._ranks:
            values = {fact: known[fact] for fact in self.plan.asked[name] if fact in known}
            scope = Scope.of(values, self.plan.catalogue.conditions)
            self._ranks[key] = rank(truth_of(self.plan.conditions[name], scope))
        return self._ranks[key]


def rank(truth: Truth) -> int:
    """Return 0 for false, 1 for unknown, 2 for true."""
    return list(Truth).index(truth)


def start_of(value: Value | None) -> Start | None:
    """Return the beginning of a time limit that runs from a day or a moment."""
    if isinstance(value, datetime):
        text = value.isoformat()
        return Start(text[:HOUR], text[HOUR:])
    return Start(value.isoformat(), "") if isinstance(value, date) else None


HOUR = len("2026-03-07T22")
NO_REF = Problem(
    "ref",
    NOTHING,
    both("企业的标识 ref", "a ref, by which the enterprise is known"),
    both("每个企业各有一个不同的 ref", "give each enterprise a ref of its own"),
)


def _text(value: Value | None) -> str | None:
    return None if value is None else str(value)
