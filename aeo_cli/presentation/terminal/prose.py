"""Rich text that breaks its lines by the rules of Chinese typesetting.

Rich breaks lines at spaces. Chinese has none: a line may break between any two characters, but
none begins with a closing mark or ends with an opening one (避头尾), and words in Latin letters
stay whole.
"""

from collections.abc import Iterator
from functools import cache
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
"""Opening marks, and 周, the first half of a day of the week such as 周一."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_LEAST_WIDTH = 8
"""In columns: a table column of prose may shrink to this width."""


class Prose(Text):
    """A `Text` that breaks between Chinese characters too, with control characters escaped.

    Only within a group, a table and the like: texts printed directly are joined by Rich into a
    plain `Text`, which breaks at spaces.
    """

    def __init__(self, text: str = "", style: str | Style = "") -> None:
        super().__init__(_without_controls(text), style)

    def append(self, text: Text | str, style: str | Style | None = None) -> Self:
        """Append a text."""
        super().append(_without_controls(text) if isinstance(text, str) else text, style)
        return self

    @property
    def widest(self) -> int:
        """The columns of its longest line."""
        return max(map(cell_len, self.plain.split("\n")))

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
            lines.extend(line.divide(_line_ends(line.plain, width)))
        for line in lines:
            line.rstrip()
        return lines

    def __rich_measure__(self, console: "Console", options: "ConsoleOptions") -> Measurement:
        """Return the least and the greatest width of the text."""
        return Measurement(min(self.widest, _LEAST_WIDTH), self.widest)


def _without_controls(text: str) -> str:
    """Return a text with all control characters escaped but line ends."""
    return text if text.isprintable() else "\n".join(map(visible, text.split("\n")))


def _line_ends(text: str, width: int) -> Iterator[int]:
    """Yield the offsets at which a text must break, filling each line as far as the rules allow."""
    if cell_len(text) <= width:
        return
    start = used = allowed = 0
    for offset, character in enumerate(text):
        if offset and _may_break(text[offset - 1], character):
            allowed = offset
        cells = cell_len(character)
        # A space may stand beyond the edge: `wrap` strips it there.
        if used + cells > width and character != " ":
            start = allowed if allowed > start else offset
            yield start
            used = cell_len(text[start:offset])
        used += cells


@cache
def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST or _NO_BREAK in (before, after):
        return False
    return before == " " or cell_len(before) > 1 or cell_len(after) > 1
