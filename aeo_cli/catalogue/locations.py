"""Where things stand in a catalogue file: its provisions, conditions and facts with their places.

A place is a path, `measures[24].provisions[1].kind`, and the number that its reader knows. What
checks a catalogue walks it with these.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from aeo_cli.catalogue.model import Catalogue, ConditionalCaveat, Measure, Provision
from aeo_cli.documents.problems import did_you_mean
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.conditions import ALWAYS, AllOf, AnyOf, Compare, Condition, Defined, Not
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.names import ON

T = TypeVar("T")


class Location(NamedTuple):
    """A path in the file and, inside a measure, its number and the provision's id."""

    path: str
    number: int | None = None
    """None: it leads into no measure."""
    provision: str | None = None

    def named(self) -> str | Text:
        """Return the path with the number and the id by which a reader of the law knows it."""
        if self.number is None:
            return self.path
        named = both("{place}（第 {number} 条）", "{place} (measure {number})")
        if self.provision is not None:
            named = both(
                "{place}（第 {number} 条，条款 {id}）", "{place} (measure {number}, provision {id})"
            )
        return named.fill(place=self.path, number=self.number, id=self.provision or "")


def steps(path: str) -> tuple[int | None, int | None]:
    """Return which measure a path leads into, and which of its provisions, from zero."""
    found = re.match(r"measures\[([0-9]+)\](?:\.provisions\[([0-9]+)\])?", path)
    measure, provision = found.groups() if found else (None, None)
    return int(measure) if measure else None, int(provision) if provision else None


def numbered(path: str, document: dict[str, Any]) -> str | Text:
    """Add the measure's number and the provision's id to a path inside a measure."""
    index, inner = steps(path)
    if index is None or not isinstance(measure := document["measures"][index], dict):
        return path
    number = str(measure.get("number"))
    provision = None if inner is None else measure["provisions"][inner]
    identity = provision.get("id") if isinstance(provision, dict) else None
    return Location(path, int(number) if number.isdecimal() else None, identity).named()


def replaced(whole: T, path: str, part: object) -> T:
    """Return a copy of a model, a table or a list in which something else stands at a path."""
    changed: T = _replaced(whole, re.findall(r"[A-Za-z0-9_]+", path), part)
    return changed


def _replaced(whole: Any, names: list[str], part: object) -> Any:  # noqa: ANN401  any part of a model
    if not names:
        return part
    name, *rest = names
    match whole:
        case tuple():
            index = int(name)
            return (*whole[:index], _replaced(whole[index], rest, part), *whole[index + 1 :])
        case dict():
            return {**whole, name: _replaced(whole[name], rest, part)}
        case AllOf() | AnyOf():
            return replace(whole, parts=_replaced(whole.parts, rest, part))
        case Not():
            return Not(_replaced(whole.part, rest, part))
        case Compare() if name == whole.operator:
            return replace(whole, operand=_replaced(whole.operand, rest, part))
        case BaseModel():
            fields = type(whole).model_fields.items()
            field = next((own for own, field in fields if field.alias == name), name)
            return whole.model_copy(update={field: _replaced(getattr(whole, field), rest, part)})
        case _:
            raise KeyError(name)


MAX_DEPTH, MAX_LINES = 30, 500
"""How deep and how long a condition may be, its definitions written out."""


DAY = Fact.model_construct(
    type=FactType.DATE,
    label=both("核对日期", "day of assessment"),
    question=both("核对哪一天的情况？", "For which day is the assessment?"),
)
"""The day of assessment; a caveat's condition may name it as `on`."""


class LocatedCondition(NamedTuple):
    """A condition, where it stands, and the facts that it may name there."""

    place: str
    condition: Condition
    facts: Mapping[str, Fact]

    def lines(self) -> Iterator[tuple[str, Condition]]:
        """Yield every line with its place."""
        todo: list[tuple[str, Condition]] = [(self.place, self.condition)]
        while todo:
            place, line = todo.pop()
            yield place, line
            for index, part in reversed(list(enumerate(line.parts))):
                step = "not" if isinstance(line, Not) else f"{line.key}[{index}]"
                todo.append((f"{place}.{step}", part))


