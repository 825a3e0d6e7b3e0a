"""A front end for any terminal and for screen readers: numbered choices, one line of input."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from typing import ClassVar, TypeVar

from aeo_cli.cli.prompt.frontend import (
    ANSWER_SO_FAR,
    ENTER_ALONE,
    SHORTCUT_LABELS,
    Frontend,
    MenuChoice,
    Preset,
    SelectionMode,
    Shortcut,
    normalized,
)
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.grid import Grid
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.answers import NONE_OF_THESE
from aeo_cli.rules.mistakes import Mistake, correction

T = TypeVar("T")
_PROMPT = "> "


class LineFrontend(Frontend):
    """A front end that reads lines.

    Args:
        page: the page on which to lay out text.
        write: shows text.
        read_line: reads a line after a prompt; raises `EOFError` at the end of input.
    """

    signs: ClassVar = {shortcut: shortcut.value for shortcut in Shortcut}

    def __init__(
        self, page: Page, write: Callable[[str], None], read_line: Callable[[str], str]
    ) -> None:
        super().__init__(page, write)
        self.read_line = read_line

    def choose(
        self,
        choices: Sequence[MenuChoice],
        mode: SelectionMode,
        shortcuts: Sequence[Shortcut],
        preset: Preset | None = None,
    ) -> tuple[int, ...] | Shortcut:
        """Let a person choose by number, key or label; a single choice by the label's beginning."""
        indexes = range(len(choices))
        self._discard_pending_input(shortcuts)
        self._list(choices, indexes, mode)
        if instruction := _INSTRUCTIONS[mode]:
            self.say(instruction, blocks.QUIET)
        self.show_legend(shortcuts)
        if preset is not None:
            self._show_preset(preset, self._named(preset.choice, choices))
        while True:
            typed = self._line(shortcuts)
            if isinstance(typed, Shortcut):
                return typed
            if not typed and preset is not None:
                return preset.choice
            selected = _selected(typed, choices, mode)
            if selected is not None:
                return selected
            _discard_pasted_lines()
            matches = [index for index in indexes if choices[index].matches(typed)]
            if typed and 0 < len(matches) < len(choices):
                self._list(choices, matches, SelectionMode.ONE)
                self.say(_MATCHES.fill(typed=_shortened(typed)))
                continue
            first = 1 if mode is SelectionMode.ONE else 0
            sentence = _NOT_A_CHOICE if typed else _NO_CHOICE
            self.say(sentence.fill(typed=_shortened(typed), first=first, count=len(choices)))

    def enter(
        self,
        parse: Callable[[str], T | Mistake],
        shortcuts: Sequence[Shortcut],
        preset: Preset | None = None,
    ) -> T | Shortcut:
        """Let a person type until the text can be parsed, and return what it means."""
        self._discard_pending_input(shortcuts)
        self.show_legend(shortcuts)
        if preset is not None:
            self._show_preset(preset, preset.text or self._named(preset.choice, ()))
        while True:
            typed = self._line(shortcuts)
            if isinstance(typed, Shortcut):
                return typed
            if not typed and preset is not None:
                if isinstance(preset.choice, Shortcut):
                    return preset.choice
                typed = preset.text
            value = parse(typed)
            if not isinstance(value, Mistake):
                return value
            _discard_pasted_lines()
            self.say(correction(value))

    def _show_preset(self, preset: Preset, answer: str) -> None:
        """Say what Enter alone does."""
        sentence = ANSWER_SO_FAR if preset.is_answer else ENTER_ALONE
        self.say(sentence.fill(answer=answer))

    def _named(self, choice: tuple[int, ...] | Shortcut, choices: Sequence[MenuChoice]) -> str:
        """Return a choice in words."""
        if isinstance(choice, Shortcut):
            return self.language.say(SHORTCUT_LABELS[choice])
        labels = self.language.listed(
            choices[index].label + (f" × {count}" if count > 1 else "")
            for index, count in Counter(choice).items()
        )
        return labels or self.language.say(NONE_OF_THESE)

    def _discard_pending_input(self, shortcuts: Sequence[Shortcut]) -> None:
        """Discard lines typed ahead if no shortcut leads back, as where a file is named."""
        if not shortcuts:
            _discard_pasted_lines()

    def _line(self, shortcuts: Sequence[Shortcut]) -> str | Shortcut:
        """Return the next line, or the shortcut that it means."""
        try:
            typed = self.read_line(_PROMPT).strip()
        except EOFError:
            self.write("\n")
            return Shortcut.SKIP
        except UnicodeError:  # the bytes are no text in the terminal's encoding
            return "\N{REPLACEMENT CHARACTER}"
        for shortcut in shortcuts:
            label = SHORTCUT_LABELS[shortcut][self.page.lang]
            if normalized(typed) in {shortcut.value, normalized(label)}:
                return shortcut
        return typed

    def _list(
        self, choices: Sequence[MenuChoice], indexes: Sequence[int], mode: SelectionMode
    ) -> None:
        """Show some of the choices, each with its number."""
        rows = [(str(index + 1), choices[index].text) for index in indexes]
        if mode is not SelectionMode.ONE:
            rows.append(("0", self.language.say(NONE_OF_THESE)))
        cells = ((Prose(f"{number:>3}", blocks.ACCENT), Prose(text)) for number, text in rows)
        self.show(Grid(cells))


