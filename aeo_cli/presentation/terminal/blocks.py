"""The pieces that every text at a terminal is laid out from."""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.console import Group as Stack
from rich.padding import Padding
from rich.table import Table

from aeo_cli.catalogue.model import Caveat
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.report import ReportWords

ACCENT, STRONG, QUIET = "cyan", "bold", "dim"
"""The accent marks what the enterprise can use; the rest is weight alone."""
INDENT = 4
_HEIGHT = 25
"""Of a screen: without it Rich would ask the environment for the width too."""
_LABEL = {Lang.ZH: 4, Lang.EN: 5}
"""So that the values of short labels stand in one column, from one table to the next."""


def printed(content: RenderableType, page: Page) -> str:
    """Return the content as lines of at most the page's width."""
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
    console.print(content)
    lines = (f"{line.rstrip()}\n" for line in screen.getvalue().splitlines())
    return "".join(lines).lstrip("\n")


def document(
    paragraphs: Iterable[str],
    groups: Iterable[Iterable[tuple[str, Sequence[LabelledRow]]]],
    page: Page,
) -> str:
    """Return paragraphs, and groups of sections with labelled rows, as lines."""
    parts: list[RenderableType] = []
    for paragraph in paragraphs:
        parts += [Prose(paragraph), ""]
    for group in groups:
        for name, labelled in group:
            parts += [Prose(name, STRONG), Padding(rows(labelled, page), (0, 0, 0, 2))]
        parts.append("")
    return printed(Stack(*parts[:-1]), page)


def heading(text: str, page: Page) -> RenderableType:
    """Return a heading, with a rule after it where there is room."""
    rule = "─" * (page.width - cell_len(text) - 1)
    return Padding(Prose().append(text, STRONG).append(f" {rule}", QUIET), (1, 0, 0, 0))


def section(text: str, style: str = STRONG) -> RenderableType:
    """Return a small heading."""
    return Padding(Prose(text, style), (1, 0, 0, 0))


def indented(*parts: RenderableType) -> RenderableType:
    """Return parts under one another, set in."""
    return Padding(Stack(*parts), (0, 0, 0, INDENT))


def rows(labelled: Iterable[LabelledRow], page: Page) -> RenderableType:
    """Lay out labels and values: in two columns, or one under the other where it is narrow."""
    if page.narrow:
        return Stack(*(Prose().append(f"{name} ", QUIET).append(value) for name, value in labelled))
    grid = table((Prose(name, QUIET), Prose(value)) for name, value in labelled)
    grid.columns[0].min_width = _LABEL[page.lang]
    return grid


def table(lines: Iterable[Iterable[RenderableType]]) -> Table:
    """Return columns without rules; where there is no room for all, the widest gives way first."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for line in lines:
        cells = list(line)
        while len(grid.columns) < len(cells):
            grid.add_column()
        grid.add_row(*cells)
    return grid


def bullets(lines: Iterable[RenderableType], style: str = "", sign: str = "·") -> Table:
    """Return lines with a sign before each."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(style=style)
    grid.add_column(style=style)
    for line in lines:
        grid.add_row(Prose(sign), line)
    return grid


def caveats(words: CatalogueWords, about: Iterable[Caveat]) -> RenderableType:
    """Return caveats, quietly."""
    return bullets((Prose(words.caveat(caveat)) for caveat in about), QUIET)


def bear_in_mind(words: ReportWords, page: Page) -> RenderableType:
    """Return the caveats of a whole report under their heading; nothing, where there are none."""
    if not words.report.caveats:
        return Stack()
    brief = Digest(words)
    lines = bullets(map(Prose, brief.caveats()), QUIET)
    return Stack(heading(brief.caveats_heading(), page), lines)
