"""What a front end can do: show text, let a person choose or type, and accept shortcuts."""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import ClassVar, NamedTuple, TypeVar

from rich.console import RenderableType

from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.language import Language
from aeo_cli.rules.fact_values import NOT_KNOWN
from aeo_cli.rules.mistakes import Mistake

T = TypeVar("T")


class Shortcut(Enum):
    """What a person may do instead of answering; the value is the sign to type for it."""

    UNKNOWN = "?"
    BACK = "b"
    SKIP = "s"
    LOOK = "v"


SHORTCUT_LABELS = {
    Shortcut.UNKNOWN: NOT_KNOWN,
    Shortcut.BACK: both("上一问", "back"),
    Shortcut.SKIP: both("跳过其余问题", "skip the rest"),
    Shortcut.LOOK: both("目前的结论", "results so far"),
}


class SelectionMode(Enum):
    """How many of the choices may be selected."""

    ONE = "one"
    EACH_ONCE = "each_once"
    """Any number, or none."""
    REPEATED = "repeated"
    """Any number, or none, and each as often as needed."""


class MenuChoice(NamedTuple):
    """A choice to offer."""

    key: str
    """Its value in a profile."""
    label: str
    help: str = ""
    other_label: str = ""
    """The label in the other language, which is understood as well."""

    @property
    def text(self) -> str:
        """The label with its help."""
        return " – ".join(filter(None, (self.label, self.help)))

    def matches(self, query: str) -> bool:
        """Return whether every word of a query occurs, in any case, width and language."""
        text = normalized(" ".join(self))
        return all(word in text for word in normalized(query).split())


class Preset(NamedTuple):
    """What Enter alone chooses or enters; nothing that a person did not answer is ever preset."""

    choice: tuple[int, ...] | Shortcut = ()
    """The indexes of choices, or a shortcut such as `Shortcut.UNKNOWN`."""
    text: str = ""
    """The text to enter."""
    is_answer: bool = True
    """Whether it is the person's earlier answer; else a command, such as to go on."""


class Frontend(ABC):
    """A way to talk to a person.

    `choose` and `enter` may raise `KeyboardInterrupt`, and return `Shortcut.SKIP` at the end of
    input, whether or not that is among the shortcuts.

    Args:
        page: the page on which to lay out text.
        write: shows text.
    """

    signs: ClassVar[Mapping[Shortcut, str]]
    """The key to press or the sign to type for each shortcut."""

    def __init__(self, page: Page, write: Callable[[str], None]) -> None:
        self.page, self.write, self.language = page, write, Language(page.lang)

    def show(self, content: RenderableType) -> None:
        """Show content as it is laid out on the page."""
        self.write(blocks.printed(content, self.page))

    def say(self, text: Text, style: str = "") -> None:
        """Show a sentence."""
        self.show(Prose(self.language.say(text), style))

    def legend(self, shortcuts: Sequence[Shortcut], *instructions: Text) -> list[str]:
        """Return what to do, and which key does what: "? I don't know", "Esc back"."""
        return [
            *map(self.language.say, instructions),
            *(f"{self.signs[key]} {self.language.say(SHORTCUT_LABELS[key])}" for key in shortcuts),
            self.language.say(STOP),
        ]

    def show_legend(self, shortcuts: Sequence[Shortcut]) -> None:
        """Show which key does what."""
        phrases = ((phrase, blocks.QUIET) for phrase in self.legend(shortcuts))
        self.show(blocks.flowed(phrases, self.page.width))

    @abstractmethod
    def choose(
        self,
        choices: Sequence[MenuChoice],
        mode: SelectionMode,
        shortcuts: Sequence[Shortcut],
        preset: Preset | None = None,
    ) -> tuple[int, ...] | Shortcut:
        """Let a person choose, and return the indexes of the selected choices."""

    @abstractmethod
    def enter(
        self,
        parse: Callable[[str], T | Mistake],
        shortcuts: Sequence[Shortcut],
        preset: Preset | None = None,
    ) -> T | Shortcut:
        """Let a person type until the text can be parsed, and return what it means."""


def normalized(typed: str) -> str:
    """Return typed text in lower case and half width: a Chinese keyboard types full-width signs."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def is_shortcut(typed: str) -> bool:
    """Return whether a text is the sign of a shortcut, and so no name of a person or a file."""
    return normalized(typed) in {shortcut.value for shortcut in Shortcut}


STOP = both("Ctrl-C 退出（回答会保留）", "Ctrl-C stops; your answers are saved")
ANSWER_SO_FAR = both(
    "目前的回答：{answer}（直接回车即保留）", "your answer so far: {answer} (Enter keeps it)"
)
ENTER_ALONE = both("直接回车：{answer}", "Enter: {answer}")
