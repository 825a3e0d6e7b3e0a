"""A report in words, one language at a time: what every format for people shares.

A format lays out; what is said is said here. Labels of facts, choices and kinds come from the
catalogue, those of verdicts, routes, forces and natures from `vocabulary`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

from aeo_cli.catalogue import Catalogue, Caveat, Fact, Force
from aeo_cli.conditions import Operator, Value, item_index, item_name
from aeo_cli.kleene import Truth
from aeo_cli.report import Deadline, ItemAnswer, ProvisionAnswer, Report, Verdict
from aeo_cli.text import Lang, Text, both, visible
from aeo_cli.traces import (
    AllTrace,
    AnyTrace,
    CompareTrace,
    DefinedTrace,
    NotTrace,
    Trace,
    open_facts,
)
from aeo_cli.vocabulary import (
    NO,
    PROVISIONAL,
    UNKNOWN,
    VERDICTS,
    YES,
    day_words,
    distance_words,
    office_words,
)


class Words:
    """The words for one report, in one language."""

    def __init__(self, report: Report, catalogue: Catalogue, lang: Lang) -> None:
        self.report, self.catalogue, self.lang = report, catalogue, lang
        self.kinds = [str(item["kind"]) for item in report.profile.business]
        self.limbs = {limb.id: limb for _, limb in catalogue.provisions()}

    def say(self, text: Text, **values: "str | int | Text") -> str:
        """Return a text in the language, with its places filled, and nothing in it that acts."""
        return visible((text.fill(**values) if values else text)[self.lang])

    def listed(self, words: Iterable[str]) -> str:
        """Return a list in words."""
        return ("、" if self.lang is Lang.ZH else ", ").join(words)

    # Facts and values

    def fact(self, name: str) -> str:
        """Return the label of a fact by its full name, an item's with the item before it."""
        label = self.say(self.catalogue.fact(name, self.kinds).label)
        return self._of_item(name, label)

    def question(self, name: str) -> str:
        """Return the question that asks for a fact, an item's with the item before it."""
        question = self.say(self.catalogue.fact(name, self.kinds).question)
        return self._of_item(name, question)

    def heading(self, name: str) -> str:
        """Return the value of a fact that heads a report."""
        key = name.removeprefix("enterprise.")
        return self.value(self.catalogue.enterprise[key], self.report.profile.enterprise[key])

    def _of_item(self, name: str, words: str) -> str:
        if (index := item_index(name)) is None:
            return words
        return self.say(
            both("{item} {words}", "{item}: {words}"), item=self.item(index), words=words
        )

    def item(self, index: int) -> str:
        """Return how a pending item is called: its id, or its place."""
        named = self.report.profile.business[index]["id"]
        return visible(str(named)) if named is not None else item_name(index)

    def business(self, index: int) -> str:
        """Return what a pending item is: its kind, and its note if it has one."""
        note = self.report.profile.business[index]["note"]
        kind = self.kind(self.kinds[index])
        if note is None:
            return kind
        return self.say(both("{kind}（{note}）", "{kind} ({note})"), kind=kind, note=str(note))

    def kind(self, name: str) -> str:
        """Return the label of a kind of business."""
        return self.say(self.catalogue.kinds[name].label)

    def value(self, fact: Fact, value: Value | None) -> str:
        """Return a value of a fact in words."""
        match value:
            case None:
                return self.say(UNKNOWN)
            case bool():
                return self.say(YES if value else NO)
            case tuple():
                nothing = self.say(both("无", "none"))
                return self.listed(self.value(fact, member) for member in value) or nothing
            case date():
                return value.isoformat()
            case str() if value in fact.choices:
                return self.say(fact.choices[value])
            case _:
                return visible(str(value))

    # Conditions

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
                actual = dict.fromkeys(map(self._actual, _false_comparisons(trace)))
                yield self.say(words, definition=definition.label, actual=self.listed(actual))
            case NotTrace():
                words = both("不得为：{actual}", "must not be: {actual}")
                yield from (self.say(words, actual=self._actual(c)) for c in _comparisons(trace))
            case CompareTrace():
                words = both("{actual}，须{required}", "{actual}; must {required}")
                yield self.say(words, actual=self._actual(trace), required=self._required(trace))
            case _:
                assert_never(trace)

    def _actual(self, line: CompareTrace) -> str:
        fact = self.catalogue.fact(line.fact, self.kinds)
        words = both("{label}：{value}", "{label}: {value}")
        return self.say(words, label=self.fact(line.fact), value=self.value(fact, line.actual))

    def _required(self, line: CompareTrace) -> str:
        fact = self.catalogue.fact(line.fact, self.kinds)
        operand = line.operand if line.operator == "in" else (line.operand,)
        values = self.listed(self.value(fact, value) for value in operand)
        return self.say(_REQUIRED[line.operator], values=values)

    def reason(self, answer: ProvisionAnswer) -> list[str]:
        """Return why a provision does not apply, or what is missing to say so."""
        match answer.verdict:
            case Verdict.APPLIES:
                return []
            case Verdict.UNDETERMINED:
                return [self.missing(answer.open_facts)]
            case Verdict.NOT_APPLICABLE:
                return self.shortfalls(answer.because)
            case Verdict.DORMANT:
                return list(self._dormant(answer))
            case _:
                assert_never(answer.verdict)

    def missing(self, facts: Iterable[str]) -> str:
        """Return which facts and readings are missing, in words and by name."""
        one = both("{fact}（{name}）", "{fact} ({name})")
        words = self.listed(self.say(one, fact=self.fact(name), name=name) for name in facts)
        return self.say(both("缺少：{facts}", "missing: {facts}"), facts=words)

    def _dormant(self, answer: ProvisionAnswer) -> Iterator[str]:
        kind = self.limbs[answer.id].kind
        if not answer.business and kind is not None:
            words = both("暂无相应业务：{kind}", "no such business pending: {kind}")
            yield self.say(words, kind=self.kind(kind))
        for item in answer.business:
            words = both("现有业务不符合本条条件：{why}", "your item does not meet it: {why}")
            yield self.say(words, why=self.listed(self.shortfalls(item.because)))
        if answer.entitled is Truth.UNKNOWN:
            words = both("资格未确认，{missing}", "entitlement not confirmed, {missing}")
            yield self.say(words, missing=self.missing(dict.fromkeys(open_facts(answer.because))))

    # Items and dates

    def item_rows(self, answer: ProvisionAnswer, item: ItemAnswer) -> list[tuple[str, str]]:
        """Return what an applying provision means for one pending item, as labels and values."""
        if item.applies is Truth.FALSE:
            why = self.listed(self.shortfalls(item.because))
            return [(self.say(both("不符合", "does not meet it")), why)]
        if item.applies is Truth.UNKNOWN:
            return [(self.say(VERDICTS[Verdict.UNDETERMINED]), self.missing(item.open_facts))]
        clock = self.limbs[answer.id].runs_from
        if clock is None:
            return [(self.kind(self.kinds[item.index]), "")]
        start = self.say(self.catalogue.kinds[self.kinds[item.index]].facts[clock].label)
        if item.deadline is None:
            return [
                (start, self.say(both("未填，无法推算日期", "not given, so no date is counted")))
            ]
        return [
            (start, self.say(day_words(item.deadline.runs_from))),
            *self._dates(answer, item.deadline),
        ]

    def _dates(self, answer: ProvisionAnswer, deadline: Deadline) -> Iterator[tuple[str, str]]:
        ordinary, shortened = both("通常最迟", "ordinary"), both("缩短后最迟", "shortened")
        if answer.force is Force.MAY:
            shortened = both("缩短后目标", "target")
        yield self.say(ordinary), self.say(day_words(deadline.standard))
        far = distance_words(deadline.shortened, self.report.on)
        yield self.say(shortened), self.say(_FAR, day=day_words(deadline.shortened), far=far)
        if deadline.last_office_day:
            words = office_words(deadline.last_office_day.shortened, deadline.shortened)
            yield self.say(both("实际提交", "file")), self.say(words)
        if deadline.provisional:
            yield self.say(both("注意", "note")), self.say(PROVISIONAL)

    # Caveats

    def caveat(self, caveat: Caveat) -> str:
        """Return a caveat with its source, marked where nobody has confirmed it."""
        text = self.say(caveat)
        if not caveat.confirmed:
            text = self.say(both("〔未经确认〕", "[unconfirmed] ")) + text
        if caveat.source is None:
            return text
        return text + self.say(both("（{source}）", " ({source})"), source=caveat.source)


_FAR = both("{day}  {far}", "{day}  {far}")
_REQUIRED: dict[Operator, Text] = {
    "is": both("为“{values}”", "be {values}"),
    "in": both("为以下之一：{values}", "be one of: {values}"),
    "has": both("包含“{values}”", "include {values}"),
    "at_least": both("为 {values} 或以上", "be {values} or more"),
    "at_most": both("为 {values} 或以下", "be {values} or less"),
}


def _comparisons(trace: Trace) -> Iterator[CompareTrace]:
    if isinstance(trace, CompareTrace):
        yield trace
    for part in trace.parts:
        yield from _comparisons(part)


def _false_comparisons(trace: Trace) -> Iterator[CompareTrace]:
    return (line for line in _comparisons(trace) if line.truth is Truth.FALSE)
