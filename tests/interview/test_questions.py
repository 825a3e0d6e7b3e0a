"""The questions: none is superfluous, none is missing, and the best comes first.

What a question can change is found out by trying everything, with code that shares nothing with
that which asks.
"""

import json
import random
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import product
from statistics import mean
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aeo_cli.assessment.open_facts import ranked_open_facts
from aeo_cli.assessment.report import OpenFact
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.cli.commands.schema import SchemaName, schema
from aeo_cli.interview.dialogue import Interview
from aeo_cli.interview.next_question import QuestionSelector
from aeo_cli.interview.question import AnswerType
from aeo_cli.presentation.formats.json import document
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import BUSINESS
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.conditions import AllOf, AnyOf, Compare, Condition, Not, Value
from aeo_cli.rules.evaluation import Scope, evaluate
from aeo_cli.rules.facts import FactType, KnownBy
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.relevance import worth_asking
from tests.assessment.conftest import PROVISIONS, domains, whole
from tests.conftest import ROOT
from tests.interview.enterprises import (
    Desk,
    best_first,
    enterprise,
    file_order,
    file_order_throughout,
)
from tests.interview.truth_columns import Table

ON = date(2026, 3, 2)
CATALOGUE = load_catalogue()


Known = tuple[tuple[str, Value], ...]
Figures = Callable[[Mapping[str, float]], None]


@pytest.fixture
def figures() -> Figures:
    """Hold figures to those of the page on interviews."""
    page = (ROOT / "docs" / "interview.md").read_text(encoding="utf-8")

    def hold(measured: Mapping[str, float]) -> None:
        for name, value in measured.items():
            assert f"| {name} | {value:.2f} |" in page, (name, value)

    return hold


def asked(profile: dict[str, Any], catalogue: Catalogue = CATALOGUE) -> list[str]:
    """Return the facts that are asked for where nobody knows any of them, none of them twice."""
    interview, names = Interview(catalogue, profile, ON), []
    while question := interview.question:
        assert question.fact not in names
        names.append(question.fact)
        interview = interview.with_answer(GivenAnswer(question.fact, None))
    return names


# What is worth asking


@pytest.mark.parametrize(
    ("catalogue", "provision"),
    PROVISIONS,
    ids=[f"{book.id}-{provision.id}" for book, provision in PROVISIONS],
)
def test_whatever_is_given_up_the_facts_worth_asking_are_those_that_can_change_something(
    catalogue: Catalogue, provision: Provision
) -> None:
    condition, facts = (
        whole(provision),
        {**catalogue.facts(), **catalogue.item_facts(provision.kind)},
    )
    values = domains(condition, catalogue, provision.kind)

    @cache
    def truth(point: tuple[Value | None, ...]) -> Truth:
        known = {
            name: value for name, value in zip(values, point, strict=True) if value is not None
        }
        return evaluate(condition, Scope.of(known, catalogue.conditions)).truth

    gone = object()  # asked, and not known
    for state in product(*([None, gone, *domain] for domain in values.values())):
        lost = {name for name, value in zip(values, state, strict=True) if value is gone}
        known: Mapping[str, Any] = {
            name: value
            for name, value in zip(values, state, strict=True)
            if value is not None and value is not gone
        }
        points = list(
            product(
                *(
                    [None] if name in lost else [known[name]] if name in known else domain
                    for name, domain in values.items()
                )
            )
        )
        matter = {
            name
            for i, name in enumerate(values)
            if name not in known
            and name not in lost
            and any(
                truth(point) is not truth((*point[:i], value, *point[i + 1 :]))
                for point in points
                for value in values[name]
            )
        }
        trace = evaluate(condition, Scope.of(known, catalogue.conditions))
        assert set(worth_asking(trace, lost, facts.__getitem__)) == matter


# Conditions at random

FACTS = [f"enterprise.f{i}" for i in range(12)]


def compare(name: str) -> st.SearchStrategy[Condition]:
    return st.booleans().map(lambda value: Compare(name, "is", value))


def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        several.map(AllOf),
        several.map(AnyOf),
        parts.map(Not),
    )


conditions = st.recursive(st.sampled_from(FACTS).flatmap(compare), joined, max_leaves=14)


