"""Checks of what conditions mean, each tried under every assignment of values to its facts.

A condition is tried with its definitions written out. The two conditions of a provision share no
fact, and neither do two pending items. So what holds of each condition holds of both together, and
of several items: Kleene's "and" or "or" of parts without a common fact is exact if its parts are.
"""

from collections.abc import Iterator

from aeo_cli.catalogue.checks import Breach, Check, check
from aeo_cli.catalogue.locations import CatalogueIndex, LocatedCondition
from aeo_cli.catalogue.model import Provision
from aeo_cli.documents.problems import quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.conditions import ALWAYS, Condition
from aeo_cli.rules.kleene import Truth
from aeo_cli.verification.exactness import inexact_answer, inexact_open_facts
from aeo_cli.verification.rewriting import RewrittenCondition, deletions
from aeo_cli.verification.state_space import (
    MAX_COMPARISONS,
    Assignment,
    StateSpace,
    condition_spaces,
    exhaustible_conditions,
)
from aeo_cli.verification.witnesses import smallest_applying, smallest_failing

CHECKS: list[Check] = []


@check(
    CHECKS,
    both("可穷尽", "exhaustible"),
    both(
        f"每个条件在各种已知、未知状态下的比较合计不超过 {MAX_COMPARISONS:,} 次，可以逐一试算；"
        f"超过的无法证明，请减少所比较的字段，或分成几个条款",
        f"Every condition has at most {MAX_COMPARISONS:,} comparisons over its whole state space, "
        f"so that all can be tried; a larger one cannot be proven: compare fewer facts, or split "
        f"the provision",
    ),
)
def conditions_exhaustible(index: CatalogueIndex) -> Iterator[Breach]:
    for located, space in condition_spaces(index):
        if not space.exhaustible:
            yield located.path, both("{n} 次", "{n}").fill(n=f"{space.size:,}")


@check(
    CHECKS,
    both("可能适用", "can apply"),
    both("每个条款都有可能适用", "Every provision applies to at least one profile"),
)
def provisions_can_apply(index: CatalogueIndex) -> Iterator[Breach]:
    for path, provision in _exhaustible_provisions(index):
        if smallest_applying(provision, index.catalogue) is None:
            yield path, both("对任何企业情况都不适用", "it applies to no profile")


@check(
    CHECKS,
    both("可能不适用", "can fail to apply"),
    both("每个条款都有可能不适用", "Every provision fails to apply to at least one profile"),
)
def provisions_can_fail(index: CatalogueIndex) -> Iterator[Breach]:
    for path, provision in _exhaustible_provisions(index):
        if smallest_failing(provision, index.catalogue) is None:
            yield path, both("对任何企业情况都适用", "it applies to every profile")


@check(
    CHECKS,
    both("条件无冗余", "no redundant parts"),
    both(
        "条件的每一部分都起作用，去掉任何一部分，总有结论改变",
        "Removing any part of a condition changes some answer",
    ),
)
def parts_needed(index: CatalogueIndex) -> Iterator[Breach]:
    for located, _ in exhaustible_conditions(index):
        for deletion in deletions(located):
            if not _changes_an_answer(located, deletion, index):
                yield deletion.path, both("去掉后结论不变", "removing it changes no answer")


def _changes_an_answer(
    located: LocatedCondition, deletion: RewrittenCondition, index: CatalogueIndex
) -> bool:
    """Return whether a deletion changes the condition or, in a definition, a condition using it.

    All partial assignments are compared, not only the complete ones: without a part, the answer may
    be the same in the end but known only later, when more facts are.
    """
    if not located.path.startswith("definitions."):
        space = StateSpace.of(located, index.catalogue, deletion.condition)
        return not space.equivalent(located.condition, deletion.condition)
    name = located.path.split(".")[1]
    definitions = {**index.catalogue.conditions, name: deletion.condition}
    for user, _ in exhaustible_conditions(index):
        # Only these can refer to a definition.
        if user.path.endswith((".entitled", ".ordinary", ".when")):
            space = StateSpace.of(user, index.catalogue, deletion.condition)
            if not space.equivalent(user.condition, user.condition, definitions):
                return True
    return False


