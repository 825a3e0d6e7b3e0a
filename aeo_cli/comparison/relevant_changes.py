"""Which input changes can affect an answer at all, whatever the other inputs are.

Only these are tried in the search for the causes of a changed answer.
"""

from collections.abc import Iterable, Iterator

from aeo_cli.comparison.causes import Part
from aeo_cli.comparison.input_changes import CALENDAR_KEY, InputChanges, part_key
from aeo_cli.comparison.report_view import ReportView
from aeo_cli.rules.conditions import Condition, comparisons
from aeo_cli.rules.names import item_name


class RelevantChanges:
    """Returns the keys of the input changes that can affect an answer.

    Args:
        input_changes: what differs between the inputs of the two reports.
    """

    def __init__(self, input_changes: InputChanges) -> None:
        self.input_changes, self.sides = input_changes, input_changes.sides

    def for_provision(self, provision: str) -> list[str]:
        """Return the changes that can affect a provision, whatever is pending."""
        return [*self.for_entitlement(provision), *self.for_standing(provision)]

    def for_item(self, provision: str, item: int) -> list[str]:
        """Return the changes that can affect whether a provision applies to a pending item."""
        return [*self.for_entitlement(provision), *self.for_trigger(provision, item)]

    def for_entitlement(self, provision: str) -> list[str]:
        """Return the changes that can affect whether the enterprise is entitled."""
        conditions = [side.entitlement_condition(provision) for side in self.sides]
        return self._changed((*_facts(conditions), part_key(provision, Part.ENTITLED)))

    def for_standing(self, provision: str) -> list[str]:
        """Return the changes that can affect whether the provision needs pending business."""
        return self._changed([part_key(provision, Part.STANDING)])

    def for_trigger(self, provision: str, item: int) -> list[str]:
        """Return the changes that can affect whether a pending item triggers the provision."""
        if self.only_listing_side(provision, item):
            return [
                *self.for_listing(provision, item),
                *self._changed([part_key(provision, Part.TRIGGERED)]),
            ]
        facts = self._trigger_facts(provision, item)
        return self._changed((*facts, part_key(provision, Part.TRIGGERED)))

    def facts_of(self, provision: str, item: int | None) -> set[str]:
        """Return the facts that can affect a provision or, if given, its answer about an item."""
        facts = set(_facts(side.entitlement_condition(provision) for side in self.sides))
        return facts if item is None else facts | set(self._trigger_facts(provision, item))

    def _trigger_facts(self, provision: str, item: int) -> Iterator[str]:
        conditions = (side.trigger_condition(provision) for side in self.sides)
        return (f"{item_name(item)}.{fact.rpartition('.')[2]}" for fact in _facts(conditions))

    def for_listing(self, provision: str, item: int) -> list[str]:
        """Return the change because of which only one report lists an item under the provision.

        The item was added or is gone; if not, the provision now serves another kind of business,
        or needs none.
        """
        keys = (
            item_name(item),
            part_key(provision, Part.BUSINESS),
            part_key(provision, Part.STANDING),
        )
        return self._changed(keys)[:1]

    def for_time_limit(self, provision: str, item: int) -> list[str]:
        """Return the changes that can affect the dates of its time limit, where it applies."""
        start_facts = (self.start_fact(provision, item, side) for side in self.sides)
        parts = (part_key(provision, part) for part in _OF_TIME_LIMIT)
        return self._changed((*start_facts, *parts, CALENDAR_KEY))

    def only_listing_side(self, provision: str, item: int) -> ReportView | None:
        """Return the side that lists an item under the provision, if the other one does not."""
        listing_sides = [side for side in self.sides if item in side.items[provision]]
        return listing_sides[0] if len(listing_sides) == 1 else None

    def start_fact(self, provision: str, item: int, side: ReportView) -> str:
        """Return the item's fact that starts the time limit on a side, or else on the other one."""
        views = (view for view in (side, *self.sides) if provision in view.provisions)
        facts = filter(None, (view.start_fact(provision) for view in views))
        return f"{item_name(item)}.{next(facts, None)}"

    def _changed(self, keys: Iterable[str]) -> list[str]:
        """Return the keys of what did change, each once."""
        return [key for key in dict.fromkeys(keys) if key in self.input_changes.by_key]


_OF_TIME_LIMIT = (Part.EFFECT, Part.RUNS_FROM, Part.OFFICE_HOURS)
"""The parts of a provision that the dates of its time limit follow from."""


def _facts(conditions: Iterable[Condition | None]) -> list[str]:
    """Return the facts that conditions name; None stands for a condition that is not known.

    Conditions read from a report have their definitions expanded, so no definitions are needed.
    """
    return [
        comparison.fact
        for condition in conditions
        if condition is not None
        for comparison in comparisons(condition, {})
    ]
