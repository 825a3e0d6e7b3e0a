"""What the conditions of a catalogue mean, tried out at every point and in every state.

A condition is tried with its definitions written out. A provision's two conditions share no fact,
so that what holds of each by itself holds of both together, and of several items too: Kleene's
answer to "and" or "or" of parts without a common fact is exact where it is exact for the parts.
"""

from collections.abc import Iterator
from itertools import islice

from aeo_cli.catalogue import Provision
from aeo_cli.checks import Breach, Check, check
from aeo_cli.conditions import Condition, Value, comparisons
from aeo_cli.errors import quoted
from aeo_cli.kleene import Truth
from aeo_cli.places import Placed, Places
from aeo_cli.proofs.points import MOST_STATES, Known, Space
from aeo_cli.proofs.rewriting import dropped
from aeo_cli.proofs.witnesses import applying, failing
from aeo_cli.text import Text, both

CHECKS: list[Check] = []


@check(
    CHECKS,
    both("可穷尽", "within exhaustion"),
    both(
        f"每个条件的已知、未知状态不超过 {MOST_STATES:,} 种，可以逐一试算；超过的未经证明，"
        f"请少比较几个字段，或分成几个条款",
        f"No condition has more than {MOST_STATES:,} states of knowledge, so that all are tried; "
        f"a larger one is not proven",
    ),
)
def conditions_exhaustible(at: Places) -> Iterator[Breach]:
    for placed, space in spaces(at):
        if not space.exhaustible:
            yield placed.place, both("{n} 种状态", "{n} states").fill(n=space.size)


@check(
    CHECKS,
    both("可以适用", "can apply"),
    both("每个条款都可能适用", "Every provision applies to some profile"),
)
def provisions_can_apply(at: Places) -> Iterator[Breach]:
    for place, limb in _provable(at):
        if applying(limb, at.catalogue) is None:
            yield place, both("对任何企业情况都不适用", "it applies to no profile")


@check(
    CHECKS,
    both("可以不适用", "can fail to apply"),
    both(
        "每个条款都可能不适用；有条件的，在有相应业务时也可能不适用",
        "Every provision fails to apply to some profile",
    ),
)
def provisions_can_fail(at: Places) -> Iterator[Breach]:
    for place, limb in _provable(at):
        if failing(limb, at.catalogue) is None:
            yield place, both("对任何企业情况都适用", "it applies to every profile")


@check(
    CHECKS,
    both("没有多余部分", "no part too many"),
    both(
        "条件的每一部分都起作用：去掉任何一部分，都会有某个答案改变",
        "No part of a condition is redundant: without it some answer is another",
    ),
)
def parts_needed(at: Places) -> Iterator[Breach]:
    for placed, _ in tried(at):
        for left in dropped(placed):
            space = Space.of(placed, at.catalogue, left.condition)
            if space.alike(placed.condition, left.condition):
                yield left.place, both("去掉后答案不变", "no answer changes without it")


@check(
    CHECKS,
    both("判断精确", "exact answers"),
    both(
        "三值判断对每个条件都精确：只有确实取决于未知字段时，结果才是未知",
        "Kleene's answer is exact for every condition: it is unknown only where what is not "
        "known decides",
    ),
)
def answers_exact(at: Places) -> Iterator[Breach]:
    for placed, space in tried(at):
        if vague := _vague(placed.condition, space):
            yield placed.place, _knowing(vague)


@check(
    CHECKS,
    both("两个条件互不重叠", "separate conditions"),
    both(
        "条款的 entitled 和 triggered 没有共同的字段",
        "The conditions entitled and triggered of a provision share no fact",
    ),
)
def conditions_separate(at: Places) -> Iterator[Breach]:
    definitions = at.catalogue.conditions
    for place, _, limb in at.provisions:
        named = {line.fact for line in comparisons(limb.entitled, definitions)}
        for line in comparisons(limb.triggered, definitions):
            if line.fact in named:
                yield f"{place}.triggered", line.fact


@check(
    CHECKS,
    both("等级越高越不吃亏", "the highest level keeps all"),
    both(
        "改选 highest 所指的选项，任何条款都不会因此不再适用",
        "Changing to the choice that is declared highest never loses a provision",
    ),
)
def highest_keeps(at: Places) -> Iterator[Breach]:
    for placed, space in tried(at):
        if placed.place.endswith((".entitled", ".triggered")):
            lost = (point for point in space.points() if _loses(placed.condition, space, point))
            yield from ((placed.place, _knowing(point)) for point in islice(lost, 1))


def _loses(condition: Condition, space: Space, point: Known) -> bool:
    """Say whether a condition that holds at a point fails under a choice declared highest."""
    raised = ({**point, name: space.facts[name].highest or point[name]} for name in point)
    return space.truth(condition, point) is Truth.TRUE and any(
        space.truth(condition, higher) is Truth.FALSE for higher in raised
    )


def _vague(condition: Condition, space: Space) -> Known | None:
    """Return a state in which the answer is unknown although every completion of it is alike."""
    exact: dict[tuple[Value | None, ...], Truth] = {}
    for state in sorted(space.states(), key=len, reverse=True):
        key = tuple(state.get(name) for name in space.classes)
        truth = space.truth(condition, state)
        exact[key] = truth
        if None in key:
            gap = key.index(None)
            values = space.classes[tuple(space.classes)[gap]]
            completed = {exact[*key[:gap], value, *key[gap + 1 :]] for value in values}
            exact[key] = completed.pop() if len(completed) == 1 else Truth.UNKNOWN
        if exact[key] is not truth:
            return state
    return None


def _knowing(known: Known) -> Text:
    facts = ", ".join(f"{name} = {quoted(value).en}" for name, value in known.items())
    return both("已知：{facts}", "where {facts}").fill(facts=facts or "-")


def _provable(at: Places) -> Iterator[tuple[str, Provision]]:
    """Yield the provisions both of whose conditions are tried."""
    untried = {placed.place for placed, space in spaces(at) if not space.exhaustible}
    for place, _, limb in at.provisions:
        if not untried & {f"{place}.entitled", f"{place}.triggered"}:
            yield place, limb


def spaces(at: Places) -> Iterator[tuple[Placed, Space]]:
    """Yield each condition of a catalogue with the space of its facts."""
    return ((placed, Space.of(placed, at.catalogue)) for placed in at.conditions)


def tried(at: Places) -> Iterator[tuple[Placed, Space]]:
    """Yield each condition that is small enough to be tried out."""
    return ((placed, space) for placed, space in spaces(at) if space.exhaustible)
