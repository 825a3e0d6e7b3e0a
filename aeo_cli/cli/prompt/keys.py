"""Asking with arrow keys: a list that can be searched, and a line that can be edited."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from prompt_toolkit import PromptSession
from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app
from prompt_toolkit.data_structures import Point
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import Dimension, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import ColorDepth

from aeo_cli.cli.prompt.front import COMMANDS, STOP, MenuChoice, Several, Shortcut, complaint
from aeo_cli.cli.prompt.menu import LONGEST, QUIET, STRONG, Menu
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.language import Language
from aeo_cli.rules.values import Mistake

T = TypeVar("T")
_KEYS = {
    Shortcut.UNKNOWN: ("?", "？"),
    Shortcut.BACK: ("escape",),
    Shortcut.SKIP: ("c-d",),
    Shortcut.LOOK: ("tab",),
}
_NAMES = {
    Shortcut.UNKNOWN: "?",
    Shortcut.BACK: "Esc",
    Shortcut.SKIP: "Ctrl-D",
    Shortcut.LOOK: "Tab",
}
_ABOVE, _FEWEST = 12, 5
"""Rows of the screen that are left to what stands above a list, and the fewest for a list."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_ESCAPE = 0.05
"""Seconds after which an Esc is one, and not the beginning of an arrow."""


class Keys:
    """A front that reads keys.

    Args:
        page: what is shown is laid out on it.
        write: shows text.
    """

    def __init__(self, page: Page, write: Callable[[str], None]) -> None:
        self.page, self.write, self.speech = page, write, Language(page.lang)
        self.left: Menu | None = None
        """The list that was left for a look at the verdicts, to come back to."""
        self.depth = None if page.colour else ColorDepth.DEPTH_1_BIT

    def show(self, text: str) -> None:
        """Show lines that are laid out already."""
        self.write(text)

    def choose(
        self, choices: Sequence[MenuChoice], several: Several, commands: Sequence[Shortcut]
    ) -> tuple[int, ...] | Shortcut:
        """Let a person choose with arrows, having searched with words if there are many."""
        menu = self.left if self.left and self.left.choices == choices else None
        menu = menu or Menu(choices, several, commands, self.speech)
        how = [HOW[several], *([_SEARCH] if len(choices) > _FEWEST else [])]
        keys = legend(commands, self.speech, *how)
        application = _application(menu, keys, commands, self.depth)
        chosen = cast("tuple[int, ...] | Shortcut", application.run())
        self.left = menu if chosen is Shortcut.LOOK else None
        return chosen

    def enter(
        self, read: Callable[[str], T | Mistake], commands: Sequence[Shortcut]
    ) -> T | Shortcut:
        """Let a person type until it can be read."""
        self.write(blocks.printed(Prose(legend(commands, self.speech), blocks.QUIET), self.page))
        empty = Condition(lambda: not get_app().current_buffer.text)
        session: PromptSession[Any] = PromptSession(
            erase_when_done=True, key_bindings=_commands(commands, empty), color_depth=self.depth
        )
        session.app.ttimeoutlen = _ESCAPE
        typed = ""
        while True:
            typed = session.prompt("› ", default=typed)
            if isinstance(typed, Shortcut):
                return typed
            found = read(typed.strip())
            if not isinstance(found, Mistake):
                return found
            self.write(blocks.printed(Prose(self.speech.say(complaint(found))), self.page))


def legend(commands: Sequence[Shortcut], speech: Language, *how: Text) -> str:
    """Return which key does what."""
    told = [speech.say(text) for text in how]
    told += [f"{_NAMES[one]} {speech.say(COMMANDS[one])}" for one in commands]
    whole = (one.replace(" ", _NO_BREAK) for one in (*told, speech.say(STOP)))
    return " · ".join(whole)


HOW = {
    Several.ONE: both("↑↓ 选择，回车确认", "↑↓ choose, Enter"),
    Several.EACH_ONCE: both("↑↓ 移动，空格选中，回车确认", "↑↓ move, Space marks, Enter"),
    Several.REPEATED: both(
        "↑↓ 移动，空格选中，→ ← 增减项数，回车确认",
        "↑↓ move, Space marks, → ← more or fewer items, Enter",
    ),
}
_SEARCH = both("输入文字查找", "type to search")


def _application(
    menu: Menu, keys: str, commands: Sequence[Shortcut], depth: ColorDepth | None
) -> Application[Any]:
    def width() -> int:
        return get_app().output.get_size().columns

    def below() -> StyleAndTextTuples:
        head = menu.below()
        told = blocks.printed(Prose(keys), Page(menu.speech.lang, width())).rstrip("\n")
        return [(STRONG, f"{head}\n" if head else ""), (QUIET, told)]

    def height() -> Dimension:
        most = max(_FEWEST, get_app().output.get_size().rows - _ABOVE)
        return Dimension(min=1, max=most)

    listed = FormattedTextControl(
        lambda: [*menu.fragments(width())],
        focusable=True,
        show_cursor=False,
        key_bindings=_list_keys(menu),
        get_cursor_position=lambda: Point(0, menu.line(width())),
    )
    whole = HSplit(
        [
            Window(
                listed,
                height=height,
                dont_extend_height=True,
            ),
            Window(FormattedTextControl(below), dont_extend_height=True),
        ]
    )
    application: Application[Any] = Application(
        layout=Layout(whole, focused_element=listed),
        key_bindings=_commands(commands),
        erase_when_done=True,
        color_depth=depth,
    )
    application.ttimeoutlen = _ESCAPE
    return application


def _commands(commands: Sequence[Shortcut], unknown: Condition | bool = True) -> KeyBindings:
    """Return the keys that give a command; Ctrl-D and Ctrl-C work everywhere."""
    keys = KeyBindings()

    def give(command: Shortcut) -> Callable[[KeyPressEvent], None]:
        return lambda event: event.app.exit(result=command)

    for command in {*commands, Shortcut.SKIP}:
        for key in _KEYS[command]:
            allowed = unknown if command is Shortcut.UNKNOWN else True
            keys.add(key, eager=True, filter=allowed)(give(command))
    keys.add("c-c")(lambda event: event.app.exit(exception=KeyboardInterrupt()))
    return keys


def _list_keys(menu: Menu) -> KeyBindings:
    keys = KeyBindings()

    def act(action: Callable[[], None]) -> Callable[[KeyPressEvent], None]:
        return lambda _: action()

    keys.add("up")(act(lambda: menu.move(-1)))
    keys.add("down")(act(lambda: menu.move(1)))
    keys.add("right")(act(lambda: menu.mark(1)))
    keys.add("left")(act(lambda: menu.mark(-1)))
    keys.add(" ")(act(menu.toggle))
    keys.add("backspace")(act(lambda: menu.seek(menu.sought[:-1])))

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        if (result := menu.result()) is not None:
            event.app.exit(result=result)

    @keys.add("<any>")
    def _(event: KeyPressEvent) -> None:
        if event.data.isprintable():
            menu.seek(menu.sought + event.data)

    @keys.add("<bracketed-paste>")
    def _(event: KeyPressEvent) -> None:
        if event.data.isprintable() and len(event.data) <= LONGEST:
            menu.seek(menu.sought + event.data)

    return keys
