"""What the conditions of a catalogue mean, tried out at every point and in every state.

A condition is tried with its definitions written out. A provision's two conditions share no fact,
nor do two items, so that what holds of each by itself holds of both together, and of several items
too: Kleene's "and" or "or" of parts without a common fact is exact where the parts are.
"""

from collections.abc import Iterator
from itertools import islice

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex, LocatedCondition
from aeo_cli.catalogue.model import Provision
from aeo_cli.documents.problems import quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.conditions import Condition, Value
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.traces import open_facts
from aeo_cli.verification.rewriting import Rewritten, dropped
from aeo_cli.verification.state_space import MOST_TRIED, Known, StateSpace
from aeo_cli.verification.witnesses import applying, failing

CHECKS: list[Check] = []


@check(
    CHECKS,
    both("可穷尽", "within exhaustion"),
    both(
        f"每个条件在所有已知、未知状态下要试算的比较合计不超过 {MOST_TRIED:,} 次，可以逐一试算；"
        f"超过的未经证明，请少比较几个字段，或分成几个条款",
        f"No condition has more than {MOST_TRIED:,} comparisons in all its states of knowledge "
        f"together, so that all are tried; a larger one is not proven",
    ),
)
def conditions_exhaustible(at: CatalogueIndex) -> Iterator[Breach]:
    for placed, space in spaces(at):
        if not space.exhaustible:
            yield placed.place, both("{n} 次", "{n}").fill(n=f"{space.size:,}")


@check(
    CHECKS,
    both("可以适用", "can apply"),
    both("每个条款都可能适用", "Every provision applies to some profile"),
)
def provisions_can_apply(at: CatalogueIndex) -> Iterator[Breach]:
    for place, provision in _provable(at):
        if applying(provision, at.catalogue) is None:
            yield place, both("对任何企业情况都不适用", "it applies to no profile")


@check(
    CHECKS,
    both("可以不适用", "can fail to apply"),
    both(
        "每个条款都可能不适用",
        "Every provision fails to apply to some profile",
    ),
)
def provisions_can_fail(at: CatalogueIndex) -> Iterator[Breach]:
    for place, provision in _provable(at):
        if failing(provision, at.catalogue) is None:
            yield place, both("对任何企业情况都适用", "it applies to every profile")


@check(
    CHECKS,
    both("没有多余部分", "no part too many"),
    both(
        "条件的每一部分都起作用：去掉任何一部分，都会有某个答案改变",
        "No part of a condition is redundant: without it some answer is another",
    ),
)
def parts_needed(at: CatalogueIndex) -> Iterator[Breach]:
    for placed, _ in tried(at):
        for left in dropped(placed):
            if not any(_changed(placed, left, at)):
                yield left.place, both("去掉后答案不变", "no answer changes without it")


def _changed(placed: LocatedCondition, left: Rewritten, at: CatalogueIndex) -> Iterator[bool]:
    """Yield whether a change of a condition is noticed: in itself or, of a definition, in its uses.

    It is in every state: without a part an answer may only come later, when more is known.
    """
    definitions = at.catalogue.conditions
    if not placed.place.startswith("definitions."):
        yield not _space(placed, left, at).alike(placed.condition, left.condition)
        return
    changed = {**definitions, placed.place.split(".")[1]: left.condition}
    for use, _ in tried(at):
        if use.place.endswith((".entitled", ".when")):  # no other may rest on a definition
            yield not _space(use, left, at).alike(use.condition, use.condition, changed)


@check(
    CHECKS,
    both("判断精确", "exact answers"),
    both(
        "三值判断对每个条件都精确：只有确实取决于未知字段时，结果才是未知",
        "Kleene's answer is exact for every condition: it is unknown only where what is not "
        "known decides",
    ),
)
def answers_exact(at: CatalogueIndex) -> Iterator[Breach]:
    for placed, space in tried(at):
        if (vague := _vague(placed.condition, space)) is not None:
            yield placed.place, _knowing(vague)


@check(
    CHECKS,
    both("待定字段准确", "exact open facts"),
    both(
        "报告列为待明确的字段，恰好是还能改变结果的字段",
        "The facts said to be open are exactly those that can still change the answer",
    ),
)
def open_facts_exact(at: CatalogueIndex) -> Iterator[Breach]:
    for placed, space in tried(at):
        if (misled := _misled(placed.condition, space)) is not None:
            yield placed.place, _knowing(misled)


