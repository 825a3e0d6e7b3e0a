"""An interview on the page: each step that a reader can take, and the same profile as elsewhere."""

from itertools import count
from typing import Any

import pytest

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.syntax import parse
from aeo_cli.interview.dialogue import Interview, Navigation, ask
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.question import Question
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import BUSINESS
from aeo_cli.rules.fact_values import read
from aeo_cli.rules.names import item_index
from tests.conftest import ROOT
from tests.interview.enterprises import Enterprise, enterprise
from tests.tools.page.readers import EVIDENCE, ON, Reader, View

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
STARTS = [None, *EXAMPLES]
APPROVAL, LEVEL = "special_goods_approval", "enterprise.credit_level"


class Officer:
    """Answers questions about an enterprise, whoever puts them."""

    def __init__(self, one: Enterprise, first: int) -> None:
        self.one, self.first, self.numbers = one, first, count()
        self.pending: list[dict[str, Any]] = []

    def value(self, question: Question | NamingQuestion, interview: Interview) -> Any:
        """Return the value that answers a question; a name is given to every other item."""
        if isinstance(question, NamingQuestion):
            return f"No. {number}" if (number := next(self.numbers)) % 2 else ""
        index, key = item_index(question.fact), question.fact.rpartition(".")[2]
        if question.fact == BUSINESS:
            offered = [str(choice.value) for choice in question.choices]
            items = [item for kind in offered for item in self.one.items if item[0] == kind]
            self.pending = [facts for _, facts in items]
            return tuple(kind for kind, _ in items)
        if index is None:
            value = self.one.facts[question.fact]
        elif index < self.first:
            return None
        else:
            value = self.pending[index - self.first][key]
        return value if isinstance(value, tuple) else read(interview.fact(question.fact), value)

    def __call__(
        self, question: Question | NamingQuestion, interview: Interview
    ) -> GivenAnswer | Navigation:
        """Answer as at a terminal."""
        value = self.value(question, interview)
        is_read = isinstance(question, Question) and question.reading and value is not None
        return GivenAnswer(question.fact, value, EVIDENCE if is_read else None)


def interviewed(reader: Reader, officer: Officer) -> str:
    """Return the view at the end of an interview."""
    view = reader.do("ask")
    while (asked := reader.session.asked) is not None:
        assert "answer" in View(view).requests or View(view).all("form", data_do="answer")
        value = officer.value(asked, reader.session.current)
        view = reader.do("skip_name") if value == "" else reader.give(value)
    return view


