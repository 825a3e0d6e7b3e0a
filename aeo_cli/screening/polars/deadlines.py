"""The deadlines of pending items, in Polars: each distinct start is joined with its dates."""

import narwhals as nw
import polars as pl

from aeo_cli.rules.facts import FactType
from aeo_cli.screening.deadline_table import Dates, DeadlineTable
from aeo_cli.screening.expressions import triggered_rank
from aeo_cli.screening.job import DEADLINES, Job
from aeo_cli.screening.plan import ProvisionPlan

DEADLINE_SCHEMA: dict[str, pl.DataType] = {
    **dict.fromkeys(DEADLINES, pl.String()),
    "provisional": pl.Boolean(),
    "due": pl.Date(),
}
_DATES_SCHEMA = {name: DEADLINE_SCHEMA[name] for name in Dates._fields}
OWNER_COLUMN, ITEM_COLUMN = "#owner", "#item"
"""The number of an enterprise in its partition, and that of an item."""
_PROVISION, _MINUTE, _REST = "#provision", "#minute", "#rest"
_ORDER = dict.fromkeys((OWNER_COLUMN, ITEM_COLUMN, _PROVISION), pl.UInt32())
"""The columns by which deadlines are sorted."""


class DeadlineRows:
    """Computes the deadlines of a portfolio.

    Args:
        job: what to do.
    """

    def __init__(self, job: Job) -> None:
        self.job, self.deadline_table = job, DeadlineTable(job.plan.catalogue, job.calendar)

    def rows(self, enterprises: pl.LazyFrame, items: pl.DataFrame) -> pl.DataFrame:
        """Return the deadlines of items, sorted by enterprise, then item, then provision.

        Args:
            enterprises: the ranks of enterprises, with `OWNER_COLUMN`.
            items: the ranks of items, with `ITEM_COLUMN`, and with the `OWNER_COLUMN` of each.
        """
        frames = [
            self._rows_of(provision, number, enterprises, items.lazy())
            for number, provision in enumerate(self.job.plan.deadline_provisions)
        ]
        empty = pl.DataFrame(schema={**_ORDER, **DEADLINE_SCHEMA})
        return pl.concat([empty, *frames]).sort(*_ORDER).select(DEADLINES)

    def _rows_of(
        self, provision: ProvisionPlan, number: int, enterprises: pl.LazyFrame, items: pl.LazyFrame
    ) -> pl.DataFrame:
        """Return the deadlines that follow from a provision."""
        plan, fact = self.job.plan, str(provision.start_fact)
        with_start = nw.from_native(items.filter(pl.col(fact).is_not_null()))
        rank = triggered_rank(plan, str(provision.triggered_column))
        triggered = nw.to_native(with_start.filter(rank == 2))
        entitled = enterprises.filter(pl.col(provision.entitled_column) == 2).select(OWNER_COLUMN)
        is_moment = plan.start_fact_of(provision).type is FactType.DATETIME
        starts = (
            triggered.join(entitled, on=OWNER_COLUMN)
            .select(
                OWNER_COLUMN,
                ITEM_COLUMN,
                "ref",
                "id",
                *_split_start(pl.col(fact), is_moment=is_moment),
            )
            .collect(engine="streaming")
        )
        dates = self._dates(provision, starts.get_column(_MINUTE).unique())
        constants = {
            "kind": provision.provision.kind,
            "provision": provision.provision.id,
            "force": provision.provision.force.value,
        }
        rest = pl.col(_REST)
        return starts.join(dates, on=_MINUTE).select(
            OWNER_COLUMN,
            ITEM_COLUMN,
            pl.lit(number, dtype=pl.UInt32).alias(_PROVISION),
            "ref",
            "id",
            *(pl.lit(value).alias(name) for name, value in constants.items()),
            (pl.col(_MINUTE) + rest).alias("runs_from"),
            pl.col("standard", "shortened") + rest,
            "last_office_day_standard",
            "last_office_day_shortened",
            "provisional",
            "due",
        )

    def _dates(self, provision: ProvisionPlan, minutes: pl.Series) -> pl.DataFrame:
        """Return the dates that follow from each start."""
        dates = ((minute, self.deadline_table.dates(provision, minute)) for minute in minutes)
        rows = [(minute, *fields) for minute, fields in dates if fields]
        return pl.DataFrame(rows, {_MINUTE: pl.String(), **_DATES_SCHEMA}, orient="row")


def _split_start(start: pl.Expr, *, is_moment: bool) -> tuple[pl.Expr, pl.Expr]:
    """Return the two parts of a start; see `row_reader.Start`."""
    if not is_moment:
        return start.dt.to_string("%Y-%m-%d").alias(_MINUTE), pl.lit("").alias(_REST)
    fraction = pl.when(start.dt.microsecond() != 0).then(start.dt.to_string(".%6f"))
    rest = start.dt.to_string(":%S") + fraction.fill_null("") + pl.lit("+08:00")
    return start.dt.to_string("%Y-%m-%dT%H:%M").alias(_MINUTE), rest.alias(_REST)