@check(
    CHECKS,
    both("升级不失条款", "the highest level keeps all"),
    both(
        "改选 highest 所指的选项，任何条款都不会因此不再适用",
        "Changing to the choice that is declared highest never loses a provision",
    ),
)
def highest_keeps(at: CatalogueIndex) -> Iterator[Breach]:
    for placed, space in tried(at):
        if placed.place.endswith((".entitled", ".triggered")):
            lost = (point for point in space.points() if _loses(placed.condition, space, point))
            yield from ((placed.place, _knowing(point)) for point in islice(lost, 1))


def _loses(condition: Condition, space: StateSpace, point: Known) -> bool:
    """Say whether a condition that holds at a point fails under a choice declared highest."""
    raised = ({**point, name: space.facts[name].highest or point[name]} for name in point)
    return space.truth(condition, point) is Truth.TRUE and any(
        space.truth(condition, higher) is Truth.FALSE for higher in raised
    )


State = tuple[Value | None, ...]
"""What is known of each fact of a space, in its order; None: nothing."""


def _filled(state: State, gap: int, space: StateSpace) -> list[State]:
    """Return the states in which one more fact is known."""
    values = list(space.classes.values())[gap]
    return [(*state[:gap], value, *state[gap + 1 :]) for value in values]


def _fullest_first(space: StateSpace) -> Iterator[tuple[State, Known]]:
    for known in sorted(space.states(), key=len, reverse=True):
        yield tuple(known.get(name) for name in space.classes), known


def _vague(condition: Condition, space: StateSpace) -> Known | None:
    """Return a state in which the answer is unknown although every completion of it is alike."""
    exact: dict[State, Truth] = {}
    for state, known in _fullest_first(space):
        truth = exact[state] = space.truth(condition, known)
        if None in state:
            completed = {exact[fuller] for fuller in _filled(state, state.index(None), space)}
            exact[state] = completed.pop() if len(completed) == 1 else Truth.UNKNOWN
        if exact[state] is not truth:
            return known
    return None


def _misled(condition: Condition, space: StateSpace) -> Known | None:
    """Return a state in which the open facts are not those that decide some completion of it."""
    decide: dict[State, set[int]] = {}
    truths: dict[State, Truth] = {}
    for state, known in _fullest_first(space):
        trace = space.trace(condition, known)
        truths[state] = trace.truth
        gaps = [gap for gap, value in enumerate(state) if value is None]
        decide[state] = set()
        for gap in gaps:
            other = next((one for one in gaps if one != gap), None)
            if other is None:
                decided = len({truths[fuller] for fuller in _filled(state, gap, space)}) > 1
            else:
                decided = any(gap in decide[fuller] for fuller in _filled(state, other, space))
            if decided:
                decide[state].add(gap)
        if {list(space.classes)[gap] for gap in decide[state]} != set(open_facts(trace)):
            return known
    return None


def _knowing(known: Known) -> Text:
    facts = ", ".join(f"{name} = {quoted(value).en}" for name, value in known.items())
    if not facts:
        return both("什么都不知道时", "where nothing is known")
    return both("已知：{facts}", "where {facts}").fill(facts=facts)


def _space(placed: LocatedCondition, left: Rewritten, at: CatalogueIndex) -> StateSpace:
    return StateSpace.of(placed, at.catalogue, left.condition)


def _provable(at: CatalogueIndex) -> Iterator[tuple[str, Provision]]:
    """Yield the provisions both of whose conditions are tried."""
    untried = {placed.place for placed, space in spaces(at) if not space.exhaustible}
    for place, _, provision in at.provisions:
        if not untried & {f"{place}.entitled", f"{place}.triggered"}:
            yield place, provision


def spaces(at: CatalogueIndex) -> Iterator[tuple[LocatedCondition, StateSpace]]:
    """Yield each condition of a catalogue with the space of its facts."""
    return ((placed, StateSpace.of(placed, at.catalogue)) for placed in at.conditions)


def tried(at: CatalogueIndex) -> Iterator[tuple[LocatedCondition, StateSpace]]:
    """Yield each condition that is small enough to be tried out."""
    return ((placed, space) for placed, space in spaces(at) if space.exhaustible)
