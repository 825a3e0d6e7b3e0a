"""A report as tables, for spreadsheets: what a reader sorts, filters and adds up.

Dates are dates here and numbers are numbers; everything else is in the words of one language.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.columns import (
    BASIS,
    CLAIM,
    DATES,
    DUE,
    STANDING,
    WHAT,
    WHY,
    Cell,
    Column,
    TableLine,
    about,
    beneath,
)
from aeo_cli.presentation.wording.deadlines import limits
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.labels import BEAR_IN_MIND, DEADLINES, EVIDENCE, PENDING_BUSINESS
from aeo_cli.presentation.wording.report import ReportWords


class Table(NamedTuple):
    """Rows under named columns."""

    name: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    """How many characters wide each column is best shown."""
    rows: list[tuple[Cell, ...]]
    frozen: int = 0
    """How many columns stay in sight, for what a row is about."""


class Tables:
    """The tables of a report."""

    def __init__(self, answers: ReportWords, calendar: Calendar) -> None:
        self.words, self.say, self.report = answers, answers.say, answers.report
        self.brief, self.limits = Digest(answers), limits(answers, calendar)

    def every(self) -> tuple[Table, ...]:
        """Return a table for each thing that one looks for."""
        return self.summary(), self.measures(), self.deadlines(), self.questions()

    def summary(self) -> Table:
        """Return whom the report is about, what it comes to, and its caveats, a line each."""
        brief, named = self.brief, self.words.labelled
        *about, (day, _) = brief.head()
        rows: list[tuple[Cell, ...]] = [*about, (day, self.report.on)]
        rows += [(name, number) for _, name, number in brief.counts()]
        rows += [
            (named(self.say(PENDING_BUSINESS), name), f"{standing}\n{business}")
            for name, business, standing in brief.pending()
        ]
        rows += [
            (
                part.heading,
                "\n".join(
                    f"{one.answer.number} {one.title}"
                    for each in part.blocks
                    for one in each.entries
                ),
            )
            for part in brief.parts()
        ]
        rows += [(named(self.say(EVIDENCE), known), told) for known, told in brief.evidence()]
        rows += [(self.say(BEAR_IN_MIND), line) for line in brief.caveats()]
        rows.append((self.say(BASIS), brief.basis()))
        heads = ((both("项目", "subject"), 30), (both("内容", "content"), 100))
        return self._table(both("摘要", "Summary"), heads, rows)

    def measures(self) -> Table:
        """Return a line for each provision, or for each pending item of its kind."""
        return self._of_lines(_MEASURES, [*WHAT, *STANDING, *DATES, *WHY, *CLAIM], self._lines, 3)

    def flat(self) -> Table:
        """Return the measures, each line with all that is said of the whole.

        So a line can stand by itself, sorted and filtered, and among those of other reports.
        """
        columns = [*WHAT, *STANDING, *DATES, *WHY, *CLAIM]
        every = [*about(self.words), *columns, *beneath(self.words)]
        return self._of_lines(_MEASURES, every, self._lines)

    def deadlines(self) -> Table:
        """Return a line for each deadline, what falls due first before the others."""
        lines = [
            TableLine(self.words, one.measure, one.provision, one.item, one) for one in self.limits
        ]
        return self._of_lines(DEADLINES, [*DUE, *WHAT, *DATES, *CLAIM], lines, 5)

    def questions(self) -> Table:
        """Return a line for each open question, in the order in which they are worth asking."""
        asked = zip(self.brief.questions(), self.report.open_facts, strict=True)
        rows: list[tuple[Cell, ...]] = [
            (one.question, fact.settles, one.provisions, self.words.choices(one.fact), one.fact)
            for one, fact in asked
        ]
        return self._table(both("待答问题", "Open questions"), _QUESTIONS, rows)

    def _of_lines(
        self, name: Text, columns: Sequence[Column], lines: Iterable[TableLine], frozen: int = 0
    ) -> Table:
        rows = [tuple(column.cell(line) for column in columns) for line in lines]
        table = self._table(name, [(column.head, column.width) for column in columns], rows)
        return table._replace(frozen=frozen)

    def _table(
        self, name: Text, heads: Iterable[tuple[Text, int]], rows: list[tuple[Cell, ...]]
    ) -> Table:
        titles, widths = zip(*heads, strict=True)
        return Table(self.say(name), tuple(map(self.say, titles)), widths, rows)

    @cached_property
    def _lines(self) -> list[TableLine]:
        limits = {(one.provision.id, one.item.index): one for one in self.limits}
        return [
            TableLine(
                self.words,
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
_QUESTIONS = (
    (both("问题", "question"), 60),
    (both("影响结论数", "answers it settles"), 10),
    (both("涉及条款", "provisions"), 30),
    (both("可选答案", "choices"), 60),
    (both("字段", "fact"), 40),
)
