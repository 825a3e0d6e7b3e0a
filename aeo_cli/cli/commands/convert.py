"""`aeo convert`: a saved report in another format."""

from functools import partial
from typing import Annotated

import typer

from aeo_cli.assessment.loader import LoadedReport, load_report
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import completion, console, inputs, options
from aeo_cli.cli.options import Colour
from aeo_cli.cli.output import CsvEncoding, Deadlines, delivery
from aeo_cli.documents.problems import read_together


def convert(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    report: Annotated[
        str,
        typer.Argument(
            metavar="REPORT.json",
            help="A report that was saved as JSON; - for standard input.",
            autocompletion=completion.reports,
        ),
    ],
    as_json: options.AsJson = False,
    form: options.Form = None,
    output: options.Output = None,
    encoding: CsvEncoding = None,
    deadlines: Deadlines = False,
    lang: options.Language = None,  # noqa: ARG001  read before anything is parsed
    catalogue: options.CataloguePath = None,
    no_input: options.NoInput = False,  # noqa: ARG001  nothing is asked
    color: options.Color = Colour.AUTO,
    quiet: options.Quiet = False,
) -> None:
    """Give a saved report in another format, just as aeo check would."""

    def read() -> tuple[Catalogue, LoadedReport]:
        book = load_catalogue(catalogue)
        return book, load_report(report, book)

    way, (book, saved), _ = read_together(
        partial(delivery, as_json, form, output, encoding, deadlines),
        read,
        partial(inputs.not_an_input, output, (report, catalogue)),
    )
    page = options.page(context.obj, color, to_file=output is not None)
    way.give(saved.report, book, saved.calendar, page)
    if not quiet:
        console.note_all(saved.notes, report, context.obj)
        console.note_all(way.notes(saved.report), output, context.obj)
