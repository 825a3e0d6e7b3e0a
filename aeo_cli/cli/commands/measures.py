"""`aeo measures`: the catalogue, browsed and searched."""

from collections.abc import Iterable
from functools import partial
from typing import Annotated

import typer

from aeo_cli.catalogue.model import Catalogue, Measure
from aeo_cli.catalogue.search import search
from aeo_cli.cli import console, inputs, options
from aeo_cli.cli.options import Colour
from aeo_cli.documents.problems import read_together
from aeo_cli.presentation.formats import Format, json


def measures(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(help="What to look for, in Chinese or English: all of these words."),
    ] = None,
    as_json: options.AsJson = False,
    form: options.ScreenOrScript = None,
    output: options.Output = None,
    lang: options.Language = None,  # noqa: ARG001  read before anything is parsed
    catalogue: options.CataloguePath = None,
    color: options.Color = Colour.AUTO,
) -> None:
    """List the measures, or those that mention some words."""
    chosen, given = read_together(
        partial(options.form, as_json, form, output),
        partial(inputs.read, catalogue, output=output),
    )
    book = given.catalogue
    query, found = search(book, words or ())
    if chosen is Format.TERMINAL:
        from aeo_cli.presentation.formats import terminal  # noqa: PLC0415

        page = options.page(context.obj, color, to_file=output is not None)
        console.write_output(terminal.browse(found, query, book, page), output)
    else:
        console.write_output(listed(found, book), output)


def listed(measures: Iterable[Measure], catalogue: Catalogue) -> bytes:
    """Return measures, with their conditions, as the document `aeo-measures/1`."""
    from aeo_cli.catalogue.listing import listing  # noqa: PLC0415

    return json.document(listing(catalogue, measures))
