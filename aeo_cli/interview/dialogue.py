"""What was answered in an interview, one answer after the other, on top of a profile's document.

An interview is the document that it began from and the answers since: the profile follows from
both. To go back is to drop the last answer, to resume is to give the kept ones again, to save is
to write them into the document.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import InputError
from aeo_cli.interview.next_question import Asking
from aeo_cli.interview.question import Question
from aeo_cli.profile.answers import Reply, write_answers
from aeo_cli.profile.model import BUSINESS, Profile
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.names import item_index


class Move(Enum):
    """What a person can do instead of answering."""

    BACK = "back"
    SKIP = "skip"
    """Leave the rest open."""


class Interview:
    """A profile's document, and what was answered since.

    Args:
        catalogue: what there is to know.
        document: the profile that it began from; it is not changed.
        on: the day of assessment.
        answers: what was answered, first to last.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        document: Mapping[str, Any],
        on: date,
        answers: tuple[Reply, ...] = (),
    ) -> None:
        self.catalogue, self.document, self.on, self.answers = catalogue, document, on, answers

    @cached_property
    def profile(self) -> Profile:
        """The profile as it is now."""
        return read_profile(self.told_document, self.catalogue)

    @property
    def told_document(self) -> dict[str, Any]:
        """The document with the answers written into it."""
        document = deepcopy(dict(self.document))
        write_answers(self.answers, document)
        return document

    @property
    def question(self) -> Question | None:
        """The next question."""
        return Asking(self.catalogue, self.profile, self.on).question()

    def told(self, answer: Reply) -> "Interview":
        """Return the interview with one more answer."""
        answers = (*self.answers, answer)
        return Interview(self.catalogue, self.document, self.on, answers)

    def back(self) -> "Interview":
        """Return the interview without its last answer."""
        return Interview(self.catalogue, self.document, self.on, self.answers[:-1])

    def knows(self, fact: str) -> bool:
        """Say whether there is a fact of this full name."""
        index, items = item_index(fact), self.profile.business
        if index is None:
            return fact == BUSINESS or fact in self.catalogue.facts()
        name = fact.rpartition(".")[2]
        return index < len(items) and name in self.catalogue.kinds[items[index].kind].facts

    def resumed(self, answers: Iterable[Reply]) -> "Interview":
        """Return the interview with kept answers; what no longer fits is left out."""
        interview = self
        for answer in answers:
            if not interview.knows(answer.fact):
                continue
            try:
                read = interview.told(answer).profile
            except InputError:
                continue
            known = answer._replace(
                value=read.known().get(answer.fact, answer.value),
                evidence=read.evidence.get(answer.fact),
            )
            interview = interview.told(known)
        return interview


def ask(
    interview: Interview,
    person: Callable[[Question, Interview], Reply | Move],
    keep: Callable[[Interview], None],
) -> Interview:
    """Ask a person all that matters, in order, and return the interview with the answers.

    Args:
        interview: where to begin.
        person: who answers a question, having seen how things stand.
        keep: called after every answer. A step back changes nothing that is kept: whoever stops
            then, gets the answer again that was there.
    """
    while (question := interview.question) is not None:
        reply = person(question, interview)
        if reply is Move.SKIP:
            return interview
        if isinstance(reply, Move):
            interview = interview.back()
        else:
            interview = interview.told(reply)
            keep(interview)
    return interview
