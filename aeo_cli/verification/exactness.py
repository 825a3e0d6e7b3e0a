"""Whether the answers to a condition, and the facts said to be open, are exact.

Each partial assignment is compared with what all its completions lead to.
"""

from collections.abc import Iterator

from aeo_cli.rules.conditions import Condition, Value
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.traces import open_facts
from aeo_cli.verification.state_space import Assignment, StateSpace

AssignmentKey = tuple[Value | None, ...]
"""A partial assignment as a key: the value of each fact of a space, in its order; None: unknown."""


def _fullest_first(space: StateSpace) -> Iterator[tuple[AssignmentKey, Assignment]]:
    """Yield every partial assignment with its key, the complete ones first.

    So each assignment comes after its extensions, whose results are needed to examine it.
    """
    for assignment in sorted(space.partial_assignments(), key=len, reverse=True):
        yield tuple(assignment.get(name) for name in space.representatives), assignment


def _extensions(key: AssignmentKey, gap: int, space: StateSpace) -> list[AssignmentKey]:
    """Return the assignments in which one more fact is known.

    Args:
        key: the assignment.
        gap: the position of a fact that is unknown in it.
        space: the space of the assignment.
    """
    values = list(space.representatives.values())[gap]
    return [(*key[:gap], value, *key[gap + 1 :]) for value in values]


def inexact_answer(condition: Condition, space: StateSpace) -> Assignment | None:
    """Return an assignment with an unknown answer, although all its completions agree on one.

    The exact answer of an incomplete assignment is the exact answer that all values of its first
    unknown fact lead to; if they lead to several, it is unknown.
    """
    exact: dict[AssignmentKey, Truth] = {}
    for key, assignment in _fullest_first(space):
        truth = exact[key] = space.truth(condition, assignment)
        if None in key:
            answers = {exact[extension] for extension in _extensions(key, key.index(None), space)}
            exact[key] = answers.pop() if len(answers) == 1 else Truth.UNKNOWN
        if exact[key] is not truth:
            return assignment
    return None


def inexact_open_facts(condition: Condition, space: StateSpace) -> Assignment | None:
    """Return an assignment whose open facts are not exactly those that can decide the answer.

    A fact can decide if, for some values of the other unknown facts, its own value changes the
    answer. Where it is the only unknown fact, all its values are compared; where there is another,
    it can decide if it can for some value of that one.
    """
    deciding: dict[AssignmentKey, set[int]] = {}
    truths: dict[AssignmentKey, Truth] = {}
    for key, assignment in _fullest_first(space):
        trace = space.trace(condition, assignment)
        truths[key] = trace.truth
        gaps = [gap for gap, value in enumerate(key) if value is None]
        deciding[key] = set()
        for gap in gaps:
            other = next((position for position in gaps if position != gap), None)
            if other is None:
                answers = {truths[extension] for extension in _extensions(key, gap, space)}
                decides = len(answers) > 1
            else:
                extensions = _extensions(key, other, space)
                decides = any(gap in deciding[extension] for extension in extensions)
            if decides:
                deciding[key].add(gap)
        if {list(space.representatives)[gap] for gap in deciding[key]} != set(open_facts(trace)):
            return assignment
    return None
