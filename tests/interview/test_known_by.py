"""What only customs knows: asked last, and marked wherever it is asked for."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from aeo_cli.assessment.open_facts import ranked_open_facts
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.facts import KnownBy
from tests.conftest import LOTUS_BAY, Aeo
from tests.strategies import profiles

BAY = load_catalogue(str(LOTUS_BAY))
ON = date(2026, 3, 2)
CATALOGUE = ("--catalogue", str(LOTUS_BAY), "--on", "2026-03-02")
FEWER = settings(max_examples=60)


def is_for_customs(name: str, kinds: list[str]) -> bool:
    return name.startswith("readings.") or BAY.fact(name, kinds).known_by is KnownBy.CUSTOMS


@FEWER
@given(profiles)
def test_an_open_fact_says_who_knows_it_and_customs_is_asked_last(profile: dict[str, Any]) -> None:
    known = read_profile(profile, BAY)
    kinds = [item.kind for item in known.business]
    ranking = ranked_open_facts(Situation(BAY, known, ON))
    for open_fact in ranking:
        expected = KnownBy.CUSTOMS if is_for_customs(open_fact.fact, kinds) else KnownBy.ENTERPRISE
        assert open_fact.known_by is expected
    phases = [
        (open_fact.fact not in BAY.heading, open_fact.known_by is KnownBy.CUSTOMS)
        for open_fact in ranking
    ]
    assert phases == sorted(phases)


def asked(aeo: Aeo, document: Any, *words: str) -> bytes:
    stdin = json.dumps(document).encode()
    return aeo("ask", "-", *CATALOGUE, *words, stdin=stdin, COLUMNS="200").stdout


PERMIT: Any = {
    "enterprise": {"credit_level": "certified", "roles": [], "registered_on": "2020-01-01"}
    | {"grows_tea": False, "staff": 3},
    "business": [{"kind": "plant_permit", "accepted_on": "2026-03-02"}],
}
NOTES = {
    Lang.ZH: ("只有海关掌握。请询问", "官方文件没有写明，只有海关能够答复"),
    Lang.EN: ("Only customs knows. Ask the customs office", "only customs can settle it"),
}


def test_customs_are_asked_after_the_enterprise(aeo: Aeo) -> None:
    document: Any = {"enterprise": {}, "business": PERMIT["business"], "unknown": []}
    order = []
    while (question := json.loads(asked(aeo, document, "--json")))["fact"]:
        order.append((question["fact"], question["known_by"], question["reading"]))
        document["unknown"].append(question["fact"])
    assert ("business[0].special_circumstances", "customs", False) in order
    knowers = [known_by for _, known_by, _ in order]
    assert knowers == sorted(knowers, key=["enterprise", "customs"].index)
    nothing = json.loads(asked(aeo, document, "--json"))
    assert (nothing["fact"], nothing["known_by"]) == (None, None)


@pytest.mark.parametrize("lang", Lang)
def test_a_question_for_customs_says_so(lang: Lang, aeo: Aeo) -> None:
    fact, reading = NOTES[lang]
    marked = {
        "business[0].special_circumstances": (True, False),
        "readings.certified_counts": (False, True),
    }
    document: Any = {**PERMIT, "unknown": []}
    while marked:
        name = json.loads(asked(aeo, document, "--json"))["fact"]
        text = asked(aeo, document, "--lang", lang).decode()
        assert (fact in text, reading in text) == marked.pop(name)
        document["unknown"].append(name)
    ours = asked(aeo, {"enterprise": {}}, "--lang", lang).decode()
    assert fact not in ours
    assert reading not in ours


def test_the_report_marks_it(aeo: Aeo) -> None:
    words = ("check", "-", *CATALOGUE, "--json")
    report = json.loads(aeo(*words, stdin=json.dumps(PERMIT).encode()).stdout)
    assert {fact["fact"]: fact["known_by"] for fact in report["open_facts"]} == {
        "business[0].special_circumstances": "customs",
        "readings.certified_counts": "customs",
    }
