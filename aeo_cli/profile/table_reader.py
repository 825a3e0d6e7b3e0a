"""Read the tables, lists and values of a parsed document, and collect what is wrong with them."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from aeo_cli.documents.labels import key_of
from aeo_cli.documents.problems import A_TABLE, NOTHING, Problem, one_of, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.mistakes import Mistake
from aeo_cli.rules.spellings import NAME, Spelling, Spellings

T = TypeVar("T")
RawTable = Mapping[str, Any]
"""A table as parsed from TOML or JSON, not yet validated."""

_A_LIST = both("一个列表", "a list")


class TableReader:
    """Reads parts of a document; an absent part is empty, a wrong one is a problem and empty."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.spellings = Spellings()

    def add_problem(
        self, place: str, raw: object, expected: Text, hint: Text | None = None
    ) -> None:
        """Add a problem: what stands at a place, and what is expected there."""
        found = NOTHING if raw is None else quoted(raw)
        self.problems.append(Problem(place, found, expected, hint))

    def add_mistake(self, place: str, raw: object, mistake: Mistake) -> None:
        """Add the problem that a value is not what its fact takes; of a list, name the members."""
        if mistake.members is None:
            self.problems.append(Problem(place, quoted(raw), mistake.expected, mistake.hint))
            return
        for index, (member, found) in mistake.members.items():
            self.add_mistake(f"{place}[{index}]", member, found)

    def table(self, place: str, raw: object) -> RawTable:
        """Return a table."""
        if isinstance(raw, Mapping):
            return raw
        if raw is not None:
            self.add_problem(place, raw, A_TABLE)
        return {}

    def with_keys(
        self, owner: str, table: RawTable, known: Mapping[str, Text | None]
    ) -> dict[str, Any]:
        """Return a table by its known keys, which may be written as labels.

        A key that is not known, or the second of one meaning, is a problem, and left out.

        Args:
            owner: the name of the table; empty: the document.
            table: the table.
            known: the labels of its keys.
        """
        by_key: dict[str, Any] = {}
        written: dict[str, str] = {}
        for name, raw in table.items():
            key = key_of(name, known)
            if key is None:
                self.problems.append(self.unknown_key(owner, name, known))
            elif key in by_key:
                found = _TWICE.fill(first=quoted(written[key]), second=quoted(name))
                self.problems.append(Problem(f"{owner}.{key}", found, None, _KEEP_ONE))
            else:
                by_key[key], written[key] = raw, name
                if key != name:
                    self.spellings.update([Spelling(NAME, name, key)])
        return by_key

    def unknown_key(self, owner: str, key: str, known: Mapping[str, Text | None]) -> Problem:
        """Return the problem that a table has no such key."""
        place = f"{owner}.{key}" if owner else key
        hint = did_you_mean(key, known) or self.where_it_belongs(key)
        found = both("没有 {key} 这个字段", "unknown key {key}").fill(key=quoted(key))
        return Problem(place, found, None if hint else one_of(known), hint)

    def where_it_belongs(self, key: str) -> Text | None:  # noqa: ARG002  another reader knows more
        """Return a hint where a key belongs, if another part of the document has it."""
        return None

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


_TWICE = both("{first} 和 {second} 是同一个字段", "{first} and {second} are the same fact")
_KEEP_ONE = both("请只保留一个", "keep one of them")
