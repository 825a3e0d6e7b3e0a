"""Answers that are changed later: what still fits is kept, and what does not is asked again."""

from datetime import date
from typing import Any

import pytest

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.interview.dialogue import Interview
from aeo_cli.interview.question import Question
from aeo_cli.interview.revision import (
    question_of_answer,
    question_of_new_items,
    with_changed_answer,
)
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import BUSINESS
from tests.interview.enterprises import enterprise

ON = date(2026, 3, 2)
APPROVAL = "special_goods_approval"


def answered(catalogue: Catalogue, *answers: tuple[str, Any]) -> Interview:
    interview = Interview(catalogue, {"enterprise": {}}, ON)
    for fact, value in answers:
        interview = interview.with_answer(GivenAnswer(fact, value))
    return interview


TOLD = (
    ("enterprise.name", ""),
    ("enterprise.credit_level", "advanced_certified"),
    (BUSINESS, (APPROVAL, "enquiry", APPROVAL)),
    ("business[0].id", "A"),
    ("business[0].accepted_on", ON),
    ("business[1].id", "Q"),
    ("business[2].id", "C"),
    ("business[2].accepted_on", None),
)


@pytest.mark.parametrize(
    ("kinds", "ids"),
    [
        ((APPROVAL, "enquiry", APPROVAL), ["A", "Q", "C"]),
        ((APPROVAL, APPROVAL), ["A", "C"]),
        (("verification", APPROVAL, "enquiry"), [None, "A", "Q"]),
        ((), []),
    ],
)
def test_items_take_their_answers_along(
    catalogue: Catalogue, kinds: tuple[str, ...], ids: list[str | None]
) -> None:
    interview = answered(catalogue, *TOLD, (BUSINESS, ("enquiry",)), ("business[3].id", "late"))
    changed = with_changed_answer(interview, 2, GivenAnswer(BUSINESS, kinds))
    items = changed.profile.business
    assert [item.kind for item in items] == [*kinds, "enquiry"]
    assert [item.id for item in items] == [*ids, "late"]
    dated = [item.facts.get("accepted_on") for item in items if item.id == "A"]
    assert dated == [ON] * ids.count("A")
    assert ("business[1].accepted_on" in changed.profile.unknown) is (kinds == (APPROVAL,) * 2)


def test_what_does_not_fit_is_dropped_and_asked_again(catalogue: Catalogue) -> None:
    interview = answered(catalogue, *TOLD)
    changed = with_changed_answer(interview, 3, GivenAnswer("business[0].id", "C"))
    assert changed.profile.business[2].id is None  # C is taken now
    question = changed.question_for_person
    assert question is not None
    assert question.fact == "business[2].id"


@pytest.mark.parametrize("seed", range(20))
def test_each_answer_has_its_question_and_given_again_changes_nothing(
    catalogue: Catalogue, seed: int
) -> None:
    one, interview = enterprise(catalogue, seed), Interview(catalogue, {"enterprise": {}}, ON)
    items: list[dict[str, Any]] = []
    while question := interview.question_for_person:
        answer: Any = one.facts.get(question.fact)
        if isinstance(question, Question) and question.fact == BUSINESS:
            offered = {choice.value for choice in question.choices}
            answer = tuple(kind for kind, _ in one.items if kind in offered)
            items = [facts for kind, facts in one.items if kind in offered]
        elif question.item is not None:
            answer = items[question.item.index].get(question.fact.rpartition(".")[2], "")
        interview = interview.with_answer(GivenAnswer(question.fact, answer))
    for position, answer in enumerate(interview.answers):
        assert question_of_answer(interview, position).fact == answer.fact
        same = with_changed_answer(interview, position, answer)
        assert same.answers == interview.answers
        assert same.document_with_answers == interview.document_with_answers


def test_going_back_shows_the_earlier_answers_even_of_items_that_moved(
    catalogue: Catalogue,
) -> None:
    interview = answered(catalogue, *TOLD)
    while interview.answers[-1].fact != "enterprise.credit_level":
        interview = interview.without_last_answer()
    assert interview.earlier[BUSINESS].value == (APPROVAL, "enquiry", APPROVAL)
    again = interview.with_answer(GivenAnswer(BUSINESS, ("enquiry", APPROVAL)))
    assert again.earlier["business[0].id"].value == "Q"
    assert again.earlier["business[1].id"].value == "A"
    assert "business[2].id" not in again.earlier


def test_only_items_of_use_can_be_added(catalogue: Catalogue) -> None:
    interview = answered(catalogue, *TOLD)
    question = question_of_new_items(interview)
    assert question is not None
    assert len(question.choices) == len(catalogue.kinds)
    regular = with_changed_answer(interview, 1, GivenAnswer("enterprise.credit_level", "regular"))
    fewer = question_of_new_items(regular)
    assert fewer is not None
    assert len(fewer.choices) == 3
