"""What must hold between the parts of a catalogue, beyond the shape of each.

Each invariant has a name, a rule in one sentence, and a function that yields every breach of it as
a place and what stands there. They are checked when a catalogue is loaded, all of them, so that its
author sees every fault at once.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from aeo_cli.catalogue import FactType
from aeo_cli.conditions import ALWAYS, ITEM, AllOf, AnyOf, Defined, Operator
from aeo_cli.effects import Nature, Unit
from aeo_cli.places import MAX_DEPTH, MAX_LINES, Placed, Places, too_large
from aeo_cli.text import Text, both
from aeo_cli.values import Mistake, read

Breach = tuple[str, str]
"""A place in the file, and what stands there."""
Checker = Callable[[Places], Iterator[Breach]]


class Invariant(NamedTuple):
    """A rule that every catalogue keeps."""

    name: str
    rule: Text
    breaches: Checker


INVARIANTS: list[Invariant] = []


def _invariant(zh: str, en: str) -> Callable[[Checker], Checker]:
    def register(check: Checker) -> Checker:
        INVARIANTS.append(Invariant(check.__name__, both(zh, en), check))
        return check

    return register


@_invariant("措施编号按顺序递增，不重复", "Measures stand in the order of their numbers, each once")
def measures_in_order(at: Places) -> Iterator[Breach]:
    last = 0
    for place, measure in at.measures:
        if measure.number <= last:
            yield f"{place}.number", str(measure.number)
        last = measure.number


@_invariant("每个 id 只用一次", "Each id of a measure or provision is used once")
def ids_unique(at: Places) -> Iterator[Breach]:
    ids = [(place, measure.id) for place, measure in at.measures]
    ids += [(place, provision.id) for place, _, provision in at.provisions]
    times = Counter(name for _, name in ids)
    yield from ((f"{place}.id", name) for place, name in ids if times[name] > 1)


@_invariant(
    "条款 id 由措施编号加一个字母组成（只有一个条款时不加）",
    "A provision's id is its measure's number, and a letter where there are several",
)
def provisions_numbered(at: Places) -> Iterator[Breach]:
    for place, measure, provision in at.provisions:
        letter = provision.id.removeprefix(str(measure.number))
        if (
            letter == provision.id
            or letter.isdigit()
            or bool(letter) != (len(measure.provisions) > 1)
        ):
            yield f"{place}.id", provision.id


@_invariant(
    "引用的类别、文件、业务种类和定义都已声明",
    "Every category, document, kind and definition that is named is declared",
)
def names_declared(at: Places) -> Iterator[Breach]:
    for place, measure in at.measures:
        if measure.category not in at.catalogue.categories:
            yield f"{place}.category", measure.category
    for place, _, provision in at.provisions:
        if provision.citation.document not in at.catalogue.documents:
            yield f"{place}.citation.document", provision.citation.document
        if provision.kind is not None and provision.kind not in at.catalogue.kinds:
            yield f"{place}.kind", provision.kind
    for place, line in at.lines:
        if isinstance(line, Defined) and line.definition not in at.catalogue.definitions:
            yield f"{place}.definition", line.definition


@_invariant("定义不能引用自身", "No definition rests on itself")
def definitions_end(at: Places) -> Iterator[Breach]:
    uses = {
        name: {
            line.definition
            for _, line in Placed("", condition, {}).lines()
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


@_invariant(
    "条件只用该处可用的字段：entitled 和定义用 enterprise、readings，triggered 用 item，"
    "caveats 还可用 on",
    "A condition names facts of its place only: enterprise and readings in entitled and in "
    "definitions, item in triggered, and also on in a caveat",
)
def facts_in_place(at: Places) -> Iterator[Breach]:
    for place, line, fact in at.comparisons:
        if fact is None:
            yield f"{place}.fact", line.fact
    for place, _, provision in at.provisions:
        if provision.kind is None and provision.triggered is not ALWAYS:
            yield f"{place}.triggered", "kind"


_OPERATORS: Mapping[FactType, tuple[Operator, ...]] = {
    FactType.TEXT: (),
    FactType.CHOICE: ("is", "in"),
    FactType.SET: ("has",),
    FactType.BOOLEAN: ("is",),
    FactType.INTEGER: ("is", "in", "at_least", "at_most"),
    FactType.DATE: ("is", "at_least", "at_most"),
    FactType.DATETIME: (),
}


@_invariant(
    "比较方式和比较值与字段的类型相符",
    "A comparison fits its fact: the operator the type, the value its choices",
)
def comparisons_fit(at: Places) -> Iterator[Breach]:
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


@_invariant(
    f"条件不为空；展开定义后嵌套不超过 {MAX_DEPTH} 层、总共不超过 {MAX_LINES} 行",
    f"No list of conditions is empty; with its definitions written out a condition is nested no "
    f"deeper than {MAX_DEPTH} and has at most {MAX_LINES} lines",
)
def conditions_bounded(at: Places) -> Iterator[Breach]:
    definitions = at.catalogue.conditions
    for placed in at.conditions:
        for place, line in placed.lines():
            if isinstance(line, AllOf | AnyOf) and not line.parts:
                yield place, "[]"
        if too_large(placed.condition, definitions):
            yield placed.place, placed.place


@_invariant("每种业务至少对应一个条款", "Every kind of business is served by a provision")
def kinds_used(at: Places) -> Iterator[Breach]:
    used = {provision.kind for _, provision in at.catalogue.provisions()}
    yield from ((f"kinds.{name}", name) for name in at.catalogue.kinds if name not in used)


@_invariant(
    "choice 和 set 有选项，其他类型没有；format 只用于 text；理解（readings）都是 boolean",
    "Choices and sets have choices and nothing else has; only text has a format; a reading is "
    "boolean",
)
def facts_formed(at: Places) -> Iterator[Breach]:
    for place, fact in at.facts:
        if bool(fact.choices) != (fact.type in {FactType.CHOICE, FactType.SET}):
            yield f"{place}.choices", fact.type.value
        if fact.format and fact.type is not FactType.TEXT:
            yield f"{place}.format", fact.format.value
        if place.startswith("readings.") and fact.type is not FactType.BOOLEAN:
            yield f"{place}.type", fact.type.value
        if place.startswith("kinds.") and place.endswith((".id", ".kind", ".note")):
            yield place, place.rpartition(".")[2]


@_invariant("heading 只列企业字段", "The heading names facts about the enterprise")
def heading_declared(at: Places) -> Iterator[Breach]:
    for i, name in enumerate(at.catalogue.heading):
        if name.removeprefix("enterprise.") not in at.catalogue.enterprise or "." not in name:
            yield f"heading[{i}]", name


_UNITS: Mapping[Nature, frozenset[Unit]] = {
    Nature.AUTHORITY_DEADLINE: frozenset({Unit.WORKING_DAY, Unit.PERCENT_REDUCTION}),
    Nature.APPLICANT_NOTICE: frozenset({Unit.HOUR}),
    Nature.POPULATION_AVERAGE: frozenset({Unit.PERCENT_OF_REGULAR_AVERAGE}),
    Nature.CONTROL_FLOOR: frozenset({Unit.PERCENT_OF_ANNUAL_BATCHES}),
    Nature.FREQUENCY_CAP: frozenset({Unit.PER_YEAR}),
}
_CLOCKS = {
    Nature.AUTHORITY_DEADLINE: FactType.DATE,
    Nature.APPLICANT_NOTICE: FactType.DATETIME,
}


@_invariant(
    "数值的单位与其性质相符，from 与 to 单位相同",
    "The unit of a number fits its nature, and from has the unit of to",
)
def effects_fit(at: Places) -> Iterator[Breach]:
    for place, _, provision in at.provisions:
        if effect := provision.effect:
            if effect.to.unit not in _UNITS[effect.nature]:
                yield f"{place}.effect.to.unit", effect.to.unit.value
            if effect.from_ and effect.from_.unit is not effect.to.unit:
                yield f"{place}.effect.from.unit", effect.from_.unit.value


@_invariant(
    "写明原时限的，须用 runs_from 指明起算字段，其他的不得写 runs_from：期限用 date，"
    "提前量用 datetime",
    "A time limit with a baseline, and nothing else, names in runs_from the item's fact that it "
    "runs from: a date for a deadline, a datetime for a notice",
)
def clocks_fit(at: Places) -> Iterator[Breach]:
    for place, _, provision in at.provisions:
        effect = provision.effect
        wanted = _CLOCKS.get(effect.nature) if effect and effect.from_ else None
        fact = at.catalogue.item_facts(provision.kind).get(f"{ITEM}.{provision.runs_from}")
        if wanted is not (fact.type if fact else None) or (provision.runs_from and not fact):
            yield f"{place}.runs_from", str(provision.runs_from)


@_invariant("经确认的注意事项都注明出处", "A confirmed caveat names its source")
def confirmed_sourced(at: Places) -> Iterator[Breach]:
    for place, caveat in at.caveats:
        if caveat.confirmed and caveat.source is None:
            yield place, caveat.en
