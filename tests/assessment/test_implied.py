"""What the kind of business implies: it holds if it is left out, and is unknown if that is said."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.audit import reproduce
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import ProvisionAnswer, Report, Verdict
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.interview.dialogue import Interview
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.facts import ImpliedBy
from tests.conftest import LOTUS_BAY, Aeo
from tests.screening import portfolios as screenings

CATALOGUE, BAY, CALENDAR = load_catalogue(), load_catalogue(str(LOTUS_BAY)), ChineseCalendar()
ON = date(2026, 3, 2)
NAME = "business[0].outside_office_hours"
LEVEL = {"credit_level": "advanced_certified"}


class Said(NamedTuple):
    """What a profile says of the implied fact, and what follows."""

    facts: dict[str, bool]
    more: dict[str, Any]
    shown: bool | None
    verdict: Verdict

    def profile(self, ref: str = "E-1") -> dict[str, Any]:
        """Return the profile of an enterprise with one appointment."""
        item = {"kind": "appointment_clearance", "id": "A", **self.facts}
        readings = {"ref": ref, "enterprise": LEVEL, "readings": {}, "business": [item]}
        return {**readings, **self.more}


SAID = {
    "nothing": Said({}, {}, shown=True, verdict=Verdict.APPLIES),
    "yes": Said({"outside_office_hours": True}, {}, shown=True, verdict=Verdict.APPLIES),
    "no": Said({"outside_office_hours": False}, {}, shown=False, verdict=Verdict.DORMANT),
    "unknown": Said({}, {"unknown": [NAME]}, shown=None, verdict=Verdict.UNDETERMINED),
    "expired": Said(
        {"outside_office_hours": True},
        {"evidence": {NAME: {"valid_until": "2026-03-01"}}},
        shown=None,
        verdict=Verdict.UNDETERMINED,
    ),
    "expired, and left out": Said(
        {},
        {"evidence": {NAME: {"valid_until": "2026-03-01"}}},
        shown=None,
        verdict=Verdict.UNDETERMINED,
    ),
}
each = pytest.mark.parametrize("said", SAID.values(), ids=SAID)


def made(said: Said) -> Report:
    return assess(CATALOGUE, read_profile(said.profile(), CATALOGUE), CALENDAR, ON)


def appointment(report: Report) -> ProvisionAnswer:
    provisions = (one for measure in report.measures for one in measure.provisions)
    return next(one for one in provisions if one.id == "27")


@each
def test_the_report_follows(said: Said) -> None:
    report = made(said)
    answer = appointment(report)
    assert answer.verdict is said.verdict
    assert report.profile.business[0]["outside_office_hours"] is said.shown
    assert (NAME in answer.open_facts) is (said.verdict is Verdict.UNDETERMINED)


@each
def test_a_saved_report_comes_back(said: Said) -> None:
    """In it every fact is listed: one without a value is unknown, whatever its kind implies."""
    report = made(said)
    saved = Report.model_validate(json.loads(report.model_dump_json()))
    assert reproduce(saved, CATALOGUE).report == report


def as_lines(folder: Path, documents: list[dict[str, Any]]) -> str:
    screenings.write_lines(folder / "p.jsonl", documents)
    return str(folder / "p.jsonl")


def as_csv(folder: Path, documents: list[dict[str, Any]]) -> str:
    home = folder / "tables"
    home.mkdir()
    tables = screenings.tables(documents)
    heads = screenings.columns(CATALOGUE)
    for name, columns, rows in zip(("enterprises", "business"), heads, tables, strict=True):
        screenings.write_csv(home / f"{name}.csv", columns, rows)
    return str(home)


@pytest.mark.parametrize("engine", ["plain", "polars"])
@pytest.mark.parametrize("write", [as_lines, as_csv])
def test_every_engine_follows(
    tmp_path: Path, engine: str, write: Callable[[Path, list[dict[str, Any]]], str]
) -> None:
    """A table says nothing of what is unknown, nor of evidence."""
    said = [one for one in SAID.values() if write is as_lines or not one.more]
    documents = [one.profile(f"E-{index}") for index, one in enumerate(said)]
    words = (write(tmp_path, documents), "--engine", engine)
    answers, rejects = screenings.screened(tmp_path, *words)
    assert not rejects
    for index, one in enumerate(said):
        assert answers[f"E-{index}"][0]["27"] == one.verdict.value


def whatif(aeo: Aeo, said: Said, *change: str) -> Any:
    words = ("whatif", "-", *change, "--on", "2026-03-02", "--json")
    done = aeo(*words, stdin=json.dumps(said.profile()).encode())
    assert done.returncode == 0
    (found,) = [one for one in json.loads(done.stdout)["provisions"] if one["id"] == "27"]
    return found["verdict"]["before"], found["verdict"]["after"]


@pytest.mark.parametrize("before", ["nothing", "yes"])
@pytest.mark.parametrize("place", ["business.0", "business[A]"])
def test_what_is_unset_is_unknown(before: str, place: str, aeo: Aeo) -> None:
    change = ("--unset", f"{place}.outside_office_hours")
    assert whatif(aeo, SAID[before], *change) == ("applies", "undetermined")


def test_what_is_set_counts(aeo: Aeo) -> None:
    fact = "business.0.outside_office_hours"
    assert whatif(aeo, SAID["nothing"], "--set", f"{fact}=false") == ("applies", "dormant")
    assert whatif(aeo, SAID["unknown"], "--set", f"{fact}=true") == ("undetermined", "applies")


def test_new_business_says_what_its_kind_implies(aeo: Aeo) -> None:
    document = json.dumps({"enterprise": LEVEL, "business": []}).encode()
    words = ("whatif", "-", "--add", "appointment_clearance", "--on", "2026-03-02", "--json")
    found = json.loads(aeo(*words, stdin=document).stdout)
    (answer,) = (one for one in found["provisions"] if one["id"] == "27")
    assert (answer["verdict"]["before"], answer["verdict"]["after"]) == ("dormant", "applies")


def test_an_interview_does_not_ask_for_it() -> None:
    interview = Interview(CATALOGUE, {"enterprise": LEVEL}, ON)
    interview = interview.with_answer(GivenAnswer("business", ("appointment_clearance",)))
    assert NAME not in everything_asked(interview)
    assert interview.document_with_answers["business"] == [{"kind": "appointment_clearance"}]


def test_who_writes_a_profile_is_told(aeo: Aeo) -> None:
    """Everywhere else, what is left out is unknown."""
    told = {"en": "If omitted, it is true, as the kind of business implies", "zh": "不填视为 true"}
    implied = sum(
        fact.implied_by is ImpliedBy.KIND
        for kind in CATALOGUE.kinds.values()
        for fact in kind.facts.values()
    )
    for lang, words in told.items():
        template = aeo("init", "--template", "--lang", lang).stdout.decode()
        assert template.count(words) == implied
        assert aeo("schema", "profile").stdout.decode().count(words) == implied
    assert implied == 1


# What choosing a kind implies


SEALED = "business[0].sealed"
GROWER: Any = {"enterprise": {"credit_level": "regular", "grows_tea": True}}


def everything_asked(interview: Interview) -> list[str]:
    """Return what an interview asks of somebody who knows nothing."""
    facts = []
    while (question := interview.question) is not None:
        facts.append(question.fact)
        interview = interview.with_answer(GivenAnswer(question.fact, None))
    return facts


def test_choosing_a_kind_answers_what_its_name_says() -> None:
    interview = Interview(BAY, GROWER, ON).with_answer(GivenAnswer("business", ("sampling",) * 2))
    assert interview.document_with_answers["business"] == [{"kind": "sampling", "sealed": True}] * 2
    assert not {SEALED, "business[1].sealed"} & {*everything_asked(interview)}
    report = assess(BAY, interview.profile, CALENDAR, ON)
    assert report.measures[4].provisions[0].verdict is Verdict.APPLIES


def test_a_draft_that_is_taken_up_says_the_same() -> None:
    kept = (GivenAnswer("business", ("sampling",)), GivenAnswer("business[0].tests", ()))
    interview = Interview(BAY, GROWER, ON).with_draft(kept)
    assert interview.profile.known()[SEALED] is True
    assert interview.profile.known()["business[0].tests"] == ()


def test_a_profile_that_leaves_it_out_leaves_it_unknown() -> None:
    document = {**GROWER, "business": [{"kind": "sampling"}]}
    report = assess(BAY, read_profile(document, BAY), CALENDAR, ON)
    answer = report.measures[4].provisions[0]
    assert answer.verdict is Verdict.UNDETERMINED
    assert answer.open_facts == (SEALED,)
    assert report.profile.business[0]["sealed"] is None
    assert SEALED in everything_asked(Interview(BAY, document, ON))
