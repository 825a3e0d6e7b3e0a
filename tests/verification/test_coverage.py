"""What the cases beside a catalogue leave out, and a case that comes out otherwise."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.checks import faults
from aeo_cli.catalogue.loader import default_catalogue_path, load_catalogue
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.documents.text import Lang, Text
from aeo_cli.verification import coverage
from aeo_cli.verification.case_runs import Cases
from aeo_cli.verification.cases import Case
from aeo_cli.verification.loader import cases_folder, load_cases
from tests.conftest import CATALOGUES

SOURCES = cases_folder(str(default_catalogue_path()))
GAPS = {  # what is missing: book, old, new, told
    "no book": ("33.toml", None, "", "no cases"),
    "a book of no provision": ("33.toml", 'provision = "33"', 'provision = "34"', '"34"'),
    "no case that applies": ("31b.toml", '"applies"', '"dormant"', "should be dormant"),
    "a wrong date": ("25b.toml", "2026-03-09", "2026-03-10", "deadline should be"),
    "a wrong force": ("33.toml", 'force = "firm"', 'force = "may"', "force should be may"),
    "a comparison that decides with nothing pending only": (
        "12.toml",
        'set = { "enterprise.export_food_producer" = false }',
        'set = { "enterprise.export_food_producer" = false, business = [] }',
        "no case depends on enterprise.export_food_producer",
    ),
    "a caveat that no case shows": ("whole.toml", "on = 2023-", "on = 2024-", "is shown: "),
}


@pytest.mark.parametrize(("book", "old", "new", "told"), GAPS.values(), ids=GAPS)
def test_what_the_cases_leave_out_is_told(
    tmp_path: Path, book: str, old: str | None, new: str, told: str
) -> None:
    shutil.copytree(SOURCES, tmp_path / "cases")
    path = tmp_path / "cases" / book
    if old is None:
        path.unlink()
    else:
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    catalogue = load_catalogue()
    checks = coverage.checks(load_cases(tmp_path / "cases", catalogue), ChineseCalendar())
    found = [
        fault.found.en for check in checks for fault in faults(check, CatalogueIndex(catalogue))
    ]
    assert any(told in one for one in found), found


TURNED = "no case depends on {} alone"
OPEN = "no case is undetermined because {} is unknown"
LEVEL, READING = "enterprise.credit_level", "readings.certified_counts_as_aeo"
MISSED: dict[
    str, tuple[str, str, set[str]]
] = {  # what is missing: provision, verdict left out, told
    "who gets it": ("33", "applies", {"no case in which it applies"}),
    "who gets it, of any enterprise": ("31b", "applies", {"no case in which it applies"}),
    "what is open": (
        "33",
        "undetermined",
        {"no case in which it is undetermined", OPEN.format(LEVEL), OPEN.format(READING)},
    ),
    "what is open of an item": (
        "27",
        "undetermined",
        {
            "no case in which it is undetermined",
            OPEN.format(LEVEL),
            OPEN.format(READING),
            OPEN.format("readings.certified_in_announcements"),
            OPEN.format("item.outside_office_hours"),
        },
    ),
    "who does not get it": (
        "33",
        "not_applicable",
        {
            TURNED.format(f"{LEVEL} is advanced_certified"),
            TURNED.format(f"{LEVEL} is certified"),
            TURNED.format(f"{READING} is True"),
        },
    ),
    "which item does not get it": (
        "20",
        "dormant",
        {
            TURNED.format("item.direction is import"),
            TURNED.format("item.risk_class in ('A', 'A1', 'A2', 'B', 'B1', 'B2')"),
            TURNED.format("item.first_check_passed is True"),
        },
    ),
    "that nothing is pending": ("31b", "dormant", {"no case with no matching business"}),
    "that something is pending": ("31b", "undetermined", set()),
}


def gaps(
    provision_id: str | None,
    keeps: Callable[[Case], bool],
    *more: Case,
    path: Path = CATALOGUES[0],
    lang: Lang = Lang.EN,
) -> set[str]:
    """Return what is told of one book with some of its cases only, and with more."""
    catalogue = load_catalogue(str(path))
    name = f"{provision_id or 'whole'}.toml"
    book = load_cases(cases_folder(str(path)), catalogue).books[name]
    few = book.model_copy(update={"cases": (*filter(keeps, book.cases), *more)})
    at, cases = CatalogueIndex(catalogue), Cases({name: few}, catalogue)
    place = next(
        (path for path, _, provision in at.provisions if provision.id == provision_id), "caveats"
    )
    cover, _ = coverage.checks(cases, ChineseCalendar())
    return {fault.found[lang] for fault in faults(cover, at) if fault.location.path == place}


def pending(case: Case) -> bool:
    """Say whether the case leaves the book's pending business as it is."""
    return "business" not in case.set


