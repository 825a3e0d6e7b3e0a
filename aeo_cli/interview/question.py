"""A question: what to ask of an enterprise, why, and how much is settled so far.

`aeo-question/1` is a public document, from which a script or a form on the web can drive an
interview. Its shape never varies: what is absent is null or empty.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text


class AnswerType(StrEnum):
    """What kind of value answers a question: that of its fact, or kinds of business."""

    CHOICE = "choice"
    SET = "set"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DATE = "date"
    DATETIME = "datetime"
    KINDS = "kinds"
    """Kinds of business, an item for each; one kind may stand several times."""


class Option(Model):
    """A choice that a question offers."""

    value: bool | str
    label: Text
    help: Text | None

    @property
    def key(self) -> str:
        """The value as a profile writes it, without quotes."""
        return str(self.value).lower() if isinstance(self.value, bool) else self.value


class Reason(Model):
    """A measure that hangs on a question."""

    number: int
    title: Text
    provisions: tuple[str, ...]


class AskedItem(Model):
    """The pending item that a question is about."""

    index: int
    id: str | None
    kind: str
    label: Text
    """Of the kind."""


class Progress(Model):
    """How far an interview has come."""

    settled: int
    """Of the answers, those that nothing can change any more."""
    answers: int
    """One for each provision, and one for each of its pending items."""
    at_most: int | None
    """How many questions can still come; null before it is known what is pending."""


class Question(Model):
    """What to ask a person."""

    fact: str
    """The full name of the fact, or `business`."""
    type: AnswerType
    reading: bool
    """Whether only customs can settle it: who said so, and when, belongs into the evidence."""
    item: AskedItem | None
    label: Text
    wording: Text
    help: Text | None
    choices: tuple[Option, ...]
    """Of a number or a day there are none."""
    why: tuple[Reason, ...]
    """The measures that hang on it."""
    progress: Progress


class NextQuestion(Model):
    """The public document `aeo-question/1`; without a question all its parts are null or empty."""

    schema_: Literal["aeo-question/1"] = Field(default="aeo-question/1", alias="schema")
    tool: str
    catalogue: CatalogueReference
    on: date
    fact: str | None
    """Null: no question is left."""
    type: AnswerType | None
    reading: bool
    item: AskedItem | None
    label: Text | None
    wording: Text | None
    help: Text | None
    choices: tuple[Option, ...]
    why: tuple[Reason, ...]
    progress: Progress
