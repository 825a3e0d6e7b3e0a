"""The options and arguments that several commands share, each declared once for Typer."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from aeo_cli.cli import completion
from aeo_cli.cli.colour import Colour
from aeo_cli.documents import files
from aeo_cli.presentation.formats import (
    BASIC_FORMATS,
    DIFFERENCE_FORMATS,
    EXPLANATION_FORMATS,
    Format,
)


class Pager(StrEnum):
    """When to show a text page by page."""

    AUTO = "auto"
    """If it is longer than the terminal."""
    NEVER = "never"


class Encoding(StrEnum):
    """The encoding of a CSV file."""

    UTF8 = "utf-8"
    """With a byte-order mark, by which Excel recognizes it."""
    GBK = "gbk"


def output_file(name: str | None) -> str | None:
    """Return the file to write; None means standard output, which is also written `-`."""
    return None if name == files.STDIN else name


def _format_option(formats: Sequence[Format]) -> Any:  # noqa: ANN401  as Typer declares it
    """Return the option `--format` of a command that has only these formats."""
    return typer.Option(
        "--format",
        metavar=f"[{'|'.join(formats)}]",
        help="Output for a person or for a script.",
        show_default=False,
        autocompletion=completion.among(formats),
    )


ProfileArgument = Annotated[
    str | None,
    typer.Argument(
        help="The profile: TOML, JSON or a workbook; - for standard input.",
        autocompletion=completion.profiles,
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Write JSON, for scripts; short for --format json.")
]
BasicFormatOption = Annotated[Format | None, _format_option(BASIC_FORMATS)]
DifferenceFormatOption = Annotated[Format | None, _format_option(DIFFERENCE_FORMATS)]
ExplanationFormatOption = Annotated[Format | None, _format_option(EXPLANATION_FORMATS)]
ReportFormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="The format of the report.", show_default=False),
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to FILE atomically; format inferred from the extension.",
        callback=output_file,
    ),
]
EncodingOption = Annotated[
    Encoding | None,
    typer.Option(
        "--encoding", help="The encoding of a CSV file (default: utf-8).", show_default=False
    ),
]
FullOption = Annotated[
    bool, typer.Option("--full", help="Show the full report, not only the brief one.")
]
PagerOption = Annotated[
    Pager,
    typer.Option("--pager", help="Show a report that is too long for the terminal through $PAGER."),
]
DeadlinesOption = Annotated[
    bool, typer.Option("--deadlines", help="Show only the deadlines, as bars: day n of N.")
]
DueWithinOption = Annotated[
    str | None,
    typer.Option(
        "--due-within",
        metavar="N",
        help="Show only what is due within N working days: what to do by when.",
    ),
]
QuestionsOption = Annotated[
    bool,
    typer.Option("--questions", help="Show only the questions for customs, as a sheet to fill in."),
]
DayOption = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="The day of assessment (default: today in Shanghai)."
    ),
]
CatalogueOption = Annotated[
    str | None,
    typer.Option(
        "--catalogue",
        metavar="PATH",
        envvar="AEO_CATALOGUE",
        help="The catalogue of measures (default: the built-in one).",
    ),
]
PlainOption = Annotated[
    bool,
    typer.Option(
        "--plain",
        envvar="AEO_PLAIN",
        help="Ask line by line, without arrow keys; for screen readers.",
    ),
]
NoInputOption = Annotated[bool, typer.Option("--no-input", help="Never ask questions.")]
ColourOption = Annotated[Colour, typer.Option("--color", help="When to use colour.")]
QuietOption = Annotated[
    bool, typer.Option("-q", "--quiet", help="Write no notes to standard error.")
]
