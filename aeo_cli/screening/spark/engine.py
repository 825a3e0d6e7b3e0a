"""The Spark engine: screening by columns on a cluster, or on this machine.

Conditions, verdicts and deadlines are the same as in the other engines. Each output is a folder of
files, as Spark writes it, which is moved into place when it is complete.
"""

import logging
import os
import sys
from collections.abc import Sequence
from functools import reduce

import narwhals as nw
from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import Column, DataFrame, SparkSession, Window, types
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it

from aeo_cli.documents import interruptions
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import both
from aeo_cli.rules.spellings import Spellings
from aeo_cli.screening.deadline_table import DeadlineTable
from aeo_cli.screening.expressions import triggered_rank, verdict_codes
from aeo_cli.screening.job import DEADLINES, Job, Outputs, Result, measure_provisions
from aeo_cli.screening.plan import VERDICTS, ProvisionPlan
from aeo_cli.screening.spark.driver import ending_driver
from aeo_cli.screening.spark.rejects import COUNT, HAS_BAD_ITEM, SAME_ID, SparkRejects
from aeo_cli.screening.spark.remote import located
from aeo_cli.screening.spark.row_worker import FAULTS, FILE, LINE, ROW, MergedSpellings
from aeo_cli.screening.spark.scan import SparkRows, minute_column, rest_column, scan
from aeo_cli.screening.spark.tables import struct
from aeo_cli.screening.spark.write import write


def screen(job: Job, outputs: Outputs | None) -> Result:
    """Assess a portfolio, and write the outputs if there are any.

    Args:
        job: what to do.
        outputs: the folders to write.

    Raises:
        InputError: the portfolio cannot be read, or Spark fails.
        OSError: a folder cannot be moved into place.
    """
    try:
        with interruptions.stopping_engine(), ending_driver():
            spark = session()
            try:
                sources, notes = located(job.portfolio.sources, spark)
                job = job._replace(portfolio=job.portfolio._replace(sources=sources))
                spellings = spark.sparkContext.accumulator(Spellings(), MergedSpellings())
                rows = scan(job, spark, spellings)
                result = _SparkRun(job, spark, rows).run(outputs)
                result.notes, result.spellings = (*notes, *rows.survey.notes), spellings.value
                result.spellings.update(rows.survey.spellings)
                return result
            finally:
                if not interruptions.is_interrupted():
                    spark.catalog.clearCache()
    except (PySparkException, Py4JError) as error:
        cause = error.java_exception.toString() if isinstance(error, Py4JJavaError) else error
        found = visible(str(cause).strip().partition("\n")[0])
        raise InputError([Problem("--engine", both(found, found), _CAN_DO, _LOOK)]) from error


_CAN_DO = both("Spark 能完成的作业", "a job that Spark can complete")
_LOOK = both("请核对文件、内存和 Spark 日志", "check the files, the memory and the Spark log")


def session() -> SparkSession:
    """Return a session on the master of SPARK_MASTER or `spark-submit`, or else on this machine."""
    builder = SparkSession.builder.appName("aeo screen")
    if master := os.environ.get("SPARK_MASTER"):
        builder = builder.master(master)
    elif "PYSPARK_GATEWAY_PORT" not in os.environ:  # not started by spark-submit
        builder = builder.master("local[*]").config(
            "spark.sql.shuffle.partitions", _LOCAL_PARTITIONS
        )
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # with this package installed
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    # py4j logs an interruption with its trace, to standard error if nothing else listens.
    logging.getLogger().addHandler(logging.NullHandler())
    with interruptions.handlers_kept():  # pyspark has a handler of its own for Ctrl-C
        return builder.getOrCreate()


_SETTINGS = {
    "spark.sql.session.timeZone": "Asia/Shanghai",
    "spark.sql.codegen.hugeMethodLimit": "8000",  # the JVM does not compile longer methods
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "FATAL",  # errors are reported once, by `screen`
}
_LOCAL_PARTITIONS = 2 * (os.cpu_count() or 1)
"""The number of partitions on one machine; Spark's default is meant for a cluster."""


