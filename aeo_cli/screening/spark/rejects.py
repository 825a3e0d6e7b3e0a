"""All rejected rows, by themselves or because of other rows, in Spark."""

from functools import reduce
from typing import Any

from pyspark.sql import DataFrame, Row, SparkSession, Window
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it

from aeo_cli.documents.text import both
from aeo_cli.screening.job import Job
from aeo_cli.screening.reasons import MOST_REASONS, Example, Reason
from aeo_cli.screening.rejects import (
    REASON_SEPARATOR,
    duplicate_id,
    duplicate_ref,
    faults,
    orphan_item,
    rejected_items,
)
from aeo_cli.screening.spark.files import shown_name, uri
from aeo_cli.screening.spark.row_worker import FAULTS, FAULTS_TYPE, FILE, LINE, ROW, fault_rows

COUNT, HAS_BAD_ITEM, SAME_ID = "_count", "_has_bad_item", "_same_id"
"""Of a ref: how many enterprises have it; whether an item is unreadable, or two share an id."""
_BAD_ITEMS, _CAUSE = "_bad_items", "_cause"
"""The places of an enterprise's rejected items, and the kind of reason."""
_PLACE = (FILE, LINE, "ref")


class SparkRejects:
    """Collects the rejected rows of a portfolio.

    Args:
        spark: the session.
        job: what to do.
        enterprises: all enterprises, readable or not.
        items: all items, readable or not.
    """

    def __init__(
        self, spark: SparkSession, job: Job, enterprises: DataFrame, items: DataFrame
    ) -> None:
        self.spark, self.lang, self.enterprises, self.items = spark, job.lang, enterprises, items
        self.has_tables, self.sources = job.portfolio.has_tables, job.portfolio.sources

    def rows(self, items_by_ref: DataFrame, rejected: DataFrame) -> DataFrame:
        """Return all rejected rows with their `FAULTS`.

        Args:
            items_by_ref: by ref, whether two items have the same id.
            rejected: the refs that are rejected because of other rows, with their `COUNT`.
        """
        unreadable = [
            frame.filter(F.col(FAULTS).isNotNull()).select(*_PLACE, FAULTS, ROW).toDF(*_COLUMNS)
            for frame in (self.enterprises, self.items)
        ]
        readable = self.items.filter(F.col(FAULTS).isNull())
        same_id = self._with_same_id(readable, items_by_ref)
        bad_items = self.items.filter(F.col(FAULTS).isNotNull()).select(*_PLACE)
        by_ref = bad_items.unionByName(same_id.select(*_PLACE)).groupBy("ref")
        places = by_ref.agg(F.collect_list(F.struct(FILE, LINE)).alias(_BAD_ITEMS))
        owners = self.enterprises.filter(F.col(FAULTS).isNull()).join(rejected, "ref")
        owners = owners.join(places, "ref", "left").withColumn(_CAUSE, F.lit("enterprise"))
        related = [owners.withColumn("id", F.lit(None).cast("string"))]
        if self.has_tables:
            orphans = readable.join(self.enterprises.select("ref"), "ref", "left_anti")
            unused = {
                _BAD_ITEMS: F.lit(None).cast(owners.schema[_BAD_ITEMS].dataType),
                COUNT: F.lit(None).cast("bigint"),
            }
            related += [
                frame.withColumns({**unused, _CAUSE: F.lit(cause)})
                for cause, frame in (("orphan", orphans), ("same_id", same_id))
            ]
        columns = (*_PLACE, "id", _CAUSE, ROW, _BAD_ITEMS, COUNT)
        rows = reduce(DataFrame.unionByName, (frame.select(*columns) for frame in related))
        explained = rows.rdd.map(_explained)
        return reduce(
            DataFrame.unionByName, [self.spark.createDataFrame(explained, _REJECT), *unreadable]
        )

    def table(self, rows: DataFrame) -> DataFrame:
        """Return the table of rejects; see `job.REJECTS`."""
        texts = F.array_join(f"{FAULTS}.problem.{self.lang.value}", REASON_SEPARATOR).alias(
            "reason"
        )
        return rows.select("file", "line", "ref", texts, "row")

    def reasons(self, rows: DataFrame) -> list[Reason]:
        """Return why rows were rejected, the most frequent reason first; see `Reasons`."""
        names = dict.fromkeys(
            source.alias or shown_name(uri(source.path)) for source in self.sources
        )
        order = self.spark.createDataFrame([*zip(names, range(len(names)), strict=True)], _ORDER)
        kinds = F.col(f"{FAULTS}.kind")
        # In a row that has a kind of fault several times, the first of them counts.
        first = F.filter(FAULTS, lambda fault, n: F.array_position(kinds, fault["kind"]) == n + 1)
        counted = (
            rows.join(F.broadcast(order), "file", "left")
            .select("source", "line", "ref", "file", F.explode(first).alias("fault"))
            .groupBy("fault.kind")
            .agg(
                F.count(F.lit(1)).alias("count"),
                F.min(F.struct("source", "line", "ref", "fault.problem", "file")).alias("first"),
            )
            .orderBy(F.desc("count"), "first")
            .limit(MOST_REASONS)
        )
        return [_reason(row) for row in counted.collect()]

    def _with_same_id(self, items: DataFrame, items_by_ref: DataFrame) -> DataFrame:
        """Return the items with the id of another item of their enterprise."""
        owners = self.enterprises.select("ref")
        refs = items_by_ref.filter(SAME_ID).join(owners, "ref", "left_semi").select("ref")
        with_id = items.filter(F.col("id").isNotNull())
        candidates = with_id.join(refs, "ref", "left_semi")
        alike = Window.partitionBy("ref", "id")
        return candidates.withColumn(COUNT, F.count(F.lit(1)).over(alike)).filter(F.col(COUNT) > 1)


def _explained(row: Row) -> tuple[Any, ...]:
    """Return a row that is rejected because of other rows, with its faults."""
    match row[_CAUSE]:
        case "orphan":
            problem = orphan_item(row["ref"])
        case "same_id":
            problem = duplicate_id(row["id"])
        case _ if row[COUNT] > 1:
            problem = duplicate_ref(row["ref"])
        case _:
            problem = rejected_items(
                (shown_name(file), line or 0) for file, line in row[_BAD_ITEMS]
            )
    return shown_name(row[FILE]), row[LINE], row["ref"], fault_rows(faults([problem])), row[ROW]


def _reason(row: Row) -> Reason:
    first = row["first"]
    example = Example(first["file"], first["line"], first["ref"], both(*first["problem"]))
    place = first["source"] or 0, first["line"] or 0
    return Reason(both(*row["kind"]), row["count"], place, example)


_ORDER = "file string, source int"
_COLUMNS = ("file", "line", "ref", FAULTS, "row")
_REJECT = f"file string, line bigint, ref string, {FAULTS} {FAULTS_TYPE}, row string"
