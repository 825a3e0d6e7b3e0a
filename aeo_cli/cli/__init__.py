"""The command line: parses, calls, prints, exits. It decides nothing about the law.

Exit status:
    0: the report was made.
    1: a requirement (`--require`, `--fail-on`) is not met; the report is printed all the same.
    2: wrong usage, bad input, or output that cannot be written.
    130: Ctrl-C; 143: SIGTERM; 129: SIGHUP.
"""

import os

import typer

from aeo_cli.cli import console
from aeo_cli.cli.app import program
from aeo_cli.cli.language import language
from aeo_cli.cli.parser_errors import usage_problem
from aeo_cli.documents.file_errors import is_closed_pipe
from aeo_cli.documents.problems import InputError


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit status."""
    # A shell that completes a command line passes it in a variable, as Typer's script tells it to.
    completed_line = os.environ.get("_TYPER_COMPLETE_ARGS") or os.environ.get("COMP_WORDS", "")
    lang = language(arguments or completed_line.split(), os.environ)
    console.prepare()
    try:
        status = program.main(arguments, prog_name="aeo", standalone_mode=False, obj=lang)
    except InputError as error:
        console.report_problems(error, lang)
        return 2
    except typer.TyperException as error:
        console.report_problems(InputError([usage_problem(error)]), lang)
        return 2
    except OSError as error:  # from what Typer itself prints: help, a completion script
        unwritable = console.unwritable(error)
        if is_closed_pipe(error):
            return 0
        console.report_problems(unwritable, lang)
        return 2
    except SystemExit as stop:  # a shell's completion ends so, and a help closed by its reader
        return stop.code if "_AEO_COMPLETE" in os.environ and isinstance(stop.code, int) else 0
    finally:
        console.flush()
    return status if isinstance(status, int) else 0
