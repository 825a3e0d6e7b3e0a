"""The building blocks of every layout: headings, rows, tables, bullets, caveats."""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.console import Group as Stack
from rich.padding import Padding

from aeo_cli.documents.text import Lang
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.terminal.grid import Grid
from aeo_cli.presentation.terminal.prose import Prose

if TYPE_CHECKING:
    from aeo_cli.presentation.wording.digest import Digest

ACCENT, STRONG, QUIET = "cyan", "bold", "dim"
"""The accent colour marks what the enterprise can use; the rest is weight alone."""
INDENT = 4
StyledPhrase = tuple[str, str]
"""A phrase that is not broken if it fits in a line, and its style."""
_SEPARATOR = " · "
_HEIGHT = 25
"""In lines. Without it Rich would take the width, too, from the environment."""
_LABEL_WIDTH = {Lang.ZH: 4, Lang.EN: 5}
"""At least, so that the values beside short labels align from one table to the next."""


def printed(content: RenderableType, page: Page) -> str:
    """Return the content as text in lines of at most the page's width."""
    screen = StringIO()
    console = Console(
        file=screen,
        width=page.width,
        height=_HEIGHT,
        force_terminal=page.colour,
        color_system="standard" if page.colour else None,
        no_color=not page.colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    # Printed by itself, a text would be joined into a plain one, which breaks at spaces alone.
    console.print(Stack(content))
    # Rich pads the cells of tables; and a heading, even the first, comes with an empty line above.
    lines = (f"{line.rstrip()}\n" for line in screen.getvalue().splitlines())
    return "".join(lines).lstrip("\n")


def document(
    paragraphs: Iterable[str],
    groups: Iterable[Iterable[tuple[str, Sequence[LabelledRow]]]],
    page: Page,
) -> str:
    """Return paragraphs, then groups of sections with labelled rows, as text."""
    parts: list[RenderableType] = []
    for paragraph in paragraphs:
        parts += [Prose(paragraph), ""]
    for group in groups:
        for title, labelled in group:
            parts += [Prose(title, STRONG), Padding(rows(labelled, page), (0, 0, 0, 2))]
        parts.append("")
    return printed(Stack(*parts[:-1]), page)


def heading(text: str, page: Page) -> RenderableType:
    """Return a heading with a rule that fills the line, below an empty line."""
    return Padding(rule(text, page), (1, 0, 0, 0))


def rule(text: str, page: Page) -> Prose:
    """Return a text with a rule that fills the line."""
    dashes = "─" * (page.width - cell_len(text) - 1)
    return Prose().append(text, STRONG).append(f" {dashes}", QUIET)


def section(text: str, style: str = STRONG) -> RenderableType:
    """Return a subheading."""
    return Padding(Prose(text, style), (1, 0, 0, 0))


def indented(*parts: RenderableType) -> RenderableType:
    """Return parts under one another, indented."""
    return Padding(Stack(*parts), (0, 0, 0, INDENT))


def rows(labelled: Iterable[LabelledRow], page: Page) -> RenderableType:
    """Return labels and values in two columns; on a narrow page each pair in one paragraph."""
    if page.narrow:
        return Stack(
            *(Prose().append(f"{label} ", QUIET).append(value) for label, value in labelled)
        )
    cells = ((Prose(label, QUIET), Prose(value)) for label, value in labelled)
    return Grid(cells, least=_LABEL_WIDTH[page.lang])


def bullets(lines: Iterable[RenderableType], style: str = "", sign: str = "·") -> Grid:
    """Return lines with a bullet before each."""
    return Grid(((Prose(sign), line) for line in lines), gap=1, style=style)


def remarks(lines: Sequence[str]) -> list[RenderableType]:
    """Return lines as bullets below an empty line; nothing if there are none."""
    return [Padding(bullets(map(Prose, lines)), (1, 0, 0, 0))] if lines else []


def flowed(phrases: Iterable[StyledPhrase], width: int) -> Prose:
    """Return phrases in as few lines as they fill one after another, whole if they fit in one."""
    lines, line = Prose(), ""
    for phrase, style in phrases:
        if line and cell_len(line + _SEPARATOR + phrase) <= width:
            lines.append(_SEPARATOR, QUIET)
            line += _SEPARATOR + phrase
        else:
            lines.append("\n" if line else "")
            line = phrase
        lines.append(phrase, style)
    return lines


def general_caveats(digest: "Digest", page: Page) -> RenderableType:
    """Return the caveats of a whole report under their heading; nothing if there are none."""
    lines = digest.caveats()
    if not lines:
        return Stack()
    return Stack(heading(digest.caveats_heading(), page), bullets(map(Prose, lines), QUIET))