@pytest.mark.parametrize("start", STARTS, ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_it_ends_with_the_profile_of_the_same_interview_at_a_terminal(
    start: Any, seed: int, reader: Reader, catalogue: Catalogue
) -> None:
    document: dict[str, Any] = {"enterprise": {}}
    if start:
        reader.open(start.name, start.read_bytes())
        document = parse(start.read_text(encoding="utf-8"))
    one, first = enterprise(catalogue, seed), len(document.get("business", []))
    view = View(interviewed(reader, Officer(one, first)))
    interview = Interview(catalogue, document, ON)
    expected = ask(interview, Officer(one, first), lambda _: None)
    assert reader.session.current.answers == expected.answers
    assert reader.session.current.profile == expected.profile
    assert reader.session.current.document_with_answers == expected.document_with_answers
    assert {"report"} <= view.requests
    assert len(view.all("button", data_do="change")) == len(expected.answers)
    assert View(reader.do("report")).all("h1")


def begun(reader: Reader) -> Reader:
    """Return a reader who named, dated and counted two items, of which one answer is open."""
    reader.do("ask")
    reader.do("skip_name")
    reader.give("advanced_certified")
    reader.give((APPROVAL, APPROVAL))
    reader.give("A")
    reader.give(ON)
    reader.do("skip_name")
    reader.do("leave_open")
    return reader


def answers(reader: Reader) -> list[tuple[str, Any]]:
    return [(answer.fact, answer.value) for answer in reader.session.current.answers]


BEGUN: list[tuple[str, Any]] = [
    ("enterprise.name", ""),
    ("enterprise.credit_level", "advanced_certified"),
    (BUSINESS, (APPROVAL, APPROVAL)),
    ("business[0].id", "A"),
    ("business[0].accepted_on", ON),
    ("business[1].id", ""),
    ("business[1].accepted_on", None),
]


def test_going_back_returns_to_each_question_with_its_answer_down_to_the_first(
    reader: Reader,
) -> None:
    begun(reader)
    assert answers(reader) == BEGUN
    view = View("")
    for left in range(len(BEGUN) - 1, -1, -1):
        view = View(reader.do("go_back"))
        assert answers(reader) == BEGUN[:left]
        assert reader.session.asked
        assert reader.session.asked.fact == BEGUN[left][0]
    assert "go_back" not in view.requests
    reader.do("skip_name")
    view = View(reader.do("show"))
    level = [one["value"] for one in view.all("input", name="choice") if "checked" in one]
    assert level == ["advanced_certified"]


def test_going_back_from_the_first_question_asks_none(reader: Reader) -> None:
    reader.do("ask")
    assert "report" in View(reader.do("go_back")).requests


def test_a_changed_answer_keeps_those_that_still_fit(reader: Reader) -> None:
    begun(reader)
    reader.do("finish")
    view = View(reader.do("change", position=4))
    assert view.all("input", name="typed", value=ON.isoformat())
    reader.do("answer", fields={"typed": ["2026-02-27"]})
    assert answers(reader)[4][1].isoformat() == "2026-02-27"
    assert answers(reader)[5:7] == BEGUN[5:7]
    reader.do("finish")
    reader.do("change", position=2)
    reader.give((APPROVAL,))
    assert answers(reader)[2:4] == [(BUSINESS, (APPROVAL,)), ("business[0].id", "A")]


@pytest.mark.parametrize("step", ["finish", "go_back"])
def test_an_answer_is_left_as_it_is(step: str, reader: Reader) -> None:
    begun(reader)
    reader.do("finish")
    assert "finish" in View(reader.do("change", position=3)).requests
    assert "report" in View(reader.do(step)).requests
    assert answers(reader) == BEGUN


def test_a_mistake_leaves_the_answer_as_it_was(reader: Reader) -> None:
    begun(reader)
    reader.do("finish")
    reader.do("change", position=4)
    view = View(reader.do("answer", fields={"typed": ["soon"]}))
    assert view.all("input", name="typed", aria_invalid="true")
    assert answers(reader) == BEGUN


def test_items_are_added_after_the_others(reader: Reader) -> None:
    begun(reader)
    reader.do("finish")
    view = View(reader.do("add"))
    assert view.all("input", name="choice")
    reader.give(("appointment_clearance",))
    assert [item.kind for item in reader.session.current.profile.business] == [
        APPROVAL, APPROVAL, "appointment_clearance",
    ]  # fmt: skip
    assert reader.session.asked
    assert reader.session.asked.fact == "business[2].id"


def test_nothing_is_added_by_none_of_these(reader: Reader) -> None:
    begun(reader)
    reader.do("finish")
    reader.do("add")
    reader.give(())
    assert answers(reader) == BEGUN


@pytest.mark.parametrize("step", ["go_back", "finish"])
def test_whoever_does_not_add_an_item_after_all_loses_no_answer(step: str, reader: Reader) -> None:
    begun(reader)
    reader.do("finish")
    reader.do("add")
    view = View(reader.do(step))
    assert answers(reader) == BEGUN
    assert "report" in view.requests


def test_the_rest_is_skipped_and_taken_up_again(reader: Reader) -> None:
    begun(reader)
    asked = reader.session.asked
    view = View(reader.do("finish"))
    assert {"report", "go_on", "add", "change"} == view.requests
    reader.do("report")
    reader.do("go_on")
    assert reader.session.asked == asked


def test_without_an_answer_there_is_nothing_to_change(reader: Reader) -> None:
    reader.do("ask")
    view = View(reader.do("finish"))
    assert "change" not in view.requests
    assert reader.reply("show")["kept"] is None


def test_another_day_keeps_the_answers_and_says_so(reader: Reader) -> None:
    begun(reader)
    reader.do("report")
    view = View(reader.do("set_day", on="2026-4-1"))
    assert view.all("input", name="on", value="2026-04-01")
    assert answers(reader) == BEGUN
    assert reader.session.report().on.isoformat() == "2026-04-01"


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-30", "1066-10-14", "\u202e"])
def test_a_day_that_is_none_is_told_and_the_report_stays(day: str, reader: Reader) -> None:
    begun(reader)
    report = reader.do("report")
    reply = reader.reply("set_day", on=day)
    assert reply.keys() == {"problems"}
    assert "--on" not in reply["problems"], "an option of the command line, which is not here"
    assert reader.do("report") == report


def test_what_if_shows_a_difference_and_leads_back(reader: Reader) -> None:
    begun(reader)
    report = reader.do("report")
    for preset in reader.session.catalogue.presets:
        assert "report" in View(reader.do("suppose", preset=preset)).requests
        assert reader.do("show") == reader.do("suppose", preset=preset)
    assert reader.do("report") == report


def test_each_view_is_shown_again_in_the_other_language(reader: Reader) -> None:
    first, second = reader, Reader(next(lang for lang in type(reader.lang) if lang != reader.lang))
    steps: list[tuple[str, dict[str, Any]]] = [
        ("ask", {}),
        ("skip_name", {}),
        ("finish", {}),
        ("report", {}),
        ("suppose", {"preset": "aeo"}),
    ]
    for step, arguments in steps:
        first.do(step, **arguments)
        expected = second.do(step, **arguments)
        first.lang = second.lang
        assert first.do("show") == expected


def test_starting_over_forgets_all(reader: Reader) -> None:
    begun(reader)
    reader.open("a.toml", b"[enterprise]\nname = 'A'\n")
    start = reader.do("start_over")
    assert start == Reader(reader.lang).do("show")
    assert reader.session.name is None
    assert answers(reader) == []


def test_what_an_opened_profile_states_can_be_corrected(reader: Reader) -> None:
    reader.open("a.toml", (ROOT / "examples" / "biomedicine.toml").read_bytes())
    stated = {answer.fact for answer in reader.session.stated}
    assert {LEVEL, "enterprise.name", "business[0].accepted_on"} <= stated
    assert "correct" in View(reader.do("finish")).requests
    shown = View(reader.do("correct", fact=LEVEL))
    chosen = [one["value"] for one in shown.all("input", name="choice") if "checked" in one]
    assert chosen == ["advanced_certified"]
    reader.give("certified")
    assert reader.session.report().profile.enterprise["credit_level"] == "certified"
    assert LEVEL not in {answer.fact for answer in reader.session.stated}
    reader.do("finish")
    reader.do("correct", fact="business[0].accepted_on")
    reader.do("leave_open")
    assert answers(reader)[-1] == ("business[0].accepted_on", None)
    assert reader.session.report().profile.business[0]["accepted_on"] is None


def test_whoever_does_not_correct_a_value_after_all_leaves_it(reader: Reader) -> None:
    reader.open("a.toml", (ROOT / "examples" / "biomedicine.toml").read_bytes())
    before = reader.session.report()
    reader.do("finish")
    reader.do("correct", fact=LEVEL)
    reader.do("finish")
    assert answers(reader) == []
    assert reader.session.report() == before
