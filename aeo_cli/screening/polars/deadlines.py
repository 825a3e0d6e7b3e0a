"""The deadlines of pending items, in Polars: each distinct start is joined with its dates."""

import polars as pl

from aeo_cli.rules.facts import FactType
from aeo_cli.screening.deadline_table import Dates, DeadlineTable
from aeo_cli.screening.job import Job
from aeo_cli.screening.plan import ProvisionPlan
from aeo_cli.screening.polars.expressions import triggered_rank
from aeo_cli.screening.polars.texts import split_start

_TYPES: dict[str, pl.DataType] = {"provisional": pl.Boolean(), "due": pl.Date()}
_DATES_SCHEMA = {name: _TYPES.get(name, pl.String()) for name in Dates._fields}
OWNER_COLUMN, ITEM_COLUMN = "#owner", "#item"
"""The number of an enterprise in its partition, and that of an item."""
_PROVISION, _MINUTE, _REST = "#provision", "#minute", "#rest"
_ORDER = dict.fromkeys((OWNER_COLUMN, ITEM_COLUMN, _PROVISION), pl.UInt32())
"""The columns by which deadlines are sorted."""


def deadline_schema(job: Job) -> dict[str, pl.DataType]:
    """Return the columns of deadlines."""
    return {**dict.fromkeys(job.deadline_columns, pl.String()), **_TYPES}


class DeadlineRows:
    """Computes the deadlines of a portfolio.

    Args:
        job: what to do.
    """

    def __init__(self, job: Job) -> None:
        self.job, self.deadline_table = job, DeadlineTable(job.plan.catalogue, job.calendar)
        names = zip(job.plan.kept_columns, job.plan.heads.kept, strict=True)
        self.kept = {column: pl.col(column).cast(pl.String).alias(name) for column, name in names}
        self.schema = deadline_schema(job)

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
        empty = pl.DataFrame(schema={**_ORDER, **self.schema})
        return pl.concat([empty, *frames]).sort(*_ORDER).select(*self.schema)

    def _rows_of(
        self, provision: ProvisionPlan, number: int, enterprises: pl.LazyFrame, items: pl.LazyFrame
    ) -> pl.DataFrame:
        """Return the deadlines that follow from a provision."""
        plan, fact = self.job.plan, str(provision.start_fact)
        rank = triggered_rank(plan, str(provision.triggered_column))
        triggered = items.filter(pl.col(fact).is_not_null(), rank == 2)
        entitled = enterprises.filter(pl.col(provision.entitled_column) == 2)
        entitled = entitled.select(OWNER_COLUMN, *self.kept)
        is_moment = plan.start_fact_of(provision).type is FactType.DATETIME
        minute, rest = split_start(pl.col(fact), is_moment=is_moment)
        starts = (
            triggered.join(entitled, on=OWNER_COLUMN)
            .select(
                OWNER_COLUMN,
                ITEM_COLUMN,
                "ref",
                "id",
                *self.kept,
                minute.alias(_MINUTE),
                rest.alias(_REST),
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
            *self.kept.values(),
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
