"""The parts of a catalogue: each named once, in order, declared and well formed."""

from collections import Counter
from collections.abc import Iterator

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.documents.text import both
from aeo_cli.rules.conditions import Defined
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.values import Mistake, read

CHECKS: list[Check] = []


@check(
    CHECKS,
    both("措施顺序", "order of measures"),
    both("措施编号按顺序递增，不重复", "Measures stand in the order of their numbers, each once"),
)
def measures_in_order(at: CatalogueIndex) -> Iterator[Breach]:
    last = 0
    for place, measure in at.measures:
        if measure.number <= last:
            yield f"{place}.number", str(measure.number)
        last = measure.number


@check(
    CHECKS,
    both("id 唯一", "unique ids"),
    both("每个 id 只用一次", "Each id of a measure or provision is used once"),
)
def ids_unique(at: CatalogueIndex) -> Iterator[Breach]:
    ids = [(place, measure.id) for place, measure in at.measures]
    ids += [(place, provision.id) for place, _, provision in at.provisions]
    times = Counter(name for _, name in ids)
    yield from ((f"{place}.id", name) for place, name in ids if times[name] > 1)


@check(
    CHECKS,
    both("条款编号", "numbers of provisions"),
    both(
        "条款 id 由措施编号加一个字母组成（只有一个条款时不加）",
        "A provision's id is its measure's number, and a letter where there are several",
    ),
)
def provisions_numbered(at: CatalogueIndex) -> Iterator[Breach]:
    for place, measure, provision in at.provisions:
        letter = provision.id.removeprefix(str(measure.number))
        if (
            letter == provision.id
            or letter.isdigit()
            or bool(letter) != (len(measure.provisions) > 1)
        ):
            yield f"{place}.id", provision.id


@check(
    CHECKS,
    both("名称已声明", "declared names"),
    both(
        "引用的类别、文件、业务种类和定义都已声明",
        "Every category, document, kind and definition that is named is declared",
    ),
)
def names_declared(at: CatalogueIndex) -> Iterator[Breach]:
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


@check(
    CHECKS,
    both("业务有条款", "kinds that are served"),
    both("每种业务至少对应一个条款", "Every kind of business is served by a provision"),
)
def kinds_used(at: CatalogueIndex) -> Iterator[Breach]:
    used = {provision.kind for _, provision in at.catalogue.provisions()}
    yield from ((f"kinds.{name}", name) for name in at.catalogue.kinds if name not in used)


@check(
    CHECKS,
    both("字段构成", "form of facts"),
    both(
        "choice 和 set 有选项，其他类型没有；format 只用于 text；highest 是 choice 的一个选项；"
        "理解（readings）都是 boolean",
        "Choices and sets have choices and nothing else has; only text has a format; highest is "
        "one of the choices of a choice; a reading is boolean",
    ),
)
def facts_formed(at: CatalogueIndex) -> Iterator[Breach]:
    for place, fact in at.facts:
        if bool(fact.choices) != (fact.type in {FactType.CHOICE, FactType.SET}):
            yield f"{place}.choices", fact.type.value
        if fact.format and fact.type is not FactType.TEXT:
            yield f"{place}.format", fact.format.value
        if fact.highest and (fact.type is FactType.SET or fact.highest not in fact.choices):
            yield f"{place}.highest", fact.highest
        if place.startswith("readings.") and fact.type is not FactType.BOOLEAN:
            yield f"{place}.type", fact.type.value
        if place.startswith("kinds.") and place.endswith((".id", ".kind", ".note")):
            yield place, place.rpartition(".")[2]


@check(
    CHECKS,
    both("报告抬头", "heading"),
    both("heading 只列企业字段", "The heading names facts about the enterprise"),
)
def heading_declared(at: CatalogueIndex) -> Iterator[Breach]:
    for i, name in enumerate(at.catalogue.heading):
        if name.removeprefix("enterprise.") not in at.catalogue.enterprise or "." not in name:
            yield f"heading[{i}]", name


@check(
    CHECKS,
    both("预设", "presets"),
    both(
        "预设只改企业字段和理解，改后的值是该字段的值",
        "A preset changes facts of the enterprise and readings, to values of theirs",
    ),
)
def presets_fit(at: CatalogueIndex) -> Iterator[Breach]:
    known = at.catalogue.facts()
    for preset, stated in at.catalogue.presets.items():
        for name, value in stated.facts.items():
            place, raw = f'presets.{preset}.facts."{name}"', _raw(value)
            if name not in known:
                yield place, name
            elif isinstance(read(known[name], raw), Mistake):
                yield place, str(raw)


def _raw(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@check(
    CHECKS,
    both("注意事项出处", "sources of caveats"),
    both("经确认的注意事项都注明出处", "A confirmed caveat names its source"),
)
def confirmed_sourced(at: CatalogueIndex) -> Iterator[Breach]:
    for place, caveat in at.caveats:
        if caveat.confirmed and caveat.source is None:
            yield place, caveat.en
