"""Lines over a number of things, as an SVG document that is read on light and on dark pages."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 340, 64, 24, 104, 300
"""Of the picture, and where its lines are, in pixels."""
LABEL = 16
"""The height of a line of text."""
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f } .page { fill: #ffffff; stroke: #d0d7de }
.grid { stroke: #d0d7de } .line { fill: none; stroke: #6e7781; stroke-width: 1.5 }
.base { stroke: #0a6c74; stroke-width: 2.5 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .page { fill: #0d1117; stroke: #30363d } .grid { stroke: #30363d }
  .line { stroke: #8b949e } .base { stroke: #56d4dd }
}
"""


def svg(title: str, unit: str, lines: Mapping[str, Sequence[tuple[int, float]]], base: str) -> str:
    """Return a picture of named lines, each of points at the same numbers of things.

    Args:
        title: what is shown.
        unit: of the heights.
        lines: the points by name.
        base: the name of the line that stands out.
    """
    numbers = [number for number, _ in next(iter(lines.values()))]
    highest = max(height for points in lines.values() for _, height in points)
    step = _step(highest)
    grid = -int(-highest // step)

    def across(number: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * number / numbers[-1]

    def up(height: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * height / (grid * step)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{WIDTH}" height="{HEIGHT}" rx="6"/>',
    ]
    parts += [
        f'<path class="grid" d="M{LEFT} {up(height):.1f}H{WIDTH - RIGHT}"/>'
        f'<text x="{LEFT - 8}" y="{up(height) + 4:.1f}" text-anchor="end">{height:g} {unit}</text>'
        for height in (number * step for number in range(grid + 1))
    ]
    parts += [
        f'<text x="{across(number):.1f}" y="{BOTTOM + 22}" text-anchor="middle">{number:,}</text>'
        for number in numbers
    ]
    lowest = float(BOTTOM + LABEL)
    for name, points in sorted(lines.items(), key=lambda line: line[1][-1][1]):
        path = " ".join(f"{across(number):.1f},{up(height):.1f}" for number, height in points)
        lowest = min(up(points[-1][1]) + 4, lowest - LABEL)  # labels do not overlap
        parts.append(
            f'<polyline class="line{" base" * (name == base)}" points="{path}"/>'
            f'<text x="{WIDTH - RIGHT + 8}" y="{lowest:.1f}">{escape(name)}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _step(highest: float) -> float:
    """Return the distance of the lines of a grid of about five lines."""
    steps = (unit * size for unit in (0.1, 1, 10, 100, 1000) for size in (1, 2, 5))
    return next(step for step in steps if highest <= 6 * step)
