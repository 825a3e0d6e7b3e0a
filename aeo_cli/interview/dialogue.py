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
from aeo_cli.interview import naming
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.next_question import QuestionSelector
from aeo_cli.interview.question import Question
from aeo_cli.interview.replay import moved_answers, moved_items
from aeo_cli.profile.answers import GivenAnswer, write_answers
from aeo_cli.profile.model import BUSINESS, Profile
from aeo_cli.profile.names import keys_by_label
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.facts import Fact, ImpliedBy
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
        earlier: by fact, the answers that were taken back; each is shown when its question returns.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        document: Mapping[str, Any],
        on: date,
        answers: tuple[GivenAnswer, ...] = (),
        earlier: Mapping[str, GivenAnswer] | None = None,
    ) -> None:
        self.catalogue, self.document, self.on, self.answers = catalogue, document, on, answers
        self.earlier = earlier or {}

    @cached_property
    def keys(self) -> dict[str, str]:
        """The keys of facts by their labels, which may stand in the document."""
        return keys_by_label(self.catalogue)

    @cached_property
    def profile(self) -> Profile:
        """The profile with all answers so far."""
        return read_profile(self.document_with_answers, self.catalogue)

    @cached_property
    def first_profile(self) -> Profile:
        """The profile that the interview started from."""
        return read_profile(self.document, self.catalogue)

    @property
    def document_with_answers(self) -> dict[str, Any]:
        """A copy of the document with the answers written into it."""
        document = deepcopy(dict(self.document))
        write_answers(self.answers, document, self.on, self.keys)
        return document

    @cached_property
    def selector(self) -> QuestionSelector:
        """What selects the next question that changes an answer, or gives one a date.

        What the profile stated not to be known is asked again; what was answered with "I don't
        know" since is not.
        """
        given_up = [answer.fact for answer in self.answers if answer.value is None]
        return QuestionSelector(self.catalogue, self.profile, self.on, given_up)

    @cached_property
    def question(self) -> Question | None:
        """The next question that changes an answer, or gives one a date; None: none is left."""
        return self.selector.next_question()

    @cached_property
    def question_for_person(self) -> Question | NamingQuestion | None:
        """The next question for a person, who is also asked for names; None: none is left.

        The name of the enterprise comes first, if nothing is known of it yet, and that of an item
        before all other questions about it and about later items.
        """
        answered = {answer.fact for answer in self.answers}
        name = naming.enterprise_name(self.catalogue)
        if name and name not in answered and not any(self.document.values()):
            return naming.question_about(name, self.catalogue, self.profile)
        first_new = len(self.first_profile.business)
        unnamed = naming.naming_question(self.catalogue, self.profile, first_new, answered)
        question = self.question
        if unnamed is None or unnamed.item is None:
            return question
        is_of_named_item = question and question.item and question.item.index < unnamed.item.index
        starts = self.selector.start_dates
        return question if question and is_of_named_item and question.fact in starts else unnamed

    def with_answer(self, answer: GivenAnswer) -> "Interview":
        """Return the interview with one more answer.

        Choosing what is pending also says what the names of the kinds say.
        """
        earlier = self.earlier
        if answer.fact == BUSINESS and isinstance(answer.value, tuple):
            answer = answer._replace(implied=tuple(map(self._implied_by_choice, answer.value)))
            if BUSINESS in earlier:
                first = len(self.profile.business)
                places = moved_items(earlier[BUSINESS].value, answer.value, first)
                earlier = {
                    moved.fact: moved for moved in moved_answers(earlier.values(), places, first)
                }
        return self._with_answers((*self.answers, answer), earlier)

    def without_last_answer(self) -> "Interview":
        """Return the interview without its last answer, which its question will show."""
        *others, last = self.answers
        return self._with_answers(tuple(others), {**self.earlier, last.fact: last})

    def up_to(self, position: int) -> "Interview":
        """Return the interview before the answer at a position, which its question will show."""
        answer = self.answers[position]
        return self._with_answers(self.answers[:position], {answer.fact: answer})

    def _with_answers(
        self, answers: tuple[GivenAnswer, ...], earlier: Mapping[str, GivenAnswer]
    ) -> "Interview":
        return Interview(self.catalogue, self.document, self.on, answers, earlier)

    def with_draft(self, answers: Iterable[GivenAnswer]) -> "Interview":
        """Return the interview with the answers of a draft, without those that no longer fit.

        The catalogue may have changed since: it may lack a fact, or not accept its value any more.
        """
        interview = self
        for answer in answers:
            if not interview.accepts(answer):
                continue
            profile = interview.with_answer(answer).profile
            # A draft holds dates as text: the answer gets the value that the profile read.
            typed_answer = answer._replace(
                value=profile.known().get(answer.fact, answer.value),
                evidence=profile.evidence.get(answer.fact),
            )
            interview = interview.with_answer(typed_answer)
        return interview

    def accepts(self, answer: GivenAnswer) -> bool:
        """Return whether an answer can be given: there is the fact, and it takes the value."""
        if not self.has_fact(answer.fact):
            return False
        try:
            self.with_answer(answer).profile  # noqa: B018  it is read here
        except InputError:
            return False
        return True

    def _implied_by_choice(self, kind: str) -> dict[str, Value]:
        facts = self.catalogue.kinds[kind].facts if kind in self.catalogue.kinds else {}
        return {name: True for name, fact in facts.items() if fact.implied_by is ImpliedBy.CHOICE}

    def fact(self, name: str) -> Fact:
        """Return the fact of a full name."""
        return self.catalogue.fact(name, [item.kind for item in self.profile.business])

    def has_fact(self, name: str) -> bool:
        """Return whether there is a fact of this full name, or it is `business` or an item's id."""
        index, items = item_index(name), self.profile.business
        if index is None:
            return name == BUSINESS or name in self.catalogue.facts()
        key = name.rpartition(".")[2]
        if index >= len(items):
            return False
        return naming.names_item(name) or key in self.catalogue.kinds[items[index].kind].facts


Respond = Callable[[Question | NamingQuestion, Interview], GivenAnswer | Navigation]
"""Gets a person's response to a question, and shows the state of the interview."""


def ask(interview: Interview, respond: Respond, save: Callable[[Interview], None]) -> Interview:
    """Ask every question that matters, in order, and return the interview with the answers.

    Args:
        interview: the interview to continue.
        respond: gets a person's response.
        save: called after every answer. It is not called after a step back, so a person who stops
            then finds the dropped answer again in the draft.
    """
    while (question := interview.question_for_person) is not None:
        response = respond(question, interview)
        if response is Navigation.SKIP_REST:
            return interview
        if isinstance(response, Navigation):
            interview = interview.without_last_answer()
        else:
            interview = interview.with_answer(response)
            save(interview)
    return interview
