"""A work list: who has to do what by when, within so many working days.

What has passed stands first, as long as something can still be done about it; then what is due,
soonest first. The day is that of the end to act on first, as in the deadlines of a screening.
Limits without dates may be due as well, so they are named.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.due import DueWindow, due_window
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.table import Cell, Table, TableColumn
from aeo_cli.presentation.wording.brief import BriefSection
from aeo_cli.presentation.wording.brief_entries import BriefEntry, EntryWriter
from aeo_cli.presentation.wording.dates import ends
from aeo_cli.presentation.wording.deadlines import (
    TimeLimit,
    UndatedLimit,
    limits,
    undated_limits,
)
from aeo_cli.presentation.wording.due import PASSED_HEADING, due_heading, nothing_due
from aeo_cli.presentation.wording.language import Language
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.table_columns import DAYS_LEFT, DUE, WORK, heading_columns
from aeo_cli.presentation.wording.table_row import TableRow


class Work(NamedTuple):
    """A time limit to act on, and what to do about it."""

    limit: TimeLimit
    entry: BriefEntry
    has_passed: bool


class WorkList:
    """What is due for one enterprise.

    Args:
        report_words: the words of its report.
        calendar: the calendar that counted its dates.
        working_days: how many working days the list looks ahead.
    """

    def __init__(self, report_words: ReportWords, calendar: Calendar, working_days: int) -> None:
        self.report_words, self.language = report_words, report_words.language
        self.window = due_window(working_days, report_words.report.on, calendar)
        self.limits = [
            limit for limit in limits(report_words, calendar) if self.window.lists(limit.deadline)
        ]
        self.undated = list(undated_limits(report_words))

    @cached_property
    def works(self) -> list[Work]:
        """What to act on, in the order of the days."""
        writer, works = EntryWriter(self.report_words), list[Work]()
        for limit in self.limits:
            measure, provision, item, deadline, _ = limit
            end, *_ = ends(deadline, provision.force)
            entry = writer.dated(measure.number, provision, item, deadline, end)
            works.append(Work(limit, entry, self.window.has_passed(deadline.due)))
        return works

    def heading(self) -> str:
        """Return until when the list goes."""
        return self.language.say(due_heading(self.window))

    def nothing(self) -> str | None:
        """Return that nothing is due that has not passed; None if something is."""
        if all(work.has_passed for work in self.works):
            return self.language.say(self.nothing_due())
        return None

    def nothing_due(self) -> Text:
        """Return that nothing is due, as far as dates are known."""
        return nothing_due(self.window, is_every_date_known=not self.undated)

    def sections(self) -> list[BriefSection]:
        """Return what has passed and what is due; no empty sections."""
        entries = [(work.entry, work.has_passed) for work in self.works]
        return work_sections(entries, self.window, self.language)

    def table(self) -> Table:
        """Return a line for each entry, and for each limit without dates below them.

        A line names its enterprise, so that it can be put among those of others.
        """
        say, columns = self.language.say, [*WORK, *heading_columns(self.report_words)]

        def row(
            limit: TimeLimit | UndatedLimit, state: Text, who: Text | None, what: str
        ) -> tuple[Cell, ...]:
            dated = limit if isinstance(limit, TimeLimit) else None
            line = TableRow(self.report_words, limit.measure, limit.provision, limit.item, dated)
            others = (column.cell(line) for column in columns)
            day, left = DUE.cell(line), DAYS_LEFT.cell(line)
            return say(state), day, left, None if who is None else say(who), what, *others

        rows = [
            row(
                limit,
                _PASSED if has_passed else _TO_COME,
                # The enterprise also where customs is late, since it has to ask.
                _ENTERPRISE if has_passed or limit.deadline.last_office_day else _CUSTOMS,
                "\n".join(filter(None, (entry.text, entry.advice))),
            )
            for limit, entry, has_passed in self.works
        ]
        rows += [row(limit, _NO_DATE, None, limit.reason) for limit in self.undated]
        headings = [
            _STATE,
            (DUE.heading, DUE.width),
            (DAYS_LEFT.heading, DAYS_LEFT.width),
            _WHO,
            _WHAT,
            *((column.heading, column.width) for column in columns),
        ]
        shown = tuple(TableColumn(say(heading), width) for heading, width in headings)
        return Table(say(_NAME), shown, rows, frozen=2)


def work_sections(
    entries: Sequence[tuple[BriefEntry, bool]], window: DueWindow, language: Language
) -> list[BriefSection]:
    """Return entries as a section of what has passed and one of what is due; no empty ones.

    Args:
        entries: the entries, each with whether its day has passed.
        window: the days of the list.
        language: the language of the headings.
    """
    passed = [entry for entry, has_passed in entries if has_passed]
    due = [entry for entry, has_passed in entries if not has_passed]
    parts = {language.say(PASSED_HEADING): passed, language.say(due_heading(window)): due}
    return [BriefSection(heading, part, []) for heading, part in parts.items() if part]


_NAME = both("到期事项", "Due")
_PASSED, _TO_COME = both("已过期", "passed"), both("未到期", "to come")
_NO_DATE = both("无日期", "no date")
_ENTERPRISE, _CUSTOMS = both("企业", "enterprise"), both("海关", "customs")
_STATE = both("状态", "state"), 10
_WHO = both("办理方", "who acts"), 10
_WHAT = both("事项", "what"), 40
