"""Facts: what can be known of an enterprise, a reading or a pending item, and how to ask for it."""

from enum import StrEnum
from typing import Annotated

from pydantic import StrictBool, StringConstraints

from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.rules.identifiers import Identifier

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]


class FactType(StrEnum):
    """What kind of value a fact has."""

    TEXT = "text"
    CHOICE = "choice"
    SET = "set"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DATE = "date"
    DATETIME = "datetime"


class Choice(Text):
    """A value of a choice or a set, by its label."""

    informational: StrictBool = False
    """No condition depends on it: it is there for the reader, and no question offers it."""


class Fact(Model):
    """Something about the enterprise, a reading or a pending item that can be known."""

    type: FactType
    label: Text
    question: Text
    help: Text | None = None
    choices: dict[Word, Choice] = {}
    """The values of a choice or a set, in order."""
    highest: Word | None = None
    """The choice under which every provision applies that applies under any other choice."""
    format: Identifier | None = None
    """The official code that a text holds, so that its form can be checked."""
    informational: StrictBool = False
    """No condition depends on it: it is there for the reader, and is never asked for."""
    fixed: StrictBool = False
    """Nobody can change it, such as a direction or an answered reading: no change is suggested."""
