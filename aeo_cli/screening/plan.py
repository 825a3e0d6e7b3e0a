"""A catalogue prepared for screening: each distinct condition once, and each time limit.

Many provisions share a condition, so each distinct one is evaluated once, in a column of its own:
`e0`, `e1`, … for the conditions on the enterprise, `t0`, `t1`, … for those on a pending item of one
kind. The verdict on a provision follows from one or two of these columns.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.rules.conditions import Condition, comparisons
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.screening.heads import NO_OPTIONS, READINGS, HeadOptions, TableHeads


class ItemCondition(NamedTuple):
    """A condition on the pending items of one kind."""

    kind: str
    triggered: Condition


class ProvisionPlan(NamedTuple):
    """A provision, and the columns from which its verdict is read."""

    measure: int
    provision: Provision
    entitled_column: str
    triggered_column: str | None
    """None: the provision needs no pending item."""

    @property
    def start_fact(self) -> str | None:
        """The item's fact from which the time limit runs; None if no deadline follows."""
        effect = self.provision.effect
        if effect is None or effect.from_ is None or not effect.is_limit:
            return None
        return self.provision.runs_from


HEADING_TYPES = (FactType.TEXT, FactType.CHOICE)
"""The types of facts that are a heading by themselves; any other is shown as text."""
LANE_SIZE = 26
"""How many base-4 digits a lane has, of the 31 that a whole number of 64 bits can hold."""
VERDICTS = tuple(Verdict)
"""The verdicts by their codes: "applies" is 0, and a better verdict has a lower code."""


def verdict_code(entitled: int, triggered: int) -> int:
    """Return the code of a verdict, from the ranks of the entitlement and of the trigger.

    The lower of the two is the rank of "applies". If it is false, the verdict depends on whether
    the enterprise is known not to be entitled, as in `report.verdict_of`.
    """
    return 2 - min(entitled, triggered) + (entitled == 0)


