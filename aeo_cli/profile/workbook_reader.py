"""Read a profile from the sheets of a workbook: the document, and the cell of each of its parts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.labels import folded, key_of
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.documents.workbooks import Cell, Fault, Sheet
from aeo_cli.profile.model import BUSINESS
from aeo_cli.profile.possible_facts import facts_by_name
from aeo_cli.profile.workbook_heads import (
    TWICE,
    Needed,
    SheetHeads,
    has_heads,
    has_some_heads,
    read_heads,
    wrong_heads,
)
from aeo_cli.profile.workbook_layout import (
    BUSINESS_HEADS,
    BUSINESS_SHEET,
    ENTERPRISE_HEADS,
    ENTERPRISE_SHEET,
    EVIDENCE,
    FACT,
    FACT_HEADS,
    INSTRUCTIONS,
    LISTS,
    NOT_STATED,
    VALUE,
    business_labels,
    day_not_known,
    enterprise_labels,
    enterprise_rows,
)
from aeo_cli.profile.workbook_profile import WorkbookProfile
from aeo_cli.rules.facts import Fact, FactType


def is_profile(sheets: tuple[Sheet, ...]) -> bool:
    """Return whether a workbook has a sheet of an enterprise, in which each fact has a row."""
    return any(has_heads(sheet, FACT_HEADS, ENTERPRISE_HEADS) for sheet in sheets)


def read_workbook_profile(sheets: tuple[Sheet, ...], catalogue: Catalogue) -> WorkbookProfile:
    """Read the document of a profile from the sheets of a workbook.

    A sheet is known by its heads, whatever its name, or else by its name, so that none is passed
    over that lost a head; any other is the author's own.

    Raises:
        InputError: it has no sheet of an enterprise.
    """
    reader = _WorkbookReader(catalogue)
    enterprise = _sheets(sheets, FACT_HEADS, ENTERPRISE_HEADS, ENTERPRISE_SHEET)
    others = [sheet for sheet in sheets if sheet not in enterprise]  # a name may be "kind"
    business = _sheets(others, business_labels(catalogue), BUSINESS_HEADS, BUSINESS_SHEET)
    if not enterprise:
        shown = listed([quoted(sheet.name).en for sheet in sheets])
        raise InputError([Problem("", _NO_SHEET, None, _SHEETS_ARE.fill(names=shown))])
    for sheet in enterprise[:1]:
        reader.enterprise(sheet)
    for sheet in business[:1]:
        reader.business(sheet)
    reader.problems += [*second_sheets(enterprise), *second_sheets(business)]
    document = {**reader.document, "unknown": reader.unknown}
    own = {INSTRUCTIONS.zh, INSTRUCTIONS.en, LISTS}
    read = (*enterprise, *business)
    unread = [one.name for one in sheets if one.rows and one.name not in own and one not in read]
    return WorkbookProfile(document, reader.places, tuple(reader.problems), tuple(unread))


def second_sheets(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """Yield a problem for each sheet of a sort but the first."""
    for sheet in sheets[1:]:
        yield Problem(sheet.name, _SECOND.fill(first=sheets[0].name), None, _REMOVE_SHEET)


def _sheets(
    sheets: Iterable[Sheet], labels: Mapping[str, Text], needed: Needed, name: Text
) -> list[Sheet]:
    """Return the sheets of a sort: with the head that its rows need, or else meant to have it."""
    names = {name.zh, name.en}
    filled = [sheet for sheet in sheets if sheet.rows]
    headed = [sheet for sheet in filled if has_heads(sheet, labels, needed)]
    return headed or [
        sheet
        for sheet in filled
        if folded(sheet.name).casefold() in names or has_some_heads(sheet, labels)
    ]


class _WorkbookReader:
    """Reads the sheets, and goes on after each problem as far as it can."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.problems: list[Problem] = []
        self.document: dict[str, Any] = {"enterprise": {}}
        self.places: dict[str, str] = {}
        self.unknown: dict[str, object] = {}
        """The full names of the facts that are said not to be known, each with the day, or true."""

    def enterprise(self, sheet: Sheet) -> None:
        """Read the sheet of the enterprise, in which each fact has a row."""
        labels, facts = enterprise_labels(self.catalogue), enterprise_rows(self.catalogue)
        heads = read_heads(sheet, FACT_HEADS, ENTERPRISE_HEADS)
        self.problems += wrong_heads(sheet, heads, FACT_HEADS, FACT_HEADS[VALUE])
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
        heads = read_heads(sheet, labels, BUSINESS_HEADS)
        self.problems += wrong_heads(sheet, heads, labels, labels["kind"])
        if self.says_nothing(sheet, heads):
            return
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

    def says_nothing(self, sheet: Sheet, heads: SheetHeads) -> bool:
        """Return whether the only cell of the sheet says that it is not known what is pending."""
        cells = [cell for number in heads.below for cell in sheet.rows[number].values()]
        if len(cells) != 1 or cells[0].column != heads.column("kind"):
            return False
        word = str(cells[0].value)
        if day := day_not_known(word):
            self.not_known(BUSINESS, day, sheet.place(cells[0].row, cells[0].column))
        return day is not None or key_of(word, {NOT_STATED.en: NOT_STATED}) is not None

    def not_known(self, name: str, day: object, place: str) -> None:
        """Note that a fact is said not to be known, and where."""
        self.unknown[name] = day
        self.places[f'unknown."{name}"'] = place

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
        is_word = isinstance(value, str) and types - {FactType.TEXT}
        if is_word and (day := day_not_known(str(value))):
            self.not_known(name, day, self.places[name])
            return None
        # Who types a day into a cell for a moment sees 00:00: midnight itself has to be a text.
        if isinstance(value, datetime) and value.time() == time():
            return value.date()
        return value


NOT_READ = both("未读取的工作表：{sheets}", "sheets that are not read: {sheets}")
_NO_SHEET = both("没有企业情况的工作表", "no sheet describes an enterprise")
_SECOND = both("与工作表“{first}”重复", "a second sheet like {first}")
_KEEP_ROW = both("请只保留一行", "keep one of the rows")
_REMOVE_SHEET = both("请只保留一张", "keep one of them")
_SHEETS_ARE = both(
    "工作表有：{names}；请用 aeo init --template FILE.xlsx 生成的工作簿填写；"
    "多家企业的列表请用 aeo screen",
    "its sheets: {names}; fill in a workbook made by aeo init --template FILE.xlsx, "
    "or use aeo screen for a list of enterprises",
)