@cache
def shell() -> dict[str, Any]:
    """Return a catalogue with nothing but facts, as its file would say it."""
    word = {"zh": "甲", "en": "a"}
    fact = {"type": "boolean", "label": word, "question": word}
    return {
        "id": "random",
        "version": "1",
        "title": word,
        "heading": [],
        "documents": {"d": {"title": word}},
        "categories": {"c": {"title": word}},
        "enterprise": {name.removeprefix("enterprise."): fact for name in FACTS},
    }


def of_one(condition: Condition) -> Catalogue:
    """Return a catalogue of one standing provision under a condition."""
    word = {"zh": "甲", "en": "a"}
    provision = {
        "id": "1",
        "summary": word,
        "entitled": condition,
        "route": "automatic",
        "force": "firm",
        "citation": {"document": "d"},
    }
    measure = {"number": 1, "id": "m", "category": "c", "title": word, "provisions": [provision]}
    return Catalogue.model_validate({**shell(), "measures": [measure]})


@settings(max_examples=120)
@given(conditions, st.data())
def test_each_question_can_change_the_answer_and_at_the_end_there_is_one(
    condition: Condition, data: st.DataObject
) -> None:
    catalogue = of_one(condition)
    replies = st.sampled_from([True, False, None])
    interview = Interview(catalogue, {"enterprise": {}}, ON)
    known: dict[str, bool] = {}
    given_up: list[str] = []
    while question := interview.question:
        open_ = [name for name in FACTS if name not in known and name not in given_up]
        assert question.fact in open_
        assert Table(open_, known, given_up).matters(question.fact, condition)
        reply = data.draw(replies)
        if reply is None:
            given_up.append(question.fact)
        else:
            known[question.fact] = reply
        interview = interview.with_answer(GivenAnswer(question.fact, reply))
    open_ = [name for name in FACTS if name not in known and name not in given_up]
    truth = evaluate(condition, Scope.of(known, {})).truth
    assert given_up or truth is not Truth.UNKNOWN
    possible, certain = Table(open_, known, given_up).evaluate(condition)
    columns = (possible, certain)
    assert all(column in {0, (1 << 3 ** len(open_)) - 1} for column in columns)


def test_a_condition_with_too_many_states_is_read_off_the_trace() -> None:
    """A set of 40 choices has more subsets than anybody can try."""
    word = {"zh": "甲", "en": "a"}
    choices = {f"c{i}": word for i in range(40)}
    wide = of_one(AnyOf(tuple(Compare("enterprise.s", "has", name) for name in choices)))
    fact = {"type": "set", "label": word, "question": word, "choices": choices}
    document = {**shell(), "enterprise": {"s": fact}, "measures": wide.model_dump()["measures"]}
    catalogue = Catalogue.model_validate(document)
    assert asked({"enterprise": {}}, catalogue) == ["enterprise.s"]


# The order


TWO_APPROVALS: list[dict[str, Any]] = [{"kind": "special_goods_approval"}] * 2


def test_the_heading_is_asked_first_then_business_then_days_facts_and_readings() -> None:
    names = asked({"enterprise": {}})
    assert names[:2] == ["enterprise.credit_level", "business"]
    certified = {"enterprise": {"credit_level": "certified"}, "business": TWO_APPROVALS}
    names = asked(certified)
    kinds = [item["kind"] for item in TWO_APPROVALS]
    assert names[:2] == ["business[0].accepted_on", "business[1].accepted_on"]
    are_for_customs = [CATALOGUE.known_by(name, kinds) is KnownBy.CUSTOMS for name in names]
    assert are_for_customs == sorted(are_for_customs)
    for_customs = {name for name, is_for in zip(names, are_for_customs, strict=True) if is_for}
    assert for_customs > {"business[0].special_circumstances", "readings.certified_counts_as_aeo"}


