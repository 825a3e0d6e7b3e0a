"""A list of choices: what is searched for, where the pointer is, what is marked."""

from collections import Counter
from collections.abc import Sequence

from aeo_cli.cli.prompt.front import COMMANDS, NOTHING, MenuChoice, Several, Shortcut
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.language import Language

Fragments = list[tuple[str, str]]
"""Pieces of text, each with its style before it."""
MenuRow = int | Shortcut | tuple[()]
"""What can be pointed at: the place of a choice, a command, or no choice at all."""
POINTER, MARKED, QUIET, STRONG = "bold fg:ansicyan", "fg:ansicyan", "dim", "bold"
LONGEST = 40
"""Signs that may be searched for; what is longer was pasted by mistake."""
_MANY = 10
"""Rows past which the place of the pointer is told: a small screen does not show them all."""
_MARKED = both("已选 {count} 项", "{count} marked")
_MARK_FIRST = both("请先用空格选中", "mark with Space first")
_UNMARK_FIRST = both("已有选中的选项，请先取消", "unmark what is marked first")
_NO_MATCH = both("没有与“{words}”匹配的选项", "nothing matches “{words}”")


class Menu:
    """The list as it stands.

    Args:
        choices: what can be chosen.
        several: how many of them.
        commands: of these, not to know is a row of the list.
        speech: the language.
    """

    def __init__(
        self,
        choices: Sequence[MenuChoice],
        several: Several,
        commands: Sequence[Shortcut],
        speech: Language,
    ) -> None:
        self.choices, self.several, self.speech = choices, several, speech
        self.last = [one for one in commands if one is Shortcut.UNKNOWN]
        self.sought, self.at, self.warning = "", 0, ""
        self.marked = Counter[int]()

    @property
    def rows(self) -> list[MenuRow]:
        """What can be pointed at."""
        found = [i for i, choice in enumerate(self.choices) if choice.mentions(self.sought)]
        nothing = [] if self.several is Several.ONE else [()]
        return [*found, *nothing, *self.last]

    def move(self, step: int) -> None:
        """Move the pointer; past an end it comes in at the other."""
        self.at, self.warning = (self.at + step) % len(self.rows), ""

    def seek(self, words: str) -> None:
        """Look for words; the pointer goes to the first choice that mentions them.

        Words that nothing mentions are not taken: there is always a choice to point at.
        """
        if any(choice.mentions(words) for choice in self.choices):
            self.sought, self.at, self.warning = words, 0, ""
        else:
            self.warning = self.speech.say(_NO_MATCH, words=words)

    def mark(self, step: int) -> None:
        """Mark what is pointed at once more, or once less, where several may be chosen."""
        row = self.rows[self.at]
        if isinstance(row, int) and self.several is not Several.ONE:
            most = None if self.several is Several.REPEATED else 1
            count = max(0, self.marked[row] + step)
            self.marked[row] = count if most is None else min(count, most)
        self.warning = ""

    def toggle(self) -> None:
        """Mark what is pointed at, or unmark it."""
        row = self.rows[self.at]
        if isinstance(row, int):
            self.mark(-self.marked[row] if self.marked[row] else 1)

    def result(self) -> tuple[int, ...] | Shortcut | None:
        """Return what Enter chooses; None: what is marked and what is pointed at do not agree."""
        row, marked = self.rows[self.at], tuple(sorted(self.marked.elements()))
        if self.several is Several.ONE and isinstance(row, int):
            return (row,)
        if isinstance(row, int) and marked:
            return marked
        if not isinstance(row, int) and not marked:
            return row
        self.warning = self.speech.say(_UNMARK_FIRST if marked else _MARK_FIRST)
        return None

    def fragments(self, width: int) -> Fragments:
        """Return the list as it is drawn on some columns."""
        lines: Fragments = []
        for place, row in enumerate(self.rows):
            here = place == self.at
            lines.append((POINTER if here else "", "› " if here else "  "))
            lines += [*self._row(row, STRONG if here else "", width), ("", "\n")]
        return lines[:-1]

    def line(self, width: int) -> int:
        """Return the line on which the row that is pointed at begins."""
        rows = (self._row(row, "", width) for row in self.rows[: self.at])
        return sum(1 + sum(text.count("\n") for _, text in row) for row in rows)

    def _row(self, row: MenuRow, style: str, width: int) -> Fragments:
        if not isinstance(row, int):
            told = self.speech.say(NOTHING if isinstance(row, tuple) else COMMANDS[row])
            return [(style or QUIET, self._set(told, width, 2))]
        choice, box = self.choices[row], self._box(self.marked[row])
        marked = f"{style} {MARKED}" if self.marked[row] else style
        return [(marked, box), (style, self._set(choice.told, width, 2 + len(box)))]

    def _box(self, count: int) -> str:
        """Return how often a choice is marked, where there is anything to mark."""
        signs = {0: " ", 1: "x"}
        return "" if self.several is Several.ONE else f"[{signs.get(count, count)}] "

    def _set(self, words: str, width: int, indent: int) -> str:
        """Return words broken into lines that begin under one another."""
        page = Page(self.speech.lang, width - indent)
        return f"\n{' ' * indent}".join(blocks.printed(Prose(words), page).splitlines())

    def below(self) -> str:
        """Return what stands below the list: what is sought, what is wrong, what is marked."""
        marked = self.marked.total()
        count = self.speech.say(_MARKED, count=marked) if marked else ""
        place = f"{self.at + 1}/{len(self.rows)}" if len(self.rows) > _MANY else ""
        sought = self.sought and f"/ {self.sought}"
        return "  ".join(filter(None, (place, sought, count, self.warning)))
