"""The draft of an unfinished interview: its answers, and what it started from.

A draft is resumed only with the catalogue and the profile that it started from.
"""

import hashlib
from datetime import date
from typing import Literal

from pydantic import Field, ValidationError

from aeo_cli.assessment.report import Plain
from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.syntax import decode
from aeo_cli.interview.dialogue import Interview
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import Evidence
from aeo_cli.rules.comparison_keys import StrictDate


class DraftAnswer(Model):
    """An answer as the file of a draft holds it."""

    fact: str
    value: Plain | None
    """Null: it is not known."""
    source: str | None = None
    verified_on: StrictDate | None = None

    @classmethod
    def of(cls, answer: GivenAnswer) -> "DraftAnswer":
        """Return an answer in the form of the file."""
        value, evidence = answer.value, answer.evidence
        return cls(
            fact=answer.fact,
            value=value.isoformat() if isinstance(value, date) else value,
            source=evidence and evidence.source,
            verified_on=evidence and evidence.verified_on,
        )

    def given_answer(self) -> GivenAnswer:
        """Return the answer, with dates and times still as text."""
        evidence = Evidence(self.source, self.verified_on, None)
        return GivenAnswer(self.fact, self.value, evidence if any(evidence) else None)


class DraftFile(Model):
    """The content of a draft's file."""

    schema_: Literal["aeo-draft/1"] = Field(default="aeo-draft/1", alias="schema")
    catalogue: str
    began_from: str
    """A hash of the profile's document that the interview started from."""
    answers: tuple[DraftAnswer, ...]

    @classmethod
    def of(cls, interview: Interview) -> "DraftFile":
        """Return the draft of an interview."""
        return cls(
            catalogue=interview.catalogue.id,
            began_from=short_hash(repr(interview.document)),
            answers=tuple(map(DraftAnswer.of, interview.answers)),
        )

    @classmethod
    def read(cls, content: bytes) -> "DraftFile | None":
        """Return the draft that bytes encode; None: they are none."""
        try:
            text, _ = decode(content)
            return cls.model_validate_json(text)
        except (InputError, ValidationError):
            return None

    def encoded(self) -> bytes:
        """Return the content of the file."""
        return self.model_dump_json(indent=2).encode()

    def resumed(self, interview: Interview) -> Interview | None:
        """Return an interview with the answers of this draft.

        Args:
            interview: the interview at its start.

        Returns:
            None if no answer fits, or if the draft is of another catalogue, or of a profile that
            has changed since: its items may be other ones.
        """
        empty = DraftFile.of(interview)
        if (self.catalogue, self.began_from) != (empty.catalogue, empty.began_from):
            return None
        resumed = interview.with_draft(answer.given_answer() for answer in self.answers)
        return resumed if resumed.answers else None


def short_hash(text: str) -> str:
    """Return a short name for a text that no other text has."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
