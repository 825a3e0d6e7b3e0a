"""The report for a person at a terminal, grouped by what the reader has to do.

Everything is built from `Text` objects, never from markup, so that neither an enterprise's name nor
a quoted word can draw on the screen.
"""

from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import groupby

from rich.console import Console, RenderableType
from rich.console import Group as Stack
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table

from aeo_cli.catalogue import Catalogue
from aeo_cli.formats import Page
from aeo_cli.formats.prose import Prose
from aeo_cli.report import MeasureAnswer, ProvisionAnswer, Report, Verdict
from aeo_cli.text import Text, both, visible
from aeo_cli.vocabulary import (
    GROUPS,
    VERDICTS,
    Group,
    day_words,
    effect_words,
    label,
    measure_group,
)
from aeo_cli.wording import Words

ACCENT, STRONG, QUIET = "cyan", "bold", "dim"
"""The accent marks what the enterprise can use; the rest is weight alone."""
INDENT, NARROW = 4, 60


def render(report: Report, catalogue: Catalogue, page: Page) -> str:
    """Return the report as lines of at most the page's width."""
    screen = StringIO()
    console = Console(
        file=screen,
        width=page.width,
        force_terminal=page.colour,
        color_system="standard" if page.colour else None,
        no_color=not page.colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(_Layout(Words(report, catalogue, page.lang), page.width).whole())
    return "".join(f"{line.rstrip()}\n" for line in screen.getvalue().splitlines())


class _Layout:
    def __init__(self, words: Words, width: int) -> None:
        self.words, self.report, self.say = words, words.report, words.say
        self.narrow = width < NARROW

    def whole(self) -> RenderableType:
        return Stack(self.head(), self.summary(), *self.groups(), self.foot())

    def head(self) -> RenderableType:
        catalogue = self.words.catalogue
        rows = [(self.words.fact(fact), self.words.heading(fact)) for fact in catalogue.heading]
        rows += [
            (self.say(both("核对日期", "day of assessment")), self.say(day_words(self.report.on))),
            (self.say(both("依据目录", "catalogue")), self.say(catalogue.title)),
            (
                self.say(both("目录版本", "version")),
                visible(f"{catalogue.id} · {catalogue.version}"),
            ),
        ]
        if self.report.profile.ref is not None:
            rows.append((self.say(both("编号", "ref")), visible(self.report.profile.ref)))
        pending = [
            (self.words.item(index), self.words.business(index))
            for index in range(len(self.report.profile.business))
        ]
        notes = [Prose(self.words.caveat(caveat)) for caveat in self.report.caveats]
        parts: list[RenderableType] = [self.rows(rows)]
        if pending:
            parts += [self.section(both("待办业务", "Pending business")), self.rows(pending)]
        return Stack(
            *parts, self.section(both("通读须知", "Bear in mind"), QUIET), _bullets(notes, QUIET)
        )

    def rows(self, rows: Iterable[tuple[str, str]]) -> RenderableType:
        """Lay out labels and values: in two columns, or one under the other where it is narrow."""
        if self.narrow:
            return Stack(*(Prose().append(f"{name} ", QUIET).append(value) for name, value in rows))
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(style=QUIET, no_wrap=True)
        grid.add_column()
        for name, value in rows:
            grid.add_row(Prose(name), Prose(value))
        return grid

    def section(self, heading: Text, style: str = STRONG) -> RenderableType:
        return Padding(Prose(self.say(heading), style), (1, 0, 0, 0))

    def summary(self) -> RenderableType:
        counts = self.report.summary.model_dump()
        line = Prose()
        for verdict in Verdict:
            style = f"{STRONG} {ACCENT}" if verdict is Verdict.APPLIES else STRONG
            line.append("" if not line else " · ").append(f"{self.say(VERDICTS[verdict])} ")
            line.append(str(counts[verdict.value]), style)
        return Padding(line, (1, 0, 0, 0))

    def groups(self) -> Iterator[RenderableType]:
        for part in Group:
            measures = [m for m in self.report.measures if measure_group(m) is part]
            if measures:
                heading = f"{self.say(GROUPS[part])} ({len(measures)})"
                yield Padding(Rule(Prose(heading, STRONG), align="left", style=QUIET), (1, 0, 0, 0))
                for measure in measures:
                    yield from self.measure(measure, part)

    def measure(self, measure: MeasureAnswer, part: Group) -> Iterator[RenderableType]:
        used = part <= Group.SELECTED
        number = Prose(f"{measure.number:>2}", f"{STRONG} {ACCENT}" if used else STRONG)
        title = Prose(self.say(measure.title), STRONG if used else "")
        yield Padding(_beside(number, title), (1 if part <= Group.ANSWER else 0, 0, 0, 0))
        for limb in sorted(measure.provisions, key=lambda limb: limb.effect is None):
            if limb.verdict is Verdict.APPLIES:  # what shortens or limits something comes first
                yield Padding(Stack(*self.applying(limb)), (0, 0, 0, INDENT))
        others = groupby(
            (limb for limb in measure.provisions if limb.verdict is not Verdict.APPLIES),
            key=lambda limb: (limb.verdict, self.because(limb)),
        )
        for (verdict, reasons), limbs in others:
            ids = [limb.id for limb in limbs]
            lines = list(reasons)
            if len(ids) < len(measure.provisions):  # they differ: say which one it is
                lines[0] = f"{' '.join(ids)} {self.say(VERDICTS[verdict])} · {lines[0]}"
            body = [Prose(line, QUIET if part is Group.WAIT else "") for line in lines]
            yield Padding(Stack(*body), (0, 0, 0, INDENT))

    def applying(self, limb: ProvisionAnswer) -> Iterator[RenderableType]:
        line = Prose().append(f"{limb.id} " if not limb.id.isdigit() else "", STRONG)
        line.append(self.say(VERDICTS[limb.verdict]), ACCENT)
        yield line.append(f" · {self.say(label(limb.route, limb.force))}")
        yield Prose(self.say(limb.summary))
        if limb.effect:
            yield Prose(self.say(effect_words(limb.effect, limb.force)), ACCENT)
        for item in limb.business:
            rows = self.words.item_rows(limb, item)
            name = Prose(f"● {self.words.item(item.index)}")
            if self.narrow:
                yield Stack(name, Padding(self.rows(rows), (0, 0, 0, 2)))
            else:
                yield _beside(name, self.rows(rows))
        claim = []
        if limb.how:
            claim.append((self.say(both("办法", "how")), self.say(limb.how.text)))
            if limb.how.channel:
                claim.append((self.say(both("渠道", "where")), self.say(limb.how.channel)))
        citation = limb.citation
        words = both("{document}，{section}第 {number} 条", "{document}, {section}, no. {number}")
        place = self.say(
            words, document=citation.document, section=citation.section, number=citation.number
        )
        claim.append((self.say(both("出处", "source")), f"{place} ({citation.date})"))
        yield self.rows(claim)
        if limb.caveats:
            yield _bullets((Prose(self.words.caveat(caveat)) for caveat in limb.caveats), QUIET)

    def because(self, limb: ProvisionAnswer) -> tuple[str, ...]:
        """Return why a provision does not apply, and what stays open all the same."""
        lines = self.words.reason(limb)
        if limb.verdict is Verdict.NOT_APPLICABLE and limb.otherwise:
            words = both("仍可：{otherwise}", "still open: {otherwise}")
            lines.append(self.say(words, otherwise=limb.otherwise))
        return tuple(lines)

    def foot(self) -> RenderableType:
        if not self.report.open_facts:
            return Prose("")
        heading = self.section(both("回答这些问题即可判断", "These answers would settle it"))
        questions = [
            Prose(self.words.question(fact.fact)).append(f" {fact.fact}", QUIET)
            for fact in self.report.open_facts
        ]
        return Stack(heading, _bullets(questions, ""))


def _beside(first: RenderableType, second: RenderableType) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(first, second)
    return grid


def _bullets(lines: Iterable[RenderableType], style: str) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(style=style)
    grid.add_column(style=style)
    for line in lines:
        grid.add_row(Prose("·"), line)
    return grid
