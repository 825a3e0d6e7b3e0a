"""What books state of a provision and of the whole: each statement notices what it is for."""

import shutil
from pathlib import Path

import pytest

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.catalogue.checks import faults
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import InputError
from aeo_cli.verification import coverage
from aeo_cli.verification.loader import cases_folder, load_cases
from aeo_cli.verification.statements import States, actual_states, differences
from tests.conftest import CATALOGUES, LOTUS_BAY

BAY = LOTUS_BAY.read_text(encoding="utf-8")
BOOKS = cases_folder(str(LOTUS_BAY))
SEALED = '[kinds.sampling.facts.sealed]\ntype = "boolean"\n'
FEWER = 'fewer_controls.title = { zh = "减少监管", en = "Fewer controls" }'
SHORTER = (
    'shorter_time = { title = { zh = "缩短时间", en = "Shorter time" }, section = "一、（二）" }'
)
REVISION = """[[caveats]]
zh = "据报道，通告将要修订。"
en = "The notice is reported to be under revision."
confirmed = false
source = { zh = "媒体报道", en = "news media" }
"""
FAULTS = {  # what is wrong in the catalogue: old, new, part, place
    "a measure under another heading": (
        'id = "plant_permits"\ncategory = "shorter_time"',
        'id = "plant_permits"\ncategory = "fewer_controls"',
        "states.contents",
        "measures",
    ),
    "a measure of another name": (
        'id = "less_sampling"',
        'id = "sampling"',
        "states.contents",
        "measures",
    ),
    "categories in another order": (
        f"{FEWER}\n{SHORTER}",
        f"{SHORTER}\n{FEWER}",
        "states.contents",
        "measures",
    ),
    "a heading in another order": (
        'heading = ["enterprise.name", "enterprise.credit_level"]',
        'heading = ["enterprise.credit_level", "enterprise.name"]',
        "states.heading",
        "heading",
    ),
    "a document of another day": (
        "in_force_from = 2024-06-01",
        "in_force_from = 2024-06-02",
        "states.documents notice",
        "documents.notice",
    ),
    "a document of another number": (
        "莲湾海关通告 2024 年第 6 号",
        "莲湾通告 2024 年第 6 号",
        "states.documents notice",
        "documents.notice",
    ),
    "offices that close earlier": (
        "closes = 17:30:00",
        "closes = 17:00:00",
        "states.office_hours",
        "office_hours",
    ),
    "choices that changed places": (
        'choices.fresh_leaf = { zh = "鲜叶"',
        'choices.fresh_leaf = { zh = "干茶"',
        "states.choices appointment.goods",
        "kinds.appointment.facts.goods",
    ),
    "another highest level": (
        'highest = "advanced_certified"',
        'highest = "certified"',
        "states.highest enterprise.credit_level",
        "enterprise.credit_level",
    ),
    "another official code": (
        'format = "uscc"',
        'format = "customs_code"',
        "states.format enterprise.uscc",
        "enterprise.uscc",
    ),
    "a fact that does not matter": (
        SEALED,
        f"{SEALED}informational = true\n",
        "states.informational sampling.sealed",
        "kinds.sampling.facts.sealed",
    ),
    "a choice that matters": (
        'en = "weight", informational = true',
        'en = "weight"',
        "states.informational sampling.tests.weight",
        "kinds.sampling.facts.tests.choices.weight",
    ),
    "a fact that somebody can change": (
        '[kinds.sampling.facts.direction]\ntype = "choice"\nfixed = true',
        '[kinds.sampling.facts.direction]\ntype = "choice"',
        "states.fixed sampling.direction",
        "kinds.sampling.facts.direction",
    ),
    "a fact that the enterprise knows": (
        'known_by = "customs"\n',
        "",
        "states.known_by_customs plant_permit.special_circumstances",
        "kinds.plant_permit.facts.special_circumstances",
    ),
    "a fact that is always asked": (
        'implied_by = "kind"\n',
        "",
        "states.implied_by appointment.after_hours",
        "kinds.appointment.facts.after_hours",
    ),
    "a fact about no hours": (
        'about_office_hours = "booked_for"\n',
        "",
        "states.about_office_hours appointment.after_hours",
        "kinds.appointment.facts.after_hours",
    ),
    "a preset of another value": (
        'facts = { "enterprise.credit_level" = "regular",',
        'facts = { "enterprise.credit_level" = "certified",',
        "states.presets loss",
        "presets.loss",
    ),
    "a place cited wrongly": (
        'section = "一、（三）", number = "4"',
        'section = "一、（四）", number = "4"',
        "citation",
        "measures[3].provisions[0]",
    ),
    "a document cited wrongly": (
        'citation = { document = "guide" }',
        'citation = { document = "new_guide" }',
        "citation",
        "measures[2].provisions[0]",
    ),
    "a caveat that is no longer confirmed": (
        'en = "The limit runs from acceptance.", confirmed = true',
        'en = "The limit runs from acceptance.", confirmed = false',
        "confirmed unconfirmed",
        "measures[1].provisions[1]",
    ),
    "a caveat of another source": (
        'zh = "通告第二条", en = "item 2 of the notice"',
        'zh = "通告第三条", en = "item 3 of the notice"',
        "confirmed",
        "measures[1].provisions[1]",
    ),
    "a caveat of the whole left out": (REVISION, "", "unconfirmed", "caveats"),
    "another figure in both languages": (
        '职工不少于 10 人的企业可以提前 24 小时预约。", en = "An enterprise with a staff of 10',
        '职工不少于 11 人的企业可以提前 24 小时预约。", en = "An enterprise with a staff of 11',
        "figures",
        "measures[2].provisions[0]",
    ),
    "another figure in a title": (
        'title = { zh = "莲湾海关便利措施通告", en = "Notice of Lotus Bay Customs" }',
        'title = { zh = "莲湾海关便利措施通告 1", en = "Notice 1 of Lotus Bay Customs" }',
        "figures",
        "caveats",
    ),
}


