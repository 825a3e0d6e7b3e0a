"""The verification of a catalogue: every check with its faults, and witnesses per provision.

`Verification` is both the document `aeo-verification/1` and what the terminal layout is made from.
"""

from collections.abc import Callable, Iterator
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
    """The path in the catalogue file; for a book of cases, the name of its file."""
    number: int | None
    """The number of the measure that the path leads into."""
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
    """None: the check was not run, because the catalogue breaks an invariant."""
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
    """How many cases were run; null: none, because the catalogue breaks an invariant."""
    checks: tuple[CheckResult, ...]
    witnesses: tuple[WitnessPair, ...]


def verify(
    catalogue: Catalogue, read_cases: Callable[[], Cases], calendar: Calendar
) -> Verification:
    """Run every check on a catalogue.

    Args:
        catalogue: a catalogue of the right shape, whether or not it keeps the invariants.
        read_cases: returns the cases beside it. It is called only if the catalogue keeps the
            invariants, because no profile can be read against one that does not.
        calendar: the calendar that working days in cases are counted by.

    Raises:
        InputError: the cases cannot be read.
    """
    index = CatalogueIndex(catalogue)
    invariants = [_run(check, index) for check in INVARIANTS]
    is_loadable = all(result.holds for result in invariants)
    cases = read_cases() if is_loadable else Cases({}, catalogue)
    proofs = [
        *logic_checks.CHECKS,
        *usage_checks.CHECKS,
        *text_checks.CHECKS,
        *coverage.checks(cases, calendar),
    ]
    checks = (*invariants, *(_run(check, index if is_loadable else None) for check in proofs))
    return Verification(
        tool=TOOL,
        catalogue=CatalogueReference.to(catalogue),
        title=catalogue.title,
        sound=all(result.holds for result in checks),
        measures=len(catalogue.measures),
        provisions=len(index.provisions),
        cases=cases.count if is_loadable else None,
        checks=checks,
        witnesses=tuple(_witnesses(catalogue)) if is_loadable else (),
    )


def _run(check: Check, index: CatalogueIndex | None) -> CheckResult:
    """Return the result of a check; None: it is not run."""
    breaches = tuple(
        ToldFault(
            place=fault.location.path,
            number=fault.location.number,
            provision=fault.location.provision,
            found=fault.found,
            hint=fault.hint,
        )
        for fault in (faults(check, index) if index else ())
    )
    holds = not breaches if index else None
    return CheckResult(id=check.id, name=check.name, rule=check.rule, holds=holds, faults=breaches)


def _witnesses(catalogue: Catalogue) -> Iterator[WitnessPair]:
    for _, provision in catalogue.provisions():
        applies = smallest_applying(provision, catalogue)
        fails = smallest_failing(provision, catalogue)
        yield WitnessPair(
            id=provision.id,
            applies=applies.document() if applies else None,
            fails=fails.document() if fails else None,
        )
