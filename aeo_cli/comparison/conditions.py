"""The condition that a trace evaluates, equal in a fresh report and in a saved one."""

from datetime import date
from typing import Any

from aeo_cli.rules.conditions import AllOf, AnyOf, Compare, Condition, Not
from aeo_cli.rules.kleene import Logic
from aeo_cli.rules.names import condition_name
from aeo_cli.rules.traces import CompareTrace, Trace, fold_trace


def condition_of(trace: Trace) -> Condition:
    """Return the condition that a trace evaluates.

    Definitions are expanded, and an item's fact is `item.X` again. Dates become text, so that the
    conditions of a fresh report equal those of a saved one.
    """
    return fold_trace(trace, _comparison_of, _CONDITIONS)


def _comparison_of(line: CompareTrace) -> Condition:
    return Compare(condition_name(line.fact), line.operator, _as_in_json(line.operand))


_CONDITIONS: Logic[Condition] = Logic(
    lambda parts: AllOf(tuple(parts)), lambda parts: AnyOf(tuple(parts)), Not
)


def _as_in_json(operand: Any) -> Any:  # noqa: ANN401  each operator has its own type
    if isinstance(operand, tuple):
        return tuple(map(_as_in_json, operand))
    return operand.isoformat() if isinstance(operand, date) else operand
