"""Mismatches: what is not as a book of cases states it, in words."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aeo_cli.documents.model import Model


class Mismatch(NamedTuple):
    """A part of an outcome that is not as stated."""

    part: str
    stated: str
    actual: str
    case: str | None
    """The name of the case; None: the part belongs to the whole book."""
    path: str | None = None
    """Where it is in the catalogue; None: in what the book is about."""


OutcomePairs = dict[str, tuple[object, object]]
"""The stated and the actual outcome, by the name of its part."""


def unequal(pairs: OutcomePairs, case: str | None) -> Iterator[Mismatch]:
    """Yield each pair that is not equal, as a mismatch of a case, by its name; None: of a book."""
    for part, (stated, actual) in pairs.items():
        if stated != actual:
            yield Mismatch(part, written(stated), written(actual), case)


def written(outcome: object) -> str:
    """Return a part of an outcome as a person would write it."""
    match outcome:
        case None:
            return "none"
        case Model():
            return outcome.model_dump_json(exclude_none=True)
        case dict():
            stated = {name: value for name, value in outcome.items() if value is not None}
            return ", ".join(f"{name} = {value}" for name, value in stated.items())
        case list() | tuple():
            return "[" + ", ".join(str(item)[:_EXCERPT_LENGTH] for item in outcome) + "]"
        case _:
            return str(outcome)


_EXCERPT_LENGTH = 60
"""How many characters of a text are quoted."""


def match_excerpts(excerpts: Sequence[str], texts: Sequence[str]) -> tuple[object, object]:
    """Return an equal pair if each excerpt is part of exactly one text and every text has one."""
    matches = [
        [index for index, text in enumerate(texts) if excerpt in text] for excerpt in excerpts
    ]
    if sorted(matches) == [[index] for index in range(len(texts))]:
        return (), ()
    return tuple(excerpts), tuple(texts)
