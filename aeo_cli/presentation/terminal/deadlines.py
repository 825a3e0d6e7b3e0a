"""The deadlines of a report as progress bars: which end is near, and how much time has passed."""

from collections.abc import Iterator, Sequence

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding

from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.grid import Grid
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.deadlines import Bar, TimeLimit, undated
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.labels import NO_DEADLINES
from aeo_cli.presentation.wording.report import ReportWords

_BAR_WIDTH = 24
"""At most, in parts; a longer limit is drawn to scale."""


class DeadlineLayout:
    """The layout of a report's deadlines."""

    def __init__(self, report_words: ReportWords, page: Page) -> None:
        self.report_words, self.words, self.page = report_words, report_words.words, page
        self.say = report_words.language.say

    def content(self, limits: Sequence[TimeLimit]) -> RenderableType:
        """Return the time limits, in the order given, and why others have no dates."""
        digest = Digest(self.report_words)
        parts = [part for limit in limits for part in self.limit(limit)]
        nothing = blocks.section(self.say(NO_DEADLINES), "")
        return Stack(
            blocks.rows(digest.head(), self.page),
            *(parts or [nothing]),
            *blocks.remarks(list(undated(self.report_words))),
            blocks.general_caveats(digest, self.page),
        )

    def limit(self, limit: TimeLimit) -> Iterator[RenderableType]:
        """Yield a time limit: its item, its effect, its start and its bars."""
        index, provision = limit.item.index, limit.provision
        yield blocks.heading(f"{provision.id} · {self.words.item_label(index)}", self.page)
        title = f" · {self.say(limit.measure.title)}"
        yield Prose(self.words.business(index)).append(title, QUIET)
        if effect := self.report_words.of(provision).effect:
            yield Prose(effect, ACCENT)
        start = self.report_words.start_row(provision, limit.deadline)
        yield blocks.rows([start], self.page)
        lines = (line for bar in limit.bars for line in self.bar(bar, limit))
        yield Padding(Grid(lines), (1, 0, 0, 0))
        yield from blocks.remarks(self.report_words.date_notes(provision, limit.item))

    def bar(self, bar: Bar, limit: TimeLimit) -> Iterator[tuple[Prose, Prose]]:
        """Yield an end with its date, and the bar below it."""
        date = self.report_words.dated(bar.end, limit.deadline)
        yield Prose(self.say(bar.name), QUIET), Prose(date, STRONG)
        width = min(bar.length, _BAR_WIDTH)
        full = width * bar.passed // max(bar.length, 1)
        line = Prose().append("■" * full + "□" * (width - full), ACCENT if bar.shortens else STRONG)
        yield Prose(), line.append(f" {self.say(bar.state)}")
