"""The options of `aeo screen`: the files to read and to write, and which options go together."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from aeo_cli.assessment.report import Verdict
from aeo_cli.cli import inputs
from aeo_cli.cli.screening_engines import Engine, is_distributed
from aeo_cli.documents import files
from aeo_cli.documents.binary_formats import is_workbook
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import both
from aeo_cli.screening.compression import head_of, suffix_of
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.portfolio import Portfolio, portfolio
from aeo_cli.screening.portfolio_names import PortfolioNames
from aeo_cli.screening.sources import GZIP, WORKBOOK, format_of


@contextmanager
def spooled_stdin(
    whole: str | None, enterprises: str | None, business: str | None
) -> Iterator[tuple[PortfolioNames, Callable[[], Path]]]:
    """Yield what the user names, and a function that makes a folder for its unpacked files.

    For `-`, the name is that of a file with the content of standard input, because an engine may
    read a portfolio more than once. File and folder are removed at the end.

    Raises:
        InputError: standard input cannot be read, is named twice, or is compressed in a way that
            is not read.
    """
    inputs.require_single_stdin(whole, enterprises, business)
    with ExitStack() as stack:

        def scratch() -> Path:
            return stack.enter_context(files.scratch_folder(None))

        labels = dict[str, str]()

        def local(name: str | None) -> str | None:
            if name != files.STDIN:
                return name
            path = _spooled(scratch() / "stdin")
            labels[path] = files.STDIN
            return path

        tables = local(enterprises), local(business)
        yield PortfolioNames(local(whole), *tables, labels), scratch


def _spooled(path: Path) -> str:
    """Write standard input to a file, and return its name, with the suffix of its content."""
    files.save_stdin(path)
    suffix = suffix_of(path)
    if is_workbook(head_of(path)):
        return str(path.rename(f"{path}{WORKBOOK}"))
    if suffix not in {"", GZIP}:
        raise InputError([Problem("", quoted(suffix), _UNPACKED, _UNPACK, files.STDIN)])
    return str(path.rename(f"{path}.{format_of(head_of(path))}{suffix}"))


_UNPACKED = both(
    "JSON Lines、CSV、Parquet 或工作簿，未压缩或 gzip 压缩",
    "JSON Lines, CSV, Parquet or a workbook, uncompressed or in gzip",
)
_UNPACK = both("请先解压，再经管道传入", "unpack it before piping it in")


def portfolio_files(
    named: PortfolioNames, engine: Engine, scratch: Callable[[], Path], plan: Plan
) -> Portfolio:
    """Return the files of the portfolio.

    Args:
        named: what the user names.
        engine: the requested engine.
        scratch: makes the folder to unpack files into.
        plan: the plan, which knows the columns of tables.

    Raises:
        InputError: they cannot be found or are ambiguous, or the engine cannot read them there.
    """
    located = portfolio(named, scratch, plan)
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
    keeps_in_table: bool,
    engine: Engine,
) -> None:
    """Make sure that the options go together.

    Raises:
        InputError: one needs another that is missing, or contradicts another.
    """
    problems = []
    if verdict and not long:
        problems.append(Problem("", _REQUIRES_LONG, None, _ALL_VERDICTS))
    for option, is_given in (("--long", long), ("--keep", keeps_in_table)):
        if is_given and output is None and explain is None:
            found = _REQUIRES_OUTPUT.fill(option=option)
            problems.append(Problem("", found, None, _A_FILE))
    if full and explain is None:
        problems.append(Problem("", _REQUIRES_EXPLAIN, None, _ONE_REPORT))
    if explain is not None and (long or summary):
        found = _CONFLICT.fill(other="--long" if long else "--summary")
        problems.append(Problem("", found, None, _EXPLAIN_ALONE))
    if explain is not None and keeps_in_table:
        problems.append(Problem("", _CONFLICT.fill(other="--keep"), None, _EXPLAIN_ALONE))
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
_REQUIRES_OUTPUT = both("{option} 须与 -o 同用", "{option} requires -o")
_A_FILE = both("如 -o verdicts.csv", "for example: -o verdicts.csv")
