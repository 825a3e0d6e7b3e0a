"""A measure explained: what it says, its conditions line by line, how its dates were counted."""

from collections.abc import Iterator

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
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.conditions import Tree as ConditionTree
from aeo_cli.presentation.wording.conditions import demanded, judged
from aeo_cli.presentation.wording.day_count import counting
from aeo_cli.presentation.wording.labels import MODES, TRUTHS, VERDICTS, effect_words, label
from aeo_cli.presentation.wording.report import NO_BUSINESS, NO_DATE, ReportWords
from aeo_cli.presentation.wording.requirements import THEN, WHAT_IT_TAKES, advice
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_name


def layout(
    subject: Subject,
    words: CatalogueWords,
    situation: Situation | None,
    calendar: Calendar,
    page: Page,
) -> RenderableType:
    """Return what a measure says and, in the words for a report, how each line of it came out.

    Where it is known how things stand, what it would take is told too.
    """
    return _ExplanationLayout(words, situation, calendar, page).whole(subject)


class _ExplanationLayout:
    def __init__(
        self, words: CatalogueWords, situation: Situation | None, calendar: Calendar, page: Page
    ) -> None:
        self.words, self.say, self.calendar, self.page = words, words.say, calendar, page
        self.situation = situation
        measures = words.report.measures if isinstance(words, ReportWords) else ()
        self.verdicts = {measure.number: measure.verdict for measure in measures}
        self.answers = {
            provision.id: provision for measure in measures for provision in measure.provisions
        }

    def whole(self, subject: Subject) -> RenderableType:
        measure = subject.measure
        standing = [self.say(self.words.catalogue.categories[measure.category].title)]
        if verdict := self.verdicts.get(measure.number):
            standing.append(self.say(VERDICTS[verdict]))
        rows = [
            (Prose(f"{measure.number:>2}", STRONG), Prose(self.say(measure.title), STRONG)),
            (Prose(), Prose(" · ".join(standing), QUIET)),
        ]
        provisions = (
            Stack(*self.provision(provision, self.answers.get(provision.id)))
            for provision in subject.provisions
        )
        return Stack(blocks.table(rows), *provisions, *self.foot())

    def foot(self) -> Iterator[RenderableType]:
        """Yield the caveats of the whole; among them, what is unknown because it has expired."""
        if isinstance(self.words, ReportWords):
            yield blocks.bear_in_mind(self.words, self.page)

    def provision(
        self, provision: Provision, answer: ProvisionAnswer | None
    ) -> Iterator[RenderableType]:
        applies = answer is not None and answer.verdict is Verdict.APPLIES
        yield blocks.heading(provision.id, self.page)
        if answer:
            style = ACCENT if applies else STRONG
            line = Prose().append(self.say(VERDICTS[answer.verdict]), style)
            yield (
                line.append(f" · {self.say(label(provision.route, provision.force))}")
                if applies
                else line
            )
        yield Prose(self.say(provision.summary))
        if provision.effect:
            effect = effect_words(provision.effect, provision.force)
            yield Prose(self.say(effect), ACCENT if applies else STRONG)
        yield Padding(blocks.rows(self.facts(provision), self.page), (1, 0, 0, 0))
        if answer and isinstance(self.words, ReportWords):
            yield from self.outcome(self.words, provision, answer)
        else:
            yield from map(self.tree, demanded(provision, self.words))
        if caveats := (answer or provision).caveats:
            yield blocks.section(self.say(_CAVEATS))
            yield blocks.caveats(self.words, caveats)

    def facts(self, provision: Provision) -> list[LabelledRow]:
        modes = (
            (both("方式", "route"), provision.route),
            (both("确定程度", "force"), provision.force),
        )
        rows = [
            (self.say(name), self.words.aside(self.say(MODES[mode]), mode.value))
            for name, mode in modes
        ]
        rows += self.words.claim(provision.how)
        if provision.otherwise:
            rows.append((self.say(both("其他企业", "others")), self.say(provision.otherwise)))
        return [*rows, self.words.source(CitedPlace.of(provision.citation, self.words.catalogue))]

    def outcome(
        self, answers: ReportWords, provision: Provision, answer: ProvisionAnswer
    ) -> Iterator[RenderableType]:
        """Yield how the conditions came out, for the enterprise and for each pending item."""
        entitled, *trees = judged(answer, self.words)
        yield self.tree(entitled)
        if not answer.business:
            yield from map(self.tree, trees)
            if provision.kind:
                yield Prose(self.say(NO_BUSINESS))
        for item, tree in zip(answer.business, trees, strict=False):
            yield self.tree(tree)
            yield from self.dates(answers, provision, item)
        items = (fact for item in answer.business for fact in item.open_facts)
        if facts := dict.fromkeys((*answer.open_facts, *items)):
            yield blocks.section(self.say(_OPEN))
            yield blocks.bullets(self.question(fact) for fact in facts)
        yield from self.advice(provision)

    def advice(self, provision: Provision) -> Iterator[RenderableType]:
        """Yield what it would take for a provision to apply, or to apply to other items."""
        found = list(advice(provision, self.situation, self.words)) if self.situation else ()
        if found:
            then = self.say(THEN, label=label(provision.route, provision.force))
            yield blocks.section(self.words.aside(self.say(WHAT_IT_TAKES), then))
        for opening, ways in found:
            yield Prose(opening)
            if ways:
                yield blocks.table((Prose(mark, QUIET), Prose(way)) for mark, way in ways)

    def dates(
        self, answers: ReportWords, provision: Provision, item: ItemAnswer
    ) -> Iterator[RenderableType]:
        """Yield how the dates of an item were counted."""
        if item.deadline is None:
            if provision.runs_from and item.applies is Truth.TRUE:
                clock = self.words.label(f"{item_name(item.index)}.{provision.runs_from}")
                yield blocks.section(self.words.labelled(clock, self.say(NO_DATE)), QUIET)
            return
        yield blocks.section(self.say(both("日期怎样算出", "How the dates were counted")))
        steps = counting(item.deadline, provision.force, self.calendar, self.words)
        yield blocks.table(map(Prose, step) for step in steps)
        yield blocks.bullets(map(Prose, answers.date_notes(item)))

    def question(self, fact: str) -> RenderableType:
        return Prose(self.words.item_question(fact)).append(f" {fact}", QUIET)

    def tree(self, tree: ConditionTree) -> RenderableType:
        if tree.line is None:
            return blocks.section(tree.name, QUIET)
        root = Tree(Prose(tree.name, STRONG), guide_style=QUIET)
        todo = [(root, tree.line)]
        for above, below in todo:
            text = Prose("", "" if below.counts else QUIET)
            if below.truth is not None:
                truth = TRUTHS[below.truth] if below.counts else _ASIDE.fill(it=TRUTHS[below.truth])
                text.append(self.say(truth), STRONG if below.counts else QUIET)
                text.append(" · ", QUIET)
            text.append(below.text)
            if below.asked:
                text.append(f"\n{below.asked}", QUIET)
            branch = above.add(text)
            todo += [
                (branch, part._replace(counts=part.counts and below.counts)) for part in below.parts
            ]
        return Padding(root, (1, 0, 0, 0))


_ASIDE = both("（{it}）", "({it})")
"""For a line that decided nothing."""
_OPEN = both("尚不清楚", "What is open")
_CAVEATS = both("注意事项", "Caveats")
