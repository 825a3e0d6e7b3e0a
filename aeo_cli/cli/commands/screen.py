"""`aeo screen`: all verdicts and deadlines of a portfolio of enterprises."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import console, inputs, screening_engines, screening_options, screening_run
from aeo_cli.cli.common_options import common_options
from aeo_cli.cli.head_options import IgnoreOption, KeepOption, MapOption, plan_with_heads
from aeo_cli.cli.option_values import Settings
from aeo_cli.cli.output import report_output
from aeo_cli.cli.reject_limit import nothing_assessed, reject_limit, rejected
from aeo_cli.cli.screening_delivery import Delivery, delivery
from aeo_cli.cli.screening_engines import Engine
from aeo_cli.cli.screening_work import work_delivery
from aeo_cli.cli.table_template import write_tables
from aeo_cli.documents.problems import Attempts
from aeo_cli.presentation.formats import Format, json
from aeo_cli.screening import lookup
from aeo_cli.screening.job import Job, Result
from aeo_cli.screening.portfolio import Portfolio
from aeo_cli.screening.sources import Note


@common_options(
    "as_json",
    "report_format",
    "full",
    "due_within",
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
            help=(
                "A profile, JSON Lines, a table of enterprises, or a folder of profiles or tables; "
                "- for standard input."
            ),
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
    map_: MapOption = None,
    ignore_unknown_columns: IgnoreOption = False,
    keep: KeepOption = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help=(
                "Write verdicts to OUT, deadlines and rejects beside it: .parquet, .csv, .jsonl; "
                "one workbook: .xlsx; - for standard output."
            ),
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
        typer.Option(metavar="REF", help="Show the report of one enterprise instead."),
    ] = None,
    engine: Annotated[Engine, typer.Option(help="The screening engine.")] = Engine.AUTO,
    template: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", help="Write empty tables to fill in, enterprises.csv and business.csv."
        ),
    ] = None,
    max_rejects: Annotated[
        str | None,
        typer.Option(
            metavar="N|N%|all",
            help="Exit 0 although so many rows are rejected; without it, 1 if one is.",
        ),
    ] = None,
) -> None:
    """Run `aeo screen`."""
    names = portfolio, enterprises, business
    if template is not None:
        options = {
            "PORTFOLIO": portfolio,
            "--enterprises": enterprises,
            "--business": business,
            "--map": map_,
            "--keep": keep,
            "--ignore-unknown-columns": ignore_unknown_columns,
            "-o": output,
            "--long": long,
            "--verdict": verdict,
            "--explain": explain,
            "--summary": summary,
            "--max-rejects": max_rejects,
            "--due-within": settings.due_within,
            "--engine": engine is not Engine.AUTO,
        }
        write_tables(template, options, settings)
        return
    catalogue = load_catalogue(settings.catalogue)
    plan = plan_with_heads(catalogue, map_, keep, ignores_unknown=ignore_unknown_columns)
    with screening_options.spooled_stdin(*names) as (named, scratch):
        with Attempts() as attempt:
            day = attempt(settings.day)
            limit = attempt(reject_limit, max_rejects)
            delivered, explained = Delivery(), None
            if explain is not None:
                explained = attempt(report_output, settings._replace(output=output))
            elif settings.due_within is None:
                delivered = attempt(delivery, output, engine, settings, summary=summary)
            else:
                others = {"--long": long, "--summary": summary}
                delivered = attempt(
                    work_delivery, output, engine, settings, others, keeps=bool(keep)
                )
            files = attempt(screening_options.portfolio_files, named, engine, scratch, plan)
            attempt(
                screening_options.require_consistent,
                engine=engine,
                long=long,
                verdict=verdict,
                explain=explain,
                summary=summary,
                full=settings.full,
                output=output,
                keeps_in_table=bool(keep) and settings.due_within is None,
            )
        _require_no_input_overwritten(delivered.targets or (output,), files)
        chosen = screening_engines.available_engine(engine, files, delivered.tables)
        job = Job(
            plan=plan,
            portfolio=files,
            on=day,
            calendar=ChineseCalendar(),
            lang=settings.lang,
            long=long,
            verdicts=tuple(verdict or Verdict),
        )
        if explain is not None and explained:
            report = assess(catalogue, lookup.profile(job, explain), job.calendar, day)
            notes = explained.write(report, catalogue, job.calendar)
            _note(files.notes, settings)
            settings.note(notes, output)
            return
        is_quiet = settings.quiet or delivered.is_printed
        with screening_engines.progress_bar(quiet=is_quiet) as progress:
            result = screening_run.run(chosen, job._replace(progress=progress), delivered)
    if result.enterprises and delivered.summary:
        _write_summary(job, result, delivered.summary, settings)
    _note((*files.notes, *result.notes), settings)
    settings.note([one.note() for one in result.spellings], None)
    if not result.enterprises:
        raise nothing_assessed(result)
    settings.note(delivered.notes, None)
    lines = rejected(result, delivered.rejects) if result.rejects else ()
    if not limit.allows(result):
        settings.exit(lines)
    settings.note(lines, None)


def _require_no_input_overwritten(
    outputs: Iterable[Path | str | None], portfolio: Portfolio
) -> None:
    """Make sure that no file to write is one of the portfolio, or a folder that has its files.

    Raises:
        InputError: one is.
    """
    paths = [source.origin or source.path for source in portfolio.sources]
    folders = {parent for path in paths for parent in path.parents}
    for output in outputs:
        name = None if output is None else str(output)
        inputs.require_not_an_input(name, map(str, [*paths, *folders]))


def _write_summary(job: Job, result: Result, form: Format, settings: Settings) -> None:
    from aeo_cli.screening.summary import summary

    document = summary(job, result)
    if form is Format.JSON:
        console.emit(json.document(document))
    else:
        from aeo_cli.presentation.formats import terminal

        console.emit(terminal.screen(document, job.plan.catalogue, settings.page()))


def _note(notes: Iterable[Note], settings: Settings) -> None:
    """Write how the files were read."""
    for name, note in notes:
        settings.note([note], name or None)
