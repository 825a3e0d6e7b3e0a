"""Which of the differences between two reports brought a change of an answer about.

A difference is a cause if it stands in a minimal set of differences that alone would have changed
the answer as it did. So each of two facts is a cause where both were needed, and where either would
have done. Where a report does not say what follows from its own facts and conditions, something
else is behind it: the tool, the calendar, or somebody who altered the report.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from aeo_cli.assessment.report import Deadline, Verdict, verdict_of
from aeo_cli.comparison.causes import Cause, InconsistencyCause, Part, ToolCause
from aeo_cli.comparison.counterfactuals import Applied, Counterfactuals
from aeo_cli.comparison.input_changes import key_of
from aeo_cli.rules.evaluation import open_facts
from aeo_cli.rules.kleene import Truth, conjunction, disjunction
from aeo_cli.rules.minimal_sets import minimal_sets

T = TypeVar("T")
MOST_SEARCHED = 12
"""Of how many differences all sets are looked at; where there are more, all are named."""


class Found(NamedTuple):
    """What is behind a change of an answer."""

    keys: list[str]
    """The differences that brought it about."""
    odd: list[int]
    """The sides, 0 or 1, that do not say what follows from their own facts."""


class Attribution:
    """The causes of what differs between two reports; of a provision that both catalogues have.

    Args:
        supposed: what each answer would be, had only some of the differences happened.
        unaltered: of each side, whether it says what follows from its profile; None: nobody knows.
    """

    def __init__(self, supposed: Counterfactuals, unaltered: Sequence[bool | None]) -> None:
        self.supposed, self.unaltered, self.sides = supposed, unaltered, supposed.sides

    def entitled(self, provision: str) -> tuple[Cause, ...]:
        """Return why the entitlement is not what it was."""
        told = [side.provisions[provision].entitled for side in self.sides]
        keys = self.supposed.of_enterprise(provision)
        return self._causes(
            _because(keys, lambda some: self.supposed.entitled(provision, some).truth, told)
        )

    def verdict(self, provision: str) -> tuple[Cause, ...]:
        """Return why the verdict is not what it was."""
        supposed, told = self.supposed, [side.provisions[provision].verdict for side in self.sides]
        items = dict.fromkeys(item for side in self.sides for item in side.items[provision])
        of_items = {item: supposed.of_item(provision, item) for item in items}
        turning = [item for item, keys in of_items.items() if keys]
        steady = [
            self.sides[0].triggered_by(provision, item)
            for item, keys in of_items.items()
            if not keys
        ]

        def outcome(happened: Applied) -> Verdict:
            entitled = supposed.entitled(provision, happened).truth
            if supposed.stands(provision, happened):
                return verdict_of(entitled, entitled)
            turned = (supposed.triggered(provision, item, happened).truth for item in turning)
            return verdict_of(entitled, conjunction((entitled, disjunction((*steady, *turned)))))

        own = (*supposed.of_enterprise(provision), *supposed.of_standing(provision))
        keys = (*own, *chain(*of_items.values()))
        return self._causes(_because(list(dict.fromkeys(keys)), outcome, told))

    def applies(self, provision: str, item: int) -> tuple[Cause, ...]:
        """Return why it is not the same any more whether the provision applies to an item."""
        answers = [side.items[provision].get(item) for side in self.sides]
        told = [one.applies if one else Truth.FALSE for one in answers]
        keys = self._of_answer(provision, item)
        return self._causes(
            _because(keys, lambda some: self.supposed.applies(provision, item, some).truth, told)
        )

    def deadline(self, provision: str, item: int) -> tuple[Cause, ...]:
        """Return why the dates of a limit are not what they were."""
        answers = [side.items[provision].get(item) for side in self.sides]
        told = [one.deadline if one else None for one in answers]
        keys = [*self._of_answer(provision, item), *self.supposed.of_limit(provision, item)]
        found = _because(keys, lambda some: self.supposed.deadline(provision, item, some), told)
        return self._causes(found, told)

    def open(self, fact: str) -> tuple[Cause, ...]:
        """Return why a fact can change an answer now and could not before, or the other way."""
        variations, found = self.supposed.variations, Found([], [])
        before, after = (side.open_in.get(fact, {}) for side in self.sides)
        for provision, item in {**before, **after}:
            if ((provision, item) in before) == ((provision, item) in after):
                continue
            if provision not in variations.shared:
                found.keys.append(key_of(provision, Part.ITSELF))
                continue
            keys, odd = self._opened(provision, item, fact)
            found.keys.extend(keys)
            found.odd.extend(odd)
        return self._causes(found)

    def _opened(self, provision: str, item: int | None, fact: str) -> Found:
        """Return why a fact can, or cannot any more, change one answer of a provision."""
        supposed = self.supposed
        told = [(provision, item) in side.open_in.get(fact, {}) for side in self.sides]

        def outcome(happened: Applied) -> bool:
            if item is not None:
                return fact in open_facts(supposed.applies(provision, item, happened))
            stands = supposed.stands(provision, happened)
            return stands and fact in open_facts(supposed.entitled(provision, happened))

        if item is not None:
            return _because(self._of_answer(provision, item), outcome, told)
        keys = [*supposed.of_enterprise(provision), *supposed.of_standing(provision)]
        return _because(keys, outcome, told)

    def _of_answer(self, provision: str, item: int) -> list[str]:
        return [*self.supposed.of_enterprise(provision), *self.supposed.of_item(provision, item)]

    def _causes(self, found: Found, dates: Iterable[Deadline | None] = ()) -> tuple[Cause, ...]:
        """Return causes by their keys, and what is behind it where a side is at odds."""
        by_key = self.supposed.variations.by_key
        known = tuple(by_key[key] for key in dict.fromkeys(found.keys))
        provisional = any(one is not None and one.provisional for one in dates)
        odd = (self._behind(side, provisional=provisional) for side in sorted(set(found.odd)))
        return (*known, *dict.fromkeys(odd))

    def _behind(self, side: int, *, provisional: bool) -> Cause:
        """Return why a report does not say what follows from its own facts and conditions."""
        tools = [one.report.tool for one in self.sides]
        known, unaltered = tools[0] == tools[1], self.unaltered[side]
        if not known or unaltered or (unaltered is None and provisional):
            return ToolCause(calendar=known, before=tools[0], after=tools[1])
        return InconsistencyCause(side="after" if side else "before")


def _because(keys: list[str], outcome: Callable[[Applied], T], told: Sequence[T]) -> Found:
    """Return the differences that brought an answer about, and the sides at odds with it.

    Args:
        keys: the differences that can have.
        outcome: what the answer would be, had only some of them happened.
        told: the answer before and after.
    """
    if told[0] == told[1]:
        return Found([], [])
    computed = [outcome(frozenset()), outcome(frozenset(keys))]
    odd = [side for side in (0, 1) if computed[side] != told[side]]
    if computed[0] == computed[1]:
        return Found([], odd)
    if len(keys) > MOST_SEARCHED:
        return Found(keys, odd)
    sets = minimal_sets(keys, lambda some: outcome(some) == computed[1])
    return Found(list(dict.fromkeys(key for some in sets for key in some)), odd)
