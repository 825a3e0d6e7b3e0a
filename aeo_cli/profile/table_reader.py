"""Read the tables, lists and values of a parsed document, and collect what is wrong with them."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from aeo_cli.documents.problems import A_TABLE, NOTHING, Problem, quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.fact_values import Mistake

T = TypeVar("T")
RawTable = Mapping[str, Any]
"""A table as parsed from TOML or JSON, not yet validated."""

_A_LIST = both("一个列表", "a list")


class TableReader:
    """Reads parts of a document; an absent part is empty, a wrong one is a problem and empty."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add_problem(
        self, place: str, raw: object, expected: Text, hint: Text | None = None
    ) -> None:
        """Add a problem: what stands at a place, and what is expected there."""
        found = NOTHING if raw is None else quoted(raw)
        self.problems.append(Problem(place, found, expected, hint))

    def add_mistake(self, place: str, raw: Any, mistake: Mistake) -> None:  # noqa: ANN401
        """Add the problem that a value is not what its fact takes; of a list, name the members."""
        if mistake.members is None:
            self.problems.append(Problem(place, quoted(raw), mistake.expected, mistake.hint))
            return
        for index, member in mistake.members.items():
            self.add_mistake(f"{place}[{index}]", raw[index], member)

    def table(self, place: str, raw: object) -> RawTable:
        """Return a table."""
        if isinstance(raw, Mapping):
            return raw
        if raw is not None:
            self.add_problem(place, raw, A_TABLE)
        return {}

    def members(
        self, place: str, raw: object, hint: Text | None = None
    ) -> list[tuple[str, object]]:
        """Return the members of a list, each with its place: `business[0]`."""
        if isinstance(raw, list):
            return [(f"{place}[{index}]", member) for index, member in enumerate(raw)]
        if raw is not None:
            self.add_problem(place, raw, _A_LIST, hint)
        return []

    def value(self, place: str, raw: object, reader: Callable[[object], T | Mistake]) -> T | None:
        """Return a value as `reader` reads it; None: it is absent or a mistake."""
        if raw is None:
            return None
        value = reader(raw)
        if isinstance(value, Mistake):
            self.add_mistake(place, raw, value)
            return None
        return value
