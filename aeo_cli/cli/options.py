"""The options that mean the same in every command, and how they are made out."""

import locale
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from aeo_cli.errors import InputError, Problem, quoted
from aeo_cli.formats import Format, Page
from aeo_cli.text import Lang, both, visible
from aeo_cli.values import SHANGHAI, Mistake, read_date


class Colour(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Failure(StrEnum):
    """What makes the exit status 1 although the report was made."""

    UNDETERMINED = "undetermined"


AsJson = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Form = Annotated[
    Format | None,
    typer.Option("--format", help="How the report is given out.", show_default=False),
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all."),
]
Language = Annotated[
    Lang | None,
    typer.Option("--lang", envvar="AEO_LANG", help="The language (default: that of the locale)."),
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


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Return the language to speak, before anything else is parsed.

    `--lang`, else `AEO_LANG`, else the locale (`zh*` is Chinese), else English. A wrong value is
    passed over here and refused where the option is parsed.
    """
    asked = [value for option, value in pairwise(arguments) if option == "--lang"]
    asked += [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    for word in (*asked, environment.get("AEO_LANG")):
        if word is not None and word in tuple(Lang):
            return Lang(word)
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return Lang.ZH if name.lower().startswith(("zh", "chinese")) else Lang.EN


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
        found = both(*[", ".join(f"{option} ({wish})" for option, wish in chosen.items())] * 2)
        expected = both("只用一种格式", "one format")
        raise InputError([Problem("--format", found, expected)])
    return next(iter(chosen.values()), Format.TERMINAL)


def not_an_input(output: str | None, inputs: Iterable[str | None]) -> None:
    """Make sure that the file to write is none of those that are read.

    Raises:
        InputError: it is one of them.
    """
    for name in inputs:
        if output and name and _same_file(Path(output), Path(name)):
            found = both("与读入的文件相同", "the same file as the one that is read")
            expected = both("另一个文件", "another file")
            raise InputError([Problem("-o", found, expected, file=visible(name))])


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def page(lang: Lang, colour: Colour, *, to_file: bool) -> Page:
    """Return what a report is laid out on: the terminal's width, and colour if it is wanted."""
    columns = shutil.get_terminal_size((80, 24)).columns
    screen = not to_file and sys.stdout is not None and sys.stdout.isatty()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    coloured = colour is Colour.ALWAYS or (colour is Colour.AUTO and screen and not plain)
    return Page(lang, max(columns, 40), coloured)
