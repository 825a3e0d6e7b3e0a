"""The report by what the reader has to do: most urgent first; quiet if there is nothing to do."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding

from aeo_cli.assessment.report import Verdict
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.grid import Grid
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.digest import Digest, MeasureBlock
from aeo_cli.presentation.wording.labels import EVIDENCE, EXPLAIN_HINT, PENDING_BUSINESS
from aeo_cli.presentation.wording.paragraphs import ApplyingProvision, MeasureDigest

_THREE_COLUMNS = 70
"""The page width from which an item, its labels and its dates stand side by side."""
_LONGEST_BESIDE = 20
"""Up to so many columns of an item stand beside its labels."""


class ReportLayout:
    """The layout of a report."""

    def __init__(self, digest: Digest, page: Page) -> None:
        self.digest, self.say, self.page = digest, digest.language.say, page

    def content(self) -> RenderableType:
        """Return the whole report."""
        return Stack(*self.head(), self.counts(), *self.sections(), *self.evidence(), *self.foot())

    def head(self) -> Iterator[RenderableType]:
        """Yield the data of the enterprise, and the pending items."""
        yield blocks.rows(self.digest.head(), self.page)
        if items := self.digest.pending:
            yield blocks.section(self.say(PENDING_BUSINESS))
            yield Grid(
                (Prose(item.name, QUIET), Prose(item.business).append(f" → {item.verdicts}", QUIET))
                for item in items
            )

    def counts(self) -> RenderableType:
        """Return the number of measures with each verdict, and of caveats."""
        line = Prose()
        for count in self.digest.counts():
            style = f"{STRONG} {ACCENT}" if count.verdict is Verdict.APPLIES else STRONG
            line.append(" · " if line else "").append(f"{count.name} ").append(count.phrase, style)
        if self.digest.report.caveats:
            line.append(f" · {self.digest.caveats_heading()}", QUIET)
        return Padding(line, (1, 0, 0, 0))

    def sections(self) -> Iterator[RenderableType]:
        """Yield the sections: their questions, then their measures."""
        for section in self.digest.sections():
            yield blocks.heading(section.heading, self.page)
            if section.questions:
                yield blocks.bullets(
                    Prose(question.question).append(f" → {question.provisions}", QUIET)
                    for question in section.questions
                )
            for block in section.blocks:
                yield from self.block(block)

    def block(self, block: MeasureBlock) -> Iterator[RenderableType]:
        """Yield applying measures one by one; the others as a list under their shared reason."""
        if any(measure.answer.verdict is Verdict.APPLIES for measure in block.measures):
            for measure in block.measures:
                yield from self.applying_measure(measure)
            return
        lines: list[tuple[RenderableType, RenderableType]] = []
        for measure in block.measures:
            title = Prose(measure.title)
            if measure.kinds:
                title.append(f" · {measure.kinds}", QUIET)
            lines.append((Prose(f"{measure.answer.number:>2}"), title))
            lines += [("", Prose(line)) for line in measure.details]
            if measure.applying or measure.others:
                lines.append(("", Stack(*self.provisions(measure))))
        yield blocks.section(block.reason) if block.reason else ""
        yield Grid(lines)

    def applying_measure(self, measure: MeasureDigest) -> Iterator[RenderableType]:
        """Yield a measure under its number and title."""
        number = Prose(f"{measure.answer.number:>2}", f"{STRONG} {ACCENT}")
        yield Padding(Grid([(number, Prose(measure.title, STRONG))]), (1, 0, 0, 0))
        yield blocks.indented(*self.provisions(measure))

    def provisions(self, measure: MeasureDigest) -> Iterator[RenderableType]:
        """Yield the provisions of a measure, those that apply first."""
        for provision in measure.applying:
            yield from self.applying_provision(provision)
        for ids, verdict, reason, kind, details in measure.others:
            line = Prose().append(f"{ids} ", STRONG).append(verdict)
            yield line.append("".join(f" · {part}" for part in (reason, kind) if part), QUIET)
            yield from (Prose(detail, QUIET) for detail in details)
        if measure.applying:
            yield blocks.rows(measure.sources, self.page)
            yield blocks.bullets(map(Prose, measure.caveats), QUIET)

    def applying_provision(self, provision: ApplyingProvision) -> Iterator[RenderableType]:
        """Yield a provision that applies: what it says, its items, how to claim it."""
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
        """Yield the pending items with their dates: in three columns, or below one another."""
        longest = max((cell_len(item) for item, _ in provision.items), default=0)
        if self.page.width < _THREE_COLUMNS or longest > _LONGEST_BESIDE:
            for item, rows in provision.items:
                yield Prose(f"● {item}")
                yield Padding(blocks.rows(rows, self.page), (0, 0, 0, 2))
            return
        lines = [
            (Prose("" if index else f"● {item}"), Prose(label, QUIET), Prose(value))
            for item, rows in provision.items
            for index, (label, value) in enumerate(rows)
        ]
        if lines:
            yield Grid(lines)

    def evidence(self) -> Iterator[RenderableType]:
        """Yield the verified facts."""
        if rows := self.digest.evidence():
            yield blocks.heading(self.say(EVIDENCE), self.page)
            yield blocks.bullets(
                Prose(fact).append(f" · {evidence}" if evidence else "", QUIET)
                for fact, evidence in rows
            )

    def foot(self) -> Iterator[RenderableType]:
        """Yield the general caveats, the basis of the report, and a hint."""
        yield blocks.general_caveats(self.digest, self.page)
        yield blocks.section(self.digest.basis(), QUIET)
        yield Prose(self.say(EXPLAIN_HINT), QUIET)
