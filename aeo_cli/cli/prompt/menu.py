"""A list of choices that can be searched: its state, and how it is drawn."""

from collections import Counter
from collections.abc import Sequence

from aeo_cli.cli.prompt.frontend import (
    SHORTCUT_LABELS,
    MenuChoice,
    Preset,
    SelectionMode,
    Shortcut,
)
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.answers import NONE_OF_THESE
from aeo_cli.presentation.wording.language import Language

Fragments = list[tuple[str, str]]
"""Pieces of text, each with its style before it."""
MenuRow = int | Shortcut | tuple[()]
"""A row of the list: the index of a choice, a shortcut, or `()` for none of the choices."""
POINTER, MARKED, QUIET, STRONG = "bold fg:ansicyan", "fg:ansicyan", "dim", "bold"
MAX_QUERY = 40
"""Characters of a query; a longer one was pasted by mistake."""
_MANY_ROWS = 10
"""Rows from which the pointer's position is shown: a small screen does not show them all."""
_MARKED = both("已选 {count} 项", "{count} marked")
_POINT_FIRST = both("请先用 ↑↓ 选择", "choose with ↑↓ first")
_MARK_FIRST = both("请先用空格选中", "mark with Space first")
_UNMARK_FIRST = both("已有选中的选项，请先取消", "clear the marks first")
_NO_MATCH = both("没有与“{words}”匹配的选项", "nothing matches “{words}”")


class Menu:
    """The state of the list: the query, the pointer, and the marked choices.

    Args:
        choices: what can be selected.
        mode: how many of them.
        shortcuts: of these, "I don't know" is a row of the list.
        language: the language of the list.
        preset: what is pointed at or marked to begin with; None: the pointer is on no row.
    """

    def __init__(
        self,
        choices: Sequence[MenuChoice],
        mode: SelectionMode,
        shortcuts: Sequence[Shortcut],
        language: Language,
        preset: Preset | None = None,
    ) -> None:
        self.choices, self.mode, self.language = choices, mode, language
        self.shortcut_rows = [Shortcut.UNKNOWN] if Shortcut.UNKNOWN in shortcuts else []
        self.query, self.warning = "", ""
        self.marked = Counter[int]()
        self.pointer: int | None = None
        """The index of the row pointed at. Nobody chooses what they have not pointed at."""
        if preset is not None:
            self._point_at(preset.choice)

    @property
    def rows(self) -> list[MenuRow]:
        """The rows that match the query."""
        matches = [i for i, choice in enumerate(self.choices) if choice.key == self.query]
        matches = matches or [
            i for i, choice in enumerate(self.choices) if choice.matches(self.query)
        ]
        none_of_these = [] if self.mode is SelectionMode.ONE else [()]
        return [*matches, *none_of_these, *self.shortcut_rows]

    @property
    def row(self) -> MenuRow | None:
        """The row pointed at; None: no row is."""
        return None if self.pointer is None else self.rows[self.pointer]

    def _point_at(self, choice: tuple[int, ...] | Shortcut) -> None:
        """Point at an answer given before; of several choices, mark each and point at the first."""
        if isinstance(choice, tuple):
            row: MenuRow = choice[0] if choice else ()
            self.marked.update(() if self.mode is SelectionMode.ONE else choice)
        else:
            row = choice
        self.pointer = self.rows.index(row) if row in self.rows else None

    def move(self, step: int) -> None:
        """Move the pointer; past one end it continues at the other."""
        start = self.pointer if self.pointer is not None else min(-step, 0)
        self.pointer, self.warning = (start + step) % len(self.rows), ""

    def search(self, query: str) -> None:
        """Search the choices, and point at the first match; without a query at none.

        A query without a match is rejected, and points at no choice: a person who looked for “AEO”
        has not chosen something that merely begins like it.
        """
        if any(choice.matches(query) for choice in self.choices):
            self.query, self.pointer, self.warning = query, 0 if query else None, ""
        else:
            self.pointer, self.warning = None, self.language.say(_NO_MATCH, words=query)

    def mark(self, step: int) -> None:
        """Mark the choice at the pointer once more, or once less, if several may be selected."""
        row = self.row
        if isinstance(row, int) and self.mode is not SelectionMode.ONE:
            count = max(0, self.marked[row] + step)
            self.marked[row] = count if self.mode is SelectionMode.REPEATED else min(count, 1)
        self.warning = "" if row is not None else self.language.say(_POINT_FIRST)

    def toggle(self) -> None:
        """Mark the choice at the pointer, or unmark it."""
        row = self.row
        self.mark(-self.marked[row] if isinstance(row, int) and self.marked[row] else 1)

    def result(self) -> tuple[int, ...] | Shortcut | None:
        """Return what Enter selects; None: nothing, or the marks and the pointer contradict."""
        row, marked = self.row, tuple(sorted(self.marked.elements()))
        if self.mode is SelectionMode.ONE and isinstance(row, int):
            return (row,)
        if (row is None or isinstance(row, int)) and marked:
            return marked
        if row is not None and not isinstance(row, int) and not marked:
            return row
        if row is None:
            self.warning = self.language.say(_POINT_FIRST)
        else:
            self.warning = self.language.say(_UNMARK_FIRST if marked else _MARK_FIRST)
        return None

    def fragments(self, width: int) -> Fragments:
        """Return the list as drawn in a number of columns."""
        fragments: Fragments = []
        for index, row in enumerate(self.rows):
            is_pointed_at = index == self.pointer
            fragments.append((POINTER, "› ") if is_pointed_at else ("", "  "))
            fragments += [*self._row(row, STRONG if is_pointed_at else "", width), ("", "\n")]
        return fragments[:-1]

    def pointer_line(self, width: int) -> int:
        """Return the line on which the row at the pointer begins."""
        rows = (self._row(row, "", width) for row in self.rows[: self.pointer or 0])
        return sum(1 + sum(text.count("\n") for _, text in row) for row in rows)

    def _row(self, row: MenuRow, style: str, width: int) -> Fragments:
        if not isinstance(row, int):
            label = NONE_OF_THESE if isinstance(row, tuple) else SHORTCUT_LABELS[row]
            return [(style or QUIET, self._wrapped(self.language.say(label), width, 2))]
        choice, box = self.choices[row], self._box(row)
        box_style = f"{style} {MARKED}" if self.marked[row] else style
        return [(box_style, box), (style, self._wrapped(choice.text, width, 2 + len(box)))]

    def _box(self, row: int) -> str:
        """Return a box that shows how often a choice is marked.

        If only one can be selected there is none: a choice without a name has its number instead.
        """
        if self.mode is SelectionMode.ONE:
            key = self.choices[row].key
            return f"{key:>2}  " if key.isdecimal() else ""
        count, signs = self.marked[row], {0: " ", 1: "x"}
        return f"[{signs.get(count, count)}] "

    def _wrapped(self, text: str, width: int, indent: int) -> str:
        """Return a text broken into lines, all but the first indented."""
        page = Page(self.language.lang, width - indent)
        return f"\n{' ' * indent}".join(blocks.printed(Prose(text), page).splitlines())

    def status(self) -> str:
        """Return the line below the list: position, query, number of marks, warning."""
        count = self.marked.total()
        marked = self.language.say(_MARKED, count=count) if count else ""
        place = 0 if self.pointer is None else self.pointer + 1
        position = f"{place}/{len(self.rows)}" if len(self.rows) > _MANY_ROWS else ""
        query = self.query and f"/ {self.query}"
        return "  ".join(filter(None, (position, query, marked, self.warning)))