_INSTRUCTIONS = {
    SelectionMode.ONE: None,
    SelectionMode.EACH_ONCE: both("可多选，如 1 3", "to select several: for example 1 3"),
    SelectionMode.REPEATED: both(
        "可多选，如 1 3；同类有两笔的，写 3 3；输入文字可以查找",
        "to select several: for example 1 3; two of a kind: 3 3; to search, type a word",
    ),
}
_NOT_A_CHOICE = both(
    "没有“{typed}”这个选项：请输入 {first} 至 {count} 的编号",
    "“{typed}” is not one of the choices: type a number from {first} to {count}",
)
_NO_CHOICE = both("请输入 {first} 至 {count} 的编号", "type a number from {first} to {count}")
_MATCHES = both("以上选项含有“{typed}”，请输入编号", "these contain “{typed}”: type the number")
_MAX_ECHO = 30


def _shortened(typed: str) -> str:
    return typed if len(typed) <= _MAX_ECHO else typed[:_MAX_ECHO] + "…"


def _selected(
    typed: str, choices: Sequence[MenuChoice], mode: SelectionMode
) -> tuple[int, ...] | None:
    """Return the indexes of the choices that a line selects; None: it is not understood."""
    names = [
        [normalized(name) for name in (choice.key, choice.label, choice.other_label)]
        for choice in choices
    ]
    indexes = {name: index for index, synonyms in enumerate(names) for name in synonyms}
    indexes |= {str(index + 1): index for index in range(len(choices))}
    line = normalized(typed)
    # The whole line comes first: a label may consist of several words.
    if line and line in indexes:
        return (indexes[line],)
    if mode is SelectionMode.ONE:
        matches = [
            index
            for index, synonyms in enumerate(names)
            if line and any(name.startswith(line) for name in synonyms)
        ]
        return (matches[0],) if len(matches) == 1 else None
    if line == "0":
        return ()
    words = list(_words(line))
    if not words or any(word not in indexes for word in words):
        return None
    selected = [indexes[word] for word in words]
    return tuple(sorted(selected if mode is SelectionMode.REPEATED else set(selected)))


def _words(text: str) -> Iterator[str]:
    return filter(None, re.split(r"[\s,、;]+", text))


def _discard_pasted_lines() -> None:
    """Discard lines typed already: the rest of a paste must not answer another question."""
    try:
        termios = import_module("termios")
    except ImportError:  # as on Windows
        return
    with suppress(termios.error, OSError, ValueError):  # no terminal, or one that was closed
        termios.tcflush(sys.stdin, termios.TCIFLUSH)
