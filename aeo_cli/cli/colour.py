"""Colour: when output has it, and the page on which it is laid out."""

import os
import shutil
import sys
from enum import StrEnum

from aeo_cli.cli import console
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.page import Page


class Colour(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def page(lang: Lang, colour: Colour, *, to_file: bool) -> Page:
    """Return a page as wide as the terminal, coloured if that is wanted and can be shown."""
    columns = shutil.get_terminal_size((80, 24)).columns
    is_shown = not to_file and console.is_terminal(sys.stdout)
    without_colour = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    automatic = colour is Colour.AUTO and is_shown and not without_colour
    return Page(lang, max(columns, 40), colour is Colour.ALWAYS or automatic)