def test_the_day_from_which_a_limit_runs_is_asked_for_as_long_as_the_limit_may_apply() -> None:
    """To a regular enterprise, or under special circumstances, the shorter limit is not open."""

    def days(level: str | None, *special: bool | None) -> list[str]:
        items = [
            {"kind": "special_goods_approval", "special_circumstances": circumstances}
            for circumstances in special
        ]
        profile = {"enterprise": {"credit_level": level}, "business": items}
        if level is None:
            profile["unknown"] = ["enterprise.credit_level"]
        return [name for name in asked(profile) if name.endswith("accepted_on")]

    assert days("advanced_certified", False, None) == [
        "business[0].accepted_on",
        "business[1].accepted_on",
    ]
    assert days("advanced_certified", True, False) == ["business[1].accepted_on"]
    assert days("regular", False, None) == []
    assert days(None, False) == ["business[0].accepted_on"]
    assert asked({"enterprise": {}, "business": TWO_APPROVALS})[0] == "enterprise.credit_level"


@pytest.mark.parametrize("seed", range(60))
def test_each_day_that_is_asked_for_can_date_an_answer(seed: int) -> None:
    """There is a provision whose limit runs from it and which does not fail to apply."""
    interview = Interview(CATALOGUE, {"enterprise": {}}, ON)
    one, items = enterprise(CATALOGUE, seed), []
    while question := interview.question:
        answer: Any = one.facts.get(question.fact)
        if question.fact == BUSINESS:
            offered = {choice.value for choice in question.choices}
            answer = tuple(kind for kind, _ in one.items if kind in offered)
            items = [facts for kind, facts in one.items if kind in offered]
        elif question.item is not None:
            answer = items[question.item.index][question.fact.rpartition(".")[2]]
        if question.type in {AnswerType.DATE, AnswerType.DATETIME}:
            situation = Situation(CATALOGUE, interview.profile, ON)
            assert question.item is not None
            assert any(
                status.provision.runs_from == question.fact.rpartition(".")[2]
                and item.position == question.item.index
                and standing.applies is not Truth.FALSE
                for status in situation.statuses
                for item, standing in status.items
            )
        interview = interview.with_answer(GivenAnswer(question.fact, answer))


@pytest.mark.parametrize("seed", range(40))
def test_the_first_fact_is_the_one_that_settles_most_on_the_average(seed: int) -> None:
    """Each open fact is given each of its values in turn, and the answers settled are counted."""
    profile = partly(seed)
    interview = Interview(CATALOGUE, profile, ON)
    facts = [open_.fact for open_ in ranked_open_facts(Situation(CATALOGUE, interview.profile, ON))]

    def settled(interview: Interview) -> int:
        statuses = Situation(CATALOGUE, interview.profile, ON).statuses
        return -sum(status.truths()[Truth.UNKNOWN] for status in statuses)

    kinds = [item.kind for item in interview.profile.business]
    gained = {
        name: mean(
            settled(interview.with_answer(GivenAnswer(name, one))) for one in possible(name, kinds)
        )
        for name in facts
    }
    by_knower = {
        knower: [name for name in facts if CATALOGUE.known_by(name, kinds) is knower]
        for knower in KnownBy
    }
    ours = by_knower[KnownBy.ENTERPRISE]
    assert facts == [*ours, *by_knower[KnownBy.CUSTOMS]]
    for names in (ours[ours[:1] == ["enterprise.credit_level"] :], by_knower[KnownBy.CUSTOMS]):
        means = [gained[name] for name in names]
        assert means == sorted(means, reverse=True)


def possible(name: str, kinds: list[str]) -> list[Value]:
    fact = CATALOGUE.fact(name, kinds)
    match fact.type:
        case FactType.BOOLEAN:
            return [False, True]
        case FactType.CHOICE:
            return list(fact.choices)
        case FactType.SET:
            return [(), *((choice,) for choice in fact.choices)]
        case FactType.INTEGER:
            return [0, 2]  # the one number that is compared: at least 2
        case _:
            raise AssertionError(name)


def partly(seed: int) -> dict[str, Any]:
    """Return a profile of which half is known."""
    chance, whole = random.Random(seed), enterprise(CATALOGUE, seed)

    def some(facts: Mapping[str, Any], owner: str = "") -> dict[str, Any]:
        return {
            name.removeprefix(owner): list(found) if isinstance(found, tuple) else found
            for name, found in facts.items()
            if name.startswith(owner) and chance.random() < 0.5 and found != "x"
        }

    return {
        "enterprise": some(whole.facts, "enterprise."),
        "readings": some(whole.facts, "readings."),
        "business": [{"kind": kind, **some(facts)} for kind, facts in whole.items],
    }


