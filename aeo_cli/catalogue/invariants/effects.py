"""Invariants of effects: declared words, units that fit, and the fact that a limit runs from."""

import re
from collections.abc import Iterator
from functools import cache
from typing import assert_never

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.effects import CLOCK_TIME, TIME, Dimension, Nature
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.documents.problems import NOTHING
from aeo_cli.documents.text import Lang, both
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.names import ITEM

CHECKS: list[Check] = []
_PLACES = frozenset({"bounded", "to", "change", "before", "force"})
"""What the words of a nature may name."""


@cache
def dimensions(nature: Nature) -> frozenset[Dimension]:
    """Return what a number of this nature can count."""
    match nature:
        case Nature.AUTHORITY_DEADLINE:
            return TIME | {Dimension.PERCENT}  # a limit may be cut by a percentage
        case Nature.APPLICANT_NOTICE:
            return CLOCK_TIME | {Dimension.DAY, Dimension.WORKING_DAY}
        case Nature.POPULATION_AVERAGE | Nature.INDIVIDUAL_RATIO | Nature.CONTROL_FLOOR:
            return frozenset({Dimension.PERCENT})
        case Nature.FREQUENCY_CAP:
            return frozenset({Dimension.TIMES})
        case Nature.INTERVAL:
            return TIME
        case _:
            assert_never(nature)


def _start_type(nature: Nature, dimension: Dimension | None) -> FactType | None:
    """Return the type of the fact that a time limit runs from; None: it yields no dates."""
    match nature:
        case Nature.AUTHORITY_DEADLINE if dimension in CLOCK_TIME:
            return FactType.DATETIME
        case Nature.AUTHORITY_DEADLINE if dimension in TIME:
            return FactType.DATE
        case Nature.APPLICANT_NOTICE:
            return FactType.DATETIME
        case _:
            return None


@check(
    CHECKS,
    both("数值与单位", "numbers and units"),
    both(
        "数值的单位与其性质相符，from 与 to 单位相同；按百分比缩短的没有 from",
        "The unit of a number suits its nature, and from and to have the same unit; a "
        "reduction by a percentage has no from",
    ),
)
def effects_fit(index: CatalogueIndex) -> Iterator[Breach]:
    for path, _, provision in index.provisions:
        if (effect := provision.effect) is None:
            continue
        fitting = dimensions(effect.nature)
        places = [("to.unit", effect.to.unit)]
        places += [
            (f"baselines[{i}].unit", baseline.unit) for i, baseline in enumerate(effect.baselines)
        ]
        places += [("as_written", effect.as_written)] if effect.as_written else []
        for place, unit in places:
            declared = index.catalogue.units.get(unit)
            if declared is None or declared.counts not in fitting:
                yield f"{path}.effect.{place}", unit
        if effect.from_:
            is_cut = effect.is_limit and index.catalogue.dimension(effect.to.unit) not in TIME
            if effect.from_.unit != effect.to.unit or is_cut:
                yield f"{path}.effect.from.unit", effect.from_.unit


@check(
    CHECKS,
    both("单位和性质的用语", "words for units and natures"),
    both(
        "用到的性质在 natures 中都有用语，用语只引用 {bounded}、{to}、{change}、"
        "{before}、{force}；单位的用语引用 {n}",
        "Every nature in use has its words in natures, with no placeholders other than "
        "{bounded}, {to}, {change}, {before} and {force}; the words of a unit contain "
        "{n}",
    ),
)
def effects_worded(index: CatalogueIndex) -> Iterator[Breach]:
    catalogue = index.catalogue
    for path, _, provision in index.provisions:
        if provision.effect and provision.effect.nature not in catalogue.natures:
            yield f"{path}.effect.nature", provision.effect.nature
    texts = [
        (f"units.{name}.{key}", text, frozenset({"n"}))
        for name, unit in catalogue.units.items()
        for key, text in (("words", unit.words), ("one", unit.one))
    ]
    texts += [
        (f"natures.{name}.{key}", text, _PLACES)
        for name, nature in catalogue.natures.items()
        for key, text in (("words", nature.words), ("without_baseline", nature.without_baseline))
    ]
    for path, text, places in texts:
        for lang in Lang if text else ():
            named = re.findall(r"\{([^{}]*)\}", text[lang]) if text else []
            leftover = re.sub(r"\{[^{}]*\}", "", text[lang]) if text else ""
            if not named or set(named) - places or re.search(r"[{}]", leftover):
                yield f"{path}.{lang}", text[lang] if text else ""


@check(
    CHECKS,
    both("起算点", "start of time limits"),
    both(
        "写明原时限的，须用 runs_from 指明起算字段，其他的不得有 runs_from：期限用 date"
        "（按小时、分钟计的用 datetime），提前量用 datetime；有提前量的目录须有办公时间"
        "（office_hours）",
        "A time limit with a baseline, and only such a limit, names in runs_from the "
        "fact of the item from which it runs: a date for a deadline (a datetime if it "
        "is in hours or minutes), a datetime for a notice period; a catalogue with a "
        "notice period has office_hours",
    ),
)
def clocks_fit(index: CatalogueIndex) -> Iterator[Breach]:
    for path, _, provision in index.provisions:
        effect = provision.effect
        expected = None
        if effect and effect.from_:
            expected = _start_type(effect.nature, index.catalogue.dimension(effect.to.unit))
        fact = index.catalogue.item_facts(provision.kind).get(f"{ITEM}.{provision.runs_from}")
        if expected is not (fact.type if fact else None) or (provision.runs_from and not fact):
            yield f"{path}.runs_from", provision.runs_from or NOTHING
        is_notice = effect is not None and effect.nature is Nature.APPLICANT_NOTICE
        if is_notice and provision.runs_from and index.catalogue.office_hours is None:
            yield f"{path}.effect.nature", "office_hours"


@check(
    CHECKS,
    both("办公时间", "office hours"),
    both("opens 早于 closes", "The office opens before it closes"),
)
def office_hours_ordered(index: CatalogueIndex) -> Iterator[Breach]:
    hours = index.catalogue.office_hours
    if hours and hours.opens >= hours.closes:
        yield "office_hours.closes", f"{hours.closes:%H:%M}"
