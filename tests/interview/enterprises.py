"""Enterprises at random, and how many questions are put to them in one order or another."""

import random
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple
from unittest.mock import patch

from aeo_cli.assessment.open_facts import ranked_open_facts
from aeo_cli.assessment.report import OpenFact
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.interview.dialogue import Interview
from aeo_cli.interview.question import Question
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import BUSINESS
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.names import item_index

ON = date(2026, 3, 2)


class Enterprise(NamedTuple):
    """An enterprise of which everything is known."""

    facts: dict[str, Any]
    items: list[tuple[str, dict[str, Any]]]
    """The pending items: kind and facts."""


def enterprise(catalogue: Catalogue, seed: int) -> Enterprise:
    """Return an enterprise with up to five pending items, sometimes two of one kind."""
    chance = random.Random(seed)
    kinds = chance.sample(list(catalogue.kinds), chance.randrange(5))
    if kinds and chance.random() < 0.3:
        kinds.append(chance.choice(kinds))
    return Enterprise(
        {name: value(fact, chance) for name, fact in catalogue.facts().items()},
        [
            (kind, {name: value(one, chance) for name, one in catalogue.kinds[kind].facts.items()})
            for kind in kinds
        ],
    )


def value(fact: Fact, chance: random.Random) -> Any:
    match fact.type:
        case FactType.BOOLEAN:
            return chance.random() < 0.5
        case FactType.CHOICE:
            return chance.choice(list(fact.choices))
        case FactType.SET:
            return tuple(choice for choice in fact.choices if chance.random() < 0.3)
        case FactType.INTEGER:
            return chance.randrange(4)
        case FactType.DATE:
            return date(2026, 3, chance.randrange(1, 28))
        case FactType.DATETIME:
            return "2026-03-07T22:00"
        case FactType.TEXT:
            return "x"


class Desk:
    """Puts questions to enterprises in one order; what was asked once is looked up.

    Args:
        catalogue: what there is to know.
        order: in which order the open facts are asked for.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        order: Callable[[Situation], Iterable[OpenFact]] = ranked_open_facts,
    ) -> None:
        self.catalogue, self.order = catalogue, order
        self.questions: dict[str, Question | None] = {}

    def hold(self, one: Enterprise, *, silent: bool = False) -> Interview:
        """Return the interview with one enterprise, at its end.

        Args:
            one: the enterprise.
            silent: whether customs have answered none of the readings.
        """
        interview = Interview(self.catalogue, {"enterprise": {}}, ON)
        pending: list[dict[str, Any]] = []
        while question := self.next(interview):
            answer = None if silent and question.reading else one.facts.get(question.fact)
            if question.fact == BUSINESS:
                offered = {choice.value for choice in question.choices}
                answer = tuple(kind for kind, _ in one.items if kind in offered)
                pending = [facts for kind, facts in one.items if kind in offered]
            elif (index := item_index(question.fact)) is not None:
                answer = pending[index][question.fact.rpartition(".")[2]]
            interview = interview.with_answer(GivenAnswer(question.fact, answer))
        return interview

    def next(self, interview: Interview) -> Question | None:
        """Return the next question of an interview."""
        key = repr(interview.document_with_answers)
        if key not in self.questions:
            with patch("aeo_cli.interview.next_question.ranked_open_facts", self.order):
                self.questions[key] = interview.question
        return self.questions[key]


_RANKED: dict[tuple[str, str], tuple[OpenFact, ...]] = {}


def best_first(situation: Situation) -> tuple[OpenFact, ...]:
    """Order open facts as the tool does; where another order has been there, it is looked up."""
    key = (situation.catalogue.id, repr(situation.profile))
    if key not in _RANKED:
        _RANKED[key] = ranked_open_facts(situation)
    return _RANKED[key]


def file_order(situation: Situation) -> list[OpenFact]:
    """Order open facts as the catalogue's file does, with readings last all the same."""
    return sorted(
        best_first(situation),
        key=lambda one: (one.fact.startswith("readings."), place(one.fact, situation)),
    )


def file_order_throughout(situation: Situation) -> list[OpenFact]:
    """Order open facts as the catalogue's file does: readings before what is pending."""
    heading = situation.catalogue.heading
    return sorted(
        best_first(situation), key=lambda one: (one.fact not in heading, place(one.fact, situation))
    )


def place(name: str, situation: Situation) -> tuple[int, int]:
    catalogue, index = situation.catalogue, item_index(name)
    if index is None:
        return -1, list(catalogue.facts()).index(name)
    facts = catalogue.kinds[situation.profile.business[index].kind].facts
    return index, list(facts).index(name.rpartition(".")[2])
