"""`aeo measures`: the catalogue, browsed and searched."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from aeo_cli.cli import console, inputs
from aeo_cli.cli.common_options import common_options
from aeo_cli.cli.option_values import Settings
from aeo_cli.documents.problems import Attempts
from aeo_cli.presentation.formats import Format, json

if TYPE_CHECKING:
    from aeo_cli.catalogue.model import Catalogue, Measure


@common_options("as_json", "basic_format", "output", "lang", "catalogue", "color")
def measures(
    settings: Settings,
    words: Annotated[
        list[str] | None,
        typer.Argument(help="Words to search for, in Chinese or English; all must match."),
    ] = None,
) -> None:
    """Run `aeo measures`."""
    from aeo_cli.catalogue.search import search

    with Attempts() as attempt:
        chosen = attempt(settings.format)
        loaded = attempt(inputs.read, settings.catalogue, output=settings.output)
    catalogue = loaded.catalogue
    query, matches = search(catalogue, words or ())
    if chosen is Format.TERMINAL:
        from aeo_cli.presentation.formats import terminal

        content = terminal.browse(matches, query, catalogue, settings.page())
        console.write_output(content, settings.output)
    else:
        console.write_output(listed(matches, catalogue), settings.output)


def listed(measures: Iterable["Measure"], catalogue: "Catalogue") -> bytes:
    """Return measures, with their conditions, as the document `aeo-measures/1`."""
    from aeo_cli.catalogue.listing import listing

    return json.document(listing(catalogue, measures))
