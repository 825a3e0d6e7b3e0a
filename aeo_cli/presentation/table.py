"""A table for spreadsheets: named columns, typed cells, and what a reader need not see."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

Cell = str | int | date | datetime | None
"""A moment is in Shanghai time."""


class TableColumn(NamedTuple):
    """The heading of a column, and how it is shown."""

    heading: str
    width: int
    """In characters, for the best view."""
    is_hidden: bool = False
    """Whether a workbook hides it: programs read it, people seldom do."""


class Table(NamedTuple):
    """Rows under named columns."""

    name: str
    columns: tuple[TableColumn, ...]
    rows: Iterable[tuple[Cell, ...]]
    frozen: int = 0
    """How many columns stay in view when the table is scrolled."""
    sections: frozenset[int] = frozenset()
    """The rows, from zero, that head those below them; a table with such rows is not filtered."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.heading for column in self.columns)
