"""The names of the enterprise and of its pending items: asked of a person, in place, and once."""

from datetime import date
from typing import Any

import pytest

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.interview.dialogue import Interview
from aeo_cli.interview.naming import MAX_NAME, NamingQuestion, question_about, read_name
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import BUSINESS
from aeo_cli.rules.mistakes import Mistake

ON = date(2026, 3, 2)
APPROVAL = "special_goods_approval"


def order(interview: Interview, *replies: Any) -> list[str]:
    """Return which questions follow while a person gives these replies."""
    names = []
    for reply in replies:
        question = interview.question_for_person
        assert question is not None
        names.append(question.fact)
        interview = interview.with_answer(GivenAnswer(question.fact, reply))
    return names


def test_each_item_is_named_right_before_its_date(catalogue: Catalogue) -> None:
    kinds = ("enquiry", APPROVAL, APPROVAL)
    replies = ["Acme", "advanced_certified", kinds, "", "SG-1", ON, "", None, True]
    assert order(Interview(catalogue, {"enterprise": {}}, ON), *replies)[:-1] == [
        "enterprise.name",
        "enterprise.credit_level",
        "business",
        "business[0].id",
        "business[1].id",
        "business[1].accepted_on",
        "business[2].id",
        "business[2].accepted_on",
    ]


def test_names_change_no_question_of_a_script(catalogue: Catalogue) -> None:
    start = Interview(catalogue, {"enterprise": {}}, ON)
    named = start.with_answer(GivenAnswer("enterprise.name", "Acme"))
    assert start.question is not None
    assert named.question == start.question
    assert start.with_answer(GivenAnswer("enterprise.name", "")).document_with_answers == {
        "enterprise": {}
    }


def test_items_and_enterprises_of_a_profile_keep_the_names_that_they_have(
    catalogue: Catalogue,
) -> None:
    document: dict[str, Any] = {"enterprise": {"credit_level": "advanced_certified"}}
    document["business"] = [{"kind": APPROVAL}]
    interview = Interview(catalogue, document, ON)
    assert interview.question_for_person == interview.question
    added = interview.with_answer(GivenAnswer(BUSINESS, ("enquiry",)))
    assert [item.kind for item in added.profile.business] == [APPROVAL, "enquiry"]
    # What is asked of the first item comes before the name of the second.
    assert order(added, ON, "Q-1") == ["business[0].accepted_on", "business[1].id"]


@pytest.mark.parametrize(
    "typed", ["SG-1", "two\x0blines", "x" * (MAX_NAME + 1), "\ud800"], ids=ascii
)
def test_what_cannot_be_a_name_is_refused_at_once(catalogue: Catalogue, typed: str) -> None:
    document = {"enterprise": {}, "business": [{"kind": APPROVAL, "id": "SG-1"}]}
    interview = Interview(catalogue, document, ON)
    interview = interview.with_answer(GivenAnswer(BUSINESS, (APPROVAL,)))
    question = question_about("business[1].id", catalogue, interview.profile)
    assert isinstance(question, NamingQuestion)
    assert isinstance(read_name(question, catalogue, typed), Mistake)
    assert read_name(question, catalogue, "SG-2") == "SG-2"
    assert read_name(question, catalogue, "") == ""
