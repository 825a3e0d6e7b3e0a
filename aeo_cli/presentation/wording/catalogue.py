"""The words of a catalogue: labels of facts, questions, values, conditions, claims, sources.

Labels of facts, choices and kinds come from the catalogue itself; those of verdicts, routes and
forces from `labels`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from aeo_cli.assessment.report import EvidenceView
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.modality import Force
from aeo_cli.catalogue.model import Catalogue, Caveat, How, Provision
from aeo_cli.catalogue.references import CitedPlace
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.dates import day_words
from aeo_cli.presentation.wording.effects import EffectWords
from aeo_cli.presentation.wording.labels import NOTHING, REPORTED, UNKNOWN, Claimed, label
from aeo_cli.presentation.wording.language import Language
from aeo_cli.rules.comparison_keys import Operator
from aeo_cli.rules.conditions import Compare, Value
from aeo_cli.rules.fact_values import NO, YES
from aeo_cli.rules.facts import Fact, FactType, KnownBy
from aeo_cli.rules.names import item_index
from aeo_cli.rules.traces import CompareTrace


class CatalogueWords:
    """The words of a catalogue and of some pending items, in one language.

    A fact or kind that the catalogue does not define is called by its key: a difference also shows
    those of another catalogue.
    """

    def __init__(
        self, catalogue: Catalogue, lang: Lang, items: Sequence[Mapping[str, object]] = ()
    ) -> None:
        self.catalogue, self.language, self.items = catalogue, Language(lang), items
        self.kinds = [str(item["kind"]) for item in items]

    @cached_property
    def provisions(self) -> dict[str, Provision]:
        """The provisions of the catalogue by id."""
        return {provision.id: provision for _, provision in self.catalogue.provisions()}

    def with_items(self, items: Sequence[Mapping[str, object]]) -> "CatalogueWords":
        """Return the words of the same catalogue for other pending items."""
        return CatalogueWords(self.catalogue, self.language.lang, items)

    def with_new_item(self, kind: str | None) -> "CatalogueWords":
        """Return the words of the same catalogue for an item of a kind that is not pending yet."""
        return self.with_items([{"id": None, "kind": kind or "", "note": None}])

    # Facts and values

    def fact(self, name: str) -> Fact:
        """Return the fact of a full name, such as `business[0].accepted_on`."""
        try:
            return self.catalogue.fact(name, self.kinds)
        except (KeyError, IndexError):  # of another catalogue, or of a report edited by hand
            key = name.rpartition(".")[2]
            label = both(key, key)
            return Fact.model_construct(type=FactType.TEXT, label=label, question=label)

    def fact_label(self, name: str, *, with_item: bool = True) -> str:
        """Return the label of a fact, preceded by its pending item if it has one."""
        label = self.language.say(self.fact(name).label)
        return self.about_fact(name, label) if with_item else label

    def question(self, name: str, *, with_item: bool = True) -> str:
        """Return the question that asks for a fact, preceded by its pending item if it has one.

        It is marked if only customs can answer it.
        """
        fact = self.fact(name)
        question = self.language.say(fact.question)
        if name.startswith("readings.") or fact.known_by is KnownBy.CUSTOMS:
            question = self.language.say(_FOR_CUSTOMS) + question
        return self.about_fact(name, question) if with_item else question

    def fact_value(self, name: str, value: Value | None, *, with_item: bool = True) -> str:
        """Return a fact and its value, preceded by its pending item if it has one."""
        label = self.fact_label(name, with_item=False)
        phrase = self.language.labelled(label, self.value(self.fact(name), value))
        return self.about_fact(name, phrase) if with_item else phrase

    def about_fact(self, name: str, phrase: str) -> str:
        """Return a phrase about a fact, preceded by its pending item if it has one."""
        index = item_index(name)
        return phrase if index is None else self.about_item(index, phrase)

    def value(self, fact: Fact, value: Value | None) -> str:
        """Return a value of a fact in words; None is unknown."""
        say = self.language.say
        match value:
            case None:
                return say(UNKNOWN)
            case bool():
                return say(YES if value else NO)
            case tuple():
                members = self.language.listed(self.value(fact, member) for member in value)
                return members or say(NOTHING)
            case datetime():
                return say(day_words(value))
            case date():
                return value.isoformat()
            case str() if value in fact.choices:
                return say(fact.choices[value])
            case _:
                return visible(str(value))

    # Pending items

    def item_label(self, index: int) -> str:
        """Return the id of a pending item; without one, its kind and its place in the profile."""
        if self.items[index]["id"]:
            return self.item_name(index)
        kind = self.kind_label(self.kinds[index])
        return self.language.say(_ITEM_OF_KIND, kind=kind, place=self.item_name(index))

    def item_name(self, index: int) -> str:
        """Return what distinguishes a pending item from the others if its kind is beside it."""
        id_ = self.items[index]["id"]
        return visible(str(id_)) if id_ else self.language.say(_ITEM, n=index + 1)

    def about_item(self, index: int, phrase: str) -> str:
        """Return a phrase about a pending item, preceded by the item."""
        return self.language.say(_ABOUT_ITEM, item=self.item_label(index), words=phrase)

    def business(self, index: int) -> str:
        """Return the kind of a pending item, with its note if it has one."""
        note = self.items[index]["note"]
        kind = self.kind_label(self.kinds[index])
        return kind if note is None else f"{kind} · {visible(str(note))}"

    def kind_label(self, key: str) -> str:
        """Return the label of a kind of business."""
        kind = self.catalogue.kinds.get(key)
        return self.language.say(kind.label) if kind else visible(key)

    # Conditions

    def required(self, comparison: Compare) -> str:
        """Return what a comparison requires of its fact: `must be "yes"`."""
        fact, operand = self.fact(comparison.fact), comparison.operand
        operands = operand if comparison.operator == "in" else (operand,)
        values = self.language.listed(self.value(fact, value) for value in operands)
        return self.language.say(_REQUIRED[comparison.operator], values=values)

    def compared(self, comparison: CompareTrace) -> str:
        """Return the value that a comparison found, and the one it requires."""
        return self.language.say(
            _COMPARED,
            actual=self.fact_value(comparison.fact, comparison.actual, with_item=False),
            required=self.required(comparison),
        )

    def evidence(self, evidence: EvidenceView, on: date) -> str:
        """Return who verified a fact, when, and whether the evidence has expired on a day."""
        parts = {
            _SAID_BY: evidence.source,
            _VERIFIED_ON: evidence.verified_on,
            _EXPIRED_AFTER if evidence.has_ended(on) else _VALID_UNTIL: evidence.valid_until,
        }
        say = self.language.say
        return self.language.clauses(
            say(text, it=str(value)) for text, value in parts.items() if value
        )

    # Provisions

    def claim(self, how: How | None) -> list[LabelledRow]:
        """Return how a provision is claimed, and through which channel."""
        if how is None:
            return []
        say = self.language.say
        rows = [(say(both("办法", "how")), say(how.text))]
        if how.channel:
            rows.append((say(both("渠道", "where")), say(how.channel)))
        return rows

    def label(self, claimed: Claimed) -> str:
        """Return route and force of a provision, marked if nobody read its document."""
        return self.marked(claimed, label(claimed.route, claimed.force))

    def marked(self, claimed: Claimed, text: Text) -> str:
        """Return the label of a provision, marked if nobody read its document."""
        provision = self.provisions.get(claimed.id)
        if provision and not self.catalogue.documents[provision.citation.document].confirmed:
            text = REPORTED.fill(label=text)
        return self.language.say(text)

    def effect(self, effect: Effect | None, force: Force) -> str | None:
        """Return what an effect changes; None if there is none."""
        if effect is None:
            return None
        return self.language.say(EffectWords(self.catalogue).words(effect, force))

    def source(self, citation: CitedPlace) -> LabelledRow:
        """Return the place of a provision in its document: title, section, number, date."""
        say = self.language.say
        place = say(both("《{document}》", "{document}"), document=citation.document)
        issued_as = say(citation.document_number) if citation.document_number else ""
        if issued_as not in place:  # many titles have it
            place = self.language.with_remark(place, issued_as)
        if citation.section is not None:
            section = both("{place}{section}", "{place}, {section}")
            place = say(section, place=place, section=citation.section)
        if citation.number is not None:
            is_plain = citation.number[0].isdecimal()  # 12 or 12-1, but not 附件 2
            number = _NUMBERED if is_plain else _NAMED
            place = say(number, place=place, number=citation.number)
        if citation.date is not None:
            place = self.language.with_remark(place, citation.date.isoformat())
        return say(both("出处", "cited")), place

    def caveat(self, caveat: Caveat) -> str:
        """Return a caveat with its source, marked if nobody has confirmed it."""
        say = self.language.say
        phrase = say(caveat)
        if not caveat.confirmed:
            phrase = say(both("〔未经确认〕", "[unconfirmed] ")) + phrase
        return self.language.with_remark(phrase, say(caveat.source) if caveat.source else "")


_ITEM = both("第 {n} 项", "item {n}")
_ITEM_OF_KIND = both("{kind}（{place}）", "{kind}, {place}")
_ABOUT_ITEM = both("{item} {words}", "{item}: {words}")
_COMPARED = both("{actual}，{required}", "{actual}; {required}")
_NUMBERED = both("{place}第 {number} 条", "{place}, no. {number}")
_NAMED = both("{place}{number}", "{place}, {number}")
_FOR_CUSTOMS = both("〔须问海关〕", "[for customs] ")
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
