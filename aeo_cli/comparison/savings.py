"""By how much time limits are shorter than the ordinary ones: of one pending item, and in sum.

The figures are those of the text, not of the calendar, so no date need be known.
"""

from collections.abc import Container, Iterable

from aeo_cli.assessment.report import ProvisionAnswer
from aeo_cli.catalogue.effects import Nature
from aeo_cli.catalogue.model import Force
from aeo_cli.comparison.document import Saved
from aeo_cli.comparison.report_view import ReportView
from aeo_cli.rules.kleene import Truth


def saved(side: ReportView, item: int) -> Saved:
    """Return what the shortest limit of each nature saves of one pending item."""
    days, targets = _most(side, item, Nature.AUTHORITY_DEADLINE, {Truth.TRUE})
    days_at_most, targets_at_most = _most(side, item, Nature.AUTHORITY_DEADLINE, _POSSIBLE)
    return Saved.model_construct(
        working_days=days,
        targets=targets,
        working_days_at_most=days_at_most,
        targets_at_most=targets_at_most,
        hours=_most(side, item, Nature.APPLICANT_NOTICE, {Truth.TRUE})[0],
        hours_at_most=_most(side, item, Nature.APPLICANT_NOTICE, _POSSIBLE)[0],
    )


_POSSIBLE = {Truth.TRUE, Truth.UNKNOWN}


def _most(side: ReportView, item: int, nature: Nature, truths: Container[Truth]) -> tuple[int, int]:
    """Return the most that a limit saves, and how much of it is a target's: all, or nothing.

    Of two limits that save as much, the one that is no target counts.
    """
    found = [(0, True)]
    for provision in side.provisions.values():
        answer = side.items[provision.id].get(item)
        if (
            answer
            and answer.applies in truths
            and provision.effect
            and provision.effect.nature is nature
        ):
            found.append((_by(provision), provision.force is not Force.MAY))
    most, is_firm = max(found)
    return most, 0 if is_firm else most


def total(some: Iterable[Saved]) -> Saved:
    """Return the sum of what is saved of some items."""
    rows = [one.model_dump() for one in some]
    sums = {name: sum(row[name] for row in rows) for name in Saved.model_fields}
    return Saved.model_construct(**sums)


def _by(provision: ProvisionAnswer) -> int:
    """Return by how much a limit is shorter; 0, where it is none or no ordinary one is stated."""
    effect = provision.effect
    return effect.from_.value - effect.to.value if effect and effect.from_ else 0
