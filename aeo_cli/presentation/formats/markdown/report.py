"""The report as Markdown."""

from collections.abc import Iterator
from functools import partial

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import both
from aeo_cli.presentation.formats.markdown.syntax import (
    bullets,
    labelled_row,
    listing,
    plain,
    section_heading,
    strong,
    table_row,
    written,
)
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.deadlines import limits, undated
from aeo_cli.presentation.wording.digest import Digest, Section
from aeo_cli.presentation.wording.labels import DEADLINES, EVIDENCE, EXPLAIN_HINT, PENDING_BUSINESS
from aeo_cli.presentation.wording.paragraphs import ApplyingProvision, MeasureDigest
from aeo_cli.presentation.wording.report import ReportWords


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> bytes:
    """Return the report as Markdown, in UTF-8."""
    writer = _MarkdownWriter(ReportWords(report, catalogue, page.lang), calendar)
    return written(writer.document())


class _MarkdownWriter:
    def __init__(self, report_words: ReportWords, calendar: Calendar) -> None:
        self.report_words, self.words = report_words, report_words.words
        self.say, self.digest = report_words.language.say, Digest(report_words)
        self.row = partial(labelled_row, report_words.language)
        self.limits = limits(report_words, calendar)

    def document(self) -> Iterator[str]:
        """Yield the lines of the report."""
        digest = self.digest
        yield f"# {plain(self.say(self.words.catalogue.title))}"
        yield from ("", *map(self.row, digest.head()), "")
        yield " · ".join(
            f"{plain(count.name)} **{plain(count.phrase)}**" for count in digest.counts()
        )
        if items := digest.pending:
            yield from section_heading(self.say(PENDING_BUSINESS))
            yield from (
                f"- {strong(item.name)} {plain(item.business)} → {plain(item.verdicts)}"
                for item in items
            )
        yield from self.deadlines()
        for section in digest.sections():
            yield from self.section(section)
        yield from listing(self.say(EVIDENCE), digest.evidence_lines())
        yield from listing(digest.caveats_heading(), digest.caveats())
        yield from ("", "---", "", f"{plain(digest.basis())}  ", plain(self.say(EXPLAIN_HINT)))

    def section(self, section: Section) -> Iterator[str]:
        """Yield a section: its questions, then its measures."""
        yield from section_heading(section.heading)
        for question in section.questions:
            text, provisions = plain(question.question), plain(question.provisions)
            yield f"- {text} → {provisions}"
        if section.questions:
            yield ""
        for block in section.blocks:
            if block.reason:
                yield from ("", strong(block.reason), "")
            for measure in block.measures:
                yield from self.list_item(measure) if block.reason else self.measure(measure)

    def deadlines(self) -> Iterator[str]:
        """Yield a table of every end, in the order of their due dates."""
        without_dates = list(undated(self.report_words))
        if not (self.limits or without_dates):
            return
        yield from section_heading(self.say(DEADLINES))
        if self.limits:
            yield from self.deadline_table()
        if without_dates:
            yield from ("", *bullets(without_dates))

    def deadline_table(self) -> Iterator[str]:
        yield table_row(map(self.say, _DEADLINE_HEADINGS))
        yield table_row("---" for _ in _DEADLINE_HEADINGS)
        for limit in self.limits:
            for bar in limit.bars:
                cells = (
                    limit.provision.id,
                    self.words.item_label(limit.item.index),
                    self.say(bar.name),
                    self.report_words.dated(bar.end, limit.deadline),
                    self.say(bar.state),
                )
                yield table_row(map(plain, cells))

    def list_item(self, measure: MeasureDigest) -> Iterator[str]:
        """Yield a measure as an item of the list under a shared reason."""
        kinds = f" · {plain(measure.kinds)}" if measure.kinds else ""
        yield f"- {measure.answer.number} {plain(measure.title)}{kinds}"
        yield from (f"  - {plain(line)}" for line in measure.details)

    def measure(self, measure: MeasureDigest) -> Iterator[str]:
        """Yield a measure under a heading of its own."""
        yield from (f"### {measure.answer.number} {plain(measure.title)}", "")
        for provision in measure.applying:
            yield from self.applying(provision)
        for others in measure.others:
            parts = filter(None, (others.verdict, others.reason, others.kind))
            yield f"{strong(others.ids)} {' · '.join(map(plain, parts))}"
            yield from ("", *bullets(others.details), *([""] if others.details else []))
        if measure.applying:
            yield from (*map(self.row, measure.sources), *bullets(measure.caveats), "")

    def applying(self, provision: ApplyingProvision) -> Iterator[str]:
        """Yield a provision that applies: what it says, its items, how to claim it."""
        name = f"{strong(provision.name)} " if provision.name else ""
        yield f"{name}{strong(provision.verdict)} · {plain(provision.label)}"
        yield from ("", plain(provision.summary), "")
        if provision.effect:
            yield from (strong(provision.effect), "")
        for item, rows in provision.items:
            yield f"- {plain(item)}"
            yield from (f"  {self.row(row)}" for row in rows)
        yield from bullets(provision.remarks)
        yield from map(self.row, provision.claim)
        if provision.items or provision.claim:
            yield ""


_DEADLINE_HEADINGS = (
    both("条款", "provision"),
    both("待办业务", "item"),
    both("期限", "end"),
    both("日期", "date"),
    both("进度", "progress"),
)
