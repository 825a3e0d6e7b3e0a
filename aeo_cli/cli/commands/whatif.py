"""`aeo whatif`: results under different assumptions."""

from typing import TYPE_CHECKING, Annotated

import typer

from aeo_cli.cli import completion, inputs
from aeo_cli.cli.common_options import answer_options, common_options
from aeo_cli.cli.option_values import Settings
from aeo_cli.cli.output import write_difference
from aeo_cli.documents.problems import Attempts, InputError, Problem, naming_file
from aeo_cli.documents.text import both
from aeo_cli.presentation.formats import DIFFERENCE_FORMATS

if TYPE_CHECKING:
    from aeo_cli.catalogue.model import Catalogue
    from aeo_cli.cli.assumptions import Assumptions
    from aeo_cli.profile.loader import LoadedProfile


@common_options(*answer_options("difference_format"))
def whatif(  # noqa: PLR0913, PLR0917  each is an option
    settings: Settings,
    profile: Annotated[
        str,
        typer.Argument(
            help="The profile: TOML, JSON or a workbook; - for standard input.",
            autocompletion=completion.profiles,
        ),
    ],
    over: Annotated[
        str | None,
        typer.Argument(
            help="A second profile, whose facts override those of the first.",
            autocompletion=completion.profiles,
        ),
    ] = None,
    preset: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Apply a preset of the catalogue, such as aeo or loss. Repeatable.",
            autocompletion=completion.presets,
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FACT=VALUE",
            help="Set a fact to a value. Repeatable.",
            autocompletion=completion.facts,
        ),
    ] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FACT",
            help="Treat a fact as unknown. Repeatable.",
            autocompletion=completion.facts,
        ),
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="Add a pending item of this kind. Repeatable.",
            autocompletion=completion.kinds,
        ),
    ] = None,
) -> None:
    """Run `aeo whatif`."""
    from aeo_cli.assessment.assess import assess
    from aeo_cli.assessment.calendar import ChineseCalendar
    from aeo_cli.catalogue.loader import load_catalogue
    from aeo_cli.cli.assumptions import Assumptions
    from aeo_cli.comparison.compare import compare
    from aeo_cli.comparison.compared_report import ComparedReport
    from aeo_cli.profile.changes import overlay

    assumptions = Assumptions(
        preset=tuple(preset or ()),
        add=tuple(add or ()),
        unset=tuple(unset or ()),
        set_=tuple(set_ or ()),
    )
    inputs.require_single_stdin(profile, over)
    catalogue = load_catalogue(settings.catalogue)
    with Attempts() as attempt:
        attempt(settings.format, DIFFERENCE_FORMATS)
        day = attempt(settings.day)
        profiles = attempt(_profiles, profile, over, catalogue, assumptions)
        attempt(_require_assumption, over, assumptions)
        attempt(inputs.require_not_an_input, settings.output, (profile, over, settings.catalogue))
    loaded, overlaid = profiles
    facts = loaded.profile
    if overlaid and over:
        with naming_file(over):
            facts = overlay(facts, overlaid.profile, day)
    facts = assumptions.applied_to(facts, catalogue, day)
    calendar = ChineseCalendar()
    actual = assess(catalogue, loaded.profile, calendar, day)
    assumed = assess(catalogue, facts, calendar, day)
    difference = compare(ComparedReport(actual), ComparedReport(assumed), catalogue, calendar)
    write_difference(difference, (actual, assumed), catalogue, settings, supposed=True)
    settings.note(loaded.notes, profile)
    settings.note(overlaid.notes if overlaid else (), over)


def _profiles(
    profile: str, over: str | None, catalogue: "Catalogue", assumptions: "Assumptions"
) -> "tuple[LoadedProfile, LoadedProfile | None]":
    """Return the profile, and the one to lay over it.

    Raises:
        InputError: with every problem of theirs, and of the assumptions as far as these can be
            judged without the profiles.
    """
    from aeo_cli.profile.loader import load_profile

    overlaid = None
    try:
        with Attempts() as attempt:
            loaded = attempt(load_profile, profile, catalogue)
            if over is not None:
                overlaid = attempt(load_profile, over, catalogue, partly=True)
    except InputError as error:
        raise InputError([*error.problems, *assumptions.unknown_names(catalogue)]) from error
    return loaded, overlaid


def _require_assumption(over: str | None, assumptions: "Assumptions") -> None:
    if over is None and not any(assumptions):
        raise InputError([Problem("", _NO_ASSUMPTION, None, _AS_IN)])


_NO_ASSUMPTION = both("请至少指定一项假设", "specify at least one assumption")
_AS_IN = both(
    "如 --preset aeo、--set enterprise.credit_level=regular、--add enquiry，或第二份文件",
    "for example: --preset aeo, --set enterprise.credit_level=regular, --add enquiry, or a second "
    "file",
)
