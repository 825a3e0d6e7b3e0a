"""The public document `aeo-screening/1`: the number of enterprises by measure and verdict."""

from collections import Counter
from datetime import date
from typing import Final, Literal

from pydantic import Field

from aeo_cli.assessment.calendar import CalendarReference
from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text

SCREENING: Final = "aeo-screening/1"
"""The name and the version of the document."""


class Verdicts(Model):
    """How many enterprises have each verdict."""

    applies: int
    undetermined: int
    dormant: int
    not_applicable: int

    @classmethod
    def of(cls, name: str, counts: Counter[tuple[str, Verdict]]) -> "Verdicts":
        """Return the counts of a measure or a provision."""
        return cls.model_validate({verdict.value: counts[name, verdict] for verdict in Verdict})


class ProvisionReach(Model):
    """How many enterprises a provision applies to, and what "applies" means for it."""

    id: str
    for_everybody: bool
    """Whether any enterprise is entitled, with or without AEO status."""
    route: Route
    force: Force
    verdicts: Verdicts


class MeasureReach(Model):
    """How many enterprises a measure applies to; its verdict is that of its best provision."""

    number: int
    id: str
    category: str
    title: Text
    verdicts: Verdicts
    for_everybody: int
    """To how many of those to which it applies it does only by provisions for everybody."""
    provisions: tuple[ProvisionReach, ...]


class ReadAs(Model):
    """What was read as what: a spelling that is understood, but is not the one of reports."""

    of: str
    """A type of fact, `kind` or `name`."""
    written: str
    read_as: str


class RejectedRow(Model):
    """A row that was rejected."""

    file: str
    line: int | None
    """The line in an editor or the row in a spreadsheet; null: the problem names a cell instead."""
    ref: str | None
    problem: Text
    """What is wrong, with what was found in this row."""


class RejectReason(Model):
    """Why rows were rejected. A row with several problems is counted for each."""

    reason: Text
    """The problem without the values of single rows."""
    count: int
    """How many rows have it."""
    example: RejectedRow
    """The first of them."""


class Screening(Model):
    """The result of screening a portfolio."""

    schema_: Literal["aeo-screening/1"] = Field(default=SCREENING, alias="schema")
    tool: str
    catalogue: CatalogueReference
    calendar: CalendarReference
    """The edition of the calendar that counted the deadlines."""
    on: date
    """The day of assessment."""
    enterprises: int
    """How many enterprises were assessed."""
    rows: int
    """How many rows were read: profiles, or rows of both tables."""
    rejects: int
    """How many of them were rejected."""
    reasons: tuple[RejectReason, ...]
    """Why, the most frequent reason first; the hundred most frequent at most."""
    read_as: tuple[ReadAs, ...]
    """One spelling of each sort that was read as another, or nothing."""
    measures: tuple[MeasureReach, ...]
