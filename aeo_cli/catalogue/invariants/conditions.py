"""Invariants of conditions: their facts are declared, their values fit, their size is bounded."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import assert_never

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex, LocatedCondition
from aeo_cli.documents.text import both
from aeo_cli.rules.comparison_keys import Operator
from aeo_cli.rules.conditions import ALWAYS, AllOf, AnyOf, Condition, Defined
from aeo_cli.rules.fact_values import is_value
from aeo_cli.rules.facts import FactType

CHECKS: list[Check] = []
MAX_DEPTH, MAX_LINES = 30, 500
"""How deeply nested and how long a condition may be, with its definitions written out."""


@check(
    CHECKS,
    both("定义不循环", "no circular definitions"),
    both("定义不得引用自身", "No definition refers to itself, directly or through others"),
)
def definitions_end(index: CatalogueIndex) -> Iterator[Breach]:
    references = {
        name: {
            line.definition
            for _, line in LocatedCondition("", condition, {}).lines()
            if isinstance(line, Defined) and line.definition in index.catalogue.definitions
        }
        for name, condition in index.catalogue.conditions.items()
    }
    for name in references:
        reached, new = set[str](), {name}
        while new:
            new = {target for source in new for target in references[source]} - reached
            reached |= new
        if name in reached:
            yield f"definitions.{name}", name


@check(
    CHECKS,
    both("字段可用范围", "available facts"),
    both(
        "条件只用该处可用的字段：entitled、ordinary 和定义用 enterprise、readings，"
        "triggered 用 item，注意事项还可用 on，条款的注意事项也可用 item",
        "A condition uses only the facts available where it stands: enterprise and "
        "readings in entitled, ordinary and definitions; item in triggered; a caveat "
        "may also use on, and in a provision item",
    ),
)
def facts_in_place(index: CatalogueIndex) -> Iterator[Breach]:
    for path, line, fact in index.comparisons:
        if fact is None:
            yield f"{path}.fact", line.fact
    for path, _, provision in index.provisions:
        if provision.kind is None and provision.triggered is not ALWAYS:
            yield f"{path}.triggered", "kind"


@check(
    CHECKS,
    both("两个条件互不重叠", "separate conditions"),
    both(
        "条款的 entitled 和 triggered 没有共同的字段；定义针对企业，所以 triggered 不引用定义",
        "The conditions entitled and triggered of a provision share no facts; "
        "definitions are about the enterprise, so triggered uses none",
    ),
)
def conditions_separate(index: CatalogueIndex) -> Iterator[Breach]:
    for path, line, located in index.lines:
        if isinstance(line, Defined) and located.path.endswith(".triggered"):
            yield f"{path}.definition", line.definition


@cache
def _operators(fact_type: FactType) -> tuple[Operator, ...]:
    """Return the operators that can compare a fact of this type."""
    match fact_type:
        case FactType.CHOICE:
            return "is", "in"
        case FactType.SET:
            return ("has",)
        case FactType.BOOLEAN:
            return ("is",)
        case FactType.INTEGER:
            return "is", "in", "at_least", "at_most"
        case FactType.DATE:
            return "is", "at_least", "at_most"
        case FactType.TEXT | FactType.DATETIME:
            return ()
        case _:
            assert_never(fact_type)


@check(
    CHECKS,
    both("比较方式相符", "valid comparisons"),
    both(
        "比较方式和比较值与字段的类型相符",
        "The operator of a comparison suits the type of its fact, and the value is one "
        "of its choices",
    ),
)
def comparisons_fit(index: CatalogueIndex) -> Iterator[Breach]:
    for path, line, fact in index.comparisons:
        if fact is None:
            continue
        if line.operator not in _operators(fact.type):
            yield f"{path}.{line.operator}", f"{fact.type.value} {line.operator}"
            continue
        for value in line.operands:
            # `has` names one member of a set
            if not is_value(fact, (str(value),) if fact.type is FactType.SET else value):
                yield f"{path}.{line.operator}", str(value)


@check(
    CHECKS,
    both("条件规模", "size of conditions"),
    both(
        f"条件不为空；展开定义后，嵌套不超过 {MAX_DEPTH} 层，总共不超过 {MAX_LINES} 行",
        f"No list of conditions is empty; with its definitions expanded, a condition has at most "
        f"{MAX_DEPTH} levels of nesting and {MAX_LINES} lines",
    ),
)
def conditions_bounded(index: CatalogueIndex) -> Iterator[Breach]:
    definitions = index.catalogue.conditions
    for located in index.conditions:
        for path, line in located.lines():
            if isinstance(line, AllOf | AnyOf) and not line.parts:
                yield path, "[]"
        if _is_too_large(located.condition, definitions):
            yield located.path, located.path


def _is_too_large(condition: Condition, definitions: Mapping[str, Condition]) -> bool:
    """Return whether a condition, with its definitions written out, is too deep or too long.

    It is walked without recursion and only as far as the limits, because it comes from a file that
    nobody has checked: a definition can even refer to itself.
    """
    stack, count = [(condition, 0)], 0
    while stack:
        line, depth = stack.pop()
        count += 1
        if depth > MAX_DEPTH or count > MAX_LINES:
            return True
        parts: tuple[Condition, ...] = line.parts
        if isinstance(line, Defined) and line.definition in definitions:
            parts = (definitions[line.definition],)
        stack += [(part, depth + 1) for part in parts]
    return False
