"""What has to be found out once for all provisions of a catalogue: each condition, each limit.

Many provisions share a condition. A column is named for each that differs: `e0`, `e1`, … for those
about the enterprise, `t0`, `t1`, … for those about a pending item of one kind.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.rules.conditions import ALWAYS, AllOf, Condition, comparisons
from aeo_cli.rules.facts import Fact, FactType


class ItemCondition(NamedTuple):
    """A condition on the pending items of one kind."""

    kind: str
    triggered: Condition


class ProvisionPlan(NamedTuple):
    """A provision, with the columns that its verdict is read off."""

    measure: int
    provision: Provision
    entitled: str
    called: str | None
    """None: a standing provision, which needs no pending item."""

    @property
    def clock(self) -> str | None:
        """The item's fact from which its time limit runs; None: no date follows from it."""
        effect = self.provision.effect
        if effect is None or effect.from_ is None or not effect.is_limit:
            return None
        return self.provision.runs_from


LANE = 26
"""How many digits of base 4 a number has of which a double holds all: Spark divides by doubles."""
VERDICTS = tuple(Verdict)
"""By their codes: what applies is 0, and the better verdict is the lesser number."""


def verdict_code(entitled: int, called: int) -> int:
    """Return the code of a verdict, from the ranks of an entitlement and of what calls for it.

    The lesser of the two is the rank of `applies`. Where that is false, whether the enterprise is
    known not to be entitled makes the difference, as in `report.verdict_of`.
    """
    return 2 - min(entitled, called) + (entitled == 0)


class Plan:
    """A catalogue, taken apart for many enterprises at once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.entitled: dict[str, Condition] = {}
        self.calls: dict[str, ItemCondition] = {}
        entitled: dict[Condition, str] = {}
        calls: dict[ItemCondition, str] = {}
        provisions = []
        for measure, provision in catalogue.provisions():
            about = _same(provision.entitled)
            name = entitled.setdefault(about, f"e{len(entitled)}")
            called = None
            if provision.kind is not None:
                call = ItemCondition(provision.kind, _same(provision.triggered))
                called = calls.setdefault(call, f"t{len(calls)}")
            provisions.append(ProvisionPlan(measure.number, provision, name, called))
        self.entitled = {name: condition for condition, name in entitled.items()}
        self.calls = {name: call for call, name in calls.items()}
        self.provisions = tuple(provisions)

    @cached_property
    def clocked(self) -> tuple[ProvisionPlan, ...]:
        """The provisions from which dates follow."""
        return tuple(provision for provision in self.provisions if provision.clock)

    @cached_property
    def clocks(self) -> dict[str, Fact]:
        """The facts of pending items from which a time limit runs."""
        return {
            provision.clock: self.item_facts[provision.clock]
            for provision in self.clocked
            if provision.clock
        }

    @cached_property
    def item_facts(self) -> dict[str, Fact]:
        """Every fact that a pending item of some kind has: one column of a table of business."""
        kinds = self.catalogue.kinds.values()
        return {name: fact for kind in kinds for name, fact in kind.facts.items()}

    def kinds_with(self, name: str) -> dict[str, Fact]:
        """Return the fact of a name by each kind whose items have it."""
        kinds = self.catalogue.kinds.items()
        return {key: kind.facts[name] for key, kind in kinds if name in kind.facts}

    def is_alike(self, name: str) -> bool:
        """Say whether a fact has the same values in every kind whose items have it."""
        found = self.kinds_with(name).values()
        return len({(fact.type, *fact.choices, fact.format) for fact in found}) == 1

    @cached_property
    def heading(self) -> tuple[str, ...]:
        """The enterprise's own facts that head a report; each row of verdicts has them too."""
        texts = (FactType.TEXT, FactType.CHOICE)
        named = [name.removeprefix("enterprise.") for name in self.catalogue.heading]
        known = self.catalogue.enterprise
        return tuple(name for name in named if name in known and known[name].type in texts)

    @cached_property
    def conditions(self) -> dict[str, Condition]:
        """The condition of each column."""
        return self.entitled | {name: call.triggered for name, call in self.calls.items()}

    @cached_property
    def lanes(self) -> dict[str, tuple[str, ...]]:
        """The columns of calls, packed: each lane is a number with one digit for each of them.

        The digits are those of base 4: a rank, and of several items the bits of all their ranks.
        """
        names = tuple(self.calls)
        return {
            f"l{start // LANE}": names[start : start + LANE] for start in range(0, len(names), LANE)
        }

    def packed(self, ranks: Sequence[int]) -> tuple[int, ...]:
        """Return the lanes of the ranks of all calls, in their order."""
        by_name = dict(zip(self.calls, ranks, strict=True))
        return tuple(
            sum(by_name[name] << 2 * place for place, name in enumerate(names))
            for names in self.lanes.values()
        )

    def lane_of(self, call: str) -> tuple[str, int]:
        """Return the lane in which a call stands, and the weight of its digit there."""
        lane = next(lane for lane, names in self.lanes.items() if call in names)
        return lane, 4 ** self.lanes[lane].index(call)

    @cached_property
    def asked(self) -> dict[str, tuple[str, ...]]:
        """The facts that the condition of each column names; an item's are `item.X`."""
        definitions = self.catalogue.conditions
        return {
            name: tuple(dict.fromkeys(line.fact for line in comparisons(condition, definitions)))
            for name, condition in self.conditions.items()
        }

    @cached_property
    def calls_of(self) -> dict[str, tuple[tuple[int, str], ...]]:
        """The columns of the conditions on each kind of item, with their places among all."""
        placed = list(enumerate(self.calls.items()))
        return {
            kind: tuple((place, name) for place, (name, call) in placed if call.kind == kind)
            for kind in self.catalogue.kinds
        }


def _same(condition: Condition) -> Condition:
    """Return a condition so that two that say the same are equal: one that always holds is one."""
    return ALWAYS if isinstance(condition, AllOf) and not condition.parts else condition
