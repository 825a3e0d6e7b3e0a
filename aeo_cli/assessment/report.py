"""The report: what each measure of a catalogue means for one enterprise, on one day.

This is the public JSON document `aeo-report/1` as well as the object that every format is made
from, so that none of them can know more than another. Its shape never varies: what is absent is
null or empty. Fields carry the same names in Python and in JSON.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Final, Literal, Protocol, TypeVar, assert_never

from pydantic import BeforeValidator, Field

from aeo_cli import __version__
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.model import Caveat, Force, How, Route
from aeo_cli.catalogue.references import CatalogueReference, CitedPlace
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.profile.model import ITEM_KEYS, Evidence
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_name
from aeo_cli.rules.traces import Trace

REPORT: Final = "aeo-report/1"
"""The name of the document and its version."""
TOOL = f"aeo {__version__}"
"""What makes the documents."""
Plain = bool | int | str | tuple[str, ...]
"""A fact's value as JSON writes it: dates and times as text."""


class Verdict(StrEnum):
    """What a provision or a measure means for the enterprise, best first."""

    APPLIES = "applies"
    UNDETERMINED = "undetermined"
    """Facts or readings are missing that can still settle it."""
    DORMANT = "dormant"
    """No pending business of this kind, or none that meets the condition."""
    NOT_APPLICABLE = "not_applicable"
    """The enterprise does not meet the condition."""


def verdict_of(entitled: Truth, applies: Truth) -> Verdict:
    """Return the verdict on a provision to which an enterprise is, or may be, entitled."""
    match applies:
        case Truth.TRUE:
            return Verdict.APPLIES
        case Truth.UNKNOWN:
            return Verdict.UNDETERMINED
        case Truth.FALSE:
            return Verdict.NOT_APPLICABLE if entitled is Truth.FALSE else Verdict.DORMANT
        case _:
            assert_never(applies)


class EvidenceView(Model):
    """Where a fact comes from, and how long it may be relied on."""

    source: str | None
    verified_on: date | None
    valid_until: date | None
    """The last day on which it still counts."""

    def has_ended(self, on: date) -> bool:
        """Say whether it ended before a day."""
        return Evidence(self.source, self.verified_on, self.valid_until).left(on) < 0


class ProfileView(Model):
    """The profile as it was used: every fact of the catalogue in its order, null for unknown."""

    ref: str | None
    enterprise: dict[str, Plain | None]
    readings: dict[str, Plain | None]
    business: tuple[dict[str, Plain | None], ...]
    evidence: dict[str, EvidenceView] = {}
    """By the full name of the fact; that of a fact which is unknown again is there as well."""

    def facts(self) -> Iterator[tuple[str, Plain | None]]:
        """Yield every fact by its full name, with its value; None: it is unknown."""
        owners = [("enterprise", self.enterprise), ("readings", self.readings)]
        owners += [(item_name(index), item) for index, item in enumerate(self.business)]
        for owner, facts in owners:
            for name, value in facts.items():
                if name not in ITEM_KEYS:
                    yield f"{owner}.{name}", value


class Summary(Model):
    """How many measures have each verdict."""

    applies: int
    undetermined: int
    dormant: int
    not_applicable: int


class OfficeDays(Model):
    """The last working day on which an application can be filed, for each of two moments."""

    standard: date
    shortened: date


def _kept(value: object) -> object:
    """Keep a day a day, which Pydantic would read as a moment, at midnight."""
    if not isinstance(value, str) or "T" in value:
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:  # which Pydantic tells
        return value


Moment = Annotated[datetime | date, BeforeValidator(_kept)]
"""A day, or a moment in Shanghai time."""


class Deadline(Model):
    """The ordinary and the shortened end of a time limit, for one pending item."""

    runs_from: Moment
    """The day or moment that the limit is counted from."""
    standard: Moment
    shortened: Moment
    last_office_day: OfficeDays | None
    """For a notice that the enterprise gives: offices take it in their hours only."""
    provisional: bool
    """A day counted on the way lies where the official calendar may still change."""

    @property
    def due(self) -> datetime | date:
        """The end to act on: the last day to file, or else the shortened end itself."""
        return self.last_office_day.shortened if self.last_office_day else self.shortened


class ItemAnswer(Model):
    """What a provision means for one pending item of its kind."""

    index: int
    """The item's place in the profile, from zero."""
    id: str | None
    triggered: Truth
    applies: Truth
    """Entitled and triggered."""
    because: Trace
    """Of `triggered`."""
    open_facts: tuple[str, ...]
    """The unknown facts that can still change `applies`."""
    deadline: Deadline | None


class ProvisionAnswer(Model):
    """What a provision means for the enterprise."""

    id: str
    verdict: Verdict
    entitled: Truth
    applies: Truth
    route: Route
    force: Force
    summary: Text
    how: How | None
    otherwise: Text | None
    """What stays open to every enterprise."""
    effect: Effect | None
    caveats: tuple[Caveat, ...]
    citation: CitedPlace
    because: Trace
    """Of `entitled`."""
    open_facts: tuple[str, ...]
    """The unknown facts that can still change `applies`."""
    business: tuple[ItemAnswer, ...]
    """The pending items of its kind."""


class WithForce(Protocol):
    """A provision, in whatever document."""

    @property
    def force(self) -> Force:
        """How firmly customs are bound."""


AnyProvision = TypeVar("AnyProvision", bound=WithForce)


def substantive(provisions: Sequence[AnyProvision]) -> Sequence[AnyProvision]:
    """Return the provisions that stand for a measure.

    A sentence that gives nothing by itself counts only where the measure has nothing else.
    """
    return [
        provision for provision in provisions if provision.force is not Force.STATEMENT
    ] or provisions


class MeasureAnswer(Model):
    """What a measure means for the enterprise; its verdict is that of its best provision."""

    number: int
    id: str
    category: str
    title: Text
    verdict: Verdict
    provisions: tuple[ProvisionAnswer, ...]


def items(
    report: "Report",
) -> Iterator[tuple[MeasureAnswer, ProvisionAnswer, ItemAnswer]]:
    """Yield what each provision means for each pending item of its kind."""
    for measure in report.measures:
        for provision in measure.provisions:
            for item in provision.business:
                yield measure, provision, item


class OpenFact(Model):
    """An unknown fact, and the number of answers that it can still change."""

    fact: str
    settles: int


class Report(Model):
    """The whole answer."""

    schema_: Literal["aeo-report/1"] = Field(default=REPORT, alias="schema")
    tool: Annotated[str, Field(pattern=r"^aeo [0-9A-Za-z.+-]{1,40}$")]
    catalogue: CatalogueReference
    on: date
    """The day of assessment."""
    profile: ProfileView
    summary: Summary
    caveats: tuple[Caveat, ...]
    """Of the whole."""
    measures: tuple[MeasureAnswer, ...]
    open_facts: tuple[OpenFact, ...]
    """Every fact that can still change an answer, most answers first."""
