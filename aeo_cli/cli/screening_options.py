"""The options of `aeo screen`: the files to read and to write, and which options go together."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from aeo_cli.assessment.report import Verdict
from aeo_cli.cli.screening_engines import Engine, is_distributed
from aeo_cli.documents import files
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import both

if TYPE_CHECKING:
    from aeo_cli.screening.portfolio import Portfolio


@contextmanager
def spooled_stdin(portfolio: str | None) -> Iterator[tuple[str | None, Callable[[], Path]]]:
    """Yield the name of the portfolio, and a function that makes a folder for its unpacked files.

    For `-`, the name is that of a file with the content of standard input, because an engine may
    read a portfolio more than once. File and folder are removed at the end.

    Raises:
        InputError: standard input cannot be read, or is compressed in a way that is not read.
    """
    with ExitStack() as stack:

        def scratch() -> Path:
            return stack.enter_context(files.scratch_folder(None))

        yield _spooled(scratch) if portfolio == files.STDIN else portfolio, scratch


def _spooled(scratch: Callable[[], Path]) -> str:
    from aeo_cli.screening.compression import suffix_of  # noqa: PLC0415
    from aeo_cli.screening.sources import GZIP  # noqa: PLC0415

    path = scratch() / "stdin.jsonl"
    files.save_stdin(path)
    suffix = suffix_of(path)
    if suffix not in {"", GZIP}:
        problem = Problem("", quoted(suffix), _UNPACKED, _UNPACK, files.STDIN)
        raise InputError([problem])
    return str(path.rename(f"{path}{suffix}"))


_UNPACKED = both("未压缩或 gzip 压缩的 JSON Lines", "JSON Lines, uncompressed or in gzip")
_UNPACK = both("请先解压，再经管道传入", "unpack it before piping it in")


def portfolio_files(  # noqa: PLR0913, PLR0917  each is an option, or how one is read
    typed: str | None,
    name: str | None,
    enterprises: str | None,
    business: str | None,
    engine: Engine,
    scratch: Callable[[], Path],
) -> "Portfolio":
    """Return the files of the portfolio.

    Args:
        typed: the portfolio as the user typed it, `-` for standard input.
        name: the same, or the file to which standard input was spooled.
        enterprises: the table of enterprises.
        business: the table of their pending business.
        engine: the requested engine.
        scratch: makes the folder to unpack files into.

    Raises:
        InputError: they cannot be found or are ambiguous, or the engine cannot read them there.
    """
    from aeo_cli.screening.portfolio import portfolio  # noqa: PLC0415

    label = files.STDIN if typed == files.STDIN else None
    located = portfolio(name, enterprises, business, scratch, label)
    if not is_distributed(engine):
        problems = [
            Problem("PORTFOLIO", _REMOTE.fill(name=source.name), None, _USE_SPARK)
            for source in located.sources
            if source.is_remote
        ]
        if problems:
            raise InputError(problems)
    return located


_REMOTE = both("{name} 不在本机", "{name} is not on this machine")
_USE_SPARK = both("请用 --engine spark 读取", "read it with --engine spark")


def require_consistent(  # noqa: PLR0913  each is an option
    *,
    long: bool,
    verdict: list[Verdict] | None,
    explain: str | None,
    summary: bool,
    full: bool,
    output: str | None,
    engine: Engine,
) -> None:
    """Make sure that the options go together.

    Raises:
        InputError: one needs another that is missing, or contradicts another.
    """
    problems = []
    if verdict and not long:
        problems.append(Problem("", _REQUIRES_LONG, None, _ALL_VERDICTS))
    if long and output is None and explain is None:
        problems.append(Problem("", _REQUIRES_OUTPUT, None, _LONG_FILE))
    if full and explain is None:
        problems.append(Problem("", _REQUIRES_EXPLAIN, None, _ONE_REPORT))
    if explain is not None and (long or summary):
        found = _CONFLICT.fill(other="--long" if long else "--summary")
        problems.append(Problem("", found, None, _EXPLAIN_ALONE))
    if explain is not None and is_distributed(engine):
        found = _CONFLICT.fill(other=f"--engine {engine}")
        problems.append(Problem("", found, None, _NO_ENGINE))
    if problems:
        raise InputError(problems)


_CONFLICT = both("--explain 不能与 {other} 同用", "--explain cannot be combined with {other}")
_NO_ENGINE = both("请去掉 --engine", "remove --engine")
_EXPLAIN_ALONE = both(
    "--explain 只显示一家企业，请只保留一个",
    "--explain shows a single enterprise; keep one of them",
)
_REQUIRES_EXPLAIN = both("--full 须与 --explain 同用", "--full requires --explain")
_ONE_REPORT = both(
    "只有单家企业才有完整报告", "only the report of a single enterprise has a full form"
)
_REQUIRES_LONG = both("--verdict 须与 --long 同用", "--verdict requires --long")
_ALL_VERDICTS = both(
    "否则每家企业一行，已含全部条款", "without it, each row has every provision of an enterprise"
)
_REQUIRES_OUTPUT = both("--long 须与 -o 同用", "--long requires -o")
_LONG_FILE = both("如 -o long.csv", "for example: -o long.csv")
