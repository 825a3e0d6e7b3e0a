"""A catalogue in words, one language at a time: what every text for people shares.

A format lays out; what is said is said here and in `answers`. Labels of facts, choices and kinds
come from the catalogue, those of verdicts, routes, forces and natures from `vocabulary`.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from typing import Self

from aeo_cli.assessment.report import EvidenceView
from aeo_cli.catalogue.model import Catalogue, Caveat, How
from aeo_cli.catalogue.references import CitedPlace
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.dates import day_words
from aeo_cli.presentation.wording.labels import NOTHING, UNKNOWN
from aeo_cli.rules.comparison_keys import Operator
from aeo_cli.rules.conditions import Compare, Value
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.names import item_index, item_name
from aeo_cli.rules.traces import CompareTrace
from aeo_cli.rules.values import NO, YES


class Language:
    """How things are said in one language, whatever they are about."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, text: Text, **values: "str | int | Text") -> str:
        """Return a text in the language, with its places filled, and nothing in it that acts."""
        return visible((text.fill(**values) if values else text)[self.lang])

    def listed(self, words: Iterable[str]) -> str:
        """Return a list in words."""
        return ("、" if self.lang is Lang.ZH else ", ").join(words)

    def either(self, words: Iterable[str]) -> str:
        """Return a list of which any will do."""
        some = list(words)
        if len(some) == 1:
            return some[0]
        return self.say(both("{some}之一", "one of {some}"), some=self.listed(some))

    def sentences(self, words: Iterable[str]) -> str:
        """Return things said one after the other."""
        return self.say(both("；", "; ")).join(words)

    def labelled(self, label: str, words: str) -> str:
        """Return words with what they are about before them."""
        return self.say(both("{label}：{words}", "{label}: {words}"), label=label, words=words)

    def aside(self, words: str, more: str) -> str:
        """Return words with something about them in brackets."""
        return self.say(both("{words}（{more}）", "{words} ({more})"), words=words, more=more)

    def counted(self, text: Text, count: int) -> str:
        """Return a heading with the number of what stands under it."""
        return self.aside(self.say(text), str(count))

    def headed(self, text: Text, count: int) -> str:
        """Return a heading with how many provisions stand under it."""
        told = self.say(text)
        number = both("{n} 个条款", "{n} provision" if count == 1 else "{n} provisions")
        return self.aside(told[:1].upper() + told[1:], self.say(number, n=count))


