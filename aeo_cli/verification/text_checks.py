"""Checks of texts: they say the same in both languages, and their figures are those of the data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import assert_never

from pydantic import BaseModel

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.effects import Effect, Limit, Quantity
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.rules.conditions import Compare, comparisons
from aeo_cli.rules.names import ON
from aeo_cli.verification.figures import Figures, figures, text_units

CHECKS: list[Check] = []
_CHINESE = r"[\u4e00-\u9fff]+"
# What marks a statement as unconfirmed. "reported to customs" and "reported on" are not hearsay:
# there, reporting is what the enterprise does.
_HEARSAY = {
    Lang.ZH: r"据报道|据了解|据悉|据称|消息称|媒体报道|推断|通常理解|未经核实|未经证实",
    Lang.EN: r"\b(?:is|are|was|were|as|have|has) reported\b(?! (?:on|to (?:customs|the)\b))|"
    r"\breportedly\b|\b(?:understood|said|believed) to be\b|\bunderstood to\b|"
    r"\busually understood\b|\binfer(?:s|red|ence)?\b|\bnot confirmed\b|\bcommon understanding\b",
}
# What marks a statement as a reading: a document may be read so, and nobody confirmed it.
_READING = {
    Lang.ZH: r"文字上|不清楚|读法|(?:这里|本工具|本目录).{0,8}(?:按|作为|列为|从严|处理)|"
    r"可能性|视为",
    Lang.EN: r"\bby its words\b|\bunclear\b|\bnot clear\b|\bcan be read\b|\breading is used\b|"
    r"\b(?:is|are) treated here\b|\bpossibility\b",
}
# What marks a statement about what a document does not say.
_GAP = {
    Lang.ZH: r"没有(?:给|写|说明|界定|列出|公布|规定|承诺|量化|数值)|没有.{1,4}下定义",
    Lang.EN: r"\bnot said\b|\bdoes not (?:say|state|give|name|define|list|promise|repeat)\b|"
    r"\bneither said\b|\bnot published\b|\bis silent\b|\bnames no\b|\bhas no yardstick\b",
}
_NUMERAL = "[〇零一二三四五六七八九十百千]"
_SECTION = (  # possessive, or a long section that does not match would be tried in every way
    rf"(?:第(?:{_NUMERAL}|[0-9])++[编章节条款项](?:之{_NUMERAL}++)?|{_NUMERAL}++|（{_NUMERAL}++）|"
    r"附件|[0-9]++\.?|[、 ])++"
)


@check(
    CHECKS,
    both("两种语言齐全", "both languages"),
    both(
        "每段文字都有中文和英文；英文中的汉字只用于引述中文里也有的名称",
        "Every text is Chinese in zh and English in en; Chinese characters in the English quote a "
        "name that stands in the Chinese",
    ),
)
def languages_complete(index: CatalogueIndex) -> Iterator[Breach]:
    for path, text in texts(index.catalogue):
        if not re.search(r"\w", re.sub(r"\{[^{}]*\}", "", text.zh + text.en)):
            continue  # only a sign and places to be filled, such as {n}%
        if not re.search(_CHINESE, text.zh):
            yield f"{path}.zh", text.zh
        unquoted = [run for run in re.findall(_CHINESE, text.en) if run not in text.zh]
        if unquoted or not re.search("[A-Za-z]", text.en):
            yield f"{path}.en", " ".join(unquoted) or text.en


@check(
    CHECKS,
    both("两种语言数字一致", "figures alike"),
    both(
        "中文和英文里的数字、单位和日期相同",
        "The numbers, units and dates of a text are the same in both languages",
    ),
)
def figures_alike(index: CatalogueIndex) -> Iterator[Breach]:
    for path, text in texts(index.catalogue):
        by_language = {lang: figures(text[lang], lang) for lang in Lang}
        if differences := list(_differences(by_language)):
            yield path, both("{odd}", "{odd}").fill(odd="; ".join(differences))


def _differences(by_language: Mapping[Lang, Figures]) -> Iterator[str]:
    """Yield the figures in which a text differs between its languages.

    What one language writes in digits must be in the other, which may write a number in words.
    Units are compared only if both languages name one.
    """
    for lang, other in ((Lang.ZH, Lang.EN), (Lang.EN, Lang.ZH)):
        dates = by_language[lang].dates - by_language[other].dates
        values = {figure.value for figure in by_language[lang].digits} - by_language[other].values
        if dates or values:
            yield f"{lang}: " + ", ".join((*sorted(dates), *map(str, sorted(values))))
    for value in sorted({figure.value for text in by_language.values() for figure in text.digits}):
        units = {lang: text.units(value) for lang, text in by_language.items()}
        if all(units.values()) and units[Lang.ZH] != units[Lang.EN]:
            for lang, names in units.items():
                yield f"{lang}: {value} {' / '.join(sorted(names))}"


@check(
    CHECKS,
    both("数字与数据一致", "figures of the data"),
    both(
        "条款摘要写出 effect 的数值和单位，不写别的；otherwise 只写原来的数值；"
        "注意事项写出 when 所用的日期（如 2026-04-01）",
        "The summary of a provision states the numbers and units of its effect and no others, "
        "otherwise only the earlier one, and a caveat the date on which its when turns, such as "
        "2026-04-01",
    ),
)
def figures_of_data(index: CatalogueIndex) -> Iterator[Breach]:
    for path, _, provision in index.provisions:
        for lang in Lang:
            for name, difference in _effect_differences(provision, index.catalogue, lang):
                yield f"{path}.{name}.{lang}", difference
    for path, caveat in index.caveats:
        for comparison in comparisons(caveat.when, index.catalogue.conditions):
            days = _turning_days(comparison) if comparison.fact == ON else set()
            for lang in Lang:
                if days and not days & figures(caveat[lang], lang).dates:
                    yield f"{path}.{lang}", str(comparison.operand)


_MISSING = both("没有写 effect 的 {figure}", "of its effect, {figure} is missing")
_BESIDE = both("写了 effect 以外的 {figure}", "{figure} is not in its effect")


def _effect_differences(
    provision: Provision, catalogue: Catalogue, lang: Lang
) -> Iterator[tuple[str, Text]]:
    """Yield how the figures in the texts of a provision differ from its effect.

    The summary must state the whole effect; `otherwise` may state the earlier figure; a further
    baseline states its own; none of them may state any other figure with a unit. Each difference
    comes with the name of its text.
    """
    effect = provision.effect
    earlier: list[Quantity | Limit] = [effect.from_] if effect and effect.from_ else []
    data = [*earlier, effect.to] if effect else []
    stated = figures(provision.summary[lang], lang)
    for quantity in data if effect else ():
        yield from (
            ("summary", difference) for difference in _missing(quantity, stated, effect, catalogue)
        )
    texts_and_data = [
        ("summary", provision.summary, data),
        ("otherwise", provision.otherwise, earlier),
    ]
    for i, baseline in enumerate(effect.baselines if effect else ()):
        name = f"effect.baselines[{i}].text"
        texts_and_data.append((name, baseline.text, [baseline]))
        found = figures(baseline.text[lang], lang)
        yield from ((name, missing) for missing in _missing(baseline, found, effect, catalogue))
    for name, text, allowed in texts_and_data:
        if text is not None:
            found = figures(text[lang], lang)
            foreign = _foreign_figures(found, allowed, effect, catalogue)
            yield from ((name, difference) for difference in foreign)


def _missing(
    quantity: Quantity | Limit, stated: Figures, effect: Effect | None, catalogue: Catalogue
) -> Iterator[Text]:
    """Yield that a text does not state a figure of the effect, or states it in another unit."""
    units = stated.units(quantity.value)
    fitting = text_units(quantity, effect, catalogue) if effect else set()
    if quantity.value not in stated.values or (units and not units & fitting):
        yield _MISSING.fill(figure=f"{quantity.value} {quantity.unit.replace('_', ' ')}")


def _foreign_figures(
    stated: Figures, data: Iterable[Quantity | Limit], effect: Effect | None, catalogue: Catalogue
) -> Iterator[Text]:
    """Yield the figures with a unit that a text states and the data does not have."""
    allowed = {
        (quantity.value, unit)
        for quantity in data
        for unit in (text_units(quantity, effect, catalogue) if effect else ())
    }
    for value, unit in sorted(stated.digits, key=str):
        if unit and (value, unit) not in allowed:
            yield _BESIDE.fill(figure=f"{value} {unit}")


def _turning_days(comparison: Compare) -> set[str]:
    """Return the days on which a comparison with the day of assessment changes its truth.

    A text may name the last day before the change or the first day after it: `at_most` 2026-03-31
    -> 2026-03-31 and 2026-04-01.
    """
    steps: tuple[int, ...]
    match comparison.operator:
        case "at_most":
            steps = (0, 1)
        case "at_least":
            steps = (-1, 0)
        case "is" | "in" | "has":
            steps = (0,)
        case operator:
            assert_never(operator)
    days = [day for day in comparison.operands if isinstance(day, date)]
    return {(day + timedelta(days=step)).isoformat() for day in days for step in steps}


@check(
    CHECKS,
    both("出处合乎格式", "citations"),
    both(
        "出处的章节按公文写法（第二条；四、（一）），文件日期不晚于目录版本日期",
        "A citation gives its section as official texts number them (第二条, 四、（一）), and no "
        "document is dated after the catalogue's version",
    ),
)
def citations_formed(index: CatalogueIndex) -> Iterator[Breach]:
    for path, _, provision in index.provisions:
        section = provision.citation.section
        if section is not None and not re.fullmatch(_SECTION, section):
            yield f"{path}.citation.section", section
    version = index.catalogue.version
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", version):
        for name, document in index.catalogue.documents.items():
            if document.date and document.date.isoformat() > version:
                yield f"documents.{name}.date", document.date.isoformat()


@check(
    CHECKS,
    both("未经确认的已标明", "hearsay marked"),
    both(
        "据报道、属推断等未经确认的内容，只写在 confirmed = false 的注意事项里",
        "What is reported, understood or inferred stands in a caveat that is not confirmed, and "
        "in no summary, how or otherwise",
    ),
)
def hearsay_marked(index: CatalogueIndex) -> Iterator[Breach]:
    confirmed: list[tuple[str, Text]] = [
        (path, caveat) for path, caveat in index.caveats if caveat.confirmed
    ]
    for path, _, provision in index.provisions:
        for name in ("summary", "how", "otherwise"):
            confirmed += texts(getattr(provision, name), f"{path}.{name}")
    for path, text in confirmed:
        for lang in Lang:
            if match := re.search(_HEARSAY[lang], text[lang]):
                yield f"{path}.{lang}", match[0]


@check(
    CHECKS,
    both("理解不作确认", "readings unconfirmed"),
    both(
        "文字上可作两种理解的，写在 confirmed = false 的注意事项里；经确认的注意事项如果写到文件"
        "没有写明什么，须标明 gap = true，且只写这一点",
        "What a document can be read to say stands in a caveat that is not confirmed; a confirmed "
        "caveat that says what the document leaves open is marked gap = true, and no other is",
    ),
)
def readings_unconfirmed(index: CatalogueIndex) -> Iterator[Breach]:
    for path, caveat in index.caveats:
        for lang in Lang:
            if caveat.confirmed and (
                match := re.search(_READING[lang], caveat[lang], re.IGNORECASE)
            ):
                yield f"{path}.{lang}", match[0]
            gap = re.search(_GAP[lang], caveat[lang], re.IGNORECASE)
            if caveat.confirmed and caveat.gap != bool(gap):
                yield (
                    f"{path}.gap",
                    both("{lang}: {gap}", "{lang}: {gap}").fill(
                        lang=lang, gap=str(caveat.gap).lower()
                    ),
                )
        if caveat.gap and not caveat.confirmed:
            yield f"{path}.gap", "confirmed"


@check(
    CHECKS,
    both("数字已声明", "declared figures"),
    both(
        "注意事项、提问和说明里的数字、单位和日期，都列在旁边的 figures 里，不多也不少",
        "The numbers, with their units, and the dates in a caveat, a question or its help are "
        "those listed beside it in figures, no more and no fewer",
    ),
)
def figures_declared(index: CatalogueIndex) -> Iterator[Breach]:
    for path, declared, written in _texts_with_figures(index):
        for lang in Lang:
            found = figures("\n".join(text[lang] for text in written), lang)
            if odd := found.differences(declared):
                yield (
                    f"{path}.figures",
                    both("{lang}: {odd}", "{lang}: {odd}").fill(lang=lang, odd=", ".join(odd)),
                )


def _texts_with_figures(
    index: CatalogueIndex,
) -> Iterator[tuple[str, tuple[str, ...], list[Text]]]:
    """Yield the path of each part that declares its figures, those figures, and its texts."""
    for path, caveat in index.caveats:
        yield path, caveat.figures, [caveat]
    for path, fact in index.facts:
        yield path, fact.figures, [text for text in (fact.question, fact.help) if text]
    for name, kind in index.catalogue.kinds.items():
        yield f"kinds.{name}", kind.figures, [kind.help] if kind.help else []


@check(
    CHECKS,
    both("文件仍然有效", "documents still in force"),
    both(
        "出处引用的文件在目录版本日期仍然有效",
        "A document that is cited is still in force on the date of the catalogue's version",
    ),
)
def documents_in_force(index: CatalogueIndex) -> Iterator[Breach]:
    cited = {provision.citation.document for _, _, provision in index.provisions}
    for name, document in index.catalogue.documents.items():
        until = document.in_force_until
        if name in cited and until and until.isoformat() < index.catalogue.version:
            yield f"documents.{name}.in_force_until", until.isoformat()


def texts(value: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every text in a catalogue or a part of it, with its path in the file.

    Args:
        value: the catalogue or the part.
        path: the path of the part.
    """
    if isinstance(value, Text):
        yield path, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            field_path = f"{path}.{field.alias or name}".lstrip(".")
            yield from texts(getattr(value, name), field_path)
    elif isinstance(value, dict):
        for name, entry in value.items():
            yield from texts(entry, f"{path}.{name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts(item, f"{path}[{index}]")
