"""A report as tables for spreadsheets, to sort, filter and add up.

Dates are dates here and numbers are numbers; everything else is text in one language.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.table import Cell, Table, TableColumn
from aeo_cli.presentation.wording import table_columns
from aeo_cli.presentation.wording.brief import Brief
from aeo_cli.presentation.wording.brief_table import brief_table
from aeo_cli.presentation.wording.deadlines import limits
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.labels import DEADLINES, GENERAL_CAVEATS
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.table_columns import Column
from aeo_cli.presentation.wording.table_row import TableRow


class Tables:
    """The tables of a report."""

    def __init__(self, report_words: ReportWords, calendar: Calendar) -> None:
        self.report_words, self.report = report_words, report_words.report
        self.language = report_words.language
        self.digest, self.limits = Digest(report_words), limits(report_words, calendar)

    def workbook(self) -> tuple[Table, ...]:
        """Return the tables of a workbook, one for each purpose, what to do first."""
        brief = brief_table(Brief(self.report_words))
        return brief, self.measures(), self.deadlines(), self.questions()

    def measures(self) -> Table:
        """Return a line for each provision, or for each pending item of its kind.

        What to do first stands first: by what is to be done, and then by the day.
        """
        columns = table_columns.MEASURES, table_columns.MORE_OF_MEASURES
        return self._table_of_lines(_MEASURES, *columns, self._lines, frozen=3)

    def single(self) -> Table:
        """Return the measures with the data of the whole report on every line.

        A line can thus be sorted, filtered, and put among those of other reports. The caveats of
        the whole stand once, each on a line of its own below the measures; the first column says
        which a line is.
        """
        heads = table_columns.heading_columns(self.report_words)
        closing = table_columns.closing_columns(self.report_words)
        columns = (*table_columns.MEASURES, *table_columns.MORE_OF_MEASURES)
        measures = self._table_of_lines(_MEASURES, (*heads, *columns, *closing), (), self._lines)
        say, first = self.language.say, self._lines[0]

        def rows() -> Iterator[tuple[Cell, ...]]:
            of_provision, of_whole = say(_OF_PROVISION), say(GENERAL_CAVEATS)
            yield from ((of_provision, *row) for row in measures.rows)
            before, after = ([column.cell(first) for column in part] for part in (heads, closing))
            for caveat in self.digest.caveats():
                cells = (caveat if column is table_columns.CAVEATS else None for column in columns)
                yield (of_whole, *before, *cells, *after)

        kind = TableColumn(say(_LINE_TYPE), 12)
        return Table(measures.name, (kind, *measures.columns), rows())

    def deadlines(self) -> Table:
        """Return a line for each deadline, in the order of their due dates."""
        lines = [
            TableRow(self.report_words, limit.measure, limit.provision, limit.item, limit)
            for limit in self.limits
        ]
        columns = table_columns.DEADLINES, table_columns.MORE_OF_DEADLINES
        return self._table_of_lines(DEADLINES, *columns, lines, frozen=4)

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
        say = self.language.say
        columns = (TableColumn(say(heading), width) for heading, width in _QUESTION_HEADINGS)
        return Table(say(_QUESTIONS), tuple(columns), rows)

    def _table_of_lines(
        self,
        name: Text,
        shown: Sequence[Column],
        hidden: Sequence[Column],
        lines: Iterable[TableRow],
        frozen: int = 0,
    ) -> Table:
        say = self.language.say
        cells = [column.cell for column in (*shown, *hidden)]
        rows = (tuple(cell(line) for cell in cells) for line in lines)
        columns = (
            TableColumn(say(column.heading), column.width, is_hidden=is_hidden)
            for part, is_hidden in ((shown, False), (hidden, True))
            for column in part
        )
        return Table(say(name), tuple(columns), rows, frozen)

    @cached_property
    def _lines(self) -> list[TableRow]:
        limits = {(limit.provision.id, limit.item.index): limit for limit in self.limits}
        lines = [
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
        return sorted(lines, key=TableRow.urgency)  # stable: else in the order of the catalogue


_MEASURES = both("措施", "Measures")
_QUESTIONS = both("待确认的问题", "Open questions")
_LINE_TYPE = both("行类型", "line type")
_OF_PROVISION = both("条款", "provision")
_QUESTION_HEADINGS = (
    (both("问题", "question"), 60),
    (both("影响结论数", "answers it settles"), 10),
    (both("涉及条款", "provisions"), 30),
    (both("可选答案", "choices"), 60),
)
