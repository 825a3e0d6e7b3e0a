"""A text longer than the terminal, shown page by page, as git does."""

import os
import shutil
import sys

from aeo_cli.cli import console
from aeo_cli.documents import system

_LESS = "FRX"
"""Quit if it fits on the screen, show colours, and leave the text there afterwards."""


def emit(text: str) -> None:
    """Show a text through `PAGER`, or `less` if that is not set; as it is if it fits.

    Raises:
        InputError: it cannot be written.
    """
    if not _is_needed(text):
        console.emit(text)
        return
    import pydoc  # noqa: PLC0415  most output is not paged

    os.environ.setdefault("LESS", _LESS)
    pydoc.pager(console.displayable(text))


def _is_needed(text: str) -> bool:
    """Return whether somebody reads at a terminal that is too short for a text."""
    if not (console.is_terminal(sys.stdin) and console.is_terminal(sys.stdout)):
        return False
    # An empty PAGER, as for git, or `cat` means none; on Windows `more` breaks Chinese and colour.
    program, *_ = [*os.environ.get("PAGER", "more" if system.IS_WINDOWS else "less").split(), "cat"]
    if program in {"cat", "more"} or console.is_dumb() or not shutil.which(program):
        return False
    return text.count("\n") >= shutil.get_terminal_size().lines
