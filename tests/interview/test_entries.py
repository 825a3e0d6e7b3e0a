"""What a person enters, typed or chosen, becomes an answer or says what to enter instead."""

from datetime import date

import pytest

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.syntax import parse
from aeo_cli.interview.dialogue import Interview
from aeo_cli.interview.draft_file import DraftFile
from aeo_cli.interview.entries import (
    as_typed,
    chosen,
    read_entry,
    read_source,
    read_verified_on,
)
from aeo_cli.interview.naming import question_about
from aeo_cli.interview.question import Question
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import Evidence
from aeo_cli.profile.writer import profile_with_answers
from aeo_cli.rules.mistakes import Mistake

ON = date(2026, 3, 2)
ITEMS = {
    "enterprise": {},
    "business": [{"kind": "special_goods_approval"}, {"kind": "appointment_clearance", "id": "A"}],
}


def asked(fact: str, catalogue: Catalogue) -> tuple[Question, Interview]:
    interview = Interview(catalogue, ITEMS, ON)
    return interview.selector.question_about(fact), interview


@pytest.mark.parametrize(
    ("fact", "typed"),
    [
        ("business[0].accepted_on", " 2026年3月2日 "),
        ("business[0].accepted_on", "２０２６-３-２"),
        ("business[1].appointment_at", "2026-03-07 22:00"),
    ],
)
def test_a_value_is_read_as_typed_and_shown_so_that_it_can_be_typed_again(
    fact: str, typed: str, catalogue: Catalogue
) -> None:
    question, interview = asked(fact, catalogue)
    value = read_entry(question, interview, typed)
    assert not isinstance(value, Mistake)
    assert read_entry(question, interview, as_typed(value)) == value


def test_a_number_may_have_full_width_digits(lotus_bay: Catalogue) -> None:
    interview = Interview(lotus_bay, {"enterprise": {}}, ON)
    numbers = [name for name, fact in lotus_bay.facts().items() if fact.type == "integer"]
    for name in numbers:
        question = interview.selector.question_about(name)
        assert read_entry(question, interview, " １２") == 12
        assert isinstance(read_entry(question, interview, "-1"), Mistake)
    assert numbers


def test_a_name_may_be_left_out_and_stands_once(catalogue: Catalogue) -> None:
    interview = Interview(catalogue, ITEMS, ON)
    question = question_about("business[0].id", catalogue, interview.profile)
    assert read_entry(question, interview, " ") == ""
    assert read_entry(question, interview, " SG-1 ") == "SG-1"
    assert isinstance(read_entry(question, interview, "A"), Mistake)


def test_choices_are_taken_by_their_keys(catalogue: Catalogue) -> None:
    selector = Interview(catalogue, {"enterprise": {}}, ON).selector
    level = selector.question_about("enterprise.credit_level")
    key_enterprise = selector.question_about("enterprise.key_industry_or_enterprise")
    assert chosen(level, ["regular"]) == "regular"
    assert chosen(key_enterprise, ["false"]) is False
    for question, keys in (
        (level, ["no_such_level"]),
        (level, []),
        (level, ["regular", "certified"]),
        (key_enterprise, ["False"]),
    ):
        assert isinstance(chosen(question, keys), Mistake), keys


def test_of_a_set_each_choice_counts_once_and_of_kinds_each_item(catalogue: Catalogue) -> None:
    selector = Interview(catalogue, {"enterprise": {}}, ON).selector
    first, second, *_ = choices = list(catalogue.enterprise["industries"].choices)
    industries = selector.question_about("enterprise.industries")
    assert chosen(industries, [second, first, second]) == (first, second)
    assert chosen(industries, choices) == tuple(choices)
    business = selector.business_question(selector.useful_kinds())
    kinds = [option.key for option in business.choices[:2]]
    assert chosen(business, [kinds[1], kinds[0], kinds[1]]) == (kinds[0], kinds[1], kinds[1])
    assert chosen(business, []) == chosen(industries, []) == ()
    assert isinstance(chosen(business, [kinds[0], "no_such_kind"]), Mistake)


def test_evidence_needs_a_source_and_a_day_that_has_come() -> None:
    assert read_source(" Pudong Customs ") == "Pudong Customs"
    assert read_verified_on("2026/3/2", ON) == ON
    for mistake in (
        read_source(" "),
        read_source("two\nlines"),
        read_source("x" * 201),
        read_verified_on("2026-03-03", ON),
        read_verified_on("2 March", ON),
    ):
        assert isinstance(mistake, Mistake)


def answered(catalogue: Catalogue) -> Interview:
    interview = Interview(catalogue, {"enterprise": {}}, ON)
    for answer in (
        GivenAnswer("enterprise.credit_level", "regular"),
        GivenAnswer("business", ("special_goods_approval",)),
        GivenAnswer("business[0].accepted_on", ON),
        GivenAnswer("enterprise.industries", None),
        GivenAnswer(
            "readings.ic_list_open_to_other_aeo", value=True, evidence=Evidence("Li", ON, None)
        ),
    ):
        interview = interview.with_answer(answer)
    return interview


def test_a_draft_gives_the_interview_back_and_only_where_it_began(catalogue: Catalogue) -> None:
    interview = answered(catalogue)
    draft = DraftFile.read(DraftFile.of(interview).encoded())
    assert draft
    resumed = draft.resumed(Interview(catalogue, {"enterprise": {}}, ON))
    assert resumed
    assert resumed.answers == interview.answers
    assert draft.resumed(Interview(catalogue, {"enterprise": {"name": "A"}}, ON)) is None
    renamed = catalogue.model_copy(update={"id": "another"})
    assert draft.resumed(Interview(renamed, {"enterprise": {}}, ON)) is None
    fitting = draft.model_copy(update={"answers": ()})
    assert fitting.resumed(Interview(catalogue, {"enterprise": {}}, ON)) is None


@pytest.mark.parametrize("content", [b"", b"\0", b"[]", b'{"schema": "aeo-draft/2"}'])
def test_what_is_no_draft_is_none(content: bytes) -> None:
    assert DraftFile.read(content) is None


@pytest.mark.parametrize("as_json", [True, False])
def test_a_profile_is_saved_in_the_format_that_is_wanted(
    *, as_json: bool, catalogue: Catalogue
) -> None:
    text = '# ours\n[enterprise]\nname = "A"\n'
    started = Interview(catalogue, parse(text), ON)
    interview = started.with_answer(GivenAnswer("enterprise.credit_level", "regular"))

    def written(text: str | None) -> str:
        document, answers = interview.document_with_answers, interview.answers
        return profile_with_answers(text, document, answers, ON, as_json=as_json).decode()

    assert written(text).startswith("{" if as_json else "# ours\n")
    assert parse(written(None)) == parse(written(text)) == interview.document_with_answers
