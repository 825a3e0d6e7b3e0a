"""`aeo convert`: a saved report in another format."""

from typing import TYPE_CHECKING, Annotated

import typer

from aeo_cli.cli import completion, inputs
from aeo_cli.cli.common_options import REPORT_OPTIONS, common_options
from aeo_cli.cli.option_values import Settings
from aeo_cli.cli.output import report_output
from aeo_cli.documents.problems import Attempts

if TYPE_CHECKING:
    from aeo_cli.assessment.loader import LoadedReport
    from aeo_cli.catalogue.model import Catalogue


@common_options(*REPORT_OPTIONS, "catalogue", "no_input", "color", "quiet")
def convert(
    settings: Settings,
    report: Annotated[
        str,
        typer.Argument(
            metavar="REPORT.json",
            help="A report saved as JSON; - for standard input.",
            autocompletion=completion.reports,
        ),
    ],
) -> None:
    """Run `aeo convert`."""
    with Attempts() as attempt:
        output = attempt(report_output, settings)
        loaded = attempt(_load, report, settings.catalogue)
        attempt(inputs.require_not_an_input, settings.output, (report, settings.catalogue))
    catalogue, saved = loaded
    notes = output.write(saved.report, catalogue, saved.calendar)
    settings.note(saved.notes, report)
    settings.note(notes, settings.output)


def _load(report: str, catalogue_path: str | None) -> "tuple[Catalogue, LoadedReport]":
    """Return a saved report, and the catalogue that it was made from."""
    from aeo_cli.assessment.loader import load_report
    from aeo_cli.catalogue.loader import load_catalogue

    catalogue = load_catalogue(catalogue_path)
    return catalogue, load_report(report, catalogue)
