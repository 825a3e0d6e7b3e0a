"""Draw the tool's own output as the pictures of the READMEs: SVG, with no font from elsewhere.

Run it after the output has changed; `tests/docs/test_documents.py` compares the pictures with it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from prompt_toolkit.data_structures import Size
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.renderer import print_formatted_text
from prompt_toolkit.styles import Style
from rich.ansi import AnsiDecoder
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.text import Text

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli.prompt.choices import menu_choices
from aeo_cli.cli.prompt.frontend import SelectionMode, Shortcut
from aeo_cli.cli.prompt.key_frontend import INSTRUCTIONS, KeyFrontend
from aeo_cli.cli.prompt.menu import STRONG, Menu
from aeo_cli.documents.text import Lang
from aeo_cli.interview.dialogue import Interview
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal.blocks import QUIET, flowed, printed
from aeo_cli.presentation.terminal.question import layout
from aeo_cli.presentation.wording.language import Language
from aeo_cli.profile.answers import GivenAnswer

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CELL, LINE, SIZE, MARGIN = 8.4, 20, 14, 16
COLUMNS = 80
EXAMPLE = ("examples/biomedicine.toml", "--on", "2026-03-02")
PICTURES = {  # what is typed, and how many rows of the answer are shown
    ("check", *EXAMPLE): 24,
    ("explain", "25b", *EXAMPLE): 53,
    ("check", "examples/biomedicine.toml", "--on", "2026-03-06", "--deadlines"): 14,
    ("whatif", "examples/applicant.toml", "--preset", "aeo", "--on", "2026-03-03"): 42,
    ("screen", "examples/portfolio", "--on", "2026-03-02"): 34,
}

STYLE = """
text { font: 14px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono",
  "Noto Sans Mono CJK SC", "PingFang SC", "Microsoft YaHei", monospace; white-space: pre;
  fill: #24292f }
.page { fill: #ffffff; stroke: #d0d7de }
.bold { font-weight: bold } .dim { fill: #6e7781 } .accent { fill: #0a6c74 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .page { fill: #0d1117; stroke: #30363d }
  .dim { fill: #8b949e } .accent { fill: #56d4dd }
}
"""


def output(words: Sequence[str], columns: int = COLUMNS) -> list[str]:
    """Return the lines that the tool prints in colour, for a terminal of some columns."""
    kept = {name: value for name, value in os.environ.items() if "AEO" not in name}
    settings = {**kept, "COLUMNS": str(columns), "PYTHONUTF8": "1"}
    command = (sys.executable, "-m", "aeo_cli", *words, "--color", "always")
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, check=False)
    if done.returncode > 1:  # 1: a row of the portfolio is rejected, and the summary printed
        done.check_returncode()
    return done.stdout.decode().splitlines()


def drawing(title: str, lines: Sequence[str], columns: int = COLUMNS) -> str:
    """Return lines of a terminal as an SVG document."""
    width, height = columns * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    decoded = AnsiDecoder().decode("\n".join(lines))
    texts = (text for row, line in enumerate(decoded) for text in _drawn(line, row))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"',
            f'width="{width:g}" height="{height:g}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>{STYLE}</style>",
            '<rect class="page" x=".5" y=".5" rx="8"',
            f'width="{width - 1:g}" height="{height - 1:g}"/>',
            *texts,
            "</svg>\n",
        ]
    )


def _drawn(line: Text, row: int) -> Iterator[str]:
    """Yield the runs of a line, each held to the cells that a terminal gives it.

    Wide and narrow characters come from different fonts, so they are runs of their own.
    """
    column = 0
    for segment in line.render(Console(width=1000)):
        for _, run in groupby(segment.text, key=cell_len):
            text = "".join(run)
            cells = cell_len(text)
            if text.strip():
                yield (
                    f'<text class="{_class(segment)}" x="{MARGIN + column * CELL:g}" '
                    f'y="{MARGIN + row * LINE + SIZE:g}" textLength="{cells * CELL:g}" '
                    f'lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
                )
            column += cells


def _class(segment: Segment) -> str:
    style = segment.style
    marks = {
        "bold": style and style.bold,
        "dim": style and style.dim,
        "accent": style and style.color,
    }
    return " ".join(name for name, on in marks.items() if on)


def question(lang: Lang) -> list[str]:
    """Return a question as it stands at a terminal with arrow keys, in colour."""
    page, speech = Page(lang, COLUMNS, colour=True), Language(lang)
    answers = (GivenAnswer("enterprise.credit_level", "advanced_certified"),)
    interview = Interview(load_catalogue(), {"enterprise": {}}, date(2026, 3, 2), answers)
    asked = interview.question
    if asked is None:
        raise AssertionError(answers)
    menu = Menu(menu_choices(asked, lang), SelectionMode.REPEATED, list(Shortcut), speech)
    menu.search(SOUGHT[lang])
    menu.toggle()
    told = printed(layout(asked, interview.profile, page, len(answers)), page)
    entries = KeyFrontend(page, print).legend(list(Shortcut), INSTRUCTIONS[menu.mode])
    keys = printed(flowed(((entry, QUIET) for entry in entries), COLUMNS), page)
    screen = StringIO()
    output = Vt100_Output(screen, lambda: Size(rows=40, columns=COLUMNS), term="xterm")
    listed: StyleAndTextTuples = [*menu.fragments(COLUMNS), ("", "\n"), (STRONG, menu.status())]
    print_formatted_text(output, listed, Style([]), color_depth=ColorDepth.DEPTH_4_BIT)
    return [*told.splitlines(), *screen.getvalue().splitlines(), *keys.splitlines()]


SOUGHT = {Lang.EN: "approval", Lang.ZH: "审批"}


def pictures() -> Iterator[tuple[Path, str]]:
    """Yield every picture, as its file and its content."""
    for words, rows in PICTURES.items():
        for lang in ("en", "zh"):
            lines = output([*words, "--lang", lang])
            shown = [*lines[:rows], "..."] if len(lines) > rows else lines
            name = words[-1].strip("-") if words[-1].startswith("--") else words[0]
            yield HERE / f"{name}.{lang}.svg", drawing(f"$ aeo {' '.join(words)}", shown)
    for asked in Lang:
        yield HERE / f"question.{asked}.svg", drawing("$ aeo check", question(asked))


if __name__ == "__main__":
    for path, content in pictures():
        path.write_text(content, encoding="utf-8")
        print(path.relative_to(ROOT))
