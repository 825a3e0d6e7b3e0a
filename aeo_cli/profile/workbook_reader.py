"""Read a profile from the sheets of a workbook: the document, and the cell of each of its parts."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any, NamedTuple

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.labels import folded, key_of
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.documents.workbooks import Cell, Fault, Sheet
from aeo_cli.profile.possible_facts import facts_by_name
from aeo_cli.profile.table_reader import RawTable
from aeo_cli.profile.workbook_layout import (
    EVIDENCE,
    FACT,
    FACT_HEADS,
    VALUE,
    business_labels,
    enterprise_labels,
    label_words,
)
from aeo_cli.rules.facts import Fact, FactType

Row = Mapping[int, Cell]
"""The cells of a row that are not empty, by the number of their column."""
_HEAD_ROWS = 20
"""Within so many rows the heads of a sheet stand."""


class WorkbookProfile(NamedTuple):
    """A profile as a document, and the cell of each of its parts."""

    document: dict[str, Any]
    places: Mapping[str, str]
    """By the place in the document, `business[0].accepted_on`, the cell: `待办业务!C7`."""
    problems: tuple[Problem, ...]
    """What is wrong with its sheets, heads and cells."""

    def located(self, error: InputError) -> InputError:
        """Return an error of the document with cells as its places, and what else is wrong."""
        located = (
            problem._replace(
                place=self._cell(problem.place),
                expected=problem.expected and self._with_cells(problem.expected),
            )
            for problem in error.problems
        )
        return InputError([*self.problems, *located])

    def _with_cells(self, text: Text) -> Text:
        """Return a text with the cells of the items that it names."""
        item = re.compile(r"business\[[0-9]+\]")
        zh, en = (
            item.sub(lambda found: self.places[found[0]], words) for words in (text.zh, text.en)
        )
        return both(zh, en)

    def _cell(self, place: str | Text) -> str | Text:
        if not isinstance(place, str):
            return place
        # A member of a set and a fact that is missing have no cell of their own.
        owner = place
        while owner and owner not in self.places:
            owner = max(owner.rpartition("[")[0], owner.rpartition(".")[0], key=len)
        return self.places.get(owner, place)


def as_json(document: RawTable) -> str:
    """Return the document of a workbook as JSON, with its dates and moments as text."""
    return json.dumps(document, ensure_ascii=False, default=lambda moment: moment.isoformat())


def is_profile(sheets: tuple[Sheet, ...]) -> bool:
    """Return whether a workbook has a sheet of an enterprise, in which each fact has a row."""
    return any(_has_heads(sheet, FACT_HEADS, VALUE) for sheet in sheets)


def read_workbook_profile(sheets: tuple[Sheet, ...], catalogue: Catalogue) -> WorkbookProfile:
    """Read the document of a profile from the sheets of a workbook.

    A sheet is known by its heads, whatever its name; any other is the author's own.

    Raises:
        InputError: it has no sheet of an enterprise.
    """
    reader = _WorkbookReader(catalogue)
    items, facts = business_labels(catalogue), FACT_HEADS
    business = [sheet for sheet in sheets if _has_heads(sheet, items, "kind")]
    enterprise = [sheet for sheet in sheets if _has_heads(sheet, facts, VALUE)]
    if not enterprise:
        shown = listed([quoted(sheet.name).en for sheet in sheets])
        raise InputError([Problem("", _NO_SHEET, None, _SHEETS_ARE.fill(names=shown))])
    for sheet in enterprise[:1]:
        reader.enterprise(sheet)
    for sheet in business[:1]:
        reader.business(sheet)
    reader.problems += [
        Problem(sheet.name, _SECOND.fill(first=first.name), None, _REMOVE_SHEET)
        for first, *others in (enterprise, business or enterprise[:1])
        for sheet in others
    ]
    return WorkbookProfile(reader.document, reader.places, tuple(reader.problems))


def _has_heads(sheet: Sheet, labels: Mapping[str, Text], required: str) -> bool:
    """Return whether a sheet has a head that says what its rows are, among its first rows."""
    return any(
        _head(cell, labels) == required
        for number, row in sheet.rows.items()
        if number <= _HEAD_ROWS
        for cell in row.values()
    )


class _WorkbookReader:
    """Reads the sheets, and goes on after each problem as far as it can."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.problems: list[Problem] = []
        self.document: dict[str, Any] = {"enterprise": {}}
        self.places: dict[str, str] = {}

    def enterprise(self, sheet: Sheet) -> None:
        """Read the sheet of the enterprise, in which each fact has a row."""
        labels = enterprise_labels(self.catalogue)
        heads, rows = self.heads(sheet, FACT_HEADS, VALUE, only_known=False)
        self.places["enterprise"] = sheet.name
        for number in rows:
            row = sheet.rows[number]
            name = self.row_name(sheet, row, heads, labels)
            cells = {key: row[column] for column, key in heads.items() if column in row}
            if name is None:
                continue
            owner, _, key = name.rpartition(".")
            if (value := self.value(sheet, cells.get(VALUE))) is not None:
                table = self.document.setdefault(owner, {}) if owner else self.document
                table[key] = value
            self.places[name] = sheet.place(number, _column(heads, VALUE))
            evidence = {
                key: value
                for key in EVIDENCE
                if (value := self.value(sheet, cells.get(key))) is not None
            }
            if evidence:
                self.document.setdefault("evidence", {})[name] = evidence
                self.places |= {
                    f'evidence."{name}".{key}': sheet.place(number, _column(heads, key))
                    for key in evidence
                }

    def row_name(
        self,
        sheet: Sheet,
        row: Mapping[int, Cell],
        heads: Mapping[int, str],
        labels: Mapping[str, Text],
    ) -> str | None:
        """Return the fact of a row by its key or its label; a row with an answer must have one."""
        by_head = {key: row[column] for column, key in heads.items() if column in row}
        texts = [str(by_head[key].value) for key in (FACT, "label") if key in by_head]
        if name := next((name for text in texts if (name := key_of(text, labels))), None):
            return name
        if texts and VALUE in by_head:
            cell = by_head.get("label") or by_head[FACT]
            found = both("没有 {name} 这个字段", "unknown fact {name}").fill(name=quoted(texts[-1]))
            place = sheet.place(cell.row, cell.column)
            self.problems.append(Problem(place, found, None, did_you_mean(texts[-1], labels)))
        return None

    def business(self, sheet: Sheet) -> None:
        """Read the sheet of pending business, in which each item has a row."""
        heads, rows = self.heads(sheet, business_labels(self.catalogue), "kind", only_known=True)
        items: list[dict[str, Any]] = []
        facts = facts_by_name(self.catalogue, None)
        for number in rows:
            row = sheet.rows[number]
            item = {
                key: value
                for column, key in heads.items()
                if column in row
                and (value := self.cell_value(sheet, row[column], facts.get(key, []))) is not None
            }
            if item:
                place = f"business[{len(items)}]"
                self.places[place] = sheet.place(number, _column(heads, "kind"))
                self.places |= {
                    f"{place}.{key}": sheet.place(number, column) for column, key in heads.items()
                }
                items.append(item)
        self.document["business"] = items

    def heads(
        self, sheet: Sheet, labels: Mapping[str, Text], required: str, *, only_known: bool
    ) -> tuple[dict[int, str], list[int]]:
        """Return the columns of a sheet by their keys, and the numbers of the rows below the heads.

        The heads may stand twice: keys in a hidden row, and labels below it.
        """
        found: dict[int, str] = {}
        below: list[int] = []
        for number in sheet.rows:
            row = sheet.rows[number]
            keys = {
                column: key
                for column, cell in row.items()
                if (key := _head(cell, labels)) is not None
            }
            is_head = required in keys.values() and number <= _HEAD_ROWS
            if is_head and (not found or found.items() >= keys.items()):
                found = {**keys, **found}
                if only_known:
                    self.check_heads(sheet, row, found, labels)
                below = []
            elif found:
                below.append(number)
        if not found:
            text = both("没有表头 {name}", "no head {name}").fill(name=labels[required])
            self.problems.append(Problem(sheet.name, text, None, _TEMPLATE))
        return found, below

    def check_heads(
        self,
        sheet: Sheet,
        row: Mapping[int, Cell],
        found: Mapping[int, str],
        labels: Mapping[str, Text],
    ) -> None:
        """Add a problem for each head that is not known, or stands twice."""
        for column, cell in row.items():
            place = sheet.place(cell.row, column)
            if column not in found:
                name = quoted(cell.value if not isinstance(cell.value, Fault) else "")
                text = both("没有 {name} 这一列", "unknown column {name}").fill(name=name)
                hint = did_you_mean(str(cell.value), labels) or _TEMPLATE
                self.problems.append(Problem(place, text, None, hint))
            elif list(found.values()).index(found[column]) < list(found).index(column):
                text = both("{name} 重复出现", "{name} appears twice").fill(name=found[column])
                self.problems.append(Problem(place, text, None, _KEEP_ONE))

    def value(self, sheet: Sheet, cell: Cell | None) -> object:
        """Return the value of a cell; None: it is empty, or a problem."""
        if cell is None or (isinstance(cell.value, str) and not folded(cell.value)):
            return None
        if isinstance(cell.value, Fault):
            self.problems.append(sheet.problem(cell, cell.value))
            return None
        return cell.value

    def cell_value(self, sheet: Sheet, cell: Cell, facts: Sequence[Fact]) -> object:
        """Return the value of a cell of a fact; midnight is a day, where the fact is one."""
        value = self.value(sheet, cell)
        is_day = any(fact.type is FactType.DATE for fact in facts)
        if is_day and isinstance(value, datetime) and value.time() == time():
            return value.date()
        return value


def _head(cell: Cell, labels: Mapping[str, Text]) -> str | None:
    """Return the key of a head; one of several labels of a column is enough."""
    text = str(cell.value)
    if key := key_of(text, labels):
        return key
    keys = (key for key, label in labels.items() if folded(text) in label_words(label))
    return next(keys, None)


def _column(heads: Mapping[int, str], key: str) -> int:
    return next((column for column, name in heads.items() if name == key), 1)


_NO_SHEET = both("没有企业情况的工作表", "no sheet describes an enterprise")
_SECOND = both("与工作表“{first}”重复", "a second sheet like {first}")
_REMOVE_SHEET = both("请只保留一张", "keep one of them")
_SHEETS_ARE = both(
    "工作表有：{names}；请用 aeo init --template FILE.xlsx 生成的工作簿填写",
    "its sheets: {names}; fill in a workbook made by aeo init --template FILE.xlsx",
)
_TEMPLATE = both(
    "请对照 aeo init --template FILE.xlsx 生成的工作簿",
    "compare it with a workbook made by aeo init --template FILE.xlsx",
)
_KEEP_ONE = both("请只保留一列", "keep one of them")
