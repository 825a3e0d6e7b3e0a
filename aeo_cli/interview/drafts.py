"""Drafts: the answers of an unfinished interview, kept until it is finished.

Each interview has a draft of its own, a file in the user's state folder that only the user can
read. When an interview starts, the latest draft that started from the same profile, or likewise
from none, is offered. The tool keeps no other files.
"""

import hashlib
from contextlib import suppress
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Literal

import platformdirs
from pydantic import Field, ValidationError

from aeo_cli.assessment.report import Plain
from aeo_cli.documents import files, syntax
from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import InputError
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


class Draft:
    """The draft of one interview, in a file of its own.

    Args:
        interview: the interview at its start.
        profile: the file of the profile that it started from; None if it started from none.
    """

    def __init__(self, interview: Interview, profile: str | None) -> None:
        self.interview = interview
        self.document_hash = _hash(repr(interview.document))
        origin = "new" if profile is None else _hash(str(Path(profile).resolve()))
        self.name = f"interview-{interview.catalogue.id}-{origin}"
        # Two interviews about one profile, in two windows, must not overwrite each other's draft.
        self.path = state_folder() / f"{self.name}-{token_hex(4)}.json"

    def resume(self) -> Interview | None:
        """Adopt the latest usable draft and return the interview with its answers; None if none.

        The draft of a profile that has changed since is not used: its items may be other ones.
        """
        paths = (path for path in state_folder().glob(f"{self.name}-*.json") if path.is_file())
        for path in sorted(paths, key=_newest_first):
            try:
                text, _ = syntax.decode(files.read(str(path)))
                content = DraftFile.model_validate_json(text)
            except (InputError, ValidationError):
                continue
            if content.began_from != self.document_hash:
                continue
            interview = self.interview.with_draft(
                answer.given_answer() for answer in content.answers
            )
            if interview.answers:
                self.path = path
                return interview
        return None

    def save(self, interview: Interview) -> None:
        """Save the answers of an interview.

        Raises:
            InputError: the file cannot be written.
        """
        content = DraftFile(
            catalogue=interview.catalogue.id,
            began_from=self.document_hash,
            answers=tuple(map(DraftAnswer.of, interview.answers)),
        )
        files.write_private(self.path, content.model_dump_json(indent=2).encode())

    def delete(self) -> None:
        """Delete the file, if there is one."""
        files.remove_quietly(self.path)


def _newest_first(path: Path) -> float:
    """Return the sort key of a file; one deleted in the meantime is sorted last."""
    with suppress(OSError):
        return -path.stat().st_mtime
    return 0


def state_folder() -> Path:
    """Return the folder of the drafts, the only one in which the tool keeps files of its own."""
    return platformdirs.user_state_path("aeo", appauthor=False)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
