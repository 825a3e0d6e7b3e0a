"""The Spark engine: screening by columns on a cluster, or on this machine.

Conditions, verdicts and deadlines are the same as in the other engines. Each output is a folder of
files, as Spark writes it, which is moved into place when it is complete.
"""

import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial, reduce
from typing import Any

import polars as pl
from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.errors import PySparkException, PythonException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it
from pyspark.sql.pandas.types import from_arrow_schema

from aeo_cli.documents import interruptions
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import both
from aeo_cli.screening.head_survey import survey
from aeo_cli.screening.job import Job, Outputs, Result, ignore_progress
from aeo_cli.screening.polars.answers import REJECT_SCHEMA
from aeo_cli.screening.polars.deadlines import deadline_schema
from aeo_cli.screening.polars.engine import partition_count
from aeo_cli.screening.polars.join import Related, verdict_schema
from aeo_cli.screening.reasons import Reasons
from aeo_cli.screening.rejects import Reject
from aeo_cli.screening.spark.driver import ending_driver
from aeo_cli.screening.spark.files import require_plain_names
from aeo_cli.screening.spark.packing import PACKS, Kind, Pack, as_columns
from aeo_cli.screening.spark.remote import located
from aeo_cli.screening.spark.tables import Group, SparkFiles
from aeo_cli.screening.spark.tasks import Tasks
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
                result = _SparkRun(job, spark).run(outputs)
                result.notes = (*notes, *result.notes)
                return result
            finally:
                if not interruptions.is_interrupted():
                    spark.catalog.clearCache()
    except (PySparkException, Py4JError) as error:
        found = _told_by(error)
        raise InputError([Problem("--engine", both(found, found), _CAN_DO, _LOOK)]) from error


def _told_by(error: PySparkException | Py4JError) -> str:
    """Return the line that says what happened; of an executor's Python, it is after the trace."""
    cause = error.java_exception.toString() if isinstance(error, Py4JJavaError) else error
    first, *lines = str(cause).strip().splitlines() or [""]
    if isinstance(error, PythonException):
        first = next((line for line in reversed(lines) if re.match(r"[\w.]+: ", line)), first)
    return visible(first)


_CAN_DO = both("Spark 能完成的作业", "a job that Spark can complete")
_LOOK = both("请核对文件、内存和 Spark 日志", "check the files, the memory and the Spark log")


def session() -> SparkSession:
    """Return a session on the master of SPARK_MASTER or `spark-submit`, or else on this machine."""
    builder = SparkSession.builder.appName("aeo screen")
    if master := os.environ.get("SPARK_MASTER"):
        builder = builder.master(master)
    elif "PYSPARK_GATEWAY_PORT" not in os.environ:  # not started by spark-submit
        builder = builder.master("local[*]")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # with this package installed
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    # py4j logs an interruption with its trace, to standard error if nothing else listens.
    logging.getLogger().addHandler(logging.NullHandler())
    with interruptions.handlers_kept():  # pyspark has a handler of its own for Ctrl-C
        return builder.getOrCreate()


_SETTINGS = {
    "spark.sql.session.timeZone": "Asia/Shanghai",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "50000",
    "spark.executorEnv.POLARS_MAX_THREADS": "1",  # as many tasks run at once as there are cores
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "FATAL",  # errors are reported once, by `screen`
}


class _SparkRun:
    def __init__(self, job: Job, spark: SparkSession) -> None:
        self.job, self.spark = job, spark
        require_plain_names(job.portfolio.sources)
        self.files = SparkFiles(job.plan, spark)
        cores = spark.sparkContext.defaultParallelism
        self.partition_count = max(cores, partition_count(job.portfolio))
        self.tasks = Tasks(job._replace(progress=ignore_progress), self.partition_count)

    def run(self, outputs: Outputs | None) -> Result:
        surveyed = survey(self.job, self.files.heads, self.files.check)
        groups = [*self.files.groups(self.job.portfolio.sources)]
        read = self._mapped(groups, self.tasks.read)
        parts = read.repartitionById(self.partition_count, "partition")
        answers = parts.mapInArrow(self.tasks.assess, PACKS).persist()
        result, related, problems = _told(answers)
        if problems:
            raise InputError(problems)
        result.add(surveyed)
        self.job.progress(0.8)
        if outputs and result.enterprises:  # else none is replaced
            originals = self._mapped(groups, partial(self.tasks.find, related=related))
            rejects = answers.unionAll(originals) if related else answers
            tables = (
                self._table(answers, Kind.VERDICTS, verdict_schema(self.job.plan)),
                self._table(answers, Kind.DEADLINES, deadline_schema(self.job)),
                self._table(rejects, Kind.REJECTS, REJECT_SCHEMA),
            )
            write(self.spark, outputs, tables)
        self.job.progress(1)
        return result

    def _mapped(self, groups: Sequence[Group], task: Callable[..., Iterator[Any]]) -> DataFrame:
        """Return the packs that a task makes of all rows of the portfolio."""
        frames = (
            group.rows.mapInArrow(partial(task, portions=group.portions), PACKS) for group in groups
        )
        return reduce(DataFrame.unionAll, frames)

    def _table(self, packs: DataFrame, kind: Kind, schema: Mapping[str, pl.DataType]) -> DataFrame:
        """Return a table of answers with its columns."""
        columns = as_columns(self.tasks.table(kind, pl.DataFrame(schema=schema))).schema
        rows = packs.filter(F.col("kind") == kind)
        return rows.mapInArrow(self.tasks.unpack, from_arrow_schema(columns))


def _told(answers: DataFrame) -> tuple[Result, Related, list[Problem]]:
    """Return the counts of all parts, and the objects of other kinds."""
    result, reasons, related = Result(), Reasons(), dict[int, dict[int, Reject]]()
    problems = list[Problem]()
    kinds = [Kind.COUNTS, Kind.RELATED, Kind.PROBLEMS]
    for row in answers.filter(F.col("kind").isin(kinds)).collect():
        content = Pack(*row).content
        match Kind(row.kind):
            case Kind.COUNTS:
                result.add(content[0])
                reasons.update(content[1])
            case Kind.RELATED:
                for source, rejects in content.items():
                    related.setdefault(source, {}).update(rejects)
            case _:
                problems += content
    result.reasons = reasons.ranked()
    return result, related, problems
