"""Asking line by line: numbered choices, one line of input; for any terminal and screen reader."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

from rich.console import Group as Stack

from aeo_cli.cli.prompt.front import (
    COMMANDS,
    NOTHING,
    STOP,
    MenuChoice,
    Several,
    Shortcut,
    complaint,
    plain,
)
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.language import Language
from aeo_cli.rules.values import Mistake

T = TypeVar("T")
_PROMPT = "> "


class Lines:
    """A front that reads lines.

    Args:
        page: what is shown is laid out on it.
        write: shows text.
        read: reads a line after a prompt; raises `EOFError` where there is no more.
    """

    def __init__(
        self, page: Page, write: Callable[[str], None], read: Callable[[str], str]
    ) -> None:
        self.page, self.write, self.read = page, write, read
        self.speech = Language(page.lang)

    def show(self, text: str) -> None:
        """Show lines that are laid out already."""
        self.write(text)

    def choose(
        self, choices: Sequence[MenuChoice], several: Several, commands: Sequence[Shortcut]
    ) -> tuple[int, ...] | Shortcut:
        """Let a person choose by number, by key or by label; one choice by how its label begins."""
        everything = range(len(choices))
        self._begin(commands)
        self._offer(choices, everything, several)
        self._tell(commands, _HOW[several])
        while True:
            typed = self._line(commands)
            if isinstance(typed, Shortcut):
                return typed
            chosen = _chosen(typed, choices, several)
            if chosen is not None:
                return chosen
            _drop_what_was_pasted()
            found = [place for place in everything if choices[place].mentions(typed)]
            if typed and 0 < len(found) < len(choices):
                self._offer(choices, found, Several.ONE)
                self._say(_FOUND.fill(typed=_cut(typed)))
                continue
            first = 1 if several is Several.ONE else 0
            told = _NOT_A_CHOICE if typed else _NO_CHOICE
            self._say(told.fill(typed=_cut(typed), first=first, count=len(choices)))

    def enter(
        self, read: Callable[[str], T | Mistake], commands: Sequence[Shortcut]
    ) -> T | Shortcut:
        """Let a person type until it can be read."""
        self._begin(commands)
        self._tell(commands)
        while True:
            typed = self._line(commands)
            if isinstance(typed, Shortcut):
                return typed
            found = read(typed)
            if not isinstance(found, Mistake):
                return found
            _drop_what_was_pasted()
            self._say(complaint(found))

    def _begin(self, commands: Sequence[Shortcut]) -> None:
        """Drop what was typed ahead where there is no way back from an answer."""
        if not commands:
            _drop_what_was_pasted()

    def _line(self, commands: Sequence[Shortcut]) -> str | Shortcut:
        """Return the next line, or the command that it gives."""
        try:
            typed = self.read(_PROMPT).strip()
        except EOFError:
            self.write("\n")
            return Shortcut.SKIP
        except UnicodeError:  # bytes that are no text in the terminal's encoding
            return "\N{REPLACEMENT CHARACTER}"
        for command in commands:
            if plain(typed) in {command.value, plain(COMMANDS[command][self.page.lang])}:
                return command
        return typed

    def _offer(
        self, choices: Sequence[MenuChoice], places: Sequence[int], several: Several
    ) -> None:
        rows = [(str(place + 1), choices[place]) for place in places]
        if several is not Several.ONE:
            rows.append(("0", MenuChoice("", self.speech.say(NOTHING))))
        lines = (
            (Prose(f"{number:>3}", blocks.ACCENT), Prose(choice.told)) for number, choice in rows
        )
        self.write(blocks.printed(blocks.table(lines), self.page))

    def _tell(self, commands: Sequence[Shortcut], how: Text | None = None) -> None:
        signs = " · ".join(
            f"{command.value} {self.speech.say(COMMANDS[command])}" for command in commands
        )
        told = [self.speech.say(how)] if how else []
        told += [" · ".join(filter(None, (signs, self.speech.say(STOP))))]
        lines = (Prose(line, blocks.QUIET) for line in told)
        self.write(blocks.printed(Stack(*lines), self.page))

    def _say(self, text: Text) -> None:
        self.write(blocks.printed(Prose(self.speech.say(text)), self.page))


_HOW = {
    Several.ONE: None,
    Several.EACH_ONCE: both("可选多项，如 1 3", "several may be chosen: 1 3"),
    Several.REPEATED: both(
        "可选多项，如 1 3；同一种有两项就写 3 3；输入一个词可以查找",
        "several may be chosen: 1 3; two of one kind: 3 3; type a word to find it",
    ),
}
_NOT_A_CHOICE = both(
    "没有“{typed}”这个选项：请输入 {first} 至 {count} 的编号",
    "“{typed}” is none of the choices: type a number from {first} to {count}",
)
_NO_CHOICE = both("请输入 {first} 至 {count} 的编号", "type a number from {first} to {count}")
_FOUND = both("以上选项含有“{typed}”，请输入编号", "these mention “{typed}”: type the number")
_LONGEST = 30


def _cut(typed: str) -> str:
    return typed if len(typed) <= _LONGEST else typed[:_LONGEST] + "…"


def _chosen(typed: str, choices: Sequence[MenuChoice], several: Several) -> tuple[int, ...] | None:
    """Return the places of what a line names; None: it names nothing, or too much."""
    names = [[plain(one.key), plain(one.label), plain(one.also)] for one in choices]
    named = {name: place for place, known in enumerate(names) for name in known}
    named |= {str(place + 1): place for place in range(len(choices))}
    whole = plain(typed)
    if whole and whole in named:
        return (named[whole],)
    if several is Several.ONE:
        begun = [
            place
            for place, known in enumerate(names)
            if whole and any(name.startswith(whole) for name in known)
        ]
        return (begun[0],) if len(begun) == 1 else None
    if whole == "0":
        return ()
    words = list(_words(whole))
    if not words or any(word not in named for word in words):
        return None
    places = (named[word] for word in words)
    return tuple(sorted(places if several is Several.REPEATED else set(places)))


def _words(text: str) -> Iterator[str]:
    return filter(None, re.split(r"[\s,、;]+", text))


def _drop_what_was_pasted() -> None:
    """Drop lines that are typed already: the rest of a paste shall answer no other question."""
    with suppress(ImportError, OSError, ValueError):  # no POSIX terminal
        import termios  # noqa: PLC0415

        termios.tcflush(sys.stdin, termios.TCIFLUSH)
