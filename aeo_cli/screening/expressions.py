"""Conditions, verdicts and deadlines as expressions over columns, the same for every engine.

A column of truths is boolean, null where it is unknown: "and", "or" and "not" of booleans with
nulls are Kleene's in Polars as in SQL. As *ranks*, 0 false, 1 unknown, 2 true, truths are compared
and the greatest of a group is taken. No expression here chooses between cases, which would be
compiled to branches.
"""

from collections.abc import Mapping
from functools import reduce
from operator import add, and_, invert, or_
from typing import assert_never

import narwhals as nw

from aeo_cli.rules.conditions import Compare, Condition, fold
from aeo_cli.rules.kleene import Logic
from aeo_cli.screening.plan import Plan, ProvisionPlan

Expr = nw.Expr


def column(fact: str) -> str:
    """Return the column of a fact that a condition names: of `item.X`, `item__X`."""
    return fact.replace(".", "__", 1)


def truth(condition: Condition, definitions: Mapping[str, Condition]) -> Expr:
    """Return how a condition comes out in each row: true, false, or null for unknown."""
    return fold(condition, _compared, _LOGIC, definitions)


_LOGIC: Logic[Expr] = Logic(
    lambda parts: reduce(and_, parts, nw.lit(value=True)),
    lambda parts: reduce(or_, parts, nw.lit(value=False)),
    invert,
)


def _compared(line: Compare) -> Expr:
    actual = nw.col(column(line.fact))
    match line.operator:
        case "is" | "in":  # an "or" of equalities: null among the values would not stay unknown
            found: list[Expr] = [actual == value for value in line.operands]
            return reduce(or_, found)
        case "has":
            return actual.list.contains(line.operand)
        case "at_least":
            at_least: Expr = actual >= line.operand
            return at_least
        case "at_most":
            at_most: Expr = actual <= line.operand
            return at_most
        case operator:
            assert_never(operator)


def rank(truth: Expr) -> Expr:
    """Return truths as ranks: 0 false, 1 unknown, 2 true."""
    return (truth.cast(nw.Int8) * 2).fill_null(1).cast(nw.Int8)


def entitlements(plan: Plan) -> dict[str, Expr]:
    """Return the ranks of each condition about the enterprise, by its column."""
    definitions = plan.catalogue.conditions
    return {name: rank(truth(one, definitions)) for name, one in plan.entitled.items()}


def lanes(plan: Plan) -> dict[str, Expr]:
    """Return the lanes of what a pending item calls for; see `Plan.lanes`.

    What holds of one kind of item is false of any other.
    """
    definitions = plan.catalogue.conditions

    def digit(name: str, weight: int) -> Expr:
        call = plan.calls[name]
        called = (nw.col(KIND) == call.kind) & truth(call.triggered, definitions)
        return rank(called).cast(nw.Int64) * weight

    return {
        lane: reduce(add, (digit(name, 4**place) for place, name in enumerate(names)))
        for lane, names in plan.lanes.items()
    }


KIND = "kind"


def called_for(plan: Plan, call: str) -> Expr:
    """Return the rank of what an item calls for, or at least one of a group, from its lane.

    The lanes of a group are put together by "or" of their bits. So a digit has the bit of "true"
    if it is true of one item at least, and else that of "unknown" if it is unknown of one: it is
    the greatest of their ranks, or more, where it stands for the greatest there is.
    """
    lane, weight = plan.lane_of(call)
    return nw.min_horizontal(nw.col(lane).fill_null(0) // weight % 4, nw.lit(2))


def code(plan: Plan, provision: ProvisionPlan) -> Expr:
    """Return the code of the verdict on a provision; see `plan.verdict_code`."""
    entitled = nw.col(provision.entitled)
    called = called_for(plan, provision.called) if provision.called else nw.lit(2)
    applies = nw.min_horizontal(entitled, called)
    return (2 - applies + (entitled == 0).cast(nw.Int8)).cast(nw.Int8).alias(provision.provision.id)
