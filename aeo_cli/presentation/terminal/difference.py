"""The difference between two reports: the inputs first, then the changed answers."""

from collections.abc import Iterator

from rich.console import Group as Stack
from rich.console import RenderableType

from aeo_cli.assessment.report import Verdict
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.grid import Grid
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.difference import DifferenceDigest
from aeo_cli.presentation.wording.item_changes import ItemChange
from aeo_cli.presentation.wording.labels import EXPLAIN_HINT
from aeo_cli.presentation.wording.provision_changes import ProvisionChange


class DifferenceLayout:
    """The layout of a difference."""

    def __init__(self, digest: DifferenceDigest, page: Page) -> None:
        self.digest, self.say, self.page = digest, digest.say, page

    def content(self) -> RenderableType:
        """Return the whole difference."""
        return Stack(
            blocks.rows(self.digest.head.rows(), self.page),
            *map(blocks.section, self.digest.head.warnings()),
            *self.inputs(),
            blocks.section(self.digest.outcome()),
            *self.counts(),
            *self.business(),
            *self.limits(),
            *self.provisions(),
            *self.questions(),
            *self.caveats(),
            *self.catalogues(),
            blocks.section(self.say(EXPLAIN_HINT), QUIET),
        )

    def inputs(self) -> Iterator[RenderableType]:
        """Yield what differs in the inputs, and how to understand it."""
        inputs, reservations = self.digest.inputs(), list(self.digest.reservations())
        if inputs or reservations:
            yield blocks.section(self.digest.inputs_heading())
            yield blocks.bullets(map(Prose, inputs))
            yield from (Prose(line, QUIET) for line in reservations)

    def counts(self) -> Iterator[RenderableType]:
        """Yield the number of measures with each verdict, before and after."""
        counts = self.digest.counts()
        if not counts:
            return
        line = Prose(self.digest.language.labelled(self.digest.measures_heading, ""))
        for index, (verdict, name, number) in enumerate(counts):
            style = f"{STRONG} {ACCENT}" if verdict is Verdict.APPLIES else STRONG
            line.append(" · " if index else "").append(f"{name} ").append(number, style)
        yield line

    def business(self) -> Iterator[RenderableType]:
        """Yield the pending items with changed answers, and the time saved in all of them."""
        changes = list(self.digest.item_changes.business())
        if not changes:
            return
        yield blocks.heading(self.digest.items_heading, self.page)
        for change in changes:
            yield self.item(change.name, change.business)
            rows = ((Prose(id_.rjust(3), QUIET), Prose(line)) for id_, line in _lines(change))
            yield blocks.indented(Grid(rows))
        for total in self.digest.item_changes.total():
            yield self.item(self.digest.sum_label, total, "")

    def item(self, name: str, description: str, style: str = QUIET) -> RenderableType:
        """Return the line that introduces a pending item."""
        line = Prose().append(f"{name} ", STRONG).append(description, style)
        return blocks.bullets([line], sign="●")

    def limits(self) -> Iterator[RenderableType]:
        """Yield the time limits that become shorter or longer."""
        for heading, limits in self.digest.provision_changes.limits():
            yield blocks.heading(heading, self.page)
            yield Grid((Prose(id_.rjust(3), STRONG), Prose(limit)) for id_, limit in limits)

    def provisions(self) -> Iterator[RenderableType]:
        """Yield the changed provisions, in groups."""
        for group in self.digest.provision_changes.groups():
            yield blocks.heading(group.heading, self.page)
            style = f"{STRONG} {ACCENT}" if group.is_gain else STRONG
            for because, changes in group.blocks:
                if because:
                    yield Prose(because, QUIET)
                yield Grid(
                    (Prose(change.id.rjust(3), style), Stack(*self.provision(change)))
                    for change in changes
                )

    def provision(self, change: ProvisionChange) -> Iterator[RenderableType]:
        """Yield a changed provision and its effect."""
        line = Prose(change.title)
        yield line.append(f" · {change.status}", QUIET) if change.status else line
        if change.effect:
            yield Prose(change.effect)

    def questions(self) -> Iterator[RenderableType]:
        """Yield the newly open questions and those no longer open."""
        for heading, changes in self.digest.questions():
            yield blocks.heading(heading, self.page)
            for change in changes:
                line = Prose(change.question)
                because = f" · {change.because}" if change.because else ""
                yield blocks.bullets([line.append(because, QUIET)])

    def caveats(self) -> Iterator[RenderableType]:
        """Yield the new caveats and those no longer shown."""
        for heading, lines in self.digest.caveats():
            yield blocks.heading(heading, self.page)
            yield blocks.bullets(map(Prose, lines), QUIET)

    def catalogues(self) -> Iterator[RenderableType]:
        """Yield the differences between the catalogues, old beside new."""
        changes = list(self.digest.catalogue_changes.lines())
        if changes:
            yield blocks.heading(self.digest.catalogues_heading, self.page)
        for heading, lines in changes:
            yield blocks.bullets([Prose(heading)])
            if lines:
                rows = (
                    (Prose(sign, QUIET), Prose(line, "" if sign.strip() else QUIET))
                    for sign, line in lines
                )
                yield blocks.indented(Grid(rows))


def _lines(change: ItemChange) -> Iterator[LabelledRow]:
    """Yield what changed for an item; a provision stands beside the first of its lines only."""
    for provision, (first, *others) in change.answers:
        yield provision, first
        yield from (("", line) for line in others)
    yield from (("", line) for line in change.saved)
