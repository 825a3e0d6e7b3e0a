"""A difference between two reports: what changed stands first, and what it hangs on beside it."""

from collections.abc import Iterator

from rich.console import Group as Stack
from rich.console import RenderableType

from aeo_cli.contrast import CATALOGUES, DIFFERS, IF, ITEMS, SUM, Change, Contrast
from aeo_cli.page import Page
from aeo_cli.report import Verdict
from aeo_cli.terminal import blocks
from aeo_cli.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.terminal.prose import Prose
from aeo_cli.vocabulary import EXPLAIN_HINT


def layout(contrast: Contrast, page: Page, *, supposed: bool) -> RenderableType:
    """Return a difference; `supposed`: one between what is and what would be."""
    return _Layout(contrast, page).whole(supposed=supposed)


class _Layout:
    def __init__(self, contrast: Contrast, page: Page) -> None:
        self.contrast, self.say, self.page = contrast, contrast.say, page

    def whole(self, *, supposed: bool) -> RenderableType:
        contrast = self.contrast
        about = contrast.heading() if supposed else contrast.sources()
        return Stack(
            blocks.rows(about, self.page),
            *self.inputs(supposed=supposed),
            blocks.section(contrast.outcome()),
            self.counts(),
            *self.business(),
            *self.groups(),
            *self.questions(),
            *self.caveats(),
            *self.catalogues(),
            blocks.section(self.say(EXPLAIN_HINT), QUIET),
        )

    def inputs(self, *, supposed: bool) -> Iterator[RenderableType]:
        if inputs := self.contrast.inputs():
            yield blocks.section(self.say(IF if supposed else DIFFERS))
            yield blocks.bullets(map(Prose, inputs))

    def catalogues(self) -> Iterator[RenderableType]:
        """Yield what differs in the catalogues, old beside new."""
        found = list(self.contrast.catalogues())
        if found:
            yield blocks.heading(self.say(CATALOGUES), self.page)
        for heading, lines in found:
            yield blocks.bullets([Prose(heading)])
            table = blocks.table(
                (Prose(sign, QUIET), Prose(line, "" if sign.strip() else QUIET))
                for sign, line in lines
            )
            yield blocks.indented(table)

    def counts(self) -> RenderableType:
        line = Prose()
        for verdict, name, pair in self.contrast.counts():
            style = f"{STRONG} {ACCENT}" if verdict is Verdict.APPLIES else STRONG
            line.append("" if not line else " · ").append(f"{name} ")
            same = pair.before == pair.after
            line.append(str(pair.before) if same else f"{pair.before} → {pair.after}", style)
        return line

    def business(self) -> Iterator[RenderableType]:
        items = list(self.contrast.gains.business())
        if not items:
            return
        yield blocks.heading(self.say(ITEMS), self.page)
        for name, business, rows in items:
            yield Prose(f"● {name} ", STRONG).append(business, QUIET)
            yield blocks.indented(blocks.rows(rows, self.page))
        if total := self.contrast.gains.sum():
            yield Prose(self.say(SUM), STRONG)
            yield blocks.indented(blocks.rows(total, self.page))

    def groups(self) -> Iterator[RenderableType]:
        for heading, is_gain, changes in self.contrast.groups():
            yield blocks.heading(heading, self.page)
            style = f"{STRONG} {ACCENT}" if is_gain else STRONG
            for because, alike in changes.items():
                if because:
                    yield blocks.section(because, QUIET)
                yield blocks.table(
                    (Prose(one.id.rjust(3), style), Stack(*self.change(one))) for one in alike
                )

    def change(self, one: Change) -> Iterator[RenderableType]:
        yield Prose(one.title)
        if one.standing:
            yield Prose(one.standing, QUIET)
        if one.effect:
            yield Prose(one.effect)

    def questions(self) -> Iterator[RenderableType]:
        for heading, asked in self.contrast.questions():
            yield blocks.heading(heading, self.page)
            for question, fact, because in asked:
                line = Prose(question).append(f" {fact}", QUIET)
                yield blocks.bullets([line.append(f" · {because}", QUIET) if because else line])

    def caveats(self) -> Iterator[RenderableType]:
        for heading, lines in self.contrast.caveats():
            yield blocks.heading(heading, self.page)
            yield blocks.bullets(map(Prose, lines), QUIET)
