"""Mutation testing: the cases beside a catalogue are run on every mutant of it.

A mutant on which a case fails, or a check of texts that held before, is killed; one that nothing
kills shows what the cases do not test. The other checks are not run again: what they prove of
conditions the cases show as well, and they take longer.
`Mutation` is both the document `aeo-mutation/1` and what the terminal layout is made from.
"""

from collections import Counter
from enum import StrEnum
from typing import Literal

from pydantic import Field

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import TOOL
from aeo_cli.catalogue.checks import Check
from aeo_cli.catalogue.invariants import INVARIANTS
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.verification import text_checks
from aeo_cli.verification.case_runs import Cases
from aeo_cli.verification.mutants import Change, Mutant, mutants
from aeo_cli.verification.state_space import StateSpace


class Fate(StrEnum):
    """What becomes of a mutant."""

    REFUSED = "refused"
    """It breaks an invariant, so it would not be loaded."""
    EQUIVALENT = "equivalent"
    """Its condition has the same truth as before under every assignment: nothing to notice."""
    KILLED = "killed"
    """A case fails on it, a book states otherwise, or a check that held no longer does."""
    SURVIVED = "survived"
    """Nothing reports it, although it can change what a reader sees."""


class Fates(Model):
    """How many mutants ended in each way."""

    refused: int
    equivalent: int
    killed: int
    survived: int


class ChangeFates(Fates):
    """What happened to the mutants of one type of change."""

    change: Change


class Survivor(Model):
    """A mutant that nothing notices."""

    place: str
    number: int | None
    provision: str | None
    change: Change
    after: str | None
    """The content at that path in the mutant; null: nothing."""


class Mutation(Model):
    """The whole answer."""

    schema_: Literal["aeo-mutation/1"] = Field(default="aeo-mutation/1", alias="schema")
    tool: str
    catalogue: CatalogueReference
    title: Text
    cases: int
    """How many cases there are."""
    mutants: int
    fates: Fates
    changes: tuple[ChangeFates, ...]
    survivors: tuple[Survivor, ...]


def mutate(catalogue: Catalogue, cases: Cases, calendar: Calendar) -> Mutation:
    """Run the cases beside a catalogue on every mutant of it.

    Args:
        catalogue: a catalogue that keeps the invariants.
        cases: its cases, all of which pass.
        calendar: the calendar that working days are counted by.
    """
    tester = _MutantTester(catalogue, cases, calendar)
    fates: Counter[tuple[Change, Fate]] = Counter()
    survivors = []
    for mutant in mutants(tester.index):
        fate = tester.fate(mutant)
        fates[mutant.change, fate] += 1
        if fate is Fate.SURVIVED:
            survivors.append(_survivor(mutant, tester.index))
    return Mutation(
        tool=TOOL,
        catalogue=CatalogueReference.to(catalogue),
        title=catalogue.title,
        cases=cases.count,
        mutants=fates.total(),
        fates=Fates(**{fate.value: sum(fates[one, fate] for one in Change) for fate in Fate}),
        changes=tuple(
            ChangeFates(change=change, **{fate.value: fates[change, fate] for fate in Fate})
            for change in Change
        ),
        survivors=tuple(survivors),
    )


def _survivor(mutant: Mutant, index: CatalogueIndex) -> Survivor:
    location = index.location(mutant.path)
    return Survivor(
        place=location.path,
        number=location.number,
        provision=location.provision,
        change=mutant.change,
        after=mutant.after,
    )


_TOLD_BY = {
    Change.GAP: ("readings_unconfirmed",),
    Change.LABEL: ("names_fit",),
    Change.QUESTION: ("names_fit",),
    Change.NEGATION: ("denials_alike",),
    Change.FIGURE: ("figures_declared", "figures_of_data"),
    Change.PROMISE: ("forces_worded", "bounds_worded"),
}
"""The checks of texts that can tell a change; no other is run again on every mutant."""


def _fails(check: Check, index: CatalogueIndex) -> bool:
    return any(True for _ in check.breaches(index))


class _MutantTester:
    """Decides the fate of the mutants of a catalogue, one after the other."""

    def __init__(self, catalogue: Catalogue, cases: Cases, calendar: Calendar) -> None:
        self.index, self.cases, self.calendar = CatalogueIndex(catalogue), cases, calendar
        held = [check for check in text_checks.CHECKS if not _fails(check, self.index)]
        self.checks = {
            change: [check for check in held if check.id in ids] for change, ids in _TOLD_BY.items()
        }
        """The checks of texts that hold and can tell a change."""

    def fate(self, mutant: Mutant) -> Fate:
        mutated = CatalogueIndex(mutant.catalogue)
        if any(_fails(check, mutated) for check in INVARIANTS):
            return Fate.REFUSED
        if self.is_equivalent(mutant):
            return Fate.EQUIVALENT
        checks = self.checks.get(mutant.change, ())
        if self.is_killed(mutant) or any(_fails(check, mutated) for check in checks):
            return Fate.KILLED
        return Fate.SURVIVED

    def is_equivalent(self, mutant: Mutant) -> bool:
        """Return whether the mutant's condition is proven to have the same truth as before."""
        if mutant.condition is None:
            return False
        before, after = mutant.condition
        space = StateSpace.of(before, self.index.catalogue, after)
        return space.exhaustible and space.equivalent(before.condition, after)

    def is_killed(self, mutant: Mutant) -> bool:
        """Return whether a case fails, or a book states otherwise.

        Only the books about the changed provision, and of other parts those about the whole, are
        looked at; for a definition, which many provisions use, all are.
        """
        provisions = {provision.id: provision for _, provision in mutant.catalogue.provisions()}
        affected: list[str | None] = [self.index.location(mutant.path).provision]
        if mutant.path.startswith("definitions."):
            affected = [None, *provisions]
        return any(
            mismatch
            for name in affected
            for mismatch in self.cases.mismatches(
                provisions[name] if name else None, mutant.catalogue, self.calendar
            )
        )
