"""A difference between two reports: what changed stands first, and what it hangs on beside it."""

from collections.abc import Iterator

from rich.console import Group as Stack
from rich.console import RenderableType

from aeo_cli.assessment.report import Verdict
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.difference import (
    CATALOGUES,
    DIFFERS,
    IF,
    ITEMS,
    MEASURES,
    SUM,
    DifferenceDigest,
)
from aeo_cli.presentation.wording.labels import EXPLAIN_HINT
from aeo_cli.presentation.wording.provision_changes import ProvisionChange


def layout(contrast: DifferenceDigest, page: Page) -> RenderableType:
    """Return a difference."""
    return _DifferenceLayout(contrast, page).whole()


class _DifferenceLayout:
    def __init__(self, contrast: DifferenceDigest, page: Page) -> None:
        self.contrast, self.say, self.page = contrast, contrast.say, page

    def whole(self) -> RenderableType:
        contrast = self.contrast
        return Stack(
            blocks.rows(contrast.about(), self.page),
            *(blocks.section(warning) for warning in contrast.warnings()),
            *self.inputs(),
            blocks.section(contrast.outcome()),
            *self.counts(),
            *self.business(),
            *self.limits(),
            *self.groups(),
            *self.questions(),
            *self.caveats(),
            *self.catalogues(),
            blocks.section(self.say(EXPLAIN_HINT), QUIET),
        )

    def inputs(self) -> Iterator[RenderableType]:
        inputs, reservations = self.contrast.inputs(), list(self.contrast.reservations())
        if inputs or reservations:
            yield blocks.section(self.say(IF if self.contrast.supposed else DIFFERS))
            yield blocks.bullets(map(Prose, inputs))
            yield from (Prose(line, QUIET) for line in reservations)

    def counts(self) -> Iterator[RenderableType]:
        if not (counts := self.contrast.counts()):
            return
        line = Prose(self.contrast.words.labelled(self.say(MEASURES), ""))
        for verdict, name, pair in counts:
            style = f"{STRONG} {ACCENT}" if verdict is Verdict.APPLIES else STRONG
            line.append("" if name is counts[0][1] else " · ").append(f"{name} ")
            same = pair.before == pair.after
            line.append(str(pair.before) if same else f"{pair.before} → {pair.after}", style)
        yield line

    def business(self) -> Iterator[RenderableType]:
        items = list(self.contrast.pending.business())
        if not items:
            return
        yield blocks.heading(self.say(ITEMS), self.page)
        for name, business, rows in items:
            yield self.item(name, business)
            told = ((Prose(provision.rjust(3), QUIET), Prose(text)) for provision, text in rows)
            yield blocks.indented(blocks.table(told))
        for total in self.contrast.pending.sum():
            yield self.item(self.say(SUM), total, "")

    def item(self, name: str, about: str, style: str = QUIET) -> RenderableType:
        return blocks.bullets([Prose().append(f"{name} ", STRONG).append(about, style)], sign="●")

    def limits(self) -> Iterator[RenderableType]:
        for heading, limits in self.contrast.turns.limits():
            yield blocks.heading(heading, self.page)
            yield blocks.table((Prose(id_.rjust(3), STRONG), Prose(told)) for id_, told in limits)

    def groups(self) -> Iterator[RenderableType]:
        for heading, is_gain, alike in self.contrast.turns.groups():
            yield blocks.heading(heading, self.page)
            style = f"{STRONG} {ACCENT}" if is_gain else STRONG
            for because, changes in alike:
                if because:
                    yield Prose(because, QUIET)
                yield blocks.table(
                    (Prose(one.id.rjust(3), style), Stack(*self.change(one))) for one in changes
                )

    def change(self, one: ProvisionChange) -> Iterator[RenderableType]:
        line = Prose(one.title)
        yield line.append(f" · {one.standing}", QUIET) if one.standing else line
        if one.effect:
            yield Prose(one.effect)

    def questions(self) -> Iterator[RenderableType]:
        for heading, asked in self.contrast.questions():
            yield blocks.heading(heading, self.page)
            for one in asked:
                line = Prose(one.question).append(f" {one.fact}", QUIET)
                because = f" · {one.because}" if one.because else ""
                yield blocks.bullets([line.append(because, QUIET)])

    def caveats(self) -> Iterator[RenderableType]:
        for heading, lines in self.contrast.caveats():
            yield blocks.heading(heading, self.page)
            yield blocks.bullets(map(Prose, lines), QUIET)

    def catalogues(self) -> Iterator[RenderableType]:
        """Yield what differs in the catalogues, old beside new."""
        found = list(self.contrast.revisions.lines())
        if found:
            yield blocks.heading(self.say(CATALOGUES), self.page)
        for heading, lines in found:
            yield blocks.bullets([Prose(heading)])
            if lines:
                table = blocks.table(
                    (Prose(sign, QUIET), Prose(line, "" if sign.strip() else QUIET))
                    for sign, line in lines
                )
                yield blocks.indented(table)