class CatalogueIndex:
    """The parts of one catalogue, each with its place."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def place(self, path: str) -> Location:
        """Return a path as a place."""
        index, inner = steps(path)
        if index is None:
            return Location(path)
        measure = self.catalogue.measures[index]
        return Location(
            path, measure.number, None if inner is None else measure.provisions[inner].id
        )

    @cached_property
    def measures(self) -> list[tuple[str, Measure]]:
        """The measures."""
        return [(f"measures[{i}]", measure) for i, measure in enumerate(self.catalogue.measures)]

    @cached_property
    def provisions(self) -> list[tuple[str, Measure, Provision]]:
        """The provisions, each with its measure."""
        return [
            (f"{place}.provisions[{i}]", measure, provision)
            for place, measure in self.measures
            for i, provision in enumerate(measure.provisions)
        ]

    @cached_property
    def caveats(self) -> list[tuple[str, ConditionalCaveat]]:
        """The caveats of the whole and of the provisions."""
        owners = [("", self.catalogue.caveats)]
        owners += [(f"{place}.", provision.caveats) for place, _, provision in self.provisions]
        return [
            (f"{owner}caveats[{i}]", caveat)
            for owner, caveats in owners
            for i, caveat in enumerate(caveats)
        ]

    @cached_property
    def facts(self) -> list[tuple[str, Fact]]:
        """The facts, whether of the enterprise, a reading, or an item."""
        owners = {"enterprise": self.catalogue.enterprise, "readings": self.catalogue.readings}
        owners |= {f"kinds.{name}.facts": kind.facts for name, kind in self.catalogue.kinds.items()}
        return [
            (f"{owner}.{name}", fact)
            for owner, facts in owners.items()
            for name, fact in facts.items()
        ]

    @cached_property
    def names(self) -> dict[str, None]:
        """Every name that a part of the catalogue can refer to."""
        whole = self.catalogue
        names = [*whole.categories, *whole.documents, *whole.kinds, *whole.definitions]
        names += whole.facts()
        for kind in whole.kinds:
            names += [*whole.item_facts(kind), *whole.kinds[kind].facts]
        names += [choice for _, fact in self.facts for choice in fact.choices]
        return dict.fromkeys(names)

    def meant(self, found: str) -> Text | None:
        """Return a hint where what stands somewhere is nearly the name of a part."""
        return None if found in self.names else did_you_mean(found, self.names)

    @cached_property
    def conditions(self) -> list[LocatedCondition]:
        """The conditions that are stated, each with the facts that it may name there."""
        enterprise = self.catalogue.facts()
        found = [
            LocatedCondition(f"definitions.{name}.is", definition.is_, enterprise)
            for name, definition in self.catalogue.definitions.items()
        ]
        for place, _, provision in self.provisions:
            item = self.catalogue.item_facts(provision.kind)
            found.append(LocatedCondition(f"{place}.entitled", provision.entitled, enterprise))
            found.append(LocatedCondition(f"{place}.triggered", provision.triggered, item))
        with_day = {**enterprise, ON: DAY}
        found += [
            LocatedCondition(f"{place}.when", caveat.when, with_day)
            for place, caveat in self.caveats
        ]
        return [placed for placed in found if placed.condition is not ALWAYS]

    @cached_property
    def lines(self) -> list[tuple[str, Condition]]:
        """Every line of every condition."""
        return [line for placed in self.conditions for line in placed.lines()]

    @cached_property
    def comparisons(self) -> list[tuple[str, Compare, Fact | None]]:
        """The comparisons, each with its fact; None where it may not name that fact."""
        return [
            (place, line, placed.facts.get(line.fact))
            for placed in self.conditions
            for place, line in placed.lines()
            if isinstance(line, Compare)
        ]


def too_large(condition: Condition, definitions: Mapping[str, Condition]) -> bool:
    """Say whether a condition, its definitions written out, is too deep or has too many lines."""
    todo, count = [(condition, 0)], 0
    while todo:
        line, depth = todo.pop()
        count += 1
        if depth > MAX_DEPTH or count > MAX_LINES:
            return True
        parts: tuple[Condition, ...] = line.parts
        if isinstance(line, Defined) and line.definition in definitions:
            parts = (definitions[line.definition],)
        todo += [(part, depth + 1) for part in parts]
    return False
