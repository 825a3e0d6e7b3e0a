"""Rows read one by one: the reader of `aeo check`, for a line of a portfolio or a row of a table.

Whatever cannot be read here is a reject, and whatever `aeo check` would read is read. What an
enterprise is entitled to, and what an item calls for, is evaluated once for all that say the same.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from aeo_cli.documents import files, syntax
from aeo_cli.documents.problems import NOTHING, InputError, Problem, quoted
from aeo_cli.documents.text import both
from aeo_cli.profile.model import Item, Profile
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.conditions import ITEM, Value
from aeo_cli.rules.evaluation import Scope, evaluate
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.kleene import Truth
from aeo_cli.screening.plan import Plan

Cells = Mapping[str, Any]
"""A row of a table by its columns; what is null says nothing."""


class Start(NamedTuple):
    """When a time limit begins: the part that decides about days, and the rest of the text."""

    hour: str
    """A day, `2026-03-02`, or the hour of a moment in Shanghai time, `2026-03-07T22`."""
    rest: str
    """What follows the hour: `:30:00+08:00`; empty after a day."""


class Standing(NamedTuple):
    """An enterprise, and the ranks of what it is entitled to, in the plan's order."""

    ref: str
    heading: tuple[str | None, ...]
    entitled: tuple[int, ...]


class Pending(NamedTuple):
    """A pending item, and the ranks of what it calls for, in the plan's order."""

    ref: str
    id: str | None
    kind: str
    called: tuple[int, ...]
    starts: tuple[Start | None, ...]
    """Of each of the plan's clocks, where it is known."""


class Reader:
    """Reads rows for a plan, as known on a day.

    Args:
        plan: the catalogue.
        on: the day of assessment: a fact whose evidence ended before it is unknown.
    """

    def __init__(self, plan: Plan, on: date) -> None:
        self.plan, self.on = plan, on
        self._ranks: dict[tuple[object, ...], int] = {}
        self._uncalled = [0] * len(plan.calls)

    def line(self, text: str) -> tuple[Standing, list[Pending]]:
        """Read a profile, with its `ref`, from a line of JSON.

        Raises:
            InputError: with every reason why it is none.
        """
        profile = self.profile(line_document(text))
        known = self._known(profile)
        standing = self._standing(profile, known)
        return standing, [self._pending(standing.ref, item, known) for item in profile.business]

    def enterprise(self, cells: Cells, *, textual: bool) -> Standing:
        """Read a row of the table `enterprises`.

        Raises:
            InputError: with every reason why it is none.
        """
        profile = self.profile(enterprise_document(self.plan, cells, textual=textual))
        return self._standing(profile, self._known(profile))

    def item(self, cells: Cells, *, textual: bool) -> Pending:
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

    def _standing(self, profile: Profile, known: Mapping[str, Value]) -> Standing:
        heading = tuple(known.get(f"enterprise.{name}") for name in self.plan.heading)
        ranks = tuple(self._rank(name, known) for name in self.plan.entitled)
        return Standing(str(profile.ref), tuple(_text(value) for value in heading), ranks)

    def _pending(self, ref: str, item: Item, known: Mapping[str, Value]) -> Pending:
        names = self.plan.catalogue.kinds[item.kind].facts
        own = {name: known[full] for name in names if (full := f"{item.name}.{name}") in known}
        named = {f"{ITEM}.{name}": value for name, value in own.items()}
        ranks = list(self._uncalled)
        for place, name in self.plan.calls_of[item.kind]:
            ranks[place] = self._rank(name, named)
        starts = tuple(start_of(own.get(name)) for name in self.plan.clocks)
        return Pending(ref, item.id, item.kind, tuple(ranks), starts)

    def _rank(self, name: str, known: Mapping[str, Value]) -> int:
        """Return the rank of a column's condition, evaluated once for all that say the same."""
        key = (name, *map(known.get, self.plan.asked[name]))
        if key not in self._ranks:
            values = {fact: known[fact] for fact in self.plan.asked[name] if fact in known}
            scope = Scope.of(values, self.plan.catalogue.conditions)
            self._ranks[key] = rank(evaluate(self.plan.conditions[name], scope).truth)
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
_OBJECT = both("一行一个 JSON 对象", "a JSON object on each line")


def line_document(text: str) -> dict[str, Any]:
    """Return the document that a line of JSON holds.

    Raises:
        InputError: it is no object of JSON, or too long for a profile.
    """
    if len(text.encode(errors="surrogatepass")) > files.MAX_BYTES:
        found = both("超过 {size} MiB", "more than {size} MiB").fill(size=files.MAX_BYTES // 2**20)
        raise InputError(
            [Problem("", found, both("一个企业的情况", "the profile of an enterprise"))]
        )
    if not syntax.is_json(text):
        raise InputError([Problem("", quoted(text), _OBJECT)])
    return syntax.parse(text)


READINGS = "readings."
"""What the columns of readings begin with; the facts of an enterprise and an item stand alone."""
ITEM_COLUMNS = ("ref", "kind", "id", "note")


def enterprise_columns(plan: Plan) -> dict[str, Fact]:
    """Return the facts that the table `enterprises` may have, by column."""
    readings = {READINGS + name: fact for name, fact in plan.catalogue.readings.items()}
    return {**plan.catalogue.enterprise, **readings}


def enterprise_document(plan: Plan, cells: Cells, *, textual: bool) -> dict[str, Any]:
    """Return the document of a row of the table `enterprises`."""
    said = _said(cells, enterprise_columns(plan), textual=textual)
    readings = {name: value for name, value in said.items() if name.startswith(READINGS)}
    return {
        "ref": cells.get("ref"),
        "enterprise": {name: value for name, value in said.items() if name not in readings},
        "readings": {name.removeprefix(READINGS): value for name, value in readings.items()},
    }


def item_document(plan: Plan, cells: Cells, *, textual: bool) -> dict[str, Any]:
    """Return the item of business that a row of the table `business` is."""
    own = {name: cells[name] for name in ITEM_COLUMNS[1:] if cells.get(name) is not None}
    kind = plan.catalogue.kinds.get(str(own.get("kind")))
    facts = {**plan.item_facts, **(kind.facts if kind else {})}
    return {**own, **_said(cells, facts, textual=textual)}


def _said(cells: Cells, facts: Mapping[str, Fact], *, textual: bool) -> dict[str, Any]:
    """Return the facts of which a row says something, each as a document has it."""
    given = {name: cells[name] for name in facts if cells.get(name) is not None}
    return {name: written(facts[name], cell) for name, cell in given.items()} if textual else given


def written(fact: Fact, cell: str) -> object:
    """Return what a cell of text, as in CSV, writes for a fact; as it is, if it writes nothing.

    `true` and `false`, digits, and the members of a set with `;` between them, `[]` for none.
    """
    match fact.type:
        case FactType.BOOLEAN:
            return {"true": True, "false": False}.get(cell, cell)
        case FactType.INTEGER:
            return int(cell) if re.fullmatch(r"[0-9]{1,18}", cell) else cell
        case FactType.SET:
            return [] if cell == NO_MEMBER else cell.split(BETWEEN_MEMBERS)
        case _:
            return cell


NO_MEMBER, BETWEEN_MEMBERS = "[]", ";"


def in_table(problem: Problem) -> Problem:
    """Return a problem of a row's document with its place as the column of the table."""
    if not isinstance(problem.place, str):
        return problem
    return problem._replace(place=re.sub(r"^(enterprise|business\[0\])\.", "", problem.place))


def _text(value: Value | None) -> str | None:
    return None if value is None else str(value)
