"""Invariants of effects: the units fit, and each time limit has a fact that it runs from."""

from collections.abc import Iterator
from functools import cache
from typing import assert_never

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.effects import Nature, Unit
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.documents.text import both
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.names import ITEM

CHECKS: list[Check] = []


@cache
def units(nature: Nature) -> frozenset[Unit]:
    """Return the units that a number of this nature can have."""
    match nature:
        case Nature.AUTHORITY_DEADLINE:
            return frozenset({Unit.WORKING_DAY, Unit.PERCENT_REDUCTION})
        case Nature.APPLICANT_NOTICE:
            return frozenset({Unit.HOUR})
        case Nature.POPULATION_AVERAGE:
            return frozenset({Unit.PERCENT_OF_REGULAR_AVERAGE})
        case Nature.CONTROL_FLOOR:
            return frozenset({Unit.PERCENT_OF_ANNUAL_BATCHES})
        case Nature.FREQUENCY_CAP:
            return frozenset({Unit.PER_YEAR})
        case _:
            assert_never(nature)


@cache
def _start_type(nature: Nature) -> FactType | None:
    """Return the type of the fact that a time limit runs from; None: it is not a time limit."""
    match nature:
        case Nature.AUTHORITY_DEADLINE:
            return FactType.DATE
        case Nature.APPLICANT_NOTICE:
            return FactType.DATETIME
        case Nature.POPULATION_AVERAGE | Nature.CONTROL_FLOOR | Nature.FREQUENCY_CAP:
            return None
        case _:
            assert_never(nature)


@check(
    CHECKS,
    both("数值与单位", "numbers and units"),
    both(
        "数值的单位与其性质相符，from 与 to 单位相同",
        "The unit of a number fits its nature, and from has the unit of to",
    ),
)
def effects_fit(index: CatalogueIndex) -> Iterator[Breach]:
    for path, _, provision in index.provisions:
        if effect := provision.effect:
            if effect.to.unit not in units(effect.nature):
                yield f"{path}.effect.to.unit", effect.to.unit.value
            if effect.from_ and effect.from_.unit is not effect.to.unit:
                yield f"{path}.effect.from.unit", effect.from_.unit.value


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
def clocks_fit(index: CatalogueIndex) -> Iterator[Breach]:
    for path, _, provision in index.provisions:
        effect = provision.effect
        expected = _start_type(effect.nature) if effect and effect.from_ else None
        fact = index.catalogue.item_facts(provision.kind).get(f"{ITEM}.{provision.runs_from}")
        if expected is not (fact.type if fact else None) or (provision.runs_from and not fact):
            yield f"{path}.runs_from", str(provision.runs_from)
