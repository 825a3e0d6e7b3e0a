"""What it would take for a provision to apply, in words."""

from collections.abc import Iterator
from string import ascii_lowercase
from typing import NamedTuple

from aeo_cli.catalogue import Provision
from aeo_cli.conditions import ITEM, Value, comparisons, item_index
from aeo_cli.facts import FactType
from aeo_cli.page import Row
from aeo_cli.situation import Situation
from aeo_cli.text import Text, both
from aeo_cli.ways import Reach, Values, Way, reaches
from aeo_cli.wording import Words


class Advice(NamedTuple):
    """What it would take."""

    opening: str
    """Empty, where there is no way."""
    ways: tuple[Row, ...]
    """Each way with its mark; or why there is none."""


def advice(provision: Provision, situation: Situation, words: Words) -> Iterator[Advice]:
    """Yield what it would take for a provision to apply at all, or to further pending items."""
    writer = _Writer(provision, situation, words)
    for item, reach in reaches(situation, provision):
        if not reach.ways:
            yield Advice("", ((_ALONE, writer.no_way(reach)),))
            continue
        ways = writer.ways(reach.ways)
        opening = _IF if len(ways) == 1 else _IF_ANY
        if item is None:
            yield Advice(words.say(opening), ways)
        else:
            yield Advice(words.say(_TO_ITEM, item=words.item(item.position), opening=opening), ways)


class _Writer:
    def __init__(self, provision: Provision, situation: Situation, words: Words) -> None:
        self.provision, self.situation, self.words = provision, situation, words
        self.say = words.say
        item = {"id": None, "kind": provision.kind, "note": None}
        self.imagined = Words(words.catalogue, words.lang, [item])

    def no_way(self, reach: Reach) -> str:
        if not reach.is_told:
            return self.say(_TOO_MANY)
        words, known = self.words, self.situation.known
        facts = (words.known(name, known.get(name)) for name in reach.blocked_by)
        return self.say(_BLOCKED, facts=words.listed(facts))

    def ways(self, ways: tuple[Way, ...]) -> tuple[Row, ...]:
        """Return each way and choice, marked with letters where there are several."""
        *others, last = (self.way(way, choice) for way in ways for choice in way.choices)
        if not others:
            return ((_ALONE, last),)
        told = [*(self.say(_OR, way=way) for way in others), last]
        return tuple((self.say(_MARK, mark=_mark(place)), way) for place, way in enumerate(told))

    def way(self, way: Way, choice: tuple[Values, ...]) -> str:
        """Return the facts of a way; those of business yet to come up after that business."""
        steps = [*zip(way.facts, choice, strict=True)]
        told = [self.step(*step) for step in steps if not step[0].startswith(_NEW)]
        if way.kind is not None:
            told.append(self.say(_COMES_UP, kind=self.words.kind(way.kind)))
        told += [self.step(*step) for step in steps if step[0].startswith(_NEW)]
        return self.say(_AND).join(told)

    def step(self, name: str, values: Values) -> str:
        """Return a fact, the values that it would have to have, and the one that it has."""
        is_new = name.startswith(_NEW)
        words = self.imagined if is_new else self.words
        fact = words.about(name)
        wanted = self.say(_EITHER).join(words.value(fact, value) for value in values)
        notes = [] if is_new else [self.say(_NOW, value=self.now(name))]
        if fact.type in {FactType.INTEGER, FactType.DATE}:
            notes = [*self.bounds(name, values[0]), *notes]
        told = words.labelled(words.fact(name), wanted)
        return words.aside(told, "; ".join(notes)) if notes else told

    def now(self, name: str) -> str:
        return self.words.value(self.words.about(name), self.situation.known.get(name))

    def bounds(self, name: str, value: Value) -> Iterator[str]:
        """Yield what a number or a day is held against, for any other may do that meets it too."""
        definitions = self.words.catalogue.conditions
        key = name.rpartition(".")[2]
        named = name if item_index(name) is None else f"{_NEW}{key}"
        for condition in (self.provision.entitled, self.provision.triggered):
            for line in comparisons(condition, definitions):
                if line.fact == named and line.holds(value):
                    yield self.imagined.required(line)


def _mark(place: int) -> str:
    return ascii_lowercase[place] if place < len(ascii_lowercase) else str(place + 1)


_IF = both("满足下列条件即适用", "would apply if")
_IF_ANY = both("满足下列任一情形即适用", "would apply if")
_TO_ITEM = both("{item}：{opening}", "{item}: {opening}")
_NEW = f"{ITEM}."
_ALONE = "·"
_MARK = both("（{mark}）", "({mark})")
_OR = both("{way}；或者", "{way}, or")
_AND = both("，并且", " and ")
_EITHER = both("或", " or ")
_NOW = both("现为：{value}", "now: {value}")
_COMES_UP = both("有此类业务：{kind}", "such business comes up: {kind}")
_TOO_MANY = both(
    "条件所涉情形过多，无法逐一列出", "there are more possibilities than can be looked at"
)
_BLOCKED = both(
    "无论改变什么都不适用，因为取决于无法改变的事项：{facts}",
    "nothing that can be changed would make it apply: it hangs on what nobody can change: {facts}",
)
WHAT_IT_TAKES: Text = both("怎样才能适用", "What it would take")
