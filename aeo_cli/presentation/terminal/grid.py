"""A table without rules: like that of Rich, in a fraction of its time for a long report."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, ConsoleOptions, RenderableType
from rich.measure import Measurement
from rich.segment import Segment

from aeo_cli.presentation.terminal.prose import Prose

Line = list[Segment]


class Grid:
    """Cells in columns; if they are too wide, the widest column shrinks first.

    Args:
        rows: the rows of cells.
        gap: how many columns of the page part two columns.
        style: the style of everything in it.
        least: the least width of the first column.
    """

    def __init__(
        self,
        rows: Iterable[Iterable[RenderableType]],
        gap: int = 2,
        style: str = "",
        least: int = 0,
    ) -> None:
        self.rows, self.gap, self.style, self.least = list(map(tuple, rows)), gap, style, least

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return the width that it takes."""
        width = sum(self._widths(console, options))
        return Measurement(width, width)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """Yield its lines."""
        style, end = console.get_style(self.style), Segment.line()
        *inner, last = self._widths(console, options)
        shapes = [*((width - self.gap, width) for width in inner), (last, last)]
        for row in self.rows:
            cells = [
                _lines(cell, console, options.update(width=width, height=None))
                for cell, (width, _) in zip(row, shapes, strict=False)
            ]
            for number in range(max(map(len, cells))):
                for lines, (_, width) in zip(cells, shapes, strict=False):
                    line = lines[number] if number < len(lines) else []
                    yield from Segment.apply_style(line, style)
                    blank = width - Segment.get_line_length(line)
                    yield Segment(" " * blank, style)
                yield end

    def _widths(self, console: Console, options: ConsoleOptions) -> list[int]:
        """Return the widths of the columns, with the gaps after them."""
        room, widths = options.max_width, [self.least]
        for row in self.rows:
            widths += [0] * (len(row) - len(widths))
            for number, cell in enumerate(row):
                widths[number] = max(widths[number], _width(cell, console, options))
        widths = [width + self.gap for width in widths[:-1]] + widths[-1:]
        return _shrunk([min(width, room) for width in widths], room)


def _width(cell: RenderableType, console: Console, options: ConsoleOptions) -> int:
    if isinstance(cell, Prose):
        return cell.widest
    return Measurement.get(console, options, cell).maximum


def _lines(cell: RenderableType, console: Console, options: ConsoleOptions) -> list[Line]:
    if isinstance(cell, Prose):
        style = console.get_style(cell.style)
        lines = cell.wrap(console, options.max_width)
        return [list(Segment.apply_style(line.render(console), style)) for line in lines]
    return console.render_lines(cell, options, pad=False)


def _shrunk(widths: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns with the widest ones narrowed evenly until all fit."""
    shrunk = list(widths)
    while (excess := sum(shrunk) - room) > 0 and (widest := max(shrunk)):
        below = max((width for width in shrunk if width < widest), default=0)
        numbers = [number for number, width in enumerate(shrunk) if width == widest]
        for left, number in zip(range(len(numbers), 0, -1), numbers, strict=True):
            taken = min(widest - below, round(excess / left))
            shrunk[number] -= taken
            excess -= taken
    return shrunk