def ranked(facts: Mapping[str, Any], *provisions: Mapping[str, Any], items: int = 0) -> list[str]:
    """Return the open facts, best first, of a catalogue made for it, of which nothing is known.

    Args:
        facts: the facts of the enterprise or, with items, of their kind, each without its labels.
        provisions: the condition of each provision on the enterprise, or on an item.
        items: how many items of the one kind are pending.
    """
    word = {"zh": "甲", "en": "a"}
    declared = {name: {"label": word, "question": word, **fact} for name, fact in facts.items()}
    catalogue = {
        **shell(),
        "enterprise": {} if items else declared,
        "kinds": {"k": {"label": word, "facts": declared}} if items else {},
        "measures": [
            {
                "number": number,
                "id": f"m{number}",
                "category": "c",
                "title": word,
                "provisions": [
                    {
                        "id": str(number),
                        "summary": word,
                        "citation": {"document": "d"},
                        "route": "automatic",
                        "force": "firm",
                        **(
                            {"entitled": {"all": []}, "kind": "k", "triggered": condition}
                            if items
                            else {"entitled": condition}
                        ),
                    }
                ],
            }
            for number, condition in enumerate(provisions, 1)
        ],
    }
    book = Catalogue.model_validate(catalogue)
    document = {"enterprise": {}, "business": [{"kind": "k"}] * items}
    profile = read_profile(document, book)
    return [open_.fact for open_ in ranked_open_facts(Situation(book, profile, ON))]


def test_what_settles_an_item_settles_the_provision_if_no_other_item_is_open() -> None:
    """A "no" about the only item settles both answers, as a "yes" does; so these are equals."""
    boolean = {"type": "boolean"}
    facts = dict.fromkeys("abcd", boolean)
    both_needed = {"all": [{"fact": f"item.{name}", "is": True} for name in "ab"]}
    one_will_do = {"any": [{"fact": f"item.{name}", "is": True} for name in "cd"]}
    assert ranked(facts, both_needed, one_will_do, items=1) == [
        f"business[0].{name}" for name in "abcd"
    ]
    # With another open item a "no" leaves the provision open, and the "yes" comes first.
    two = [f"business[{index}].{name}" for index in (0, 1) for name in "cd"]
    assert ranked(facts, both_needed, one_will_do, items=2)[:4] == two


def test_none_of_its_choices_is_a_value_of_a_set() -> None:
    """So two of three values of the set settle its provision, but three of five of the choice."""
    word = {"zh": "甲", "en": "a"}
    facts = {
        "choice": {"type": "choice", "choices": dict.fromkeys("vwxyz", word)},
        "set": {"type": "set", "choices": dict.fromkeys("xy", word)},
        "first": {"type": "boolean"},
        "second": {"type": "boolean"},
    }
    of_choice = {"fact": "enterprise.choice", "in": ["v", "w"]}
    of_set = {"fact": "enterprise.set", "has": "x"}
    found = ranked(
        facts,
        {"all": [of_choice, {"fact": "enterprise.first", "is": True}]},
        {"all": [of_set, {"fact": "enterprise.second", "is": True}]},
    )
    assert found[:2] == ["enterprise.set", "enterprise.choice"]


def test_equals_stay_in_the_catalogues_order() -> None:
    parts = tuple(Compare(name, "is", True) for name in reversed(FACTS))
    assert asked({"enterprise": {}}, of_one(AllOf(parts))) == FACTS[:1] + FACTS[1:]


# How many


@cache
def desk(order: Callable[[Situation], Iterable[OpenFact]]) -> Desk:
    """Return the one desk for an order: what it has asked once it remembers."""
    return Desk(CATALOGUE, order)


def questions(order: Callable[[Situation], Iterable[OpenFact]], *, silent: bool = False) -> float:
    """Return how many questions are put to 200 enterprises, on the average."""
    enterprises = (enterprise(CATALOGUE, seed) for seed in range(200))
    return mean(len(desk(order).hold(one, silent=silent).answers) for one in enterprises)


