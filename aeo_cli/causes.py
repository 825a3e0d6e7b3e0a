"""Why an answer is not what it was: which of the differences brought it about.

The conditions that two reports tell can be put to any facts: what would the answer have been, had
only these things changed? A difference is a cause if it stands in a smallest set of differences
that alone would have changed the answer as it did. So each of two facts is a cause where both were
needed, and where either would have done. Where a report does not say what follows from its own
facts and conditions, the tool has changed, or the report has.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from aeo_cli.calendars import Calendar
from aeo_cli.conditions import Condition, comparisons, item_name
from aeo_cli.deadlines import deadline
from aeo_cli.difference import AlterationCause, Cause, Part, ToolCause
from aeo_cli.kleene import Truth, conjunction, disjunction
from aeo_cli.report import Deadline, Plain, Verdict, verdict_of
from aeo_cli.smallest import smallest
from aeo_cli.told import Told
from aeo_cli.traces import AnyTrace, Scope, Trace, all_of, evaluate, open_facts
from aeo_cli.variations import Variations, key_of, kind_of

T = TypeVar("T")
Some = frozenset[str]
"""Those differences, by their keys, that are supposed to have happened."""
MOST_SEARCHED = 12
"""Of how many differences all sets are looked at; where there are more, all are named."""
_CALLED_FOR = "called for"
"""That the items of a kind call for a provision as they do now; why, their own causes tell."""
_NOTHING_PENDING = AnyTrace.model_construct(truth=Truth.FALSE, any=())


class Causes:
    """The causes of what differs between two reports; of a provision that both catalogues have.

    Args:
        variations: what differs in what the two were made from.
        calendar: by which dates are counted.
        clocks: by provision, the item's fact from which its limit runs.
    """

    def __init__(
        self, variations: Variations, calendar: Calendar, clocks: Mapping[str, str | None]
    ) -> None:
        self.variations, self.calendar, self.clocks = variations, calendar, clocks
        self.before, self.after = variations.before, variations.after
        self.sides = (self.before, self.after)

    # What changed

    def entitled(self, limb: str) -> tuple[Cause, ...]:
        """Return why the entitlement is not what it was."""
        told = [side.limbs[limb].entitled for side in self.sides]
        keys = self._of_enterprise(limb)
        return self._named(
            *self._because(keys, lambda some: self._entitled(limb, some).truth, told)
        )

    def verdict(self, limb: str) -> tuple[Cause, ...]:
        """Return why the verdict is not what it was."""
        told = [side.limbs[limb].verdict for side in self.sides]
        calls = [side.called_for(limb) for side in self.sides]
        if any(side.stands(limb) for side in self.sides):
            calls = [Truth.TRUE, Truth.TRUE]

        def outcome(some: Some) -> Verdict:
            entitled = self._entitled(limb, some).truth
            return verdict_of(entitled, conjunction((entitled, calls[_CALLED_FOR in some])))

        called = [_CALLED_FOR] if calls[0] is not calls[1] else []
        keys, odd = self._because([*self._of_enterprise(limb), *called], outcome, told)
        if _CALLED_FOR in keys:
            keys += self._called_for(limb, calls)
        return self._named(keys, odd)

    def applies(self, limb: str, item: int) -> tuple[Cause, ...]:
        """Return why it is not the same any more whether the provision applies to an item."""
        found = [side.items[limb].get(item) for side in self.sides]
        told = [one.applies if one else Truth.FALSE for one in found]
        keys = [*self._of_enterprise(limb), *self._of_item(limb, item)]
        return self._named(
            *self._because(keys, lambda some: self._applies(limb, item, some).truth, told)
        )

    def deadline(self, limb: str, item: int) -> tuple[Cause, ...]:
        """Return why the dates of a limit are not what they were."""
        found = [side.items[limb].get(item) for side in self.sides]
        told = [one.deadline if one else None for one in found]
        clock, effect = f"{item_name(item)}.{self.clocks.get(limb)}", key_of(limb, Part.EFFECT)
        keys = [*self._of_enterprise(limb), *self._of_item(limb, item)]
        keys += [key for key in (clock, effect) if key in self.variations.by_key]

        def outcome(some: Some) -> Deadline | None:
            if self._applies(limb, item, some).truth is not Truth.TRUE:
                return None
            start = self._of_listed(limb, item, some)(clock)
            runs_from = _moment(start) if isinstance(start, str) else None
            return deadline(self._side(effect, some).limbs[limb].effect, runs_from, self.calendar)

        is_provisional = any(one is not None and one.provisional for one in told)
        return self._named(*self._because(keys, outcome, told), calendar=is_provisional)

    def open(self, fact: str) -> tuple[Cause, ...]:
        """Return why a fact can change an answer now and could not before, or the other way."""
        found: dict[str, None] = {}
        sides_at_odds: list[int] = []
        for limb in self.variations.shared:
            items = dict.fromkeys(item for side in self.sides for item in side.items[limb])
            for item in (*items, *([] if items else [None])):
                keys, odd = self._opened(limb, item, fact)
                found |= dict.fromkeys(keys)
                sides_at_odds += odd
        return self._named(list(found), sides_at_odds)

    def _opened(self, limb: str, item: int | None, fact: str) -> tuple[list[str], list[int]]:
        """Return why a fact can, or cannot any more, change one answer of a provision."""
        told = [fact in side.open_facts(limb, item) for side in self.sides]
        keys = self._of_enterprise(limb)
        if item is not None:
            keys += self._of_item(limb, item)
        stands = any(side.stands(limb) for side in self.sides)

        def outcome(some: Some) -> bool:
            if item is not None:
                return fact in open_facts(self._applies(limb, item, some))
            return stands and fact in open_facts(self._entitled(limb, some))

        return self._because(keys, outcome, told)

    # Why

    def _because(
        self, keys: list[str], outcome: Callable[[Some], T], told: list[T]
    ) -> tuple[list[str], list[int]]:
        """Return the differences that brought an answer about, and the sides at odds with it.

        Args:
            keys: the differences that can have.
            outcome: what the answer would be, had only some of them happened.
            told: the answer before and after. A side is at odds if it does not say what follows.
        """
        if told[0] == told[1]:
            return [], []
        computed = [outcome(frozenset()), outcome(frozenset(keys))]
        odd = [side for side in (0, 1) if computed[side] != told[side]]
        if computed[0] == computed[1]:
            return [], odd
        if len(keys) > MOST_SEARCHED:
            return keys, odd
        sets = smallest(keys, lambda some: outcome(some) == computed[1])
        return list(dict.fromkeys(key for some in sets for key in some)), odd

    def _called_for(self, limb: str, told: list[Truth]) -> list[str]:
        """Return why items of its kind call for a provision as they did not before."""
        listed = dict.fromkeys(item for side in self.sides for item in side.items[limb])
        truths = {item: [side.triggered_by(limb, item) for side in self.sides] for item in listed}
        turned = {item_name(item): item for item, (old, new) in truths.items() if old is not new}

        def outcome(some: Some) -> Truth:
            return disjunction(pair[item_name(item) in some] for item, pair in truths.items())

        keys: list[str] = []
        for name in self._because(list(turned), outcome, told)[0]:

            def triggered(some: Some, item: int = turned[name]) -> Truth:
                return self._triggered(limb, item, some).truth

            item = turned[name]
            keys += self._because(self._of_item(limb, item), triggered, truths[item])[0]
        return keys

    def _named(
        self, keys: Iterable[str], odd: Iterable[int], *, calendar: bool = False
    ) -> tuple[Cause, ...]:
        """Return causes by their keys, and what is behind it where a side is at odds."""
        by_key = self.variations.by_key
        found = [by_key[key] for key in dict.fromkeys(keys) if key in by_key]
        tools = [side.report.tool for side in self.sides]
        if not (sides := sorted(set(odd))):
            return tuple(found)
        if tools[0] != tools[1] or calendar:
            same = tools[0] == tools[1]
            return (*found, ToolCause(calendar=same, before=tools[0], after=tools[1]))
        return (*found, *(AlterationCause(side=("before", "after")[side]) for side in sides))

    # The differences that an answer can hang on

    def _of_enterprise(self, limb: str) -> list[str]:
        conditions = [side.entitled(limb) for side in self.sides]
        return self._among((*_facts(conditions), key_of(limb, Part.ENTITLED)))

    def _of_item(self, limb: str, item: int) -> list[str]:
        if any(item not in side.items[limb] for side in self.sides):
            kinds = [side.kinds.get(item) for side in self.sides]
            key = item_name(item) if None in kinds else kind_of(item)
            return self._among((key, key_of(limb, Part.BUSINESS)))
        conditions = [side.triggered(limb) for side in self.sides]
        facts = (f"{item_name(item)}.{name.rpartition('.')[2]}" for name in _facts(conditions))
        return self._among((*facts, key_of(limb, Part.TRIGGERED)))

    def _among(self, keys: Iterable[str]) -> list[str]:
        return [key for key in dict.fromkeys(keys) if key in self.variations.by_key]

    # What would have been, had only some of them happened

    def _side(self, key: str, some: Some) -> Told:
        return self.after if key in some else self.before

    def _entitled(self, limb: str, some: Some) -> Trace:
        condition = self._side(key_of(limb, Part.ENTITLED), some).entitled(limb)
        return evaluate(condition, self._scope(condition, self._value(some)))

    def _applies(self, limb: str, item: int, some: Some) -> Trace:
        return all_of((self._entitled(limb, some), self._triggered(limb, item, some)))

    def _triggered(self, limb: str, item: int, some: Some) -> Trace:
        listed = [item in side.items[limb] for side in self.sides]
        happened = bool(some & set(self._of_item(limb, item))) if listed[0] != listed[1] else False
        if not listed[happened]:
            return _NOTHING_PENDING
        told = self._side(key_of(limb, Part.TRIGGERED), some)
        condition = told.triggered(limb) or self.sides[listed[1]].triggered(limb)
        if condition is None:
            return _NOTHING_PENDING
        scope = self._scope(condition, self._of_listed(limb, item, some), item_name(item))
        return evaluate(condition, scope)

    def _value(self, some: Some) -> Callable[[str], Plain | None]:
        return lambda name: self._side(name, some).facts.get(name)

    def _of_listed(self, limb: str, item: int, some: Some) -> Callable[[str], Plain | None]:
        """Return the facts of an item: where one side alone lists it, as that side tells them."""
        listed = [side for side in self.sides if item in side.items[limb]]
        return listed[0].facts.get if len(listed) == 1 else self._value(some)

    def _scope(
        self, condition: Condition, value: Callable[[str], Plain | None], item: str = "item"
    ) -> Scope:
        scope = Scope.of({}, {})._replace(item=item)
        names = [scope.name(name) for name in _facts([condition])]
        values = {name: found for name in names if (found := value(name)) is not None}
        return scope._replace(values=values)


def _facts(conditions: Iterable[Condition | None]) -> list[str]:
    return [line.fact for one in conditions if one for line in comparisons(one, {})]


def _moment(text: str) -> datetime | date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
