"""Every way in which a condition can come out, tried all at once, by code of its own.

Each fact is a column of all states, a number whose bit `i` says how the fact stands in state `i`. A
truth is a pair of such columns: in which states it is not false, and in which it is true. What can
be answered has three states, true, false and not answered yet; what stays unknown for good has one.
"""

from collections.abc import Collection, Mapping

from aeo_cli.rules.conditions import AllOf, AnyOf, Compare, Condition, Defined, Not

Columns = tuple[int, int]
"""The states in which it is not false, and those in which it is true."""


class Table:
    """All states of some facts that are either true or false.

    Args:
        open_: the facts that can still be answered.
        known: what was answered.
        given_up: the facts that stay unknown.
    """

    def __init__(
        self, open_: Collection[str], known: Mapping[str, bool], given_up: Collection[str]
    ) -> None:
        self.size: int = 3 ** len(open_)
        self.all = (1 << self.size) - 1
        self.strides: dict[str, int] = {name: 3**place for place, name in enumerate(open_)}
        self.columns: dict[str, Columns] = dict.fromkeys(given_up, (self.all, 0))
        self.columns |= {name: (self.all * value,) * 2 for name, value in known.items()}
        for name in open_:
            true, false, unknown = (self.where(name, digit) for digit in range(3))
            self.columns[name] = (true | unknown, true)
            assert true | false | unknown == self.all

    def where(self, name: str, digit: int) -> int:
        """Return the states in which a fact is true (0), false (1) or not answered (2)."""
        width = self.strides[name]
        column = ((1 << width) - 1) << (width * digit)
        width *= 3
        while width < self.size:
            column |= column << width | column << (2 * width)
            width *= 3
        return column

    def evaluate(self, condition: Condition) -> Columns:
        """Return in which states a condition is not false, and in which it is true."""
        match condition:
            case Compare():
                possible, certain = self.columns[condition.fact]
                if condition.operand is False:
                    return self.all & ~certain, self.all & ~possible
                return possible, certain
            case Not():
                possible, certain = self.evaluate(condition.part)
                return self.all & ~certain, self.all & ~possible
            case AllOf():
                found = (self.all, self.all)
                for part in condition.parts:
                    one = self.evaluate(part)
                    found = (found[0] & one[0], found[1] & one[1])
                return found
            case AnyOf():
                found = (0, 0)
                for part in condition.parts:
                    one = self.evaluate(part)
                    found = (found[0] | one[0], found[1] | one[1])
                return found
            case Defined():
                raise AssertionError(condition)

    def matters(self, name: str, condition: Condition) -> bool:
        """Say whether an answer about a fact can change how a condition comes out, in any state."""
        stride, unanswered = self.strides[name], self.where(name, 2)
        for column in self.evaluate(condition):
            without = column & unanswered
            if any(
                (column & self.where(name, digit)) << (stride * (2 - digit)) != without
                for digit in (0, 1)
            ):
                return True
        return False
