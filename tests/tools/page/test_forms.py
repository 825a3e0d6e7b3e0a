"""The form of a question: what it sends becomes an answer, or says which field to mend."""

from datetime import date, datetime
from typing import Any

import pytest

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.interview.dialogue import Interview
from aeo_cli.interview.question import Question
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import BUSINESS, Evidence
from aeo_cli.rules.dates import SHANGHAI
from tests.tools.page.readers import ON, Reader, View, form
from tools.page.app import views
from tools.page.app.forms import MOST_ITEMS, NONE, entries_of, read_form

ITEMS = [{"kind": kind} for kind in ("plant_permit", "appointment", "sampling")]
READING = "readings.guide_binds"
TOLD = {"source": ["Li"], "verified_on": ["2026-03-01"]}


@pytest.fixture
def interview(lotus_bay: Catalogue) -> Interview:
    return Interview(lotus_bay, {"enterprise": {}, "business": ITEMS}, ON)


@pytest.fixture(params=Lang)
def bay_reader(request: pytest.FixtureRequest, lotus_bay: Catalogue) -> Reader:
    return Reader(request.param, lotus_bay)


def asked(fact: str, interview: Interview) -> Question:
    selector = interview.selector
    if fact == BUSINESS:
        return selector.business_question(tuple(interview.catalogue.kinds))
    return selector.question_about(fact)


ANSWERS: list[tuple[str, dict[str, list[str]], Any]] = [
    ("enterprise.credit_level", {"choice": ["certified"]}, "certified"),
    ("enterprise.grows_tea", {"choice": ["true"]}, True),
    ("enterprise.grows_tea", {"choice": ["false"]}, False),
    ("enterprise.roles", {"choice": ["carrier", "broker"]}, ("broker", "carrier")),
    ("enterprise.roles", {"choice": [NONE]}, ()),
    ("enterprise.staff", {"typed": [" １２ "]}, 12),
    ("enterprise.registered_on", {"typed": ["2026-3-2"]}, date(2026, 3, 2)),
    ("enterprise.registered_on", {"typed": ["2026年3月2日"]}, date(2026, 3, 2)),
    (
        "business[1].booked_for",
        {"typed": ["2026-03-07T22:00"]},
        datetime(2026, 3, 7, 22, tzinfo=SHANGHAI),
    ),
    ("business[1].goods", {"choice": ["dry_tea"]}, "dry_tea"),
    (BUSINESS, {"choice": ["sampling"]}, ("sampling",)),
    (BUSINESS, {"choice": [NONE]}, ()),
    (
        BUSINESS,
        {"choice": ["sampling", "enquiry"], "count-sampling": ["2"], "count-appointment": ["x"]},
        ("enquiry", "sampling", "sampling"),
    ),
    (
        BUSINESS,
        {"choice": ["sampling"], "count-sampling": [str(MOST_ITEMS)]},
        ("sampling",) * MOST_ITEMS,
    ),
]


@pytest.mark.parametrize(("fact", "fields", "value"), ANSWERS)
def test_a_form_gives_an_answer_and_shows_it_again(
    fact: str, fields: dict[str, list[str]], value: Any, interview: Interview
) -> None:
    question = asked(fact, interview)
    answer = GivenAnswer(fact, value)
    assert read_form(question, interview, ON, fields) == answer
    entries = entries_of(question, answer)
    shown = {"choice": list(entries.keys), "typed": [entries.typed]}
    if fact == BUSINESS:  # a kind stands once in the form, with a count
        shown |= {f"count-{key}": [str(entries.keys.count(key))] for key in entries.keys}
    assert read_form(question, interview, ON, shown) == answer


