"""The explanation of a measure: its conditions line by line, and the count of its dates."""

from collections.abc import Iterator

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding
from rich.tree import Tree

from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.grid import Grid
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.conditions import ConditionLine, ConditionTree, truth_words
from aeo_cli.presentation.wording.explanation import DateCount, ExplainedProvision, Explanation


class ExplanationLayout:
    """The layout of an explanation."""

    def __init__(self, explanation: Explanation, page: Page) -> None:
        self.explanation, self.page = explanation, page

    def content(self) -> RenderableType:
        """Return a measure, or some of its provisions, explained."""
        number, title = self.explanation.heading()
        rows = [
            (Prose(number.rjust(2), STRONG), Prose(title, STRONG)),
            (Prose(), Prose(self.explanation.subtitle(), QUIET)),
        ]
        provisions = (
            part
            for explained in self.explanation.provisions()
            for part in self.provision(explained)
        )
        parts: list[RenderableType] = [Grid(rows), *provisions]
        if digest := self.explanation.digest:  # its caveats name facts with expired evidence
            parts.append(blocks.general_caveats(digest, self.page))
        return Stack(*parts)

    def provision(self, explained: ExplainedProvision) -> Iterator[RenderableType]:
        """Yield a provision: what it says, its conditions, its caveats."""
        style = ACCENT if explained.applies else STRONG
        yield blocks.heading(explained.id, self.page)
        if explained.verdict:
            label = f" · {explained.label}" if explained.label else ""
            yield Prose().append(explained.verdict, style).append(label)
        yield Prose(explained.summary)
        if explained.effect:
            yield Prose(explained.effect, style)
        yield Padding(blocks.rows(explained.properties, self.page), (1, 0, 0, 0))
        for tree, dates in explained.conditions:
            yield self.tree(tree)
            if dates:
                yield from self.dates(dates)
        if explained.remark:
            yield Prose(explained.remark)
        if explained.questions:
            yield blocks.section(self.explanation.open_heading)
            yield blocks.bullets(
                Prose(question).append(f" {fact}", QUIET) for question, fact in explained.questions
            )
        yield from self.advice(explained)
        if explained.caveats:
            yield blocks.section(self.explanation.caveats_heading)
            yield blocks.bullets(map(Prose, explained.caveats), QUIET)

    def advice(self, explained: ExplainedProvision) -> Iterator[RenderableType]:
        """Yield what it would take for a provision to apply, or to apply to other items."""
        if explained.advice:
            yield blocks.section(explained.advice_heading)
        for opening, options in explained.advice:
            yield Prose(opening)
            if options:
                rows = ((Prose(mark or "·", QUIET), Prose(option)) for mark, option in options)
                yield Grid(rows)

    def dates(self, dates: DateCount) -> Iterator[RenderableType]:
        """Yield how the dates of an item were counted."""
        yield blocks.section(dates.heading, STRONG if dates.steps else QUIET)
        if dates.steps:
            yield Grid(map(Prose, step) for step in dates.steps)
            yield blocks.bullets(map(Prose, dates.notes))

    def tree(self, tree: ConditionTree) -> RenderableType:
        """Return a condition as a tree."""
        if tree.line is None:
            return blocks.section(tree.heading, QUIET)
        root = Tree(Prose(tree.heading, STRONG), guide_style=QUIET)
        pending = [(root, tree.line)]  # grows during the loop: each line adds its own parts
        for parent, line in pending:
            branch = parent.add(self.line(line))
            pending.extend((branch, part) for part in line.decisive_parts())
        return Padding(root, (1, 0, 0, 0))

    def line(self, line: ConditionLine) -> Prose:
        """Return a line of a condition, quiet if it decided nothing."""
        text = Prose("", "" if line.is_decisive else QUIET)
        if truth := truth_words(line, self.explanation.language):
            text.append(truth, STRONG if line.is_decisive else QUIET)
            text.append(" · ", QUIET)
        text.append(line.text)
        if line.question:
            text.append(f"\n{line.question}", QUIET)
        return text
