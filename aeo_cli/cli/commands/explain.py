"""`aeo explain`: what one measure says, and how it came out for a profile.

What only some of these need is imported where it is needed: `aeo check --json` shall start fast.
"""

from functools import partial
from typing import Annotated

import typer

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.situation import Situation
from aeo_cli.cli import completion, console, inputs, options
from aeo_cli.cli.commands.measures import listed
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
        console.write_output(terminal.explain(subject, outcome, book, calendar, page), output)
    elif report:
        alone = tuple(one for one in report.measures if one.number == subject.measure.number)
        report = report.model_copy(update={"measures": alone})
        console.write_output(json.document(report), output)
    else:
        console.write_output(listed([subject.measure], book), output)
    if loaded and not quiet:
        console.note_all(loaded.notes, profile, context.obj)
