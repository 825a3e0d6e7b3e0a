"""The report as Markdown: for a code host or a chat that renders it, and good as plain text.

CommonMark with GitHub's tables. What stands in a report is text, so every sign that Markdown gives
a meaning is escaped, wherever it comes from.
"""

import re
from collections.abc import Iterable, Iterator

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.wording.deadlines import limits, undated
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.labels import DEADLINES, EVIDENCE, EXPLAIN_HINT, PENDING_BUSINESS
from aeo_cli.presentation.wording.paragraphs import ApplyingProvision, MeasureDigest
from aeo_cli.presentation.wording.report import ReportWords


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> bytes:
    """Return the report as Markdown, in UTF-8."""
    writer = _MarkdownWriter(ReportWords(report, catalogue, page.lang), calendar)
    return "".join(f"{line}\n" for line in writer.whole()).encode()


_SIGNS = re.compile(r"[\\`*_{}\[\]<>|~&$]|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_AT_START = re.compile(r"^(\s*)(?=[#+=-])|^(\s*\d+)(?=[.)])")


def plain(text: str) -> str:
    """Return a text with every sign escaped that would be more than itself."""
    return _AT_START.sub(r"\g<0>\\", _SIGNS.sub(r"\\\g<0>", text)).strip()


def strong(text: str) -> str:
    """Return a text in strong type; nothing, where there is nothing but spaces."""
    return f"**{plain(text)}**" if plain(text) else ""


class _MarkdownWriter:
    def __init__(self, answers: ReportWords, calendar: Calendar) -> None:
        self.words, self.say, self.brief = answers, answers.say, Digest(answers)
        self.limits = limits(answers, calendar)

    def whole(self) -> Iterator[str]:
        brief = self.brief
        yield f"# {plain(self.say(self.words.catalogue.title))}"
        yield from ("", *map(self.row, brief.head()), "")
        counts = [f"{plain(name)} **{number}**" for _, name, number in brief.counts()]
        yield " · ".join(counts)
        if pending := brief.pending():
            yield from self.section(self.say(PENDING_BUSINESS))
            yield from (
                f"- {strong(name)} {plain(business)} → {plain(standing)}"
                for name, business, standing in pending
            )
        yield from self.deadlines()
        for part in brief.parts():
            yield from self.section(part.heading)
            yield from (
                f"- {plain(asked.question)} `{asked.fact}` → {plain(asked.provisions)}"
                for asked in part.questions
            )
            if part.questions:
                yield ""
            for block in part.blocks:
                if block.reason:
                    yield from ("", strong(block.reason), "")
                for entry in block.entries:
                    yield from self.entry(entry, alone=not block.reason)
        if verified := brief.evidence():
            yield from self.section(self.say(EVIDENCE))
            yield from self.bullets(" · ".join(filter(None, row)) for row in verified)
        if brief.report.caveats:
            yield from self.section(brief.caveats_heading())
            yield from self.bullets(brief.caveats())
        yield from ("", "---", "", f"{plain(brief.basis())}  ", plain(self.say(EXPLAIN_HINT)))

    def section(self, heading: str) -> Iterator[str]:
        yield from ("", f"## {plain(heading)}", "")

    def row(self, row: LabelledRow) -> str:
        name, value = map(plain, row)
        return f"- {self.say(_BOLD, name=name, value=value)}"

    def bullets(self, lines: Iterable[str]) -> Iterator[str]:
        return (f"- {plain(line)}" for line in lines)

    def deadlines(self) -> Iterator[str]:
        """Yield a table of every end: what falls due first before the others."""
        missing = list(undated(self.words))
        if not (self.limits or missing):
            return
        yield from self.section(self.say(DEADLINES))
        yield from self.table()
        yield from ("", *self.bullets(missing)) if missing else ()

    def table(self) -> Iterator[str]:
        if not self.limits:
            return
        yield self.cells(map(self.say, _HEADS))
        yield self.cells("---" for _ in _HEADS)
        for limit in self.limits:
            for bar in limit.bars:
                item = self.words.item(limit.item.index)
                at = self.words.dated(bar.end, limit.deadline)
                name, state = self.say(bar.name), self.say(bar.state)
                yield self.cells(map(plain, (limit.provision.id, item, name, at, state)))

    def cells(self, cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |"

    def entry(self, entry: MeasureDigest, *, alone: bool) -> Iterator[str]:
        """Yield a measure: under a heading of its own, or as a line of a list under its reason."""
        title = f"{entry.answer.number} {plain(entry.title)}"
        if not alone:
            yield f"- {title}" + (f" · {plain(entry.kinds)}" if entry.kinds else "")
            yield from (f"  - {plain(line)}" for line in entry.own)
            return
        yield from (f"### {title}", "")
        for provision in entry.applying:
            yield from self.applying(provision)
        for apart in entry.apart:
            told = (apart.verdict, apart.reason, *filter(None, [apart.kind]))
            yield f"{strong(apart.ids)} {' · '.join(map(plain, told))}"
            yield from ("", *self.bullets(apart.own), *([""] if apart.own else []))
        if entry.applying:
            yield from (*map(self.row, entry.sources), *self.bullets(entry.caveats), "")

    def applying(self, provision: ApplyingProvision) -> Iterator[str]:
        name = f"{strong(provision.name)} " if provision.name else ""
        yield f"{name}{strong(provision.verdict)} · {plain(provision.label)}"
        yield from ("", plain(provision.summary), "")
        if provision.effect:
            yield from (strong(provision.effect), "")
        for item, rows in provision.items:
            yield f"- {plain(item)}"
            yield from (f"  {self.row(row)}" for row in rows)
        yield from self.bullets(provision.remarks)
        yield from map(self.row, provision.claim)
        if provision.items or provision.claim:
            yield ""


_BOLD = both("**{name}：** {value}", "**{name}:** {value}")
_HEADS = (
    both("条款", "provision"),
    both("待办业务", "item"),
    both("期限", "end"),
    both("日期", "date"),
    both("进度", "progress"),
)
