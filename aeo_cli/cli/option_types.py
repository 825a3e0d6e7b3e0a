"""What the options and arguments that several commands share are made of."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from aeo_cli.cli import completion
from aeo_cli.documents import files
from aeo_cli.presentation.formats import Format


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


def format_option(formats: Sequence[Format]) -> Any:  # noqa: ANN401  as Typer declares it
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
