"""Rows of a portfolio as documents, as a profile file would hold them."""

import re
from collections.abc import Mapping
from typing import Any

from aeo_cli.documents import files, syntax
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import both
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.screening.plan import Plan

Cells = Mapping[str, Any]
"""A row of a table by its columns; what is null says nothing."""


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


_OBJECT = both("一行一个 JSON 对象", "a JSON object on each line")


def _said(cells: Cells, facts: Mapping[str, Fact], *, textual: bool) -> dict[str, Any]:
    """Return the facts of which a row says something, each as a document has it."""
    given = {name: cells[name] for name in facts if cells.get(name) is not None}
    return {name: written(facts[name], cell) for name, cell in given.items()} if textual else given
