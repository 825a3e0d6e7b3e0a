"""The days from which time limits run, as far as they are unknown and the limit may still apply."""

from collections import defaultdict
from collections.abc import Collection

from aeo_cli.assessment.situation import ProvisionStatus, Situation
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_index


def unknown_start_dates(
    situation: Situation, given_up: Collection[str] = ()
) -> dict[str, list[ProvisionStatus]]:
    """Return the unknown days from which a limit runs, each with the provisions of these limits.

    They stand in the order of the items. A provision that does not apply to an item is left out: of
    its limit no date is calculated.

    Args:
        situation: what is known of the enterprise.
        given_up: the facts that stay unknown.
    """
    provisions = defaultdict[str, list[ProvisionStatus]](list)
    for status in situation.statuses:
        provision = status.provision
        # Without an ordinary limit there is nothing to compare with, and no date is calculated.
        has_dates = provision.effect is not None and provision.effect.from_ is not None
        if provision.runs_from is None or not has_dates:
            continue
        for item, standing in status.items:
            fact = f"{item.name}.{provision.runs_from}"
            is_unknown = fact not in situation.known and fact not in given_up
            if is_unknown and standing.applies is not Truth.FALSE:
                provisions[fact].append(status)
    return dict(sorted(provisions.items(), key=lambda entry: item_index(entry[0]) or 0))
