"""Where the results of `aeo screen` go: files of tables, a workbook, or standard output.

An engine writes the tables that are wanted into a scratch folder. Its delivery then moves them into
place, or makes something else of them. Nothing is delivered if no enterprise was assessed, so that
the results of an earlier run are kept.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from aeo_cli.cli import console, inputs
from aeo_cli.cli.option_values import Settings
from aeo_cli.cli.output import require_library
from aeo_cli.cli.screening_engines import Engine, is_distributed
from aeo_cli.documents import files
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Attempts, InputError, Problem, one_of, quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.formats import Format
from aeo_cli.screening.job import Job, Outputs, Result
from aeo_cli.screening.sources import SUFFIXES, RowFormat

Finish = Callable[[Outputs, Job, Result], None]
"""Delivers the tables that an engine has written."""


class Delivery(NamedTuple):
    """What an engine has to write, and what becomes of it."""

    tables: Outputs | None = None
    """The tables that the engine writes: into their place if it has a file system of its own."""
    targets: tuple[Path, ...] = ()
    """The files that are written in the end."""
    finish: Finish = lambda *_: None
    rejects: Text = both(
        "，用 -o 写出结果时会逐行注明原因", "; use -o to write them, each with its reason"
    )
    """Where rejected rows can be read."""
    summary: Format | None = None
    """How the summary is printed; None: it is not."""
    notes: tuple[Text, ...] = ()
    """What is not delivered."""

    @property
    def is_printed(self) -> bool:
        """Whether the tables go to standard output."""
        return self.tables is not None and not self.targets


def delivery(output: str | None, engine: Engine, settings: Settings, *, summary: bool) -> Delivery:
    """Return where the tables and the summary go.

    Args:
        output: the file of verdicts; `-` for standard output; None: the tables are not wanted.
        engine: the requested engine.
        settings: the format of the summary, the language and the page.
        summary: whether the summary is printed beside the tables.

    Raises:
        InputError: the extension is unknown, the file cannot be written, or not by the engine.
    """
    with Attempts() as attempt:
        form = attempt(settings.format)
        tables = attempt(_tables, output, engine, settings)
    if not (summary or form is Format.JSON or output is None):
        return tables
    if tables.is_printed:
        raise InputError([Problem("", _ONE_OUTPUT, None, _TO_FILE)])
    return tables._replace(summary=form)


def _tables(output: str | None, engine: Engine, settings: Settings) -> Delivery:
    """Return where the tables go, by the extension of the file to write."""
    if output is None:
        return Delivery()
    if output == files.STDIN:  # the same sign
        require_scratch(engine, "-o -")
        return Delivery(Outputs(RowFormat.CSV, Path("verdicts.csv")), finish=_emit, notes=(_ONLY,))
    path = Path(output)
    if path.suffix.lower() == ".xlsx":
        require_scratch(engine, "-o .xlsx")
        require_library(Format.XLSX)
        require_files((path,))
        return _workbook(path, settings)
    form = RowFormat.of(path)
    if form is None:
        hint = both("如 -o verdicts.csv", "for example: -o verdicts.csv")
        raise InputError([Problem("-o", quoted(output), one_of([*SUFFIXES, ".xlsx"]), hint)])
    outputs = Outputs.beside(path, form)
    if not is_distributed(engine):
        require_files(outputs.paths)
    elif "://" not in output:
        inputs.require_writable(output, "-o")
    rejects = _SEE.fill(file=visible(str(outputs.rejects)))
    return Delivery(outputs, tuple(outputs.paths), _moved_to(outputs), rejects)


def require_scratch(engine: Engine, what: str) -> None:
    """Require an engine that writes into a scratch folder of this machine.

    Raises:
        InputError: it has a file system of its own.
    """
    if is_distributed(engine):
        found = _NOT_WITH.fill(what=what, engine=engine)
        raise InputError([Problem("", found, None, _WITHOUT)])


def require_files(paths: Iterable[Path]) -> None:
    """Require that files can be written, as far as can be known in advance.

    Raises:
        InputError: a folder does not exist, or is where a file has to be.
    """
    problems = []
    for path in paths:
        inputs.require_writable(str(path), "-o")
        if path.is_dir():
            problems.append(Problem("-o", _FOLDER, None, _RENAME, visible(str(path))))
    if problems:
        raise InputError(problems)


def _moved_to(outputs: Outputs) -> Finish:
    def finish(scratch: Outputs, _job: Job, _result: Result) -> None:
        files.move_into_place(zip(scratch.paths, outputs.paths, strict=True))

    return finish


def _emit(scratch: Outputs, _job: Job, _result: Result) -> None:
    for path in scratch.paths:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                console.emit(chunk)


_CHUNK = 2**20


def _workbook(path: Path, settings: Settings) -> Delivery:
    names = (Path(f"{name}.jsonl") for name in ("verdicts", "deadlines", "rejects"))

    def finish(scratch: Outputs, job: Job, result: Result) -> None:
        from aeo_cli.presentation.formats import screening_workbook  # noqa: PLC0415
        from aeo_cli.screening.summary import summary  # noqa: PLC0415

        book = scratch.paths[0].with_name("book.xlsx")
        screening_workbook.write(book, summary(job, result), scratch, job, settings.lang)
        files.move_into_place([(book, path)])

    rejects = _SEE.fill(file=visible(str(path)))
    return Delivery(Outputs(RowFormat.LINES, *names), (path,), finish, rejects)


_NOT_WITH = both(
    "{what} 不能与 --engine {engine} 同用", "{what} does not work with --engine {engine}"
)
_WITHOUT = both(
    "请去掉 --engine，或写入 .parquet、.csv、.jsonl",
    "remove --engine, or write .parquet, .csv or .jsonl",
)
_SEE = both("，原因见 {file}", "; see {file} for the reasons")
_ONE_OUTPUT = both(
    "-o - 不能与 --summary、--json 同用", "-o - cannot be combined with --summary or --json"
)
_TO_FILE = both(
    "请把结论写入文件，如 -o verdicts.csv", "write the verdicts to a file: -o verdicts.csv"
)
_FOLDER = both("这是一个文件夹", "this is a folder")
_RENAME = both("请换一个文件名", "choose another name")
_ONLY = both(
    "标准输出只有结论；要期限和未接受的行，请用 -o 指定文件",
    "standard output has the verdicts only; name a file with -o to get deadlines and rejects too",
)
