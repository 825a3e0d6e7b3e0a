"""Rejected rows and the reason for each: the row itself, or its relation to other rows.

A row that cannot be read is rejected by itself. Because of other rows, these are rejected: all
enterprises with the same ref, an item without an enterprise, items of an enterprise with the same
id, and an enterprise with a rejected item, since it is assessed with all its items.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import EXPECTED, Problem, describe, quoted
from aeo_cli.documents.suggestions import without_unseen
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.rules.fact_values import read_text
from aeo_cli.rules.mistakes import Mistake
from aeo_cli.screening.heads import is_extra


class Fault(NamedTuple):
    """One problem of a rejected row."""

    kind: Text
    """The problem without what is special to the row: the same in every row that has it."""
    problem: Text


class Reject(NamedTuple):
    """A rejected row."""

    file: str
    line: int
    """The line in an editor or the row in a spreadsheet; in Parquet the row, from 1; 0: none."""
    ref: str | None
    faults: tuple[Fault, ...]
    row: str
    """The original row: the line, or the cells as a JSON object."""

    def cells(self, lang: Lang) -> tuple[str, int | None, str | None, str, str]:
        """Return the row of the table of rejects; see `job.REJECTS`."""
        reason = REASON_SEPARATOR.join(fault.problem[lang] for fault in self.faults)
        return self.file, self.line or None, self.ref, reason, self.row


REASON_SEPARATOR = " | "
"""Between the problems of a row."""


def faults(problems: Iterable[Problem]) -> tuple[Fault, ...]:
    """Return the problems of a row."""
    return tuple(
        Fault(
            both(*(_kind(problem, lang) for lang in Lang)),
            both(*(describe(problem, lang) for lang in Lang)),
        )
        for problem in problems
    )


def _kind(problem: Problem, lang: Lang) -> str:
    """Return a problem without the value, the number of the item or the column in the line."""
    if isinstance(problem.place, str):
        place = re.sub(r"\[\d+\]", "[…]", problem.place)
    else:
        place = re.sub(r"\d+", "…", problem.place[lang])
    if problem.expected is not None:
        rule = EXPECTED.fill(text=problem.expected)[lang]
    else:
        rule = re.sub(r'".*"|\d+', "…", problem.found[lang])
    return visible(": ".join(filter(None, (place, rule))))


def cells_text(cells: Mapping[str, object]) -> str:
    """Return the original row of a table as a JSON object, without what is only carried through."""
    stated = {name: cell for name, cell in cells.items() if cell is not None and not is_extra(name)}
    return json.dumps(stated, ensure_ascii=False, default=str)


def ref_of(document: Mapping[str, object]) -> str | None:
    """Return the ref of a row that cannot be read, if it has a valid one."""
    ref = document.get("ref")
    return ref if isinstance(ref, str) and not isinstance(read_text(ref), Mistake) else None


def duplicate_ref(ref: str) -> Problem:
    """Return the problem of an enterprise whose ref another one has too."""
    expected = both("与其他企业不同的 ref", "a ref that no other enterprise has")
    hint = both("请合并或删去重复的企业", "merge the duplicates, or remove one")
    return Problem("ref", quoted(ref), expected, hint)


def orphan_item(ref: str) -> Problem:
    """Return the problem of an item whose ref no enterprise has."""
    expected = both("某家企业的 ref", "the ref of an enterprise")
    return Problem("ref", quoted(ref), expected, without_unseen(ref))


def duplicate_id(id_: str) -> Problem:
    """Return the problem of an item whose id another item of the enterprise has too."""
    expected = both("与该企业其他业务不同的编号", "an id that no other item of the enterprise has")
    hint = both("请修改或删去其中一个", "change or remove one of them")
    return Problem("id", quoted(id_), expected, hint)


def rejected_items(places: Iterable[tuple[str, int]]) -> Problem:
    """Return the problem of an enterprise with rejected items.

    Args:
        places: the file and the line of each item; line 0 if it is not known.
    """
    texts = [
        _PLACE.fill(file=visible(file), line=line) if line else both(visible(file), visible(file))
        for file, line in places
    ]
    listed = texts[:_MAX_PLACES] + ([both("等", "…")] if len(texts) > _MAX_PLACES else [])
    found = both("、".join(text.zh for text in listed), ", ".join(text.en for text in listed))
    return Problem("", _UNREADABLE, None, _CORRECT.fill(places=found))


_MAX_PLACES = 3
"""How many rejected items are listed."""
_PLACE: Text = both("{file} 第 {line} 行", "{file} line {line}")
_UNREADABLE = both("待办业务未被接受", "pending items were rejected")
_CORRECT = both(
    "企业须连同全部业务一并核对，请先更正：{places}",
    "an enterprise is screened with all its items or not at all, so correct them first: {places}",
)
