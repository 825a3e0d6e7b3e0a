"""What can cause an answer to change, as the public document of a difference shows it."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import Field

from aeo_cli.assessment.calendar import CalendarReference
from aeo_cli.assessment.report import EvidenceView, Plain
from aeo_cli.documents.model import Model
from aeo_cli.profile.item_matching import Match

T = TypeVar("T")


class Pair(Model, Generic[T]):
    """Something as it was, or is, and as it is now, or would be."""

    before: T
    after: T

    @classmethod
    def of(cls, sides: Iterable[T]) -> "Pair[T]":
        """Return the pair of two values, the earlier one first."""
        before, after = sides
        return cls.model_construct(before=before, after=after)

    @property
    def sides(self) -> tuple[T, T]:
        """Both values, the earlier one first."""
        return self.before, self.after


class FactCause(Model):
    """A fact of the profile has another value; it is named as the later report names it."""

    kind: Literal["fact"] = "fact"
    fact: str
    before: Plain | None
    after: Plain | None
    expired: Pair[date | None] = Pair(before=None, after=None)
    """When the evidence for it expired, on the side where it is unknown for that reason."""


class ItemCause(Model):
    """A pending item was added or removed."""

    kind: Literal["item"] = "item"
    index: Match
    id: str | None
    business: str
    """The kind of business."""


class DetailCause(Model):
    """A detail of the profile that no condition uses differs: its ref, an item's id or note.

    No answer depends on it.
    """

    kind: Literal["detail"] = "detail"
    name: str
    """`ref`, or for example `business[0].note`, as the later report names it."""
    before: str | None
    after: str | None


class EvidenceCause(Model):
    """The evidence for a fact changed: no answer depends on it unless it has expired."""

    kind: Literal["evidence"] = "evidence"
    fact: str
    before: EvidenceView | None
    after: EvidenceView | None


class DayCause(Model):
    """The evidence for a fact ended between the two days, so that it is unknown on one of them."""

    kind: Literal["day"] = "day"
    fact: str
    valid_until: date
    before: date
    after: date


class Part(StrEnum):
    """A part of a provision."""

    ITSELF = "itself"
    """Whether the catalogue has the provision at all."""
    MEASURE = "measure"
    """The title of its measure."""
    ENTITLED = "entitled"
    """The condition on the enterprise."""
    STANDING = "standing"
    """Whether it needs no pending business."""
    BUSINESS = "business"
    """The kind of business that it serves; null for a report that has none pending to show it."""
    TRIGGERED = "triggered"
    """The condition on a pending item."""
    EFFECT = "effect"
    RUNS_FROM = "runs_from"
    """The item's fact that starts its time limit."""
    OFFICE_HOURS = "office_hours"
    """The office hours of the catalogue, for a notice that the enterprise gives."""
    ROUTE = "route"
    FORCE = "force"
    SUMMARY = "summary"
    HOW = "how"
    OTHERWISE = "otherwise"
    CITATION = "citation"
    CAVEATS = "caveats"
    """The caveats shown, without those shown under a condition."""


class CatalogueCause(Model):
    """The catalogue changed a provision."""

    kind: Literal["catalogue"] = "catalogue"
    provision: str
    part: Part
    before: Any
    """As JSON writes the catalogue or its list of measures; null if there was none."""
    after: Any


class CalendarCause(Model):
    """The dates were counted with another edition of the working-day calendar."""

    kind: Literal["calendar"] = "calendar"
    before: CalendarReference
    after: CalendarReference


class ToolCause(Model):
    """The tool has another version."""

    kind: Literal["tool"] = "tool"
    before: str
    after: str


class InconsistencyCause(Model):
    """The answers of a report do not follow from its own facts and conditions.

    Its side says whether it was altered, as far as that is known.
    """

    kind: Literal["inconsistency"] = "inconsistency"
    side: Literal["before", "after"]


Cause = Annotated[
    FactCause
    | ItemCause
    | DetailCause
    | EvidenceCause
    | DayCause
    | CatalogueCause
    | CalendarCause
    | ToolCause
    | InconsistencyCause,
    Field(discriminator="kind"),
]
