"""The options and arguments that commands share, and how they are made out."""

import os
import re
import shutil
import sys
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aeo_cli.cli import completion
from aeo_cli.documents import files
from aeo_cli.documents.problems import InputError, Problem, one_of, quoted
from aeo_cli.documents.text import Lang, both
from aeo_cli.presentation.formats import Format
from aeo_cli.presentation.page import Page
from aeo_cli.rules.values import SHANGHAI, Mistake, read_date


class Colour(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class FailOnUndetermined(StrEnum):
    """What makes the exit status 1 although the report was made."""

    UNDETERMINED = "undetermined"


def stream(name: str | None) -> str | None:
    """Return the name of a file to write; `-` is standard output, as it is standard input."""
    return None if name == files.STDIN else name


Profile = Annotated[
    str | None,
    typer.Argument(
        help="The profile, TOML or JSON; - for standard input.",
        autocompletion=completion.profiles,
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Give JSON, for scripts; short for --format json.")
]
Form = Annotated[
    Format | None,
    typer.Option("--format", help="How the report is given out.", show_default=False),
]
ScreenOrScript = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="[terminal|json]",
        help="For a person or for a script.",
        show_default=False,
        autocompletion=completion.screen_or_script,
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to FILE, whole or not at all; its suffix tells the format.",
        callback=stream,
    ),
]
Language = Annotated[
    Lang | None,
    typer.Option("--lang", envvar="AEO_LANG", help="The language, if not the locale's."),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="The day of assessment (default: today in Shanghai)."
    ),
]
CataloguePath = Annotated[
    str | None,
    typer.Option(
        "--catalogue",
        metavar="PATH",
        envvar="AEO_CATALOGUE",
        help="Another catalogue of measures than the tool's own.",
    ),
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask anything.")]
Plain = Annotated[
    bool,
    typer.Option(
        "--plain",
        envvar="AEO_PLAIN",
        help="Ask line by line, as for a screen reader; no arrow keys.",
    ),
]
Color = Annotated[Colour, typer.Option("--color", help="Use colour.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No notes on standard error.")]


def day(text: str | None) -> date:
    """Return the day of assessment: the one given, else today in Shanghai.

    Raises:
        InputError: it is no date, or out of range.
    """
    if text is None:
        return datetime.now(SHANGHAI).date()
    found = read_date(text)
    if isinstance(found, Mistake):
        raise InputError([Problem("--on", quoted(text), found.expected, found.hint)])
    return found


SCREEN_OR_SCRIPT = (Format.TERMINAL, Format.JSON)
"""The formats of what is no report."""


def form(
    as_json: bool,
    asked: Format | None,
    output: str | None,
    among: Sequence[Format] = SCREEN_OR_SCRIPT,
) -> Format:
    """Return the format: the one asked for, else by the file's suffix, else the terminal's.

    Raises:
        InputError: two of them say different things, or one is not among those that can be had.
    """
    suffix = Path(output).suffix.lower().removeprefix(".") if output else ""
    by_suffix = Format.by_suffix(suffix)
    wishes = {
        "--json": Format.JSON if as_json else None,
        "--format": asked,
        "-o": by_suffix if by_suffix is not Format.TERMINAL else None,
    }
    chosen = {option: wish for option, wish in wishes.items() if wish}
    if len(set(chosen.values())) > 1:
        wished = [
            option if option == "--json" else f"{option} {wish}" for option, wish in chosen.items()
        ]
        found = both("、".join(wished), ", ".join(wished))
        expected, hint = both("只用一种格式", "one format"), both("留一个", "keep one of them")
        raise InputError([Problem("--format", found, expected, hint)])
    option, wish = next(iter(chosen.items()), ("", Format.TERMINAL))
    if wish not in among:
        raise InputError([Problem(option, quoted(wish.value), one_of(among), _REPORTS_ONLY)])
    if not chosen and not by_suffix and re.search("[a-z]", suffix) and len(among) == len(Format):
        known = one_of(f".{one}" for form in among for one in form.suffixes)
        raise InputError([Problem("-o", quoted(f".{suffix}"), known, _SAY_WHICH)])
    return wish


_REPORTS_ONLY = both(
    "其他格式只用于报告：aeo check、aeo convert",
    "the other formats are for reports: aeo check, aeo convert",
)
_SAY_WHICH = both(
    "PDF 可由 .html 打印得到；其他文件名用 --format 指明格式",
    "a PDF is printed from .html; for any other name say which with --format",
)


def page(lang: Lang, colour: Colour, *, to_file: bool) -> Page:
    """Return what a report is laid out on: the terminal's width, and colour if it is wanted."""
    columns = shutil.get_terminal_size((80, 24)).columns
    screen = not to_file and sys.stdout is not None and sys.stdout.isatty()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    coloured = colour is Colour.ALWAYS or (colour is Colour.AUTO and screen and not plain)
    return Page(lang, max(columns, 40), coloured)
