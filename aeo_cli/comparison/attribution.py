"""Causal attribution: which input changes caused an answer to change.

An input change is a cause if it belongs to a minimal sufficient set: changes that by themselves
change the answer as it did, and of which none can be left out. So both of two facts are causes if
the answer needs both, and also if either would have been enough. If a report does not say what
follows from its own facts and conditions, something else is a cause: another version of the tool,
or somebody who altered the report.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple, TypeVar

from aeo_cli.assessment.report import Verdict, verdict_of
from aeo_cli.comparison.causes import Cause, InconsistencyCause, Part, ToolCause
from aeo_cli.comparison.counterfactuals import Applied, Counterfactuals
from aeo_cli.comparison.input_changes import part_key
from aeo_cli.comparison.open_answers import MAX_SEARCHED, OpenAnswer, closing_keys, opening_keys
from aeo_cli.rules.kleene import conjunction, disjunction
from aeo_cli.rules.minimal_sets import minimal_sets
from aeo_cli.rules.traces import open_facts

T = TypeVar("T")


class AttributionResult(NamedTuple):
    """What caused an answer to change."""

    keys: list[str]
    """The input changes that caused it."""
    inconsistent_sides: list[int]
    """The sides, 0 or 1, that do not say what follows from their own inputs."""


class Attribution:
    """The causes of what differs between two reports.

    Args:
        counterfactuals: what each answer would be if only some input changes had been applied.
    """

    def __init__(self, counterfactuals: Counterfactuals) -> None:
        self.counterfactuals = counterfactuals
        self.relevant_changes, self.sides = counterfactuals.relevant_changes, counterfactuals.sides

    def entitled(self, provision: str) -> tuple[Cause, ...]:
        """Return why the entitlement changed."""
        reported = [side.provisions[provision].entitled for side in self.sides]
        keys = self.relevant_changes.for_entitlement(provision)
        return self._why(
            keys, lambda applied: self.counterfactuals.entitled(provision, applied).truth, reported
        )

    def verdict(self, provision: str) -> tuple[Cause, ...]:
        """Return why the verdict changed."""
        counterfactuals = self.counterfactuals
        reported = [side.provisions[provision].verdict for side in self.sides]
        items = dict.fromkeys(item for side in self.sides for item in side.items[provision])
        item_keys = {item: self.relevant_changes.for_trigger(provision, item) for item in items}
        # Only the items that a change can affect are evaluated again for each set of changes.
        affected_items = [item for item, keys in item_keys.items() if keys]
        unaffected = [
            self.sides[0].triggered(provision, item) for item, keys in item_keys.items() if not keys
        ]

        def outcome(applied: Applied) -> Verdict:
            entitled = counterfactuals.entitled(provision, applied).truth
            if counterfactuals.is_standing(provision, applied):
                return verdict_of(entitled, entitled)
            affected = (
                counterfactuals.triggered(provision, item, applied).truth for item in affected_items
            )
            triggered = disjunction((*unaffected, *affected))
            return verdict_of(entitled, conjunction((entitled, triggered)))

        keys = dict.fromkeys(
            (*self.relevant_changes.for_provision(provision), *chain(*item_keys.values()))
        )
        return self._why(list(keys), outcome, reported)

    def applies(self, provision: str, item: int) -> tuple[Cause, ...]:
        """Return why it changed whether the provision applies to an item."""
        reported = [side.applies(provision, item) for side in self.sides]
        keys = self.relevant_changes.for_item(provision, item)
        return self._why(
            keys,
            lambda applied: self.counterfactuals.applies(provision, item, applied).truth,
            reported,
        )

    def deadline(self, provision: str, item: int) -> tuple[Cause, ...]:
        """Return why the dates of a time limit changed."""
        reported = [side.deadline(provision, item) for side in self.sides]
        keys = [
            *self.relevant_changes.for_item(provision, item),
            *self.relevant_changes.for_time_limit(provision, item),
        ]
        return self._why(
            keys,
            lambda applied: self.counterfactuals.deadline(provision, item, applied),
            reported,
        )

    def open_fact(self, fact: str) -> tuple[Cause, ...]:
        """Return why a fact can affect some answer that it could not before, or no longer any."""
        answers = list(self._open_answers(fact))
        results = [_attribute(answer.keys, answer.is_open, answer.reported) for answer in answers]
        sides = [side for result in results for side in result.inconsistent_sides]
        opened = any(after for answer in answers for after in answer.reported[1:])
        keys = opening_keys(answers) if opened else closing_keys(answers)
        if keys is None:
            keys = [key for result in results for key in result.keys]
        return self._causes(AttributionResult(keys, sides))

    def _open_answers(self, fact: str) -> Iterator[OpenAnswer]:
        """Yield each answer that a fact can affect, now, before, or with some changes applied."""
        before, after = (side.answers_by_open_fact.get(fact, {}) for side in self.sides)
        changes = self.relevant_changes
        for provision in changes.input_changes.provisions:
            if not changes.input_changes.is_shared(provision):
                existing = (_of(before, provision), _of(after, provision))
                key = part_key(provision, Part.ITSELF)
                if any(existing):
                    yield OpenAnswer([key], partial(_existing, existing, key), existing)
                continue
            items = dict.fromkeys(item for side in self.sides for item in side.items[provision])
            for item in (None, *items):
                if fact not in changes.facts_of(provision, item):
                    continue
                keys = (
                    changes.for_provision(provision)
                    if item is None
                    else changes.for_item(provision, item)
                )
                reported = ((provision, item) in before, (provision, item) in after)
                is_open = partial(self._is_open, provision, item, fact)
                yield OpenAnswer(keys, is_open, reported)

    def _is_open(self, provision: str, item: int | None, fact: str, applied: Applied) -> bool:
        """Return whether a fact would be open in one answer of a provision."""
        counterfactuals = self.counterfactuals
        if item is not None:
            return fact in open_facts(counterfactuals.applies(provision, item, applied))
        # With nothing pending, a provision that needs business is settled: nothing is open.
        is_standing = counterfactuals.is_standing(provision, applied)
        return is_standing and fact in open_facts(counterfactuals.entitled(provision, applied))

    def _why(
        self, keys: list[str], outcome: Callable[[Applied], T], reported: Sequence[T]
    ) -> tuple[Cause, ...]:
        """Return why an answer changed; the arguments are those of `_attribute`."""
        return self._causes(_attribute(keys, outcome, reported))

    def _causes(self, result: AttributionResult) -> tuple[Cause, ...]:
        """Return the input changes of a result, then what explains the inconsistent sides."""
        by_key = self.relevant_changes.input_changes.by_key
        changes = [by_key[key] for key in dict.fromkeys(result.keys)]
        others = map(self._inconsistency, sorted(set(result.inconsistent_sides)))
        return (*changes, *dict.fromkeys(others))

    def _inconsistency(self, side: int) -> Cause:
        """Return why a report does not say what follows from its own inputs."""
        before, after = (view.report.tool for view in self.sides)
        if before != after:
            return ToolCause(before=before, after=after)
        return InconsistencyCause(side="after" if side else "before")


def _of(answers: Iterable[tuple[str, int | None]], provision: str) -> bool:
    return any(provision == other for other, _ in answers)


def _existing(reported: tuple[bool, bool], key: str, applied: Applied) -> bool:
    return reported[key in applied]


def _attribute(
    keys: list[str], outcome: Callable[[Applied], T], reported: Sequence[T]
) -> AttributionResult:
    """Return the input changes that caused an answer to change, and the inconsistent sides.

    Args:
        keys: the changes that can affect the answer.
        outcome: what the answer would be if only some changes had been applied.
        reported: the answer before and after, as the reports say.
    """
    if reported[0] == reported[1]:
        return AttributionResult([], [])
    computed = [outcome(frozenset()), outcome(frozenset(keys))]
    inconsistent_sides = [side for side in (0, 1) if computed[side] != reported[side]]
    if computed[0] == computed[1]:
        return AttributionResult([], inconsistent_sides)
    if len(keys) > MAX_SEARCHED:
        return AttributionResult(keys, inconsistent_sides)
    sets = minimal_sets(keys, lambda applied: outcome(applied) == computed[1])
    return AttributionResult(list(dict.fromkeys(chain(*sets))), inconsistent_sides)
