"""What is due in a portfolio, in words: the work lists of its enterprises, merged by day."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple, TypeVar

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.days import day_of
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang, both
from aeo_cli.presentation.table import Cell, Table, TableColumn
from aeo_cli.presentation.wording.brief import BriefSection
from aeo_cli.presentation.wording.brief_entries import BriefEntry
from aeo_cli.presentation.wording.dates import day_words
from aeo_cli.presentation.wording.deadlines import TimeLimit
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.due import due_heading, nothing_due
from aeo_cli.presentation.wording.language import Language
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.work_list import WorkList, work_sections
from aeo_cli.profile.model import Profile
from aeo_cli.screening.work_list import DueReports

C = TypeVar("C")


class EnterpriseWork(NamedTuple):
    """Something due for an enterprise."""

    enterprise: str
    """Its name, with its ref."""
    report_words: ReportWords
    limit: TimeLimit
    entry: BriefEntry
    """What to do, beginning with who has to do it."""
    has_passed: bool
    row: tuple[Cell, ...]
    """The same as a line of a table."""


class PortfolioWorkList:
    """What is due in a portfolio.

    Args:
        due: the reports of the enterprises that have something due.
        catalogue: their catalogue.
        calendar: the calendar that counted their dates.
        lang: the language.
    """

    def __init__(
        self, due: DueReports, catalogue: Catalogue, calendar: Calendar, lang: Lang
    ) -> None:
        self.due, self.catalogue, self.calendar = due, catalogue, calendar
        self.language = Language(lang)
        self.say = self.language.say

    @cached_property
    def works(self) -> list[EnterpriseWork]:
        """What is due, in the order of the days, then of the portfolio."""
        works = [work for report in self.due.reports for work in self._works(report)]
        return sorted(works, key=lambda work: day_of(work.limit.deadline.due))

    def _works(self, report: Report) -> Iterator[EnterpriseWork]:
        work_list = self._work_list(report)
        report_words = work_list.report_words
        enterprise, ref = Digest(report_words).heading()[1], report_words.ref()
        if ref and ref != enterprise:
            enterprise = self.language.with_remark(enterprise, ref)
        kept = tuple(self.due.kept[str(report.profile.ref)].values())
        rows = (self._in_order(row, kept) for row in work_list.table().rows)
        for (limit, entry, has_passed), row in zip(work_list.works, rows, strict=False):
            if day_of(limit.deadline.due) >= self.due.first:
                named = entry._replace(text=enterprise, details=(entry.text, *entry.details))
                yield EnterpriseWork(enterprise, report_words, limit, named, has_passed, row)

    def _work_list(self, report: Report) -> WorkList:
        report_words = ReportWords(report, self.catalogue, self.language.lang)
        return WorkList(report_words, self.calendar, self.due.window.working_days)

    def heading(self) -> str:
        """Return until when the list goes."""
        return self.say(due_heading(self.due.window))

    def sections(self) -> list[BriefSection]:
        """Return what has passed and what is due; no empty sections."""
        entries = [(work.entry, work.has_passed) for work in self.works]
        return work_sections(entries, self.due.window, self.language)

    def remarks(self) -> Iterator[str]:
        """Yield that nothing is due, if so, and how much passed long ago and is not listed."""
        if all(work.has_passed for work in self.works):
            # What lacks its date is in no table of deadlines.
            yield self.say(nothing_due(self.due.window, is_every_date_known=False))
        if self.due.earlier:
            count, verb = self.due.earlier, "is" if self.due.earlier == 1 else "are"
            yield self.say(_EARLIER, n=count, verb=verb, day=day_words(self.due.first))

    def table(self) -> Table:
        """Return a line for each entry, with the enterprise beside the day."""
        nobody = assess(self.catalogue, Profile(), self.calendar, self.due.window.on)
        table, facts = self._work_list(nobody).table(), self.catalogue.enterprise
        names = self.due.kept_columns
        labels = (self.say(facts[name].label) if name in facts else name for name in names)
        kept = tuple(TableColumn(label, _KEPT_WIDTH) for label in labels)
        columns, rows = self._in_order(table.columns, kept), [work.row for work in self.works]
        return table._replace(columns=columns, rows=rows, frozen=_BEFORE + 2)

    def _in_order(self, cells: tuple[C, ...], kept: tuple[C, ...]) -> tuple[C, ...]:
        """Return a line of an enterprise's table with what heads its report beside the day.

        What is carried through comes after it.
        """
        count = len(self.catalogue.heading) + 1
        return (*cells[:_BEFORE], *cells[-count:], *kept, *cells[_BEFORE:-count])


_BEFORE = 3
"""How many columns come before the enterprise: whether it has passed, the day, the days left."""
_KEPT_WIDTH = 20
"""Of a column that is carried through, in characters."""
_EARLIER = both(
    "另有 {n} 项在 {day}之前已过期，未列出。", "{n} more passed before {day} and {verb} not listed."
)
