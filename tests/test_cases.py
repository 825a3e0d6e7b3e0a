"""The cases in `data/measures.cases/`: for each provision, who gets it, who does not, what is open.

They were written from the specification, not from the catalogue. A case starts from its file's
profile, changes some facts, and states the outcome. A provision without a full set of cases fails.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any, assert_never

import pytest
import tomli

from aeo_cli.assess import assess
from aeo_cli.calendars import Calendar
from aeo_cli.catalogue import Catalogue
from aeo_cli.conditions import Compare
from aeo_cli.kleene import Truth, conjunction, disjunction, negation
from aeo_cli.loading import own_catalogue
from aeo_cli.profile_reader import read_profile
from aeo_cli.report import ProvisionAnswer, Verdict
from aeo_cli.traces import AllTrace, AnyTrace, CompareTrace, DefinedTrace, NotTrace, Trace
from conftest import comparisons

FILES = sorted(own_catalogue().with_suffix(".cases").glob("*.toml"))
BOOKS = [tomli.loads(path.read_text(encoding="utf-8")) for path in FILES]
CASES = [(book, case) for book in BOOKS for case in book["cases"]]
TRUTHS = {"true": Truth.TRUE, "false": Truth.FALSE, "unknown": Truth.UNKNOWN}
ON = date(2026, 3, 2)
Line = tuple[str, str, str]


def document(book: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
    """Return the profile of a case: the file's, with the case's changes."""
    profile: dict[str, Any] = deepcopy(book["profile"])
    for path, value in case.get("set", {}).items():
        table, last = owner_of(profile, path)
        if last == len(table):
            table.append(value)
        else:
            table[last] = value
    for path in case.get("unset", []):
        table, last = owner_of(profile, path)
        del table[last]
    return profile


def owner_of(profile: dict[str, Any], path: str) -> tuple[Any, str | int]:
    """Return the table or list that a path ends in, and its key or index there."""
    table: Any = profile
    *owners, last = (int(step) if step.isdigit() else step for step in path.split("."))
    for owner in owners:
        table = table[owner] if isinstance(owner, int) else table.setdefault(owner, {})
    return table, last


def answer(
    book: Mapping[str, Any], case: Mapping[str, Any], catalogue: Catalogue, calendar: Calendar
) -> ProvisionAnswer:
    profile = read_profile(document(book, case), catalogue)
    report = assess(catalogue, profile, calendar, ON)
    limbs = [limb for measure in report.measures for limb in measure.provisions]
    return next(limb for limb in limbs if limb.id == book["provision"])


@pytest.mark.parametrize(
    ("book", "case"), CASES, ids=[f"{book['provision']}: {case['name']}" for book, case in CASES]
)
def test_the_case_comes_out_as_stated(
    book: Mapping[str, Any], case: Mapping[str, Any], catalogue: Catalogue, calendar: Calendar
) -> None:
    found = answer(book, case, catalogue, calendar)
    assert found.verdict == case["verdict"]
    assert sorted(found.open_facts) == sorted(case.get("open_facts", []))
    if "entitled" in case:
        assert found.entitled is TRUTHS[case["entitled"]]
    first = next((item for item in found.business if item.index == 0), None)
    deadline = first.deadline.model_dump() if first and first.deadline else None
    if deadline is not None:
        assert deadline.pop("provisional") is False
        if deadline["last_office_day"] is None:
            del deadline["last_office_day"]
    assert deadline == case.get("deadline")


@pytest.mark.parametrize("book", BOOKS, ids=[book["provision"] for book in BOOKS])
def test_route_force_and_effect_are_as_stated(
    book: Mapping[str, Any], catalogue: Catalogue
) -> None:
    limb = next(limb for _, limb in catalogue.provisions() if limb.id == book["provision"])
    assert (limb.route, limb.force) == (book["route"], book["force"])
    effect = limb.effect.model_dump(mode="json") if limb.effect else None
    stated = book.get("effect")
    assert effect == ({"from": None, **stated} if stated else None)


def test_every_provision_has_its_cases(catalogue: Catalogue) -> None:
    provisions = {limb.id for _, limb in catalogue.provisions()}
    assert {book["provision"] for book in BOOKS} == provisions
    assert [book["provision"] for book in BOOKS] == [path.stem for path in FILES]


@pytest.mark.parametrize("book", BOOKS, ids=[book["provision"] for book in BOOKS])
def test_the_cases_of_a_provision_are_complete(
    book: Mapping[str, Any], catalogue: Catalogue, calendar: Calendar
) -> None:
    """One applies, one is undetermined, and each comparison fails once while it decides."""
    answers = [answer(book, case, catalogue, calendar) for case in book["cases"]]
    limb = next(limb for _, limb in catalogue.provisions() if limb.id == book["provision"])
    verdicts = {found.verdict for found in answers}
    stated = {line(part) for part in comparisons(limb.entitled, catalogue)}
    stated |= {line(part) for part in comparisons(limb.triggered, catalogue)}
    assert Verdict.APPLIES in verdicts
    assert Verdict.UNDETERMINED in verdicts or not stated
    assert limb.kind is None or any(not found.business for found in answers)
    refused = [found for found in answers if found.applies is Truth.FALSE]
    for part in stated:
        assert any(applies_if(found, part) for found in refused), f"no case turns on {part}"
    names = [case["name"] for case in book["cases"]]
    assert len(set(names)) == len(names)


def applies_if(found: ProvisionAnswer, met: Line) -> bool:
    """Say whether a provision that does not apply would, if one comparison were met."""
    entitled = truth_if(found.because, met)
    triggered = (truth_if(item.because, met) for item in found.business)
    return entitled is Truth.TRUE and (not found.business or Truth.TRUE in triggered)


def truth_if(trace: Trace, met: Line) -> Truth:
    match trace:
        case CompareTrace():
            return Truth.TRUE if line(trace) == met else trace.truth
        case AllTrace():
            return conjunction(truth_if(part, met) for part in trace.parts)
        case AnyTrace():
            return disjunction(truth_if(part, met) for part in trace.parts)
        case NotTrace():
            return negation(truth_if(trace.not_, met))
        case DefinedTrace():
            return truth_if(trace.is_, met)
        case _:
            assert_never(trace)


def line(part: Compare) -> Line:
    fact = re.sub(r"^business\[[0-9]+\]\.", "item.", part.fact)
    return fact, part.operator, str(part.operand)
