"""What a provision means for one pending item, and its deadline.

A report has thousands of these, so they are plain values that share the standings of alike items.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Self

from pydantic import ConfigDict, StrictInt

from aeo_cli.assessment.days import Day, Moment
from aeo_cli.assessment.situation import ItemStanding
from aeo_cli.documents.model import Model
from aeo_cli.documents.tables import WrittenAsTable
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_fact, item_name
from aeo_cli.rules.traces import Trace, of_item, written_trace


class OfficeDays(Model):
    """The last working day on which an application can be filed, for each of two moments."""

    standard: Day
    shortened: Day


class Deadline(Model):
    """The ordinary and the shortened end of a time limit, for one pending item."""

    runs_from: Moment
    """The day or moment from which the limit runs."""
    standard: Moment
    shortened: Moment
    last_office_day: OfficeDays | None
    """For a notice that the enterprise gives: customs accepts it in office hours only."""
    provisional: bool
    """Whether the official calendar of a day in the count may still change."""

    @property
    def due(self) -> datetime | date:
        """The shortened end, or the last working day to file by where the enterprise must file."""
        return self.last_office_day.shortened if self.last_office_day else self.shortened


class ItemAnswerTable(Model):
    """What a provision means for one pending item of its kind."""

    model_config = ConfigDict(title="ItemAnswer")

    index: StrictInt
    """The item's position in the profile, from zero."""
    id: str | None
    triggered: Truth
    applies: Truth
    """Whether the enterprise is entitled and the item triggers the provision."""
    because: Trace
    """Why `triggered` is what it is, line by line."""
    open_facts: tuple[str, ...]
    """The unknown facts that can still change `applies`, by full name."""
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class ItemAnswer(WrittenAsTable):
    """What a provision means for one pending item of its kind.

    A report has thousands of them, which share the standings of alike items.
    """

    table: ClassVar = ItemAnswerTable

    index: int
    """The item's position in the profile, from zero."""
    id: str | None
    standing: ItemStanding
    deadline: Deadline | None

    @property
    def triggered(self) -> Truth:
        """Whether the item triggers the provision."""
        return self.standing.triggered

    @property
    def applies(self) -> Truth:
        """Whether the enterprise is entitled and the item triggers the provision."""
        return self.standing.applies

    @property
    def because(self) -> Trace:
        """Why `triggered` is what it is, line by line."""
        return of_item(self.standing.because, item_name(self.index))

    @property
    def open_facts(self) -> tuple[str, ...]:
        """The unknown facts that can still change `applies`, by full name."""
        name = item_name(self.index)
        return tuple([item_fact(fact, name) for fact in self.standing.open_facts])

    @classmethod
    def read(cls, table: ItemAnswerTable) -> Self:
        """Return the answer that a saved report has."""
        standing = ItemStanding(table.triggered, table.applies, table.because, table.open_facts)
        return cls(table.index, table.id, standing, table.deadline)

    def written(self) -> dict[str, Any]:
        """Return the table that writes the answer."""
        return {
            "index": self.index,
            "id": self.id,
            "triggered": self.triggered.value,
            "applies": self.applies.value,
            "because": written_trace(self.standing.because, item_name(self.index)),
            "open_facts": self.open_facts,
            "deadline": self.deadline and self.deadline.model_dump(),
        }