class CatalogueWords(Language):
    """The words for a catalogue and some pending items, in one language."""

    def __init__(
        self, catalogue: Catalogue, lang: Lang, items: Sequence[Mapping[str, object]] = ()
    ) -> None:
        super().__init__(lang)
        self.catalogue, self.items = catalogue, items
        self.kinds = [str(item["kind"]) for item in items]
        self.provisions = {provision.id: provision for _, provision in catalogue.provisions()}

    def of(self, items: Sequence[Mapping[str, object]]) -> Self:
        """Return the same words for other pending items."""
        other = copy(self)
        other.items, other.kinds = items, [str(item["kind"]) for item in items]
        return other

    # Facts and values

    def about(self, name: str) -> Fact:
        """Return the fact of a full name."""
        return self.catalogue.fact(name, self.kinds)

    def label(self, name: str) -> str:
        """Return the label of a fact by its full name."""
        return self.say(self.about(name).label)

    def fact(self, name: str) -> str:
        """Return the label of a fact by its full name, an item's with the item before it."""
        return self.named(name, self.label(name))

    def question(self, name: str) -> str:
        """Return the question that asks for a fact."""
        return self.say(self.about(name).question)

    def item_question(self, name: str) -> str:
        """Return the question that asks for a fact, an item's with the item before it."""
        return self.named(name, self.question(name))

    def named(self, name: str, words: str) -> str:
        """Return words about a fact by its full name, an item's with the item before them."""
        index = item_index(name)
        return words if index is None else self.of_item(index, words)

    def of_item(self, index: int, words: str) -> str:
        """Return words about a pending item, with the item before them."""
        named = both("{item} {words}", "{item}: {words}")
        return self.say(named, item=self.item(index), words=words)

    def item(self, index: int) -> str:
        """Return how a pending item is called: its id, or its place."""
        named = self.items[index]["id"]
        return visible(str(named)) if named else item_name(index)

    def business(self, index: int) -> str:
        """Return what a pending item is: its kind, and its note if it has one."""
        note = self.items[index]["note"]
        kind = self.kind(self.kinds[index])
        if note is None:
            return kind
        return self.say(both("{kind} · {note}", "{kind} · {note}"), kind=kind, note=str(note))

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
                members = self.listed(self.value(fact, member) for member in value)
                return members or self.say(NOTHING)
            case datetime():
                return self.say(day_words(value))
            case date():
                return value.isoformat()
            case str() if value in fact.choices:
                return self.say(fact.choices[value])
            case _:
                return visible(str(value))

    # Conditions

    def actual(self, name: str, value: Value | None) -> str:
        """Return a fact and its value."""
        fact = self.about(name)
        return self.labelled(self.label(name), self.value(fact, value))

    def known(self, name: str, value: Value | None) -> str:
        """Return a fact and its value, an item's with the item before it."""
        return self.named(name, self.actual(name, value))

    def required(self, line: Compare) -> str:
        """Return what a comparison wants of its fact."""
        fact = self.about(line.fact)
        operand = line.operand if line.operator == "in" else (line.operand,)
        values = self.listed(self.value(fact, value) for value in operand)
        return self.say(_REQUIRED[line.operator], values=values)

    def met(self, line: CompareTrace) -> str:
        """Return what a comparison met, and what it wants."""
        actual, required = self.actual(line.fact, line.actual), self.required(line)
        words = both("{actual}，{required}", "{actual}; {required}")
        return self.say(words, actual=actual, required=required)

    def evidence(self, evidence: EvidenceView, on: date) -> str:
        """Return who said so and when, and how long it may be relied on, as seen on a day."""
        told = {
            _SAID_BY: evidence.source,
            _VERIFIED_ON: evidence.verified_on,
            _EXPIRED_AFTER if evidence.has_ended(on) else _VALID_UNTIL: evidence.valid_until,
        }
        return self.sentences(self.say(words, it=str(it)) for words, it in told.items() if it)

    # Provisions

    def claim(self, how: How | None) -> list[LabelledRow]:
        """Return how a provision is claimed, and where."""
        if how is None:
            return []
        rows = [(self.say(both("办法", "how")), self.say(how.text))]
        if how.channel:
            rows.append((self.say(both("渠道", "where")), self.say(how.channel)))
        return rows

    def source(self, citation: CitedPlace) -> LabelledRow:
        """Return where a provision stands."""
        place = self.say(both("《{document}》", "{document}"), document=citation.document)
        if citation.section is not None:
            joined = both("{place}{section}", "{place}, {section}")
            place = self.say(joined, place=place, section=citation.section)
        if citation.number is not None:
            joined = both("{place}第 {number} 条", "{place}, no. {number}")
            place = self.say(joined, place=place, number=citation.number)
        if citation.date is not None:
            place = self.aside(place, citation.date.isoformat())
        return self.say(both("出处", "cited")), place

    def caveat(self, caveat: Caveat) -> str:
        """Return a caveat with its source, marked where nobody has confirmed it."""
        text = self.say(caveat)
        if not caveat.confirmed:
            text = self.say(both("〔未经确认〕", "[unconfirmed] ")) + text
        return text if caveat.source is None else self.aside(text, self.say(caveat.source))


_SAID_BY = both("{it}", "{it}")
_VERIFIED_ON = both("{it} 核实", "verified on {it}")
_VALID_UNTIL = both("有效期至 {it}", "valid until {it}")
_EXPIRED_AFTER = both("有效期至 {it}，已过期", "valid until {it}, expired")
_REQUIRED: dict[Operator, Text] = {
    "is": both("须为“{values}”", "must be {values}"),
    "in": both("须为以下之一：{values}", "must be one of: {values}"),
    "has": both("须包含“{values}”", "must include {values}"),
    "at_least": both("须不小于 {values}", "must be {values} or more"),
    "at_most": both("须不大于 {values}", "must be {values} or less"),
}