def test_no_more_is_asked_than_in_the_order_of_the_file(figures: Figures) -> None:
    ours, in_file_order = questions(best_first), questions(file_order)
    assert ours <= in_file_order
    figures(
        {
            "most results first": ours,
            "the order of the file": in_file_order,
            "the order of the file, readings in their place": questions(file_order_throughout),
        }
    )


def test_nor_where_customs_have_answered_nothing(figures: Figures) -> None:
    ours = questions(best_first, silent=True)
    in_file_order = questions(file_order_throughout, silent=True)
    assert ours <= in_file_order
    figures(
        {
            "most results first, no reading answered": ours,
            "the order of the file, readings in their place, none answered": in_file_order,
        }
    )


def test_at_the_end_all_is_settled_and_nothing_was_asked_twice() -> None:
    for seed in range(100):
        interview = desk(best_first).hold(enterprise(CATALOGUE, seed))
        names = [answer.fact for answer in interview.answers]
        assert len(names) == len(set(names))
        statuses = Situation(CATALOGUE, interview.profile, ON).statuses
        assert not any(status.truths()[Truth.UNKNOWN] for status in statuses)


def test_small_cases_are_near_the_best_that_is_possible(figures: Figures) -> None:
    """For each provision alone, with an item pending, every order of questions is tried."""
    ours, best = 0.0, 0.0
    for provision in (
        provision for catalogue, provision in PROVISIONS if catalogue.id == CATALOGUE.id
    ):
        expected = Expected(provision)
        ours, best = ours + expected.ours(()), best + expected.best(())
    assert best <= ours
    figures({"each provision alone": ours / 45, "the best possible": best / 45})


class Expected:
    """How many questions one provision takes on the average over all values of its facts."""

    def __init__(self, provision: Provision) -> None:
        measure = next(measure for measure, one in CATALOGUE.provisions() if one.id == provision.id)
        alone = measure.model_copy(update={"provisions": (provision,)})
        self.provision, self.catalogue = (
            provision,
            CATALOGUE.model_copy(update={"measures": (alone,)}),
        )
        self.values = domains(whole(provision), CATALOGUE, provision.kind)
        self.best = cache(self._best)
        self.ours = cache(self._ours)

    def _open(self, known: Known) -> list[str]:
        items: list[dict[str, Any]] = [{"kind": self.provision.kind}] if self.provision.kind else []
        document: dict[str, Any] = {"enterprise": {}, "readings": {}, "business": items}
        for name, value in known:
            owner, _, fact = name.partition(".")
            table = items[0] if owner == "item" else document[owner]
            table[fact] = list(value) if isinstance(value, tuple) else value
        situation = Situation(self.catalogue, read_profile(document, self.catalogue), ON)
        return [one.fact.replace("business[0]", "item") for one in ranked_open_facts(situation)]

    def _after(self, name: str, known: Known, cost: Callable[[Known], float]) -> float:
        return 1 + mean(cost((*known, (name, value))) for value in self.values[name])

    def _best(self, known: Known) -> float:
        return min((self._after(name, known, self.best) for name in self._open(known)), default=0)

    def _ours(self, known: Known) -> float:
        names = self._open(known)
        return self._after(names[0], known, self.ours) if names else 0


# The document


def next_of(profile: dict[str, Any]) -> Any:
    asking = QuestionSelector(CATALOGUE, read_profile(profile, CATALOGUE), ON)
    found = json.loads(document(asking.document()))
    jsonschema.validate(found, schema(SchemaName.QUESTION, CATALOGUE))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_a_script_can_drive_the_interview(seed: int) -> None:
    """All that a form needs stands in the document, and its keys never change."""
    one = enterprise(CATALOGUE, seed)
    profile: dict[str, Any] = {"enterprise": {}}
    keys, items = set(next_of(profile)), []
    while (found := next_of(profile))["fact"]:
        assert set(found) == keys
        assert found["why"]
        name = found["fact"]
        if found["type"] == "kinds":
            offered = {choice["value"] for choice in found["choices"]}
            items = [(kind, facts) for kind, facts in one.items if kind in offered]
            profile["business"] = [{"kind": kind} for kind, _ in items]
        elif found["item"]:
            index, key = found["item"]["index"], name.rpartition(".")[2]
            profile["business"][index][key] = plain(items[index][1][key])
        else:
            owner, _, key = name.partition(".")
            assert found["reading"] == (owner == "readings")
            profile.setdefault(owner, {})[key] = plain(one.facts[name])
    assert set(found) == keys
    assert found["progress"]["settled"] == found["progress"]["answers"]
    assert found["progress"]["at_most"] == 0
    assert (found["choices"], found["why"], found["wording"]) == ([], [], None)


