"""The report as one HTML file: no script, nothing loaded from anywhere, and good on paper.

`report.html` is its template and `report.css` its style; Jinja escapes whatever is filled in.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.conditions import judged
from aeo_cli.presentation.wording.dates import day_of
from aeo_cli.presentation.wording.deadlines import Bar, TimeLimit, limits, undated
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.labels import (
    DEADLINES,
    EVIDENCE,
    NO_DEADLINES,
    PENDING_BUSINESS,
    TRUTHS,
    VERDICTS,
)
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.values import SHANGHAI

_ENVIRONMENT = Environment(
    loader=PackageLoader("aeo_cli.presentation.formats.html", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["visible"] = visible
_TICKS = 4


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> bytes:
    """Return the report as an HTML document, in UTF-8."""
    answers = ReportWords(report, catalogue, page.lang)
    found = limits(answers, calendar)
    document = _ENVIRONMENT.get_template("report.html").render(
        brief=Digest(answers),
        words=answers,
        say=answers.say,
        language={Lang.ZH: "zh-Hans", Lang.EN: "en"}[page.lang],
        limits=found,
        undated=list(undated(answers)),
        over=[limit for limit in found if limit.ahead is None],
        ahead=_next(found),
        scale=_Scale.over(found, report.on) if found else None,
        trees=lambda provision: judged(provision, answers),
        truths={truth: answers.say(name) for truth, name in TRUTHS.items()},
        Truth=Truth,
        verdicts={verdict: answers.say(name) for verdict, name in VERDICTS.items()},
        t={name: answers.say(text) for name, text in _TEXTS.items()},
        total=answers.say(_TOTAL, n=len(report.measures)),
    )
    return document.encode()


def _next(found: list[TimeLimit]) -> list[tuple[TimeLimit, Bar]]:
    """Return what falls due on the next day on which anything does; one's own acts first."""
    ahead = [(limit, limit.ahead) for limit in found if limit.ahead]
    first = min((day_of(bar.due) for _, bar in ahead), default=None)
    ahead = [(limit, bar) for limit, bar in ahead if day_of(bar.due) == first]
    return sorted(ahead, key=lambda pair: pair[0].deadline.last_office_day is None)


class _Span(NamedTuple):
    """A part of the scale, in percent."""

    start: float
    length: float


class _Scale(NamedTuple):
    """The days that a picture of deadlines shows."""

    first: date
    last: date
    on: date

    @classmethod
    def over(cls, found: list[TimeLimit], on: date) -> "_Scale":
        """Return the scale for some limits; the day of assessment is on it unless it is far."""
        days = [day_of(limit.deadline.runs_from) for limit in found]
        days += [day_of(bar.end) for limit in found for bar in limit.bars]
        first, last = min(days), max(days)
        around = max((last - first).days, 7)
        if -around <= (on - first).days <= 2 * around:
            first, last = min(first, on), max(last, on)
        return cls(first, last + timedelta(days=1), on)

    def at(self, value: datetime | date, *, end: bool = False) -> float:
        """Return where a moment, or the beginning or end of a day, stands on the scale."""
        if not isinstance(value, datetime):
            value = datetime.combine(value + timedelta(days=end), time(), SHANGHAI)
        whole = timedelta(days=(self.last - self.first).days)
        return round(100 * ((value - datetime.combine(self.first, time(), SHANGHAI)) / whole), 2)

    def bar(self, bar: Bar, limit: TimeLimit) -> _Span:
        """Return where a bar stands: forward from the start, or for a notice back from it."""
        start, end = limit.deadline.runs_from, bar.end
        if limit.deadline.last_office_day:
            start, end = end, start
        left = self.at(start)
        return _Span(left, round(self.at(end, end=True) - left, 2))

    @property
    def today(self) -> float | None:
        """Where the day of assessment stands; None: not on the scale."""
        if not self.first <= self.on < self.last:
            return None
        return round((self.at(self.on) + self.at(self.on, end=True)) / 2, 2)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Yield some days and where they stand, the first and the last among them."""
        days = (self.last - self.first).days - 1
        steps = max(min(_TICKS, days), 1)
        for day in sorted({days * step // steps for step in range(steps + 1)}):
            at = self.first + timedelta(days=day)
            yield self.at(at), at.isoformat()


_TOTAL = both("{n} 条措施", "{n} measures")
_TEXTS: dict[str, Text] = {
    "title": both("适用情况报告", "what applies"),
    "skip": both("跳到正文", "Skip to the report"),
    "glance": both("概览", "At a glance"),
    "contents": both("须做什么", "What to do"),
    "next": both("最近的日期", "Next date"),
    "over": both("已过期", "Overdue"),
    "none_left": both("没有尚未到期的日期", "no date lies ahead"),
    "pending": PENDING_BUSINESS,
    "evidence": EVIDENCE,
    "deadlines": DEADLINES,
    "no_deadlines": NO_DEADLINES,
    "conditions": both("逐条判断过程", "How it comes out"),
}
