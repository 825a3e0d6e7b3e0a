"""The columns of a report's tables: what stands in each on a line."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from aeo_cli.assessment.report import (
    ItemAnswer,
    MeasureAnswer,
    OfficeDays,
    ProvisionAnswer,
    Verdict,
)
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.dates import FILE_BY, ORDINARY, day_of
from aeo_cli.presentation.wording.deadlines import Bar, TimeLimit
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.groups import GROUPS, group
from aeo_cli.presentation.wording.labels import (
    BEAR_IN_MIND,
    DAY_OF_ASSESSMENT,
    EVIDENCE,
    REF,
    VERDICTS,
    effect_words,
    label,
)
from aeo_cli.presentation.wording.report import NO_DATE, ReportWords
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_index
from aeo_cli.rules.values import NO, YES

Cell = str | int | date | datetime | None
"""A moment is in Shanghai time."""


class TableLine(NamedTuple):
    """What a row is about: a provision and, where one of its kind is pending, an item."""

    words: ReportWords
    measure: MeasureAnswer
    provision: ProvisionAnswer
    item: ItemAnswer | None
    limit: TimeLimit | None

    def say(self, text: Text) -> str:
        """Return a text in the language of the report."""
        return self.words.say(text)

    @property
    def offices(self) -> OfficeDays | None:
        """The last working days on which to file."""
        return self.limit.deadline.last_office_day if self.limit else None

    def number(self) -> int:
        """Return the measure's number."""
        return self.measure.number

    def title(self) -> str:
        """Return the measure's title."""
        return self.say(self.measure.title)

    def provision_id(self) -> str:
        """Return the provision's id."""
        return self.provision.id

    def verdict(self) -> str:
        """Return what the provision means for the enterprise."""
        return self.say(VERDICTS[self.provision.verdict])

    def to_do(self) -> str:
        """Return what the reader has to do about it."""
        return self.say(GROUPS[group(self.provision)])

    def label(self) -> str:
        """Return how it is had, and how firmly."""
        return self.say(label(self.provision.route, self.provision.force))

    def summary(self) -> str:
        """Return what it says."""
        return self.say(self.provision.summary)

    def item_name(self) -> str | None:
        """Return how the pending item is called."""
        return self.words.item(self.item.index) if self.item else None

    def business(self) -> str | None:
        """Return what is pending or, where nothing is, what would have to be."""
        if self.item:
            return self.words.business(self.item.index)
        kind = self.words.provisions[self.provision.id].kind
        return self.words.kind(kind) if kind else None

    def item_verdict(self) -> str | None:
        """Return what the provision means for the item."""
        return self.say(VERDICTS[_OF_ITEM[self.item.applies]]) if self.item else None

    def reason(self) -> str | None:
        """Return why the provision, or its item, does not apply, or why that cannot be said."""
        told = list[str]()
        if self.provision.verdict is Verdict.UNDETERMINED or self.open_facts():
            told.append(self.words.missing(self.open_facts()))
        elif self.provision.verdict is not Verdict.APPLIES:
            told.append(self.words.reason(self.provision).shared)
        if self.item and self.item.triggered is Truth.FALSE:
            told.append(self.words.why_not(self.item))
        return "\n".join(told) or None

    def open_facts(self) -> list[str]:
        """Return the unknown facts that can still change the answer, no other item's among them."""
        own = self.item.open_facts if self.item else ()
        facts = (fact for fact in self.provision.open_facts if item_index(fact) is None)
        return list(dict.fromkeys((*facts, *own)))

    def open_questions(self) -> str | None:
        """Return the questions that can still change the answer, with their facts."""
        words = self.words
        asked = (words.aside(words.item_question(fact), fact) for fact in self.open_facts())
        return "\n".join(asked) or None

    def effect(self) -> str | None:
        """Return what changes."""
        found = self.provision.effect
        return self.say(effect_words(found, self.provision.force)) if found else None

    def start(self) -> str | None:
        """Return what the limit runs from."""
        return self.words.clock(self.provision, self.item) if self.item else None

    def runs_from(self) -> date | None:
        """Return the day or moment that the limit is counted from."""
        return self.limit.deadline.runs_from if self.limit else None

    def due(self) -> date | None:
        """Return the end to act on."""
        return self.limit.deadline.due if self.limit else None

    def file_by(self) -> date | None:
        """Return the last working day on which to file, for the end to act on."""
        return self.offices.shortened if self.offices else None

    def file_by_ordinary(self) -> date | None:
        """Return the last working day on which to file, for the ordinary end."""
        return self.offices.standard if self.offices else None

    def ordinary(self) -> date | None:
        """Return the ordinary end."""
        return self.limit.deadline.standard if self.limit else None

    def shortening(self) -> Bar | None:
        """Return the shortened end; none, where nothing is shortened."""
        bars = self.limit.bars if self.limit else ()
        return next((bar for bar in bars if bar.shortens), None)

    def shortened(self) -> date | None:
        """Return when the shortened end is."""
        bar = self.shortening()
        return bar.end if bar else None

    def end_name(self) -> str | None:
        """Return what the shortened end is: where customs may decline, a target."""
        bar = self.shortening()
        return self.say(bar.name) if bar else None

    def provisional(self) -> str | None:
        """Return whether the dates may still move."""
        return self.say(YES if self.limit.deadline.provisional else NO) if self.limit else None

    def progress(self) -> str | None:
        """Return how far along each end is, on the day of assessment."""
        bars = self.limit.bars if self.limit else ()
        told = (self.words.labelled(self.say(bar.name), self.say(bar.state)) for bar in bars)
        return "\n".join(told) or None

    def notes(self) -> str | None:
        """Return what must be read beside the dates, or that there are none."""
        if self.item is None:
            return None
        clock = self.words.clock(self.provision, self.item)
        if clock and self.item.applies is Truth.TRUE and not self.limit:
            return self.words.labelled(clock, self.say(NO_DATE))
        return "\n".join(self.words.date_notes(self.item)) or None

    def how(self) -> str | None:
        """Return how to claim the provision."""
        return self.say(self.provision.how.text) if self.provision.how else None

    def channel(self) -> str | None:
        """Return where to claim it."""
        how = self.provision.how
        return self.say(how.channel) if how and how.channel else None

    def source(self) -> str:
        """Return where it stands in the official document."""
        return self.words.source(self.provision.citation)[1]

    def otherwise(self) -> str | None:
        """Return what stays open to every enterprise."""
        return self.say(self.provision.otherwise) if self.provision.otherwise else None

    def left(self) -> int | None:
        """Return how many days are left from the day of assessment; below zero, it has passed."""
        dates = self.limit.deadline if self.limit else None
        return (day_of(dates.due) - self.words.report.on).days if dates else None

    def caveats(self) -> str | None:
        """Return the provision's own caveats."""
        return "\n".join(map(self.words.caveat, self.provision.caveats)) or None


