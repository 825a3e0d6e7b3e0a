"""What would have to change for a provision to apply, in words."""

from collections.abc import Iterator
from string import ascii_lowercase
from typing import NamedTuple, assert_never

from aeo_cli.assessment.outlook import (
    Fixed,
    Impossible,
    Outlook,
    Requirement,
    Requirements,
    TooMany,
    Values,
)
from aeo_cli.assessment.provision_requirements import provision_outlooks
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.model import Provision
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.language import spaced
from aeo_cli.rules.conditions import comparisons
from aeo_cli.rules.facts import FactType, KnownBy
from aeo_cli.rules.names import ITEM, condition_name, item_index


class Advice(NamedTuple):
    """What would have to change."""

    opening: str
    options: tuple[LabelledRow, ...]
    """Each option with its mark, if there are several; empty if the opening says why not."""


def advice(provision: Provision, situation: Situation, words: CatalogueWords) -> Iterator[Advice]:
    """Yield what it would take for a provision to apply at all, or to further pending items."""
    for item, outlook in provision_outlooks(situation, provision):
        subject = None if item is None else item.position
        paragraph = _AdviceWriter(provision, situation, words, subject).advice(outlook)
        if subject is not None:
            opening = words.about_item(subject, paragraph.opening)
            paragraph = paragraph._replace(opening=opening)
        yield paragraph


class _AdviceWriter:
    def __init__(
        self,
        provision: Provision,
        situation: Situation,
        words: CatalogueWords,
        subject: int | None,
    ) -> None:
        self.subject = subject
        """The index of the pending item that the paragraph is about and begins with, if any."""
        self.provision, self.situation, self.words = provision, situation, words
        self.language, self.say = words.language, words.language.say
        self.has_several_items = len(situation.status(provision).items) > 1
        """Whether an option must name the pending items for which it holds."""
        self.new_item_words = words.with_new_item(provision.kind)
        """For an item that is not pending yet."""

    def advice(self, outlook: Outlook) -> Advice:
        match outlook:
            case Requirements():
                options = [
                    self.option(requirement, choice)
                    for requirement in outlook.alternatives
                    for choice in requirement.choices
                ]
                return Advice(self.say(_IF), self.marked(options))
            case Fixed():
                known = self.situation.known
                facts = (
                    self.words.fact_value(name, known.get(name), with_item=self.needs_item(name))
                    for name in outlook.facts
                )
                return Advice(self.say(_FIXED, facts=self.language.listed(facts)), ())
            case Impossible():
                return Advice(self.say(_IMPOSSIBLE), ())
            case TooMany():
                return Advice(self.say(_TOO_MANY), ())
            case _:
                assert_never(outlook)

    def marked(self, options: list[str]) -> tuple[LabelledRow, ...]:
        """Return each option, marked with letters if there are several."""
        *others, last = options
        if not others:
            return (("", last),)
        phrases = [*(self.say(_OR, way=option) for option in others), last]
        return tuple(
            (self.say(_MARK, mark=_mark(index)), phrase) for index, phrase in enumerate(phrases)
        )

    def option(self, requirement: Requirement, choice: tuple[Values, ...]) -> str:
        """Return the facts of an option; those of an item not pending yet follow its business."""
        steps = list(zip(requirement.facts, choice, strict=True))
        phrases = [self.step(*step) for step in steps if not step[0].startswith(_NEW_ITEM)]
        if requirement.kind is not None:
            facts = self.language.clauses(
                self.wanted(*step) for step in steps if step[0].startswith(_NEW_ITEM)
            )
            business = self.say(_PENDING, kind=self.words.kind_label(requirement.kind))
            phrases.append(self.language.with_remark(business, facts))
        first, *others = phrases
        option = first + "".join(self.say(_AND, way=spaced(phrase)) for phrase in others)
        # An item's own fact names its item; facts of the enterprise may do for some items only.
        names_item = any(item_index(name) is not None for name in requirement.facts)
        if requirement.items and self.has_several_items and not names_item:
            items = self.language.listed(map(self.words.item_label, requirement.items))
            return self.say(_FOR_ITEMS, way=option, items=items)
        return option

    def needs_item(self, name: str) -> bool:
        """Return whether the item of a fact, if it has one, still has to be named."""
        return item_index(name) != self.subject

    def step(self, name: str, values: Values) -> str:
        """Return a fact with the values it would need, and its present value."""
        value = self.situation.known.get(name)
        if value is not None:
            note = self.say(_NOW, value=self.words.value(self.words.fact(name), value))
        elif name in self.situation.expired:
            note = self.say(_EXPIRED)
        else:
            known_by = self.words.catalogue.known_by(name, self.words.kinds)
            note = self.say(_FOR_CUSTOMS if known_by is KnownBy.CUSTOMS else _NOT_KNOWN)
        return self.language.with_remark(self.wanted(name, values), note)

    def wanted(self, name: str, values: Values) -> str:
        """Return a fact with the values it would need: one of several, or within bounds."""
        is_new = name.startswith(_NEW_ITEM)
        words = self.new_item_words if is_new else self.words
        fact = words.fact(name)
        phrase = self.language.either(words.value(fact, value) for value in values)
        if fact.type in {FactType.INTEGER, FactType.DATE}:
            phrase = self.language.clauses(self.bounds(name, values)) or phrase
        label = words.fact_label(name, with_item=self.needs_item(name))
        return self.language.labelled(label, phrase)

    def bounds(self, name: str, values: Values) -> Iterator[str]:
        """Yield the bounds of a number or a date, since other values within them do as well."""
        definitions = self.words.catalogue.conditions
        # Conditions name the facts of any item alike: business[0].days is item.days there.
        name_in_condition = condition_name(name)
        for condition in (self.provision.entitled, self.provision.triggered):
            for comparison in comparisons(condition, definitions):
                if comparison.fact == name_in_condition and comparison.holds(values[0]):
                    yield self.new_item_words.required(comparison)


def _mark(index: int) -> str:
    return ascii_lowercase[index] if index < len(ascii_lowercase) else str(index + 1)


_IF = both("满足下列条件时适用", "would apply if")
_NEW_ITEM = f"{ITEM}."
_MARK = both("（{mark}）", "({mark})")
_OR = both("{way}；或者", "{way}, or")
_AND = both("；并且{way}", "; and{way}")
_FOR_ITEMS = both("{way}；届时适用于 {items}", "{way}; it then applies to {items}")
_NOW = both("现为：{value}", "now: {value}")
_EXPIRED = both("依据已过期，须重新核实", "the evidence has expired; renew it")
_NOT_KNOWN = both("尚不清楚，须查明", "not known yet")
_FOR_CUSTOMS = both("须由海关答复", "for customs to answer")
_PENDING = both("有待办业务“{kind}”", "you have this business pending: {kind}")
_TOO_MANY = both("条件所涉情形过多，无法逐一列出", "there are too many possibilities to list")
_IMPOSSIBLE = both("任何情形下都不适用", "it can never apply")
_FIXED = both(
    "无论改变哪些情况都不会适用，因为取决于企业无法改变的情况：{facts}",
    "no change would make it apply, because it depends on facts that cannot be changed: {facts}",
)
WHAT_IT_TAKES: Text = both("怎样才能适用", "What it would take")
THEN: Text = both("届时：{label}", "then: {label}")
"""Its route and force if it applied."""
