"""The explanation of a measure: its conditions line by line, and the count of its dates."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding
from rich.tree import Tree

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import ItemAnswer, ProvisionAnswer, Verdict
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.model import Provision
from aeo_cli.catalogue.references import CitedPlace
from aeo_cli.catalogue.search import Subject
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.conditions import (
    ConditionLine,
    ConditionTree,
    judged_conditions,
    required_conditions,
)
from aeo_cli.presentation.wording.day_count import counting_steps
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.labels import TRUTHS, VERDICTS
from aeo_cli.presentation.wording.report import (
    NO_BUSINESS,
    NO_DATE,
    NOT_OPEN,
    PERHAPS_OPEN,
    ReportWords,
)
from aeo_cli.presentation.wording.requirements import THEN, WHAT_IT_TAKES, advice
from aeo_cli.rules.kleene import Truth


class ExplainedReport(NamedTuple):
    """The report to explain, and the facts it was made from."""

    report_words: ReportWords
    situation: Situation


class ExplanationLayout:
    """The layout of an explanation.

    Args:
        words: the words of the catalogue and of the pending items.
        explained: the report; None: only what the catalogue says is explained.
        calendar: the calendar that counted the dates.
        page: the page.
    """

    def __init__(
        self,
        words: CatalogueWords,
        explained: ExplainedReport | None,
        calendar: Calendar,
        page: Page,
    ) -> None:
        self.words, self.language, self.say = words, words.language, words.language.say
        self.explained, self.calendar, self.page = explained, calendar, page
        measures = explained.report_words.report.measures if explained else ()
        self.verdicts = {measure.number: measure.verdict for measure in measures}
        provisions = explained.report_words.provisions if explained else ()
        self.answers = {provision.id: provision for provision in provisions}

    def content(self, subject: Subject) -> RenderableType:
        """Return a measure, or some of its provisions, explained."""
        measure = subject.measure
        subtitle = [self.say(self.words.catalogue.categories[measure.category].title)]
        if verdict := self.verdicts.get(measure.number):
            subtitle.append(self.say(VERDICTS[verdict]))
        rows = [
            (Prose(f"{measure.number:>2}", STRONG), Prose(self.say(measure.title), STRONG)),
            (Prose(), Prose(" · ".join(subtitle), QUIET)),
        ]
        provisions = (
            Stack(*self.provision(provision, self.answers.get(provision.id)))
            for provision in subject.provisions
        )
        parts: list[RenderableType] = [blocks.table(rows), *provisions]
        if self.explained:  # its caveats name the facts whose evidence has expired
            digest = Digest(self.explained.report_words)
            parts.append(blocks.general_caveats(digest, self.page))
        return Stack(*parts)

    def provision(
        self, provision: Provision, answer: ProvisionAnswer | None
    ) -> Iterator[RenderableType]:
        """Yield a provision: what it says, its conditions, its caveats."""
        applies = answer is not None and answer.verdict is Verdict.APPLIES
        yield blocks.heading(provision.id, self.page)
        if answer:
            line = Prose().append(self.say(VERDICTS[answer.verdict]), ACCENT if applies else STRONG)
            if applies:
                line.append(f" · {self.words.label(provision)}")
            yield line
        yield Prose(self.say(provision.summary))
        if effect := self.words.effect(provision.effect, provision.force):
            yield Prose(effect, ACCENT if applies else STRONG)
        properties = [*self.properties(provision), *self.ordinary(answer)]
        yield Padding(blocks.rows(properties, self.page), (1, 0, 0, 0))
        if answer and self.explained:
            yield from self.result(self.explained, provision, answer)
        else:
            yield from map(self.tree, required_conditions(provision, self.words))
        if caveats := (answer or provision).caveats:
            yield blocks.section(self.say(_CAVEATS))
            yield blocks.bullets((Prose(self.words.caveat(caveat)) for caveat in caveats), QUIET)

    def properties(self, provision: Provision) -> list[LabelledRow]:
        """Return the label of a provision, how to claim it, and its source."""
        keys = f"{provision.route.value}, {provision.force.value}"
        firmness = self.language.with_remark(self.words.label(provision), keys)
        rows = [(self.say(both("确定程度", "certainty")), firmness)]
        rows += self.words.claim(provision.how)
        if provision.otherwise:
            rows.append(
                (self.say(both("其他途径", "other enterprises")), self.say(provision.otherwise))
            )
        cited = CitedPlace.of(provision.citation, self.words.catalogue)
        rows.append(self.words.source(cited))
        if cited.address:
            rows.append((self.say(both("原文", "full text")), visible(cited.address)))
        return rows

    def ordinary(self, answer: ProvisionAnswer | None) -> Iterator[LabelledRow]:
        """Yield that the ordinary rule is not open to the enterprise, or perhaps not."""
        if answer and answer.ordinary is not Truth.TRUE:
            text = NOT_OPEN if answer.ordinary is Truth.FALSE else PERHAPS_OPEN
            yield self.say(both("通常规则", "ordinary rule")), self.say(text)

    def result(
        self, explained: ExplainedReport, provision: Provision, answer: ProvisionAnswer
    ) -> Iterator[RenderableType]:
        """Yield the conditions with their results, for the enterprise and for each pending item."""
        entitled, *trees = judged_conditions(answer, self.words)
        yield self.tree(entitled)
        if not answer.business:
            yield from map(self.tree, trees)
            if provision.kind:
                yield Prose(self.say(NO_BUSINESS))
        for item, tree in zip(answer.business, trees, strict=False):
            yield self.tree(tree)
            yield from self.dates(explained.report_words, answer, item)
        of_items = (fact for item in answer.business for fact in item.open_facts)
        if open_facts := dict.fromkeys((*answer.open_facts, *of_items)):
            yield blocks.section(self.say(_OPEN))
            yield blocks.bullets(map(self.question, open_facts))
        yield from self.advice(explained.situation, provision)

    def advice(self, situation: Situation, provision: Provision) -> Iterator[RenderableType]:
        """Yield what it would take for a provision to apply, or to apply to other items."""
        paragraphs = list(advice(provision, situation, self.words))
        if paragraphs:
            then = self.say(THEN, label=self.words.label(provision))
            yield blocks.section(self.language.with_remark(self.say(WHAT_IT_TAKES), then))
        for opening, options in paragraphs:
            yield Prose(opening)
            if options:
                yield blocks.table((Prose(mark, QUIET), Prose(option)) for mark, option in options)

    def dates(
        self, report_words: ReportWords, answer: ProvisionAnswer, item: ItemAnswer
    ) -> Iterator[RenderableType]:
        """Yield how the dates of an item were counted."""
        if item.deadline is None:
            start = report_words.start_label(answer, item)
            if start and item.applies is Truth.TRUE:
                yield blocks.section(self.language.labelled(start, self.say(NO_DATE)), QUIET)
            return
        yield blocks.section(self.say(both("日期如何推算", "How the dates are counted")))
        if answer.effect:
            limit = (item.deadline, answer.effect, answer.force)
            steps = counting_steps(*limit, self.calendar, self.words)
            yield blocks.table(map(Prose, step) for step in steps)
        yield blocks.bullets(map(Prose, report_words.date_notes(answer, item)))

    def question(self, fact: str) -> RenderableType:
        """Return the question that asks for an open fact."""
        return Prose(self.words.question(fact)).append(f" {fact}", QUIET)

    def tree(self, tree: ConditionTree) -> RenderableType:
        """Return a condition as a tree."""
        if tree.line is None:
            return blocks.section(tree.heading, QUIET)
        root = Tree(Prose(tree.heading, STRONG), guide_style=QUIET)
        pending = [(root, tree.line)]  # grows during the loop: each line adds its own parts
        for parent, line in pending:
            branch = parent.add(self.line(line))
            for part in line.parts:
                is_decisive = part.is_decisive and line.is_decisive
                pending.append((branch, part._replace(is_decisive=is_decisive)))
        return Padding(root, (1, 0, 0, 0))

    def line(self, line: ConditionLine) -> Prose:
        """Return a line of a condition, quiet if it decided nothing."""
        text = Prose("", "" if line.is_decisive else QUIET)
        if line.truth is not None:
            truth = TRUTHS[line.truth]
            if not line.is_decisive:
                truth = _ASIDE.fill(it=truth)
            text.append(self.say(truth), STRONG if line.is_decisive else QUIET)
            text.append(" · ", QUIET)
        text.append(line.text)
        if line.question:
            text.append(f"\n{line.question}", QUIET)
        return text


_ASIDE = both("（{it}）", "({it})")
"""For a line that decided nothing."""
_OPEN = both("待确认", "Open questions")
_CAVEATS = both("注意事项", "Caveats")
