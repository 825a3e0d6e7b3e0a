"""Answers in words: why something does not apply, what is missing, by when something falls due."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple, assert_never

from aeo_cli.assessment.report import Deadline, ItemAnswer, ProvisionAnswer, Report, Verdict
from aeo_cli.catalogue.model import Catalogue, Force
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, both
from aeo_cli.interview.question import AnswerType
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.dates import (
    FILE_BY,
    PROVISIONAL,
    date_notes,
    day_words,
    distance_words,
    ends,
)
from aeo_cli.presentation.wording.labels import ANSWER_FORMS, VERDICTS
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_name
from aeo_cli.rules.traces import (
    AllTrace,
    AnyTrace,
    CompareTrace,
    DefinedTrace,
    NotTrace,
    Trace,
    open_facts,
)
from aeo_cli.rules.values import NO, YES


class WhyNot(NamedTuple):
    """Why a provision does not apply, or why that cannot be said yet."""

    shared: str
    """What may be the reason of many provisions, in the same words."""
    kind: str | None = None
    """The kind of business that would be needed."""
    own: tuple[str, ...] = ()
    """What concerns this provision alone."""


class ReportWords(CatalogueWords):
    """The words for one report, in one language."""

    def __init__(self, report: Report, catalogue: Catalogue, lang: Lang) -> None:
        super().__init__(catalogue, lang, report.profile.business)
        self.report = report
        self.asked = {fact.fact for fact in report.open_facts}
        self.given = [provision for measure in report.measures for provision in measure.provisions]

    def heading(self, name: str) -> str:
        """Return the value of a fact that heads a report."""
        key = name.removeprefix("enterprise.")
        return self.value(self.catalogue.enterprise[key], self.report.profile.enterprise[key])

    def ref(self) -> str | None:
        """Return the owner's own reference for the profile."""
        ref = self.report.profile.ref
        return None if ref is None else visible(ref)

    def choices(self, name: str) -> str:
        """Return the values that an open fact can have, in words."""
        fact = self.about(name)
        words = [self.say(choice) for choice in fact.choices.values()]
        if fact.type is FactType.BOOLEAN:
            words = [self.say(YES), self.say(NO)]
        return self.listed(words) or self.say(ANSWER_FORMS[AnswerType(fact.type)])

    # Why not

    def reason(self, answer: ProvisionAnswer) -> WhyNot:
        """Return why a provision does not apply, or why that cannot be said.

        Raises:
            ValueError: it applies.
        """
        match answer.verdict:
            case Verdict.APPLIES:
                raise ValueError(f"{answer.id} applies")
            case Verdict.UNDETERMINED:
                return WhyNot(self.missing(answer.open_facts))
            case Verdict.NOT_APPLICABLE:
                words = both("其他途径：{otherwise}", "otherwise: {otherwise}")
                still = answer.otherwise and self.say(words, otherwise=answer.otherwise)
                shared = self.sentences(self.shortfalls(answer.because))
                return WhyNot(shared, own=(still,) if still else ())
            case Verdict.DORMANT:
                return self._dormant(answer)
            case _:
                assert_never(answer.verdict)

    def _dormant(self, answer: ProvisionAnswer) -> WhyNot:
        kind = self.provisions[answer.id].kind
        shared = [self.say(_NOT_MET if answer.business else NO_BUSINESS)]
        if answer.entitled is Truth.UNKNOWN:
            words = both("资格未确认，{missing}", "entitlement not confirmed, {missing}")
            missing = self.missing(dict.fromkeys(open_facts(answer.because)))
            shared.append(self.say(words, missing=missing))
        own = (self.of_item(item.index, self.why_not(item)) for item in answer.business)
        named = None if answer.business or kind is None else self.kind(kind)
        return WhyNot(self.sentences(shared), named, tuple(own))

    def missing(self, facts: Iterable[str]) -> str:
        """Return which facts and readings are missing, by name too where no question names them."""
        words = self.listed(
            self.fact(name) if name in self.asked else self.aside(self.fact(name), name)
            for name in facts
        )
        return self.labelled(self.say(both("尚待明确", "missing")), words)

    def why_not(self, item: ItemAnswer) -> str:
        """Return which lines of the condition a pending item fails."""
        return self.sentences(self.shortfalls(item.because))

    def shortfalls(self, trace: Trace) -> list[str]:
        """Return, for a condition that is false, each line that failed: what is, what should be."""
        return list(dict.fromkeys(self._shortfalls(trace)))

    def _shortfalls(self, trace: Trace) -> Iterator[str]:
        match trace:
            case AllTrace() | AnyTrace():
                for part in trace.parts:
                    if part.truth is Truth.FALSE:
                        yield from self._shortfalls(part)
            case DefinedTrace():
                definition = self.catalogue.definitions[trace.definition]
                words = both("须为“{definition}”（{actual}）", "must be: {definition} ({actual})")
                found = dict.fromkeys(self._decisive(trace))
                yield self.say(words, definition=definition.label, actual=self.listed(found))
            case NotTrace():
                words = both("不得为：{actual}", "must not be: {actual}")
                yield from (self.say(words, actual=met) for met in self._decisive(trace))
            case CompareTrace():
                yield self.met(trace)
            case _:
                assert_never(trace)

    def _decisive(self, trace: Trace) -> Iterator[str]:
        """Yield the facts, with their values, that made a condition come out as it did."""
        return (self.actual(line.fact, line.actual) for line in _deciding(trace))

    # Items and dates

    def item_rows(self, answer: ProvisionAnswer, item: ItemAnswer) -> list[LabelledRow]:
        """Return what an applying provision means for one pending item, as labels and values."""
        if item.applies is Truth.FALSE:
            return [(self.say(both("不符合", "does not meet it")), self.why_not(item))]
        if item.applies is Truth.UNKNOWN:
            return [(self.say(VERDICTS[Verdict.UNDETERMINED]), self.missing(item.open_facts))]
        start = self.clock(answer, item)
        if start is None:
            return [(self.say(VERDICTS[Verdict.APPLIES]), self.kind(self.kinds[item.index]))]
        if item.deadline is None:
            return [(start, self.say(NO_DATE))]
        (name, at), *others = self.dates(answer.force, item.deadline)
        far = self.say(distance_words(item.deadline.due, self.report.on))
        return [(name, f"{at}  {far}"), *others, self.start(answer, item, item.deadline)]

    def clock(self, answer: ProvisionAnswer, item: ItemAnswer) -> str | None:
        """Return the label of the fact from which the limit of a provision runs, if it has one."""
        clock = self.provisions[answer.id].runs_from
        return self.label(f"{item_name(item.index)}.{clock}") if clock else None

    def start(self, answer: ProvisionAnswer, item: ItemAnswer, deadline: Deadline) -> LabelledRow:
        """Return what a limit runs from, and when that is."""
        return self.clock(answer, item) or "", self.say(day_words(deadline.runs_from))

    def dated(self, value: datetime | date, deadline: Deadline) -> str:
        """Return a date of a limit, marked where it may still change."""
        return self.say(day_words(value)) + self.mark(deadline)

    def mark(self, deadline: Deadline) -> str:
        """Return the mark of dates that may still change; nothing, where they cannot."""
        return self.say(PROVISIONAL) if deadline.provisional else ""

    def dates(self, force: Force, deadline: Deadline) -> list[LabelledRow]:
        """Return the dates of a limit, the one to act on first."""
        rows = [(self.say(end.name), self.dated(end.at, deadline)) for end in ends(deadline, force)]
        if offices := deadline.last_office_day:
            rows.insert(0, (self.say(FILE_BY), self.dated(offices.shortened, deadline)))
        return rows

    def date_notes(self, item: ItemAnswer) -> list[str]:
        """Return what must be read beside the dates of an item."""
        if item.deadline is None:
            return []
        return [self.say(note) for note in date_notes(item.deadline, self.report.on)]

    def settled_by(self, fact: str) -> list[str]:
        """Return the provisions whose answers, or whose items' answers, a fact can change."""
        return [
            provision.id
            for provision in self.given
            if fact in provision.open_facts
            or any(fact in item.open_facts for item in provision.business)
        ]

    def standing(self, index: int) -> str:
        """Return which provisions apply to a pending item, and which may."""
        found = self._by_item[index]
        told = [
            self.say(
                words,
                ids=self.listed(found[truth]),
                apply="applies" if len(found[truth]) == 1 else "apply",
            )
            for truth, words in _STANDING.items()
            if found[truth]
        ]
        return self.sentences(told) or self.say(_NOTHING_APPLIES)

    @cached_property
    def _by_item(self) -> dict[int, dict[Truth, list[str]]]:
        """The provisions that look at each pending item, by whether they apply to it."""
        found: dict[int, dict[Truth, list[str]]] = {
            index: {truth: [] for truth in Truth} for index in range(len(self.items))
        }
        for provision in self.given:
            for item in provision.business:
                found[item.index][item.applies].append(provision.id)
        return found


_STANDING = {
    Truth.TRUE: both("适用 {ids}", "{ids} {apply}"),
    Truth.UNKNOWN: both("待定 {ids}", "{ids} undetermined"),
}
_NOTHING_APPLIES = both("没有适用的条款", "nothing applies")
NO_DATE = both("未填，无法推算日期", "not given, so no date is counted")
NO_BUSINESS = both("暂无相应业务", "no such business pending")
_NOT_MET = both("现有业务不符合条件", "your items do not meet it")


def _deciding(trace: Trace) -> Iterator[CompareTrace]:
    """Yield the comparisons through which a condition came out as it did."""
    if isinstance(trace, CompareTrace):
        yield trace
    for part in trace.parts:
        if isinstance(trace, NotTrace) or part.truth is trace.truth:
            yield from _deciding(part)
