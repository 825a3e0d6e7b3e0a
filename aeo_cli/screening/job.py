"""The input and the result of an engine: the job, the columns that it writes, and the counts."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.modality import decisive
from aeo_cli.catalogue.model import Measure
from aeo_cli.documents.text import Lang
from aeo_cli.rules.spellings import Spellings
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.portfolio import Portfolio
from aeo_cli.screening.reasons import Reason
from aeo_cli.screening.sources import Note, RowFormat

T = TypeVar("T")
LONG = ("measure", "provision", "verdict", "route", "force")
"""The columns after those of the enterprise in verdicts with one row for each provision."""
DEADLINES = (
    *("id", "kind", "provision", "force"),
    *("runs_from", "standard", "shortened"),
    *("last_office_day_standard", "last_office_day_shortened"),
    *("provisional", "due"),
)
"""The columns after those of the enterprise in deadlines, which have one row for each pending item
and provision that sets a deadline.

Dates and moments have the format of `aeo check --json`; `due` is the day to act on.
"""
REJECTS = ("file", "line", "ref", "reason", "row")
"""The columns of rejects: the location of the row, the reason, and the original row."""


class Outputs(NamedTuple):
    """The files to write, all of one format; None: a table that is not wanted."""

    form: RowFormat
    verdicts: Path | None = None
    deadlines: Path | None = None
    rejects: Path | None = None

    @classmethod
    def beside(cls, verdicts: Path, form: RowFormat) -> "Outputs":
        """Return `x.csv` with `x.deadlines.csv` and `x.rejects.csv` beside it."""
        others = (
            verdicts.with_suffix(f".{name}{verdicts.suffix}") for name in ("deadlines", "rejects")
        )
        return cls(form, verdicts, *others)

    @property
    def paths(self) -> list[Path]:
        """The files."""
        return [path for path in self[1:] if path]

    def within(self, folder: Path) -> "Outputs":
        """Return the files of the same names in another folder."""
        return Outputs(self.form, *(path and folder / path.name for path in self[1:]))

    def wanted(self, verdicts: T, deadlines: T, rejects: T) -> list[tuple[Path, T]]:
        """Return each file with the table to write to it."""
        tables = zip(self[1:], (verdicts, deadlines, rejects), strict=True)
        return [(path, table) for path, table in tables if path]


def ignore_progress(_share: float) -> None:
    """Do nothing with the share of the work that is done."""


class Job(NamedTuple):
    """What an engine is to do."""

    plan: Plan
    portfolio: Portfolio
    on: date
    calendar: Calendar
    lang: Lang
    """The language of the reasons in the table of rejects."""
    long: bool
    """Whether verdicts have one row per enterprise and provision, not one per enterprise."""
    verdicts: tuple[Verdict, ...]
    """The verdicts to write, if each has a row of its own."""
    progress: Callable[[float], None] = ignore_progress
    """Called with the share of the work that is done, from 0 to 1."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of verdicts."""
        plan = self.plan
        if self.long:
            return ("ref", *plan.heads.kept, *LONG)
        return ("ref", *plan.heading, *(provision.provision.id for provision in plan.provisions))

    @property
    def deadline_columns(self) -> tuple[str, ...]:
        """The columns of deadlines."""
        return ("ref", *self.plan.heads.kept, *DEADLINES)


@dataclass
class Result:
    """The counts of a run."""

    enterprises: int = 0
    """How many enterprises were assessed."""
    rows: int = 0
    """How many rows were read: profiles, or rows of both tables."""
    rejects: int = 0
    """How many of the rows were rejected."""
    reasons: Sequence[Reason] = ()
    """Why rows were rejected, the most frequent reason first."""
    provisions: Counter[tuple[str, Verdict]] = field(default_factory=Counter)
    """The number of enterprises by provision and verdict."""
    measures: Counter[tuple[str, Verdict]] = field(default_factory=Counter)
    """The number of enterprises by measure and verdict, which is that of the best provision.

    The names are those of `measure_provisions`."""
    spellings: Spellings = field(default_factory=Spellings)
    """What was read as what."""
    notes: Sequence[Note] = ()
    """Notes on how the files were read, beyond those of the portfolio."""

    def add(self, other: "Result") -> None:
        """Add the counts of another part of the portfolio, and how it was read."""
        self.enterprises += other.enterprises
        self.rows += other.rows
        self.rejects += other.rejects
        self.provisions += other.provisions
        self.measures += other.measures
        self.spellings.update(other.spellings)
        self.notes = (*self.notes, *other.notes)


def measure_provisions(plan: Plan) -> Iterator[tuple[str, list[str]]]:
    """Yield each measure's number, with the ids of the provisions that decide its verdict.

    A measure that has provisions both for AEO enterprises and for everybody is yielded once more,
    with the former alone.
    """
    for measure in plan.catalogue.measures:
        provisions = decisive(measure.provisions)
        yield str(measure.number), [provision.id for provision in provisions]
        for_aeo = [provision.id for provision in provisions if not provision.for_everybody]
        if 0 < len(for_aeo) < len(provisions):
            yield for_aeo_name(measure), for_aeo


def for_aeo_name(measure: Measure) -> str:
    """Return the name in the counts of a measure's provisions that are not for everybody."""
    return f"{measure.number} for AEO enterprises"
