"""The options that mean the same in every command, and how they are made out."""

import os
import shutil
import sys
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from string import ascii_lowercase
from typing import Annotated

import typer

from aeo_cli import search
from aeo_cli.catalogue import Catalogue
from aeo_cli.cli import completion
from aeo_cli.errors import InputError, Problem, quoted
from aeo_cli.formats import Format
from aeo_cli.page import Page
from aeo_cli.search import Subject
from aeo_cli.text import Lang, Text, both, visible
from aeo_cli.values import SHANGHAI, Mistake, read_date


class Colour(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Failure(StrEnum):
    """What makes the exit status 1 although the report was made."""

    UNDETERMINED = "undetermined"


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
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to FILE, whole or not at all; .json gives JSON.",
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


def form(as_json: bool, asked: Format | None, output: str | None) -> Format:
    """Return the format: the one asked for, else by the file's suffix, else the terminal's.

    Raises:
        InputError: two of them say different things.
    """
    suffix = Path(output).suffix.lower().removeprefix(".") if output else ""
    by_suffix = Format(suffix) if suffix in tuple(Format) else None
    wishes = {
        "--json": Format.JSON if as_json else None,
        "--format": asked,
        "-o": by_suffix,
    }
    chosen = {option: wish for option, wish in wishes.items() if wish}
    if len(set(chosen.values())) > 1:
        wished = [f"{option} {wish}" for option, wish in chosen.items()]
        found = both("、".join(wished), ", ".join(wished))
        expected, hint = both("只用一种格式", "one format"), both("留一个", "keep one of them")
        raise InputError([Problem("--format", found, expected, hint)])
    return next(iter(chosen.values()), Format.TERMINAL)


def subjects(option: str, asked: Iterable[str], catalogue: Catalogue) -> dict[str, Subject]:
    """Return what each number that was asked for means, each once.

    Raises:
        InputError: the catalogue has no such measure or provision.
    """
    known = search.subjects(catalogue)
    wanted = dict.fromkeys(search.numbered(word) or word for word in asked)
    expected = both(
        "措施编号或条款编号，如 25 或 25b", "a measure's number or a provision, 25 or 25b"
    )

    def near(word: str) -> Text:
        same = [name for name in known if _number(name) == _number(word)]
        listed = both("该条有 {zh}", "there are {en}").fill(
            zh="、".join(sorted(same)), en=", ".join(sorted(same))
        )
        return listed if same else both("aeo measures 列出全部", "aeo measures lists them all")

    strange = [word for word in wanted if word not in known]
    if strange:
        raise InputError(Problem(option, quoted(word), expected, near(word)) for word in strange)
    return {word: known[word] for word in wanted}


def _number(name: str) -> str:
    return name.rstrip(ascii_lowercase)


def not_an_input(output: str | None, inputs: Iterable[str | None]) -> None:
    """Make sure that the file to write is none of those that are read.

    Raises:
        InputError: it is one of them.
    """
    for name in inputs:
        if output and name and _same_file(Path(output), Path(name)):
            found = both("与读入的文件相同", "the same file as the one that is read")
            expected = both("另一个文件", "another file")
            hint = both("换一个文件名", "choose another name")
            raise InputError([Problem("-o", found, expected, hint, visible(name))])


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def page(lang: Lang, colour: Colour, *, to_file: bool) -> Page:
    """Return what a report is laid out on: the terminal's width, and colour if it is wanted."""
    columns = shutil.get_terminal_size((80, 24)).columns
    screen = not to_file and sys.stdout is not None and sys.stdout.isatty()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    coloured = colour is Colour.ALWAYS or (colour is Colour.AUTO and screen and not plain)
    return Page(lang, max(columns, 40), coloured)