class Plan:
    """A catalogue, prepared for assessing many enterprises at once.

    Args:
        catalogue: the catalogue.
        options: how the heads of tables are read.

    Raises:
        InputError: an option names a column that does not exist.
    """

    def __init__(self, catalogue: Catalogue, options: HeadOptions = NO_OPTIONS) -> None:
        self.catalogue, self.heads = catalogue, TableHeads(catalogue, options)
        enterprise_columns: dict[Condition, str] = {}
        item_columns: dict[ItemCondition, str] = {}
        provisions = []
        for measure, provision in catalogue.provisions():
            entitled = provision.entitled
            entitled_column = enterprise_columns.setdefault(entitled, f"e{len(enterprise_columns)}")
            triggered_column = None
            if provision.kind is not None:
                triggered = ItemCondition(provision.kind, provision.triggered)
                triggered_column = item_columns.setdefault(triggered, f"t{len(item_columns)}")
            provisions.append(
                ProvisionPlan(measure.number, provision, entitled_column, triggered_column)
            )
        self.enterprise_conditions = {
            name: condition for condition, name in enterprise_columns.items()
        }
        self.item_conditions = {name: condition for condition, name in item_columns.items()}
        self.provisions = tuple(provisions)

    @cached_property
    def deadline_provisions(self) -> tuple[ProvisionPlan, ...]:
        """The provisions from which deadlines follow."""
        return tuple(provision for provision in self.provisions if provision.start_fact)

    @cached_property
    def start_facts(self) -> dict[str, Fact]:
        """The facts of pending items from which time limits run.

        If a fact is a day in one kind and a moment in another, it is given as a moment, which a
        column can hold both in.
        """
        facts: dict[str, Fact] = {}
        for provision in self.deadline_provisions:
            fact = self.start_fact_of(provision)
            if fact.type is FactType.DATETIME or provision.start_fact not in facts:
                facts[str(provision.start_fact)] = fact
        return facts

    def start_fact_of(self, provision: ProvisionPlan) -> Fact:
        """Return the fact from which a provision's time limit runs, as its kind declares it."""
        return self.catalogue.kinds[str(provision.provision.kind)].facts[str(provision.start_fact)]

    @cached_property
    def enterprise_facts(self) -> dict[str, Fact]:
        """Every fact of an enterprise and every reading: the columns of `enterprises`."""
        readings = {READINGS + name: fact for name, fact in self.catalogue.readings.items()}
        return {**self.catalogue.enterprise, **readings}

    @cached_property
    def item_facts(self) -> dict[str, Fact]:
        """Every fact that some kind of pending item has: the columns of the table `business`."""
        kinds = self.catalogue.kinds.values()
        return {name: fact for kind in kinds for name, fact in kind.facts.items()}

    @cached_property
    def uniform_facts(self) -> dict[str, Fact]:
        """The facts that have the same values in every kind of item that has them."""
        return {
            name: fact
            for name, fact in self.item_facts.items()
            if len({(one.type, *one.choices, one.format) for one in self.facts_named(name)}) == 1
        }

    def facts_named(self, name: str) -> list[Fact]:
        """Return the facts of a name, one for each kind of item that has one."""
        return [self.catalogue.kinds[kind].facts[name] for kind in self.kinds_with(name)]

    def kinds_with(self, name: str) -> list[str]:
        """Return the kinds of item that have a fact."""
        return [key for key, kind in self.catalogue.kinds.items() if name in kind.facts]

    @cached_property
    def report_heading(self) -> tuple[str, ...]:
        """The facts of an enterprise that head its report."""
        names = [name.removeprefix("enterprise.") for name in self.catalogue.heading]
        facts = self.catalogue.enterprise
        return tuple(n for n in names if n in facts and facts[n].type in HEADING_TYPES)

    @cached_property
    def heading(self) -> tuple[str, ...]:
        """The columns of an enterprise in the verdicts: what is kept, and what heads a report."""
        return tuple(dict.fromkeys((*self.heads.kept, *self.report_heading)))

    @cached_property
    def heading_columns(self) -> tuple[str, ...]:
        """The names of the heading's columns in an engine, where any others may be too."""
        return tuple(f"heading__{number}" for number in range(len(self.heading)))

    @property
    def kept_columns(self) -> tuple[str, ...]:
        """The names in an engine of the columns that are kept, which come first in the heading."""
        return self.heading_columns[: len(self.heads.kept)]

    @cached_property
    def conditions(self) -> dict[str, Condition]:
        """The condition of each column."""
        on_items = {name: condition.triggered for name, condition in self.item_conditions.items()}
        return self.enterprise_conditions | on_items

    @cached_property
    def lanes(self) -> dict[str, tuple[str, ...]]:
        """The columns of item conditions that each lane packs into one number.

        Each column is a digit of base 4. For one item the digit is a rank; for all items of an
        enterprise it is the bitwise "or" of their ranks, so one aggregation covers 26 columns.
        """
        names = tuple(self.item_conditions)
        return {
            f"l{start // LANE_SIZE}": names[start : start + LANE_SIZE]
            for start in range(0, len(names), LANE_SIZE)
        }

    def pack(self, ranks: Sequence[int]) -> tuple[int, ...]:
        """Return the lanes of the ranks of all item conditions, given in their order."""
        by_name = dict(zip(self.item_conditions, ranks, strict=True))
        return tuple(
            sum(by_name[name] << 2 * position for position, name in enumerate(names))
            for names in self.lanes.values()
        )

    def lane_of(self, column: str) -> tuple[str, int]:
        """Return the lane that holds a column, and the weight of the column's digit in it."""
        lane = next(lane for lane, names in self.lanes.items() if column in names)
        return lane, 4 ** self.lanes[lane].index(column)

    @cached_property
    def condition_facts(self) -> dict[str, tuple[str, ...]]:
        """The facts that each column's condition names; an item's are `item.X`."""
        definitions = self.catalogue.conditions
        return {
            name: tuple(dict.fromkeys(line.fact for line in comparisons(condition, definitions)))
            for name, condition in self.conditions.items()
        }

    @cached_property
    def item_columns_by_kind(self) -> dict[str, tuple[tuple[int, str], ...]]:
        """The columns of the conditions on each kind of item, with their index among all."""
        columns = list(enumerate(self.item_conditions.items()))
        return {
            kind: tuple(
                (index, name) for index, (name, condition) in columns if condition.kind == kind
            )
            for kind in self.catalogue.kinds
        }
