"""The program: its groups and commands, each with its help and examples."""

from typing import Annotated, cast

import typer
from typer.core import TyperGroup

from aeo_cli import __version__
from aeo_cli.cli import console
from aeo_cli.cli.help import DeferredCommand, LocalizedGroup, show_help_alone
from aeo_cli.cli.language import LanguageOption
from aeo_cli.documents.text import Lang


def _show_version(requested: bool) -> None:
    if requested:
        console.emit(f"aeo {__version__}\n")
        raise typer.Exit


def _program(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version."),
    ] = False,
    lang: LanguageOption = Lang.EN,
) -> None:
    """Print the help of the program if it is called without a command."""
    show_help_alone(context, lang)


def _group(
    app: typer.Typer, *commands: DeferredCommand | TyperGroup, panel: str | None = None
) -> TyperGroup:
    """Return a group with its commands; its panel is the heading that lists it in another group."""
    group = cast(TyperGroup, typer.main.get_command(app))
    group.rich_help_panel = panel
    for command in commands:
        group.add_command(command)
    return group


_ANSWERS, _CATALOGUE = "Answers", "The catalogue"
program = _group(
    typer.Typer(
        callback=_program,
        cls=LocalizedGroup,
        help="Find out which customs measures for AEO enterprises apply, by when, and how.",
        epilog="aeo check examples/biomedicine.toml",
        invoke_without_command=True,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    ),
    DeferredCommand(
        "check:check",
        _ANSWERS,
        "Show which measures apply, by when, and what is unclear.",
        "aeo check examples/chip-maker.toml --on 2026-03-02 --require 27",
        "aeo check examples/chip-maker.toml -o report.html",
        "aeo check examples/chip-maker.toml --deadlines",
    ),
    DeferredCommand(
        "explain:explain",
        _ANSWERS,
        "Show a measure, its conditions, and why it applies or not.",
        "aeo explain 27 examples/chip-maker.toml --on 2026-03-02",
    ),
    DeferredCommand(
        "whatif:whatif",
        _ANSWERS,
        "Compare results under different assumptions.",
        "aeo whatif examples/food-trader.toml --preset aeo",
        "aeo whatif examples/food-trader.toml --set enterprise.credit_level=regular",
        "aeo whatif examples/food-trader.toml --add enquiry --json",
    ),
    DeferredCommand(
        "diff:diff",
        _ANSWERS,
        "Compare two reports or profiles: what changed, and why.",
        "aeo diff report.json examples/biomedicine.toml",
    ),
    DeferredCommand(
        "convert:convert",
        _ANSWERS,
        "Convert a saved report to another format.",
        "aeo convert report.json -o report.html",
    ),
    DeferredCommand(
        "screen:screen",
        _ANSWERS,
        "Screen a portfolio of enterprises: every verdict, every deadline.",
        "aeo screen examples/portfolio -o verdicts.csv",
        "aeo screen examples/portfolio --summary",
        "aeo screen examples/portfolio --explain C-002",
    ),
    DeferredCommand(
        "interview:init",
        _ANSWERS,
        "Answer questions and save a profile, or write one to fill in.",
        "aeo init --template",
    ),
    DeferredCommand(
        "interview:ask",
        _ANSWERS,
        "Give the next question, for scripts and forms.",
        "aeo ask examples/chip-maker.toml --json",
    ),
    DeferredCommand(
        "measures:measures",
        _CATALOGUE,
        "List or search the measures.",
        "aeo measures special goods",
    ),
    DeferredCommand(
        "schema:print_schema",
        _CATALOGUE,
        "Print the JSON Schema of a document.",
        "aeo schema profile",
    ),
    _group(
        typer.Typer(
            name="catalogue",
            callback=show_help_alone,
            cls=LocalizedGroup,
            help="Verify a catalogue and test its cases.",
            epilog="aeo catalogue verify\naeo catalogue verify --witness 25b",
            invoke_without_command=True,
            add_completion=False,
            rich_markup_mode=None,
        ),
        DeferredCommand(
            "catalogue:verify",
            _CATALOGUE,
            "Check that a catalogue is sound, and show the smallest profiles of each provision.",
            "aeo catalogue verify --witness 25b",
        ),
        DeferredCommand(
            "catalogue:mutate",
            _CATALOGUE,
            "Change one thing at a time, and test whether the cases catch it.",
            "aeo catalogue mutate --json",
        ),
        panel=_CATALOGUE,
    ),
)
"""The parser of the whole command line."""
