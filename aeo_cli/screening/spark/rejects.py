"""Every row that is not answered, in Spark: refused alone, or because of other rows."""

from functools import partial, reduce
from typing import Any

from pyspark.sql import DataFrame, Row, SparkSession, Window
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it

from aeo_cli.documents.text import Lang
from aeo_cli.screening.job import REJECTS, Job
from aeo_cli.screening.rejects import because, orphan, repeated, same_id, with_refused
from aeo_cli.screening.spark.row_worker import FILE, LINE, REASON, ROW, shown

NUMBER, BAD, SAME = "_number", "_bad", "_same"
"""Of an enterprise: how many have its ref; whether an item is refused; whether two have one id."""
_WHY = "_why"
_PLACE = (FILE, LINE, "ref")


class SparkRejects:
    """What is refused.

    Args:
        spark: where it is found out.
        order: what is asked.
        enterprises: every enterprise, whether or not it can be read.
        items: every item.
    """

    def __init__(
        self, spark: SparkSession, order: Job, enterprises: DataFrame, items: DataFrame
    ) -> None:
        self.spark, self.lang, self.enterprises, self.items = spark, order.lang, enterprises, items
        self.of_tables = order.portfolio.of_tables

    def every(self, called: DataFrame, burdened: DataFrame) -> DataFrame:
        """Return every row that is not answered, with the reason.

        Args:
            called: by ref, whether two items have one id.
            burdened: the refs that are refused because of other rows, with their number.
        """
        alone = [
            frame.filter(F.col(REASON).isNotNull()).select(*_PLACE, REASON, ROW).toDF(*REJECTS)
            for frame in (self.enterprises, self.items)
        ]
        readable = self.items.filter(F.col(REASON).isNull())
        same = self._of_one_id(readable, called)
        bad = self.items.filter(F.col(REASON).isNotNull()).select(*_PLACE)
        of_refs = bad.unionByName(same.select(*_PLACE)).groupBy("ref")
        places = of_refs.agg(F.collect_list(F.struct(FILE, LINE)).alias(BAD))
        owners = self.enterprises.filter(F.col(REASON).isNull()).join(burdened, "ref")
        owners = owners.join(places, "ref", "left").withColumn(_WHY, F.lit("enterprise"))
        with_others = [owners.withColumn("id", F.lit(None).cast("string"))]
        if self.of_tables:
            strays = readable.join(self.enterprises.select("ref"), "ref", "left_anti")
            unsaid = {
                BAD: F.lit(None).cast(owners.schema[BAD].dataType),
                NUMBER: F.lit(None).cast("bigint"),
            }
            with_others += [
                one.withColumns({**unsaid, _WHY: F.lit(why)})
                for why, one in (("orphan", strays), ("same_id", same))
            ]
        columns = (*_PLACE, "id", _WHY, ROW, BAD, NUMBER)
        told = reduce(DataFrame.unionByName, (one.select(*columns) for one in with_others))
        rows = told.rdd.map(partial(_explained, lang=self.lang))
        return reduce(DataFrame.unionByName, [self.spark.createDataFrame(rows, _REJECT), *alone])

    def _of_one_id(self, items: DataFrame, called: DataFrame) -> DataFrame:
        """Return the items that share their id with another one of their enterprise."""
        owners = self.enterprises.select("ref")
        shared = called.filter(SAME).join(owners, "ref", "left_semi").select("ref")
        named = items.filter(F.col("id").isNotNull())
        found = named.join(shared, "ref", "left_semi")
        alike = Window.partitionBy("ref", "id")
        return found.withColumn(NUMBER, F.count(F.lit(1)).over(alike)).filter(F.col(NUMBER) > 1)


def _explained(row: Row, lang: Lang) -> tuple[Any, ...]:
    """Return a row that is refused because of others, with the reason."""
    match row[_WHY]:
        case "orphan":
            problem = orphan(row["ref"])
        case "same_id":
            problem = same_id(row["id"])
        case _ if row[NUMBER] > 1:
            problem = repeated(row["ref"])
        case _:
            problem = with_refused((shown(file), line or 0) for file, line in row[BAD])
    return shown(row[FILE]), row[LINE], row["ref"], because(problem, lang), row[ROW]


_REJECT = "file string, line bigint, ref string, reason string, row string"
