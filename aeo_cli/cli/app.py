"""The program: its groups and commands, each with its examples."""

from typing import Annotated

import typer

from aeo_cli.assessment.report import TOOL
from aeo_cli.cli import console
from aeo_cli.cli.commands import catalogue, interview
from aeo_cli.cli.commands.check import check
from aeo_cli.cli.commands.convert import convert
from aeo_cli.cli.commands.diff import diff
from aeo_cli.cli.commands.explain import explain
from aeo_cli.cli.commands.measures import measures
from aeo_cli.cli.commands.schema import print_schema
from aeo_cli.cli.commands.screen import screen
from aeo_cli.cli.commands.whatif import whatif
from aeo_cli.cli.help import LocalizedCommand, LocalizedGroup, show_help_alone
from aeo_cli.cli.option_types import LanguageOption
from aeo_cli.documents.text import Lang

app = typer.Typer(
    cls=LocalizedGroup,
    help="Find out which customs measures for AEO enterprises apply, by when, and how.",
    epilog="aeo check examples/biomedicine.toml",
    invoke_without_command=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(requested: bool) -> None:
    if requested:
        console.emit(f"{TOOL}\n")
        raise typer.Exit


@app.callback()
def program(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version."),
    ] = False,
    lang: LanguageOption = Lang.EN,
) -> None:
    """Print the help of the program if it is called without a command."""
    show_help_alone(context, lang)


for group, panel, command, example in (
    (
        app,
        "Answers",
        check,
        (
            "aeo check examples/chip-maker.toml --on 2026-03-02 --require 27\n"
            "aeo check examples/chip-maker.toml -o report.html\n"
            "aeo check examples/chip-maker.toml --deadlines"
        ),
    ),
    (app, "Answers", explain, "aeo explain 27 examples/chip-maker.toml --on 2026-03-02"),
    (
        app,
        "Answers",
        whatif,
        (
            "aeo whatif examples/food-trader.toml --preset aeo\n"
            "aeo whatif examples/food-trader.toml --set enterprise.credit_level=regular\n"
            "aeo whatif examples/food-trader.toml --add enquiry --json"
        ),
    ),
    (app, "Answers", diff, "aeo diff report.json examples/biomedicine.toml"),
    (app, "Answers", convert, "aeo convert report.json -o report.html"),
    (
        app,
        "Answers",
        screen,
        (
            "aeo screen examples/portfolio -o verdicts.csv\n"
            "aeo screen examples/portfolio --summary\n"
            "aeo screen examples/portfolio --explain C-002"
        ),
    ),
    (app, "Answers", interview.init, "aeo init --template"),
    (app, "Answers", interview.ask, "aeo ask examples/chip-maker.toml --json"),
    (app, "The catalogue", measures, "aeo measures special goods"),
    (catalogue.app, "The catalogue", catalogue.verify, "aeo catalogue verify --witness 25b"),
    (catalogue.app, "The catalogue", catalogue.mutate, "aeo catalogue mutate --json"),
    (app, "The catalogue", print_schema, "aeo schema profile"),
):
    name = command.__name__.removeprefix("print_")
    group.command(name, cls=LocalizedCommand, rich_help_panel=panel, epilog=example)(command)
app.add_typer(catalogue.app, name="catalogue", rich_help_panel="The catalogue")
