"""Deadlines of pending items, in Polars: each start is looked up in a table of starts."""

import narwhals as nw
import polars as pl

from aeo_cli.rules.facts import FactType
from aeo_cli.screening.deadline_table import Dates, DeadlineTable
from aeo_cli.screening.expressions import called_for
from aeo_cli.screening.job import DEADLINES, Job
from aeo_cli.screening.plan import ProvisionPlan

TYPES: dict[str, pl.DataType] = {
    **dict.fromkeys(DEADLINES, pl.String()),
    "provisional": pl.Boolean(),
    "due": pl.Date(),
}
_TABLE = {name: TYPES[name] for name in Dates._fields}
PLACE, ITEM = "#place", "#item"
"""The number of an enterprise, or an item, in its order."""
_LIMB, _HOUR, _REST = "#provision", "#hour", "#rest"


class DeadlineRows:
    """Every deadline of a portfolio, each kind of start counted once.

    Args:
        order: what is asked.
    """

    def __init__(self, order: Job) -> None:
        self.order, self.starts = order, DeadlineTable(order.calendar)

    def of(self, enterprises: pl.LazyFrame, items: pl.DataFrame) -> pl.DataFrame:
        """Return the deadlines of items, in the order of the enterprises, then of the items.

        Args:
            enterprises: standings, each with its `PLACE`.
            items: pendings, each with its number, `ITEM`, and the place of its enterprise.
        """
        clocked = enumerate(self.order.plan.clocked)
        found = [
            self._of(provision, number, enterprises, items.lazy()) for number, provision in clocked
        ]
        every = pl.concat([pl.DataFrame(schema={**_SORTED, **TYPES}), *found])
        return every.sort(*_SORTED).select(DEADLINES)

    def _of(
        self, provision: ProvisionPlan, number: int, enterprises: pl.LazyFrame, items: pl.LazyFrame
    ) -> pl.DataFrame:
        plan, clock = self.order.plan, str(provision.clock)
        entitled = enterprises.filter(pl.col(provision.entitled) == 2).select(PLACE)
        begun = nw.from_native(items.filter(pl.col(clock).is_not_null()))
        called = nw.to_native(begun.filter(called_for(plan, str(provision.called)) == 2))
        moment = plan.clocks[clock].type is FactType.DATETIME
        starts = called.join(entitled, on=PLACE).select(
            PLACE, ITEM, "ref", "id", *_start(pl.col(clock), moment=moment)
        )
        found = starts.collect(engine="streaming")
        table = self._table(provision, found.get_column(_HOUR).unique())
        own = provision.provision
        fixed = {"kind": own.kind, "provision": own.id, "force": own.force.value}
        rest = pl.col(_REST)
        return found.join(table, on=_HOUR).select(
            PLACE,
            ITEM,
            pl.lit(number, dtype=pl.UInt32).alias(_LIMB),
            "ref",
            "id",
            *(pl.lit(value).alias(name) for name, value in fixed.items()),
            (pl.col(_HOUR) + rest).alias("runs_from"),
            pl.col("standard", "shortened") + rest,
            "last_office_day_standard",
            "last_office_day_shortened",
            "provisional",
            "due",
        )

    def _table(self, provision: ProvisionPlan, hours: pl.Series) -> pl.DataFrame:
        """Return the dates that follow from each start."""
        found = ((hour, self.starts.dates(provision, hour)) for hour in hours)
        rows = [(hour, *dates) for hour, dates in found if dates]
        return pl.DataFrame(rows, {_HOUR: pl.String(), **_TABLE}, orient="row")


_SORTED = dict.fromkeys((PLACE, ITEM, _LIMB), pl.UInt32())


def _start(clock: pl.Expr, *, moment: bool) -> tuple[pl.Expr, pl.Expr]:
    """Return the hour of a start, and what follows it; see `rows.Start`."""
    if not moment:
        return clock.dt.to_string("%Y-%m-%d").alias(_HOUR), pl.lit("").alias(_REST)
    fraction = pl.when(clock.dt.microsecond() != 0).then(clock.dt.to_string(".%6f"))
    rest = clock.dt.to_string(":%M:%S") + fraction.fill_null("") + pl.lit("+08:00")
    return clock.dt.to_string("%Y-%m-%dT%H").alias(_HOUR), rest.alias(_REST)
