"""The report: what each measure of a catalogue means for one enterprise, on one day.

This is both the public JSON document `aeo-report/1` and the object that every output format is
made from, so no format can show more than another. Its shape never varies: a missing value is null
or empty. Fields have the same names in Python and in JSON.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal, assert_never

from pydantic import Field, StrictInt

from aeo_cli import __version__
from aeo_cli.assessment.calendar import CalendarReference
from aeo_cli.assessment.days import Day
from aeo_cli.assessment.item_answer import ItemAnswer
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.modality import Force, Route, decisive
from aeo_cli.catalogue.model import Caveat, How
from aeo_cli.catalogue.office_hours import OfficeHours
from aeo_cli.catalogue.references import CatalogueReference, CitedPlace
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.profile.model import ITEM_KEY_LABELS, Evidence
from aeo_cli.rules.facts import KnownBy
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_name
from aeo_cli.rules.traces import Trace

REPORT: Final = "aeo-report/1"
"""The document's name and version."""
TOOL = f"aeo {__version__}"
"""The tool and its version, as documents name them."""
Plain = bool | int | str | tuple[str, ...]
"""A fact's value as written in JSON: dates and times are text."""


class Verdict(StrEnum):
    """What a provision or a measure means for the enterprise, best first."""

    APPLIES = "applies"
    UNDETERMINED = "undetermined"
    """It depends on facts or readings that are still unknown."""
    DORMANT = "dormant"
    """The enterprise has no pending business of this kind, or none that meets the condition."""
    NOT_APPLICABLE = "not_applicable"
    """The enterprise does not meet the condition."""


def verdict_of(entitled: Truth, applies: Truth) -> Verdict:
    """Return the verdict on a provision.

    Args:
        entitled: whether the enterprise meets the condition.
        applies: whether it is entitled and has pending business that triggers the provision; the
            same as `entitled` for a provision that needs no business.
    """
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
    verified_on: Day | None
    valid_until: Day | None
    """The last day on which it is valid."""

    def has_ended(self, on: date) -> bool:
        """Return whether it expired before the day `on`."""
        return Evidence(self.source, self.verified_on, self.valid_until).days_left(on) < 0


class ProfileView(Model):
    """The profile as it was used: every fact of the catalogue in its order, null for unknown."""

    ref: str | None
    enterprise: dict[str, Plain | None]
    readings: dict[str, Plain | None]
    business: tuple[dict[str, Plain | None], ...]
    evidence: dict[str, EvidenceView] = {}
    """By the full name of the fact; expired evidence is listed too, though its fact is unknown."""

    def facts(self) -> Iterator[tuple[str, Plain | None]]:
        """Yield the full name of every fact with its value; None: unknown."""
        owners = [("enterprise", self.enterprise), ("readings", self.readings)]
        owners += [(item_name(index), item) for index, item in enumerate(self.business)]
        for owner, facts in owners:
            for name, value in facts.items():
                if name not in ITEM_KEY_LABELS:
                    yield f"{owner}.{name}", value


class Summary(Model):
    """How many measures have each verdict."""

    applies: StrictInt
    undetermined: StrictInt
    dormant: StrictInt
    not_applicable: StrictInt
    for_everybody: StrictInt
    """How many of those that apply do so only by provisions for everybody, as 25a without 25b."""

    def of(self, verdict: Verdict) -> int:
        """Return the number of measures with a verdict."""
        number: int = getattr(self, verdict)
        return number


class ProvisionAnswer(Model):
    """What a provision means for the enterprise."""

    id: str
    verdict: Verdict
    entitled: Truth
    applies: Truth
    for_everybody: bool
    """Whether any enterprise is entitled, with or without AEO status."""
    route: Route
    force: Force
    summary: Text
    how: How | None
    otherwise: Text | None
    """What every enterprise can do instead, entitled or not."""
    ordinary: Truth
    """Whether the ordinary rule, which the provision improves on, is open to the enterprise."""
    effect: Effect | None
    caveats: tuple[Caveat, ...]
    citation: CitedPlace
    because: Trace
    """Why `entitled` is what it is, line by line."""
    open_facts: tuple[str, ...]
    """The unknown facts that can still change `applies`, by full name."""
    business: tuple[ItemAnswer, ...]
    """The pending items of its kind."""


class MeasureAnswer(Model):
    """What a measure means for the enterprise; its verdict is that of its best provision."""

    number: StrictInt
    id: str
    category: str
    title: Text
    verdict: Verdict
    provisions: tuple[ProvisionAnswer, ...]

    @property
    def for_everybody(self) -> bool:
        """Whether it applies only by provisions that are for everybody."""
        applying = [
            provision
            for provision in decisive(self.provisions)
            if provision.verdict is Verdict.APPLIES
        ]
        return bool(applying) and all(provision.for_everybody for provision in applying)


def item_answers(
    report: "Report",
) -> Iterator[tuple[MeasureAnswer, ProvisionAnswer, ItemAnswer]]:
    """Yield what each provision means for each pending item of its kind, with its measure."""
    for measure in report.measures:
        for provision in measure.provisions:
            for item in provision.business:
                yield measure, provision, item


class OpenFact(Model):
    """An unknown fact, and the number of answers that it can still change."""

    fact: str
    settles: StrictInt
    known_by: KnownBy
    """Who can answer it: the enterprise, or only customs."""


class Report(Model):
    """The whole answer."""

    schema_: Literal["aeo-report/1"] = Field(default=REPORT, alias="schema")
    tool: Annotated[str, Field(pattern=r"^aeo [0-9A-Za-z.+-]{1,40}$")]
    catalogue: CatalogueReference
    office_hours: OfficeHours | None
    """When customs takes applications, as the catalogue has it."""
    calendar: CalendarReference
    """The edition of the calendar that counted every date, even if there is no date."""
    on: Day
    """The day of assessment."""
    profile: ProfileView
    summary: Summary
    caveats: tuple[Caveat, ...]
    """On the report as a whole."""
    measures: tuple[MeasureAnswer, ...]
    open_facts: tuple[OpenFact, ...]
    """Every fact that can still change an answer, in the order in which the interview asks."""

    @property
    def questions_for_customs(self) -> list[OpenFact]:
        """The open facts that only customs knows."""
        return [fact for fact in self.open_facts if fact.known_by is KnownBy.CUSTOMS]
