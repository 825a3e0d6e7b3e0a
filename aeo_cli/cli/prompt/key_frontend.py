"""A front end for arrow keys: a list that can be searched, and a line that can be edited."""

import os
from collections.abc import Callable, Sequence
from functools import partial
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

from aeo_cli.cli.prompt.frontend import (
    SHORTCUT_LABELS,
    STOP,
    MenuChoice,
    SelectionMode,
    Shortcut,
    correction,
)
from aeo_cli.cli.prompt.menu import MAX_QUERY, QUIET, STRONG, Menu
from aeo_cli.documents import interruptions
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.language import Language
from aeo_cli.rules.fact_values import Mistake

T = TypeVar("T")
_KEYS = {
    Shortcut.UNKNOWN: ("?", "？"),
    Shortcut.BACK: ("escape",),
    Shortcut.SKIP: ("c-d",),
    Shortcut.LOOK: ("tab",),
}
_KEY_NAMES = {
    Shortcut.UNKNOWN: "?",
    Shortcut.BACK: "Esc",
    Shortcut.SKIP: "Ctrl-D",
    Shortcut.LOOK: "Tab",
}
_ROWS_ABOVE, _MIN_ROWS = 12, 5
"""Rows of the screen left for what stands above a list, and the least number for the list."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_ESCAPE_SECONDS = 0.05
"""How long to wait after an Esc: an arrow key sends one too, followed by more."""


class KeyFrontend:
    """A front end that reads single keys.

    Args:
        page: the page on which to lay out text.
        write: shows text.
    """

    def __init__(self, page: Page, write: Callable[[str], None]) -> None:
        self.page, self.write, self.language = page, write, Language(page.lang)
        self.suspended: Menu | None = None
        """The list left to look at the verdicts; it is resumed with its marks."""
        self.color_depth = None if page.colour else ColorDepth.DEPTH_1_BIT
        # Nothing here needs to know where the cursor is. Of a terminal that does not answer such a
        # question, prompt_toolkit would complain in English after each of ours.
        os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"

    def show(self, text: str) -> None:
        """Show lines that are laid out already."""
        self.write(text)

    def choose(
        self, choices: Sequence[MenuChoice], mode: SelectionMode, shortcuts: Sequence[Shortcut]
    ) -> tuple[int, ...] | Shortcut:
        """Let a person choose with arrow keys, and search a long list by typing."""
        menu = self.suspended if self.suspended and self.suspended.choices == choices else None
        menu = menu or Menu(choices, mode, shortcuts, self.language)
        instructions = [INSTRUCTIONS[mode], *([_SEARCH] if len(choices) > _MIN_ROWS else [])]
        keys = legend(shortcuts, self.language, *instructions)
        application = _application(menu, keys, shortcuts, self.color_depth)
        result = cast("tuple[int, ...] | Shortcut", _run(application, application.run))
        self.suspended = menu if result is Shortcut.LOOK else None
        return result

    def enter(
        self, parse: Callable[[str], T | Mistake], shortcuts: Sequence[Shortcut]
    ) -> T | Shortcut:
        """Let a person type until the text can be parsed, and return what it means."""
        keys = legend(shortcuts, self.language)
        self.write(blocks.printed(Prose(keys, blocks.QUIET), self.page))
        is_empty = Condition(lambda: not get_app().current_buffer.text)
        session: PromptSession[Any] = PromptSession(
            erase_when_done=True,
            key_bindings=_shortcut_bindings(shortcuts, is_empty),
            color_depth=self.color_depth,
        )
        session.app.ttimeoutlen = _ESCAPE_SECONDS
        typed = ""
        while True:
            typed = _run(session.app, partial(session.prompt, "› ", default=typed))
            if isinstance(typed, Shortcut):
                return typed
            value = parse(typed.strip())
            if not isinstance(value, Mistake):
                return value
            self.write(blocks.printed(Prose(self.language.say(correction(value))), self.page))


def legend(shortcuts: Sequence[Shortcut], language: Language, *instructions: Text) -> str:
    """Return which key does what, each entry on one line: "? I don't know · Esc back"."""
    entries = [
        *(language.say(instruction) for instruction in instructions),
        *(f"{_KEY_NAMES[key]} {language.say(SHORTCUT_LABELS[key])}" for key in shortcuts),
        language.say(STOP),
    ]
    return " · ".join(entry.replace(" ", _NO_BREAK) for entry in entries)


INSTRUCTIONS = {
    SelectionMode.ONE: both("↑↓ 选择，回车确认", "↑↓ choose, Enter"),
    SelectionMode.EACH_ONCE: both("↑↓ 移动，空格选中，回车确认", "↑↓ move, Space marks, Enter"),
    SelectionMode.REPEATED: both(
        "↑↓ 移动，空格选中，→ ← 增减项数，回车确认",
        "↑↓ move, Space marks, → ← more or fewer items, Enter",
    ),
}
_SEARCH = both("输入文字查找", "type to search")


def _application(
    menu: Menu, keys: str, shortcuts: Sequence[Shortcut], color_depth: ColorDepth | None
) -> Application[Any]:
    """Return the list as a program of prompt_toolkit, whose result is what was chosen."""

    def width() -> int:
        return get_app().output.get_size().columns

    def footer() -> StyleAndTextTuples:
        status = menu.status()
        page = Page(menu.language.lang, width())
        text = blocks.printed(Prose(keys), page).rstrip("\n")
        return [(STRONG, f"{status}\n" if status else ""), (QUIET, text)]

    def height() -> Dimension:
        rows = get_app().output.get_size().rows - _ROWS_ABOVE
        return Dimension(min=1, max=max(_MIN_ROWS, rows))

    menu_control = FormattedTextControl(
        lambda: [*menu.fragments(width())],
        focusable=True,
        show_cursor=False,
        key_bindings=_menu_bindings(menu),
        get_cursor_position=lambda: Point(0, menu.pointer_line(width())),
    )
    layout = HSplit(
        [
            Window(menu_control, height=height, dont_extend_height=True),
            Window(FormattedTextControl(footer), dont_extend_height=True),
        ]
    )
    application: Application[Any] = Application(
        layout=Layout(layout, focused_element=menu_control),
        key_bindings=_shortcut_bindings(shortcuts),
        erase_when_done=True,
        color_depth=color_depth,
    )
    application.ttimeoutlen = _ESCAPE_SECONDS
    return application


def _run(application: Application[Any], run: Callable[..., Any]) -> Any:  # noqa: ANN401  a result
    """Return the result of a program of prompt_toolkit; a shortcut if its input ends.

    A signal ends it as Ctrl-C does. Raised in the middle of its event loop, the interruption would
    leave the terminal in a state in which nothing typed is shown.

    Args:
        application: the program.
        run: runs it.
    """

    def stop() -> None:
        if application.is_running and not application.is_done:
            application.exit(exception=KeyboardInterrupt())

    def wake() -> None:
        if application.loop is not None:  # which sleeps until something is typed
            application.loop.call_soon_threadsafe(stop)

    def start() -> None:
        if interruptions.is_pending():  # since before the loop could be woken
            stop()

    try:
        with interruptions.postponed(wake):
            return run(pre_run=start, handle_sigint=False)
    except EOFError:
        return Shortcut.SKIP


def _shortcut_bindings(
    shortcuts: Sequence[Shortcut], is_empty: Condition | bool = True
) -> KeyBindings:
    """Return the keys of the shortcuts; Ctrl-D and Ctrl-C always work.

    Args:
        shortcuts: the shortcuts that are offered.
        is_empty: whether nothing is typed yet: later a `?` belongs to the text.
    """
    keys = KeyBindings()

    def exit_with(shortcut: Shortcut) -> Callable[[KeyPressEvent], None]:
        return lambda event: event.app.exit(result=shortcut)

    for shortcut in {*shortcuts, Shortcut.SKIP}:
        for key in _KEYS[shortcut]:
            is_active = is_empty if shortcut is Shortcut.UNKNOWN else True
            keys.add(key, eager=True, filter=is_active)(exit_with(shortcut))
    keys.add("c-c")(lambda event: event.app.exit(exception=KeyboardInterrupt()))
    return keys


def _menu_bindings(menu: Menu) -> KeyBindings:
    keys = KeyBindings()

    def call(action: Callable[[], None]) -> Callable[[KeyPressEvent], None]:
        return lambda _: action()

    keys.add("up")(call(lambda: menu.move(-1)))
    keys.add("down")(call(lambda: menu.move(1)))
    keys.add("right")(call(lambda: menu.mark(1)))
    keys.add("left")(call(lambda: menu.mark(-1)))
    keys.add(" ")(call(menu.toggle))
    keys.add("backspace")(call(lambda: menu.search(menu.query[:-1])))

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        if (result := menu.result()) is not None:
            event.app.exit(result=result)

    @keys.add("<any>")
    def _(event: KeyPressEvent) -> None:
        if event.data.isprintable():
            menu.search(menu.query + event.data)

    @keys.add("<bracketed-paste>")
    def _(event: KeyPressEvent) -> None:
        if event.data.isprintable() and len(event.data) <= MAX_QUERY:
            menu.search(menu.query + event.data)

    return keys
