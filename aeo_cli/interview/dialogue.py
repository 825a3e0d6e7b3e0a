"""The dialogue: answers collected one by one on top of a profile's document.

An interview is the document that it started from and the answers since; the profile follows from
both. Going back drops the last answer, resuming replays the answers of a draft, and saving writes
the answers into the document.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import InputError
from aeo_cli.interview.next_question import QuestionSelector
from aeo_cli.interview.question import Question
from aeo_cli.profile.answers import GivenAnswer, write_answers
from aeo_cli.profile.model import BUSINESS, Profile
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.facts import ImpliedBy
from aeo_cli.rules.names import item_index


class Navigation(Enum):
    """What a person can do instead of answering a question."""

    BACK = "back"
    """Drop the last answer and return to its question."""
    SKIP_REST = "skip_rest"
    """Leave this question and all others open, and finish."""


class Interview:
    """A profile's document and the answers given since. Each step returns a new interview.

    Args:
        catalogue: the catalogue, with the facts that can be asked for.
        document: the profile's document that the interview started from.
        on: the day of assessment.
        answers: the answers so far, in the order in which they were given.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        document: Mapping[str, Any],
        on: date,
        answers: tuple[GivenAnswer, ...] = (),
    ) -> None:
        self.catalogue, self.document, self.on, self.answers = catalogue, document, on, answers

    @cached_property
    def profile(self) -> Profile:
        """The profile with all answers so far."""
        return read_profile(self.document_with_answers, self.catalogue)

    @property
    def document_with_answers(self) -> dict[str, Any]:
        """A copy of the document with the answers written into it."""
        document = deepcopy(dict(self.document))
        write_answers(self.answers, document)
        return document

    @property
    def question(self) -> Question | None:
        """The next question; None if no question is left."""
        return QuestionSelector(self.catalogue, self.profile, self.on).next_question()

    def with_answer(self, answer: GivenAnswer) -> "Interview":
        """Return the interview with one more answer.

        Choosing what is pending also says what the names of the kinds say.
        """
        if answer.fact == BUSINESS and isinstance(answer.value, tuple):
            answer = answer._replace(implied=tuple(map(self._implied_by_choice, answer.value)))
        answers = (*self.answers, answer)
        return Interview(self.catalogue, self.document, self.on, answers)

    def without_last_answer(self) -> "Interview":
        """Return the interview without its last answer."""
        return Interview(self.catalogue, self.document, self.on, self.answers[:-1])

    def with_draft(self, answers: Iterable[GivenAnswer]) -> "Interview":
        """Return the interview with the answers of a draft, without those that no longer fit.

        The catalogue may have changed since: it may lack a fact, or not accept its value any more.
        """
        interview = self
        for answer in answers:
            if not interview.has_fact(answer.fact):
                continue
            try:
                profile = interview.with_answer(answer).profile
            except InputError:
                continue
            # A draft holds dates as text: the answer gets the value that the profile read.
            typed_answer = answer._replace(
                value=profile.known().get(answer.fact, answer.value),
                evidence=profile.evidence.get(answer.fact),
            )
            interview = interview.with_answer(typed_answer)
        return interview

    def _implied_by_choice(self, kind: str) -> dict[str, Value]:
        facts = self.catalogue.kinds[kind].facts if kind in self.catalogue.kinds else {}
        return {name: True for name, fact in facts.items() if fact.implied_by is ImpliedBy.CHOICE}

    def has_fact(self, name: str) -> bool:
        """Return whether there is a fact of this full name, or it is `business`."""
        index, items = item_index(name), self.profile.business
        if index is None:
            return name == BUSINESS or name in self.catalogue.facts()
        key = name.rpartition(".")[2]
        return index < len(items) and key in self.catalogue.kinds[items[index].kind].facts


def ask(
    interview: Interview,
    respond: Callable[[Question, Interview], GivenAnswer | Navigation],
    save: Callable[[Interview], None],
) -> Interview:
    """Ask every question that matters, in order, and return the interview with the answers.

    Args:
        interview: the interview to continue.
        respond: gets a person's response to a question, and shows the state of the interview.
        save: called after every answer. It is not called after a step back, so a person who stops
            then finds the dropped answer again in the draft.
    """
    while (question := interview.question) is not None:
        response = respond(question, interview)
        if response is Navigation.SKIP_REST:
            return interview
        if isinstance(response, Navigation):
            interview = interview.without_last_answer()
        else:
            interview = interview.with_answer(response)
            save(interview)
    return interview
