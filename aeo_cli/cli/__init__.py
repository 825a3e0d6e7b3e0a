"""The command line: parse, call, print, exit. It decides nothing about the law.

Exit status: 0 the report was made; 1 a demand (`--require`, `--fail-on`) is not met, and the report
is printed all the same; 2 wrong usage, bad input, or output that cannot be written; 130 Ctrl-C.
"""

import os

import typer

from aeo_cli.cli import console
from aeo_cli.cli.app import app
from aeo_cli.cli.language import language
from aeo_cli.cli.parser_errors import usage_problem
from aeo_cli.documents.problems import InputError


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit status."""
    completing = os.environ.get("_TYPER_COMPLETE_ARGS") or os.environ.get("COMP_WORDS", "")
    lang = language(arguments or completing.split(), os.environ)
    console.prepare()
    command = typer.main.get_command(app)
    try:
        status = command.main(arguments, prog_name="aeo", standalone_mode=False, obj=lang)
    except InputError as error:
        console.complain(error, lang)
        return 2
    except typer.TyperException as error:
        console.complain(InputError([usage_problem(error)]), lang)
        return 2
    except OSError as error:  # Typer prints its help itself
        console.complain(console.unwritable(error), lang)
        return 2
    except SystemExit as stop:  # of a shell's completion; or of a help that nobody reads to the end
        return stop.code if "_AEO_COMPLETE" in os.environ and isinstance(stop.code, int) else 0
    return status if isinstance(status, int) else 0
