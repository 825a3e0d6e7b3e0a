"""The command line: parse, call, print, exit. It decides nothing about the law.

Exit status: 0 the report was made; 1 a demand (`--require`, `--fail-on`) is not met, and the report
is printed all the same; 2 wrong usage, bad input, or output that cannot be written; 130 Ctrl-C.
"""

import os

import typer

from aeo_cli.cli import chinese, console
from aeo_cli.cli.commands import app
from aeo_cli.cli.options import language
from aeo_cli.errors import InputError
from aeo_cli.text import Lang


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit status."""
    lang = language(arguments, os.environ)
    command = typer.main.get_command(app)
    if lang is Lang.ZH:
        chinese.translate(command)
    try:
        status = command.main(arguments, prog_name="aeo", standalone_mode=False, obj=lang)
    except InputError as error:
        console.complain(error, lang)
        return 2
    except typer.TyperException as error:
        console.complain(InputError([chinese.usage_problem(error.format_message())]), lang)
        return 2
    except OSError as error:  # Typer prints its help itself
        console.complain(console.unwritable(error), lang)
        return 2
    except SystemExit:  # which Typer raises for nothing but a help that nobody reads to the end
        return 0
    return status if isinstance(status, int) else 0
