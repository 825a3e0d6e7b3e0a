"""The engine of columns past one machine: Apache Spark, on whatever it is given to run on.

The same conditions, verdicts and table of starts as on one machine. What is written is a folder of
files for each table, as Spark writes it, moved to its place when all of it is there.
"""

import os
import sys
from functools import reduce

import narwhals as nw
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import both
from aeo_cli.screening.deadline_table import DeadlineTable
from aeo_cli.screening.expressions import called_for, code
from aeo_cli.screening.job import DEADLINES, LONG, Job, Outputs, Result, standing_for
from aeo_cli.screening.plan import VERDICTS, ProvisionPlan
from aeo_cli.screening.spark.rejects import BAD, NUMBER, SAME, SparkRejects
from aeo_cli.screening.spark.row_worker import FILE, LINE, REASON, ROW
from aeo_cli.screening.spark.scan import SparkRows, gather, hour, rest
from aeo_cli.screening.spark.write import write


def screen(order: Job, outputs: Outputs | None) -> Result:
    """Answer a portfolio, and write the answers if they shall be written.

    Args:
        order: what is asked.
        outputs: the folders to write.

    Raises:
        InputError: it cannot be read, or Spark cannot do it.
    """
    try:
        spark = session()
        try:
            return _SparkRun(order, spark, gather(order, spark)).outcome(outputs)
        finally:
            spark.catalog.clearCache()
    except (PySparkException, Py4JError) as error:
        words = visible(str(error).strip().partition("\n")[0])
        raise InputError([Problem("--engine", both(words, words), _CAN_DO, _LOOK)]) from error


_CAN_DO = both("Spark 能够完成的工作", "work that Spark can do")
_LOOK = both("核对文件、内存和 Spark 的日志", "look at the files, the memory and Spark's log")


def session() -> SparkSession:
    """Return Spark as `spark-submit` or SPARK_MASTER gives it, else on this machine alone."""
    builder = SparkSession.builder.appName("aeo screen")
    if master := os.environ.get("SPARK_MASTER"):
        builder = builder.master(master)
    elif "PYSPARK_GATEWAY_PORT" not in os.environ:  # not begun by spark-submit
        builder = builder.master("local[*]").config("spark.sql.shuffle.partitions", _FEW)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # what reads rows must be as this is
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


_SETTINGS = {
    "spark.sql.session.timeZone": "Asia/Shanghai",
    "spark.sql.codegen.hugeMethodLimit": "8000",  # what is longer the JVM would interpret
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "FATAL",  # what fails is told once, by us
}
_FEW = 2 * (os.cpu_count() or 1)
"""Into how many parts rows are put on one machine, which Spark would take for a cluster."""


