"""What the texts of a catalogue say: the same in both languages, and the figures of its data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import assert_never

from pydantic import BaseModel

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.effects import Limit, Quantity
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Provision
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.rules.conditions import Compare, comparisons
from aeo_cli.rules.names import ON
from aeo_cli.verification.figures import Figures, figures, text_units

CHECKS: list[Check] = []
_CHINESE = r"[\u4e00-\u9fff]+"
_HEARSAY = {
    Lang.ZH: r"据报道|据了解|据悉|据称|消息称|媒体报道|推断|通常理解|未经核实|未经证实",
    Lang.EN: r"\b(?:is|are|was|were|as|have|has) reported\b(?! (?:on|to (?:customs|the)\b))|"
    r"\breportedly\b|\b(?:understood|said|believed) to be\b|\bunderstood to\b|"
    r"\busually understood\b|\binfer(?:s|red|ence)?\b|\bnot confirmed\b|\bcommon understanding\b",
}
_NUMERAL = "[〇零一二三四五六七八九十百千]"
_SECTION = (  # every repetition is possessive: a long one shall not be tried in every way
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
def languages_complete(at: CatalogueIndex) -> Iterator[Breach]:
    for place, text in texts(at.catalogue):
        if not re.search(_CHINESE, text.zh):
            yield f"{place}.zh", text.zh
        strange = [run for run in re.findall(_CHINESE, text.en) if run not in text.zh]
        if strange or not re.search("[A-Za-z]", text.en):
            yield f"{place}.en", " ".join(strange) or text.en


@check(
    CHECKS,
    both("两种语言数字一致", "figures alike"),
    both(
        "中文和英文里的数字、单位和日期相同",
        "The numbers, units and dates of a text are the same in both languages",
    ),
)
def figures_alike(at: CatalogueIndex) -> Iterator[Breach]:
    for place, text in texts(at.catalogue):
        found = {lang: figures(text[lang], lang) for lang in Lang}
        if odd := list(_odd(found)):
            yield place, both("{odd}", "{odd}").fill(odd="; ".join(odd))


def _odd(found: Mapping[Lang, Figures]) -> Iterator[str]:
    """Yield the figures in which a text differs between its languages."""
    for lang, other in ((Lang.ZH, Lang.EN), (Lang.EN, Lang.ZH)):
        dates = found[lang].dates - found[other].dates
        values = {figure.value for figure in found[lang].digits} - found[other].values
        if dates or values:
            yield f"{lang}: " + ", ".join((*sorted(dates), *map(str, sorted(values))))
    for value in sorted({figure.value for one in found.values() for figure in one.digits}):
        units = {lang: one.units(value) for lang, one in found.items()}
        if all(units.values()) and units[Lang.ZH] != units[Lang.EN]:
            for lang, named in units.items():
                yield f"{lang}: {value} {' / '.join(sorted(named))}"


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
def figures_of_data(at: CatalogueIndex) -> Iterator[Breach]:
    for place, _, provision in at.provisions:
        for lang in Lang:
            for name, odd in _unlike(provision, lang):
                yield f"{place}.{name}.{lang}", odd
    for place, caveat in at.caveats:
        for line in comparisons(caveat.when, at.catalogue.conditions):
            turns = _turns(line) if line.fact == ON else set()
            for lang in Lang:
                if turns and not turns & figures(caveat[lang], lang).dates:
                    yield f"{place}.{lang}", str(line.operand)


_MISSING = both("没有写 effect 的 {figure}", "of its effect, {figure} is missing")
_BESIDE = both("写了 effect 以外的 {figure}", "{figure} is not in its effect")


def _unlike(provision: Provision, lang: Lang) -> Iterator[tuple[str, Text]]:
    """Yield what the texts of a provision leave out of its effect, and what they state beside it.

    The summary gives all of the effect, `otherwise` at most the figure that it starts from.
    """
    effect = provision.effect
    before: list[Quantity | Limit] = [effect.from_] if effect and effect.from_ else []
    data = [*before, effect.to] if effect else []
    summary = figures(provision.summary[lang], lang)
    for part in data:
        units = summary.units(part.value)
        if part.value not in summary.values or (units and not units & text_units(part.unit)):
            figure = f"{part.value} {part.unit.replace('_', ' ')}"
            yield "summary", _MISSING.fill(figure=figure)
    yield from (("summary", odd) for odd in _measured(summary, data))
    if provision.otherwise:
        stated = figures(provision.otherwise[lang], lang)
        yield from (("otherwise", odd) for odd in _measured(stated, before))


def _measured(found: Figures, data: Iterable[Quantity | Limit]) -> Iterator[Text]:
    """Yield the numbers with a unit that are none of the data's."""
    right = {(part.value, unit) for part in data for unit in text_units(part.unit)}
    for value, unit in sorted(found.digits, key=str):
        if unit and (value, unit) not in right:
            yield _BESIDE.fill(figure=f"{value} {unit}")


def _turns(line: Compare) -> set[str]:
    """Return the day on which a comparison with the day of assessment turns, from either side."""
    steps: tuple[int, ...]
    match line.operator:
        case "at_most":
            steps = (0, 1)
        case "at_least":
            steps = (-1, 0)
        case "is" | "in" | "has":
            steps = (0,)
        case operator:
            assert_never(operator)
    days = [day for day in line.operands if isinstance(day, date)]
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
def citations_formed(at: CatalogueIndex) -> Iterator[Breach]:
    for place, _, provision in at.provisions:
        section = provision.citation.section
        if section is not None and not re.fullmatch(_SECTION, section):
            yield f"{place}.citation.section", section
    version = at.catalogue.version
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", version):
        for name, document in at.catalogue.documents.items():
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
def hearsay_marked(at: CatalogueIndex) -> Iterator[Breach]:
    firm: list[tuple[str, Text]] = [
        (place, caveat) for place, caveat in at.caveats if caveat.confirmed
    ]
    for place, _, provision in at.provisions:
        for part in ("summary", "how", "otherwise"):
            firm += texts(getattr(provision, part), f"{place}.{part}")
    for place, text in firm:
        for lang in Lang:
            if found := re.search(_HEARSAY[lang], text[lang]):
                yield f"{place}.{lang}", found[0]


def texts(value: object, place: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every text in a catalogue, or a part of it, with its place in the file."""
    if isinstance(value, Text):
        yield place, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            step = f"{place}.{field.alias or name}".lstrip(".")
            yield from texts(getattr(value, name), step)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from texts(part, f"{place}.{name}")
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from texts(part, f"{place}[{index}]")
