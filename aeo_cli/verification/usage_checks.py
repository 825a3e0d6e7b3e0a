"""That nothing in a catalogue is idle: what is declared is used, and what is asked for matters."""

from collections.abc import Iterator

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex, LocatedCondition, path_indices
from aeo_cli.documents.text import both
from aeo_cli.rules.conditions import Compare, Defined, Value, comparisons
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.names import ITEM
from aeo_cli.verification.logic_checks import condition_spaces
from aeo_cli.verification.state_space import StateSpace

CHECKS: list[Check] = []
Matter = tuple[str, Value | None]
"""A fact by its place and, where one of its choices is meant, the choice."""

_UNUSED = both("没有任何地方用到", "nothing uses it")
_IDLE = both("没有任何答案取决于它", "nothing depends on it")
_READ = both("已声明为 informational，却有条件要用", "informational, but a condition asks for it")


@check(
    CHECKS,
    both("声明都有用处", "nothing unused"),
    both("声明的文件、类别和定义都有用处", "Every document, category and definition is used"),
)
def declarations_used(at: CatalogueIndex) -> Iterator[Breach]:
    used = {
        "documents": {provision.citation.document for _, _, provision in at.provisions},
        "categories": {measure.category for _, measure in at.measures},
        "definitions": _definitions_used(at),
    }
    for group, names in used.items():
        declared = getattr(at.catalogue, group)
        yield from ((f"{group}.{name}", _UNUSED) for name in declared if name not in names)


def _definitions_used(at: CatalogueIndex) -> set[str]:
    """Return the definitions on which a provision or a caveat rests, directly or not."""
    lines = [(place, line.definition) for place, line in at.lines if isinstance(line, Defined)]
    used = {name for place, name in lines if not place.startswith("definitions.")}
    while more := {name for place, name in lines if place.split(".")[1] in used} - used:
        used |= more
    return used


@check(
    CHECKS,
    both("提问都有意义", "every question matters"),
    both(
        "每个字段、理解和选项都能影响某个答案或所附的注意事项，否则声明为 informational，"
        "也就不会被问到",
        "Every fact, reading and choice can change an answer, or a caveat told beside it, or is "
        "declared informational and then never asked for",
    ),
)
def facts_matter(at: CatalogueIndex) -> Iterator[Breach]:
    asked, decides = _asked(at), _decides(at)
    for place, fact in at.facts:
        if fact.informational:
            if (place, None) in asked:
                yield place, _READ
            continue
        if (place, None) not in decides:
            yield place, _IDLE
            continue
        for choice, stated in fact.choices.items():
            if stated.informational and (place, choice) in asked:
                yield f"{place}.choices.{choice}", _READ
            if not stated.informational and (place, choice) not in decides:
                yield f"{place}.choices.{choice}", _IDLE


def _asked(at: CatalogueIndex) -> set[Matter]:
    """Return the facts that conditions compare, and the choices that they compare them with."""
    definitions = at.catalogue.conditions
    return {
        matter
        for placed in at.conditions
        for line in comparisons(placed.condition, definitions)
        for matter in _compared(_path(line.fact, placed, at), line)
    }


def _compared(path: str, line: Compare) -> Iterator[Matter]:
    yield path, None
    yield from ((path, value) for value in line.operands)


def _decides(at: CatalogueIndex) -> set[Matter]:
    """Return the facts and choices that can change an answer, and the facts that limits run from.

    What is too large to be tried is taken to matter: that it is not proven is a fault of its own.
    """
    found: set[Matter] = {
        (f"kinds.{provision.kind}.facts.{provision.runs_from}", None)
        for _, _, provision in at.provisions
    }
    for placed, space in condition_spaces(at):
        if not space.exhaustible:
            for name in space.compared:
                path = _path(name, placed, at)
                found |= {(path, choice) for choice in (None, *space.facts[name].choices)}
        elif not placed.place.startswith("definitions."):  # which matter where they are used
            for name, value in _deciding(placed, space):
                found.add((_path(name, placed, at), value))
    return found


def _deciding(placed: LocatedCondition, space: StateSpace) -> Iterator[Matter]:
    for point in space.points():
        truth = space.truth(placed.condition, point)
        for name, other in space.changes(point):
            if space.truth(placed.condition, other) is not truth:
                yield name, None
                yield from ((name, value) for value in _between(space, name, point, other))


def _between(
    space: StateSpace, name: str, point: dict[str, Value], other: dict[str, Value]
) -> Iterator[Value]:
    """Yield the choices that make the difference between two points."""
    values = (point[name], other[name])
    if space.facts[name].type is FactType.SET:
        members = (set(value) for value in values if isinstance(value, tuple))
        if len(changed := set.symmetric_difference(*members)) == 1:
            yield from changed
    else:
        yield from (c for c in space.facts[name].choices if space.class_of(name, c) in values)


def _path(fact: str, placed: LocatedCondition, at: CatalogueIndex) -> str:
    """Return the place at which a fact is declared that a condition names."""
    owner, _, name = fact.partition(".")
    measure, provision = path_indices(placed.place)
    if owner != ITEM or measure is None or provision is None:
        return fact
    return f"kinds.{at.catalogue.measures[measure].provisions[provision].kind}.facts.{name}"
