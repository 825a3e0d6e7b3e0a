"""A list of choices that can be searched: its state, and how it is drawn."""

from collections import Counter
from collections.abc import Sequence

from aeo_cli.cli.prompt.frontend import (
    NONE_OF_THESE,
    SHORTCUT_LABELS,
    MenuChoice,
    SelectionMode,
    Shortcut,
)
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.prose import Prose
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
_MARK_FIRST = both("请先用空格选中", "mark with Space first")
_UNMARK_FIRST = both("已有选中的选项，请先取消", "unmark what is marked first")
_NO_MATCH = both("没有与“{words}”匹配的选项", "nothing matches “{words}”")


class Menu:
    """The state of the list: the query, the pointer, and the marked choices.

    Args:
        choices: what can be selected.
        mode: how many of them.
        shortcuts: of these, "I don't know" is a row of the list.
        language: the language of the list.
    """

    def __init__(
        self,
        choices: Sequence[MenuChoice],
        mode: SelectionMode,
        shortcuts: Sequence[Shortcut],
        language: Language,
    ) -> None:
        self.choices, self.mode, self.language = choices, mode, language
        self.shortcut_rows = [Shortcut.UNKNOWN] if Shortcut.UNKNOWN in shortcuts else []
        self.query, self.pointer, self.warning = "", 0, ""
        self.marked = Counter[int]()

    @property
    def rows(self) -> list[MenuRow]:
        """The rows that match the query."""
        matches = [i for i, choice in enumerate(self.choices) if choice.matches(self.query)]
        none_of_these = [] if self.mode is SelectionMode.ONE else [()]
        return [*matches, *none_of_these, *self.shortcut_rows]

    def move(self, step: int) -> None:
        """Move the pointer; past one end it continues at the other."""
        self.pointer, self.warning = (self.pointer + step) % len(self.rows), ""

    def search(self, query: str) -> None:
        """Search the choices, and point at the first match.

        A query without a match is refused: there is always a choice to point at.
        """
        if any(choice.matches(query) for choice in self.choices):
            self.query, self.pointer, self.warning = query, 0, ""
        else:
            self.warning = self.language.say(_NO_MATCH, words=query)

    def mark(self, step: int) -> None:
        """Mark the choice at the pointer once more, or once less, if several may be selected."""
        row = self.rows[self.pointer]
        if isinstance(row, int) and self.mode is not SelectionMode.ONE:
            count = max(0, self.marked[row] + step)
            self.marked[row] = count if self.mode is SelectionMode.REPEATED else min(count, 1)
        self.warning = ""

    def toggle(self) -> None:
        """Mark the choice at the pointer, or unmark it."""
        row = self.rows[self.pointer]
        if isinstance(row, int):
            self.mark(-self.marked[row] if self.marked[row] else 1)

    def result(self) -> tuple[int, ...] | Shortcut | None:
        """Return what Enter selects; None: the marks and the pointer contradict each other."""
        row, marked = self.rows[self.pointer], tuple(sorted(self.marked.elements()))
        if self.mode is SelectionMode.ONE and isinstance(row, int):
            return (row,)
        if isinstance(row, int) and marked:
            return marked
        if not isinstance(row, int) and not marked:
            return row
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
        rows = (self._row(row, "", width) for row in self.rows[: self.pointer])
        return sum(1 + sum(text.count("\n") for _, text in row) for row in rows)

    def _row(self, row: MenuRow, style: str, width: int) -> Fragments:
        if not isinstance(row, int):
            label = NONE_OF_THESE if isinstance(row, tuple) else SHORTCUT_LABELS[row]
            return [(style or QUIET, self._wrapped(self.language.say(label), width, 2))]
        choice, box = self.choices[row], self._box(self.marked[row])
        box_style = f"{style} {MARKED}" if self.marked[row] else style
        return [(box_style, box), (style, self._wrapped(choice.text, width, 2 + len(box)))]

    def _box(self, count: int) -> str:
        """Return a box that shows how often a choice is marked; empty if only one is selected."""
        signs = {0: " ", 1: "x"}
        return "" if self.mode is SelectionMode.ONE else f"[{signs.get(count, count)}] "

    def _wrapped(self, text: str, width: int, indent: int) -> str:
        """Return a text broken into lines, all but the first indented."""
        page = Page(self.language.lang, width - indent)
        return f"\n{' ' * indent}".join(blocks.printed(Prose(text), page).splitlines())

    def status(self) -> str:
        """Return the line below the list: position, query, number of marks, warning."""
        count = self.marked.total()
        marked = self.language.say(_MARKED, count=count) if count else ""
        position = f"{self.pointer + 1}/{len(self.rows)}" if len(self.rows) > _MANY_ROWS else ""
        query = self.query and f"/ {self.query}"
        return "  ".join(filter(None, (position, query, marked, self.warning)))
