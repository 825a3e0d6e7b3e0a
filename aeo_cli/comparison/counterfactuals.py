"""Counterfactuals: what each answer would be if only some of the input changes had been applied.

Only for provisions that both catalogues have. Inputs whose change is not applied are as in the
earlier report.
"""

from collections.abc import Callable
from datetime import date, datetime

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.deadlines import DeadlineCounter
from aeo_cli.assessment.item_answer import Deadline
from aeo_cli.assessment.report import Plain
from aeo_cli.comparison.causes import Part
from aeo_cli.comparison.input_changes import CALENDAR_KEY, part_key
from aeo_cli.comparison.relevant_changes import RelevantChanges
from aeo_cli.comparison.report_view import ReportView
from aeo_cli.rules.conditions import Compare, Condition, comparisons
from aeo_cli.rules.dates import FIRST_DAY, LAST_DAY
from aeo_cli.rules.evaluation import Scope, all_of, any_of, evaluate
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import ITEM, item_name
from aeo_cli.rules.traces import Trace

Applied = frozenset[str]
"""The keys of the input changes that are applied to the earlier report."""
_NOT_PENDING = any_of(())
"""The trace of a pending item that is not there: false."""


class Counterfactuals:
    """The answers between two reports.

    Args:
        relevant_changes: the input changes, and which of them can affect an answer.
        calendar: the calendar at hand, for what a calendar that is not at hand would count.
    """

    def __init__(self, relevant_changes: RelevantChanges, calendar: Calendar) -> None:
        self.relevant_changes, self.calendar = relevant_changes, calendar
        self.sides = relevant_changes.sides
        self.before, self.after = self.sides

    def entitled(self, provision: str, applied: Applied) -> Trace:
        """Return whether the enterprise would be entitled."""
        side = self._side(part_key(provision, Part.ENTITLED), applied)
        condition = side.entitlement_condition(provision)
        return evaluate(condition, self._scope(condition, self._lookup(applied)))

    def triggered(self, provision: str, item: int, applied: Applied) -> Trace:
        """Return whether a pending item would trigger the provision."""
        value_of = self._lookup(applied)
        if listing_side := self.relevant_changes.only_listing_side(provision, item):
            # The facts of an item that only one report lists are not changes of their own.
            value_of = listing_side.facts.get
            is_changed = bool(applied & set(self.relevant_changes.for_listing(provision, item)))
            if is_changed is (listing_side is self.before):
                return _NOT_PENDING
        side = self._side(part_key(provision, Part.TRIGGERED), applied)
        conditions = [view.trigger_condition(provision) for view in (side, *self.sides)]
        # At least one is known: a report that lists an item under a provision shows the condition.
        condition = next(condition for condition in conditions if condition is not None)
        return evaluate(condition, self._scope(condition, value_of, item_name(item)))

    def applies(self, provision: str, item: int, applied: Applied) -> Trace:
        """Return whether the provision would apply to a pending item."""
        return all_of((self.entitled(provision, applied), self.triggered(provision, item, applied)))

    def is_standing(self, provision: str, applied: Applied) -> bool:
        """Return whether the provision would need no pending business."""
        side = self._side(part_key(provision, Part.STANDING), applied)
        answers = [view.is_standing(provision) for view in (side, *self.sides)]
        return next((answer for answer in answers if answer is not None), False)

    # Time limits

    def deadline(self, provision: str, item: int, applied: Applied) -> Deadline | None:
        """Return the dates of its time limit for a pending item; None if it would not apply."""
        if self.applies(provision, item, applied).truth is not Truth.TRUE:
            return None
        listing_side = self.relevant_changes.only_listing_side(provision, item)
        value_of = listing_side.facts.get if listing_side else self._lookup(applied)
        runs_from_side = self._side(part_key(provision, Part.RUNS_FROM), applied)
        effect_side = self._side(part_key(provision, Part.EFFECT), applied)
        start = value_of(self.relevant_changes.start_fact(provision, item, runs_from_side))
        effect, moment = effect_side.provisions[provision].effect, _parse_moment(start)
        hours_side = self._side(part_key(provision, Part.OFFICE_HOURS), applied)
        calendar_side = listing_side or self._side(CALENDAR_KEY, applied)
        if calendar_side.calendar is None:
            # Of an edition that is not at hand nothing is known but the dates in its own report.
            own = calendar_side.deadline(provision, item)
            is_own_effect = effect == calendar_side.provisions[provision].effect
            if own and is_own_effect and own.runs_from == moment:
                return own
        return self._counter(calendar_side, hours_side).deadline(effect, moment)

    def deadline_if_applied(self, provision: str, item: int, side: ReportView) -> Deadline | None:
        """Return the dates of a time limit on one side, as if it applied to a pending item.

        None if the provision sets no time limit there, or its start is not known.
        """
        answer = side.item_answer(provision, item)
        if answer is None or answer.deadline is not None:
            return None if answer is None else answer.deadline
        start = side.facts.get(self.relevant_changes.start_fact(provision, item, side))
        effect = side.provisions[provision].effect
        return self._counter(side, side).deadline(effect, _parse_moment(start))

    def _counter(self, calendar_side: ReportView, hours_side: ReportView) -> DeadlineCounter:
        """Return what counts dates by the calendar and the office hours of two sides."""
        calendar = calendar_side.calendar or self.calendar  # if that edition is not at hand
        hours = hours_side.report.office_hours
        return DeadlineCounter(calendar_side.catalogue, calendar, hours)

    # Inputs

    def _side(self, key: str, applied: Applied) -> ReportView:
        """Return the side that an input is taken from."""
        return self.after if key in applied else self.before

    def _lookup(self, applied: Applied) -> Callable[[str], Plain | None]:
        """Return the function from the full name of a fact to its value."""
        return lambda fact: self._side(fact, applied).facts.get(fact)

    def _scope(
        self, condition: Condition, value_of: Callable[[str], Plain | None], item: str = ITEM
    ) -> Scope:
        """Return the scope to evaluate a condition in, with the values of its facts alone."""
        scope = Scope.of({}, {})._replace(item=item)
        values, misfits = dict[str, Plain](), set[str]()
        for comparison in comparisons(condition, {}):
            name = scope.name(comparison.fact)
            if (value := value_of(name)) is not None:
                values[name] = value
                if not _is_comparable(comparison, value):
                    misfits.add(name)
        known = {name: value for name, value in values.items() if name not in misfits}
        return scope._replace(values=known)


def _is_comparable(comparison: Compare, value: Plain) -> bool:
    """Return whether a value has a type that the comparison can take.

    It may not if the comparison is from one catalogue and the value from a report of another, which
    gives the fact another type. The condition then treats the fact as unknown.
    """
    try:
        comparison.holds(value)
    except TypeError:
        return False
    return True


def _parse_moment(value: Plain | None) -> datetime | date | None:
    """Return the day or moment that JSON writes as text; None if no deadline can start then."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:  # a report that somebody edited
        return None
    day = moment.date() if isinstance(moment, datetime) else moment
    return moment if FIRST_DAY <= day <= LAST_DAY else None
