"""What the heads of tables mean: a column by its key or its label, or as the reader maps it.

The tables that people have come from a spreadsheet or a CRM. Their heads are words of their own,
and not every column is a fact.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.labels import folded
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.suggestions import did_you_mean, nearest
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.profile.model import REF_LABEL
from aeo_cli.profile.workbook_layout import (
    UNKNOWN_COLUMN,
    business_labels,
    columns_by_word,
    enterprise_labels,
)
from aeo_cli.screening.sources import TableName

READINGS = "readings."
"""The prefix of columns for readings; facts of an enterprise or an item have none."""
ITEM_COLUMNS = ("ref", "kind", "id", "note")
_PREFIXES = {TableName.ENTERPRISES: "enterprise.", TableName.BUSINESS: "business."}
"""What may stand before a key: the full name of a fact."""
_EXTRA = "extra__"


class HeadOptions(NamedTuple):
    """How the heads of tables are read, beyond keys and labels."""

    mapped: Mapping[str, str] = MappingProxyType({})
    """The column that each head stands for, as a key or label; empty: it is not read."""
    ignores_unknown: bool = False
    """Whether columns that mean nothing are passed over."""
    kept: tuple[str, ...] = ()
    """The columns of enterprises that are carried through into the results, in their order."""


NO_OPTIONS = HeadOptions()


class TableHeads:
    """What the heads of the tables of a catalogue mean.

    Args:
        catalogue: the catalogue.
        options: how its heads are read.

    Raises:
        InputError: an option names a column that does not exist.
    """

    def __init__(self, catalogue: Catalogue, options: HeadOptions) -> None:
        self.ignores_unknown = options.ignores_unknown
        owners, items = enterprise_labels(catalogue), business_labels(catalogue)
        prefix = _PREFIXES[TableName.ENTERPRISES]
        self.labels: Mapping[TableName, Mapping[str, Text]] = {
            TableName.ENTERPRISES: {
                name.removeprefix(prefix): text for name, text in owners.items()
            },
            TableName.BUSINESS: {"ref": REF_LABEL, **items},
        }
        """The label of each column; several, where kinds of item call a fact by other words."""
        full_names = {
            TableName.ENTERPRISES: [name for name in owners if name.startswith(prefix)],
            TableName.BUSINESS: [_PREFIXES[TableName.BUSINESS] + name for name in items],
        }
        self._columns = {
            table: _by_word(labels, full_names[table]) for table, labels in self.labels.items()
        }
        self.mapped = {folded(head): column for head, column in options.mapped.items()}
        """The column that each head stands for, by the head as it is compared."""
        self.extras: dict[str, str] = {}
        """The columns to carry through that are no facts, with their names in an engine."""
        if problems := [*self._unknown_targets(), *self._left_out(options.kept)]:
            raise InputError(problems)
        kept = dict.fromkeys(map(self._kept, options.kept))
        self.kept = tuple(name for name in kept if name != "ref")
        """The columns to carry through: the keys of facts, and the heads of other columns."""
        others = [name for name in self.kept if name not in self.labels[TableName.ENTERPRISES]]
        self.extras = {name: f"{_EXTRA}{number}" for number, name in enumerate(others)}

    def columns(self, table: TableName, head: str) -> frozenset[str]:
        """Return the columns of a table that a head may mean; none: it is unknown, or not read."""
        word = folded(head)
        if word in self.mapped:
            word = folded(self.mapped[word])
        columns = self._columns[table]
        if found := columns.get(word):
            return found
        extra = self.extras.get(word) if table is TableName.ENTERPRISES else None
        return frozenset([extra] if extra else [])

    def header_refs(self, heads: Sequence[str], columns: Sequence[str | None]) -> list[str]:
        """Return the words that `ref` may be called by in the header of a file.

        Args:
            heads: the heads of the file.
            columns: the columns that they mean.
        """
        own = [head for head, column in zip(heads, columns, strict=True) if column == "ref"]
        words = (*self.mapped, *self._columns[TableName.ENTERPRISES])
        return own + [word for word in words if "ref" in self.columns(TableName.ENTERPRISES, word)]

    def is_dropped(self, head: str) -> bool:
        """Return whether the reader maps a head to nothing."""
        return self.mapped.get(folded(head)) == ""

    def meant(self, table: TableName, head: str) -> Text | None:
        """Return a hint at the column that a head seems to be misspelt for."""
        return did_you_mean(head.removeprefix(_PREFIXES[table]), self.labels[table])

    def nearest(self, table: TableName, head: str) -> str | None:
        """Return the column that a head seems to be misspelt for."""
        return nearest(head.removeprefix(_PREFIXES[table]), self.labels[table])

    def shown(self, table: TableName, column: str, lang: Lang) -> str:
        """Return a column as a head for people: its label, if no other column has it."""
        label = self.labels[table][column][lang]
        return label if self.columns(table, label) == {column} else column

    def _kept(self, word: str) -> str:
        found = self.columns(TableName.ENTERPRISES, word)
        return next(iter(found)) if len(found) == 1 else folded(word)

    def _left_out(self, kept: Iterable[str]) -> Iterator[Problem]:
        """Yield a problem for each head to carry through that is not read."""
        for word in kept:
            if self.is_dropped(word):
                found = _LEFT_OUT.fill(name=quoted(word), option=f"--map '{word}='")
                yield Problem("--keep", found, None, _KEEP_ONE)

    def _unknown_targets(self) -> Iterator[Problem]:
        words = {word for columns in self._columns.values() for word in columns}
        options = {name: text for labels in self.labels.values() for name, text in labels.items()}
        for target in self.mapped.values():
            if target and folded(target) not in words:
                hint = did_you_mean(target, options) or DESCRIBED
                yield Problem("--map", UNKNOWN_COLUMN.fill(name=quoted(target)), None, hint)


def on_one_line(head: str) -> str:
    """Return a head that is broken into lines, as in narrow columns, without the line breaks."""
    lines = re.sub(r"\s*[\r\n]\s*", "\n", head)
    return re.sub(r"(?<=[!-~])\n(?=[!-~])", " ", lines).replace("\n", "")


def fact_name(column: str) -> str:
    """Return the full name of the fact in a column of enterprises."""
    return column if column.startswith(READINGS) else f"enterprise.{column}"


def is_extra(column: str) -> bool:
    """Return whether a column of an engine is no fact, and only carried through."""
    return column.startswith(_EXTRA)


def _by_word(labels: Mapping[str, Text], full_names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the columns by each word that names them: keys, labels, and full names of facts."""
    full = {name: frozenset([name.partition(".")[2]]) for name in full_names}
    return {**full, **columns_by_word(labels)}


ODD_SIGN = "[^!-~一-鿿]"
"""A character of a `ref` that may be that of a head in another width; blanks are, too.

Engines of columns leave a ref with one to the reader of rows, who knows the header of a file that
stands in it once more.
"""
_LEFT_OUT = both("{option} 不读取 {name}", "{option} leaves out {name}")
_KEEP_ONE = both("请只保留一个", "keep one of them")
DESCRIBED = both(
    "列名见 aeo screen --template 生成的空表",
    "for the columns, see the empty tables of aeo screen --template",
)
