"""What was read as what: spellings that are understood, but are not those that reports show.

Whoever wrote `2026/3/2` or 高级认证企业 is told once what it was read as.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from aeo_cli.documents.labels import key_of
from aeo_cli.documents.problems import quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.dates import DAY
from aeo_cli.rules.fact_values import EMPTY_SET, MEMBER_SEPARATOR
from aeo_cli.rules.facts import Fact, FactType

KIND, NAME = "kind", "name"
"""What has a spelling beside values: the kind of a pending item, and the name of a fact."""


class Spelling(NamedTuple):
    """Something that was written in another form than reports show."""

    of: str
    """A type of fact, `KIND` or `NAME`."""
    written: str
    read_as: str

    def note(self) -> Text:
        """Return what was read as what."""
        sentence = both("{of}：{written} 读作 {read_as}", "{of}: {written} is read as {read_as}")
        return sentence.fill(of=_NAMES[self.of], written=quoted(self.written), read_as=self.read_as)


_NAMES = {
    NAME: both("字段名", "names of facts"),
    KIND: both("业务种类", "kinds of business"),
    FactType.TEXT: both("代码", "codes"),
    FactType.CHOICE: both("选项", "choices"),
    FactType.SET: both("多选", "sets"),
    FactType.BOOLEAN: both("是或否", "yes or no"),
    FactType.INTEGER: both("整数", "whole numbers"),
    FactType.DATE: both("日期", "dates"),
    FactType.DATETIME: both("日期和时刻", "dates and times"),
}


class Spellings:
    """One spelling of each sort, the same whatever order they are met in."""

    def __init__(self) -> None:
        self._by_sort: dict[str, Spelling] = {}

    def update(self, met: Iterable[Spelling]) -> None:
        """Add spellings."""
        for one in met:
            self._by_sort[one.of] = min(one, self._by_sort.get(one.of, one))

    def __iter__(self) -> Iterator[Spelling]:
        """Yield a spelling of each sort, in a fixed order."""
        return (self._by_sort[of] for of in _NAMES if of in self._by_sort)


def spelling(fact: Fact, raw: object, value: Value) -> Spelling | None:
    """Return the spelling of a value; None: it is the one that reports show.

    Args:
        fact: the fact.
        raw: as its author wrote it.
        value: as it was read.
    """
    of = fact.type
    if isinstance(raw, list):  # of a set: each member is a choice
        pairs = ((member, key_of(str(member), fact.choices)) for member in raw)
        choice = FactType.CHOICE.value
        return next((Spelling(choice, str(m), str(key)) for m, key in pairs if m != key), None)
    if isinstance(raw, int) and not isinstance(raw, bool) and of is not FactType.TEXT:
        raw = str(raw)
    if not isinstance(raw, str) or _is_usual(of, raw, value):
        return None
    return Spelling(of.value, raw, shown(value))


def _is_usual(of: FactType, raw: str, value: Value) -> bool:
    """Return whether a text is a value as tables have it, which no note need tell."""
    match value:
        case bool():
            return raw in {"true", "false"}
        case tuple():
            return raw == EMPTY_SET or {*raw.split(MEMBER_SEPARATOR)} == {*value}
        case int():
            return re.fullmatch("[0-9]+", raw) is not None
        case date():
            return re.fullmatch(DAY if of is FactType.DATE else _MOMENT, raw) is not None
        case _:
            return raw == value


_MOMENT = rf"{DAY}[T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]+)?)?(\+08:00)?"


def shown(value: Value) -> str:
    """Return a value as reports show it."""
    match value:
        case bool():
            return str(value).lower()
        case tuple():
            return MEMBER_SEPARATOR.join(value) or EMPTY_SET
        case date():
            return value.isoformat()
        case _:
            return str(value)
