"""The difference between two reports: each answer that changed, and because of what.

This is the public document `aeo-difference/1`. A what-if is one too: the difference between what is
and what would be. It names only what differs; what is absent is null or empty.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Generic, Literal, TypeVar

from pydantic import Field

from aeo_cli.catalogue import Caveat, Force, Route
from aeo_cli.effects import Effect
from aeo_cli.kleene import Truth
from aeo_cli.model import Model
from aeo_cli.report import CatalogueReference, Deadline, Plain, Summary, Verdict
from aeo_cli.text import Text

T = TypeVar("T")
DIFFERENCE: Final = "aeo-difference/1"
"""The name of the document and its version."""


class Source(StrEnum):
    """Where a side comes from."""

    PROFILE = "profile"
    """A profile, assessed now."""
    REPORT = "report"
    """A report that was saved."""


class Side(Model):
    """One of the two that are compared."""

    source: Source
    unaltered: bool | None
    """Of a report: whether it is what the tool says of its profile; null where none can tell."""
    altered_at: str | None
    """Of a report that was altered: the first place that is not what the tool says."""
    ref: str | None
    tool: str
    catalogue: CatalogueReference
    on: date
    """The day of assessment."""
    summary: Summary


# Causes


class FactCause(Model):
    """A fact of the profile has another value, or an item of business came up or is gone.

    A fact is named as the report that came after names it. Where an item came up or is gone, it is
    the item that is named, `business[0]`, and the values are its kind and null.
    """

    kind: Literal["fact"] = "fact"
    fact: str
    before: Plain | None
    after: Plain | None


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
    """The catalogue has the provision, or has it not."""
    MEASURE = "measure"
    """The title of its measure."""
    ENTITLED = "entitled"
    BUSINESS = "business"
    """The kind of business that it serves."""
    TRIGGERED = "triggered"
    EFFECT = "effect"
    ROUTE = "route"
    FORCE = "force"
    SUMMARY = "summary"
    HOW = "how"
    OTHERWISE = "otherwise"
    CITATION = "citation"
    CAVEATS = "caveats"
    """Those that are shown."""


class CatalogueCause(Model):
    """The catalogue says something else of a provision."""

    kind: Literal["catalogue"] = "catalogue"
    provision: str
    part: Part
    before: Any
    """As the catalogue, or its list of measures, writes it; null: there was none."""
    after: Any


class ToolCause(Model):
    """The tool is another version, or knows the official calendar better."""

    kind: Literal["tool"] = "tool"
    calendar: bool
    """Whether it is the calendar of public holidays and make-up days."""
    before: str
    after: str


class AlterationCause(Model):
    """A report does not say what follows from its own profile: it was altered."""

    kind: Literal["alteration"] = "alteration"
    side: Literal["before", "after"]


Cause = Annotated[
    FactCause | DayCause | CatalogueCause | ToolCause | AlterationCause, Field(discriminator="kind")
]


# What changed


class Turn(StrEnum):
    """What became of an answer."""

    GAINED = "gained"
    """It is yes now, and was not."""
    LOST = "lost"
    """It was yes, and is no."""
    UNDETERMINED = "undetermined"
    """It was settled, and is open."""
    RULED_OUT = "ruled_out"
    """It was open, and is no."""


def turn(before: Truth, after: Truth) -> Turn | None:
    """Return what became of an answer; None: it is what it was."""
    if before is after:
        return None
    if after is Truth.TRUE:
        return Turn.GAINED
    if after is Truth.UNKNOWN:
        return Turn.UNDETERMINED
    return Turn.LOST if before is Truth.TRUE else Turn.RULED_OUT


class Pair(Model, Generic[T]):
    """Something as it was, or is, and as it is now, or would be."""

    before: T
    after: T


class Answer(Pair[T], Generic[T]):
    """An answer before and after; no causes, where it is the same."""

    causes: tuple[Cause, ...]


class ItemAnswers(Model):
    """The answers of one provision about one pending item."""

    provision: str
    turn: Turn | None
    applies: Answer[Truth]
    deadline: Answer[Deadline | None]
    opened: tuple[str, ...]
    """The unknown facts that can change it now, and could not before."""
    closed: tuple[str, ...]


class Saved(Model):
    """By how much the limits that apply are shorter than the ordinary ones."""

    working_days: Pair[int]
    """Of customs' decisions; where customs may decline, of the target."""
    hours: Pair[int]
    """Of the notice that the enterprise gives."""


class ItemDifference(Model):
    """A pending item of which some answer changed."""

    index: Pair[int | None]
    """Its place in each profile, from zero; null: it is not there."""
    id: str | None
    business: str
    """Its kind."""
    answers: tuple[ItemAnswers, ...]
    """Those that changed."""
    saved: Saved


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
    turn: Turn | None
    """What became of whether it applies."""
    entitlement: Turn | None
    """What became of the entitlement, whether or not such business is pending."""
    verdict: Answer[Verdict | None]
    """Null: the catalogue has no such provision."""
    entitled: Answer[Truth | None]
    opened: tuple[str, ...]
    closed: tuple[str, ...]


class OpenDifference(Model):
    """A fact that can change an answer now and could not before, or the other way round."""

    fact: str
    causes: tuple[Cause, ...]


class Caveats(Model):
    """Of the whole, those shown on one side only."""

    gained: tuple[Caveat, ...]
    lost: tuple[Caveat, ...]


class Difference(Model):
    """The whole difference."""

    schema_: Literal["aeo-difference/1"] = Field(default=DIFFERENCE, alias="schema")
    tool: str
    before: Side
    after: Side
    changed: bool
    """Whether any verdict, entitlement, answer about an item, deadline or open fact did."""
    inputs: tuple[Cause, ...]
    """All that differs in the profiles and catalogues, whether or not an answer hangs on it."""
    provisions: tuple[ProvisionDifference, ...]
    business: tuple[ItemDifference, ...]
    saved: Saved
    """In sum, of all pending items."""
    opened: tuple[OpenDifference, ...]
    closed: tuple[OpenDifference, ...]
    caveats: Caveats
