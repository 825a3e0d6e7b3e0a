"""Who has to do what by when, in a whole portfolio: the public document `aeo-worklist/1`.

It is made from the reports of the enterprises that have something due; see `due_reports`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple

from pydantic import Field

from aeo_cli.assessment.calendar import CalendarReference
from aeo_cli.assessment.due import DueWindow
from aeo_cli.assessment.item_answer import Deadline
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text

WORK_LIST: Final = "aeo-worklist/1"
"""The name and the version of the document."""


class DueReports(NamedTuple):
    """The enterprises of a portfolio that have something due, and what is left out."""

    window: DueWindow
    first: date
    """The earliest day: as many working days before the day of assessment as the window has."""
    reports: Sequence[Report]
    """Their reports, in the order of the portfolio."""
    kept_columns: tuple[str, ...]
    """The names of the columns that are carried through."""
    kept: Mapping[str, Mapping[str, str | None]]
    """Their texts, for each ref."""
    earlier: int
    """How many deadlines passed before the first day; they are not listed."""


class WorkEntry(Model):
    """A deadline to act on."""

    due: date
    """The day to act on."""
    passed: bool
    """Whether it has passed; something can still be done."""
    ref: str
    enterprise: dict[str, str | None]
    """The facts that head a report, such as the name."""
    kept: dict[str, str | None]
    """The columns that are carried through, as text."""
    item: str | None
    """The id of the pending item."""
    kind: str
    measure: int
    provision: str
    title: Text
    """What the measure gives."""
    act: Text | None
    """What the enterprise has to do; null: the catalogue does not say."""
    route: Route
    force: Force
    deadline: Deadline
    """Its dates, as in a report; with the force `may`, the shortened one is a target."""


class PortfolioWork(Model):
    """What is due in a portfolio within so many working days, soonest first."""

    schema_: Literal["aeo-worklist/1"] = Field(default=WORK_LIST, alias="schema")
    tool: str
    catalogue: CatalogueReference
    calendar: CalendarReference
    on: date
    """The day of assessment."""
    working_days: int
    """How many working days the list looks ahead, and back at what has passed."""
    first: date
    last: date
    """The days from which and up to which the list goes."""
    provisional: bool
    """Whether the last day may still change."""
    enterprises: int
    """How many enterprises were assessed."""
    rejects: int
    """How many rows were rejected: what they would have due is not listed."""
    earlier: int
    """How many deadlines passed before the first day; they are not listed."""
    entries: tuple[WorkEntry, ...]
