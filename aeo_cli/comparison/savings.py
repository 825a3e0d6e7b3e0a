"""How much shorter time limits are than the ordinary ones: for one pending item, and in sum.

The figures are those of the legal text, in its units, so they need no dates and no calendar.
"""

from collections.abc import Container, Sequence

from aeo_cli.catalogue.effects import Dimension, Effect, Nature
from aeo_cli.catalogue.modality import Force
from aeo_cli.comparison.document import Saved
from aeo_cli.comparison.report_view import ReportView
from aeo_cli.rules.kleene import Truth

_CERTAIN, _POSSIBLE = {Truth.TRUE}, {Truth.TRUE, Truth.UNKNOWN}


def saved_time(side: ReportView, items: Sequence[int]) -> Saved:
    """Return the time that the shortest limit of each nature saves for some items, in sum."""

    def saved(nature: Nature, truths: Container[Truth]) -> tuple[int, int]:
        savings = [_greatest_saving(side, item, nature, truths) for item in items]
        return sum(saving for saving, _ in savings), sum(target for _, target in savings)

    days, targets = saved(Nature.AUTHORITY_DEADLINE, _CERTAIN)
    days_at_most, targets_at_most = saved(Nature.AUTHORITY_DEADLINE, _POSSIBLE)
    return Saved.model_construct(
        working_days=days,
        targets=targets,
        working_days_at_most=days_at_most,
        targets_at_most=targets_at_most,
        hours=saved(Nature.APPLICANT_NOTICE, _CERTAIN)[0],
        hours_at_most=saved(Nature.APPLICANT_NOTICE, _POSSIBLE)[0],
    )


def _greatest_saving(
    side: ReportView, item: int, nature: Nature, truths: Container[Truth]
) -> tuple[int, int]:
    """Return the most that one time limit saves, and how much of it is a target: all or nothing.

    Of two limits that save the same, the one that is not a target counts.
    """
    savings = [(0, True)]
    for provision in side.provisions.values():
        effect = provision.effect
        if effect and effect.nature is nature and side.applies(provision.id, item) in truths:
            saving = _saving(effect, side, _UNITS[nature])
            savings.append((saving, provision.force is not Force.MAY))
    saving, is_firm = max(savings)
    return saving, 0 if is_firm else saving


_UNITS = {
    Nature.AUTHORITY_DEADLINE: Dimension.WORKING_DAY,
    Nature.APPLICANT_NOTICE: Dimension.HOUR,
}
"""In what the time is summed that limits of a nature save."""


def _saving(effect: Effect, side: ReportView, unit: Dimension) -> int:
    """Return how much shorter a time limit is, in a unit.

    0 if no ordinary limit is stated, or if it counts in something else.
    """
    if effect.from_ is None or side.catalogue.dimension(effect.to.unit) is not unit:
        return 0
    return effect.from_.value - effect.to.value
