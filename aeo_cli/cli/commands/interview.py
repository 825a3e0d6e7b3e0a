"""`aeo init`, `aeo ask`: a profile from questions, one after the other, by a person or a script.

What only one of them needs is imported where it is needed.
"""

from functools import partial
from pathlib import Path
from typing import Annotated, cast

import typer

from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.cli import console, inputs, options
from aeo_cli.cli.options import Colour
from aeo_cli.documents.problems import InputError, Problem, quoted, read_together
from aeo_cli.documents.text import both
from aeo_cli.interview.next_question import QuestionSelector
from aeo_cli.presentation.formats import Format, json
from aeo_cli.profile.loader import LoadedProfile


def init(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE", help="The new profile; .json gives JSON.", callback=options.stream
        ),
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Ask nothing: write an empty profile to fill in.")
    ] = False,
    lang: options.Language = None,  # noqa: ARG001  read before anything is parsed
    on: options.On = None,
    catalogue: options.CataloguePath = None,
    plain: options.Plain = False,
    no_input: options.NoInput = False,
    color: options.Color = Colour.AUTO,
    quiet: options.Quiet = False,  # noqa: ARG001  there are no notes
) -> None:
    """Answer questions and save a profile, or write one to fill in."""
    day, given, _, _ = read_together(
        partial(options.day, on),
        partial(inputs.read, catalogue, output=file),
        partial(inputs.refuse_existing, file or ""),
        partial(_can_ask, file, template=template, no_input=no_input),
    )
    if template:
        if file and Path(file).suffix.lower() == ".json":
            raise InputError([Problem("--template", quoted(file), _TOML, _NO_COMMENTS)])
        from aeo_cli.presentation import profile_template  # noqa: PLC0415

        console.write_output(profile_template.template(given.catalogue, context.obj), file, "FILE")
        return

    from aeo_cli.cli.prompt.session import Session, person_at  # noqa: PLC0415

    page = options.page(context.obj, color, to_file=False)
    person = person_at(page, ChineseCalendar(), by_lines=plain)
    session = Session(given.catalogue, None, None, day, person)
    with session.broken_off():
        session.hold()
        session.offer(file)


def _can_ask(file: str | None, *, template: bool, no_input: bool) -> None:
    """Make sure that there is somebody to ask, and a place to save, before anything is asked."""
    if not template:
        inputs.require_person("init", no_input=no_input)
        inputs.require_writable(file, "FILE")


def ask(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
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
    """Give the next question, for scripts and forms."""
    chosen, day, given = read_together(
        partial(options.form, as_json, form, output),
        partial(options.day, on),
        partial(inputs.read, catalogue, profile, required=_NO_PROFILE, output=output),
    )
    loaded = cast(LoadedProfile, given.profile)  # it is required
    selector = QuestionSelector(given.catalogue, loaded.profile, day)
    if chosen is Format.TERMINAL:
        from aeo_cli.presentation.formats import terminal  # noqa: PLC0415

        page = options.page(context.obj, color, to_file=output is not None)
        console.write_output(terminal.ask(selector.next_question(), loaded.profile, page), output)
    else:
        console.write_output(json.document(selector.document()), output)
    if not quiet:
        console.note_all(loaded.notes, profile, context.obj)


_TOML = both("一个 TOML 文件名", "the name of a TOML file")
_NO_COMMENTS = both("JSON 不能有说明文字", "JSON has no place for explanations")
_NO_PROFILE = inputs.no_profile(
    both(
        """尚无任何回答时：echo '{"enterprise": {}}' | aeo ask - --json""",
        """with no answer yet: echo '{"enterprise": {}}' | aeo ask - --json""",
    )
)
