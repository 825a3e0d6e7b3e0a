"""A report as tables, for spreadsheets: what a reader sorts, filters and adds up.

Dates are dates here and numbers are numbers; everything else is in the words of one language.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from aeo_cli.answers import Answers
from aeo_cli.brief import Brief
from aeo_cli.calendars import Calendar
from aeo_cli.dates import FILE_BY, ORDINARY, day_of
from aeo_cli.kleene import Truth
from aeo_cli.report import ItemAnswer, MeasureAnswer, OfficeDays, ProvisionAnswer, Verdict
from aeo_cli.text import Text, both
from aeo_cli.timeline import Limit, limits
from aeo_cli.vocabulary import (
    BEAR_IN_MIND,
    DEADLINES,
    GROUPS,
    NO,
    PENDING_BUSINESS,
    VERDICTS,
    YES,
    effect_words,
    group,
    label,
)

Cell = str | int | date | datetime | None
"""A moment is in Shanghai time."""


class Table(NamedTuple):
    """Rows under named columns."""

    name: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    """How many characters wide each column is best shown."""
    rows: list[tuple[Cell, ...]]


class Line(NamedTuple):
    """What a row is about: a provision and, where one of its kind is pending, an item."""

    measure: MeasureAnswer
    limb: ProvisionAnswer
    item: ItemAnswer | None
    limit: Limit | None

    @property
    def offices(self) -> OfficeDays | None:
        """The last working days on which to file."""
        return self.limit.deadline.last_office_day if self.limit else None


Column = tuple[Text, int, Callable[["Tables", Line], Cell]]
"""A head, a width, and what stands in the column on a line."""


def harmless(words: str) -> str:
    """Return a text that no spreadsheet takes for a formula, by an apostrophe before it.

    Signs of full width count too: where Chinese is set, Excel takes them for the others. See OWASP,
    “CSV Injection”.
    """
    return f"'{words}" if _FORMULA.match(words) else words


_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


class Tables:
    """The tables of a report."""

    def __init__(self, answers: Answers, calendar: Calendar) -> None:
        self.words, self.say, self.report = answers, answers.say, answers.report
        self.brief, self.limits = Brief(answers), limits(answers, calendar)

    def every(self) -> tuple[Table, ...]:
        """Return a table for each thing that one looks for."""
        return self.summary(), self.measures(), self.deadlines(), self.questions()

    def summary(self) -> Table:
        """Return whom the report is about, what it comes to, and its caveats, a line each."""
        brief, named = self.brief, self.words.labelled
        rows: list[tuple[Cell, ...]] = [*brief.head()]
        rows += [(name, number) for _, name, number in brief.counts()]
        rows += [
            (named(self.say(PENDING_BUSINESS), name), f"{business} → {standing}")
            for name, business, standing in brief.pending()
        ]
        rows += [(self.say(BEAR_IN_MIND), line) for line in brief.caveats()]
        rows.append((self.say(_BASIS), brief.basis()))
        heads = self.say(both("项目", "subject")), self.say(both("内容", "content"))
        return Table(self.say(both("摘要", "Summary")), heads, (30, 100), rows)

    def measures(self) -> Table:
        """Return a line for each provision, or for each pending item of its kind."""
        return self._table(_MEASURES, [*_WHAT, *_STANDING, *_DATES, *_WHY], self._lines)

    def flat(self) -> Table:
        """Return the measures, each line with all that is said of the whole.

        So a line can stand by itself, sorted and filtered, and among those of other reports.
        """
        columns = [*self._about, *_WHAT, *_STANDING, *_DATES, *_WHY, *_WHOLE]
        return self._table(_MEASURES, columns, self._lines)

    def deadlines(self) -> Table:
        """Return a line for each deadline, what falls due first before the others."""
        lines = [Line(one.measure, one.provision, one.item, one) for one in self.limits]
        return self._table(DEADLINES, [*_DUE, *_WHAT, *_DATES, *_CLAIM], lines)

    def questions(self) -> Table:
        """Return a line for each open question, in the order in which they are worth asking."""
        asked = zip(self.brief.questions(), self.report.open_facts, strict=True)
        rows: list[tuple[Cell, ...]] = [
            (one.question, fact.settles, one.provisions, self.words.choices(one.fact), one.fact)
            for one, fact in asked
        ]
        heads = tuple(self.say(head) for head, _ in _QUESTIONS)
        name = self.say(both("待答问题", "Open questions"))
        return Table(name, heads, tuple(width for _, width in _QUESTIONS), rows)

    def _table(self, name: Text, columns: Sequence[Column], lines: Iterable[Line]) -> Table:
        rows = [tuple(cell(self, line) for _, _, cell in columns) for line in lines]
        heads = tuple(self.say(head) for head, _, _ in columns)
        return Table(self.say(name), heads, tuple(width for _, width, _ in columns), rows)

    @cached_property
    def _lines(self) -> list[Line]:
        limits = {(one.provision.id, one.item.index): one for one in self.limits}
        return [
            Line(measure, limb, item, limits.get((limb.id, item.index)) if item else None)
            for measure in self.report.measures
            for limb in measure.provisions
            for item in limb.business or (None,)
        ]

    @property
    def _about(self) -> list[Column]:
        """The columns of what heads the report."""

        def valued(fact: str) -> Callable[[Tables, Line], Cell]:
            return lambda it, _: it.words.heading(fact)

        catalogue = self.words.catalogue
        return [
            (both("核对日期", "day of assessment"), 12, lambda it, _: it.report.on),
            (both("编号", "ref"), 16, lambda it, _: it.words.ref()),
            *((catalogue.fact(one, ()).label, 24, valued(one)) for one in catalogue.heading),
        ]

    # What stands in a cell

    def item_name(self, line: Line) -> str | None:
        """Return how the pending item is called."""
        return self.words.item(line.item.index) if line.item else None

    def business(self, line: Line) -> str | None:
        """Return what is pending or, where nothing is, what would have to be."""
        if line.item:
            return self.words.business(line.item.index)
        kind = self.words.limbs[line.limb.id].kind
        return self.words.kind(kind) if kind else None

    def item_verdict(self, line: Line) -> str | None:
        """Return what the provision means for the item."""
        return self.say(VERDICTS[_OF_ITEM[line.item.applies]]) if line.item else None

    def reason(self, line: Line) -> str | None:
        """Return why the provision, or its item, does not apply, or why that cannot be said."""
        words, told = self.words, list[str]()
        if line.limb.verdict is not Verdict.APPLIES:
            told.append(words.reason(line.limb).shared)
        if line.item and line.item.applies is Truth.UNKNOWN:
            told.append(words.missing(line.item.open_facts))
        if line.item and line.item.triggered is Truth.FALSE:
            told.append(words.why_not(line.item))
        return "\n".join(dict.fromkeys(told)) or None

    def open_questions(self, line: Line) -> str | None:
        """Return the questions that can still change the answer, with their facts."""
        facts = dict.fromkeys((*line.limb.open_facts, *(line.item.open_facts if line.item else ())))
        asked = (self.words.aside(self.words.item_question(fact), fact) for fact in facts)
        return "\n".join(asked) or None

    def effect(self, line: Line) -> str | None:
        """Return what changes."""
        found = line.limb.effect
        return self.say(effect_words(found, line.limb.force)) if found else None

    def start(self, line: Line) -> str | None:
        """Return what the limit runs from."""
        return self.words.clock(line.limb, line.item) if line.item else None

    def shortened(self, line: Line) -> date | None:
        """Return the shortened end; none, where nothing is shortened."""
        dates = line.limit.deadline if line.limit else None
        return dates.shortened if dates and dates.shortened != dates.standard else None

    def end_name(self, line: Line) -> str | None:
        """Return what the shortened end is: where customs may decline, a target."""
        named = [bar.name for bar in line.limit.bars if bar.shortens] if line.limit else []
        return self.say(named[0]) if named else None

    def provisional(self, line: Line) -> str | None:
        """Return whether the dates may still move."""
        return self.say(YES if line.limit.deadline.provisional else NO) if line.limit else None

    def progress(self, line: Line) -> str | None:
        """Return how far along each end is, on the day of assessment."""
        bars = line.limit.bars if line.limit else ()
        told = (self.words.labelled(self.say(bar.name), self.say(bar.state)) for bar in bars)
        return "\n".join(told) or None

    def notes(self, line: Line) -> str | None:
        """Return what must be read beside the dates."""
        return "\n".join(self.words.date_notes(line.item)) or None if line.item else None

    def claim(self, line: Line, row: int) -> str | None:
        """Return how to claim the provision (0), or where (1)."""
        return dict(enumerate(words for _, words in self.words.claim(line.limb.how))).get(row)

    def left(self, line: Line) -> int | None:
        """Return how many days are left from the day of assessment; below zero, it is over."""
        dates = line.limit.deadline if line.limit else None
        return (day_of(dates.due) - self.report.on).days if dates else None

    def caveats(self, line: Line) -> str | None:
        """Return the provision's own caveats."""
        return "\n".join(map(self.words.caveat, line.limb.caveats)) or None


