"""What each answer would be, had only some of the differences between two reports happened.

Of a provision that both catalogues have. The others are supposed not to have happened: what they
concern is as the earlier report tells it.
"""

from collections.abc import Callable, Iterable

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.deadlines import deadline
from aeo_cli.assessment.report import Deadline, Plain
from aeo_cli.comparison.causes import Part
from aeo_cli.comparison.input_changes import InputChanges, key_of
from aeo_cli.comparison.report_view import ReportView, moment
from aeo_cli.rules.conditions import Compare, Condition, comparisons
from aeo_cli.rules.evaluation import AnyTrace, Scope, Trace, all_of, evaluate
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_name

Applied = frozenset[str]
"""The differences, by their keys, that are supposed to have happened."""
_NOT_PENDING = AnyTrace(Truth.FALSE, ())


class Counterfactuals:
    """Two reports, and all that lies between them.

    Args:
        variations: what differs in what the two were made from.
        calendar: by which dates are counted.
    """

    def __init__(self, variations: InputChanges, calendar: Calendar) -> None:
        self.variations, self.calendar = variations, calendar
        self.before, self.after = variations.before, variations.after
        self.sides = (self.before, self.after)

    def entitled(self, provision: str, happened: Applied) -> Trace:
        """Return whether the enterprise would meet the condition on it."""
        condition = self._side(key_of(provision, Part.ENTITLED), happened).entitled(provision)
        return evaluate(condition, self._scope(condition, self._value(happened)))

    def triggered(self, provision: str, item: int, happened: Applied) -> Trace:
        """Return whether a pending item would trigger the provision."""
        value = self._value(happened)
        if alone := self._listed_alone(provision, item):
            value = alone.facts.get
            has_turned = bool(happened & set(self._of_listing(provision, item)))
            if has_turned is (alone is self.before):
                return _NOT_PENDING
        first = self._side(key_of(provision, Part.TRIGGERED), happened)
        told = [side.triggered(provision) for side in (first, *self.sides)]
        condition = next(one for one in told if one is not None)  # the side that lists it tells it
        return evaluate(condition, self._scope(condition, value, item_name(item)))

    def applies(self, provision: str, item: int, happened: Applied) -> Trace:
        """Return whether the provision would apply to a pending item."""
        return all_of(
            (self.entitled(provision, happened), self.triggered(provision, item, happened))
        )

    def stands(self, provision: str, happened: Applied) -> bool:
        """Say whether the provision would need no pending business."""
        first = self._side(key_of(provision, Part.STANDING), happened)
        told = [side.stands(provision) for side in (first, *self.sides)]
        return next((one for one in told if one is not None), False)

    def deadline(self, provision: str, item: int, happened: Applied) -> Deadline | None:
        """Return the dates that its limit would have, if it applied to a pending item."""
        if self.applies(provision, item, happened).truth is not Truth.TRUE:
            return None
        alone = self._listed_alone(provision, item)
        value = alone.facts.get if alone else self._value(happened)
        clock = self.clock(provision, self._side(key_of(provision, Part.RUNS_FROM), happened))
        effect = self._side(key_of(provision, Part.EFFECT), happened).provisions[provision].effect
        return deadline(effect, moment(value(f"{item_name(item)}.{clock}")), self.calendar)

    def clock(self, provision: str, side: ReportView) -> str | None:
        """Return the fact from which its limit runs; where a side does not tell, as the other."""
        told = (
            one.runs_from(provision) for one in (side, *self.sides) if provision in one.provisions
        )
        return next(filter(None, told), None)

    # The differences that an answer can hang on

    def of_enterprise(self, provision: str) -> list[str]:
        """Return those that can change whether the enterprise is entitled."""
        conditions = [side.entitled(provision) for side in self.sides]
        return self._among((*_facts(conditions), key_of(provision, Part.ENTITLED)))

    def of_item(self, provision: str, item: int) -> list[str]:
        """Return those that can change whether a pending item triggers the provision."""
        if self._listed_alone(provision, item):
            return [
                *self._of_listing(provision, item),
                *self._among([key_of(provision, Part.TRIGGERED)]),
            ]
        conditions = [side.triggered(provision) for side in self.sides]
        facts = (f"{item_name(item)}.{name.rpartition('.')[2]}" for name in _facts(conditions))
        return self._among((*facts, key_of(provision, Part.TRIGGERED)))

    def _of_listing(self, provision: str, item: int) -> list[str]:
        """Return why one report tells an item under the provision, and the other does not.

        It came up or is gone, or else the provision serves other business, or none, now.
        """
        keys = (item_name(item), key_of(provision, Part.BUSINESS), key_of(provision, Part.STANDING))
        return self._among(keys)[:1]

    def of_standing(self, provision: str) -> list[str]:
        """Return those that can change whether the provision needs pending business."""
        return self._among([key_of(provision, Part.STANDING)])

    def of_limit(self, provision: str, item: int) -> list[str]:
        """Return those that can change the dates of its limit, if it applies to a pending item."""
        clocks = (f"{item_name(item)}.{self.clock(provision, side)}" for side in self.sides)
        return self._among(
            (*clocks, key_of(provision, Part.EFFECT), key_of(provision, Part.RUNS_FROM))
        )

    def _among(self, keys: Iterable[str]) -> list[str]:
        return [key for key in dict.fromkeys(keys) if key in self.variations.by_key]

    def _listed_alone(self, provision: str, item: int) -> ReportView | None:
        """Return the side that tells an item under the provision, where the other one does not."""
        telling = [side for side in self.sides if item in side.items[provision]]
        return telling[0] if len(telling) == 1 else None

    def _side(self, key: str, happened: Applied) -> ReportView:
        return self.after if key in happened else self.before

    def _value(self, happened: Applied) -> Callable[[str], Plain | None]:
        return lambda name: self._side(name, happened).facts.get(name)

    def _scope(
        self, condition: Condition, value: Callable[[str], Plain | None], item: str = "item"
    ) -> Scope:
        scope, values, unfit = Scope.of({}, {})._replace(item=item), dict[str, Plain](), set[str]()
        for line in comparisons(condition, {}):
            name = scope.name(line.fact)
            if (found := value(name)) is not None:
                values[name] = found
                unfit |= set() if _fits(line, found) else {name}
        return scope._replace(values={name: values[name] for name in values if name not in unfit})


def _fits(line: Compare, value: Plain) -> bool:
    """Say whether a value can be compared so; the other catalogue may have given it another type.

    One that cannot is unknown to the condition.
    """
    try:
        line.holds(value)
    except TypeError:
        return False
    return True


def _facts(conditions: Iterable[Condition | None]) -> list[str]:
    return [line.fact for one in conditions if one for line in comparisons(one, {})]
