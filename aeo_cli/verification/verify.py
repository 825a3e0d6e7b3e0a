"""Whether a catalogue is sound: every check with its faults, and witnesses for every provision.

This is the document `aeo-verification/1` as well as what people read of it.
"""

from collections.abc import Callable, Iterable
from typing import Literal

from pydantic import Field

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import TOOL
from aeo_cli.catalogue.checks import Check, faults
from aeo_cli.catalogue.invariants import INVARIANTS
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.verification import coverage, logic_checks, text_checks, usage_checks
from aeo_cli.verification.case_runs import Cases
from aeo_cli.verification.witnesses import smallest_applying, smallest_failing

WitnessDocument = dict[str, object]


class ToldFault(Model):
    """A breach of a check, and where it was found."""

    place: str
    """The path in the catalogue file; of a case, the file's name."""
    number: int | None
    """The measure that the place lies in."""
    provision: str | None
    found: Text
    hint: Text | None


class CheckResult(Model):
    """A check, and every breach of it."""

    id: str
    name: Text
    rule: Text
    """What must hold, in a sentence."""
    holds: bool | None
    """None: not examined, because the catalogue breaks an invariant."""
    faults: tuple[ToldFault, ...]


class WitnessPair(Model):
    """The smallest profiles to which a provision applies and does not apply, as documents."""

    id: str
    applies: WitnessDocument | None
    fails: WitnessDocument | None


class Verification(Model):
    """The whole answer."""

    schema_: Literal["aeo-verification/1"] = Field(default="aeo-verification/1", alias="schema")
    tool: str
    catalogue: CatalogueReference
    title: Text
    sound: bool
    measures: int
    provisions: int
    cases: int | None
    """How many were tried; null: the catalogue breaks an invariant, so that none can be read."""
    checks: tuple[CheckResult, ...]
    witnesses: tuple[WitnessPair, ...]


def verify(
    catalogue: Catalogue, read_cases: Callable[[], Cases], calendar: Calendar
) -> Verification:
    """Check a catalogue whole.

    Args:
        catalogue: one that has the shape of a catalogue, whether or not it keeps the invariants.
        read_cases: returns the cases beside it; called only where it keeps them, for else no
            profile can be read.
        calendar: by which the dates in cases are counted.

    Raises:
        InputError: the cases cannot be read.
    """
    at = CatalogueIndex(catalogue)
    kept = [_examined(check, at) for check in INVARIANTS]
    whole = all(result.holds for result in kept)
    cases = read_cases() if whole else Cases({}, catalogue)
    proofs = [
        *logic_checks.CHECKS,
        *usage_checks.CHECKS,
        *text_checks.CHECKS,
        *coverage.checks(cases, calendar),
    ]
    checks = (*kept, *(_examined(check, at) if whole else _left(check) for check in proofs))
    return Verification(
        tool=TOOL,
        catalogue=CatalogueReference.to(catalogue),
        title=catalogue.title,
        sound=all(result.holds for result in checks),
        measures=len(catalogue.measures),
        provisions=len(at.provisions),
        cases=cases.count if whole else None,
        checks=checks,
        witnesses=tuple(_witnesses(catalogue)) if whole else (),
    )


def _examined(check: Check, at: CatalogueIndex) -> CheckResult:
    found = tuple(
        ToldFault(
            place=fault.place.path,
            number=fault.place.number,
            provision=fault.place.provision,
            found=fault.found,
            hint=fault.hint,
        )
        for fault in faults(check, at)
    )
    return _result(check, not found, found)


def _left(check: Check) -> CheckResult:
    return _result(check, None, ())


def _result(check: Check, holds: bool | None, found: tuple[ToldFault, ...]) -> CheckResult:
    return CheckResult(id=check.id, name=check.name, rule=check.rule, holds=holds, faults=found)


def _witnesses(catalogue: Catalogue) -> Iterable[WitnessPair]:
    for _, provision in catalogue.provisions():
        pair = (smallest_applying(provision, catalogue), smallest_failing(provision, catalogue))
        applies, fails = (witness.document() if witness else None for witness in pair)
        yield WitnessPair(id=provision.id, applies=applies, fails=fails)
