"""Whether the cases would notice: every mutant of a catalogue, and those that no case kills.

This is the document `aeo-mutation/1` as well as what people read of it.
"""

from collections import Counter
from enum import StrEnum
from typing import Literal

from pydantic import Field

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import TOOL
from aeo_cli.catalogue.invariants import INVARIANTS
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.verification.case_runs import Cases
from aeo_cli.verification.mutants import Change, Mutant, mutants
from aeo_cli.verification.state_space import StateSpace


class Fate(StrEnum):
    """What becomes of a mutant."""

    REFUSED = "refused"
    """It breaks an invariant, and would not be loaded."""
    EQUIVALENT = "equivalent"
    """In every state its condition comes out as before: there is nothing to notice."""
    KILLED = "killed"
    """A case comes out otherwise than it states."""
    SURVIVED = "survived"


class Fates(Model):
    """How many mutants had each fate."""

    refused: int
    equivalent: int
    killed: int
    survived: int


class ChangeFates(Fates):
    """What became of the mutants of one change."""

    change: Change


class Survivor(Model):
    """A mutant that no case kills."""

    place: str
    number: int | None
    provision: str | None
    change: Change
    after: str | None
    """What stands there in the mutant; null: nothing."""


class Mutation(Model):
    """The whole answer."""

    schema_: Literal["aeo-mutation/1"] = Field(default="aeo-mutation/1", alias="schema")
    tool: str
    catalogue: CatalogueReference
    title: Text
    cases: int
    """How many cases were tried on each."""
    mutants: int
    fates: Fates
    changes: tuple[ChangeFates, ...]
    survivors: tuple[Survivor, ...]


def mutate(catalogue: Catalogue, cases: Cases, calendar: Calendar) -> Mutation:
    """Try the cases beside a sound catalogue on every mutant of it."""
    trying = _Trying(catalogue, cases, calendar)
    fates: Counter[tuple[Change, Fate]] = Counter()
    survivors = []
    for mutant in mutants(trying.at):
        fate = trying.fate(mutant)
        fates[mutant.change, fate] += 1
        if fate is Fate.SURVIVED:
            survivors.append(_survivor(mutant, trying.at))
    total = Counter[Fate]()
    for (_, fate), count in fates.items():
        total[fate] += count
    return Mutation(
        tool=TOOL,
        catalogue=CatalogueReference.to(catalogue),
        title=catalogue.title,
        cases=cases.count,
        mutants=total.total(),
        fates=Fates(**{fate.value: total[fate] for fate in Fate}),
        changes=tuple(
            ChangeFates(change=change, **{fate.value: fates[change, fate] for fate in Fate})
            for change in Change
        ),
        survivors=tuple(survivors),
    )


def _survivor(mutant: Mutant, at: CatalogueIndex) -> Survivor:
    place = at.place(mutant.place)
    return Survivor(
        place=place.path,
        number=place.number,
        provision=place.provision,
        change=mutant.change,
        after=mutant.after,
    )


class _Trying:
    """A catalogue and its cases, tried on one mutant after the other."""

    def __init__(self, catalogue: Catalogue, cases: Cases, calendar: Calendar) -> None:
        self.at, self.cases, self.calendar = CatalogueIndex(catalogue), cases, calendar

    def fate(self, mutant: Mutant) -> Fate:
        changed = CatalogueIndex(mutant.catalogue)
        if any(True for check in INVARIANTS for _ in check.breaches(changed)):
            return Fate.REFUSED
        if self.is_equivalent(mutant):
            return Fate.EQUIVALENT
        return Fate.KILLED if self.is_killed(mutant) else Fate.SURVIVED

    def is_equivalent(self, mutant: Mutant) -> bool:
        if mutant.condition is None:
            return False
        placed, condition = mutant.condition
        space = StateSpace.of(placed, self.at.catalogue, condition)
        return space.exhaustible and space.alike(placed.condition, condition)

    def is_killed(self, mutant: Mutant) -> bool:
        """Say whether a case notices: one on what is changed or, of a definition, any."""
        provisions = {provision.id: provision for _, provision in mutant.catalogue.provisions()}
        everything: list[str | None] = [None, *provisions]
        about = [self.at.place(mutant.place).provision]
        return any(
            difference
            for name in (everything if mutant.place.startswith("definitions.") else about)
            for difference in self.cases.differences(
                provisions[name] if name else None, mutant.catalogue, self.calendar
            )
        )
