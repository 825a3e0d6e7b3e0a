"""The heads of a sheet of a profile: keys in a hidden row, and labels below it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from aeo_cli.documents.labels import folded
from aeo_cli.documents.problems import Problem, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both
from aeo_cli.documents.workbooks import Cell, Fault, Sheet
from aeo_cli.profile.workbook_layout import KEEP_ONE_COLUMN, UNKNOWN_COLUMN, columns_by_word

_HEAD_ROWS = 20
"""Within so many rows the heads of a sheet stand."""


class SheetHeads(NamedTuple):
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


Needed = Sequence[frozenset[str]]
"""The keys that the heads of a sheet must have: of each group one."""


def has_heads(sheet: Sheet, labels: Mapping[str, Text], needed: Needed) -> bool:
    """Return whether a sheet has the heads that say what its rows are."""
    return any(_meets(keys.values(), needed) for _, _, keys in _rows_of_keys(sheet, labels))


def has_some_heads(sheet: Sheet, labels: Mapping[str, Text]) -> bool:
    """Return whether a sheet has so many of some heads that it must be the one that has them."""
    return any(len(set(keys.values())) >= _SOME for _, _, keys in _rows_of_keys(sheet, labels))


_SOME = 3
"""Fewer may stand in a sheet of the author's own."""


def read_heads(sheet: Sheet, labels: Mapping[str, Text], needed: Needed) -> SheetHeads:
    """Return the heads of a sheet.

    They may stand in two rows, of keys and of labels; in each column, one of them is enough.

    Args:
        sheet: the sheet.
        labels: the labels that a column may have, by their keys.
        needed: the keys that every row of heads has.
    """
    found, cells, last = dict[int, str](), dict[int, Cell](), 0
    for number, row, keys in _rows_of_keys(sheet, labels):
        # A second row of heads has the same ones; below are answers, whatever words stand in them.
        same = {column: key for column, key in keys.items() if found.get(column, key) == key}
        if not _meets(same.values(), needed):
            if found:
                break
            continue
        found, cells, last = {**keys, **found}, {**cells, **row}, number
    below = tuple(number for number in sheet.rows if found and number > last)
    return SheetHeads(dict(sorted(found.items())), dict(sorted(cells.items())), below)


def _meets(keys: Collection[str], needed: Needed) -> bool:
    return all(not group.isdisjoint(keys) for group in needed)


def _rows_of_keys(
    sheet: Sheet, labels: Mapping[str, Text]
) -> Iterator[tuple[int, Mapping[int, Cell], dict[int, str]]]:
    """Yield the first rows of a sheet, each with its number and the keys of its cells."""
    words = columns_by_word(labels)
    for number, row in sheet.rows.items():
        if number > _HEAD_ROWS:
            return
        found = ((column, words.get(folded(str(cell.value)), ())) for column, cell in row.items())
        yield number, row, {column: next(iter(keys)) for column, keys in found if len(keys) == 1}


def wrong_heads(
    sheet: Sheet, heads: SheetHeads, labels: Mapping[str, Text], required: Text
) -> Iterator[Problem]:
    """Yield the problems of the heads of a sheet.

    The one that its rows need is missing, one is not known, or one stands for the same as another.
    """
    if not heads.keys:
        yield Problem(sheet.name, _MISSING.fill(name=required), None, _TEMPLATE)
    for column, cell in heads.cells.items():
        if column not in heads.keys:
            word = "" if isinstance(cell.value, Fault) else str(cell.value)
            found = UNKNOWN_COLUMN.fill(name=quoted(word))
            hint = did_you_mean(word, labels) or _TEMPLATE
            yield Problem(sheet.place(cell.row, column), found, None, hint)
    for column, key in heads.keys.items():
        if column != heads.column(key):
            place = sheet.place(heads.cells[column].row, column)
            yield Problem(place, TWICE.fill(name=quoted(key)), None, KEEP_ONE_COLUMN)


_MISSING = both("缺少“{name}”一列", "missing column “{name}”")
TWICE = both("{name} 重复出现", "{name} appears twice")
_TEMPLATE = both(
    "请对照 aeo init --template FILE.xlsx 生成的工作簿；自己的内容请放在另一张工作表",
    "compare it with a workbook made by aeo init --template FILE.xlsx; "
    "what is your own belongs on another sheet",
)
