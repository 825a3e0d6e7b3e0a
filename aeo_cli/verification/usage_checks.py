"""Checks that nothing is idle: each declaration is used, and each question can change an answer."""

from collections.abc import Iterator

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex, LocatedCondition, path_indices
from aeo_cli.documents.text import both
from aeo_cli.rules.conditions import Defined, Value, comparisons
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.names import ITEM
from aeo_cli.verification.state_space import StateSpace, condition_spaces

CHECKS: list[Check] = []
FactOrChoice = tuple[str, Value | None]
"""The path of a fact and one of its choices; None: the fact itself."""

_UNUSED = both("没有被用到", "not used anywhere")
_IDLE = both("没有结论取决于它", "no answer depends on it")
_READ = both(
    "已声明为 informational，却被条件用到", "declared informational, but used in a condition"
)


@check(
    CHECKS,
    both("声明都有用处", "nothing unused"),
    both(
        "声明的文件、类别、单位、性质和定义都有用处",
        "Every document, category, unit, nature and definition is used",
    ),
)
def declarations_used(index: CatalogueIndex) -> Iterator[Breach]:
    effects = [provision.effect for _, _, provision in index.provisions if provision.effect]
    used: dict[str, set[str | None]] = {
        "documents": {
            *(provision.citation.document for _, _, provision in index.provisions),
            *(document.repealed_by for document in index.catalogue.documents.values()),
        },
        "units": {
            *(quantity.unit for effect in effects for quantity in effect.quantities),
            *(effect.as_written for effect in effects),
        },
        "natures": {effect.nature for effect in effects},
        "categories": {measure.category for _, measure in index.measures},
        "definitions": {*_used_definitions(index)},
    }
    for group, names in used.items():
        declared = getattr(index.catalogue, group)
        yield from ((f"{group}.{name}", _UNUSED) for name in declared if name not in names)


def _used_definitions(index: CatalogueIndex) -> set[str]:
    """Return the definitions that a provision or a caveat refers to, directly or through others."""
    references = [
        (path, line.definition) for path, line, _ in index.lines if isinstance(line, Defined)
    ]
    used = {name for path, name in references if not path.startswith("definitions.")}
    # A path inside a definition is definitions.NAME.is...: what a used one refers to is used too.
    while more := {name for path, name in references if path.split(".")[1] in used} - used:
        used |= more
    return used


@check(
    CHECKS,
    both("提问都有意义", "every question matters"),
    both(
        "每个字段、理解和选项都能影响某个结论或所附的注意事项，否则声明为 informational，不再提问",
        "Every fact, reading and choice can change an answer or one of its caveats; "
        "otherwise it is declared informational and never asked",
    ),
)
def facts_matter(index: CatalogueIndex) -> Iterator[Breach]:
    compared, deciding = _compared(index), _deciding(index)
    for path, fact in index.facts:
        if fact.informational:
            if (path, None) in compared:
                yield path, _READ
            continue
        if (path, None) not in deciding:
            yield path, _IDLE
            continue
        for name, choice in fact.choices.items():
            if choice.informational and (path, name) in compared:
                yield f"{path}.choices.{name}", _READ
            if not choice.informational and (path, name) not in deciding:
                yield f"{path}.choices.{name}", _IDLE


def _compared(index: CatalogueIndex) -> set[FactOrChoice]:
    """Return the facts that conditions compare, and the choices they are compared with."""
    definitions = index.catalogue.conditions
    return {
        (_declaration_path(comparison.fact, located, index), value)
        for located in index.conditions
        for comparison in comparisons(located.condition, definitions)
        for value in (None, *comparison.operands)
    }


def _deciding(index: CatalogueIndex) -> set[FactOrChoice]:
    """Return the facts and choices that can change an answer, and the facts that limits run from.

    All facts and choices of a condition that is too large to be tried count as deciding: that it is
    too large is a fault of its own (`conditions_exhaustible`).
    """
    deciding: set[FactOrChoice] = {
        (f"kinds.{provision.kind}.facts.{provision.runs_from}", None)
        for _, _, provision in index.provisions
    }
    for located, space in condition_spaces(index):
        if not space.exhaustible:
            for name in space.comparisons:
                path = _declaration_path(name, located, index)
                deciding |= {(path, choice) for choice in (None, *space.facts[name].choices)}
        elif not located.path.startswith("definitions."):  # they count where they are used
            for name, value in _deciding_in(located, space):
                deciding.add((_declaration_path(name, located, index), value))
    return deciding


def _deciding_in(located: LocatedCondition, space: StateSpace) -> Iterator[FactOrChoice]:
    """Yield the facts, by name, and the choices that can change the truth of a condition."""
    truths = {
        tuple(assignment.values()): space.truth(located.condition, assignment)
        for assignment in space.complete_assignments()
    }
    for assignment in space.complete_assignments():
        for name, neighbour in space.neighbours(assignment):
            if truths[tuple(neighbour.values())] is not truths[tuple(assignment.values())]:
                yield name, None
                choices = _different_choices(space, name, assignment[name], neighbour[name])
                yield from ((name, choice) for choice in choices)


def _different_choices(
    space: StateSpace, name: str, first: Value, second: Value
) -> Iterator[Value]:
    """Yield the choices of a fact that make the difference between two values.

    For sets, that is a choice which is the only difference between them.
    """
    fact = space.facts[name]
    if fact.type is FactType.SET:
        sets = (set(value) for value in (first, second) if isinstance(value, tuple))
        if len(difference := set.symmetric_difference(*sets)) == 1:
            yield from difference
    else:
        values = (first, second)
        yield from (c for c in fact.choices if space.representative(name, c) in values)


def _declaration_path(fact: str, located: LocatedCondition, index: CatalogueIndex) -> str:
    """Return the path of the declaration of a fact that a condition names.

    `enterprise.X` is declared there; `item.X` is in the facts of the kind that the provision names.
    """
    owner, _, name = fact.partition(".")
    measure, provision = path_indices(located.path)
    if owner != ITEM or measure is None or provision is None:
        return fact
    kind = index.catalogue.measures[measure].provisions[provision].kind
    return f"kinds.{kind}.facts.{name}"
