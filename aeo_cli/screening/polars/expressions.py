"""Conditions and verdicts as expressions over columns, which have the names of facts.

A truth is a boolean column, null where it is unknown: on booleans with nulls, "and", "or" and "not"
of Polars follow Kleene's logic. As a *rank* (0 false, 1 unknown, 2 true) a truth can be compared,
and the highest of a group taken. No expression uses "when … then", which is slower.
"""

from collections.abc import Container, Mapping
from functools import reduce
from operator import add, and_, invert, or_
from typing import assert_never

import polars as pl

from aeo_cli.rules.conditions import Compare, Condition, fold
from aeo_cli.rules.facts import ImpliedBy
from aeo_cli.rules.kleene import Logic
from aeo_cli.rules.names import ITEM
from aeo_cli.screening.plan import Plan, ProvisionPlan


def truth(
    condition: Condition,
    definitions: Mapping[str, Condition],
    implied: Container[str] = (),
    unread: Container[str] = (),
) -> pl.Expr:
    """Return the truth of a condition in each row: true, false, or null for unknown.

    Args:
        condition: the condition.
        definitions: the conditions of the definitions that it names.
        implied: the facts that hold where a row does not give them.
        unread: the facts that no row gives.
    """

    def compared(line: Compare) -> pl.Expr:
        if line.fact not in unread:
            actual = pl.col(line.fact)
            return _compared(line, actual.fill_null(value=True) if line.fact in implied else actual)
        if line.fact in implied:
            return _compared(line, pl.lit(value=True))
        return pl.lit(None, dtype=pl.Boolean)

    return fold(condition, compared, _LOGIC, definitions)


_LOGIC: Logic[pl.Expr] = Logic(
    lambda parts: reduce(and_, parts, pl.lit(value=True)),
    lambda parts: reduce(or_, parts, pl.lit(value=False)),
    invert,
)


def _compared(line: Compare, actual: pl.Expr) -> pl.Expr:
    match line.operator:
        case "is" | "in":  # an "or" of equalities: null among the values would not stay unknown
            return reduce(or_, map(actual.eq, line.operands))
        case "has":
            return actual.list.contains(line.operand)
        case "at_least":
            return actual.ge(line.operand)
        case "at_most":
            return actual.le(line.operand)
        case operator:
            assert_never(operator)


def rank(truth: pl.Expr) -> pl.Expr:
    """Return truths as ranks: 0 false, 1 unknown, 2 true."""
    return (truth.cast(pl.Int8) * 2).fill_null(1).cast(pl.Int8)


def entitlements(plan: Plan) -> dict[str, pl.Expr]:
    """Return the rank of each condition on the enterprise, by its column."""
    definitions = plan.catalogue.conditions
    return {
        name: rank(truth(condition, definitions))
        for name, condition in plan.enterprise_conditions.items()
    }


def lanes(plan: Plan) -> dict[str, pl.Expr]:
    """Return the lanes of a pending item's ranks; see `Plan.lanes`.

    A condition on one kind of item is false for an item of any other kind. A fact that differs by
    kind has no column: the rows that state it are read one by one.
    """
    definitions = plan.catalogue.conditions
    unread = {f"{ITEM}.{name}" for name in plan.item_facts if name not in plan.uniform_facts}

    def digit(name: str, weight: int) -> pl.Expr:
        kind, condition = plan.item_conditions[name]
        implied = {
            fact_name
            for fact_name, fact in plan.catalogue.item_facts(kind).items()
            if fact.implied_by is ImpliedBy.KIND
        }
        triggered = (pl.col(KIND) == kind) & truth(condition, definitions, implied, unread)
        return rank(triggered).cast(pl.Int64) * weight

    return {
        lane: reduce(add, (digit(name, 4**position) for position, name in enumerate(names)))
        for lane, names in plan.lanes.items()
    }


KIND = "kind"


def triggered_rank(plan: Plan, column: str) -> pl.Expr:
    """Return the rank of a condition for one item, or the highest for a group, from its lane.

    The lanes of a group are combined by bitwise "or". A digit is then the highest rank of the
    group, except that "unknown" (01) of one item and "true" (10) of another give 3 (11), which
    means "true"; so every digit is capped at 2.
    """
    lane, weight = plan.lane_of(column)
    return pl.min_horizontal(pl.col(lane).fill_null(0) // weight % 4, pl.lit(2))


def verdict_codes(plan: Plan, provision: ProvisionPlan) -> pl.Expr:
    """Return the codes of the verdicts on a provision; see `plan.verdict_code`."""
    entitled, column = pl.col(provision.entitled_column), provision.triggered_column
    triggered = triggered_rank(plan, column) if column else pl.lit(2)
    applies = pl.min_horizontal(entitled, triggered)
    return (2 - applies + (entitled == 0).cast(pl.Int8)).cast(pl.Int8).alias(provision.provision.id)