class _SparkRun:
    def __init__(self, job: Job, spark: SparkSession, rows: SparkRows) -> None:
        self.job, self.plan, self.spark = job, job.plan, spark
        self.enterprises, self.items = rows.enterprises, rows.items
        self.deadline_table = DeadlineTable(job.plan.catalogue, job.calendar)
        self.items_by_ref = self._items_by_ref().persist()
        same_ref = Window.partitionBy("ref")
        with_ref = self.enterprises.filter(F.col("ref").isNotNull())
        counted = with_ref.withColumn(COUNT, F.count(F.lit(1)).over(same_ref))
        joined = counted.drop(FILE, LINE, ROW).join(self.items_by_ref, "ref", "left")
        flagged = joined.fillna(value=False, subset=[HAS_BAD_ITEM, SAME_ID])
        readable = flagged.filter(F.col(FAULTS).isNull())
        is_rejected = (F.col(COUNT) > 1) | F.col(HAS_BAD_ITEM) | F.col(SAME_ID)
        self.accepted = readable.filter(~is_rejected).drop(FAULTS).persist()
        self.rejected = readable.filter(is_rejected).select("ref", COUNT).distinct().persist()

    def _items_by_ref(self) -> DataFrame:
        """Return the lanes of each enterprise's items, and whether one of them is bad."""
        ids = F.collect_list("id")
        return self.items.groupBy("ref").agg(
            *(F.bit_or(lane).alias(lane) for lane in self.plan.lanes),
            F.bool_or(F.col(FAULTS).isNotNull()).alias(HAS_BAD_ITEM),
            (F.size(F.array_distinct(ids)) < F.size(ids)).alias(SAME_ID),
        )

    def run(self, outputs: Outputs | None) -> Result:
        spark_rejects = SparkRejects(self.spark, self.job, self.enterprises, self.items)
        rejects = spark_rejects.rows(self.items_by_ref, self.rejected).persist()
        self.job.progress(0.4)
        codes = [verdict_codes(self.plan, provision) for provision in self.plan.provisions]
        answers = nw.from_native(self.accepted).select("ref", *self.plan.heading_columns, *codes)
        coded = nw.to_native(answers)
        result = self._counted(coded)
        result.rows = self.enterprises.count()
        if self.job.portfolio.has_tables:
            result.rows += self.items.count()
        result.rejects, result.reasons = rejects.count(), spark_rejects.reasons(rejects)
        self.job.progress(0.6)
        if outputs and result.enterprises:  # else none is replaced
            verdicts = self._long(coded) if self.job.long else self._wide(coded)
            write(self.spark, outputs, (verdicts, self._deadlines(), spark_rejects.table(rejects)))
        self.job.progress(1)
        return result

    def _counted(self, coded: DataFrame) -> Result:
        """Return the counts of enterprises and verdicts."""
        result = Result()
        by_id = {
            provision.provision.id: F.col(f"`{provision.provision.id}`")
            for provision in self.plan.provisions
        }
        best = {
            number: F.least(*(by_id[id_] for id_ in ids)) if len(ids) > 1 else by_id[ids[0]]
            for number, ids in measure_provisions(self.plan)
        }
        counted = [
            (counts, (name, verdict), F.count_if(column == code))
            for counts, columns in ((result.provisions, by_id), (result.measures, best))
            for name, column in columns.items()
            for code, verdict in enumerate(VERDICTS)
        ]
        sums = [total.alias(str(number)) for number, (_, _, total) in enumerate(counted)]
        (row,) = coded.agg(F.count(F.lit(1)), *sums).collect()
        result.enterprises = row[0]
        for (counts, key, _), total in zip(counted, row[1:], strict=True):
            counts[key] += total
        return result

    def _verdict(self, provision: ProvisionPlan) -> Column:
        names = F.array(*(F.lit(verdict.value) for verdict in VERDICTS))
        return F.element_at(names, F.col(f"`{provision.provision.id}`").cast("int") + 1)

    def _wide(self, coded: DataFrame) -> DataFrame:
        verdicts = [
            self._verdict(provision).alias(provision.provision.id)
            for provision in self.plan.provisions
        ]
        return coded.select("ref", *self._heading(self.plan.heading_columns), *verdicts)

    def _heading(self, columns: Sequence[str]) -> list[Column]:
        """Return the first columns of the heading by the names that the results have."""
        names = zip(columns, self.plan.heading, strict=False)
        return [F.col(column).alias(name) for column, name in names]

    def _long(self, coded: DataFrame) -> DataFrame:
        rows = F.array(
            *(
                F.struct(
                    F.lit(provision.measure).alias("measure"),
                    F.lit(provision.provision.id).alias("provision"),
                    self._verdict(provision).alias("verdict"),
                    F.lit(provision.provision.route.value).alias("route"),
                    F.lit(provision.provision.force.value).alias("force"),
                )
                for provision in self.plan.provisions
            )
        )
        kept = self.plan.kept_columns
        exploded = coded.select("ref", *kept, F.explode(rows).alias("answer"))
        wanted = [verdict.value for verdict in self.job.verdicts]
        answers = exploded.filter(F.col("answer.verdict").isin(wanted))
        return answers.select("ref", *self._heading(kept), "answer.*")

    def _deadlines(self) -> DataFrame:
        readable = self.items.filter(F.col(FAULTS).isNull())
        frames = [
            self._deadlines_of(provision, readable) for provision in self.plan.deadline_provisions
        ]
        columns = dict.fromkeys(self.job.deadline_columns, types.StringType())
        ends = {"provisional": types.BooleanType(), "due": types.DateType()}
        empty = self.spark.createDataFrame([], struct({**columns, **ends}))
        return reduce(DataFrame.unionByName, frames, empty)

    def _deadlines_of(self, provision: ProvisionPlan, items: DataFrame) -> DataFrame:
        fact = str(provision.start_fact)
        minute, rest = minute_column(fact), rest_column(fact)
        with_start = nw.from_native(items.filter(F.col(minute).isNotNull()))
        rank = triggered_rank(self.plan, str(provision.triggered_column))
        triggered = nw.to_native(with_start.filter(rank == 2))
        entitled = self.accepted.filter(F.col(provision.entitled_column) == 2)
        kept = self.plan.kept_columns
        entitled = entitled.select("ref", *kept)
        starts = triggered.join(entitled, "ref").select("ref", *kept, "id", minute, rest).persist()
        minutes = [row[0] for row in starts.select(minute).distinct().collect()]
        dates = [(start, self.deadline_table.dates(provision, start)) for start in minutes]
        rows = [(start, *fields) for start, fields in dates if fields]
        table = self.spark.createDataFrame(rows, f"`{minute}` string, {_DATES_SCHEMA}")
        ends = [F.concat(name, rest).alias(name) for name in ("standard", "shortened")]
        return starts.join(F.broadcast(table), minute).select(
            "ref",
            *self._heading(kept),
            "id",
            F.lit(provision.provision.kind).alias("kind"),
            F.lit(provision.provision.id).alias("provision"),
            F.lit(provision.provision.force.value).alias("force"),
            F.concat(minute, rest).alias("runs_from"),
            *ends,
            *DEADLINES[DEADLINES.index("shortened") + 1 :],
        )


_DATES_SCHEMA = (
    "standard string, shortened string, last_office_day_standard string, "
    "last_office_day_shortened string, provisional boolean, due date"
)
