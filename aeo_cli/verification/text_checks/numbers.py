"""Checks of the figures in texts: alike in both languages, and those of the data."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import assert_never

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.effects import Effect, Limit, Quantity
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.rules.conditions import Compare, comparisons
from aeo_cli.rules.names import ON
from aeo_cli.verification.figures import TEXT_UNITS, Figures, figures, text_units, written_unit
from aeo_cli.verification.text_checks.walk import texts, texts_of

CHECKS: list[Check] = []


@check(
    CHECKS,
    both("两种语言数字一致", "same figures in both languages"),
    both(
        "中文和英文里的数字、单位和日期相同",
        "The numbers, units and dates of a text are the same in both languages",
    ),
)
def figures_alike(index: CatalogueIndex) -> Iterator[Breach]:
    for path, text in texts_of(index):
        by_language = {lang: figures(text[lang], lang) for lang in Lang}
        if odd := "; ".join(_differences(by_language)):
            yield path, both(odd, odd)


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
    both("数字与数据一致", "figures match the data"),
    both(
        "条款摘要写出 effect 的数值和单位，不写其他数值；otherwise 只写原来的数值；注意"
        "事项写出 when 所用的日期（如 2026-04-01）",
        "The summary of a provision has the numbers and units of its effect and no "
        "others; otherwise has only the earlier one; a caveat has the date used in its "
        "when, such as 2026-04-01",
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


_MISSING = both("缺少 effect 的 {figure}", "{figure} of its effect is missing")
_BESIDE = both("{figure} 不在 effect 中", "{figure} is not in its effect")


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
        missing = _missing(quantity, stated, effect, catalogue)
        yield from (("summary", difference) for difference in missing)
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
        unit = written_unit(quantity, effect) if effect else quantity.unit
        yield _MISSING.fill(figure=f"{quantity.value} {unit.replace('_', ' ')}")


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
    both("数字已声明", "declared figures"),
    both(
        "注意事项、提问和说明里的数字、单位和日期，与旁边 figures 所列完全一致",
        "The numbers, units and dates in a caveat, a question or its help are exactly "
        "those listed in its figures",
    ),
)
def figures_declared(index: CatalogueIndex) -> Iterator[Breach]:
    for path, declared, written in _texts_with_figures(index):
        for lang in Lang:
            found = figures("\n".join(text[lang] for text in written), lang)
            if odd := found.differences(declared):
                told = f"{lang}: {', '.join(odd)}"
                yield f"{path}.figures", both(told, told)


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
    both("单位的用语", "words for units"),
    both(
        "单位的用语与其计数对象（counts）一致：{n} 个工作日、每年 {n} 次、{n}%",
        "The words for a unit match what it counts: {n} working days, {n} times a year, {n}%",
    ),
)
def units_named(index: CatalogueIndex) -> Iterator[Breach]:
    for name, unit in index.catalogue.units.items():
        for key, value in (("words", 2), ("one", 1)):
            for path, words in texts(getattr(unit, key), f"units.{name}.{key}"):
                for lang in Lang:
                    text = words.fill(n=value)[lang]
                    if not figures(text, lang).units(value) & TEXT_UNITS[unit.counts]:
                        yield f"{path}.{lang}", text
