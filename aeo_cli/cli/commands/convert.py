"""`aeo convert`: a saved report in another format."""

from functools import partial
from typing import Annotated

import typer

from aeo_cli.assessment.loader import LoadedReport, load_report
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import completion, inputs
from aeo_cli.cli.common_options import common_options
from aeo_cli.cli.output import report_output
from aeo_cli.cli.settings import Settings
from aeo_cli.documents.problems import read_together


@common_options(
    "as_json",
    "report_format",
    "output",
    "encoding",
    "deadlines",
    "lang",
    "catalogue",
    "no_input",
    "color",
    "quiet",
)
def convert(
    settings: Settings,
    report: Annotated[
        str,
        typer.Argument(
            metavar="REPORT.json",
            help="A report that was saved as JSON; - for standard input.",
            autocompletion=completion.reports,
        ),
    ],
) -> None:
    """Give a saved report in another format, just as aeo check would."""

    def read() -> tuple[Catalogue, LoadedReport]:
        catalogue = load_catalogue(settings.catalogue)
        return catalogue, load_report(report, catalogue)

    output, (catalogue, saved), _ = read_together(
        partial(report_output, settings),
        read,
        partial(inputs.require_not_an_input, settings.output, (report, settings.catalogue)),
    )
    output.write(saved.report, catalogue, saved.calendar)
    settings.note(saved.notes, report)
    settings.note(output.notes(saved.report), settings.output)
