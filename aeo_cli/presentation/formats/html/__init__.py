"""One HTML file: no script, nothing loaded from elsewhere, and fit for printing.

`report.html` and `difference.html` are the templates, on `page.html` with its style sheet
`page.css`, or on `part.html` where they are a part of another page that has this style. Jinja
escapes whatever is filled in.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.days import day_of
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.brief import Brief
from aeo_cli.presentation.wording.conditions import judged_conditions
from aeo_cli.presentation.wording.deadlines import Bar, TimeLimit, limits, undated
from aeo_cli.presentation.wording.difference import DifferenceDigest
from aeo_cli.presentation.wording.labels import (
    DEADLINES,
    EVIDENCE,
    EXPLAIN_HINT,
    NO_DEADLINES,
    PENDING_BUSINESS,
    TRUTHS,
    VERDICTS,
)
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.rules.dates import SHANGHAI
from aeo_cli.rules.kleene import Truth

_ENVIRONMENT = Environment(
    loader=PackageLoader("aeo_cli.presentation.formats.html", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["visible"] = visible
_PAGE, _PART = "page.html", "part.html"
"""The layouts: a page of its own, or a part of another."""
_TICKS = 4


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> bytes:
    """Return the report as an HTML document, in UTF-8."""
    return _report(_PAGE, report, catalogue, calendar, page).encode()


def render_part(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> str:
    """Return the report as a part of another page."""
    return _report(_PART, report, catalogue, calendar, page)


def _report(
    layout: str, report: Report, catalogue: Catalogue, calendar: Calendar, page: Page
) -> str:
    report_words = ReportWords(report, catalogue, page.lang)
    words, say = report_words.words, report_words.language.say
    brief, time_limits = Brief(report_words), limits(report_words, calendar)
    return _filled(
        "report.html",
        layout,
        catalogue,
        page,
        tool=report.tool,
        digest=brief.digest,
        brief=brief,
        say=say,
        labelled=report_words.language.labelled,
        listed=report_words.language.listed,
        item_label=words.item_label,
        business=words.business,
        dated=report_words.dated,
        date_notes=report_words.date_notes,
        limits=time_limits,
        undated=list(undated(report_words)),
        scale=_Scale.of(time_limits, report.on) if time_limits else None,
        conditions=lambda provision: judged_conditions(provision, words),
        truths={truth: say(name) for truth, name in TRUTHS.items()},
        Truth=Truth,
        verdicts={verdict: say(name) for verdict, name in VERDICTS.items()},
        texts={name: say(text) for name, text in _TEXTS.items()},
        total=say(_TOTAL, n=len(report.measures)),
    )


def differ(digest: DifferenceDigest, page: Page) -> bytes:
    """Return the difference between two reports as an HTML document, in UTF-8."""
    return _difference(_PAGE, digest, page).encode()


def differ_part(digest: DifferenceDigest, page: Page) -> str:
    """Return the difference between two reports as a part of another page."""
    return _difference(_PART, digest, page)


def _difference(layout: str, digest: DifferenceDigest, page: Page) -> str:
    tool, hint = digest.difference.tool, digest.say(EXPLAIN_HINT)
    values = {"tool": tool, "digest": digest, "hint": hint}
    return _filled("difference.html", layout, digest.catalogue, page, **values)


def _filled(template: str, layout: str, catalogue: Catalogue, page: Page, **values: Any) -> str:  # noqa: ANN401  whatever a template shows
    """Return a template filled in, on a layout."""
    return _ENVIRONMENT.get_template(template).render(
        layout=layout,
        title=catalogue.title[page.lang],
        html_language=page.lang.tag,
        skip=_SKIP[page.lang],
        **values,
    )


class _Span(NamedTuple):
    """A part of the scale, in percent of its length."""

    start: float
    length: float


class _Scale(NamedTuple):
    """The time scale below the bars of all deadlines."""

    first: date
    last: date
    on: date

    @classmethod
    def of(cls, limits: list[TimeLimit], on: date) -> "_Scale":
        """Return the scale of some limits, with the day of assessment unless that is far away.

        A day of assessment a year later would squeeze all bars into one corner.
        """
        days = [day_of(limit.deadline.runs_from) for limit in limits]
        days += [day_of(bar.end) for limit in limits for bar in limit.bars]
        first, last = min(days), max(days)
        length = max((last - first).days, 7)
        if -length <= (on - first).days <= 2 * length:
            first, last = min(first, on), max(last, on)
        return cls(first, last + timedelta(days=1), on)

    def at(self, value: datetime | date, *, end: bool = False) -> float:
        """Return the position of a moment, or of the beginning or end of a day, in percent."""
        if not isinstance(value, datetime):
            value = datetime.combine(value + timedelta(days=end), time(), SHANGHAI)
        length = timedelta(days=(self.last - self.first).days)
        return round(100 * ((value - datetime.combine(self.first, time(), SHANGHAI)) / length), 2)

    def bar(self, bar: Bar, limit: TimeLimit) -> _Span:
        """Return the span of a bar: forward from the start, or for a notice period back from it."""
        start, end = limit.deadline.runs_from, bar.end
        if limit.deadline.last_office_day:
            start, end = end, start
        left = self.at(start)
        return _Span(left, round(self.at(end, end=True) - left, 2))

    @property
    def today(self) -> float | None:
        """The position of the day of assessment; None if it is not on the scale."""
        if not self.first <= self.on < self.last:
            return None
        return round((self.at(self.on) + self.at(self.on, end=True)) / 2, 2)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Yield some days with their positions, the first and the last among them."""
        days = (self.last - self.first).days - 1
        steps = max(min(_TICKS, days), 1)
        for day in sorted({days * step // steps for step in range(steps + 1)}):
            tick = self.first + timedelta(days=day)
            yield self.at(tick), tick.isoformat()


_SKIP = both("跳到正文", "Skip to the content")
_TOTAL = both("{n} 条措施", "{n} measures")
_TEXTS: dict[str, Text] = {
    "title": both("适用情况报告", "what applies"),
    "glance": both("概览", "At a glance"),
    "contents": both("目录", "Contents"),
    "pending": PENDING_BUSINESS,
    "evidence": EVIDENCE,
    "deadlines": DEADLINES,
    "no_deadlines": NO_DEADLINES,
    "conditions": both("判断依据", "Why"),
}
