"""The list of choices, and the line to type in, as programs of prompt_toolkit: keys and layout."""

from collections.abc import Callable, Sequence
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app
from prompt_toolkit.data_structures import Point
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import Dimension, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import ColorDepth

from aeo_cli.cli.prompt.frontend import Shortcut
from aeo_cli.cli.prompt.menu import MAX_QUERY, QUIET, STRONG, Menu
from aeo_cli.documents import interruptions
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks

_KEYS = {
    Shortcut.UNKNOWN: ("?", "？"),
    Shortcut.BACK: ("escape",),
    Shortcut.SKIP: ("c-d",),
    Shortcut.LOOK: ("tab",),
}
_ROWS_ABOVE, MIN_ROWS = 12, 5
"""Rows of the screen left for what stands above a list, and the least number for the list."""
ESCAPE_SECONDS = 0.05
"""How long to wait after an Esc: an arrow key sends one too, followed by more."""


def menu_application(
    menu: Menu, keys: Sequence[str], shortcuts: Sequence[Shortcut], color_depth: ColorDepth | None
) -> Application[Any]:
    """Return the list as a program of prompt_toolkit, whose result is what was chosen."""

    def width() -> int:
        return get_app().output.get_size().columns

    def footer() -> StyleAndTextTuples:
        status = menu.status()
        page = Page(menu.language.lang, width())
        lines = blocks.flowed(((key, "") for key in keys), page.width)
        text = blocks.printed(lines, page).rstrip("\n")
        return [(STRONG, f"{status}\n" if status else ""), (QUIET, text)]

    def height() -> Dimension:
        rows = get_app().output.get_size().rows - _ROWS_ABOVE
        return Dimension(min=1, max=max(MIN_ROWS, rows))

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
        key_bindings=shortcut_bindings(shortcuts),
        erase_when_done=True,
        color_depth=color_depth,
    )
    application.ttimeoutlen = ESCAPE_SECONDS
    return application


def result_of(application: Application[Any], run: Callable[..., Any]) -> Any:  # noqa: ANN401  a result
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


def shortcut_bindings(
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
    @keys.add("<bracketed-paste>")
    def _(event: KeyPressEvent) -> None:
        if event.data.isprintable() and len(event.data) <= MAX_QUERY:
            menu.search(menu.query + event.data)

    return keys
