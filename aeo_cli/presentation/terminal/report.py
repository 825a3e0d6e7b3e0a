"""The report, grouped by what the reader has to do: most urgent first, quiet where nothing is."""

from collections.abc import Iterator

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding

from aeo_cli.assessment.report import Verdict
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.digest import Digest, MeasureBlock
from aeo_cli.presentation.wording.labels import EVIDENCE, EXPLAIN_HINT, PENDING_BUSINESS
from aeo_cli.presentation.wording.paragraphs import ApplyingProvision, MeasureDigest

_THREE_COLUMNS = 70
"""From this width on an item, its labels and its dates stand beside one another."""


def layout(brief: Digest, page: Page) -> RenderableType:
    """Return the whole report."""
    return _ReportLayout(brief, page).whole()


class _ReportLayout:
    def __init__(self, brief: Digest, page: Page) -> None:
        self.brief, self.say, self.page = brief, brief.say, page

    def whole(self) -> RenderableType:
        return Stack(self.head(), self.summary(), *self.groups(), *self.evidence(), self.foot())

    def head(self) -> RenderableType:
        parts = [blocks.rows(self.brief.head(), self.page)]
        if pending := self.brief.pending():
            parts.append(blocks.section(self.say(PENDING_BUSINESS)))
            parts.append(
                blocks.table(
                    (Prose(name, QUIET), Prose(business).append(f" → {standing}", QUIET))
                    for name, business, standing in pending
                )
            )
        return Stack(*parts)

    def summary(self) -> RenderableType:
        line = Prose()
        for verdict, name, number in self.brief.counts():
            style = f"{STRONG} {ACCENT}" if verdict is Verdict.APPLIES else STRONG
            line.append("" if not line else " · ").append(f"{name} ").append(str(number), style)
        if self.brief.report.caveats:
            line.append(f" · {self.brief.caveats_heading()}", QUIET)
        return Padding(line, (1, 0, 0, 0))

    def groups(self) -> Iterator[RenderableType]:
        for part in self.brief.parts():
            yield blocks.heading(part.heading, self.page)
            if part.questions:
                yield blocks.bullets(
                    Prose(asked.question).append(f" {asked.fact} → {asked.provisions}", QUIET)
                    for asked in part.questions
                )
            for block in part.blocks:
                yield from self.block(block)

    def block(self, block: MeasureBlock) -> Iterator[RenderableType]:
        """Yield what can be used, measure by measure; what cannot, as a list under its reason."""
        if any(entry.answer.verdict is Verdict.APPLIES for entry in block.entries):
            for entry in block.entries:
                yield from self.usable(entry)
            return
        lines: list[tuple[RenderableType, RenderableType]] = []
        for entry in block.entries:
            title = Prose(entry.title)
            if entry.kinds:
                title.append(f" · {entry.kinds}", QUIET)
            lines.append((Prose(f"{entry.answer.number:>2}"), title))
            lines += [("", Prose(line)) for line in entry.own]
            if entry.applying or entry.apart:
                lines.append(("", Stack(*self.provisions(entry))))
        yield blocks.section(block.reason) if block.reason else ""
        yield blocks.table(lines)

    def usable(self, entry: MeasureDigest) -> Iterator[RenderableType]:
        number = Prose(f"{entry.answer.number:>2}", f"{STRONG} {ACCENT}")
        yield Padding(blocks.table([(number, Prose(entry.title, STRONG))]), (1, 0, 0, 0))
        yield blocks.indented(*self.provisions(entry))

    def provisions(self, entry: MeasureDigest) -> Iterator[RenderableType]:
        for provision in entry.applying:
            yield from self.applying(provision)
        for ids, verdict, reason, kind, own in entry.apart:
            line = Prose().append(f"{ids} ", STRONG).append(verdict)
            line.append(f" · {reason}", QUIET)
            yield line.append(f" · {kind}", QUIET) if kind else line
            yield from (Prose(words, QUIET) for words in own)
        if entry.applying:
            yield blocks.rows(entry.sources, self.page)
            yield blocks.bullets(map(Prose, entry.caveats), QUIET)

    def applying(self, provision: ApplyingProvision) -> Iterator[RenderableType]:
        line = Prose().append(f"{provision.name} " if provision.name else "", STRONG)
        yield line.append(provision.verdict, ACCENT).append(f" · {provision.label}")
        yield Prose(provision.summary)
        if provision.effect:
            yield Prose(provision.effect, ACCENT)
        yield from self.items(provision)
        if provision.remarks:
            yield blocks.bullets(map(Prose, provision.remarks))
        if provision.claim:
            yield blocks.rows(provision.claim, self.page)

    def items(self, provision: ApplyingProvision) -> Iterator[RenderableType]:
        lines = []
        for item, rows in provision.items:
            name = Prose(f"● {item}")
            if self.page.width < _THREE_COLUMNS:
                yield name
                yield Padding(blocks.rows(rows, self.page), (0, 0, 0, 2))
            for first, second in rows:
                lines.append((name, Prose(first, QUIET), Prose(second)))
                name = Prose()
        if lines and self.page.width >= _THREE_COLUMNS:
            yield blocks.table(lines)

    def evidence(self) -> Iterator[RenderableType]:
        if verified := self.brief.evidence():
            yield blocks.heading(self.say(EVIDENCE), self.page)
            yield blocks.bullets(
                Prose(known).append(f" · {told}" if told else "", QUIET) for known, told in verified
            )

    def foot(self) -> RenderableType:
        return Stack(
            blocks.bear_in_mind(self.brief.words, self.page),
            blocks.section(self.brief.basis(), QUIET),
            Prose(self.say(EXPLAIN_HINT), QUIET),
        )
