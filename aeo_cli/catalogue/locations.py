"""The parts of a catalogue with their locations in its file, for those who check or change it.

A location is a path, such as `measures[24].provisions[1].kind`, with the number of the measure and
the id of the provision, by which a reader of the law knows it. A catalogue has one `CatalogueIndex`
that lists its provisions, conditions, lines and facts, each with its path.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from aeo_cli.catalogue.model import Catalogue, ConditionalCaveat, Measure, Provision
from aeo_cli.documents.numbers import whole_number
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.conditions import ALWAYS, AllOf, AnyOf, Compare, Condition, Not
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.names import ON

T = TypeVar("T")


class Location(NamedTuple):
    """A path in the file and, inside a measure, its number and the provision's id."""

    path: str
    number: int | None = None
    """The number of the measure; None: the path leads into no measure."""
    provision: str | None = None
    """The id of the provision; None: the path leads into no provision."""

    def label(self) -> str | Text:
        """Return the path with the measure's number and the provision's id in brackets."""
        if self.number is None:
            return self.path
        label = both("{place}（第 {number} 条）", "{place} (measure {number})")
        if self.provision is not None:
            label = both(
                "{place}（第 {number} 条，条款 {id}）", "{place} (measure {number}, provision {id})"
            )
        return label.fill(place=self.path, number=self.number, id=self.provision or "")


def path_indices(path: str) -> tuple[int | None, int | None]:
    """Return the indices of the measure and the provision that a path leads into, from zero.

    `measures[24].provisions[1].kind` -> 24, 1; `enterprise.x` -> None, None.
    """
    match = re.match(r"measures\[([0-9]+)\](?:\.provisions\[([0-9]+)\])?", path)
    measure, provision = match.groups() if match else (None, None)
    return int(measure) if measure else None, int(provision) if provision else None


def path_label(path: str, document: dict[str, Any]) -> str | Text:
    """Return the label of a path in a document that may not have the shape of a catalogue.

    The number of the measure and the id of the provision are left out where the document has none.
    """
    measure_index, provision_index = path_indices(path)
    if measure_index is None:
        return path
    measure = document["measures"][measure_index]
    if not isinstance(measure, dict):
        return path
    number = str(measure.get("number"))
    provision = None if provision_index is None else measure["provisions"][provision_index]
    provision_id = provision.get("id") if isinstance(provision, dict) else None
    return Location(path, whole_number(number), provision_id).label()


def replace_at(whole: T, path: str, value: object) -> T:
    """Return a copy of a model, a table or a tuple with another value at a path.

    Raises:
        LookupError: the path does not exist.
    """
    changed: T = _replace(whole, re.findall(r"[A-Za-z0-9_]+", path), value)
    return changed


def _replace(whole: Any, steps: list[str], value: object) -> Any:  # noqa: ANN401  any part of a model
    if not steps:
        return value
    step, *rest = steps
    match whole:
        case tuple():
            index = int(step)
            return (*whole[:index], _replace(whole[index], rest, value), *whole[index + 1 :])
        case dict():
            return {**whole, step: _replace(whole[step], rest, value)}
        case AllOf() | AnyOf() if step == whole.key:
            return replace(whole, parts=_replace(whole.parts, rest, value))
        case Not() if step == whole.key:
            return Not(_replace(whole.part, rest, value))
        case Compare() if step == whole.operator:
            return replace(whole, operand=_replace(whole.operand, rest, value))
        case BaseModel():
            fields = type(whole).model_fields.items()
            # The file calls a field by its alias: `from`, where the attribute is `from_`.
            names = {field.alias or name: name for name, field in fields}
            name = names[step]
            return whole.model_copy(update={name: _replace(getattr(whole, name), rest, value)})
        case _:
            raise KeyError(step)


DAY = Fact.model_construct(
    type=FactType.DATE,
    label=both("核对日期", "day of assessment"),
    question=both("核对日期？", "For which day is the assessment?"),
)
"""The day of assessment, which the condition of a caveat can name as `on`."""


class LocatedCondition(NamedTuple):
    """A condition with its path and the facts that it may name."""

    path: str
    condition: Condition
    facts: Mapping[str, Fact]

    def lines(self) -> Iterator[tuple[str, Condition]]:
        """Yield every line of the condition with its path: the whole first, then part by part."""
        stack: list[tuple[str, Condition]] = [(self.path, self.condition)]
        while stack:
            path, line = stack.pop()
            yield path, line
            for index, part in reversed(list(enumerate(line.parts))):
                step = "not" if isinstance(line, Not) else f"{line.key}[{index}]"
                stack.append((f"{path}.{step}", part))


