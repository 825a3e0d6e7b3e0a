"""`aeo explain`, `aeo measures`, `aeo schema`: what the catalogue says, and how it came out.

What only some of these need is imported where it is needed: `aeo check --json` shall start fast.
"""

from collections.abc import Iterable
from functools import partial
from typing import Annotated

import typer

from aeo_cli import files
from aeo_cli.assess import assess
from aeo_cli.calendars import ChineseCalendar
from aeo_cli.catalogue import Catalogue, Measure
from aeo_cli.cli import completion, console, options
from aeo_cli.cli.options import Colour
from aeo_cli.errors import read_together
from aeo_cli.formats import Format, json, render
from aeo_cli.loading import LoadedProfile, load_catalogue, load_profile
from aeo_cli.schemas import Document, schema
from aeo_cli.search import Subject, search


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
    form: options.Form = None,
    output: options.Output = None,
    lang: options.Language = None,
    on: options.On = None,
    catalogue: options.CataloguePath = None,
    no_input: options.NoInput = False,  # noqa: ARG001  nothing is asked
    color: options.Color = Colour.AUTO,
    quiet: options.Quiet = False,
) -> None:
    """Show one measure, its conditions, and how they come out."""
    lang = lang or context.obj
    output = None if output == files.STDIN else output
    chosen, day, (book, subject, loaded) = read_together(
        partial(options.form, as_json, form, output),
        partial(options.day, on),
        partial(_inputs, catalogue, number, profile, output),
    )
    calendar = ChineseCalendar()
    report = assess(book, loaded.profile, calendar, day) if loaded else None
    page = options.page(lang, color, to_file=output is not None)
    if chosen is Format.TERMINAL:
        from aeo_cli.formats import terminal  # noqa: PLC0415

        console.give_out(terminal.explain(subject, report, book, calendar, page), output)
    elif report:
        alone = tuple(one for one in report.measures if one.number == subject.measure.number)
        report = report.model_copy(update={"measures": alone})
        console.give_out(render(chosen, report, book, page), output)
    else:
        console.give_out(_listed([subject.measure], book), output)
    if loaded and not quiet:
        console.note_all(loaded.notes, profile, lang)


def _inputs(
    catalogue: str | None, number: str, profile: str | None, output: str | None
) -> tuple[Catalogue, Subject, LoadedProfile | None]:
    """Read the catalogue, and all that can be read only with it."""
    book = load_catalogue(catalogue)
    subjects, loaded, _ = read_together(
        partial(options.subjects, "N", [number], book),
        lambda: None if profile is None else load_profile(profile, book),
        partial(options.not_an_input, output, (profile, catalogue)),
    )
    (subject,) = subjects.values()
    return book, subject, loaded


def measures(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(help="What to look for, in Chinese or English: all of these words."),
    ] = None,
    as_json: options.AsJson = False,
    form: options.Form = None,
    output: options.Output = None,
    lang: options.Language = None,
    catalogue: options.CataloguePath = None,
    color: options.Color = Colour.AUTO,
) -> None:
    """List the measures, or those that mention some words."""
    output = None if output == files.STDIN else output
    chosen, book, _ = read_together(
        partial(options.form, as_json, form, output),
        partial(load_catalogue, catalogue),
        partial(options.not_an_input, output, (catalogue,)),
    )
    query, found = search(book, words or ())
    if chosen is Format.TERMINAL:
        from aeo_cli.formats import terminal  # noqa: PLC0415

        page = options.page(lang or context.obj, color, to_file=output is not None)
        console.give_out(terminal.browse(found, query, book, page), output)
    else:
        console.give_out(_listed(found, book), output)


def _listed(measures: Iterable[Measure], catalogue: Catalogue) -> bytes:
    from aeo_cli.listing import listing  # noqa: PLC0415

    return json.document(listing(catalogue, measures))


def print_schema(
    document: Annotated[
        Document,
        typer.Argument(metavar="DOCUMENT", help="One of: profile, report, measures, catalogue."),
    ],
    output: options.Output = None,
    lang: options.Language = None,  # noqa: ARG001  a schema speaks both languages; errors do not
    catalogue: options.CataloguePath = None,
) -> None:
    """Print the JSON Schema of a document."""
    from json import dumps  # noqa: PLC0415

    found = schema(document, load_catalogue(catalogue))
    console.give_out(f"{dumps(found, ensure_ascii=False, indent=2)}\n".encode(), output)
