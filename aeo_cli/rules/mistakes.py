"""What is wrong with a value, described so that its author can correct it."""

from collections.abc import Mapping
from typing import NamedTuple

from aeo_cli.documents.text import Text


class Mistake(NamedTuple):
    """Why a value does not fit its fact: what was expected and, if known, how to write it."""

    expected: Text
    hint: Text | None = None
    members: "Mapping[int, tuple[object, Mistake]] | None" = None
    """The members of a set that are wrong, with what is wrong, by index; None: all of it is."""
