"""What is wrong with a value, described so that its author can correct it."""

from collections.abc import Mapping
from typing import NamedTuple

from aeo_cli.documents.text import Text, both


class Mistake(NamedTuple):
    """Why a value does not fit its fact: what was expected and, if known, how to write it."""

    expected: Text
    hint: Text | None = None
    members: "Mapping[int, tuple[object, Mistake]] | None" = None
    """The members of a set that are wrong, with what is wrong, by index; None: all of it is."""


def correction(mistake: Mistake) -> Text:
    """Return what to enter instead of something that cannot be read."""
    if mistake.hint is None:
        return both("应为：{expected}", "expected: {expected}").fill(expected=mistake.expected)
    sentence = both("应为：{expected}（{hint}）", "expected: {expected} ({hint})")
    return sentence.fill(expected=mistake.expected, hint=mistake.hint)
