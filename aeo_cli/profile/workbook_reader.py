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
from aeo_cli.profile.workbook_heads import (
    TWICE,
    has_head,
    read_heads,
    repeated_heads,
    unknown_heads,
)
from aeo_cli.profile.workbook_layout import (
    EVIDENCE,
    FACT,
    FACT_HEADS,
    VALUE,
    business_labels,
    enterprise_labels,
    enterprise_rows,
)
from aeo_cli.rules.fact_values import NOT_KNOWN
from aeo_cli.rules.facts import Fact, FactType


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
    return any(has_head(sheet, FACT_HEADS, VALUE) for sheet in sheets)


def read_workbook_profile(sheets: tuple[Sheet, ...], catalogue: Catalogue) -> WorkbookProfile:
    """Read the document of a profile from the sheets of a workbook.

    A sheet is known by its heads, whatever its name; any other is the author's own.

    Raises:
        InputError: it has no sheet of an enterprise.
    """
    reader = _WorkbookReader(catalogue)
    items, facts = business_labels(catalogue), FACT_HEADS
    business = [sheet for sheet in sheets if has_head(sheet, items, "kind")]
    enterprise = [sheet for sheet in sheets if has_head(sheet, facts, VALUE)]
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
    document = {**reader.document, "unknown": reader.unknown}
    return WorkbookProfile(document, reader.places, tuple(reader.problems))


class _WorkbookReader:
    """Reads the sheets, and goes on after each problem as far as it can."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.problems: list[Problem] = []
        self.document: dict[str, Any] = {"enterprise": {}}
        self.places: dict[str, str] = {}
        self.unknown: list[str] = []
        """The full names of the facts that are said not to be known."""

    def enterprise(self, sheet: Sheet) -> None:
        """Read the sheet of the enterprise, in which each fact has a row."""
        labels, facts = enterprise_labels(self.catalogue), enterprise_rows(self.catalogue)
        heads = read_heads(sheet, FACT_HEADS, VALUE)
        self.problems += repeated_heads(sheet, heads)
        self.places["enterprise"] = sheet.name
        for number in heads.below:
            cells = heads.by_key(sheet.rows[number])
            name = self.row_name(sheet, cells, labels)
            if name is None:
                continue
            self.places[name] = sheet.place(number, heads.column(VALUE))
            value = self.answer(sheet, cells.get(VALUE), name, list(filter(None, [facts[name]])))
            if value is not None:
                self.state(name, value)
            evidence = {
                key: value
                for key in EVIDENCE
                if (value := self.value(sheet, cells.get(key))) is not None
            }
            if evidence:
                self.document.setdefault("evidence", {})[name] = evidence
                self.places |= {
                    f'evidence."{name}".{key}': sheet.place(number, heads.column(key))
                    for key in evidence
                }

    def state(self, name: str, value: object) -> None:
        """Put an answer of the enterprise into the document; a second one is a problem."""
        owner, _, key = name.rpartition(".")
        table = self.document.setdefault(owner, {}) if owner else self.document
        if key in table:
            found = TWICE.fill(name=quoted(name))
            self.problems.append(Problem(self.places[name], found, None, _KEEP_ROW))
        table[key] = value

    def row_name(
        self, sheet: Sheet, cells: Mapping[str, Cell], labels: Mapping[str, Text]
    ) -> str | None:
        """Return the fact of a row by its key or its label; a row with an answer must have one."""
        texts = [str(cells[key].value) for key in (FACT, "label") if key in cells]
        if name := next((name for text in texts if (name := key_of(text, labels))), None):
            return name
        if texts and VALUE in cells:
            cell = cells.get("label") or cells[FACT]
            found = both("没有 {name} 这个字段", "unknown fact {name}").fill(name=quoted(texts[-1]))
            place = sheet.place(cell.row, cell.column)
            self.problems.append(Problem(place, found, None, did_you_mean(texts[-1], labels)))
        return None

    def business(self, sheet: Sheet) -> None:
        """Read the sheet of pending business, in which each item has a row."""
        labels, facts = business_labels(self.catalogue), facts_by_name(self.catalogue, None)
        heads = read_heads(sheet, labels, "kind")
        self.problems += [*unknown_heads(sheet, heads, labels), *repeated_heads(sheet, heads)]
        items: list[dict[str, Any]] = []
        for number in heads.below:
            place, stated = f"business[{len(items)}]", len(self.unknown)
            columns = heads.keys.items()
            self.places |= {
                f"{place}.{key}": sheet.place(number, column) for column, key in columns
            }
            item = {
                key: value
                for key, cell in heads.by_key(sheet.rows[number]).items()
                if (value := self.answer(sheet, cell, f"{place}.{key}", facts.get(key, [])))
                is not None
            }
            if item or len(self.unknown) > stated:
                self.places[place] = sheet.place(number, heads.column("kind"))
                items.append(item)
        self.document["business"] = items

    def value(self, sheet: Sheet, cell: Cell | None) -> object:
        """Return the value of a cell; None: it is empty, or a problem."""
        if cell is None or (isinstance(cell.value, str) and not folded(cell.value)):
            return None
        if isinstance(cell.value, Fault):
            self.problems.append(sheet.problem(cell, cell.value))
            return None
        return cell.value

    def answer(self, sheet: Sheet, cell: Cell | None, name: str, facts: Sequence[Fact]) -> object:
        """Return the answer in a cell; None: there is none, or it says that it is not known.

        Args:
            sheet: its sheet.
            cell: the cell.
            name: the full name of the fact.
            facts: the fact of that name, in each kind of item; empty: it is none.
        """
        value = self.value(sheet, cell)
        types = {fact.type for fact in facts}
        if isinstance(value, str) and types - {FactType.TEXT} and key_of(value, _NOT_KNOWN):
            self.places[f"unknown[{len(self.unknown)}]"] = self.places[name]
            self.unknown.append(name)
            return None
        if FactType.DATE in types and isinstance(value, datetime) and value.time() == time():
            return value.date()  # midnight is a day, where the fact is one
        return value


_NO_SHEET = both("没有企业情况的工作表", "no sheet describes an enterprise")
_SECOND = both("与工作表“{first}”重复", "a second sheet like {first}")
_NOT_KNOWN = {"unknown": NOT_KNOWN}
_KEEP_ROW = both("请只保留一行", "keep one of the rows")
_REMOVE_SHEET = both("请只保留一张", "keep one of them")
_SHEETS_ARE = both(
    "工作表有：{names}；请用 aeo init --template FILE.xlsx 生成的工作簿填写；"
    "多家企业的列表请用 aeo screen",
    "its sheets: {names}; fill in a workbook made by aeo init --template FILE.xlsx, "
    "or use aeo screen for a list of enterprises",
)
