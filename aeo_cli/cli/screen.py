"""`aeo screen`: every verdict and deadline of a portfolio of enterprises.

What only this command needs is imported where it is needed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aeo_cli import files
from aeo_cli.assess import assess
from aeo_cli.calendars import ChineseCalendar
from aeo_cli.cli import console, engines, inputs, options
from aeo_cli.cli.delivery import Delivery, delivery
from aeo_cli.cli.engines import Engine
from aeo_cli.cli.options import Colour
from aeo_cli.errors import InputError, Problem, one_of, quoted, read_together
from aeo_cli.formats import Format, json
from aeo_cli.loading import load_catalogue
from aeo_cli.report import Verdict
from aeo_cli.text import Lang, both, visible

if TYPE_CHECKING:
    from aeo_cli.screening.order import Outputs
    from aeo_cli.screening.portfolio import Portfolio


class Failure(StrEnum):
    """What makes the exit status 1 although the answers were written."""

    REJECTS = "rejects"


def screen(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    portfolio: Annotated[
        str | None,
        typer.Argument(
            metavar="PORTFOLIO",
            help="Profiles as JSON Lines, or a folder of two tables; - for standard input.",
        ),
    ] = None,
    enterprises: Annotated[
        str | None,
        typer.Option(
            metavar="FILES",
            help="The table of enterprises, CSV or Parquet: a file, a folder, a pattern.",
        ),
    ] = None,
    business: Annotated[
        str | None,
        typer.Option(
            metavar="FILES",
            help="The table of their pending business, likewise; ref says whose it is.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="Write verdicts to OUT, deadlines and rejects beside it: .parquet, .csv, .jsonl.",
        ),
    ] = None,
    long: Annotated[
        bool,
        typer.Option(
            "--long", help="Write a row for each enterprise and provision, with route and force."
        ),
    ] = False,
    verdict: Annotated[
        list[Verdict] | None,
        typer.Option(metavar="VERDICT", help="With --long, only these verdicts. Repeatable."),
    ] = None,
    summary: Annotated[
        bool,
        typer.Option("--summary", help="Show how many enterprises each measure reaches, as bars."),
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option(metavar="REF", help="Show the whole report of one enterprise instead."),
    ] = None,
    engine: Annotated[Engine, typer.Option(help="The engine that answers.")] = Engine.AUTO,
    fail_on: Annotated[Failure | None, typer.Option(help="Exit 1 if a row is refused.")] = None,
    as_json: options.AsJson = False,
    form: options.Form = None,
    lang: options.Language = None,  # noqa: ARG001  read before anything is parsed
    on: options.On = None,
    catalogue: options.CataloguePath = None,
    no_input: options.NoInput = False,  # noqa: ARG001  nothing is asked
    color: options.Color = Colour.AUTO,
    quiet: options.Quiet = False,
) -> None:
    """Answer for many enterprises at once: every verdict, every deadline."""
    from aeo_cli.screening.order import Order  # noqa: PLC0415
    from aeo_cli.screening.plan import Plan  # noqa: PLC0415

    book = load_catalogue(catalogue)
    with _given(portfolio) as whole:
        day, (way, outputs), found, _ = read_together(
            partial(options.day, on),
            partial(_ways, as_json, form, output, explain, engine),
            partial(_portfolio, portfolio, whole, enterprises, business, engine),
            partial(
                _require_sense,
                engine=engine,
                long=long,
                verdict=verdict,
                explain=explain,
                summary=summary,
                output=output,
            ),
        )
        for target in map(str, outputs.paths) if outputs else (output,):
            paths = [one.path for one in found.sources]
            inputs.not_an_input(target, map(str, [*paths, *(path.parent for path in paths)]))
        chosen = engines.engine(engine, found, outputs)
        order = Order(
            Plan(book),
            found,
            day,
            ChineseCalendar(),
            context.obj,
            long,
            tuple(verdict or Verdict),
            lambda _: None,
        )
        page = options.page(context.obj, color, to_file=bool(explain and output))
        if explain is not None:
            from aeo_cli.screening.lookup import profile  # noqa: PLC0415

            report = assess(book, profile(order, explain), order.calendar, day)
            way.give(report, book, order.calendar, page)
            _note(found, context.obj, quiet=quiet)
            return
        with engines.progress(quiet=quiet) as told:
            outcome = engines.run(chosen, order._replace(progress=told), outputs)
    if summary or as_json or outputs is None:
        from aeo_cli.screening.summary import summary as summarised  # noqa: PLC0415

        document = summarised(order, outcome)
        if way.form is Format.JSON:
            console.emit(json.document(document))
        else:
            from aeo_cli.formats import terminal  # noqa: PLC0415

            console.emit(terminal.screen(document, book, page))
    _note(found, context.obj, quiet=quiet)
    if outcome.rejects:
        count = _REFUSED.fill(count=outcome.rejects)
        where = _SEE.fill(file=visible(str(outputs.rejects))) if outputs else _WRITE
        console.note(f"{count[context.obj]}{where[context.obj]}")
    raise typer.Exit(1 if outcome.rejects and fail_on else 0)


def _note(portfolio: "Portfolio", lang: Lang, *, quiet: bool) -> None:
    """Tell how the files were read."""
    for name, note in () if quiet else portfolio.notes:
        console.note_all([note], name or None, lang)


_REFUSED = both("未接受 {count} 行", "rows refused: {count}")
_SEE = both("，原因见 {file}", " ({file} says why)")
_WRITE = both("，用 -o 写出结果时一并写出原因", " (-o writes them too, each with its reason)")


@contextmanager
def _given(portfolio: str | None) -> Iterator[str | None]:
    """Give the name of the portfolio; what comes from standard input is kept until the end."""
    if portfolio != files.STDIN:
        yield portfolio
        return
    with files.workshop(None) as folder:
        path = folder / "stdin.jsonl"
        files.keep_stdin(path)
        yield str(path)


def _ways(
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
    from aeo_cli.screening.order import Outputs  # noqa: PLC0415
    from aeo_cli.screening.sources import SUFFIXES, Form  # noqa: PLC0415

    if output is None:
        return None
    form = Form.of(Path(output))
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


def _portfolio(
    named: str | None,
    whole: str | None,
    enterprises: str | None,
    business: str | None,
    engine: Engine,
) -> "Portfolio":
    """Return the files of the portfolio.

    Raises:
        InputError: they cannot be found or told apart, or lie where the engine does not reach.
    """
    from aeo_cli.screening.portfolio import portfolio  # noqa: PLC0415

    label = files.STDIN if named == files.STDIN else None
    found = portfolio(whole, enterprises, business, label)
    far = [source for source in found.sources if source.is_far]
    if far and engine is not Engine.SPARK:
        hint = both("用 --engine spark", "use --engine spark")
        raise InputError([Problem("PORTFOLIO", quoted(one.name), _NEAR, hint) for one in far])
    return found


_A_FILE = both("一个文件", "a file")
_NEAR = both("本机上的文件", "a file of this machine")


def _require_sense(  # noqa: PLR0913  each is an option
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
