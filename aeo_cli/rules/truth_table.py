"""A truth table: a condition in every state of some facts, all states at once.

In a state each fact has one of a few values, or is unknown. A state is a bit of a number, so that a
condition is evaluated in all states by a few operations on two numbers: the states in which it is
not false, and those in which it is true. Two facts with two values each have nine states:

    a        0 1 ? 0 1 ? 0 1 ?
    b        0 0 0 1 1 1 ? ? ?
    a and b  0 0 0 0 1 ? 0 ? ?
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import and_, or_

from aeo_cli.rules.conditions import Compare, Condition, Value, fold
from aeo_cli.rules.kleene import Logic, Truth
from aeo_cli.rules.traces import Trace, fold_trace

TruthColumn = tuple[int, int]
"""In which states something is not false, and in which it is true: a bit for each state."""


class TruthTable:
    """Every state of some facts: each has one of its values, or is unknown.

    Args:
        values: for each fact one value of each of its equivalence classes; see `partitions`.
    """

    def __init__(self, values: Mapping[str, Sequence[Value]]) -> None:
        self.values = values
        self.strides: dict[str, int] = {}
        """How far apart two states are that differ in this fact by one place."""
        self.size = 1
        for name, fact_values in values.items():
            self.strides[name] = self.size
            self.size *= len(fact_values) + 1
        self.all = (1 << self.size) - 1
        self._logic: Logic[TruthColumn] = Logic(
            lambda columns: self._combined(and_, columns),
            lambda columns: self._combined(or_, columns),
            lambda column: (self.all & ~column[1], self.all & ~column[0]),
        )

    def where(self, name: str, place: int) -> int:
        """Return the states in which a fact has the value at a place.

        The place after the last value is that of the states in which the fact is unknown.
        """
        stride = self.strides[name]
        states = ((1 << stride) - 1) << stride * place
        period = stride * (len(self.values[name]) + 1)
        while period < self.size:  # double the pattern, and cut off what is too much
            states, period = states | states << period, period * 2
        return states & self.all

    def column(self, trace: Trace) -> TruthColumn:
        """Return in which states a line is not false, and in which it is true."""
        return fold_trace(trace, self._compared, self._logic, self._settled)

    def column_of(self, condition: Condition, definitions: Mapping[str, Condition]) -> TruthColumn:
        """Return in which states a condition is not false, and in which it is true."""
        return fold(condition, self._compared, self._logic, definitions)

    def _settled(self, truth: Truth) -> TruthColumn:
        return (self.all, self.all) if truth is Truth.TRUE else (0, 0)

    def _compared(self, line: Compare) -> TruthColumn:
        values = self.values.get(line.fact)
        if values is None:  # nobody will answer: unknown in every state
            return self.all, 0
        certain = 0
        for place, value in enumerate(values):
            if line.holds(value):
                certain |= self.where(line.fact, place)
        return certain | self.where(line.fact, len(values)), certain

    def _combined(
        self, operator: Callable[[int, int], int], columns: Sequence[TruthColumn]
    ) -> TruthColumn:
        if not columns:  # an unknown line without parts: what is pending is not known
            return self.all, 0
        possible, certain = zip(*columns, strict=True)
        return reduce(operator, possible), reduce(operator, certain)

    def depends_on(self, name: str, column: TruthColumn) -> bool:
        """Return whether a column differs between states that differ in this fact alone."""
        stride, unknown = self.strides[name], len(self.values[name])
        return any(
            (bits & self.where(name, place)) << stride * (unknown - place)
            != bits & self.where(name, unknown)
            for bits in column
            for place in range(unknown)
        )
