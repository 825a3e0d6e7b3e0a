"""An explanation of a measure as Markdown."""

from collections.abc import Iterator
from functools import partial

from aeo_cli.presentation.formats.markdown.syntax import (
    bullets,
    labelled_row,
    listing,
    plain,
    section_heading,
    strong,
    written,
)
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.conditions import ConditionLine, ConditionTree, truth_words
from aeo_cli.presentation.wording.explanation import DateCount, ExplainedProvision, Explanation


def explain(explanation: Explanation, page: Page) -> bytes:  # noqa: ARG001  as of every format
    """Return what a measure says, and the result of each condition, as Markdown in UTF-8."""
    return written(_ExplanationWriter(explanation).document())


class _ExplanationWriter:
    def __init__(self, explanation: Explanation) -> None:
        self.explanation, self.language = explanation, explanation.language
        self.row = partial(labelled_row, explanation.language)

    def document(self) -> Iterator[str]:
        """Yield the lines of the explanation."""
        number, title = self.explanation.heading()
        yield from (f"# {number} {plain(title)}", "", plain(self.explanation.subtitle()))
        for explained in self.explanation.provisions():
            yield from self.provision(explained)
        if digest := self.explanation.digest:
            yield from listing(digest.caveats_heading(), digest.caveats())

    def provision(self, explained: ExplainedProvision) -> Iterator[str]:
        """Yield a provision: what it says, its conditions, its caveats."""
        yield from ("", f"## {explained.id}", "")
        if explained.verdict:
            label = f" · {plain(explained.label)}" if explained.label else ""
            yield from (f"{strong(explained.verdict)}{label}", "")
        yield from (plain(explained.summary), "")
        if explained.effect:
            yield from (strong(explained.effect), "")
        yield from map(self.row, explained.properties)
        for tree, dates in explained.conditions:
            yield from self.tree(tree)
            if dates:
                yield from self.dates(dates)
        if explained.remark:
            yield from ("", plain(explained.remark))
        questions = (self.language.with_remark(*question) for question in explained.questions)
        yield from listing(self.explanation.open_heading, questions, 3)
        yield from self.advice(explained)
        yield from listing(self.explanation.caveats_heading, explained.caveats, 3)

    def advice(self, explained: ExplainedProvision) -> Iterator[str]:
        """Yield what it would take for a provision to apply, or to apply to other items."""
        if explained.advice:
            yield from section_heading(explained.advice_heading, 3)
        for index, (opening, options) in enumerate(explained.advice):
            yield from (*([""] if index else []), plain(opening))
            yield from (*([""] if options else []), *bullets(map(" ".join, options)))

    def dates(self, dates: DateCount) -> Iterator[str]:
        """Yield how the dates of an item were counted."""
        if not dates.steps:
            yield from ("", plain(dates.heading))
            return
        yield from section_heading(dates.heading, 4)
        for number, *days_and_note in dates.steps:
            phrase = " · ".join(map(plain, filter(None, days_and_note)))
            yield f"- {strong(number)} {phrase}" if number else f"- {phrase}"
        yield from bullets(dates.notes)

    def tree(self, tree: ConditionTree) -> Iterator[str]:
        """Yield a condition as a list of lists."""
        if tree.line is None:
            yield from ("", plain(tree.heading))
            return
        yield from section_heading(tree.heading, 3)
        yield from self.line(tree.line)

    def line(self, line: ConditionLine, depth: int = 0) -> Iterator[str]:
        """Yield a line of a condition and those below it; what decided something is bold."""
        indent, truth = "  " * depth, truth_words(line, self.language)
        if truth:
            truth = f"{strong(truth) if line.is_decisive else plain(truth)} · "
        hard_break = "  " if line.question else ""
        yield f"{indent}- {truth}{plain(line.text)}{hard_break}"
        if line.question:
            yield f"{indent}  {plain(line.question)}"
        for part in line.decisive_parts():
            yield from self.line(part, depth + 1)
