"""Every state of some facts at once: each has one of a few values, or is not answered.

A state is a bit of a number, so that a condition is evaluated in all states by a few operations on
two numbers: those in which it is not false, and those in which it is true.
"""

from collections.abc import Mapping, Sequence

from aeo_cli.rules.conditions import Value
from aeo_cli.rules.evaluation import AnyTrace, CompareTrace, NotTrace, Trace
from aeo_cli.rules.kleene import Truth

TruthColumn = tuple[int, int]
"""In which states something is not false, and in which it is true: a bit for each state."""


class TruthTable:
    """Every state of some facts: each has one of its values, or is not answered.

    Args:
        values: one of each class of values of each fact.
    """

    def __init__(self, values: Mapping[str, Sequence[Value]]) -> None:
        self.values = values
        self.widths: dict[str, int] = {}
        self.size = 1
        for name, some in values.items():
            self.widths[name] = self.size
            self.size *= len(some) + 1
        self.all = (1 << self.size) - 1

    def where(self, name: str, place: int) -> int:
        """Return the states in which a fact has its value of that place; past all: has none."""
        width = self.widths[name]
        found, period = ((1 << width) - 1) << width * place, width * (len(self.values[name]) + 1)
        while period < self.size:  # double what is there, and cut off what is too much
            found, period = found | found << period, period * 2
        return found & self.all

    def column(self, trace: Trace) -> TruthColumn:
        """Return in which states a line is not false, and in which it is true."""
        if trace.truth is not Truth.UNKNOWN:
            return (self.all, self.all) if trace.truth is Truth.TRUE else (0, 0)
        if isinstance(trace, CompareTrace):
            return self._compared(trace)
        if isinstance(trace, NotTrace):
            possible, certain = self.column(trace.not_)
            return self.all & ~certain, self.all & ~possible
        parts = [self.column(part) for part in trace.parts]
        possible, certain = parts[0] if parts else (self.all, 0)
        for other_possible, other_certain in parts[1:]:
            if isinstance(trace, AnyTrace):
                possible, certain = possible | other_possible, certain | other_certain
            else:
                possible, certain = possible & other_possible, certain & other_certain
        return possible, certain

    def _compared(self, line: CompareTrace) -> TruthColumn:
        values = self.values.get(line.fact)
        if values is None:  # given up: unknown in every state
            return self.all, 0
        certain = 0
        for place, value in enumerate(values):
            if line.holds(value):
                certain |= self.where(line.fact, place)
        return certain | self.where(line.fact, len(values)), certain

    def differ(self, name: str, column: TruthColumn) -> bool:
        """Say whether a column differs between states that differ in one fact alone."""
        width, unanswered = self.widths[name], len(self.values[name])
        return any(
            (bits & self.where(name, place)) << width * (unanswered - place)
            != bits & self.where(name, unanswered)
            for bits in column
            for place in range(unanswered)
        )
