"""Invariants of the parts of a catalogue: unique, in order, declared and well formed."""

from collections import Counter
from collections.abc import Iterator

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.documents.problems import NOTHING
from aeo_cli.documents.text import both
from aeo_cli.rules.conditions import Defined
from aeo_cli.rules.fact_values import is_value
from aeo_cli.rules.facts import FactType

CHECKS: list[Check] = []


@check(
    CHECKS,
    both("措施顺序", "order of measures"),
    both(
        "措施按编号递增排列，编号不重复",
        "Measures are in the order of their numbers, without duplicates",
    ),
)
def measures_in_order(index: CatalogueIndex) -> Iterator[Breach]:
    previous = 0
    for path, measure in index.measures:
        if measure.number <= previous:
            yield f"{path}.number", str(measure.number)
        previous = measure.number


@check(
    CHECKS,
    both("id 唯一", "unique ids"),
    both("措施和条款的 id 互不重复", "No two measures or provisions have the same id"),
)
def ids_unique(index: CatalogueIndex) -> Iterator[Breach]:
    ids = [(path, measure.id) for path, measure in index.measures]
    ids += [(path, provision.id) for path, _, provision in index.provisions]
    counts = Counter(name for _, name in ids)
    yield from ((f"{path}.id", name) for path, name in ids if counts[name] > 1)


@check(
    CHECKS,
    both("条款编号", "provision ids"),
    both(
        "条款 id 为措施编号加一个字母（只有一个条款时不加）",
        "The id of a provision is the number of its measure, with a letter if there are several",
    ),
)
def provisions_numbered(index: CatalogueIndex) -> Iterator[Breach]:
    for path, measure, provision in index.provisions:
        suffix = provision.id.removeprefix(str(measure.number))
        if (
            suffix == provision.id
            or suffix.isdigit()  # 251 begins with 25 as well
            or bool(suffix) != (len(measure.provisions) > 1)
        ):
            yield f"{path}.id", provision.id


@check(
    CHECKS,
    both("名称已声明", "declared names"),
    both(
        "引用的类别、文件、业务种类和定义都已声明",
        "Every category, document, kind and definition that is referred to is declared",
    ),
)
def names_declared(index: CatalogueIndex) -> Iterator[Breach]:
    for name, document in index.catalogue.documents.items():
        if document.repealed_by and document.repealed_by not in index.catalogue.documents:
            yield f"documents.{name}.repealed_by", document.repealed_by
    for path, measure in index.measures:
        if measure.category not in index.catalogue.categories:
            yield f"{path}.category", measure.category
    for path, _, provision in index.provisions:
        if provision.citation.document not in index.catalogue.documents:
            yield f"{path}.citation.document", provision.citation.document
        if provision.kind is not None and provision.kind not in index.catalogue.kinds:
            yield f"{path}.kind", provision.kind
    for path, line, _ in index.lines:
        if isinstance(line, Defined) and line.definition not in index.catalogue.definitions:
            yield f"{path}.definition", line.definition


@check(
    CHECKS,
    both("文件效力", "validity of documents"),
    both(
        "文件的施行日期不早于发布日期，不晚于失效日期",
        "A document takes effect no earlier than its date and no later than its end",
    ),
)
def documents_ordered(index: CatalogueIndex) -> Iterator[Breach]:
    for name, document in index.catalogue.documents.items():
        days = (document.date, document.in_force_from, document.in_force_until)
        known = [day for day in days if day is not None]
        if known != sorted(known):
            yield f"documents.{name}", ", ".join(day.isoformat() for day in known)


@check(
    CHECKS,
    both("出处与措施相符", "citations match measures"),
    both(
        "文件条目与措施同号的（numbered_as_measures），出处编号即措施编号；类别写明章节"
        "的，出处章节与之相同",
        "In a document with numbered_as_measures, a citation has the number of its "
        "measure; if a category has a section, each citation in it has the same section",
    ),
)
def citations_match(index: CatalogueIndex) -> Iterator[Breach]:
    catalogue = index.catalogue
    for path, measure, provision in index.provisions:
        citation = provision.citation
        document = catalogue.documents.get(citation.document)
        category = catalogue.categories.get(measure.category)
        if document is None or not document.numbered_as_measures:
            continue
        if citation.number != str(measure.number):
            yield f"{path}.citation.number", citation.number or NOTHING
        if category and category.section and citation.section != category.section:
            yield f"{path}.citation.section", citation.section or NOTHING


