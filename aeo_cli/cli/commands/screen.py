"""`aeo screen`: every verdict and deadline of a portfolio of enterprises.

What only this command needs is imported where it is needed.
"""

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import console, inputs, screening_engines, screening_options
from aeo_cli.cli.screening_engines import Engine
from aeo_cli.cli.settings import Settings, common_options
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import read_together
from aeo_cli.documents.text import both
from aeo_cli.presentation.formats import Format, json

if TYPE_CHECKING:
    from aeo_cli.screening.portfolio import Portfolio


class FailOnRejects(StrEnum):
    """What makes the exit status 1 although the answers were written."""

    REJECTS = "rejects"


@common_options("as_json", "report_format", "lang", "on", "catalogue", "no_input", "color", "quiet")
def screen(  # noqa: PLR0913, PLR0917  each is an option
    settings: Settings,
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
    fail_on: Annotated[
        FailOnRejects | None, typer.Option(help="Exit 1 if a row is refused.")
    ] = None,
) -> None:
    """Answer for many enterprises at once: every verdict, every deadline."""
    from aeo_cli.screening.job import Job  # noqa: PLC0415
    from aeo_cli.screening.plan import Plan  # noqa: PLC0415

    book = load_catalogue(settings.catalogue)
    with screening_options.named(portfolio) as whole:
        day, (way, outputs), found, _ = read_together(
            settings.day,
            partial(screening_options.ways, settings, output, explain, engine),
            partial(screening_options.portfolio, portfolio, whole, enterprises, business, engine),
            partial(
                screening_options.require_sense,
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
        chosen = screening_engines.engine(engine, found, outputs)
        order = Job(
            Plan(book),
            found,
            day,
            ChineseCalendar(),
            settings.lang,
            long,
            tuple(verdict or Verdict),
            lambda _: None,
        )
        if explain is not None:
            from aeo_cli.screening.lookup import profile  # noqa: PLC0415

            report = assess(book, profile(order, explain), order.calendar, day)
            way.write(report, book, order.calendar)
            _note(found, settings)
            return
        with screening_engines.progress(quiet=settings.quiet) as told:
            outcome = screening_engines.run(chosen, order._replace(progress=told), outputs)
    if summary or settings.as_json or outputs is None:
        from aeo_cli.screening.summary import summary as summarised  # noqa: PLC0415

        document = summarised(order, outcome)
        if way.format is Format.JSON:
            console.emit(json.document(document))
        else:
            from aeo_cli.presentation.formats import terminal  # noqa: PLC0415

            console.emit(terminal.screen(document, book, settings.page()))
    _note(found, settings)
    if outcome.rejects:
        count = _REFUSED.fill(count=outcome.rejects)
        where = _SEE.fill(file=visible(str(outputs.rejects))) if outputs else _WRITE
        console.note(f"{count[settings.lang]}{where[settings.lang]}")
    raise typer.Exit(1 if outcome.rejects and fail_on else 0)


def _note(portfolio: "Portfolio", settings: Settings) -> None:
    """Write how the files were read."""
    for name, note in portfolio.notes:
        settings.note([note], name or None)


_REFUSED = both("未接受 {count} 行", "rows refused: {count}")
_SEE = both("，原因见 {file}", " ({file} says why)")
_WRITE = both("，用 -o 写出结果时一并写出原因", " (-o writes them too, each with its reason)")