class Column(NamedTuple):
    """A column: its head, how many characters wide it is best shown, and what stands in it."""

    head: Text
    width: int
    cell: Callable[[TableLine], Cell]


def about(answers: ReportWords) -> list[Column]:
    """Return the columns of what heads a report, the same on every line."""
    fixed = [
        (DAY_OF_ASSESSMENT, 12, answers.report.on),
        (REF, 16, answers.ref()),
        *(
            (answers.catalogue.fact(one, ()).label, 24, answers.heading(one))
            for one in answers.catalogue.heading
        ),
    ]
    return [_same(*each) for each in fixed]


def beneath(answers: ReportWords) -> list[Column]:
    """Return the columns of what is said of the whole, the same on every line."""
    brief = Digest(answers)
    caveats = "\n".join(brief.caveats())
    evidence = "\n".join(" · ".join(filter(None, row)) for row in brief.evidence())
    return [
        _same(EVIDENCE, 40, evidence or None),
        _same(BEAR_IN_MIND, 60, caveats),
        _same(BASIS, 40, brief.basis()),
    ]


def _same(head: Text, width: int, cell: Cell) -> Column:
    return Column(head, width, lambda _: cell)


_OF_ITEM = {
    Truth.TRUE: Verdict.APPLIES,
    Truth.UNKNOWN: Verdict.UNDETERMINED,
    Truth.FALSE: Verdict.NOT_APPLICABLE,
}
BASIS = both("依据", "basis")
WHAT = [
    Column(both("措施编号", "no."), 8, TableLine.number),
    Column(both("条款", "provision"), 9, TableLine.provision_id),
    Column(both("待办业务", "pending item"), 16, TableLine.item_name),
    Column(both("措施", "measure"), 34, TableLine.title),
    Column(both("业务", "business"), 26, TableLine.business),
]
STANDING = [
    Column(both("条款结论", "verdict"), 14, TableLine.verdict),
    Column(both("该项业务结论", "for the item"), 14, TableLine.item_verdict),
    Column(both("须做什么", "what to do"), 22, TableLine.to_do),
    Column(both("办理方式与确定程度", "how, how firmly"), 24, TableLine.label),
    Column(both("内容", "what it says"), 50, TableLine.summary),
    Column(both("效果", "effect"), 36, TableLine.effect),
]
DATES = [
    Column(both("起算事项", "start event"), 18, TableLine.start),
    Column(both("起算时间", "start"), 17, TableLine.runs_from),
    Column(FILE_BY, 12, TableLine.file_by),
    Column(both("缩短后的期限", "shortened end"), 17, TableLine.shortened),
    Column(both("期限性质", "kind of end"), 12, TableLine.end_name),
    Column(ORDINARY, 17, TableLine.ordinary),
    Column(both("按通常期限最迟提出", "file by, ordinary"), 12, TableLine.file_by_ordinary),
    Column(both("暂定", "provisional"), 11, TableLine.provisional),
    Column(both("进度", "progress"), 32, TableLine.progress),
    Column(both("日期说明", "on the dates"), 50, TableLine.notes),
]
CLAIM = [
    Column(both("办法", "how"), 50, TableLine.how),
    Column(both("渠道", "where"), 26, TableLine.channel),
    Column(both("出处", "cited"), 34, TableLine.source),
    Column(both("注意", "caveats"), 60, TableLine.caveats),
]
WHY = [
    Column(both("原因", "why"), 40, TableLine.reason),
    Column(both("待答问题", "open questions"), 40, TableLine.open_questions),
    Column(both("其他途径", "otherwise"), 34, TableLine.otherwise),
]
DUE = [
    Column(both("关注日期", "date to act on"), 17, TableLine.due),
    Column(both("剩余天数", "days left"), 10, TableLine.left),
]
