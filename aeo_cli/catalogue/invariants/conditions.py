"""The conditions of a catalogue: on declared facts, with values that fit, and of bounded size."""

from collections.abc import Iterator, Mapping

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import (
    MAX_DEPTH,
    MAX_LINES,
    CatalogueIndex,
    LocatedCondition,
    too_large,
)
from aeo_cli.documents.text import both
from aeo_cli.rules.comparison_keys import Operator
from aeo_cli.rules.conditions import ALWAYS, AllOf, AnyOf, Defined
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.values import Mistake, read

CHECKS: list[Check] = []


@check(
    CHECKS,
    both("定义不循环", "definitions without circles"),
    both("定义不能引用自身", "No definition rests on itself"),
)
def definitions_end(at: CatalogueIndex) -> Iterator[Breach]:
    uses = {
        name: {
            line.definition
            for _, line in LocatedCondition("", condition, {}).lines()
            if isinstance(line, Defined) and line.definition in at.catalogue.definitions
        }
        for name, condition in at.catalogue.conditions.items()
    }
    for name in uses:
        reached, new = set[str](), {name}
        while new:
            new = {used for using in new for used in uses[using]} - reached
            reached |= new
        if name in reached:
            yield f"definitions.{name}", name


@check(
    CHECKS,
    both("字段位置", "facts in their place"),
    both(
        "条件只用该处可用的字段：entitled 和定义用 enterprise、readings，triggered 用 item，"
        "caveats 还可用 on",
        "A condition names facts of its place only: enterprise and readings in entitled and in "
        "definitions, item in triggered, and also on in a caveat",
    ),
)
def facts_in_place(at: CatalogueIndex) -> Iterator[Breach]:
    for place, line, fact in at.comparisons:
        if fact is None:
            yield f"{place}.fact", line.fact
    for place, _, provision in at.provisions:
        if provision.kind is None and provision.triggered is not ALWAYS:
            yield f"{place}.triggered", "kind"


@check(
    CHECKS,
    both("两个条件互不重叠", "separate conditions"),
    both(
        "条款的 entitled 和 triggered 没有共同的字段：定义说的是企业，triggered 不引用定义",
        "The conditions entitled and triggered of a provision share no fact: definitions speak of "
        "the enterprise, so triggered names none",
    ),
)
def conditions_separate(at: CatalogueIndex) -> Iterator[Breach]:
    for placed in at.conditions:
        for place, line in placed.lines():
            if isinstance(line, Defined) and placed.place.endswith(".triggered"):
                yield f"{place}.definition", line.definition


_OPERATORS: Mapping[FactType, tuple[Operator, ...]] = {
    FactType.TEXT: (),
    FactType.CHOICE: ("is", "in"),
    FactType.SET: ("has",),
    FactType.BOOLEAN: ("is",),
    FactType.INTEGER: ("is", "in", "at_least", "at_most"),
    FactType.DATE: ("is", "at_least", "at_most"),
    FactType.DATETIME: (),
}


@check(
    CHECKS,
    both("比较方式", "fitting comparisons"),
    both(
        "比较方式和比较值与字段的类型相符",
        "A comparison fits its fact: the operator the type, the value its choices",
    ),
)
def comparisons_fit(at: CatalogueIndex) -> Iterator[Breach]:
    for place, line, fact in at.comparisons:
        if fact is None:
            continue
        if line.operator not in _OPERATORS[fact.type]:
            yield f"{place}.{line.operator}", f"{fact.type.value} {line.operator}"
            continue
        values = [*line.operand] if line.operator == "in" else [line.operand]
        for value in values:
            raw = [value] if fact.type is FactType.SET else value
            if isinstance(read(fact, raw), Mistake):
                yield f"{place}.{line.operator}", str(value)


@check(
    CHECKS,
    both("条件大小", "size of conditions"),
    both(
        f"条件不为空；展开定义后嵌套不超过 {MAX_DEPTH} 层、总共不超过 {MAX_LINES} 行",
        f"No list of conditions is empty; with its definitions written out a condition is nested "
        f"no deeper than {MAX_DEPTH} and has at most {MAX_LINES} lines",
    ),
)
def conditions_bounded(at: CatalogueIndex) -> Iterator[Breach]:
    definitions = at.catalogue.conditions
    for placed in at.conditions:
        for place, line in placed.lines():
            if isinstance(line, AllOf | AnyOf) and not line.parts:
                yield place, "[]"
        if too_large(placed.condition, definitions):
            yield placed.place, placed.place
