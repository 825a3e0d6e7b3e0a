"""What it would take for a provision to apply, in words."""

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
from aeo_cli.rules.conditions import comparisons
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.names import ITEM, item_index


class Advice(NamedTuple):
    """What it would take."""

    opening: str
    ways: tuple[LabelledRow, ...]
    """Each way with its mark; none, where the opening says why there is none."""


def advice(provision: Provision, situation: Situation, words: CatalogueWords) -> Iterator[Advice]:
    """Yield what it would take for a provision to apply at all, or to further pending items."""
    writer = _AdviceWriter(provision, situation, words)
    for item, reach in provision_outlooks(situation, provision):
        told = writer.advice(reach)
        if item is not None:
            told = told._replace(opening=words.of_item(item.position, told.opening))
        yield told


class _AdviceWriter:
    def __init__(self, provision: Provision, situation: Situation, words: CatalogueWords) -> None:
        self.provision, self.situation, self.words = provision, situation, words
        self.say = words.say
        standing = situation.standing(provision)
        self.several = len(standing.items) > 1
        """Whether it must be told to which of the pending items a way leads."""
        self.imagined = words.of([{"id": None, "kind": provision.kind, "note": None}])

    def advice(self, reach: Outlook) -> Advice:
        match reach:
            case Requirements():
                told = [
                    self.way(way, choice) for way in reach.alternatives for choice in way.choices
                ]
                return Advice(self.say(_IF if len(told) == 1 else _IF_ANY), self.marked(told))
            case Fixed():
                known, words = self.situation.known, self.words
                facts = (words.known(name, known.get(name)) for name in reach.facts)
                return Advice(self.say(_BARRED, facts=words.listed(facts)), ())
            case Impossible():
                return Advice(self.say(_IMPOSSIBLE), ())
            case TooMany():
                return Advice(self.say(_TOO_MANY), ())
            case _:
                assert_never(reach)

    def marked(self, told: list[str]) -> tuple[LabelledRow, ...]:
        """Return each way, marked with letters where there are several."""
        *others, last = told
        if not others:
            return ((_ALONE, last),)
        ways = [*(self.say(_OR, way=way) for way in others), last]
        return tuple((self.say(_MARK, mark=_mark(place)), way) for place, way in enumerate(ways))

    def way(self, way: Requirement, choice: tuple[Values, ...]) -> str:
        """Return the facts of a way; those of business yet to come up with that business."""
        steps = list(zip(way.facts, choice, strict=True))
        told = [self.step(*step) for step in steps if not step[0].startswith(_NEW)]
        if way.kind is not None:
            new = self.words.sentences(
                self.wanted(*step) for step in steps if step[0].startswith(_NEW)
            )
            business = self.say(_COMES_UP, kind=self.words.kind(way.kind))
            told.append(self.words.aside(business, new) if new else business)
        first, *others = told
        words = first + "".join(self.say(_AND, way=_spaced(one)) for one in others)
        if way.items and self.several:
            names = self.words.listed(map(self.words.item, way.items))
            return self.words.labelled(names, words)
        return words

    def step(self, name: str, values: Values) -> str:
        """Return a fact, what it would have to be, and what it is."""
        words, known = self.words, self.situation.known.get(name)
        if known is not None:
            note = self.say(_NOW, value=words.value(words.about(name), known))
        elif name in self.situation.expired:
            note = self.say(_EXPIRED)
        else:
            note = self.say(_FOR_CUSTOMS if name.startswith(_READING) else _NOT_KNOWN)
        return words.aside(self.wanted(name, values), note)

    def wanted(self, name: str, values: Values) -> str:
        """Return a fact and what it would have to be: any of some values, or within bounds."""
        words = self.imagined if name.startswith(_NEW) else self.words
        fact = words.about(name)
        told = words.either(words.value(fact, value) for value in values)
        if fact.type in {FactType.INTEGER, FactType.DATE}:
            told = words.sentences(self.bounds(name, values)) or told
        return words.labelled(words.fact(name) if words is self.words else words.label(name), told)

    def bounds(self, name: str, values: Values) -> Iterator[str]:
        """Yield what a number or a day is held against, for any other may do that meets it too."""
        definitions = self.words.catalogue.conditions
        named = name if item_index(name) is None else f"{_NEW}{name.rpartition('.')[2]}"
        for condition in (self.provision.entitled, self.provision.triggered):
            for line in comparisons(condition, definitions):
                if line.fact == named and line.holds(values[0]):
                    yield self.imagined.required(line)


def _spaced(words: str) -> str:
    """Return words with the space before them that Latin letters and digits have in Chinese."""
    return f" {words}" if words[:1].isascii() else words


def _mark(place: int) -> str:
    return ascii_lowercase[place] if place < len(ascii_lowercase) else str(place + 1)


_IF = both("满足下列条件时适用", "would apply if")
_IF_ANY = both("满足下列任一情形时适用", "would apply if")
_NEW, _READING = f"{ITEM}.", "readings."
_ALONE = "·"
_MARK = both("（{mark}）", "({mark})")
_OR = both("{way}；或者", "{way}, or")
_AND = both("；并且{way}", "; and{way}")
_NOW = both("现为：{value}", "now: {value}")
_EXPIRED = both("依据已过期，须重新核实", "the evidence has expired: have it verified anew")
_NOT_KNOWN = both("尚不清楚，须查明", "not known yet, to be found out")
_FOR_CUSTOMS = both("须由海关答复", "for customs to answer")
_COMES_UP = both("有“{kind}”业务待办", "such business is pending: {kind}")
_TOO_MANY = both(
    "条件所涉情形过多，无法逐一列出", "there are more possibilities than can be looked at"
)
_IMPOSSIBLE = both("任何情形下都不适用", "it can never apply")
_BARRED = both(
    "以下事项企业无法改变，因此改变其他任何事项都不能使其适用：{facts}",
    "nothing that can be changed would make it apply: it hangs on what nobody can change: {facts}",
)
WHAT_IT_TAKES: Text = both("怎样才能适用", "What it would take")
THEN: Text = both("届时：{label}", "then: {label}")
"""How it would be had then, and how firmly."""
