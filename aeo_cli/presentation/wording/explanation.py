"""A measure explained: its conditions line by line, how its dates were counted, what it takes."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.item_answer import ItemAnswer
from aeo_cli.assessment.report import ProvisionAnswer, Report, Verdict
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.catalogue.references import CitedPlace
from aeo_cli.catalogue.search import Subject
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.conditions import (
    ConditionTree,
    judged_conditions,
    required_conditions,
)
from aeo_cli.presentation.wording.day_count import Step, counting_steps
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.labels import VERDICTS
from aeo_cli.presentation.wording.provision import NOT_OPEN, PERHAPS_OPEN
from aeo_cli.presentation.wording.report import (
    NO_BUSINESS,
    NO_DATE,
    ReportWords,
)
from aeo_cli.presentation.wording.requirements import THEN, WHAT_IT_TAKES, Advice, advice
from aeo_cli.rules.kleene import Truth


class DateCount(NamedTuple):
    """How the dates of a pending item were counted."""

    heading: str
    steps: tuple[Step, ...]
    """Empty if there are no dates: the heading says why."""
    notes: tuple[str, ...]


class ExplainedCondition(NamedTuple):
    """A condition, and the dates of the pending item that it is put to."""

    tree: ConditionTree
    dates: DateCount | None


class ExplainedProvision(NamedTuple):
    """A provision: what it says, its conditions and, if it was assessed, their results."""

    id: str
    verdict: str
    """Empty if it was not assessed."""
    label: str
    """Its route and force if it applies, otherwise empty."""
    summary: str
    effect: str | None
    properties: tuple[LabelledRow, ...]
    """How firm it is, how to claim it, and its source."""
    conditions: tuple[ExplainedCondition, ...]
    remark: str
    """That no business of its kind is pending, otherwise empty."""
    questions: tuple[tuple[str, str], ...]
    """Each open question, with the name of its fact."""
    advice_heading: str
    advice: tuple[Advice, ...]
    """What it would take for it to apply, or to apply to other items."""
    caveats: tuple[str, ...]

    @property
    def applies(self) -> bool:
        """Whether it applies."""
        return bool(self.label)


class Explanation:
    """A measure, or some of its provisions, explained.

    Args:
        subject: the measure and the provisions.
        outcome: the report to explain, and the facts it was made from; None: only what the
            catalogue says is explained.
        catalogue: the catalogue.
        calendar: the calendar that counted the dates.
        lang: the language.
    """

    def __init__(
        self,
        subject: Subject,
        outcome: tuple[Report, Situation] | None,
        catalogue: Catalogue,
        calendar: Calendar,
        lang: Lang,
    ) -> None:
        self.subject, self.calendar = subject, calendar
        self.report_words, self.situation, self.digest = None, None, None
        self.words = CatalogueWords(catalogue, lang)
        if outcome is not None:
            report, self.situation = outcome
            self.report_words = ReportWords(report, catalogue, lang)
            self.words, self.digest = self.report_words.words, Digest(self.report_words)
        self.language, self.say = self.words.language, self.words.language.say
        self.open_heading, self.caveats_heading = self.say(_OPEN), self.say(_CAVEATS)

    def heading(self) -> LabelledRow:
        """Return the number of the measure and its title."""
        return str(self.subject.measure.number), self.say(self.subject.measure.title)

    def subtitle(self) -> str:
        """Return the category of the measure and its verdict."""
        measure = self.subject.measure
        category = self.say(self.words.catalogue.categories[measure.category].title)
        measures = self.report_words.report.measures if self.report_words else ()
        verdicts = (
            self.say(VERDICTS[answer.verdict])
            for answer in measures
            if answer.number == measure.number
        )
        return " · ".join((category, *verdicts))

    def provisions(self) -> Iterator[ExplainedProvision]:
        """Yield each provision, explained."""
        answers = self.report_words.provisions if self.report_words else ()
        by_id = {answer.id: answer for answer in answers}
        for provision in self.subject.provisions:
            yield self._provision(provision, by_id.get(provision.id))

    def _provision(
        self, provision: Provision, answer: ProvisionAnswer | None
    ) -> ExplainedProvision:
        applies = answer is not None and answer.verdict is Verdict.APPLIES
        label = self.words.label(provision)
        has_no_item = answer is not None and provision.kind and not answer.business
        return ExplainedProvision(
            id=provision.id,
            verdict=self.say(VERDICTS[answer.verdict]) if answer else "",
            label=label if applies else "",
            summary=self.say(provision.summary),
            effect=self.words.effect(provision.effect, provision.force),
            properties=(*self._properties(provision), *self._ordinary(answer)),
            conditions=tuple(self._conditions(provision, answer)),
            remark=self.say(NO_BUSINESS) if has_no_item else "",
            questions=tuple(self._questions(answer)),
            advice_heading=self.language.with_remark(
                self.say(WHAT_IT_TAKES), self.say(THEN, label=label)
            ),
            advice=(tuple(advice(provision, self.situation, self.words)) if self.situation else ()),
            caveats=tuple(map(self.words.caveat, (answer or provision).caveats)),
        )

    def _properties(self, provision: Provision) -> Iterator[LabelledRow]:
        """Yield the label of a provision, how to claim it, and its source."""
        keys = f"{provision.route.value}, {provision.force.value}"
        firmness = self.language.with_remark(self.words.label(provision), keys)
        yield self.say(both("确定程度", "certainty")), firmness
        yield from self.words.claim(provision.how)
        if provision.otherwise:
            yield self.say(both("其他途径", "other enterprises")), self.say(provision.otherwise)
        cited = CitedPlace.of(provision.citation, self.words.catalogue)
        yield self.words.source(cited)
        if cited.address:
            yield self.say(both("原文", "full text")), visible(cited.address)

    def _ordinary(self, answer: ProvisionAnswer | None) -> Iterator[LabelledRow]:
        """Yield that the ordinary rule is not open to the enterprise, or perhaps not."""
        if answer and answer.ordinary is not Truth.TRUE:
            text = NOT_OPEN if answer.ordinary is Truth.FALSE else PERHAPS_OPEN
            yield self.say(both("通常规则", "ordinary rule")), self.say(text)

    def _conditions(
        self, provision: Provision, answer: ProvisionAnswer | None
    ) -> Iterator[ExplainedCondition]:
        """Yield the condition on the enterprise, then that on each pending item, or on any."""
        if answer is None or self.report_words is None:
            trees: Iterable[ConditionTree] = required_conditions(provision, self.words)
            yield from (ExplainedCondition(tree, None) for tree in trees)
            return
        entitled, *trees = judged_conditions(answer, self.words)
        yield ExplainedCondition(entitled, None)
        items = answer.business or (None,)
        for item, tree in zip(items, trees, strict=True):
            dates = self._dates(self.report_words, answer, item) if item else None
            yield ExplainedCondition(tree, dates)

    def _dates(
        self, report_words: ReportWords, answer: ProvisionAnswer, item: ItemAnswer
    ) -> DateCount | None:
        if item.deadline is None:
            start = report_words.of(answer).start_label
            if start is None or item.applies is not Truth.TRUE:
                return None
            return DateCount(self.language.labelled(start, self.say(NO_DATE)), (), ())
        steps: Iterable[Step] = ()
        if answer.effect:
            limit = (item.deadline, answer.effect, answer.force)
            steps = counting_steps(*limit, self.calendar, self.words)
        heading = self.say(both("日期如何推算", "How the dates are counted"))
        return DateCount(heading, tuple(steps), tuple(report_words.date_notes(answer, item)))

    def _questions(self, answer: ProvisionAnswer | None) -> Iterator[tuple[str, str]]:
        if answer is None:
            return
        of_items = (fact for item in answer.business for fact in item.open_facts)
        for fact in dict.fromkeys((*answer.open_facts, *of_items)):
            yield self.words.question(fact), fact


_OPEN = both("待确认", "Open questions")
_CAVEATS = both("注意事项", "Caveats")
