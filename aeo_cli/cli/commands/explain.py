"""`aeo explain`, `aeo measures`, `aeo schema`: what the catalogue says, and how it came out.

What only some of these need is imported where it is needed: `aeo check --json` shall start fast.
"""

from collections.abc import Iterable
from functools import partial
from typing import Annotated

import typer

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.model import Catalogue, Measure
from aeo_cli.catalogue.search import search
from aeo_cli.cli import completion, console, inputs, options
from aeo_cli.cli.commands.schema import Document, schema
from aeo_cli.cli.options import Colour
from aeo_cli.documents.problems import read_together
from aeo_cli.presentation.formats import Format, json


def explain(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    number: Annotated[
        str,
        typer.Argument(
            metavar="N",
            help="A measure, 25, or one provision of it, 25b.",
            autocompletion=completion.numbers,
        ),
    ],
    profile: options.Profile = None,
    as_json: options.AsJson = False,
    form: options.ScreenOrScript = None,
    output: options.Output = None,
    lang: options.Language = None,  # noqa: ARG001  read before anything is parsed
    on: options.On = None,
    catalogue: options.CataloguePath = None,
    no_input: options.NoInput = False,  # noqa: ARG001  nothing is asked
    color: options.Color = Colour.AUTO,
    quiet: options.Quiet = False,
) -> None:
    """Show one measure, its conditions, and how they come out."""
    chosen, day, given = read_together(
        partial(options.form, as_json, form, output),
        partial(options.day, on),
        partial(inputs.read, catalogue, profile, ("N", [number]), output=output),
    )
    book, loaded, (subject,) = given.catalogue, given.profile, given.subjects.values()
    calendar = ChineseCalendar()
    report = assess(book, loaded.profile, calendar, day) if loaded else None
    page = options.page(context.obj, color, to_file=output is not None)
    if chosen is Format.TERMINAL:
        from aeo_cli.presentation.formats import terminal  # noqa: PLC0415

        outcome = (report, Situation(book, loaded.profile, day)) if loaded and report else None
        console.give_out(terminal.explain(subject, outcome, book, calendar, page), output)
    elif report:
        alone = tuple(one for one in report.measures if one.number == subject.measure.number)
        report = report.model_copy(update={"measures": alone})
        console.give_out(json.document(report), output)
    else:
        console.give_out(_listed([subject.measure], book), output)
    if loaded and not quiet:
        console.note_all(loaded.notes, profile, context.obj)


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
        console.give_out(terminal.browse(found, query, book, page), output)
    else:
        console.give_out(_listed(found, book), output)


def _listed(measures: Iterable[Measure], catalogue: Catalogue) -> bytes:
    from aeo_cli.catalogue.listing import listing  # noqa: PLC0415

    return json.document(listing(catalogue, measures))


def print_schema(
    document: Annotated[
        Document,
        typer.Argument(
            metavar="DOCUMENT",
            help=(
                "One of: profile, report, difference, question, measures, screening, catalogue, "
                "cases, verification, mutation."
            ),
        ),
    ],
    output: options.Output = None,
    lang: options.Language = None,  # noqa: ARG001
    catalogue: options.CataloguePath = None,
) -> None:
    """Print the JSON Schema of a document."""
    from json import dumps  # noqa: PLC0415

    found = schema(document, inputs.read(catalogue, output=output).catalogue)
    console.give_out(f"{dumps(found, ensure_ascii=False, indent=2)}\n".encode(), output)
