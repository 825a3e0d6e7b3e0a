"""Rows of a portfolio as documents, in the shape of a profile file."""

import re
from collections.abc import Mapping
from typing import Any

from aeo_cli.documents import files, syntax
from aeo_cli.documents.labels import folded, key_of
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.syntax_errors import BrokenDocumentError
from aeo_cli.documents.text import both
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.screening.heads import ITEM_COLUMNS, READINGS
from aeo_cli.screening.plan import Plan

Cells = Mapping[str, Any]
"""The cells of a table row by column; a null cell means that nothing is known."""


def line_document(text: str) -> dict[str, Any]:
    """Return the document in a line of JSON Lines.

    Raises:
        InputError: it is not a JSON object, or too long for a profile.
    """
    if len(text.encode(errors="surrogatepass")) > files.MAX_BYTES:
        found = both("超过 {size} MiB", "more than {size} MiB").fill(size=files.MAX_BYTES // 2**20)
        raise InputError(
            [Problem("", found, both("一个企业的情况", "the profile of an enterprise"))]
        )
    if not syntax.is_json(text):
        hint = _LINES_OF_LIST if text.startswith("[") else None
        raise InputError([Problem("", quoted(text), _JSON_OBJECT, hint)])
    try:
        return syntax.parse(text)
    except BrokenDocumentError as error:
        if "\r" in text:  # which JSON allows between values, but not two objects in one line
            raise InputError([Problem("", _RETURNS, _JSON_OBJECT, _LINE_FEEDS)]) from error
        problems = map(_located_in_line, error.problems)
        raise BrokenDocumentError(
            problems, error.rest, has_all_tables=error.has_all_tables
        ) from error


def _located_in_line(problem: Problem) -> Problem:
    """Return a problem of a line of JSON without the line in its place: it is always the first."""
    if isinstance(problem.place, str):
        return problem
    columns = re.sub("^第 1 行", "", problem.place.zh), re.sub("^line 1, ", "", problem.place.en)
    return problem._replace(place=both(*columns))


_LINES_OF_LIST = both(
    "可用 jq -c '.[]' 把列表改为每行一个对象",
    "split a list into one object per line with jq -c '.[]'",
)


_RETURNS = both("单独的回车符", "a carriage return by itself")
_LINE_FEEDS = both("行末请改用换行符（LF 或 CRLF）", "end lines with LF or CRLF")


def enterprise_document(plan: Plan, cells: Cells) -> dict[str, Any]:
    """Return the profile document of a row of the table `enterprises`."""
    values = _values(cells, plan.enterprise_facts)
    readings = {name: value for name, value in values.items() if name.startswith(READINGS)}
    return {
        "ref": cells.get("ref"),
        "enterprise": {name: value for name, value in values.items() if name not in readings},
        "readings": {name.removeprefix(READINGS): value for name, value in readings.items()},
    }


def item_document(plan: Plan, cells: Cells) -> dict[str, Any]:
    """Return the item document of a row of the table `business`."""
    item = {name: cells[name] for name in ITEM_COLUMNS[1:] if cells.get(name) is not None}
    kinds = {name: kind.label for name, kind in plan.catalogue.kinds.items()}
    kind = plan.catalogue.kinds.get(key_of(str(item.get("kind")), kinds) or "")
    facts = {**plan.item_facts, **(kind.facts if kind else {})}
    return {**item, **_values(cells, facts)}


def located_in_table(problem: Problem) -> Problem:
    """Return a problem of a row's document with the table's column as its place."""
    if not isinstance(problem.place, str):
        return problem
    return problem._replace(place=re.sub(r"^(enterprise|business\[0\])\.", "", problem.place))


_JSON_OBJECT = both("每行一个 JSON 对象", "one JSON object per line")


def _values(cells: Cells, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Return the values of the facts that a row states; a blank cell states nothing."""
    return {
        name: cell
        for name, fact in facts.items()
        if (cell := cells.get(name)) is not None and not _is_blank(fact, cell)
    }


def _is_blank(fact: Fact, cell: object) -> bool:
    """Return whether a cell has nothing but blanks, which only a text without a form may be."""
    is_any_text = fact.type is FactType.TEXT and fact.format is None
    return isinstance(cell, str) and not is_any_text and not folded(cell)
