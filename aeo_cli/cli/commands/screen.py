"""`aeo screen`: all verdicts and deadlines of a portfolio of enterprises.

What only this command needs is imported where it is needed.
"""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import console, inputs, screening_engines, screening_options
from aeo_cli.cli.common_options import common_options
from aeo_cli.cli.option_values import Settings
from aeo_cli.cli.output import ReportOutput
from aeo_cli.cli.screening_engines import Engine
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Attempts
from aeo_cli.documents.text import both
from aeo_cli.presentation.formats import Format, json

if TYPE_CHECKING:
    from aeo_cli.screening.job import Job, Result
    from aeo_cli.screening.portfolio import Note, Portfolio


class FailOnRejects(StrEnum):
    """What makes the exit status 1 although the verdicts were written."""

    REJECTS = "rejects"


@common_options(
    "as_json",
    "report_format",
    "full",
    "pager",
    "lang",
    "on",
    "catalogue",
    "no_input",
    "color",
    "quiet",
)
def screen(  # noqa: PLR0913, PLR0917  each is an option
    settings: Settings,
    portfolio: Annotated[
        str | None,
        typer.Argument(
            metavar="PORTFOLIO",
            help="Profiles as JSON Lines, or a folder with two tables; - for standard input.",
        ),
    ] = None,
    enterprises: Annotated[
        str | None,
        typer.Option(
            metavar="FILES",
            help="The table of enterprises, CSV or Parquet: a file, a folder or a pattern.",
        ),
    ] = None,
    business: Annotated[
        str | None,
        typer.Option(
            metavar="FILES",
            help="The table of pending items, in the same formats; linked by ref.",
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
            "--long", help="Write one row per enterprise and provision, with route and force."
        ),
    ] = False,
    verdict: Annotated[
        list[Verdict] | None,
        typer.Option(metavar="VERDICT", help="With --long, write only these verdicts. Repeatable."),
    ] = None,
    summary: Annotated[
        bool,
        typer.Option(
            "--summary", help="Show how many enterprises each measure applies to, as bars."
        ),
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option(metavar="REF", help="Show the full report of one enterprise instead."),
    ] = None,
    engine: Annotated[Engine, typer.Option(help="The screening engine.")] = Engine.AUTO,
    fail_on: Annotated[
        FailOnRejects | None, typer.Option(help="Exit 1 if a row is rejected.")
    ] = None,
) -> None:
    """Screen a portfolio of enterprises: every verdict, every deadline."""
    from aeo_cli.screening.job import Job  # noqa: PLC0415
    from aeo_cli.screening.plan import Plan  # noqa: PLC0415

    catalogue = load_catalogue(settings.catalogue)
    with screening_options.spooled_stdin(portfolio) as (name, scratch):
        with Attempts() as attempt:
            day = attempt(settings.day)
            destinations = attempt(
                screening_options.destinations, settings, output, explain, engine
            )
            files = attempt(
                screening_options.portfolio_files,
                *(portfolio, name, enterprises, business),
                engine,
                scratch,
            )
            attempt(
                screening_options.require_consistent,
                engine=engine,
                long=long,
                verdict=verdict,
                explain=explain,
                summary=summary,
                full=settings.full,
                output=output,
            )
        destination, outputs = destinations
        _require_no_input_overwritten(outputs.paths if outputs else (output,), files)
        chosen = screening_engines.available_engine(engine, files, outputs)
        job = Job(
            plan=Plan(catalogue),
            portfolio=files,
            on=day,
            calendar=ChineseCalendar(),
            lang=settings.lang,
            long=long,
            verdicts=tuple(verdict or Verdict),
        )
        if explain is not None:
            from aeo_cli.screening.lookup import profile  # noqa: PLC0415

            report = assess(catalogue, profile(job, explain), job.calendar, day)
            destination.write(report, catalogue, job.calendar)
            _note(files.notes, settings)
            settings.note(destination.notes(report, catalogue, job.calendar), output)
            return
        with screening_engines.progress_bar(quiet=settings.quiet) as progress:
            result = screening_engines.run(chosen, job, outputs, progress)
    if summary or settings.as_json or outputs is None:
        _write_summary(job, result, destination)
    _note((*files.notes, *result.notes), settings)
    settings.note([one.note() for one in result.spellings], None)
    if not result.enterprises and not result.rejects:
        settings.note([_NO_ENTERPRISE], None)
    if result.rejects:
        count = _REFUSED.fill(count=result.rejects)
        where = _SEE.fill(file=visible(str(outputs.rejects))) if outputs else _WRITE
        console.note(f"{count[settings.lang]}{where[settings.lang]}")
    raise typer.Exit(1 if result.rejects and fail_on else 0)


def _require_no_input_overwritten(
    outputs: Iterable[Path | str | None], portfolio: "Portfolio"
) -> None:
    """Make sure that no file to write is one of the portfolio, or a folder that has its files.

    Raises:
        InputError: one is.
    """
    paths = [Path(source.label or source.path) for source in portfolio.sources]
    folders = {parent for path in paths for parent in path.parents}
    for output in outputs:
        name = None if output is None else str(output)
        inputs.require_not_an_input(name, map(str, [*paths, *folders]))


def _write_summary(job: "Job", result: "Result", destination: ReportOutput) -> None:
    from aeo_cli.screening.summary import summary as summary_document  # noqa: PLC0415

    document = summary_document(job, result)
    if destination.format is Format.JSON:
        console.emit(json.document(document))
    else:
        from aeo_cli.presentation.formats import terminal  # noqa: PLC0415

        page = destination.settings.page()
        console.emit(terminal.screen(document, job.plan.catalogue, page))


def _note(notes: "Iterable[Note]", settings: Settings) -> None:
    """Write how the files were read."""
    for name, note in notes:
        settings.note([note], name or None)


_NO_ENTERPRISE = both("没有读到任何企业", "no enterprises found")
_REFUSED = both("未接受 {count} 行", "rows rejected: {count}")
_SEE = both("，原因见 {file}", "; see {file} for the reasons")
_WRITE = both("，用 -o 写出结果时会逐行注明原因", "; use -o to write them, each with its reason")
