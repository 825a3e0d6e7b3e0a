"""`aeo whatif`: what would change, if something were otherwise."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import completion, console, inputs, options
from aeo_cli.cli.options import Colour
from aeo_cli.cli.output import give_difference
from aeo_cli.documents.problems import InputError, Problem, naming_file, read_together
from aeo_cli.documents.text import both
from aeo_cli.profile.loader import LoadedProfile, load_profile

if TYPE_CHECKING:
    from aeo_cli.catalogue.model import Catalogue
    from aeo_cli.cli.assumptions import Assumptions


def whatif(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    profile: Annotated[
        str,
        typer.Argument(
            metavar="PROFILE",
            help="The profile, TOML or JSON; - for standard input.",
            autocompletion=completion.profiles,
        ),
    ],
    over: Annotated[
        str | None,
        typer.Argument(
            metavar="OVER",
            help="A second profile, laid over the first: its facts replace those of the first.",
            autocompletion=completion.profiles,
        ),
    ] = None,
    preset: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A change that the catalogue names, as aeo or loss. Repeatable.",
            autocompletion=completion.presets,
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FACT=VALUE",
            help="A fact has another value. Repeatable.",
            autocompletion=completion.facts,
        ),
    ] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FACT",
            help="A fact is not known. Repeatable.",
            autocompletion=completion.facts,
        ),
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="Business of a kind comes up. Repeatable.",
            autocompletion=completion.kinds,
        ),
    ] = None,
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
    """Show what would change, if something were otherwise."""
    from aeo_cli.cli.assumptions import Assumptions  # noqa: PLC0415
    from aeo_cli.comparison.compare import compare  # noqa: PLC0415
    from aeo_cli.comparison.compared_report import ComparedReport  # noqa: PLC0415
    from aeo_cli.profile.changes import overlay  # noqa: PLC0415  most commands suppose nothing

    supposed = Assumptions(*(tuple(one or ()) for one in (preset, add, unset, set_)))
    inputs.require_one_stream(profile, over)
    book = load_catalogue(catalogue)
    chosen, day, (loaded, laid), _ = read_together(
        partial(options.form, as_json, form, output),
        partial(options.day, on),
        partial(_profiles, profile, over, book, supposed),
        partial(_require_sense, over, supposed, output, (profile, over, catalogue)),
    )
    known = loaded.profile
    if laid and over:
        with naming_file(over):
            known = overlay(known, laid.profile, day)
    known = supposed.of(known, book, day)
    calendar = ChineseCalendar()
    is_, would_be = (assess(book, one, calendar, day) for one in (loaded.profile, known))
    difference = compare(ComparedReport(is_), ComparedReport(would_be), book, calendar)
    page = options.page(context.obj, color, to_file=output is not None)
    sides = (is_, would_be)
    give_difference(difference, sides, book, page, form=chosen, output=output, supposed=True)
    if not quiet:
        console.note_all(loaded.notes, profile, context.obj)
        console.note_all(laid.notes if laid else (), over, context.obj)


def _profiles(
    profile: str, over: str | None, catalogue: "Catalogue", supposed: "Assumptions"
) -> tuple[LoadedProfile, LoadedProfile | None]:
    """Return the profile, and the one that is laid over it.

    Raises:
        InputError: with every problem of theirs, and of what can be judged without them.
    """

    def second() -> LoadedProfile | None:
        return None if over is None else load_profile(over, catalogue, partly=True)

    try:
        return read_together(partial(load_profile, profile, catalogue), second)
    except InputError as error:
        raise InputError([*error.problems, *supposed.strange(catalogue)]) from error


def _require_sense(
    over: str | None, supposed: "Assumptions", output: str | None, read: tuple[str | None, ...]
) -> None:
    """Make sure that something is supposed, and no input written over.

    Raises:
        InputError: with everything that is not so.
    """

    def something() -> None:
        if over is None and not any(supposed):
            raise InputError([Problem("OVER", _NOTHING_SUPPOSED, _SOMETHING, _AS_IN)])

    read_together(something, partial(inputs.not_an_input, output, read))


_NOTHING_SUPPOSED = both("没有任何假设", "nothing supposed")
_SOMETHING = both("至少一项假设", "something to suppose")
_AS_IN = both(
    "如 --preset aeo、--set enterprise.credit_level=regular、--add enquiry，或第二个文件",
    "as in --preset aeo, --set enterprise.credit_level=regular, --add enquiry, or a second file",
)
