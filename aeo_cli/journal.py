"""What was answered in an interview, one answer after the other, on top of a profile's document.

An interview is the document that it began from and the answers since: the profile follows from
both. To go back is to drop the last answer, to resume is to give the kept ones again, to save is
to write them into the document.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from copy import deepcopy
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple

from aeo_cli.asking import Asking
from aeo_cli.catalogue import Catalogue
from aeo_cli.conditions import Value, item_index
from aeo_cli.errors import InputError
from aeo_cli.profile import BUSINESS, Evidence, Profile
from aeo_cli.profile_reader import read_profile
from aeo_cli.questions import Question

Document = MutableMapping[str, Any]


class Answer(NamedTuple):
    """What was answered to a question."""

    fact: str
    value: Value | None
    """Of business the kinds, one for each item; None: it is not known."""
    evidence: Evidence | None = None
    """Who said so, and when."""


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
        answers: tuple[Answer, ...] = (),
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
        write(self.answers, document)
        return document

    @property
    def question(self) -> Question | None:
        """The next question."""
        return Asking(self.catalogue, self.profile, self.on).question()

    def told(self, answer: Answer) -> "Interview":
        """Return the interview with one more answer."""
        answers = (*self.answers, answer)
        return Interview(self.catalogue, self.document, self.on, answers)

    def back(self) -> "Interview":
        """Return the interview without its last answer."""
        return Interview(self.catalogue, self.document, self.on, self.answers[:-1])

    def resumed(self, answers: Iterable[Answer]) -> "Interview":
        """Return the interview with kept answers; what no longer fits is left out."""
        interview = self
        for answer in answers:
            try:
                read = interview.told(answer).profile
            except (InputError, LookupError, TypeError):
                continue
            known = answer._replace(
                value=read.known().get(answer.fact, answer.value),
                evidence=read.evidence.get(answer.fact),
            )
            interview = interview.told(known)
        return interview


def ask(
    interview: Interview,
    person: Callable[[Question, Interview], Answer | Move],
    keep: Callable[[Interview], None],
) -> Interview:
    """Ask a person all that matters, in order, and return the interview with the answers.

    Args:
        interview: where to begin.
        person: who answers a question, having seen how things stand.
        keep: called after every answer and every step back.
    """
    while (question := interview.question) is not None:
        reply = person(question, interview)
        if reply is Move.SKIP:
            return interview
        interview = interview.back() if isinstance(reply, Move) else interview.told(reply)
        keep(interview)
    return interview


def write(answers: Iterable[Answer], document: Document) -> None:
    """Write answers into a profile's document."""
    for answer in answers:
        _forget(answer.fact, document)
        if answer.value is None:
            document["unknown"] = [*(document.get("unknown") or ()), answer.fact]
        elif answer.fact == BUSINESS and isinstance(answer.value, tuple):
            document[BUSINESS] = [{"kind": kind} for kind in answer.value]
        else:
            table, name = _table(answer.fact, document)
            value = answer.value
            table[name] = list(value) if isinstance(value, tuple) else value
        if answer.evidence:
            entry = {key: part for key, part in answer.evidence._asdict().items() if part}
            evidence = _within(document, "evidence")
            evidence[answer.fact] = entry


def _forget(fact: str, document: Document) -> None:
    """Remove what stood for a fact before; it was expired, or it would not have been asked for."""
    for name in _spellings(fact, document):
        (document.get("evidence") or {}).pop(name, None)
    owner, _, name = fact.rpartition(".")
    if item_index(fact) is not None or document.get(owner):
        table, name = _table(fact, document)
        table.pop(name, None)


def _spellings(fact: str, document: Document) -> Iterator[str]:
    """Yield every name of a fact that a profile may use."""
    yield fact
    if (index := item_index(fact)) is not None:
        name = fact.rpartition(".")[2]
        yield f"{BUSINESS}.{index}.{name}"
        yield f"{BUSINESS}[{document[BUSINESS][index].get('id')}].{name}"


def _table(fact: str, document: Document) -> tuple[Document, str]:
    """Return the table that a fact stands in, and its key there."""
    owner, _, name = fact.rpartition(".")
    index = item_index(fact)
    return (_within(document, owner) if index is None else document[BUSINESS][index]), name


def _within(document: Document, key: str) -> Document:
    if document.get(key) is None:
        document[key] = {}
    found: Document = document[key]
    return found