@check(
    CHECKS,
    both("业务有条款", "kinds in use"),
    both("每种业务至少对应一个条款", "Every kind of business has at least one provision"),
)
def kinds_used(index: CatalogueIndex) -> Iterator[Breach]:
    used = {provision.kind for _, provision in index.catalogue.provisions()}
    yield from ((f"kinds.{name}", name) for name in index.catalogue.kinds if name not in used)


@check(
    CHECKS,
    both("字段构成", "structure of facts"),
    both(
        "choice 和 set 有选项，其他类型没有；format 只用于 text；highest 是 choice 的一"
        "个选项；理解（readings）都是 boolean；implied_by 和 about_office_hours 只用于"
        "业务的 boolean 字段，后者指明同一业务的一个 datetime 字段；业务字段不用 id、"
        "kind、note 作名称",
        "Facts of type choice or set have choices, others do not; only text has a "
        "format; highest is one of the choices of a choice; readings are boolean; "
        "implied_by and about_office_hours are only for booleans of an item, and the "
        "latter names a datetime of the same kind; no fact of an item is named id, "
        "kind or note",
    ),
)
def facts_formed(index: CatalogueIndex) -> Iterator[Breach]:
    for path, fact in index.facts:
        if bool(fact.choices) != (fact.type in {FactType.CHOICE, FactType.SET}):
            yield f"{path}.choices", fact.type.value
        if fact.format and fact.type is not FactType.TEXT:
            yield f"{path}.format", fact.format.value
        if fact.highest and (fact.type is FactType.SET or fact.highest not in fact.choices):
            yield f"{path}.highest", fact.highest
        if path.startswith("readings.") and fact.type is not FactType.BOOLEAN:
            yield f"{path}.type", fact.type.value
        is_of_item = path.startswith("kinds.") and fact.type is FactType.BOOLEAN
        if fact.implied_by and not is_of_item:
            yield f"{path}.implied_by", fact.implied_by.value
        if fact.about_office_hours:
            kind = path.split(".")[1]
            moment = (
                index.catalogue.kinds[kind].facts.get(fact.about_office_hours)
                if is_of_item
                else None
            )
            if moment is None or moment.type is not FactType.DATETIME:
                yield f"{path}.about_office_hours", fact.about_office_hours
        # An item of a profile has these keys of its own, beside its facts.
        if path.startswith("kinds.") and path.endswith((".id", ".kind", ".note")):
            yield path, path.rpartition(".")[2]


@check(
    CHECKS,
    both("报告抬头", "heading"),
    both("heading 只列企业字段", "The heading lists only facts about the enterprise"),
)
def heading_declared(index: CatalogueIndex) -> Iterator[Breach]:
    for i, name in enumerate(index.catalogue.heading):
        if name.removeprefix("enterprise.") not in index.catalogue.enterprise or "." not in name:
            yield f"heading[{i}]", name


@check(
    CHECKS,
    both("预设", "presets"),
    both(
        "预设只改企业字段和理解，所设的值须有效",
        "A preset sets only facts of the enterprise and readings, to valid values",
    ),
)
def presets_fit(index: CatalogueIndex) -> Iterator[Breach]:
    facts = index.catalogue.facts()
    for preset_name, preset in index.catalogue.presets.items():
        for name, value in preset.facts.items():
            path = f'presets.{preset_name}.facts."{name}"'
            if name not in facts:
                yield path, name
            elif not is_value(facts[name], value):
                yield path, str(list(value) if isinstance(value, tuple) else value)


@check(
    CHECKS,
    both("注意事项出处", "sources of caveats"),
    both("经确认的注意事项都注明出处", "Every confirmed caveat has a source"),
)
def confirmed_sourced(index: CatalogueIndex) -> Iterator[Breach]:
    for path, caveat in index.caveats:
        if caveat.confirmed and caveat.source is None:
            yield path, caveat.en
