"""The columns of a report's tables: heading, width, and the content of a cell."""

from collections.abc import Callable
from typing import NamedTuple

from aeo_cli.assessment.report import Verdict
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.table import Cell
from aeo_cli.presentation.wording.dates import FILE_BY, ORDINARY
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.groups import what_to_do
from aeo_cli.presentation.wording.labels import (
    DAY_OF_ASSESSMENT,
    REF,
    VERDICTS,
)
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.table_row import TableRow
from aeo_cli.rules.fact_values import NO, YES
from aeo_cli.rules.kleene import Truth


class Column(NamedTuple):
    """A column."""

    heading: Text
    width: int
    """In characters, for the best view."""
    cell: Callable[[TableRow], Cell]


_ITEM_VERDICTS = {
    Truth.TRUE: Verdict.APPLIES,
    Truth.UNKNOWN: Verdict.UNDETERMINED,
    Truth.FALSE: Verdict.NOT_APPLICABLE,
}

# The subject

NUMBER = Column(both("措施编号", "no."), 8, lambda line: line.measure.number)
PROVISION = Column(both("条款", "provision"), 9, lambda line: line.provision.id)
ITEM = Column(
    both("待办业务", "pending item"),
    14,
    lambda line: line.report_words.words.item_label(line.item.index) if line.item else None,
)
MEASURE = Column(both("措施", "measure"), 22, lambda line: line.say(line.measure.title))
BUSINESS = Column(both("业务", "business"), 24, TableRow.business)

# The result

ACT = Column(
    both("办理事项", "what to do"), 13, lambda line: line.say(what_to_do(line.provision, line.item))
)
VERDICT = Column(
    both("条款结论", "verdict on the provision"),
    11,
    lambda line: line.say(VERDICTS[line.provision.verdict]),
)
ITEM_VERDICT = Column(
    both("该项业务结论", "verdict on the item"),
    14,
    lambda line: line.say(VERDICTS[_ITEM_VERDICTS[line.item.applies]]) if line.item else None,
)
CERTAINTY = Column(
    both("办理方式与确定程度", "route and certainty"), 15, lambda line: line.words.label
)
SUMMARY = Column(both("内容", "summary"), 32, lambda line: line.say(line.provision.summary))
EFFECT = Column(both("期限或数值", "effect"), 24, lambda line: line.words.effect)

# The dates

DUE = Column(
    both("关注日期", "date to act on"),
    12,
    lambda line: line.deadline.due if line.deadline else None,
)
DAYS_LEFT = Column(both("剩余天数", "days left"), 9, TableRow.days_left)
START_EVENT = Column(
    both("起算事项", "start event"),
    18,
    lambda line: line.words.start_label if line.item else None,
)
START = Column(
    both("起算时间", "start"), 16, lambda line: line.deadline.runs_from if line.deadline else None
)
FILE = Column(FILE_BY, 12, lambda line: line.office_days.shortened if line.office_days else None)
SHORTENED = Column(
    both("缩短后的期限", "shortened deadline"),
    16,
    lambda line: line.shortened_bar.end if line.shortened_bar else None,
)
TYPE = Column(both("期限性质", "type of deadline"), 12, TableRow.deadline_type)
STANDARD = Column(ORDINARY, 16, lambda line: line.deadline.standard if line.deadline else None)
FILE_ORDINARY = Column(
    both("按通常期限最迟提出", "file by (ordinary)"),
    12,
    lambda line: line.office_days.standard if line.office_days else None,
)
PROVISIONAL = Column(
    both("暂定", "provisional"),
    11,
    lambda line: line.say(YES if line.deadline.provisional else NO) if line.deadline else None,
)
PROGRESS = Column(both("进度", "progress"), 30, TableRow.progress)
DATE_NOTES = Column(both("日期说明", "notes on dates"), 44, TableRow.date_notes)

# The reasons, and how to claim it

REASON = Column(both("原因", "why"), 20, TableRow.reason)
OPEN_QUESTIONS = Column(both("待确认的问题", "open questions"), 40, TableRow.open_questions)
ALTERNATIVE = Column(both("其他途径", "alternative"), 34, lambda line: line.words.otherwise)
HOW = Column(
    both("办法", "how"),
    30,
    lambda line: line.say(line.provision.how.text) if line.provision.how else None,
)
WHERE = Column(
    both("渠道", "where"),
    13,
    lambda line: line.say(line.provision.how.channel) if line.provision.how else None,
)
SOURCE = Column(both("出处", "source"), 18, lambda line: line.words.source[1])
CAVEATS = Column(
    both("注意事项", "caveats"), 54, lambda line: "\n".join(line.words.caveats) or None
)

MEASURES = (
    *(ACT, PROVISION, ITEM, MEASURE, CERTAINTY, SUMMARY, DUE, TYPE, HOW, WHERE, REASON),
    *(CAVEATS, SOURCE),
)
"""What people read of the measures."""
MORE_OF_MEASURES = (
    *(NUMBER, BUSINESS, VERDICT, ITEM_VERDICT, EFFECT, START_EVENT, START, FILE, SHORTENED),
    *(STANDARD, FILE_ORDINARY, PROVISIONAL, PROGRESS, DATE_NOTES, OPEN_QUESTIONS, ALTERNATIVE),
)
"""What stands in other sheets too, or serves programs."""
DEADLINES = (
    *(DUE, DAYS_LEFT, PROVISION, ITEM, MEASURE, CERTAINTY, START, FILE, SHORTENED, TYPE),
    *(STANDARD, PROGRESS, DATE_NOTES, HOW, WHERE),
)
"""What people read of the deadlines."""
MORE_OF_DEADLINES = (*(NUMBER, BUSINESS, START_EVENT, FILE_ORDINARY, PROVISIONAL, SOURCE, CAVEATS),)
WORK = (ITEM, MEASURE, PROVISION, TYPE, CERTAINTY, DATE_NOTES, WHERE)
"""What people read of a work list, beside what to do."""
BASIS = both("依据", "basis")


def heading_columns(report_words: ReportWords) -> list[Column]:
    """Return the columns of the data that heads a report, the same on every line."""
    words = report_words.words
    return [
        _constant(DAY_OF_ASSESSMENT, 12, report_words.report.on),
        _constant(REF, 16, report_words.ref()),
        *(
            _constant(words.fact(name).label, 24, report_words.heading_value(name))
            for name in words.catalogue.heading
        ),
    ]


def closing_columns(report_words: ReportWords) -> list[Column]:
    """Return the columns of evidence and basis of a report, the same on every line."""
    digest = Digest(report_words)
    return [
        _constant(_EVIDENCE, 40, "\n".join(digest.evidence_lines()) or None),
        _constant(BASIS, 40, digest.basis()),
    ]


_EVIDENCE = both("核实依据", "evidence")


def _constant(heading: Text, width: int, cell: Cell) -> Column:
    return Column(heading, width, lambda _: cell)