@pytest.mark.parametrize(("provision", "verdict", "told"), MISSED.values(), ids=MISSED)
def test_each_sort_of_case_is_missed(provision: str, verdict: str, told: set[str]) -> None:
    assert gaps(provision, lambda case: case.verdict != verdict) == told


@pytest.mark.parametrize(
    ("path", "provision"), [(CATALOGUES[0], "20"), (CATALOGUES[0], "25b"), (CATALOGUES[1], "1")]
)
def test_cases_with_business_pending_cover_each_comparison(path: Path, provision: str) -> None:
    """Also one that stands under "not", where it alone decides."""
    told = {"no case with no matching business"}
    assert gaps(provision, pending, path=path) == told


def test_a_comparison_is_covered_only_where_it_alone_decides() -> None:
    """An export of class C would not apply if it were an import, nor if it were of class A."""
    two = {"business.0.direction": "export", "business.0.risk_class": "C"}
    case = Case(name="Neither direction nor class is right", set=two, verdict=Verdict.DORMANT)
    told = gaps("20", lambda case: case.verdict is not Verdict.DORMANT, case)
    assert told >= MISSED["which item does not get it"][2]
    level = {"enterprise.credit_level": "regular", "business.0.direction": "export"}
    case = Case(name="Neither level nor direction is right", set=level, verdict=Verdict.DORMANT)
    told = gaps("20", lambda case: case.verdict in {Verdict.APPLIES, Verdict.UNDETERMINED}, case)
    assert told >= {TURNED.format(f"{LEVEL} is advanced_certified")}
    assert told >= MISSED["which item does not get it"][2]


def test_a_caveat_must_once_be_shown_and_once_be_hidden() -> None:
    brokers = (
        "The plan is silent on whether a customs ",
        "The plan is silent on whether an AEO ent",
    )
    never_shown = gaps(None, lambda case: not case.caveats)
    assert len(never_shown) == 5
    assert never_shown >= {f"no case in which this caveat is shown: {one}" for one in brokers}
    never_shown = gaps(None, lambda case: not case.caveats, lang=Lang.ZH)
    piece = "报关企业自身的 AEO 资质"
    assert any(piece in one for one in never_shown)
    never_hidden = gaps(None, lambda case: piece in (case.caveats or ()))
    assert f"no case in which this caveat is hidden: {brokers[0]}" in never_hidden
    assert f"no case in which this caveat is shown: {brokers[0]}" not in never_hidden


def test_a_case_that_is_wrong_is_told_as_a_problem_of_its_provision(tmp_path: Path) -> None:
    catalogue = load_catalogue()
    shutil.copytree(SOURCES, tmp_path / "cases")
    path = tmp_path / "cases" / "33.toml"
    path.write_text(path.read_text("utf-8").replace('"firm"', '"may"'), encoding="utf-8")
    cases = load_cases(tmp_path / "cases", catalogue)
    (problem,) = coverage.mismatches(cases, catalogue, ChineseCalendar())
    assert isinstance(problem.place, Text)
    assert problem.place.en == "measures[32].provisions[0] (measure 33, provision 33)"
    assert problem.found.en == "33.toml: force should be may, but is firm"
    assert problem.expected == coverage.checks(cases, ChineseCalendar())[1].rule
    assert (problem.hint, problem.file) == (None, None)


def test_a_case_of_the_whole_that_is_wrong_is_told_by_its_name() -> None:
    catalogue = load_catalogue()
    cases = load_cases(SOURCES, catalogue)
    case = Case(name="A case that is wrong", caveats=("x",))
    book = cases.books["whole.toml"].model_copy(update={"cases": (case,)})
    (problem,) = coverage.mismatches(
        Cases({"whole.toml": book}, catalogue), catalogue, ChineseCalendar()
    )
    assert problem.place == "caveats"
    assert problem.found.en.startswith("whole.toml, “A case that is wrong”: caveats should be")
    assert problem.found.zh.startswith("whole.toml“A case that is wrong”：caveats 应为 [x]")