@check(
    CHECKS,
    both("判断精确", "exact answers"),
    both(
        "只有结果确实取决于未知字段时，三值判断才为未知",
        "The three-valued answer of a condition is unknown only if it really depends "
        "on an unknown fact",
    ),
)
def answers_exact(index: CatalogueIndex) -> Iterator[Breach]:
    for located, space in exhaustible_conditions(index):
        if (assignment := inexact_answer(located.condition, space)) is not None:
            yield located.path, _described(assignment)


@check(
    CHECKS,
    both("待确认字段准确", "exact open facts"),
    both(
        "列为待确认的字段，正是仍能改变结论的字段",
        "The facts listed as open are exactly those that can still change the answer",
    ),
)
def open_facts_exact(index: CatalogueIndex) -> Iterator[Breach]:
    for located, space in exhaustible_conditions(index):
        if (assignment := inexact_open_facts(located.condition, space)) is not None:
            yield located.path, _described(assignment)


@check(
    CHECKS,
    both("最高等级不减条款", "highest level loses nothing"),
    both(
        "改为 highest 所指的选项，不会使任何条款不再适用",
        "Changing a fact to its highest choice never loses a provision",
    ),
)
def highest_keeps(index: CatalogueIndex) -> Iterator[Breach]:
    for located, space in exhaustible_conditions(index):
        if located.path.endswith((".entitled", ".triggered")):
            for assignment in space.complete_assignments():
                if _highest_loses(located.condition, space, assignment):
                    yield located.path, _described(assignment)
                    break


def _highest_loses(condition: Condition, space: StateSpace, assignment: Assignment) -> bool:
    """Return whether a true condition turns false when one fact gets its highest choice."""
    raised = (
        {**assignment, name: space.facts[name].highest or assignment[name]} for name in assignment
    )
    return space.truth(condition, assignment) is Truth.TRUE and any(
        space.truth(condition, higher) is Truth.FALSE for higher in raised
    )


@check(
    CHECKS,
    both("通常规则更宽", "wider ordinary rule"),
    both(
        "符合条款主体条件的企业，也都能适用与其对应的通常规则（ordinary）",
        "Every enterprise entitled to a provision may also use the ordinary rule it improves on",
    ),
)
def ordinary_wider(index: CatalogueIndex) -> Iterator[Breach]:
    facts, definitions = index.catalogue.facts(), index.catalogue.conditions
    for path, _, provision in index.provisions:
        if provision.ordinary is ALWAYS:
            continue
        space = StateSpace((provision.entitled, provision.ordinary), facts, definitions)
        if not space.exhaustible:
            continue
        for assignment in space.complete_assignments():
            is_entitled = space.truth(provision.entitled, assignment) is Truth.TRUE
            if is_entitled and space.truth(provision.ordinary, assignment) is not Truth.TRUE:
                yield f"{path}.ordinary", _described(assignment)
                break


def _described(assignment: Assignment) -> Text:
    """Return an assignment in words: the known facts with their values."""
    facts = ", ".join(f"{name} = {quoted(value).en}" for name, value in assignment.items())
    if not facts:
        return both("什么都未知时", "when nothing is known")
    return both("已知 {facts} 时", "when {facts}").fill(facts=facts)


def _exhaustible_provisions(index: CatalogueIndex) -> Iterator[tuple[str, Provision]]:
    """Yield each provision whose conditions are both exhaustible, with its path."""
    untried = {located.path for located, space in condition_spaces(index) if not space.exhaustible}
    for path, _, provision in index.provisions:
        if not untried & {f"{path}.entitled", f"{path}.triggered"}:
            yield path, provision
