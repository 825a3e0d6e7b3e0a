"""Every deadline as bars: which end is near, and how far along it is."""

from collections.abc import Iterable, Iterator

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding

from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.deadlines import Bar, TimeLimit, undated
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.labels import NO_DEADLINES, effect_words
from aeo_cli.presentation.wording.report import ReportWords

_ROOM = 24
"""Parts of a bar at most; a longer limit is drawn to scale."""


def layout(answers: ReportWords, found: list[TimeLimit], page: Page) -> RenderableType:
    """Return the time limits of a report, what falls due first before the others."""
    lay = _DeadlineLayout(answers, page)
    told = [part for limit in found for part in lay.limit(limit)]
    nothing = Padding(Prose(answers.say(NO_DEADLINES)), (1, 0, 0, 0))
    return Stack(
        blocks.rows(Digest(answers).head(), page),
        *(told or [nothing]),
        *_bullets(undated(answers)),
        blocks.bear_in_mind(answers, page),
    )


def _bullets(lines: Iterable[str]) -> list[RenderableType]:
    told = list(map(Prose, lines))
    return [Padding(blocks.bullets(told), (1, 0, 0, 0))] if told else []


class _DeadlineLayout:
    def __init__(self, answers: ReportWords, page: Page) -> None:
        self.words, self.say, self.page = answers, answers.say, page

    def limit(self, limit: TimeLimit) -> Iterator[RenderableType]:
        words, index = self.words, limit.item.index
        yield blocks.heading(f"{limit.provision.id} · {words.item(index)}", self.page)
        yield Prose(words.business(index)).append(f" · {self.say(limit.measure.title)}", QUIET)
        if effect := limit.provision.effect:
            yield Prose(self.say(effect_words(effect, limit.provision.force)), ACCENT)
        start = words.start(limit.provision, limit.item, limit.deadline)
        yield blocks.rows([start], self.page)
        yield Padding(
            blocks.table(line for bar in limit.bars for line in self.bar(bar, limit)), (1, 0, 0, 0)
        )
        yield from _bullets(words.date_notes(limit.item))

    def bar(self, bar: Bar, limit: TimeLimit) -> Iterator[tuple[Prose, Prose]]:
        parts = min(bar.length, _ROOM)
        full = parts * bar.passed // max(bar.length, 1)
        style = ACCENT if bar.shortens else STRONG
        line = Prose()
        line.append("■" * full + "□" * (parts - full), style)
        line.append(f" {self.say(bar.state)}")
        at = Prose(self.words.dated(bar.end, limit.deadline), STRONG)
        yield Prose(self.say(bar.name), QUIET), at
        yield Prose(), line
