"""A front end for arrow keys: a list that can be searched, and a line that can be edited."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, TypeVar, cast

from prompt_toolkit import PromptSession
from prompt_toolkit.application.current import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.output import ColorDepth

from aeo_cli.cli.prompt.frontend import (
    ANSWER_SO_FAR,
    SHORTCUT_LABELS,
    Frontend,
    MenuChoice,
    Preset,
    SelectionMode,
    Shortcut,
)
from aeo_cli.cli.prompt.key_application import (
    ESCAPE_SECONDS,
    MIN_ROWS,
    menu_application,
    result_of,
    shortcut_bindings,
)
from aeo_cli.cli.prompt.menu import Menu
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import Page
from aeo_cli.rules.mistakes import Mistake, correction

T = TypeVar("T")


class KeyFrontend(Frontend):
    """A front end that reads single keys."""

    signs: ClassVar = {
        Shortcut.UNKNOWN: "?",
        Shortcut.BACK: "Esc",
        Shortcut.SKIP: "Ctrl-D",
        Shortcut.LOOK: "Tab",
    }

    def __init__(self, page: Page, write: Callable[[str], None]) -> None:
        super().__init__(page, write)
        self.suspended: Menu | None = None
        """The list left to look at the verdicts; it is resumed with its marks."""
        self.color_depth = None if page.colour else ColorDepth.DEPTH_1_BIT
        # Nothing here needs to know where the cursor is. Of a terminal that does not answer such a
        # question, prompt_toolkit would complain in English after each of ours.
        os.environ["PROMPT_TOOLKIT_NO_CPR"] = "1"

    def choose(
        self,
        choices: Sequence[MenuChoice],
        mode: SelectionMode,
        shortcuts: Sequence[Shortcut],
        preset: Preset | None = None,
    ) -> tuple[int, ...] | Shortcut:
        """Let a person choose with arrow keys, and search a long list by typing."""
        menu = self.suspended if self.suspended and self.suspended.choices == choices else None
        menu = menu or Menu(choices, mode, shortcuts, self.language, preset)
        instructions = [INSTRUCTIONS[mode], *([_SEARCH] if len(choices) > MIN_ROWS else [])]
        keys = self.legend(shortcuts, *instructions)
        application = menu_application(menu, keys, shortcuts, self.color_depth)
        result = cast("tuple[int, ...] | Shortcut", result_of(application, application.run))
        self.suspended = menu if result is Shortcut.LOOK else None
        return result

    def enter(
        self,
        parse: Callable[[str], T | Mistake],
        shortcuts: Sequence[Shortcut],
        preset: Preset | None = None,
    ) -> T | Shortcut:
        """Let a person type until the text can be parsed, and return what it means."""
        preset = preset or Preset()
        if isinstance(preset.choice, Shortcut):
            self.say(ANSWER_SO_FAR.fill(answer=SHORTCUT_LABELS[preset.choice]))
        self.show_legend(shortcuts)
        is_empty = Condition(lambda: not get_app().current_buffer.text)
        session: PromptSession[Any] = PromptSession(
            erase_when_done=True,
            key_bindings=shortcut_bindings(shortcuts, is_empty),
            color_depth=self.color_depth,
        )
        session.app.ttimeoutlen = ESCAPE_SECONDS
        typed = preset.text
        while True:
            typed = result_of(session.app, partial(session.prompt, "› ", default=typed))
            if isinstance(typed, Shortcut):
                return typed
            if not typed.strip() and isinstance(preset.choice, Shortcut):
                return preset.choice
            value = parse(typed.strip())
            if not isinstance(value, Mistake):
                return value
            self.say(correction(value))


INSTRUCTIONS = {
    SelectionMode.ONE: both("↑↓ 选择，回车确认", "↑↓ choose, Enter confirms"),
    SelectionMode.EACH_ONCE: both(
        "↑↓ 移动，空格选中，回车确认", "↑↓ move, Space marks, Enter confirms"
    ),
    SelectionMode.REPEATED: both(
        "↑↓ 移动，空格选中，→ ← 增减笔数，回车确认",
        "↑↓ move, Space marks, → ← more or fewer of a kind, Enter confirms",
    ),
}
_SEARCH = both("输入文字查找", "type to search")
