"""Rich text that breaks its lines as Chinese is set.

Rich breaks lines at spaces. Chinese has none: a line may break between any two characters, but
none begins with a closing mark or ends with an opening one (避头尾), and words in Latin letters
stay whole.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Self

from rich.cells import cell_len
from rich.containers import Lines
from rich.measure import Measurement
from rich.style import Style
from rich.text import Text

from aeo_cli.documents.escaping import visible

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, JustifyMethod, OverflowMethod

_NEVER_FIRST = "，。；：、！？）》〉」』】〕”’%…·,.;:!?)]}"
_NEVER_LAST = "（《〈「『【〔“‘([{周"
"""Opening marks, and the first half of a day of the week."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_NARROWEST = 8


class Prose(Text):
    """A `Text` whose lines break between Chinese characters too, and in which nothing acts."""

    def __init__(self, text: str = "", style: str | Style = "") -> None:
        super().__init__(_harmless(text), style)

    def append(self, text: Text | str, style: str | Style | None = None) -> Self:
        """Add a text at the end."""
        super().append(_harmless(text) if isinstance(text, str) else text, style)
        return self

    def wrap(  # noqa: PLR0913  Rich's signature
        self,
        console: "Console",  # noqa: ARG002
        width: int,
        *,
        justify: "JustifyMethod | None" = None,  # noqa: ARG002
        overflow: "OverflowMethod | None" = None,  # noqa: ARG002
        tab_size: int = 8,  # noqa: ARG002
        no_wrap: bool | None = None,  # noqa: ARG002
    ) -> Lines:
        """Return the text as lines of at most `width` columns."""
        lines = Lines()
        for line in self.split("\n", allow_blank=True):
            lines.extend(line.divide(_breaks(line.plain, width)))
        for line in lines:
            line.rstrip()
        return lines

    def __rich_measure__(self, console: "Console", options: "ConsoleOptions") -> Measurement:
        """Return how narrow and how wide the text can be set."""
        widest = max(map(cell_len, self.plain.split("\n")), default=0)
        return Measurement(min(widest, _NARROWEST), widest)


def _harmless(text: str) -> str:
    """Return a text with all spelled out that could act on a terminal, but line ends."""
    return text if text.isprintable() else "\n".join(map(visible, text.split("\n")))


def _breaks(text: str, width: int) -> Iterator[int]:
    """Yield the offsets at which lines of `text` end, filling each as far as the rules allow."""
    start = used = 0
    allowed = 0
    for offset, character in enumerate(text):
        if offset and _may_break(text[offset - 1], character):
            allowed = offset
        cells = cell_len(character)
        if used + cells > width and character != " ":
            end = allowed if allowed > start else offset
            yield end
            start = end
            used = cell_len(text[start:offset])
        used += cells


def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST or _NO_BREAK in (before, after):
        return False
    return before == " " or cell_len(before) > 1 or cell_len(after) > 1
