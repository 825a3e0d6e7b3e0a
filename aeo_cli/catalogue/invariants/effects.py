"""The effects of provisions: units that fit, and a fact from which each time limit runs."""

from collections.abc import Iterator, Mapping

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.effects import Nature, Unit
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.documents.text import both
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.names import ITEM

CHECKS: list[Check] = []

UNITS: Mapping[Nature, frozenset[Unit]] = {
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


@check(
    CHECKS,
    both("数值与单位", "numbers and units"),
    both(
        "数值的单位与其性质相符，from 与 to 单位相同",
        "The unit of a number fits its nature, and from has the unit of to",
    ),
)
def effects_fit(at: CatalogueIndex) -> Iterator[Breach]:
    for place, _, provision in at.provisions:
        if effect := provision.effect:
            if effect.to.unit not in UNITS[effect.nature]:
                yield f"{place}.effect.to.unit", effect.to.unit.value
            if effect.from_ and effect.from_.unit is not effect.to.unit:
                yield f"{place}.effect.from.unit", effect.from_.unit.value


@check(
    CHECKS,
    both("起算点", "start of time limits"),
    both(
        "写明原时限的，须用 runs_from 指明起算字段，其他的不得写 runs_from：期限用 date，"
        "提前量用 datetime",
        "A time limit with a baseline, and nothing else, names in runs_from the item's fact that "
        "it runs from: a date for a deadline, a datetime for a notice",
    ),
)
def clocks_fit(at: CatalogueIndex) -> Iterator[Breach]:
    for place, _, provision in at.provisions:
        effect = provision.effect
        wanted = _CLOCKS.get(effect.nature) if effect and effect.from_ else None
        fact = at.catalogue.item_facts(provision.kind).get(f"{ITEM}.{provision.runs_from}")
        if wanted is not (fact.type if fact else None) or (provision.runs_from and not fact):
            yield f"{place}.runs_from", str(provision.runs_from)