@pytest.mark.parametrize(
    ("fact", "fields"),
    [
        ("enterprise.credit_level", {}),
        ("enterprise.credit_level", {"choice": []}),
        ("enterprise.credit_level", {"choice": [NONE]}),
        ("enterprise.credit_level", {"choice": ["no such level"]}),
        ("enterprise.credit_level", {"choice": ["certified", "regular"]}),
        ("enterprise.grows_tea", {"choice": ["True"]}),
        ("enterprise.roles", {}),
        ("enterprise.roles", {"choice": [NONE, "broker"]}),
        ("enterprise.roles", {"choice": ["broker", "no such role"]}),
        ("enterprise.staff", {}),
        ("enterprise.staff", {"typed": ["-1"]}),
        ("enterprise.staff", {"typed": ["9" * 5_000]}),
        ("enterprise.registered_on", {"typed": [""]}),
        ("enterprise.registered_on", {"typed": ["02.03.2026"]}),
        ("business[1].booked_for", {"typed": ["22:00"]}),
        (BUSINESS, {}),
        (BUSINESS, {"choice": [NONE, "sampling"]}),
        (BUSINESS, {"choice": ["no such kind"]}),
        *(
            (BUSINESS, {"choice": ["sampling"], "count-sampling": [count]})
            for count in ("", "0", "-1", "1.5", "two", str(MOST_ITEMS + 1), "9" * 5_000)
        ),
    ],
)
def test_what_a_form_cannot_say_is_a_mistake_of_its_answer(
    fact: str, fields: dict[str, list[str]], interview: Interview
) -> None:
    read = read_form(asked(fact, interview), interview, ON, fields)
    assert not isinstance(read, GivenAnswer)
    assert list(read) == ["answer"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (TOLD, Evidence("Li", date(2026, 3, 1), None)),
        ({"source": [" Li "], "verified_on": [" "]}, Evidence("Li", None, None)),
        ({"source": ["Li"]}, Evidence("Li", None, None)),
        ({}, {"source"}),
        ({**TOLD, "source": ["x" * 201]}, {"source"}),
        ({**TOLD, "source": ["two\nlines"]}, {"source"}),
        ({**TOLD, "verified_on": ["2026-03-03"]}, {"verified_on"}),
        ({**TOLD, "verified_on": ["yesterday"]}, {"verified_on"}),
        ({"verified_on": ["yesterday"]}, {"source", "verified_on"}),
    ],
)
def test_an_answer_to_a_question_of_law_needs_who_gave_it(
    fields: dict[str, list[str]], expected: Evidence | set[str], interview: Interview
) -> None:
    question = asked(READING, interview)
    read = read_form(question, interview, ON, {"choice": ["true"], **fields})
    if isinstance(expected, Evidence):
        assert read == GivenAnswer(READING, value=True, evidence=expected)
        assert isinstance(read, GivenAnswer)
        shown = entries_of(question, read)
        assert (shown.source, shown.verified_on) == (
            expected.source,
            str(expected.verified_on or ""),
        )
    else:
        assert not isinstance(read, GivenAnswer)
        assert read.keys() == expected


def test_every_wrong_field_is_told_at_once(interview: Interview) -> None:
    question = asked(READING, interview)
    read = read_form(question, interview, ON, {"verified_on": ["x"]})
    assert not isinstance(read, GivenAnswer)
    assert read.keys() == {"answer", "source", "verified_on"}


def test_a_form_shows_no_answer_where_none_was_given(interview: Interview) -> None:
    question = asked(READING, interview)
    for answer in (None, GivenAnswer(READING, None)):
        assert entries_of(question, answer) == ((), "", "", "")


def test_kinds_that_are_not_offered_any_more_are_not_shown_as_none(interview: Interview) -> None:
    question = interview.selector.business_question(("enquiry",))
    assert not entries_of(question, GivenAnswer(BUSINESS, ("sampling",))).keys


@pytest.mark.parametrize(("fact", "fields", "value"), ANSWERS)
def test_every_question_has_its_fields_on_the_page(
    fact: str, fields: dict[str, list[str]], value: Any, interview: Interview, bay_reader: Reader
) -> None:
    reader, lang = bay_reader, bay_reader.lang
    reader.session.interview, reader.session.asked = interview, asked(fact, interview)
    view = View(views.question(reader.session, lang))
    named = {str(one.attributes["name"]) for one in view.elements if "name" in one.attributes}
    assert {name for name in fields if not name.startswith("count-")} <= named
    offered = {str(one["value"]) for one in view.all("input", name="choice")}
    assert set(fields.get("choice", ())) <= offered
    labelled = {one["for"] for one in view.all("label")}
    for field in view.all("input"):
        is_named = {"aria-label", "aria-labelledby"} & field.keys() or field.get("id") in labelled
        assert is_named, field
    reader.session.interview = interview.with_answer(GivenAnswer(fact, value)).without_last_answer()
    view = View(views.question(reader.session, lang))
    checked = [one["value"] for one in view.all("input", name="choice") if "checked" in one]
    assert sorted(map(str, checked)) == sorted(set(fields.get("choice", ())))


@pytest.mark.parametrize("lang", Lang)
def test_a_mistake_stands_at_its_field_and_what_was_entered_stays(lang: Lang) -> None:
    reader = Reader(lang)
    reader.do("ask")
    reader.do("skip_name")
    reader.give("advanced_certified")
    reader.give(("special_goods_approval",))
    reader.do("skip_name")
    view = View(reader.do("answer", fields={"typed": ["2 <March>"]}))
    [field] = view.all("input", name="typed")
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "mistake-answer")
    assert len(view.all("strong", id="mistake-answer")) == 1
    assert field["value"] == "2 <March>"


def test_a_form_is_filled_in_as_a_browser_sends_it(interview: Interview) -> None:
    question = asked(BUSINESS, interview)
    fields = form(("sampling", "sampling"), question)
    assert fields["choice"] == ["sampling"]
    assert fields["count-enquiry"] == ["1"]
    assert read_form(question, interview, ON, fields) == GivenAnswer(BUSINESS, ("sampling",) * 2)