_OF_ITEM = {
    Truth.TRUE: Verdict.APPLIES,
    Truth.UNKNOWN: Verdict.UNDETERMINED,
    Truth.FALSE: Verdict.NOT_APPLICABLE,
}
_MEASURES = both("措施", "Measures")
_BASIS = both("依据", "made from")
_WHAT: list[Column] = [
    (both("措施编号", "no."), 8, lambda _, line: line.measure.number),
    (both("措施", "measure"), 34, lambda it, line: it.say(line.measure.title)),
    (both("条款", "provision"), 9, lambda _, line: line.limb.id),
    (both("业务", "business"), 26, lambda it, line: it.business(line)),
    (both("待办业务", "pending item"), 16, lambda it, line: it.item_name(line)),
]
_STANDING: list[Column] = [
    (both("条款结论", "verdict"), 14, lambda it, line: it.say(VERDICTS[line.limb.verdict])),
    (both("对该项业务", "for the item"), 14, lambda it, line: it.item_verdict(line)),
    (both("须做什么", "what to do"), 22, lambda it, line: it.say(GROUPS[group(line.limb)])),
    (
        both("如何享受", "how it is had"),
        24,
        lambda it, line: it.say(label(line.limb.route, line.limb.force)),
    ),
    (both("内容", "what it says"), 50, lambda it, line: it.say(line.limb.summary)),
    (both("效果", "effect"), 36, lambda it, line: it.effect(line)),
]
_DATES: list[Column] = [
    (both("起算依据", "counted from"), 18, lambda it, line: it.start(line)),
    (
        both("起算时间", "runs from"),
        17,
        lambda _, line: line.limit.deadline.runs_from if line.limit else None,
    ),
    (FILE_BY, 12, lambda _, line: line.offices.shortened if line.offices else None),
    (both("缩短后的期限", "shortened end"), 17, lambda it, line: it.shortened(line)),
    (both("缩短后期限的性质", "it is a"), 12, lambda it, line: it.end_name(line)),
    (ORDINARY, 17, lambda _, line: line.limit.deadline.standard if line.limit else None),
    (
        both("按通常期限最迟提出", "file by, ordinary"),
        12,
        lambda _, line: line.offices.standard if line.offices else None,
    ),
    (both("暂定", "provisional"), 11, lambda it, line: it.provisional(line)),
    (both("进度", "progress"), 32, lambda it, line: it.progress(line)),
    (both("日期说明", "on the dates"), 50, lambda it, line: it.notes(line)),
]
_CLAIM: list[Column] = [
    (both("办法", "how"), 50, lambda it, line: it.claim(line, 0)),
    (both("渠道", "where"), 26, lambda it, line: it.claim(line, 1)),
    (both("出处", "cited"), 34, lambda it, line: it.words.source(line.limb.citation)[1]),
    (both("注意", "caveats"), 60, lambda it, line: it.caveats(line)),
]
_WHY: list[Column] = [
    (both("原因", "why"), 40, lambda it, line: it.reason(line)),
    (both("待答问题", "open questions"), 40, lambda it, line: it.open_questions(line)),
    (
        both("其他途径", "otherwise"),
        34,
        lambda it, line: it.say(line.limb.otherwise) if line.limb.otherwise else None,
    ),
    *_CLAIM,
]
_WHOLE: list[Column] = [
    (BEAR_IN_MIND, 60, lambda it, _: "\n".join(it.brief.caveats())),
    (_BASIS, 40, lambda it, _: it.brief.basis()),
]
_DUE: list[Column] = [
    (
        both("应关注的日期", "date to act on"),
        17,
        lambda _, line: line.limit.deadline.due if line.limit else None,
    ),
    (both("距核对日天数", "days left"), 10, lambda it, line: it.left(line)),
]
_QUESTIONS = (
    (both("问题", "question"), 60),
    (both("可确定的结论数", "answers it settles"), 10),
    (both("涉及条款", "provisions"), 30),
    (both("可选答案", "choices"), 60),
    (both("字段", "fact"), 40),
)