class _SparkRun:
    def __init__(self, order: Job, spark: SparkSession, gathered: SparkRows) -> None:
        self.order, self.plan, self.spark = order, order.plan, spark
        self.enterprises, self.items = gathered
        self.starts = DeadlineTable(order.calendar)
        self.called = self._called().persist()
        together = Window.partitionBy("ref")
        named = self.enterprises.filter(F.col("ref").isNotNull())
        counted = named.withColumn(NUMBER, F.count(F.lit(1)).over(together))
        met = counted.drop(FILE, LINE, ROW).join(self.called, "ref", "left")
        readable = met.fillna(value=False, subset=[BAD, SAME]).filter(F.col(REASON).isNull())
        refused = (F.col(NUMBER) > 1) | F.col(BAD) | F.col(SAME)
        self.answered = readable.filter(~refused).drop(REASON).persist()
        self.burdened = readable.filter(refused).select("ref", NUMBER).distinct().persist()

    def _called(self) -> DataFrame:
        """Return what the items of each enterprise come to, and whether one is refused."""
        ids = F.collect_list("id")
        return self.items.groupBy("ref").agg(
            *(F.bit_or(lane).alias(lane) for lane in self.plan.lanes),
            F.bool_or(F.col(REASON).isNotNull()).alias(BAD),
            (F.size(F.array_distinct(ids)) < F.size(ids)).alias(SAME),
        )

    def outcome(self, outputs: Outputs | None) -> Result:
        refusals = SparkRejects(self.spark, self.order, self.enterprises, self.items)
        rejects = refusals.every(self.called, self.burdened).persist()
        self.order.progress(0.4)
        codes = [code(self.plan, provision) for provision in self.plan.provisions]
        found = nw.from_native(self.answered).select("ref", *self.plan.heading, *codes)
        verdicts = nw.to_native(found)
        outcome = self._counted(verdicts, rejects.count())
        self.order.progress(0.6)
        if outputs:
            told = self._long(verdicts) if self.order.long else self._wide(verdicts)
            write(self.spark, outputs, (told, self._deadlines(), rejects))
        self.order.progress(1)
        return outcome

    def _counted(self, codes: DataFrame, rejects: int) -> Result:
        outcome = Result(rejects=rejects)
        by_id = {
            provision.provision.id: F.col(f"`{provision.provision.id}`")
            for provision in self.plan.provisions
        }
        of_measures = {
            number: F.least(*(by_id[id_] for id_ in ids)) if len(ids) > 1 else by_id[ids[0]]
            for number, ids in standing_for(self.plan)
        }
        for kept, columns in ((outcome.provisions, by_id), (outcome.measures, of_measures)):
            sums = [
                F.count_if(column == place).alias(f"{name} {verdict.value}")
                for name, column in columns.items()
                for place, verdict in enumerate(VERDICTS)
            ]
            row = codes.agg(F.count(F.lit(1)).alias("enterprises"), *sums).collect()[0].asDict()
            outcome.enterprises = row.pop("enterprises")
            for name, verdict in ((name, verdict) for name in columns for verdict in VERDICTS):
                kept[name, verdict] += row[f"{name} {verdict.value}"]
        return outcome

    def _verdict(self, provision: ProvisionPlan) -> Column:
        names = F.array(*(F.lit(verdict.value) for verdict in VERDICTS))
        return F.element_at(names, F.col(f"`{provision.provision.id}`").cast("int") + 1)

    def _wide(self, codes: DataFrame) -> DataFrame:
        named = [
            self._verdict(provision).alias(provision.provision.id)
            for provision in self.plan.provisions
        ]
        return codes.select("ref", *self.plan.heading, *named)

    def _long(self, codes: DataFrame) -> DataFrame:
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
        every = codes.select("ref", F.explode(rows).alias("one")).select("ref", "one.*")
        wanted = [verdict.value for verdict in self.order.verdicts]
        return every.filter(F.col("verdict").isin(wanted)).select(*LONG)

    def _deadlines(self) -> DataFrame:
        readable = self.items.filter(F.col(REASON).isNull())
        found = [self._deadlines_of(provision, readable) for provision in self.plan.clocked]
        return reduce(DataFrame.unionByName, found, self.spark.createDataFrame([], _DEADLINE))

    def _deadlines_of(self, provision: ProvisionPlan, items: DataFrame) -> DataFrame:
        clock, own = str(provision.clock), provision.provision
        begun = nw.from_native(items.filter(F.col(hour(clock)).isNotNull()))
        called = nw.to_native(begun.filter(called_for(self.plan, str(provision.called)) == 2))
        entitled = self.answered.filter(F.col(provision.entitled) == 2).select("ref")
        starts = (
            called.join(entitled, "ref").select("ref", "id", hour(clock), rest(clock)).persist()
        )
        hours = [row[0] for row in starts.select(hour(clock)).distinct().collect()]
        table = [(one, *found) for one in hours if (found := self.starts.dates(provision, one))]
        known = self.spark.createDataFrame(table, f"`{hour(clock)}` string, {_DATES}")
        ends = [F.concat(name, rest(clock)).alias(name) for name in ("standard", "shortened")]
        return starts.join(F.broadcast(known), hour(clock)).select(
            "ref",
            "id",
            F.lit(own.kind).alias("kind"),
            F.lit(own.id).alias("provision"),
            F.lit(own.force.value).alias("force"),
            F.concat(hour(clock), rest(clock)).alias("runs_from"),
            *ends,
            *DEADLINES[DEADLINES.index("shortened") + 1 :],
        )


_DATES = (
    "standard string, shortened string, last_office_day_standard string, "
    "last_office_day_shortened string, provisional boolean, due date"
)
_DEADLINE = (
    "ref string, id string, kind string, provision string, force string, runs_from string, "
    f"{_DATES}"
)
