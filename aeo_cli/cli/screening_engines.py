"""Which engine answers a portfolio, and how it is run: whole or not at all, and watched."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from aeo_cli.cli import console
from aeo_cli.cli.output import installing
from aeo_cli.documents import files
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import both

if TYPE_CHECKING:
    from aeo_cli.screening.job import Job, Outputs, Result
    from aeo_cli.screening.portfolio import Portfolio


class Engine(StrEnum):
    """What answers."""

    AUTO = "auto"
    """The plain one for a small portfolio of text, else Polars."""
    PLAIN = "plain"
    POLARS = "polars"
    SPARK = "spark"


def engine(asked: Engine, portfolio: "Portfolio", outputs: "Outputs | None") -> Engine:
    """Return what answers: as asked for, else the plain engine where it is the faster one.

    Raises:
        InputError: what is needed is not installed.
    """
    from aeo_cli.screening.sources import RowFormat  # noqa: PLC0415

    columns = portfolio.holds(RowFormat.PARQUET) or (
        outputs is not None and outputs.form is RowFormat.PARQUET
    )
    there = _is_there("polars")
    if asked is Engine.AUTO:
        asked = (
            Engine.POLARS if columns or (there and portfolio.size > PLAIN_BYTES) else Engine.PLAIN
        )
    if asked is Engine.PLAIN and columns:
        hint = both(
            "用 --engine polars，或改用 .csv、.jsonl", "use --engine polars, or .csv, .jsonl"
        )
        raise InputError(
            [Problem("--engine", both("plain 与 Parquet", "plain and Parquet"), _TEXT, hint)]
        )
    for one, library, extra in _NEEDED:
        if asked is one and not _is_there(library):
            found = both("未安装 {library}", "{library} is not installed").fill(library=library)
            raise InputError([Problem("--engine", found, _COLUMNS, installing(extra))])
    return asked


def _is_there(library: str) -> bool:
    from importlib.util import find_spec  # noqa: PLC0415  most commands need none

    return all(find_spec(name) is not None for name in (library, "narwhals"))


_NEEDED = ((Engine.POLARS, "polars", "screen"), (Engine.SPARK, "pyspark", "spark"))
"""The library that an engine needs beside Narwhals, and the extra that brings both."""
_COLUMNS = both("筛查大批企业所需的组件", "what screening in columns needs")


PLAIN_BYTES = 600_000
"""Up to which size of a portfolio the plain engine answers sooner; see docs/performance.md."""
_TEXT = both("CSV 或 JSON Lines", "CSV or JSON Lines")


def run(engine: Engine, order: "Job", outputs: "Outputs | None") -> "Result":
    """Answer a portfolio, and write every file whole, or none.

    Raises:
        InputError: a file cannot be read, or none can be written.
    """
    if engine is Engine.SPARK:  # which has a file system of its own
        from aeo_cli.screening.spark import engine as spark  # noqa: PLC0415

        try:
            return spark.screen(order, outputs)
        except OSError as error:
            raise InputError([Problem("-o", files.reason(error), _WRITABLE, _NOTHING)]) from error
    try:
        with files.scratch_folder(outputs.verdicts if outputs else None) as folder:
            inside = outputs.within(folder) if outputs else None
            outcome = _answers(engine)(order, inside, folder)
            if outputs and inside:
                files.move_into_place(zip(inside.paths, outputs.paths, strict=True))
    except OSError as error:
        raise InputError([Problem("-o", files.reason(error), _WRITABLE, _NOTHING)]) from error
    return outcome


_WRITABLE = both("可以写入的目录，空间充足", "a folder that can be written, with room in it")
_NOTHING = both("没有写入任何内容，原文件未动", "nothing was written; old files stand as they were")


def _answers(engine: Engine) -> "Callable[[Job, Outputs | None, Path], Result]":
    match engine:
        case Engine.POLARS:
            from aeo_cli.screening.polars import engine as polars  # noqa: PLC0415

            return polars.screen
        case _:
            from aeo_cli.screening import plain  # noqa: PLC0415

            return plain.screen


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[float], None]]:
    """Give what is told how much is done; at a terminal it draws a bar on standard error."""
    if quiet or not console.is_watched():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1)
        yield lambda done: bar.update(task, completed=done)
