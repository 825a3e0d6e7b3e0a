"""Whether a fact can still change an answer, although others stay unknown for good.

In "(a and b) or c", where nobody knows `a` or `c`, no value of `b` changes what is known: it is
open, and not worth asking for. This is read off the trace. Where a fact stands in a condition more
than once that is not exact, and every state of the open facts is tried, all of them at a time.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from math import prod
from typing import NamedTuple

from aeo_cli.rules.facts import Fact
from aeo_cli.rules.kleene import Logic, Truth, conjunction, disjunction, negation
from aeo_cli.rules.partitions import partition_count, representatives
from aeo_cli.rules.traces import CompareTrace, Trace, fold_trace, open_comparisons
from aeo_cli.rules.truth_table import TruthTable

MAX_TRIED = 20_000_000
"""How many states of one answer's open facts are tried, times their values; past these the trace
alone decides.

Twelve facts that are true, false or unknown have 531,441 states and 24 values.
"""


def worth_asking(
    trace: Trace, given_up: Collection[str], fact_of: Callable[[str], Fact]
) -> dict[str, None]:
    """Return the open facts that can change the truth of a trace, in its order.

    Args:
        trace: an answer.
        given_up: the facts that stay unknown.
        fact_of: the fact of a full name.
    """
    candidates = _undecided(trace, given_up)
    compared = defaultdict[str, list[CompareTrace]](list)
    for line in open_comparisons(trace):
        if line.fact not in given_up:
            compared[line.fact].append(line)
    if all(len(own) == 1 for own in compared.values()):
        return candidates
    counts = [partition_count(fact_of(name), own) for name, own in compared.items()]
    if prod(count + 1 for count in counts) * sum(counts) > MAX_TRIED:
        return candidates
    table = TruthTable(
        {name: representatives(fact_of(name), own) for name, own in compared.items()}
    )
    column = table.column(trace)
    return {name: None for name in candidates if table.depends_on(name, column)}


class _Outcome(NamedTuple):
    """A truth, and the unknown facts that keep it unknown."""

    truth: Truth
    facts: list[str]


_Bounds = tuple[_Outcome, _Outcome]
"""The outcome if every comparison of a fact that was given up held, and if every one failed.

A fact that matters within neither bound does not matter. Under a `not` the bounds change places.
"""


def _undecided(trace: Trace, given_up: Collection[str]) -> dict[str, None]:
    """Return the facts that keep a trace unknown, for one bound of those given up or the other."""

    def compared(line: CompareTrace) -> _Bounds:
        if line.fact in given_up:
            return _Outcome(Truth.TRUE, []), _Outcome(Truth.FALSE, [])
        return (_Outcome(Truth.UNKNOWN, [line.fact]),) * 2

    held, failed = fold_trace(trace, compared, _WITHIN_BOUNDS, _settled)
    return dict.fromkeys((*held.facts, *failed.facts))


def _settled(truth: Truth) -> _Bounds:
    return (_Outcome(truth, []),) * 2


def _combined(logic: Callable[[Sequence[Truth]], Truth], parts: Sequence[_Bounds]) -> _Bounds:
    def within(bound: int) -> _Outcome:
        truth = logic([part[bound].truth for part in parts])
        facts = [fact for part in parts for fact in part[bound].facts]
        return _Outcome(truth, facts if truth is Truth.UNKNOWN else [])

    return within(0), within(1)


def _negated(part: _Bounds) -> _Bounds:
    held, failed = part
    return failed._replace(truth=negation(failed.truth)), held._replace(truth=negation(held.truth))


_WITHIN_BOUNDS: Logic[_Bounds] = Logic(
    lambda parts: _combined(conjunction, parts),
    lambda parts: _combined(disjunction, parts),
    _negated,
)
