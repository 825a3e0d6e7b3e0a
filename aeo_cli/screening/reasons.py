"""Why rows were rejected: each kind of problem with how many rows have it, and the first of them.

When a spreadsheet writes one column in a way that is not read, all its rows are rejected for the
same reason, each with its own value. So problems are counted without their values.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from aeo_cli.documents.text import Text
from aeo_cli.screening.rejects import Reject

MOST_REASONS = 100
"""How many reasons a result has at most, for there may be as many as rows."""
Place = tuple[int, int]
"""The index of a file in the portfolio, and a line of it."""


class Example(NamedTuple):
    """The first row that was rejected for a reason."""

    file: str
    line: int | None
    """None: the problem names a cell of a workbook instead."""
    ref: str | None
    problem: Text
    """The problem of this row, with what was found in it."""


@dataclass
class Reason:
    """A kind of problem: how many rows have it, and which is the first."""

    kind: Text
    count: int
    place: Place
    example: Example


class Reasons:
    """Counts the rows that are rejected for each reason, added in any order."""

    def __init__(self) -> None:
        self.by_kind: dict[Text, Reason] = {}

    def add(self, source: int, rejects: Iterable[Reject]) -> None:
        """Count the faults of rows, each kind once for a row.

        Args:
            source: the index of their file.
            rejects: the rows.
        """
        for reject in rejects:
            for kind, fault in {fault.kind: fault for fault in reversed(reject.faults)}.items():
                example = Example(reject.file, reject.line or None, reject.ref, fault.problem)
                self._add(Reason(kind, 1, (source, reject.line), example))

    def update(self, other: "Reasons") -> None:
        """Count what another part of the portfolio has counted."""
        for reason in other.by_kind.values():
            self._add(reason)

    def _add(self, reason: Reason) -> None:
        known = self.by_kind.setdefault(reason.kind, reason)
        if known is reason:
            return
        known.count += reason.count
        if reason.place < known.place:
            known.place, known.example = reason.place, reason.example

    def ranked(self) -> list[Reason]:
        """Return the most frequent reasons first, of equally frequent ones that of the first row.

        Not more than `MOST_REASONS` are returned.
        """
        ranked = sorted(self.by_kind.values(), key=lambda reason: (-reason.count, reason.place))
        return ranked[:MOST_REASONS]
