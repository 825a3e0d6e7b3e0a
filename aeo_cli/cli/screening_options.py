"""What `aeo screen` is given: the files to read and to write, and options that go together."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aeo_cli.assessment.report import Verdict
from aeo_cli.cli import inputs, options
from aeo_cli.cli.output import Delivery, delivery
from aeo_cli.cli.screening_engines import Engine
from aeo_cli.documents import files
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem, one_of, quoted, read_together
from aeo_cli.documents.text import both
from aeo_cli.presentation.formats import Format

if TYPE_CHECKING:
    from aeo_cli.screening.job import Outputs
    from aeo_cli.screening.portfolio import Portfolio


@contextmanager
def named(portfolio: str | None) -> Iterator[str | None]:
    """Give the name of the portfolio; what comes from standard input is kept until the end."""
    if portfolio != files.STDIN:
        yield portfolio
        return
    with files.scratch_folder(None) as folder:
        path = folder / "stdin.jsonl"
        files.save_stdin(path)
        yield str(path)


def ways(
    as_json: bool, form: Format | None, output: str | None, explain: str | None, engine: Engine
) -> "tuple[Delivery, Outputs | None]":
    """Return how a report, or the summary, is given out, and which files are written.

    Raises:
        InputError: the options contradict each other, or a file cannot be written.
    """
    if explain is not None:
        return delivery(as_json, form, output, None, deadlines=False), None
    shown = partial(options.form, as_json, form, None)
    chosen, outputs = read_together(shown, partial(_outputs, output, engine))
    return delivery(chosen is Format.JSON, chosen, None, None, deadlines=False), outputs


def _outputs(output: str | None, engine: Engine) -> "Outputs | None":
    """Return the files to write, by the suffix of the first.

    Raises:
        InputError: it has no suffix that is known, or its folder cannot be written.
    """
    from aeo_cli.screening.job import Outputs  # noqa: PLC0415
    from aeo_cli.screening.sources import SUFFIXES, RowFormat  # noqa: PLC0415

    if output is None:
        return None
    form = RowFormat.of(Path(output))
    if form is None:
        hint = both("如 -o verdicts.csv", "as in -o verdicts.csv")
        raise InputError([Problem("-o", quoted(output), one_of(SUFFIXES), hint)])
    if engine is not Engine.SPARK or "://" not in output:
        inputs.require_writable(output, "-o")
    outputs = Outputs.beside(Path(output), form)
    taken = [path for path in outputs.paths if path.is_dir()]
    if taken and engine is not Engine.SPARK:
        found, hint = both("一个目录", "a folder"), both("换一个文件名", "choose another name")
        raise InputError(
            [Problem("-o", found, _A_FILE, hint, visible(str(path))) for path in taken]
        )
    return outputs


def portfolio(
    word: str | None,
    whole: str | None,
    enterprises: str | None,
    business: str | None,
    engine: Engine,
) -> "Portfolio":
    """Return the files of the portfolio.

    Raises:
        InputError: they cannot be found or told apart, or lie where the engine does not reach.
    """
    from aeo_cli.screening import portfolio as portfolios  # noqa: PLC0415

    label = files.STDIN if word == files.STDIN else None
    found = portfolios.portfolio(whole, enterprises, business, label)
    far = [source for source in found.sources if source.is_far]
    if far and engine is not Engine.SPARK:
        hint = both("用 --engine spark", "use --engine spark")
        raise InputError([Problem("PORTFOLIO", quoted(one.name), _NEAR, hint) for one in far])
    return found


_A_FILE = both("一个文件", "a file")
_NEAR = both("本机上的文件", "a file of this machine")


def require_sense(  # noqa: PLR0913  each is an option
    *,
    long: bool,
    verdict: list[Verdict] | None,
    explain: str | None,
    summary: bool,
    output: str | None,
    engine: Engine,
) -> None:
    """Make sure that options which only go with others have them.

    Raises:
        InputError: one of them stands alone, or contradicts another.
    """
    problems = []
    if verdict and not long:
        problems.append(Problem("--verdict", both("没有 --long", "no --long"), _LONG, _ADD_LONG))
    if long and output is None and explain is None:
        found = both("没有 -o", "no -o")
        problems.append(Problem("--long", found, _OUT, both("如 -o long.csv", "as in -o long.csv")))
    if explain is not None and (long or summary):
        other = "--long" if long else "--summary"
        found = both("--explain 与 {other}", "--explain and {other}").fill(other=other)
        both_ = both("二者之一", "one of the two")
        problems.append(Problem("--explain", found, both_, _EXPLAIN_ALONE))
    if explain is not None and engine is Engine.SPARK:
        found = both("--explain 与 --engine spark", "--explain and --engine spark")
        problems.append(Problem("--explain", found, _HERE, _NO_ENGINE))
    if problems:
        raise InputError(problems)


_HERE = both("本机上的文件", "a file of this machine")
_NO_ENGINE = both("去掉 --engine", "leave out --engine")
_OUT = both("要写入的文件", "a file to write")
_EXPLAIN_ALONE = both("--explain 只看一家企业", "--explain is about one enterprise alone")
_LONG = both("与 --long 同用", "--long beside it")
_ADD_LONG = both("每家企业一行时各条款都要写出", "a row for each enterprise has every provision")