def plain(value: Any) -> Any:
    value = list(value) if isinstance(value, tuple) else value
    return str(value) if isinstance(value, date) else value


def test_the_business_question_offers_what_some_provision_can_still_use() -> None:
    def offered(level: str) -> list[str]:
        found = next_of({"enterprise": {"credit_level": level}})
        assert (found["fact"], found["type"]) == ("business", "kinds")
        return [choice["value"] for choice in found["choices"]]

    assert offered("dishonest") == [
        "commodity_inspection",
        "special_goods_approval",
        "credit_cultivation",
    ]
    assert len(offered("advanced_certified")) == len(CATALOGUE.kinds)


def test_what_was_said_not_to_be_known_is_not_asked_again() -> None:
    names = asked({"enterprise": {}})
    assert len(names) == len(set(names))
    unknown: dict[str, Any] = {"enterprise": {}, "unknown": ["enterprise.credit_level"]}
    assert next_of(unknown)["fact"] == "business"
    unknown["unknown"] = {"enterprise.credit_level": "2026-03-01", "business": True}
    assert next_of(unknown)["fact"] not in {"enterprise.credit_level", "business"}


def test_a_person_who_comes_again_is_asked_again() -> None:
    unknown = {"enterprise": {}, "unknown": ["enterprise.credit_level", "business"]}
    interview = Interview(CATALOGUE, unknown, ON)
    assert asked(unknown)[:2] == ["enterprise.credit_level", "business"]
    answered = interview.with_answer(GivenAnswer("enterprise.credit_level", "regular"))
    assert answered.profile.unknown == {"business": None}
    still = answered.with_answer(GivenAnswer("business", None))
    assert still.profile.unknown == {"business": ON}
    assert still.question is None or still.question.fact != "business"


def test_nothing_pending_is_an_answer_and_nothing_said_is_none() -> None:
    level = {"enterprise": {"credit_level": "advanced_certified"}}
    assert "business" in asked(level)
    assert "business" not in asked({**level, "business": []})


def test_what_has_expired_is_asked_again_and_the_new_answer_counts() -> None:
    old: dict[str, Any] = {
        "enterprise": {"credit_level": "regular"},
        "business": [{"kind": "special_goods_approval", "id": "X", "special_circumstances": False}],
        "evidence": {
            "enterprise.credit_level": {"valid_until": "2026-03-01"},
            "business[X].special_circumstances": {"valid_until": "2026-03-01"},
        },
    }
    names = asked(old)
    assert {"enterprise.credit_level", "business[0].special_circumstances"} < set(names)
    interview = Interview(CATALOGUE, old, ON)
    told = interview.with_answer(GivenAnswer("enterprise.credit_level", "dishonest"))
    told = told.with_answer(GivenAnswer("business[0].special_circumstances", True))
    assert told.profile.enterprise["credit_level"] == "dishonest"
    assert told.profile.expired(ON) == ()
    assert len(old["evidence"]) == 2


def test_at_most_so_many_questions_come_as_was_said() -> None:
    for seed in range(50):
        interview = desk(best_first).hold(enterprise(CATALOGUE, seed))
        left = 0
        while interview.answers:
            interview, left = interview.without_last_answer(), left + 1
            question = interview.question
            assert question is not None
            assert question.progress.at_most is None or left <= question.progress.at_most


def test_each_question_says_which_measures_hang_on_it() -> None:
    found = next_of({"enterprise": {"credit_level": "regular"}, "business": TWO_APPROVALS})
    assert [reason["provisions"] for reason in found["why"]] == [["25a"]]
    assert found["type"] == AnswerType.BOOLEAN
    assert found["item"]["kind"] == "special_goods_approval"
