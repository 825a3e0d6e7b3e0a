"""Facts: what can be known of an enterprise, a reading or a pending item, and how to ask for it."""

from enum import StrEnum
from typing import Annotated

from pydantic import StrictBool, StringConstraints

from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.rules.identifiers import Identifier

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Figure = Annotated[
    str, StringConstraints(pattern=r"^[0-9]+( [a-z% ]+)?$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
]
"""A figure in a text, declared beside it: `10 day`, `75 point`, `282`, `2026-04-01`."""


class KnownBy(StrEnum):
    """Who can answer for a fact."""

    ENTERPRISE = "enterprise"
    CUSTOMS = "customs"
    """Only customs: it is asked last, and reported as a question for customs."""


class ImpliedBy(StrEnum):
    """What already says that a boolean fact of a pending item holds."""

    KIND = "kind"
    """The kind of business: an item that leaves the fact out says yes."""
    CHOICE = "choice"
    """Choosing the kind by its label, in an interview; a profile that leaves it out does not."""


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
    known_by: KnownBy = KnownBy.ENTERPRISE
    implied_by: ImpliedBy | None = None
    """What makes the question superfluous; the fact may still be given as false."""
    about_office_hours: Key | None = None
    """The moment of the item that this fact says to lie outside office hours."""
    figures: tuple[Figure, ...] = ()
    """Every figure in the question and the help."""
    fixed: StrictBool = False
    """Nobody can change it, such as a direction or an answered reading: no change is suggested."""
