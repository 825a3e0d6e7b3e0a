"""A report as tables for spreadsheets, to sort, filter and add up.

Dates are dates here and numbers are numbers; everything else is text in one language.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.table import Cell, Table, TableColumn
from aeo_cli.presentation.wording.deadlines import limits
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.labels import (
    DEADLINES,
    EVIDENCE,
    GENERAL_CAVEATS,
    PENDING_BUSINESS,
)
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.table_columns import (
    BASIS,
    CLAIM,
    DATES,
    DUE,
    REASON,
    RESULT,
    SUBJECT,
    Column,
    closing_columns,
    heading_columns,
)
from aeo_cli.presentation.wording.table_row import TableRow


class Tables:
    """The tables of a report."""

    def __init__(self, report_words: ReportWords, calendar: Calendar) -> None:
        self.report_words, self.report = report_words, report_words.report
        self.language = report_words.language
        self.digest, self.limits = Digest(report_words), limits(report_words, calendar)

    def workbook(self) -> tuple[Table, ...]:
        """Return the tables of a workbook, one for each purpose."""
        return self.summary(), self.measures(), self.deadlines(), self.questions()

    def summary(self) -> Table:
        """Return the enterprise, the verdicts, the measures to act on and the caveats."""
        digest, say, labelled = self.digest, self.language.say, self.language.labelled
        # The last row of the head is the day of assessment, which is a date here.
        *head, (day_label, _) = digest.head()
        rows: list[tuple[Cell, ...]] = [*head, (day_label, self.report.on)]
        rows += [
            (" · ".join(filter(None, (count.name, count.remark))), count.number)
            for count in digest.counts()
        ]
        rows += [
            (labelled(say(PENDING_BUSINESS), item.name), f"{item.verdicts}\n{item.business}")
            for item in digest.pending()
        ]
        for section in digest.sections():
            titles = (
                f"{measure.answer.number} {measure.title}"
                for block in section.blocks
                for measure in block.measures
            )
            rows.append((section.heading, "\n".join(titles)))
        rows += [(labelled(say(EVIDENCE), fact), evidence) for fact, evidence in digest.evidence()]
        rows += [(say(GENERAL_CAVEATS), caveat) for caveat in digest.caveats()]
        rows.append((say(BASIS), digest.basis()))
        headings = ((both("项目", "subject"), 30), (both("内容", "content"), 100))
        return self._table(both("摘要", "Summary"), headings, rows)

    def measures(self) -> Table:
        """Return a line for each provision, or for each pending item of its kind."""
        return self._table_of_lines(_MEASURES, _MEASURE_COLUMNS, self._lines, frozen=3)

    def single(self) -> Table:
        """Return the measures with the data of the whole report on every line.

        A line can thus be sorted, filtered, and put among those of other reports.
        """
        columns = [
            *heading_columns(self.report_words),
            *_MEASURE_COLUMNS,
            *closing_columns(self.report_words),
        ]
        return self._table_of_lines(_MEASURES, columns, self._lines)

    def deadlines(self) -> Table:
        """Return a line for each deadline, in the order of their due dates."""
        lines = [
            TableRow(self.report_words, limit.measure, limit.provision, limit.item, limit)
            for limit in self.limits
        ]
        columns = [*DUE, *SUBJECT, *DATES, *CLAIM]
        return self._table_of_lines(DEADLINES, columns, lines, frozen=5)

    def questions(self) -> Table:
        """Return a line for each open question, in the order of the interview."""
        pairs = zip(self.digest.questions(), self.report.open_facts, strict=True)
        rows: list[tuple[Cell, ...]] = [
            (
                question.question,
                open_fact.settles,
                question.provisions,
                self.report_words.choices(open_fact.fact),
            )
            for question, open_fact in pairs
        ]
        return self._table(both("待确认的问题", "Open questions"), _QUESTION_HEADINGS, rows)

    def _table_of_lines(
        self, name: Text, columns: Sequence[Column], lines: Iterable[TableRow], frozen: int = 0
    ) -> Table:
        rows = [tuple(column.cell(line) for column in columns) for line in lines]
        table = self._table(name, [(column.heading, column.width) for column in columns], rows)
        return table._replace(frozen=frozen)

    def _table(
        self, name: Text, headings: Iterable[tuple[Text, int]], rows: list[tuple[Cell, ...]]
    ) -> Table:
        say = self.language.say
        columns = tuple(TableColumn(say(heading), width) for heading, width in headings)
        return Table(say(name), columns, rows)

    @cached_property
    def _lines(self) -> list[TableRow]:
        limits = {(limit.provision.id, limit.item.index): limit for limit in self.limits}
        return [
            TableRow(
                self.report_words,
                measure,
                provision,
                item,
                limits.get((provision.id, item.index)) if item else None,
            )
            for measure in self.report.measures
            for provision in measure.provisions
            for item in provision.business or (None,)
        ]


_MEASURES = both("措施", "Measures")
_MEASURE_COLUMNS = [*SUBJECT, *RESULT, *DATES, *REASON, *CLAIM]
_QUESTION_HEADINGS = (
    (both("问题", "question"), 60),
    (both("影响结论数", "answers it settles"), 10),
    (both("涉及条款", "provisions"), 30),
    (both("可选答案", "choices"), 60),
)
