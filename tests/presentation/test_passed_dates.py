"""What is told once a date has passed: in every format, whenever it has and only then."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.deadlines import DeadlineCounter
from aeo_cli.assessment.item_answer import Deadline
from aeo_cli.assessment.report import Report, item_answers
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.modality import Force
from aeo_cli.catalogue.search import subjects
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats import Format
from aeo_cli.presentation.formats.terminal import explain, show_deadlines
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.explanation import Explanation
from aeo_cli.presentation.wording.passed_dates import remarks
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.dates import SHANGHAI
from tests.conftest import LOTUS_BAY, Golden
from tests.presentation.test_formats import READ, given_out

BAY, CALENDAR = load_catalogue(str(LOTUS_BAY)), ChineseCalendar()
LEVEL = {"credit_level": "advanced_certified"}
START = date(2026, 3, 2)


def permit(accepted: date) -> dict[str, Any]:
    return {"kind": "plant_permit", "special_circumstances": False, "accepted_on": str(accepted)}


def appointment(at: datetime) -> dict[str, Any]:
    return {"kind": "appointment", "goods": "fresh_leaf", "booked_for": f"{at:%Y-%m-%dT%H:%M}"}


def profile(item: dict[str, Any]) -> Any:
    return read_profile({"enterprise": LEVEL, "business": [item]}, BAY)


# Every way in which a report is shown to people

Shown = Callable[[dict[str, Any], date, Lang], str]


def in_format(form: Format) -> Shown:
    def shown(item: dict[str, Any], on: date, lang: Lang) -> str:
        report = assess(BAY, profile(item), CALENDAR, on)
        return READ[form](given_out(form, report, lang))

    return shown


def in_deadlines(item: dict[str, Any], on: date, lang: Lang) -> str:
    report = assess(BAY, profile(item), CALENDAR, on)
    return show_deadlines(report, BAY, CALENDAR, Page(lang, 1000))


def explained(item: dict[str, Any], on: date, lang: Lang) -> str:
    facts = profile(item)
    report, page = assess(BAY, facts, CALENDAR, on), Page(lang, 1000)
    result = (report, Situation(BAY, facts, on))
    numbers = dict.fromkeys(str(measure.number) for measure, *_ in item_answers(report))
    chosen = [subjects(BAY)[number] for number in numbers]
    explanations = (Explanation(subject, result, BAY, CALENDAR, lang) for subject in chosen)
    return "\n".join(explain(explanation, page) for explanation in explanations)


WAYS: dict[str, Shown] = {
    **{form: in_format(form) for form in Format if form is not Format.JSON},
    "--deadlines": in_deadlines,
    "explain": explained,
}
"""JSON holds dates for programs, and no advice."""
SAID = {
    "limit": {Lang.ZH: "请持受理凭证", Lang.EN: "havethenoticeofacceptanceready"},
    "ordinary runs": {Lang.ZH: "才届满", Lang.EN: "theordinarylimitstillruns"},
    "ordinary too": {Lang.ZH: "也已过", Lang.EN: "theordinarylimitalsoended"},
    "office day": {Lang.ZH: "如尚未提出", Lang.EN: "thelastofficeday,"},
    "appointment": {Lang.ZH: "22:00已过", Lang.EN: "22:00,was"},
    "file in time": {Lang.ZH: "最迟在2", Lang.EN: "fileduringofficehourson"},
}
"""What only one sentence says, without its spaces."""


def said(text: str, lang: Lang) -> set[str]:
    text = re.sub(r"\s", "", text)
    return {name for name, words in SAID.items() if words[lang] in text}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=12)
@given(st.integers(-5, 60))
def test_a_limit_that_has_passed_comes_with_advice(way: str, lang: Lang, later: int) -> None:
    on = START + timedelta(days=later)
    told = said(WAYS[way](permit(START), on, lang), lang)
    past_target, past_ordinary = on > date(2026, 3, 9), on > date(2026, 3, 30)
    ordinary = {"ordinary too" if past_ordinary else "ordinary runs"}
    assert told == ({"limit"} | ordinary if past_target else set())


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=12)
@given(st.integers(-5, 5))
def test_a_notice_that_is_too_late_comes_with_advice(way: str, lang: Lang, later: int) -> None:
    at = datetime(2026, 3, 7, 22, tzinfo=SHANGHAI)  # a Saturday: the last office day is Friday
    on = at.date() + timedelta(days=later)
    told = said(WAYS[way](appointment(at), on, lang), lang)
    if on > at.date():
        assert told == {"appointment"}
    else:
        assert told == {"file in time" if on <= date(2026, 3, 6) else "office day"}


# Whole sentences


def limit(*values: int, nature: str = "authority_deadline", unit: str = "working_day") -> Effect:
    from_, to = ({"value": value, "unit": unit} for value in values)
    bound = "at_most" if nature == "authority_deadline" else "at_least"
    return Effect.model_validate(
        {"nature": nature, "from": from_, "to": {**to, "comparator": bound}}
    )


LIMITS = {"shortened": limit(20, 5), "not shortened": limit(20, 20)}
NOTICES = {
    "shortened": limit(24, 8, nature="applicant_notice", unit="hour"),
    "not shortened": limit(24, 24, nature="applicant_notice", unit="hour"),
}
BOOKED = datetime(2026, 3, 7, 22, tzinfo=SHANGHAI)
COUNTER = DeadlineCounter(BAY, CALENDAR)


def told(found: Deadline, effect: Effect, force: Force, on: date) -> list[str]:
    report = assess(BAY, profile(permit(START)), CALENDAR, on)
    _, provision, _ = next(item_answers(report))
    provision = provision.model_copy(update={"effect": effect, "force": force})
    return [f"{note.zh}\n{note.en}" for note in remarks(found, provision, report)]


@pytest.mark.parametrize("lang", Lang)
def test_what_is_said_of_a_date_that_has_passed(lang: Lang, golden: Golden) -> None:
    cases = [
        (f"a limit of customs, {name}, {force}", effect, START, force, on)
        for name, effect in LIMITS.items()
        for force in (Force.MAY, Force.FIRM)
        for on in (date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 30), date(2026, 3, 31))
    ] + [
        (f"a notice, {name}", effect, BOOKED, Force.RIGHT_TO_APPLY, on)
        for name, effect in NOTICES.items()
        for on in (date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8))
    ]
    text = ""
    for name, effect, start, force, on in cases:
        found = COUNTER.deadline(effect, start)
        assert found is not None
        text += f"{name}, on {on}\n"
        notes = (note.split("\n")[lang is Lang.EN] for note in told(found, effect, force, on))
        text += "".join(f"· {note}\n" for note in notes)
    golden(f"passed-dates.{lang}.txt", text)


@pytest.mark.parametrize("force", Force)
def test_only_a_limit_that_customs_may_decline_is_called_a_target(force: Force) -> None:
    effect = LIMITS["shortened"]
    found = COUNTER.deadline(effect, START)
    assert found is not None
    text = " ".join(told(found, effect, force, date(2026, 3, 10)))
    assert ("target" in text) is (force is Force.MAY)


def test_provisional_dates_that_have_passed_stay_provisional() -> None:
    far = datetime(2027, 3, 7, 22, tzinfo=SHANGHAI)
    report: Report = assess(BAY, profile(appointment(far)), CALENDAR, date(2027, 3, 9))
    (answer,) = [one for one in item_answers(report) if one[2].deadline]
    _, provision, item = answer
    assert item.deadline is not None
    passed, provisional = remarks(item.deadline, provision, report)
    assert passed.en.startswith("the appointment, ")
    assert provisional.en.startswith("provisional: ")
