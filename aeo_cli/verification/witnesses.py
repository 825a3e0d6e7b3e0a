"""Witnesses: the smallest profiles that show that a provision can apply, and that it can fail to.

The smallest profile is the one with the fewest facts; among equals, the first in the order of the
catalogue.
"""

from collections.abc import Mapping
from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.rules.conditions import Condition
from aeo_cli.rules.fact_values import in_document
from aeo_cli.rules.facts import Fact, ImpliedBy
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import ITEM
from aeo_cli.verification.state_space import Assignment, StateSpace


class Witness(NamedTuple):
    """A profile: the known facts of the enterprise, the readings and the one pending item."""

    assignment: Assignment
    kind: str | None
    """The kind of the pending item; None: nothing is pending."""

    def document(self) -> dict[str, object]:
        """Return the profile as a document that `aeo` can read."""
        owners: dict[str, dict[str, object]] = {"enterprise": {}, "readings": {}, ITEM: {}}
        for name, value in self.assignment.items():
            owner, _, fact = name.partition(".")
            owners[owner][fact] = in_document(value)
        profile: dict[str, object] = {"enterprise": owners["enterprise"]}
        if owners["readings"]:
            profile["readings"] = owners["readings"]
        if self.kind:
            profile["business"] = [{"kind": self.kind, **owners[ITEM]}]
        return profile


def smallest_applying(provision: Provision, catalogue: Catalogue) -> Witness | None:
    """Return the smallest profile to which a provision applies; None: none was found.

    Either there is none, or there are too many assignments to search (`MAX_COMPARISONS`).
    """
    merged: Assignment = {}
    for condition in (provision.entitled, provision.triggered):
        assignment = _smallest(condition, Truth.TRUE, provision, catalogue)
        if assignment is None:
            return None
        merged |= assignment
    return Witness(merged, provision.kind)


def smallest_failing(provision: Provision, catalogue: Catalogue) -> Witness | None:
    """Return the smallest profile to which a provision does not apply; None: none was found.

    If the provision can fail with a pending item, the profile has one.
    """
    assignments = [
        assignment
        for condition in (provision.entitled, provision.triggered)
        if (assignment := _smallest(condition, Truth.FALSE, provision, catalogue)) is not None
    ]
    if assignments:
        return Witness(min(assignments, key=len), provision.kind)
    return Witness({}, None) if provision.kind else None


def _smallest(
    condition: Condition, truth: Truth, provision: Provision, catalogue: Catalogue
) -> Assignment | None:
    """Return the smallest assignment under which a condition of a provision has this truth."""
    facts: Mapping[str, Fact] = {**catalogue.facts(), **catalogue.item_facts(provision.kind)}
    space = StateSpace([condition], facts, catalogue.conditions)
    if not space.exhaustible:
        return None
    implied = {
        name: True for name, fact in facts.items() if fact.implied_by is ImpliedBy.KIND
    }  # they hold if the profile leaves them out
    for assignment in space.partial_assignments():
        if space.truth(condition, {**implied, **assignment}) is truth:
            return assignment
    return None
