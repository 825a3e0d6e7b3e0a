"""Interviews that were broken off: what was answered is kept until the interview is over.

Each interview has a draft of its own, a file in the user's state folder, readable by the user
alone. The latest that began from nothing, or from the same profile, is offered at the next start.
Nothing else is ever kept.
"""

import hashlib
from contextlib import suppress
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Literal

from pydantic import Field, ValidationError

from aeo_cli.documents import files
from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import InputError
from aeo_cli.interview.dialogue import Interview
from aeo_cli.profile.answers import Reply
from aeo_cli.profile.model import Evidence
from aeo_cli.rules.comparison_keys import StrictDate

Written = bool | int | str | tuple[str, ...]


class KeptAnswer(Model):
    """An answer as JSON writes it."""

    fact: str
    value: Written | None
    source: str | None = None
    verified_on: StrictDate | None = None

    @classmethod
    def of(cls, answer: Reply) -> "KeptAnswer":
        """Return an answer to be kept."""
        value, evidence = answer.value, answer.evidence
        return cls(
            fact=answer.fact,
            value=value.isoformat() if isinstance(value, date) else value,
            source=evidence and evidence.source,
            verified_on=evidence and evidence.verified_on,
        )

    def answer(self) -> Reply:
        """Return the answer that was kept."""
        evidence = Evidence(self.source, self.verified_on, None)
        return Reply(self.fact, self.value, evidence if any(evidence) else None)


class Kept(Model):
    """The file of a draft."""

    schema_: Literal["aeo-draft/1"] = Field(default="aeo-draft/1", alias="schema")
    catalogue: str
    began_from: str
    """The hash of the profile that the interview began from."""
    answers: tuple[KeptAnswer, ...]


class Draft:
    """Where the answers of one interview are kept, in a file of its own.

    Args:
        interview: the interview at its beginning.
        profile: the file that it began from; None: it began from nothing.
    """

    def __init__(self, interview: Interview, profile: str | None) -> None:
        self.interview = interview
        self.began_from = _hash(repr(interview.document))
        whose = "new" if profile is None else _hash(str(Path(profile).resolve()))
        self.name = f"interview-{interview.catalogue.id}-{whose}"
        self.path = state_folder() / f"{self.name}-{token_hex(4)}.json"

    def resumed(self) -> Interview | None:
        """Take over the latest draft, and return the interview with its answers, if there are any.

        What was kept for a profile that has changed since is not used: its items may be others.
        """
        found = (path for path in state_folder().glob(f"{self.name}-*.json") if path.is_file())
        for path in sorted(found, key=_age):
            try:
                kept = Kept.model_validate_json(files.read(str(path)))
            except (InputError, ValidationError):
                continue
            resumed = self.interview.resumed(one.answer() for one in kept.answers)
            if kept.began_from == self.began_from and resumed.answers:
                self.path = path
                return resumed
        return None

    def keep(self, interview: Interview) -> None:
        """Keep the answers of an interview.

        Raises:
            InputError: they cannot be written.
        """
        kept = Kept(
            catalogue=interview.catalogue.id,
            began_from=self.began_from,
            answers=tuple(map(KeptAnswer.of, interview.answers)),
        )
        files.write_private(self.path, kept.model_dump_json(indent=2).encode())

    def drop(self) -> None:
        """Forget the answers."""
        files.remove_quietly(self.path)


def _age(path: Path) -> float:
    """Return what the newest file has least of; one that has gone in between is the oldest."""
    with suppress(OSError):
        return -path.stat().st_mtime
    return 0


def state_folder() -> Path:
    """Return the one folder in which the tool keeps anything."""
    import platformdirs  # noqa: PLC0415  only an interview keeps anything

    return platformdirs.user_state_path("aeo", appauthor=False)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
