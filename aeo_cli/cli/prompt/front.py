"""What a front does: it shows, lets a person choose or type, and knows a few commands."""

import unicodedata
from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple, Protocol, TypeVar

from aeo_cli.documents.text import Text, both
from aeo_cli.rules.values import Mistake

T = TypeVar("T")


class Shortcut(Enum):
    """What a person can say instead of answering, by the sign that is typed for it."""

    UNKNOWN = "?"
    BACK = "b"
    SKIP = "s"
    LOOK = "v"


COMMANDS = {
    Shortcut.UNKNOWN: both("不知道", "I don't know"),
    Shortcut.BACK: both("上一问", "back"),
    Shortcut.SKIP: both("跳过其余", "skip the rest"),
    Shortcut.LOOK: both("目前的结论", "verdicts so far"),
}


class Several(Enum):
    """How many of the choices may be chosen."""

    ONE = "one"
    EACH_ONCE = "each_once"
    """Any, or none."""
    REPEATED = "repeated"
    """Any, or none, each as often as one likes."""


class MenuChoice(NamedTuple):
    """Something to choose."""

    key: str
    """What stands for it in a profile."""
    label: str
    help: str = ""
    also: str = ""
    """The label in the other language, which is understood as well."""

    @property
    def told(self) -> str:
        """How it is offered."""
        return " – ".join(filter(None, (self.label, self.help)))

    def mentions(self, words: str) -> bool:
        """Say whether it speaks of all of some words, in whatever case, width and language."""
        told = plain(" ".join(self))
        return all(word in told for word in plain(words).split())


class Front(Protocol):
    """A way to talk to a person.

    Either way of asking may raise `KeyboardInterrupt`, and gives `Command.SKIP` at the end of
    input, whether or not that is among the commands.
    """

    def show(self, text: str) -> None:
        """Show lines that are laid out already."""

    def choose(
        self, choices: Sequence[MenuChoice], several: Several, commands: Sequence[Shortcut]
    ) -> tuple[int, ...] | Shortcut:
        """Let a person choose, and return the places of what was chosen."""

    def enter(
        self, read: Callable[[str], T | Mistake], commands: Sequence[Shortcut]
    ) -> T | Shortcut:
        """Let a person type until it can be read."""


def plain(text: str) -> str:
    """Return what was typed in plain signs: a Chinese keyboard gives full-width ones."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def is_sign(typed: str) -> bool:
    """Say whether something is the sign of a command, and so nobody's name and no file's."""
    return plain(typed) in {command.value for command in Shortcut}


def complaint(mistake: Mistake) -> Text:
    """Return what is said of an entry that cannot be read."""
    if mistake.hint is None:
        return both("应为：{expected}", "expected: {expected}").fill(expected=mistake.expected)
    words = both("应为：{expected}（{hint}）", "expected: {expected} ({hint})")
    return words.fill(expected=mistake.expected, hint=mistake.hint)


NOTHING = both("以上都没有", "none of these")
STOP = both("Ctrl-C 停止（已答的会保留）", "Ctrl-C stops, and keeps what you said")