class CatalogueIndex:
    """The parts of one catalogue, each with its path."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def location(self, path: str) -> Location:
        """Return the location of a path."""
        measure_index, provision_index = path_indices(path)
        if measure_index is None:
            return Location(path)
        measure = self.catalogue.measures[measure_index]
        if provision_index is None:
            return Location(path, measure.number)
        return Location(path, measure.number, measure.provisions[provision_index].id)

    @cached_property
    def measures(self) -> list[tuple[str, Measure]]:
        """The measures, each with its path."""
        return [(f"measures[{i}]", measure) for i, measure in enumerate(self.catalogue.measures)]

    @cached_property
    def provisions(self) -> list[tuple[str, Measure, Provision]]:
        """The provisions, each with its path and its measure."""
        return [
            (f"{path}.provisions[{i}]", measure, provision)
            for path, measure in self.measures
            for i, provision in enumerate(measure.provisions)
        ]

    @cached_property
    def caveats(self) -> list[tuple[str, ConditionalCaveat]]:
        """The caveats of the catalogue and of its provisions, each with its path."""
        return [(path, caveat) for path, caveat, _ in self._caveats_with_kinds()]

    def _caveats_with_kinds(self) -> Iterator[tuple[str, ConditionalCaveat, str | None]]:
        """Yield the caveats, each with its path and the kind of business of its provision."""
        for i, caveat in enumerate(self.catalogue.caveats):
            yield f"caveats[{i}]", caveat, None
        for path, _, provision in self.provisions:
            for i, caveat in enumerate(provision.caveats):
                yield f"{path}.caveats[{i}]", caveat, provision.kind

    @cached_property
    def facts_by_owner(self) -> dict[str, dict[str, Fact]]:
        """The facts of the enterprise, the readings and each kind, by the path of the owner."""
        owners = {"enterprise": self.catalogue.enterprise, "readings": self.catalogue.readings}
        kinds = self.catalogue.kinds.items()
        return owners | {f"kinds.{name}.facts": kind.facts for name, kind in kinds}

    @cached_property
    def facts(self) -> list[tuple[str, Fact]]:
        """The facts of the enterprise, the readings and the kinds, each with its path."""
        return [
            (f"{owner}.{name}", fact)
            for owner, facts in self.facts_by_owner.items()
            for name, fact in facts.items()
        ]

    @cached_property
    def names(self) -> dict[str, None]:
        """Every name by which one part of the catalogue can refer to another."""
        catalogue = self.catalogue
        names = [
            *catalogue.categories,
            *catalogue.documents,
            *catalogue.kinds,
            *catalogue.definitions,
            *catalogue.facts(),
        ]
        for kind in catalogue.kinds:
            names += [*catalogue.item_facts(kind), *catalogue.kinds[kind].facts]
        names += [choice for _, fact in self.facts for choice in fact.choices]
        return dict.fromkeys(names)

    def spelling_hint(self, name: str) -> Text | None:
        """Return a hint at the name of a part that is spelled nearly like an unknown name."""
        return None if name in self.names else did_you_mean(name, self.names)

    @cached_property
    def conditions(self) -> list[LocatedCondition]:
        """The conditions that the catalogue states, each with the facts that it may name."""
        enterprise = self.catalogue.facts()
        conditions = [
            LocatedCondition(f"definitions.{name}.is", definition.is_, enterprise)
            for name, definition in self.catalogue.definitions.items()
        ]
        for path, _, provision in self.provisions:
            item = self.catalogue.item_facts(provision.kind)
            conditions += [
                LocatedCondition(f"{path}.entitled", provision.entitled, enterprise),
                LocatedCondition(f"{path}.triggered", provision.triggered, item),
                LocatedCondition(f"{path}.ordinary", provision.ordinary, enterprise),
            ]
        conditions += [
            LocatedCondition(
                f"{path}.when",
                caveat.when,
                {**enterprise, ON: DAY, **self.catalogue.item_facts(kind)},
            )
            for path, caveat, kind in self._caveats_with_kinds()
        ]
        return [located for located in conditions if located.condition is not ALWAYS]

    @cached_property
    def lines(self) -> list[tuple[str, Condition, LocatedCondition]]:
        """The lines of all conditions, each with its path and the whole condition."""
        return [(*line, located) for located in self.conditions for line in located.lines()]

    @cached_property
    def comparisons(self) -> list[tuple[str, Compare, Fact | None]]:
        """The comparisons, each with its path and its fact; None: it may not name that fact."""
        return [
            (path, line, located.facts.get(line.fact))
            for path, line, located in self.lines
            if isinstance(line, Compare)
        ]
