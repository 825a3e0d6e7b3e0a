"""Rows that are not answered, and why: alone, or because of another row.

A row is refused alone where it cannot be read. It is refused because of others where a ref stands
twice, where an item has no enterprise or the id of another item, and where an item of an enterprise
is refused: a profile is answered whole or not at all.
"""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem, describe, quoted
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.rules.values import Mistake, read_text


class Reject(NamedTuple):
    """A row that is not answered."""

    file: str
    line: int
    """Of a text file, as an editor or a spreadsheet numbers it; of Parquet the row, from 1."""
    ref: str | None
    reason: str
    row: str
    """As it came: the line, or the cells as an object of JSON."""


def reasons(error: InputError, lang: Lang) -> str:
    """Return every reason why a row is refused, in one language."""
    return " | ".join(describe(problem, lang) for problem in error.problems)


def because(problem: Problem, lang: Lang) -> str:
    """Return one reason why a row is refused, in one language."""
    return reasons(InputError([problem]), lang)


def cells_text(cells: Mapping[str, object]) -> str:
    """Return a row of a table as it came, as an object of JSON."""
    said = {name: cell for name, cell in cells.items() if cell is not None}
    return json.dumps(said, ensure_ascii=False, default=str)


def ref_of(document: Mapping[str, object]) -> str | None:
    """Return the ref of what cannot be read, if it has one."""
    ref = document.get("ref")
    return ref if isinstance(ref, str) and not isinstance(read_text(ref), Mistake) else None


def repeated(ref: str) -> Problem:
    """Return what to complain of where a ref stands more than once."""
    expected = both("每个企业各有不同的 ref", "a ref that no other enterprise has")
    hint = both("合并或删去重复的企业", "merge the two, or remove one")
    return Problem("ref", quoted(ref), expected, hint)


def orphan(ref: str) -> Problem:
    """Return what to complain of where no enterprise has an item's ref."""
    return Problem("ref", quoted(ref), both("某一企业的 ref", "the ref of an enterprise"))


def same_id(id_: str) -> Problem:
    """Return what to complain of where two items of an enterprise have one id."""
    expected = both(
        "与同一企业其他业务不同的编号", "an id that no other item of the enterprise has"
    )
    hint = both("改掉其中一个，或删去", "change or remove one of the two")
    return Problem("id", quoted(id_), expected, hint)


def with_refused(places: Iterable[tuple[str, int]]) -> Problem:
    """Return what to complain of where items of an enterprise are refused.

    Args:
        places: the file and the line of each; 0, where it is not known.
    """
    named = [
        _PLACE.fill(file=visible(file), line=line) if line else both(visible(file), visible(file))
        for file, line in places
    ]
    some = named[:_NAMED] + ([both("等", "…")] if len(named) > _NAMED else [])
    found = both("、".join(one.zh for one in some), ", ".join(one.en for one in some))
    return Problem(_ITEMS, found, _READABLE, _WHOLE)


_NAMED = 3
_PLACE: Text = both("{file} 第 {line} 行", "{file} line {line}")
_ITEMS = both("未能接受的待办业务", "items that are refused")
_READABLE = both("各项业务均可读取", "every item readable")
_WHOLE = both(
    "一个企业要么整体核对，要么不核对；请先改好这些业务",
    "an enterprise is answered whole or not at all: mend those items",
)
