"""The engines of `aeo screen`: which one answers, and how it is run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import NamedTuple

from aeo_cli.cli import console
from aeo_cli.documents.extras import installing
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import both
from aeo_cli.screening.job import Outputs, ignore_progress
from aeo_cli.screening.portfolio import Portfolio
from aeo_cli.screening.sources import RowFormat


class Engine(StrEnum):
    """The engine that the user asks for."""

    AUTO = "auto"
    """The plain engine for a small portfolio of text, else Polars."""
    PLAIN = "plain"
    POLARS = "polars"
    SPARK = "spark"


class EngineInfo(NamedTuple):
    """Where an engine is, and what it needs."""

    module: str
    """Its module in `aeo_cli.screening`, imported with its libraries if it is to answer."""
    libraries: tuple[str, ...] = ()
    """The libraries that it needs."""
    extra: str = ""
    """The extra of this tool that installs them."""
    is_distributed: bool = False
    """Whether it has a file system of its own, and writes a folder for each table."""


ENGINES = {
    Engine.PLAIN: EngineInfo("plain"),
    Engine.POLARS: EngineInfo("polars.engine", ("polars",), "screen"),
    Engine.SPARK: EngineInfo(
        "spark.engine", ("pyspark", "polars", "pyarrow", "pandas"), "spark", is_distributed=True
    ),
}


def is_distributed(engine: Engine) -> bool:
    """Return whether an engine has a file system of its own."""
    return engine in ENGINES and ENGINES[engine].is_distributed


PLAIN_BYTES = 600_000
"""The size of a portfolio up to which the plain engine is faster; see docs/performance.md."""


def available_engine(requested: Engine, portfolio: Portfolio, outputs: Outputs | None) -> Engine:
    """Return the requested engine; for `auto`, the faster of the plain one and Polars.

    Raises:
        InputError: it cannot handle Parquet, or a library is not installed.
    """
    is_parquet = portfolio.holds(RowFormat.PARQUET) or (
        outputs is not None and outputs.form is RowFormat.PARQUET
    )
    if requested is Engine.AUTO:
        is_large = portfolio.size > PLAIN_BYTES and _is_installed("polars")
        engine = Engine.POLARS if is_parquet or is_large else Engine.PLAIN
    else:
        engine = requested
    if engine is Engine.PLAIN and is_parquet:
        raise InputError([Problem("", _NO_PARQUET, None, _USE_POLARS)])
    info = ENGINES[engine]
    if missing := [library for library in info.libraries if not _is_installed(library)]:
        found = _NOT_INSTALLED.fill(engine=engine, library=missing[0])
        raise InputError([Problem("", found, None, installing(info.extra))])
    return engine


def _is_installed(library: str) -> bool:
    from importlib.util import find_spec  # noqa: PLC0415  most commands need none

    return find_spec(library) is not None


_NO_PARQUET = both("--engine plain 不支持 Parquet", "--engine plain does not support Parquet")
_USE_POLARS = both(
    "请用 --engine polars，或改用 .csv、.jsonl 文件",
    "use --engine polars, or .csv or .jsonl files",
)
_NOT_INSTALLED = both(
    "--engine {engine} 需要 {library}，尚未安装",
    "--engine {engine} requires {library}, which is not installed",
)


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[float], None]]:
    """Yield a function that draws how much is done as a bar, if somebody watches standard error."""
    if quiet or not console.is_watched():
        yield ignore_progress
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1)
        yield lambda done: bar.update(task, completed=done)
