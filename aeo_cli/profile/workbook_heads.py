"""The heads of a sheet of a profile: keys in a hidden row, and labels below it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from aeo_cli.documents.labels import folded, key_of
from aeo_cli.documents.problems import Problem, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both
from aeo_cli.documents.workbooks import Cell, Fault, Sheet
from aeo_cli.profile.workbook_layout import label_words

_HEAD_ROWS = 20
"""Within so many rows the heads of a sheet stand."""


class Heads(NamedTuple):
    """What the columns of a sheet stand for."""

    keys: Mapping[int, str]
    """The key of each column whose head is known, by its number."""
    cells: Mapping[int, Cell]
    """The head of each column as it is shown, known or not."""
    below: tuple[int, ...]
    """The numbers of the rows below the heads."""

    def column(self, key: str) -> int:
        """Return the number of the column of a key; of the first one, where none has it."""
        return next((column for column, name in self.keys.items() if name == key), 1)

    def by_key(self, row: Mapping[int, Cell]) -> dict[str, Cell]:
        """Return the cells of a row by their keys."""
        return {key: row[column] for column, key in self.keys.items() if column in row}


def has_head(sheet: Sheet, labels: Mapping[str, Text], required: str) -> bool:
    """Return whether a sheet has the head that says what its rows are."""
    return any(required in keys for keys in _keys_of_rows(sheet, labels))


def has_some_heads(sheet: Sheet, labels: Mapping[str, Text]) -> bool:
    """Return whether a sheet has so many of some heads that it must be the one that has them."""
    return any(len(keys) >= _SOME for keys in _keys_of_rows(sheet, labels))


_SOME = 3
"""Fewer may stand in a sheet of the author's own."""


def _keys_of_rows(sheet: Sheet, labels: Mapping[str, Text]) -> Iterator[set[str]]:
    rows = (row for number, row in sheet.rows.items() if number <= _HEAD_ROWS)
    return (set(_keys(row, labels).values()) for row in rows)


def read_heads(sheet: Sheet, labels: Mapping[str, Text], required: str) -> Heads:
    """Return the heads of a sheet.

    They may stand in two rows, of keys and of labels; in each column, one of them is enough.

    Args:
        sheet: the sheet.
        labels: the labels that a column may have, by their keys.
        required: the key that every row of heads has.
    """
    found, cells = dict[int, str](), dict[int, Cell]()
    below: list[int] = []
    for number, row in sheet.rows.items():
        keys = _keys(row, labels)
        agrees = all(found.get(column, key) == key for column, key in keys.items())
        if agrees and number <= _HEAD_ROWS and required in keys.values():
            found, cells, below = {**keys, **found}, {**cells, **row}, []
        elif found:
            below.append(number)
    return Heads(dict(sorted(found.items())), dict(sorted(cells.items())), tuple(below))


def missing_head(sheet: Sheet, heads: Heads, required: Text) -> Iterator[Problem]:
    """Yield the problem of a sheet without the head that its rows need."""
    if not heads.keys:
        yield Problem(sheet.name, _MISSING.fill(name=required), None, _TEMPLATE)


def unknown_heads(sheet: Sheet, heads: Heads, labels: Mapping[str, Text]) -> Iterator[Problem]:
    """Yield a problem for each head that is not known."""
    for column, cell in heads.cells.items():
        if column not in heads.keys:
            word = "" if isinstance(cell.value, Fault) else str(cell.value)
            found = _UNKNOWN.fill(name=quoted(word))
            hint = did_you_mean(word, labels) or _TEMPLATE
            yield Problem(sheet.place(cell.row, column), found, None, hint)


def repeated_heads(sheet: Sheet, heads: Heads) -> Iterator[Problem]:
    """Yield a problem for each head that stands for the same as one before it."""
    for column, key in heads.keys.items():
        if column != heads.column(key):
            place = sheet.place(heads.cells[column].row, column)
            yield Problem(place, TWICE.fill(name=quoted(key)), None, _KEEP_ONE)


def _keys(row: Mapping[int, Cell], labels: Mapping[str, Text]) -> dict[int, str]:
    """Return the keys of the heads in a row, by column."""
    keys = ((column, _key(str(cell.value), labels)) for column, cell in row.items())
    return {column: key for column, key in keys if key is not None}


def _key(text: str, labels: Mapping[str, Text]) -> str | None:
    """Return the key of a head; one of several labels of a column is enough."""
    if key := key_of(text, labels):
        return key
    word = folded(text)
    return next((key for key, label in labels.items() if word in label_words(label)), None)


_MISSING = both("缺少“{name}”一列", "missing column “{name}”")
_UNKNOWN = both("没有 {name} 这一列", "unknown column {name}")
TWICE = both("{name} 重复出现", "{name} appears twice")
_KEEP_ONE = both("请只保留一列", "keep one of them")
_TEMPLATE = both(
    "请对照 aeo init --template FILE.xlsx 生成的工作簿；自己的内容请放在另一张工作表",
    "compare it with a workbook made by aeo init --template FILE.xlsx; "
    "what is your own belongs on another sheet",
)
