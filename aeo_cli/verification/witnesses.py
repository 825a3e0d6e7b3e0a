"""Witnesses: the smallest profiles that show what a provision can do.

A profile is the smaller the fewer facts it states; among equals the catalogue's order decides.
"""

from collections.abc import Mapping
from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.rules.conditions import Condition
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import ITEM
from aeo_cli.verification.state_space import Assignment, StateSpace


class Witness(NamedTuple):
    """A profile: what is known of the enterprise, the readings and the one pending item."""

    known: Assignment
    kind: str | None
    """The kind of the pending item; None: nothing is pending."""

    def document(self) -> dict[str, object]:
        """Return the profile as a document that can be read back."""
        owners: dict[str, dict[str, object]] = {"enterprise": {}, "readings": {}, ITEM: {}}
        for name, value in self.known.items():
            owner, _, fact = name.partition(".")
            owners[owner][fact] = list(value) if isinstance(value, tuple) else value
        profile: dict[str, object] = {"enterprise": owners["enterprise"]}
        if owners["readings"]:
            profile["readings"] = owners["readings"]
        if self.kind:
            profile["business"] = [{"kind": self.kind, **owners[ITEM]}]
        return profile


def smallest_applying(provision: Provision, catalogue: Catalogue) -> Witness | None:
    """Return the smallest profile to which a provision applies; None: none is found.

    There may be none, or too many states to look for one (`MAX_COMPARISONS`).
    """
    states = [_smallest(part, Truth.TRUE, provision, catalogue) for part in _parts(provision)]
    known = [state for state in states if state is not None]
    if len(known) < len(states):
        return None
    return Witness(
        {name: value for state in known for name, value in state.items()}, provision.kind
    )


def smallest_failing(provision: Provision, catalogue: Catalogue) -> Witness | None:
    """Return the smallest profile to which a provision does not apply; None: none is found.

    It has a pending item wherever the provision can fail with one.
    """
    states = (_smallest(part, Truth.FALSE, provision, catalogue) for part in _parts(provision))
    if known := [state for state in states if state is not None]:
        return Witness(min(known, key=len), provision.kind)
    return Witness({}, None) if provision.kind else None


def _parts(provision: Provision) -> tuple[Condition, Condition]:
    return provision.entitled, provision.triggered


def _smallest(
    condition: Condition, truth: Truth, provision: Provision, catalogue: Catalogue
) -> Assignment | None:
    facts: Mapping[str, Fact] = {**catalogue.facts(), **catalogue.item_facts(provision.kind)}
    space = StateSpace([condition], facts, catalogue.conditions)
    if not space.exhaustible:
        return None
    found = (state for state in space.states() if space.truth(condition, state) is truth)
    return next(found, None)
