"""By how much time limits are shorter than the ordinary ones: of one pending item, and in sum.

The figures are those of the text, not of the calendar, so no date need be known.
"""

from collections.abc import Iterable

from aeo_cli.catalogue import Force
from aeo_cli.comparison.contents import Contents
from aeo_cli.comparison.document import Saved
from aeo_cli.effects import Nature
from aeo_cli.kleene import Truth
from aeo_cli.report import ProvisionAnswer


def saved(side: Contents, item: int) -> Saved:
    """Return what the shortest limit of each nature saves of one pending item."""
    days, hours = (
        [
            (_by(limb), limb.force is not Force.MAY, side.items[limb.id][item].applies)
            for limb in side.limbs.values()
            if _by(limb) and limb.effect and limb.effect.nature is nature
            if item in side.items[limb.id]
        ]
        for nature in (Nature.AUTHORITY_DEADLINE, Nature.APPLICANT_NOTICE)
    )
    certain = [one for one in days if one[2] is Truth.TRUE]
    most, is_firm, _ = max(certain, default=(0, True, Truth.TRUE), key=lambda one: one[:2])
    return Saved.model_construct(
        working_days=most,
        targets=0 if is_firm else most,
        working_days_at_most=max((by for by, _, truth in days if _possible(truth)), default=0),
        hours=max((by for by, _, truth in hours if truth is Truth.TRUE), default=0),
        hours_at_most=max((by for by, _, truth in hours if _possible(truth)), default=0),
    )


def total(some: Iterable[Saved]) -> Saved:
    """Return the sum of what is saved of some items."""
    rows = [one.model_dump() for one in some]
    sums = {name: sum(row[name] for row in rows) for name in Saved.model_fields}
    return Saved.model_construct(**sums)


def _possible(applies: Truth) -> bool:
    return applies is not Truth.FALSE


def _by(limb: ProvisionAnswer) -> int:
    """Return by how much a limit is shorter; 0, where it is none or no ordinary one is stated."""
    effect = limb.effect
    return effect.from_.value - effect.to.value if effect and effect.from_ else 0
