"""The report in brief: one screen, every line with its label, and nothing that it may not say."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report, Verdict
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.modality import Force, Route, decisive
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats import Format, renderer
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.brief import Brief
from aeo_cli.presentation.wording.brief_entries import SOON, entries
from aeo_cli.presentation.wording.labels import short_label
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.kleene import Truth
from tests.conftest import LOTUS_BAY, ROOT, Aeo, Golden, Prints
from tests.presentation.conftest import LOTUS_BAY_DAYS, of_lotus_bay
from tests.strategies import profiles

CATALOGUE, CALENDAR = load_catalogue(), ChineseCalendar()
BAY = load_catalogue(str(LOTUS_BAY))
ON = date(2026, 3, 2)
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.toml"))
LEVEL = {"credit_level": "advanced_certified"}
APPROVAL = {"kind": "special_goods_approval", "special_circumstances": False}
APPOINTMENT = {"kind": "appointment_clearance", "outside_office_hours": True}
SCREEN = 24
"""Lines of the smallest usual terminal."""


def made(document: Any, on: date = ON, catalogue: Catalogue = CATALOGUE) -> Report:
    return assess(catalogue, read_profile(document, catalogue), CALENDAR, on)


def brief(document: Any, on: date = ON, lang: Lang = Lang.EN) -> Brief:
    return Brief(ReportWords(made(document, on), CATALOGUE, lang))


def text(document: Any, on: date = ON, lang: Lang = Lang.EN, width: int = 80) -> str:
    shown = renderer(Format.TERMINAL).render(
        made(document, on), CATALOGUE, CALENDAR, Page(lang, width)
    )
    assert isinstance(shown, str)
    return shown


# Whole texts


@pytest.mark.parametrize("name", LOTUS_BAY_DAYS)
@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("columns", [60, 80])
def test_the_brief_report(
    name: str, lang: Lang, columns: int, prints: Prints, golden: Golden
) -> None:
    words = ("check", *of_lotus_bay(name), "--lang", lang)
    golden(f"brief-{name}.{lang}.{columns}.txt", prints(*words, columns=columns))


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("lang", Lang)
def test_an_example_fits_on_one_screen(
    name: str, lang: Lang, prints: Prints, golden: Golden
) -> None:
    words = ("check", f"examples/{name}.toml", "--on", "2026-03-02", "--lang", lang)
    shown = prints(*words, columns=80)
    golden(f"brief-{name}.{lang}.80.txt", shown)
    assert shown.count("\n") <= SCREEN


# What it says of every enterprise


@given(profile=profiles, lang=st.sampled_from(Lang))
@settings(max_examples=60)
def test_every_provision_that_applies_has_a_line_with_its_label(
    profile: dict[str, Any], lang: Lang
) -> None:
    report = made(profile, catalogue=BAY)
    applying = {
        provision.id: provision
        for measure in report.measures
        for provision in decisive(measure.provisions)
        if provision.verdict is Verdict.APPLIES
    }
    report_words = ReportWords(report, BAY, lang)
    found = list(entries(report_words))
    assert {entry.id for entry in found} == set(applying)
    sections = [entry for section in Brief(report_words).sections() for entry in section.entries]
    assert sorted(sections, key=str) == sorted(found, key=str)
    for entry in found:
        provision = applying[entry.id]
        assert entry.label == short_label(provision.route, provision.force)[lang]
        dates = [item.deadline for item in provision.business if item.applies is Truth.TRUE]
        assert sum(other.id == entry.id for other in found if other.due) == len(
            [deadline for deadline in dates if deadline]
        )


@given(profile=profiles, lang=st.sampled_from(Lang), width=st.sampled_from([40, 60, 80, 100, 160]))
@settings(max_examples=60)
def test_no_line_is_wider_than_the_page_and_no_item_is_a_path(
    profile: dict[str, Any], lang: Lang, width: int
) -> None:
    shown = renderer(Format.TERMINAL).render(
        made(profile, catalogue=BAY), BAY, CALENDAR, Page(lang, width)
    )
    assert isinstance(shown, str)
    assert max(map(cell_len, shown.splitlines())) <= width
    assert not re.search(r"business\[\d", shown)


@given(profile=profiles)
@settings(max_examples=60)
def test_each_open_question_stands_once_with_who_can_answer(profile: dict[str, Any]) -> None:
    report = made(profile, catalogue=BAY)
    parts = {
        section.heading: section.questions
        for section in Brief(ReportWords(report, BAY, Lang.EN)).sections()
    }
    asked = len(parts.get("To find out", [])), len(parts.get("For customs to answer", []))
    known_by = [open_fact.known_by.value for open_fact in report.open_facts]
    assert asked == (known_by.count("enterprise"), known_by.count("customs"))


RESERVES = {
    Force.IN_PRINCIPLE: ("原则上", "in principle"),
    Force.GENERALLY: ("一般", "generally"),
    Force.MAY: ("海关酌定", "customs decides"),
    Force.RIGHT_TO_APPLY: ("不保证", "may be refused"),
    Force.RECOMMENDATION: ("仅推荐", "recommendation only"),
    Force.STATEMENT: ("宣示性", "policy statement"),
}


@pytest.mark.parametrize("route", Route)
@pytest.mark.parametrize("force", Force)
def test_a_short_label_promises_no_more_than_the_long_one(route: Route, force: Force) -> None:
    words = short_label(route, force)
    if route is Route.SELECTION:
        assert words.en == "customs selects"
    elif force in RESERVES:
        assert RESERVES[force] == (words.zh, words.en) or words.zh.startswith(RESERVES[force][0])
        assert RESERVES[force][1] in words.en
    assert (words.en == "available") == ((route, force) == (Route.AUTOMATIC, Force.FIRM))


# Days


def test_what_falls_due_first_stands_first_and_what_has_passed_last() -> None:
    business = [
        {**APPROVAL, "id": "LATE", "accepted_on": "2025-12-01"},
        {**APPROVAL, "id": "NEXT", "accepted_on": "2026-02-28"},
        {**APPOINTMENT, "id": "MINE", "appointment_at": "2026-03-06T22:00"},
        {**APPROVAL, "id": "AFTER", "accepted_on": "2026-03-02"},
    ]
    to_do, *_ = brief({"enterprise": LEVEL, "business": business}).sections()
    dated = [entry for entry in to_do.entries if entry.due]
    assert [entry.details[0] for entry in dated] == ["MINE", "NEXT", "AFTER", "LATE"]
    assert to_do.entries[: len(dated)] == dated
    assert dated[-1].advice == "ask the office that accepted it for its status"


@pytest.mark.parametrize("days", range(-25, 12))
def test_what_is_due_within_a_week_or_has_passed_is_marked(days: int) -> None:
    item = {**APPROVAL, "id": "SG", "accepted_on": "2026-03-02"}
    target = date(2026, 3, 9)
    shown = text({"enterprise": LEVEL, "business": [item]}, target - timedelta(days=days))
    (line,) = (line for line in shown.splitlines() if "  25b  " in line)
    assert line.startswith("! ") == (days <= SOON)


def test_an_appointment_that_is_over_is_not_urgent() -> None:
    item = {**APPOINTMENT, "id": "YY", "appointment_at": "2026-03-06T22:00"}
    shown = text({"enterprise": LEVEL, "business": [item]}, date(2026, 3, 7))
    (line,) = (line for line in shown.splitlines() if "  27  " in line)
    assert line.startswith("  2026-03-06 Fri  27  ")  # the day that it was until then
    assert "the appointment has passed: remove this item" in " ".join(shown.split())


def test_a_target_that_has_passed_gives_way_to_the_ordinary_limit() -> None:
    item = {**APPROVAL, "id": "SG", "accepted_on": "2026-03-02"}
    document = {"enterprise": LEVEL, "business": [item]}
    shown = " ".join(text(document, date(2026, 3, 10)).split())
    assert "2026-03-30 Mon 25b Shorter special-goods approval · SG" in shown
    assert "ordinary decision limit" in shown
    assert "the target, 2026-03-09 Mon, has passed: ask the office that accepted it" in shown
    assert "Ask customs for the shorter limit" not in shown


def test_the_last_day_of_the_ordinary_notice_is_told_too() -> None:
    item = {**APPOINTMENT, "id": "YY", "appointment_at": "2026-03-06T22:00"}
    document = {"enterprise": LEVEL, "business": [item]}
    assert "ordinary: 2026-03-05" in text(document, date(2026, 3, 5))
    assert "ordinary:" not in text(document, date(2026, 3, 6))


def test_what_customs_is_deciding_already_is_to_be_asked_for_only_if_it_was_not() -> None:
    item = {**APPROVAL, "id": "SG", "accepted_on": "2026-03-02"}
    shown = " ".join(text({"enterprise": LEVEL, "business": [item]}).split())
    assert "if you have not yet, ask customs for the shorter limit" in shown
    del item["accepted_on"]
    shown = " ".join(text({"enterprise": LEVEL, "business": [item]}).split())
    assert "25b Ask customs for the shorter limit" in shown


# What does not apply


def test_an_item_to_which_nothing_applies_is_named() -> None:
    item = {**APPROVAL, "special_circumstances": True}
    shown = text({"enterprise": LEVEL, "business": [{**item, "id": "E"}, item]})
    assert "No measure applies, ordinary rules (2): E, special-goods approval, item 2" in shown


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ({"business": []}, "No pending business was entered"),
        ({}, "No pending business was entered"),
        ({"unknown": ["business"]}, "What you have pending is not known"),
        ({"business": [APPROVAL]}, None),
    ],
)
def test_what_is_not_known_to_be_pending_is_said(stated: Any, sentence: str | None) -> None:
    note = brief({"enterprise": LEVEL, **stated}).pending_note()
    assert (note is None) == (sentence is None)
    assert (sentence or "") in (note or "")


def test_a_question_says_that_the_evidence_has_expired() -> None:
    evidence = {"enterprise.credit_level": {"valid_until": "2026-03-01"}}
    shown = " ".join(text({"enterprise": LEVEL, "evidence": evidence}).split())
    assert "customs credit level? (evidence expired after 2026-03-01: verify it again)" in shown


def test_a_date_that_is_missing_is_missed() -> None:
    shown = " ".join(text({"enterprise": LEVEL, "business": [APPROVAL]}).split())
    assert "special-goods approval, item 1" in shown
    assert "20 → 5 days · date of acceptance: not given" in shown


# For AEO enterprises, and for everybody


@pytest.mark.parametrize(
    ("level", "counts"),
    [
        ("advanced_certified", "Applies: 4 for AEO enterprises · undetermined 2"),
        ("regular", "Applies: 1 for everybody"),
    ],
)
def test_what_applies_to_everybody_is_counted_apart(level: str, counts: str) -> None:
    document = {"enterprise": {"credit_level": level}, "business": [APPROVAL]}
    assert brief(document).counts() == counts
    summary = made(document).summary
    assert summary.for_everybody == (level == "regular")
    assert sum(map(summary.of, Verdict)) == len(CATALOGUE.measures)
    lines = list(entries(ReportWords(made(document), CATALOGUE, Lang.EN)))
    assert ["for everybody" in entry.details for entry in lines if entry.id == "25a"] == [True]


# What the enterprise is called


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ({"enterprise": {"name": "甲", "uscc": "91310000MA1FL0XX0X"}, "ref": "R"}, "甲"),
        ({"enterprise": {"customs_code": "3122900001"}, "ref": "R"}, "3122900001"),
        ({"enterprise": {}, "ref": "R-1"}, "R-1"),
        ({"enterprise": {}}, "Your enterprise"),
        ({"enterprise": {"name": " "}}, "Your enterprise"),
    ],
)
def test_an_enterprise_is_never_called_unknown(stated: Any, name: str) -> None:
    stated["enterprise"].pop("uscc", None)
    report = made(stated)
    assert text(stated).startswith(f"{name} · ")
    page = renderer(Format.HTML).render(report, CATALOGUE, CALENDAR, Page(Lang.EN))
    assert isinstance(page, bytes)
    (heading,) = re.findall("<h1>.*?</h1>", page.decode(), re.DOTALL)
    assert re.search(rf"(>| ){re.escape(name)}</h1>", heading)


# The options


@pytest.mark.parametrize("command", ["check", "convert"])
def test_only_the_terminal_has_a_brief_report(command: str, aeo: Aeo) -> None:
    subject = "examples/biomedicine.toml"
    if command == "convert":
        aeo("check", str(ROOT / subject), "-o", "r.json")
        subject = "r.json"
    else:
        subject = str(ROOT / subject)
    whole, short = (aeo(command, subject, *words).stdout for words in (["--full"], []))
    assert whole.count(b"\n") > 3 * short.count(b"\n")
    done = aeo(command, subject, "--full", "-o", "x.html", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--full" in done.stderr
    done = aeo(command, subject, "--full", "--deadlines", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, b"")


def test_the_json_tells_what_is_for_everybody(prints: Prints) -> None:
    report = json.loads(prints("check", "examples/applicant.toml", "--on", "2026-03-02", "--json"))
    by_id = {
        provision["id"]: provision["for_everybody"]
        for measure in report["measures"]
        for provision in measure["provisions"]
    }
    assert {id_ for id_, for_everybody in by_id.items() if for_everybody} == {"22a", "25a", "31b"}
    assert report["summary"]["for_everybody"] == 1