def changed(folder: Path, old: str, new: str) -> Catalogue:
    """Return the catalogue of the tests with its first `old` replaced."""
    assert old in BAY
    path = folder / "changed.toml"
    path.write_text(BAY.replace(old, new, 1), encoding="utf-8")
    return load_catalogue(str(path))


@pytest.mark.parametrize("fault", FAULTS)
def test_each_statement_notices_what_it_is_for_and_nothing_else(
    tmp_path: Path, calendar: Calendar, fault: str
) -> None:
    old, new, parts, place = FAULTS[fault]
    catalogue = changed(tmp_path, old, new)
    cases = load_cases(BOOKS, catalogue)
    by_path = {path: provision for path, _, provision in CatalogueIndex(catalogue).provisions}
    found = [
        (mismatch.part, mismatch.path or path)
        for path, provision in {"caveats": None, **by_path}.items()
        for _, mismatch in cases.mismatches(provision, catalogue, calendar)
        if mismatch.case is None
    ]
    expected = [parts] if parts.startswith("states.") else parts.split()
    assert found == [(part, place) for part in expected]
    told = coverage.mismatches(cases, catalogue, calendar)
    assert {str(getattr(one.place, "en", one.place)).partition(" (")[0] for one in told} >= {place}


def test_every_statement_has_its_fault() -> None:
    parts = {part.split()[0].removeprefix("states.") for _, _, part, _ in FAULTS.values()}
    assert parts >= {*States.model_fields, "citation", "confirmed", "unconfirmed", "figures"}


@pytest.mark.parametrize("path", [*CATALOGUES, LOTUS_BAY], ids=lambda path: path.stem)
def test_a_catalogue_is_as_it_is_and_no_other(path: Path) -> None:
    catalogue = load_catalogue(str(path))
    assert list(differences(actual_states(catalogue), catalogue)) == []
    other = load_catalogue(str(CATALOGUES[1 if path == CATALOGUES[0] else 0]))
    parts = {
        difference.part.split()[0].removeprefix("states.")
        for difference in differences(actual_states(other), catalogue)
    }
    assert parts >= {"contents", "documents", "choices", "fixed", "informational"}


def books(folder: Path, name: str, old: str | None, new: str) -> Path:
    """Return a copy of the books of the tests with one text of one of them replaced.

    Without an old text the new one is the whole of it.
    """
    shutil.copytree(BOOKS, folder / "cases")
    path = folder / "cases" / name
    text = path.read_text("utf-8") if path.exists() else ""
    assert old is None or old in text
    path.write_text(new if old is None else text.replace(old, new, 1), encoding="utf-8")
    return folder / "cases"


def test_that_nothing_states_the_whole_is_told(
    tmp_path: Path, calendar: Calendar, lotus_bay: Catalogue
) -> None:
    text = (BOOKS / "whole.toml").read_text("utf-8").partition("[states]")[0]
    cases = load_cases(books(tmp_path, "whole.toml", None, text), lotus_bay)
    cover, _ = coverage.checks(cases, calendar)
    (fault,) = faults(cover, CatalogueIndex(lotus_bay))
    assert fault.found.en == "no case file has `states` for the catalogue as a whole"
    assert fault.location.path == cases.folder


ABOUT = (
    "provision, route, force and each verdict must all be given, or none of them; states is "
    "allowed only without them"
)
WRONG = {  # a book that is refused: its name, its text, what is expected
    "statements of a provision": (
        "3.toml",
        "[states]\ncontents = {}\n",
        ABOUT,
    ),
    "nothing at all": ("x.toml", "on = 2026-03-02", "cases or states are required"),
    "no cases": ("x.toml", "cases = []\n[states]\ncontents = {}\n", "a value that is not empty"),
    "a place cited by the whole": (
        "x.toml",
        'citation = { document = "guide" }\n[states]\ncontents = {}\n',
        ABOUT,
    ),
    "an unknown statement": (
        "x.toml",
        "[states]\ncontents = {}\nfixd = []\n",
        "unknown key",
    ),
    "a figure that is none": (
        "x.toml",
        'figures = ["ten"]\n[states]\ncontents = {}\n',
        "text that matches ^[0-9]+$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    ),
}


@pytest.mark.parametrize(("name", "text", "expected"), WRONG.values(), ids=WRONG)
def test_a_book_that_states_what_it_cannot_is_refused(
    tmp_path: Path, lotus_bay: Catalogue, name: str, text: str, expected: str
) -> None:
    before = (BOOKS / name).read_text("utf-8") if (BOOKS / name).exists() else ""
    with pytest.raises(InputError) as raised:
        load_cases(books(tmp_path, name, None, f"{before}\n{text}"), lotus_bay)
    assert [(problem.expected or problem.found).en for problem in raised.value.problems] == [
        expected
    ]


def test_each_confirmed_caveat_has_one_excerpt_and_each_excerpt_one_caveat(
    tmp_path: Path, calendar: Calendar, lotus_bay: Catalogue
) -> None:
    line = '"指南写明“高级认证企业”" = "办事指南"\n'
    for i, new in enumerate(
        (
            "",
            line * 1 + '"认证企业请先确认" = "办事指南"\n',
            line.replace("指南写明", "无"),
            line.replace("办事", "新"),
        )
    ):
        folder = tmp_path / str(i)
        folder.mkdir()
        cases = load_cases(books(folder, "3.toml", line, new), lotus_bay)
        (problem,) = coverage.mismatches(cases, lotus_bay, calendar)
        assert problem.found.en.startswith("3.toml: confirmed should be")
