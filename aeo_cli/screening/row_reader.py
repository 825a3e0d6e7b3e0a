"""Rows read one by one, with the reader of `aeo check`: a JSON line, or a row of a table.

A row is rejected if, and only if, `aeo check` would refuse it. Each condition is evaluated once for
all enterprises or items that have the same values of its facts.
"""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from aeo_cli.assessment.situation import known_values
from aeo_cli.documents.problems import NOTHING, InputError, Problem
from aeo_cli.documents.syntax_errors import BrokenDocumentError
from aeo_cli.documents.text import both
from aeo_cli.profile.model import Item, Profile
from aeo_cli.profile.reader import read_with_spellings, require_profile
from aeo_cli.profile.remainder import with_wrong_values
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.evaluation import Scope, truth_of
from aeo_cli.rules.kleene import RANK
from aeo_cli.rules.names import ITEM
from aeo_cli.rules.spellings import Spellings, shown
from aeo_cli.screening.heads import fact_name
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.row_documents import (
    Cells,
    enterprise_document,
    item_document,
    line_document,
)


class Start(NamedTuple):
    """The start of a time limit as text, split where the table of deadlines needs it."""

    minute: str
    """A day, `2026-03-02`, or the minute of a moment in Shanghai time, `2026-03-07T22:30`."""
    rest: str
    """The text after the minute, `:00+08:00`; empty for a day."""


class EnterpriseRanks(NamedTuple):
    """An enterprise, and the ranks of the conditions on it, in the plan's order."""

    ref: str
    heading: tuple[str | None, ...]
    """The values of the plan's heading."""
    entitled: tuple[int, ...]


class ItemRanks(NamedTuple):
    """A pending item, and the ranks of the conditions on items, in the plan's order."""

    ref: str
    id: str | None
    kind: str
    triggered: tuple[int, ...]
    starts: tuple[Start | None, ...]
    """The value of each of the plan's start facts; None where it is unknown."""


class RowReader:
    """Reads rows and evaluates the conditions of a plan.

    Args:
        plan: the catalogue.
        on: the day of assessment; a fact whose evidence expired before it is unknown.
    """

    def __init__(self, plan: Plan, on: date) -> None:
        self.plan, self.on = plan, on
        self.spellings = Spellings()
        """What was read as what, in the rows that could be read."""
        self._ranks: dict[tuple[object, ...], int] = {}
        self._no_triggers = [0] * len(plan.item_conditions)

    def read_line(self, text: str) -> tuple[EnterpriseRanks, list[ItemRanks]]:
        """Read a profile with a `ref` from a line of JSON Lines.

        Raises:
            InputError: with every reason why it cannot be read.
        """
        try:
            document = line_document(text)
        except BrokenDocumentError as error:
            raise with_wrong_values(error, self.plan.catalogue) from error
        return self.read_whole(document)

    def read_whole(self, document: Mapping[str, Any]) -> tuple[EnterpriseRanks, list[ItemRanks]]:
        """Read a profile with a `ref` and its items from its document.

        Raises:
            InputError: with every reason why it cannot be read.
        """
        profile = self.read_document(document)
        known = self._known(profile)
        enterprise = self._enterprise_ranks(profile, known)
        items = [self._item_ranks(enterprise.ref, item, known) for item in profile.business]
        return enterprise, items

    def read_enterprise(self, cells: Cells) -> EnterpriseRanks:
        """Read a row of the table `enterprises`.

        Raises:
            InputError: with every reason why it cannot be read.
        """
        profile = self.read_document(enterprise_document(self.plan, cells))
        return self._enterprise_ranks(profile, self._known(profile), cells)

    def read_item(self, cells: Cells) -> ItemRanks:
        """Read a row of the table `business`.

        Raises:
            InputError: with every reason why it cannot be read.
        """
        document: dict[str, Any] = {
            "ref": cells.get("ref"),
            "enterprise": {},
            "business": [item_document(self.plan, cells)],
        }
        profile = self.read_document(document, _NO_REF_OF_ITEM)
        return self._item_ranks(str(profile.ref), profile.business[0], self._known(profile))

    def read_document(self, document: Mapping[str, Any], no_ref: Problem | None = None) -> Profile:
        """Read a profile with a `ref` from the document of a row.

        Args:
            document: the document.
            no_ref: the problem where it has none, if it is not a profile of its own.

        Raises:
            InputError: with every reason why it cannot be read.
        """
        require_profile(document)
        ref = document.get("ref")
        missing = [no_ref or _NO_REF] if ref is None or ref == "" else []
        try:
            profile, spellings = read_with_spellings(document, self.plan.catalogue)
        except InputError as error:
            raise InputError([*missing, *error.problems]) from error
        if missing:
            raise InputError(missing)
        self.spellings.update(spellings)
        return profile

    def _known(self, profile: Profile) -> dict[str, Value]:
        return known_values(self.plan.catalogue, profile, self.on)

    def _enterprise_ranks(
        self, profile: Profile, known: Mapping[str, Value], cells: Cells = MappingProxyType({})
    ) -> EnterpriseRanks:
        heading = tuple(self._heading(name, known, cells) for name in self.plan.heading)
        ranks = tuple(self._rank(name, known) for name in self.plan.enterprise_conditions)
        return EnterpriseRanks(str(profile.ref), heading, ranks)

    def _heading(self, name: str, known: Mapping[str, Value], cells: Cells) -> str | None:
        """Return a column of the heading as text."""
        if extra := self.plan.heads.extras.get(name):
            return cells.get(extra)
        value = known.get(fact_name(name))
        return None if value is None else shown(value)

    def _item_ranks(self, ref: str, item: Item, known: Mapping[str, Value]) -> ItemRanks:
        names = self.plan.catalogue.kinds[item.kind].facts
        facts = {name: known[full] for name in names if (full := f"{item.name}.{name}") in known}
        values = {f"{ITEM}.{name}": value for name, value in facts.items()}
        ranks = list(self._no_triggers)
        for index, column in self.plan.item_columns_by_kind[item.kind]:
            ranks[index] = self._rank(column, values)
        starts = tuple(start_of(facts.get(name)) for name in self.plan.start_facts)
        return ItemRanks(ref, item.id, item.kind, tuple(ranks), starts)

    def _rank(self, column: str, known: Mapping[str, Value]) -> int:
        """Return the rank of a column's condition, evaluated once for the same values."""
        facts = self.plan.condition_facts[column]
        key = (column, *map(known.get, facts))
        if key not in self._ranks:
            values = {fact: known[fact] for fact in facts if fact in known}
            scope = Scope.of(values, self.plan.catalogue.conditions)
            self._ranks[key] = RANK[truth_of(self.plan.conditions[column], scope)]
        return self._ranks[key]


def start_of(value: Value | None) -> Start | None:
    """Return the start of a time limit that runs from a day or a moment."""
    if isinstance(value, datetime):
        text = value.isoformat()
        return Start(text[:MINUTE], text[MINUTE:])
    return Start(value.isoformat(), "") if isinstance(value, date) else None


MINUTE = len("2026-03-07T22:30")
"""The length of a text up to its minute."""
_NO_REF = Problem(
    "ref",
    NOTHING,
    both("标识企业的 ref", "a ref, which identifies the enterprise"),
    both("每家企业填写一个不同的 ref", "give each enterprise a unique ref"),
)
_NO_REF_OF_ITEM = Problem(
    "ref",
    NOTHING,
    both("所属企业的 ref", "the ref of its enterprise"),
    both(
        "每行都要填写 ref；合并单元格只有第一行有值",
        "give each row a ref: in merged cells, only the first row has one",
    ),
)
