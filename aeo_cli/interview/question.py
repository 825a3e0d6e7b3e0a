"""A question: what to ask of an enterprise, why, and how far the interview is.

`aeo-question/1` is a public document with which a script or a web form can drive an interview. Its
fields are always all there: what is absent is null or empty.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.rules.facts import KnownBy


class AnswerType(StrEnum):
    """What kind of value answers a question: that of its fact, or kinds of business."""

    CHOICE = "choice"
    SET = "set"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DATE = "date"
    DATETIME = "datetime"
    KINDS = "kinds"
    """Kinds of business, one for each pending item; a kind can be repeated."""

    @property
    def takes_several(self) -> bool:
        """Whether any number of choices can answer it, also none."""
        return self in {AnswerType.SET, AnswerType.KINDS}


class Option(Model):
    """A choice that a question offers."""

    value: bool | str
    label: Text
    help: Text | None

    @property
    def key(self) -> str:
        """The value as written in a profile, without quotes: `true`, `certified`."""
        return str(self.value).lower() if isinstance(self.value, bool) else self.value


class Reason(Model):
    """A measure that a question affects."""

    number: int
    title: Text
    provisions: tuple[str, ...]


class AskedItem(Model):
    """The pending item that a question is about."""

    index: int
    id: str | None
    kind: str
    label: Text
    """The label of the kind."""


class Progress(Model):
    """How far an interview has come."""

    settled: int
    """How many answers nothing can change any more."""
    answers: int
    """How many there are: one for each provision, and one for each of its pending items."""
    at_most: int | None
    """How many questions can still follow; null before it is known what is pending."""


class Question(Model):
    """What to ask a person."""

    fact: str
    """The full name of the fact, or `business`."""
    type: AnswerType
    reading: bool
    """Whether it is a question of law; who answered it, and when, is recorded as evidence."""
    known_by: KnownBy
    """Who can answer it: the enterprise, or only customs."""
    item: AskedItem | None
    label: Text
    wording: Text
    help: Text | None
    choices: tuple[Option, ...]
    """Empty for a number or a date."""
    why: tuple[Reason, ...]
    """The measures that the answer can affect."""
    progress: Progress


class NextQuestion(Model):
    """The public document `aeo-question/1`; without a question all its parts are null or empty."""

    schema_: Literal["aeo-question/1"] = Field(default="aeo-question/1", alias="schema")
    tool: str
    catalogue: CatalogueReference
    on: date
    fact: str | None
    """Null if no question is left."""
    type: AnswerType | None
    reading: bool
    known_by: KnownBy | None
    item: AskedItem | None
    label: Text | None
    wording: Text | None
    help: Text | None
    choices: tuple[Option, ...]
    why: tuple[Reason, ...]
    progress: Progress
