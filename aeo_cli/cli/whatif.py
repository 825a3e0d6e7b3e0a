"""`aeo whatif`: what would change, if something were otherwise."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, cast

import typer

from aeo_cli.assess import assess
from aeo_cli.calendars import ChineseCalendar
from aeo_cli.cli import completion, console, inputs, options
from aeo_cli.cli.options import Colour
from aeo_cli.errors import NOTHING, InputError, Problem, read_together
from aeo_cli.formats import Format, json
from aeo_cli.loading import LoadedProfile, load_profile
from aeo_cli.text import both

if TYPE_CHECKING:
    from aeo_cli.catalogue import Catalogue
    from aeo_cli.cli.supposing import Suppositions


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
            help="A second profile, laid over the first: what it says, goes.",
            autocompletion=completion.profiles,
        ),
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="A change that the catalogue names: aeo, to gain the status; loss, to lose it.",
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
    from aeo_cli.changes import laid_over  # noqa: PLC0415  most commands suppose nothing
    from aeo_cli.cli.supposing import Suppositions  # noqa: PLC0415
    from aeo_cli.comparing import Version, compare  # noqa: PLC0415

    suppositions = Suppositions(preset, *(tuple(one or ()) for one in (add, unset, set_)))
    inputs.require_one_stream(profile, over)
    chosen, day, given, _ = read_together(
        partial(options.form, as_json, form, output),
        partial(options.day, on),
        partial(inputs.read, catalogue, profile, output=output),
        partial(_require_something, over, suppositions),
    )
    book, loaded = given.catalogue, cast(LoadedProfile, given.profile)
    laid, _ = read_together(
        partial(_over, over, book), partial(inputs.not_an_input, output, (over,))
    )
    known = laid_over(loaded.profile, laid.profile) if laid else loaded.profile
    known = suppositions.of(known, book)
    calendar = ChineseCalendar()
    sides = tuple(assess(book, one, calendar, day) for one in (loaded.profile, known))
    difference = compare(Version(sides[0]), Version(sides[1]), book, calendar)
    if chosen is Format.JSON:
        console.give_out(json.document(difference), output)
    else:
        from aeo_cli.formats import terminal  # noqa: PLC0415

        page = options.page(context.obj, color, to_file=output is not None)
        told = terminal.differ(difference, (sides[0], sides[1]), book, page, supposed=True)
        console.give_out(told, output)
    if not quiet:
        console.note_all(loaded.notes, profile, context.obj)
        console.note_all(laid.notes if laid else (), over, context.obj)


def _require_something(over: str | None, suppositions: "Suppositions") -> None:
    """Make sure that something is supposed.

    Raises:
        InputError: nothing is.
    """
    if over is None and not any(suppositions):
        raise InputError([Problem("--set", NOTHING, _SOMETHING, _AS_IN)])


def _over(over: str | None, catalogue: "Catalogue") -> LoadedProfile | None:
    return None if over is None else load_profile(over, catalogue, partly=True)


_SOMETHING = both("一项假设", "something to suppose")
_AS_IN = both(
    "如 --preset aeo、--set enterprise.credit_level=regular、--add enquiry，或第二个文件",
    "as in --preset aeo, --set enterprise.credit_level=regular, --add enquiry, or a second file",
)
