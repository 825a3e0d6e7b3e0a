"""What is asked of an engine, and what it comes to: the tables that it writes, and how many."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Verdict
from aeo_cli.documents.text import Lang
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.portfolio import Portfolio
from aeo_cli.screening.sources import RowFormat

LONG = ("ref", "measure", "provision", "verdict", "route", "force")
"""The columns of verdicts, a row for each enterprise and provision."""
DEADLINES = (
    *("ref", "id", "kind", "provision", "force"),
    *("runs_from", "standard", "shortened"),
    *("last_office_day_standard", "last_office_day_shortened"),
    *("provisional", "due"),
)
"""The columns of deadlines, a row for each pending item and provision from which one follows.

Dates and moments are written as in the report of `aeo check`; `due` is the day to act on.
"""
REJECTS = ("file", "line", "ref", "reason", "row")
"""The columns of rejects: where the row stands, why it cannot be read, and the row as it came."""


class Outputs(NamedTuple):
    """The files that are written, all of one form."""

    form: RowFormat
    verdicts: Path
    deadlines: Path
    rejects: Path

    @classmethod
    def beside(cls, verdicts: Path, form: RowFormat) -> "Outputs":
        """Return the files that go with one of verdicts: `x.deadlines.csv` beside `x.csv`."""
        others = (
            verdicts.with_suffix(f".{name}{verdicts.suffix}") for name in ("deadlines", "rejects")
        )
        return cls(form, verdicts, *others)

    @property
    def paths(self) -> tuple[Path, Path, Path]:
        """The three files."""
        return self.verdicts, self.deadlines, self.rejects

    def within(self, folder: Path) -> "Outputs":
        """Return files of the same names in another folder."""
        return Outputs(self.form, *(folder / path.name for path in self.paths))


class Job(NamedTuple):
    """What is asked of an engine."""

    plan: Plan
    portfolio: Portfolio
    on: date
    calendar: Calendar
    lang: Lang
    """In which rejects are explained."""
    long: bool
    """Whether verdicts are a row for each enterprise and provision, and not for each enterprise."""
    verdicts: tuple[Verdict, ...]
    """Which verdicts to write, where they are a row each."""
    progress: Callable[[float], None]
    """Is told how much of the work is done, from 0 to 1."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of verdicts."""
        plan = self.plan
        wide = ("ref", *plan.heading, *(provision.provision.id for provision in plan.provisions))
        return LONG if self.long else wide


@dataclass
class Result:
    """What a run comes to."""

    enterprises: int = 0
    """How many were answered."""
    rejects: int = 0
    """How many rows were not."""
    provisions: Counter[tuple[str, Verdict]] = field(default_factory=Counter)
    """How many enterprises have a verdict on a provision."""
    measures: Counter[tuple[str, Verdict]] = field(default_factory=Counter)
    """How many enterprises have a verdict on a measure: that of its best provision."""


def standing_for(plan: Plan) -> Iterator[tuple[str, list[str]]]:
    """Yield each measure's number with the ids of the provisions that stand for it."""
    for measure in plan.catalogue.measures:
        yield str(measure.number), [provision.id for provision in measure.decisive_provisions]
