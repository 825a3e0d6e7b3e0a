"""The difference between two reports: each answer that changed, and what caused it to change.

This is the public document `aeo-difference/1`. The result of a what-if is one too: the difference
between what is and what would be. It holds only what differs; what is absent is null or empty.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Final, Generic, Literal, TypeVar

from pydantic import Field

from aeo_cli.assessment.calendar import CalendarReference
from aeo_cli.assessment.item_answer import Deadline
from aeo_cli.assessment.report import Summary, Verdict
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.catalogue.model import Caveat
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.comparison.causes import Cause, Pair
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.profile.item_matching import Match
from aeo_cli.rules.kleene import Truth

T = TypeVar("T")
DIFFERENCE: Final = "aeo-difference/1"
"""The name of the document and its version."""


class Source(StrEnum):
    """Where a side comes from."""

    PROFILE = "profile"
    """A profile, assessed now."""
    REPORT = "report"
    """A saved report."""


class Side(Model):
    """One of the two sides that are compared."""

    source: Source
    unaltered: bool | None
    """For a saved report: whether all that it says follows from the profile in it; null if that
    cannot be determined, and for a profile."""
    altered_at: str | None
    """For an altered report: the first place that differs from what the tool says."""
    ref: str | None
    tool: str
    catalogue: CatalogueReference
    calendar: CalendarReference
    """The edition of the calendar that counted its dates."""
    on: date
    """The day of assessment."""
    summary: Summary


class Turn(StrEnum):
    """How an answer changed."""

    GAINED = "gained"
    """It was no or open, and is yes now."""
    LOST = "lost"
    """It was yes, and is no now."""
    UNDETERMINED = "undetermined"
    """It was settled, and is open now."""
    RULED_OUT = "ruled_out"
    """It was open, and is no now."""


def turn_of(before: Truth, after: Truth) -> Turn | None:
    """Return how an answer changed; None if it is the same."""
    if before is after:
        return None
    if after is Truth.TRUE:
        return Turn.GAINED
    if after is Truth.UNKNOWN:
        return Turn.UNDETERMINED
    return Turn.LOST if before is Truth.TRUE else Turn.RULED_OUT


class Answer(Pair[T], Generic[T]):
    """An answer before and after; no causes, where it is the same."""

    causes: tuple[Cause, ...]


class Ordinary(Model):
    """The ordinary end of a limit, which counts if nothing shortens it."""

    open: Truth
    """Whether the ordinary rule is open to the enterprise at all."""
    at: datetime | date | None
    """Null unless it is."""
    last_office_day: date | None
    provisional: bool


class ItemAnswers(Model):
    """The answers of one provision about one pending item."""

    provision: str
    turn: Turn | None
    applies: Answer[Truth]
    deadline: Answer[Deadline | None]
    ordinary: Pair[Ordinary | None]
    """Null if there is no limit, the item is not pending, or the start is not known."""
    opened: tuple[str, ...]
    """The unknown facts that can change the answer now and could not before."""
    closed: tuple[str, ...]
    """The unknown facts that could change the answer before and cannot now."""


class Saved(Model):
    """By how much the limits of a pending item are shorter than the ordinary ones."""

    working_days: int
    """Saved of the time that customs has to decide, by the shortest limit that applies."""
    targets: int
    """How many of these days come from a target, which is not guaranteed."""
    working_days_at_most: int
    """The same, if the undetermined limits applied too."""
    targets_at_most: int
    hours: int
    """Saved of the notice that the enterprise has to give."""
    hours_at_most: int


class ItemDifference(Model):
    """A pending item of which some answer changed."""

    index: Match
    id: str | None
    business: str
    """The kind of business."""
    answers: tuple[ItemAnswers, ...]
    """The answers that changed."""
    saved: Pair[Saved]


class ProvisionDifference(Model):
    """A provision of which some answer changed."""

    id: str
    measure: int
    title: Text
    """Of the measure."""
    summary: Text
    route: Route
    force: Force
    effect: Effect | None
    """All of these as in the later report, or in the earlier one if only that has the provision."""
    turn: Turn | None
    """The change in whether it applies."""
    entitlement: Turn | None
    """The change in the entitlement, whether or not such business is pending."""
    verdict: Answer[Verdict | None]
    """Null where the catalogue has no such provision."""
    entitled: Answer[Truth | None]
    opened: tuple[str, ...]
    closed: tuple[str, ...]


class OpenDifference(Model):
    """A fact that can change an answer now and could not before, or the other way round."""

    fact: str
    causes: tuple[Cause, ...]


class Caveats(Model):
    """General caveats that are shown on one side only."""

    gained: tuple[Caveat, ...]
    lost: tuple[Caveat, ...]


class Difference(Model):
    """The whole difference."""

    schema_: Literal["aeo-difference/1"] = Field(default=DIFFERENCE, alias="schema")
    tool: str
    before: Side
    after: Side
    changed: bool
    """Whether any verdict, entitlement, answer about an item, deadline or open fact changed."""
    inputs: tuple[Cause, ...]
    """All that differs in profiles, catalogues and editions of the calendar, whether or not it
    affects an answer."""
    provisions: tuple[ProvisionDifference, ...]
    business: tuple[ItemDifference, ...]
    saved: Pair[Saved]
    """The sum over all pending items."""
    opened: tuple[OpenDifference, ...]
    closed: tuple[OpenDifference, ...]
    caveats: Caveats
