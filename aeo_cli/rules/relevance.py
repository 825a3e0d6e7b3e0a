"""Whether a fact can still change an answer, although others stay unknown for good.

In "(a and b) or c", where nobody knows `a` or `c`, no value of `b` changes what is known: it is
open, and not worth asking for. This is read off the trace. Where a fact stands in a condition more
than once that is not exact, and every state of the open facts is tried, all of them at a time.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from math import prod

from aeo_cli.rules.evaluation import AnyTrace, CompareTrace, NotTrace, Trace
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.kleene import Truth, conjunction, disjunction, negation
from aeo_cli.rules.partitions import partition_count, representatives
from aeo_cli.rules.truth_table import TruthTable

MOST_TRIED = 20_000_000
"""How many states of one answer's open facts are tried, times their values; past these the trace
alone decides.

Twelve facts that are true, false or not answered have 531,441 states and 24 values.
"""


def worth_asking(
    trace: Trace, given_up: Collection[str], fact_of: Callable[[str], Fact]
) -> dict[str, None]:
    """Return the open facts that can change the truth of `trace`, in its order.

    Args:
        trace: how an answer stands.
        given_up: the facts that stay unknown.
        fact_of: the fact of a full name.
    """
    found: dict[str, None] = {}
    for bound in (Truth.TRUE, Truth.FALSE):
        found |= dict.fromkeys(_undecided(trace, given_up, bound)[1])
    lines = [line for line in _open_lines(trace) if line.fact not in given_up]
    standing = Counter(line.fact for line in lines)
    if all(times == 1 for times in standing.values()):
        return found
    compared = {name: [line for line in lines if line.fact == name] for name in standing}
    counts = [partition_count(fact_of(name), alike) for name, alike in compared.items()]
    if prod(one + 1 for one in counts) * sum(counts) > MOST_TRIED:
        return found
    values = {name: representatives(fact_of(name), alike) for name, alike in compared.items()}
    states = TruthTable(values)
    column = states.column(trace)
    return {name: None for name in found if states.differ(name, column)}


def _undecided(trace: Trace, given_up: Collection[str], bound: Truth) -> tuple[Truth, list[str]]:
    """Return how a line comes out, and the facts that decide it.

    Args:
        trace: the line.
        given_up: the facts that stay unknown.
        bound: how the comparisons of such facts come out; a fact that matters for neither bound
            does not matter.
    """
    if trace.truth is not Truth.UNKNOWN:
        return trace.truth, []
    if isinstance(trace, CompareTrace):
        return (bound, []) if trace.fact in given_up else (Truth.UNKNOWN, [trace.fact])
    if isinstance(trace, NotTrace):
        truth, facts = _undecided(trace.not_, given_up, negation(bound))
        return negation(truth), facts
    parts = [_undecided(part, given_up, bound) for part in trace.parts]
    truths = (part for part, _ in parts)
    truth = disjunction(truths) if isinstance(trace, AnyTrace) else conjunction(truths)
    deciding = [fact for _, facts in parts for fact in facts]
    return truth, deciding if truth is Truth.UNKNOWN else []


def _open_lines(trace: Trace) -> Iterator[CompareTrace]:
    """Yield the unknown comparisons that stand under unknown lines."""
    if trace.truth is Truth.UNKNOWN:
        if isinstance(trace, CompareTrace):
            yield trace
        for part in trace.parts:
            yield from _open_lines(part)
