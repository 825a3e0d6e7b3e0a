"""The rows of all files as ranks of conditions, in Spark."""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from pyspark.accumulators import Accumulator
from pyspark.sql import Column, DataFrame, SparkSession, types
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it

from aeo_cli.documents.problems import Attempts
from aeo_cli.rules.spellings import Spellings
from aeo_cli.screening.expressions import KIND, entitlements, lanes, with_ranks
from aeo_cli.screening.head_survey import HeadSurvey, survey
from aeo_cli.screening.heads import ODD_SIGN, is_extra
from aeo_cli.screening.job import Job
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.spark.cells import read_column, shown, split_start, value_type
from aeo_cli.screening.spark.files import require_plain_names
from aeo_cli.screening.spark.row_worker import (
    CORRUPT,
    FAULTS,
    FAULTS_TYPE,
    FILE,
    LINE,
    ROW,
    RowWorker,
)
from aeo_cli.screening.spark.tables import STATED, SparkFiles, cell, struct
from aeo_cli.screening.table_schema import column_names, fact_column, facts_of

_ITEMS, _CERTAIN = "_items", "_certain"


class SparkRows(NamedTuple):
    """The ranks of all rows of a portfolio; an unreadable row has `FAULTS`."""

    enterprises: DataFrame
    items: DataFrame
    survey: HeadSurvey


def minute_column(fact: str) -> str:
    """Return the column of the minute of a start fact; see `row_reader.Start`."""
    return f"_{fact}_minute"


def rest_column(fact: str) -> str:
    """Return the column of the rest of a start fact; see `row_reader.Start`."""
    return f"_{fact}_rest"


def scan(job: Job, spark: SparkSession, spellings: Accumulator[Spellings]) -> SparkRows:
    """Read the files of a portfolio.

    Args:
        job: what to do.
        spark: the session.
        spellings: collects what was read as what.

    Raises:
        InputError: a file's columns are not those of its table, or Spark would ignore its name.
    """
    require_plain_names(job.portfolio.sources)
    return _PortfolioScan(job, spark, spellings).rows()


class _PortfolioScan:
    def __init__(self, job: Job, spark: SparkSession, spellings: Accumulator[Spellings]) -> None:
        self.job, self.plan, self.spark = job, job.plan, spark
        self.spellings = spellings
        plan = self.plan
        self.files = SparkFiles(plan, spark)
        text, rank, lane = types.StringType(), types.ByteType(), types.LongType()
        faults = types.DataType.fromDDL(FAULTS_TYPE)
        place = {FILE: text, LINE: lane, FAULTS: faults, ROW: text}
        starts = {
            column(fact): text
            for fact in plan.start_facts
            for column in (minute_column, rest_column)
        }
        self.enterprise_schema = {
            "ref": text,
            **dict.fromkeys(plan.heading_columns, text),
            **dict.fromkeys(plan.enterprise_conditions, rank),
            **place,
        }
        self.item_schema = {
            "ref": text,
            "id": text,
            **dict.fromkeys(plan.lanes, lane),
            **starts,
            **place,
        }

    def rows(self) -> SparkRows:
        """Return the ranks of all rows."""
        surveyed = survey(self.job, self.files.heads, self.files.check)
        frames: dict[TableName, list[DataFrame]] = {
            TableName.ENTERPRISES: [],
            TableName.BUSINESS: [],
        }
        with Attempts() as attempt:
            for sources in self.files.groups(self.job.portfolio.sources):
                if sources[0].table is TableName.PROFILES:
                    profiles = self._profiles(sources)
                    frames[TableName.ENTERPRISES].append(profiles.select(*self.enterprise_schema))
                    items = profiles.select(F.explode(_ITEMS).alias("item")).select("item.*")
                    frames[TableName.BUSINESS].append(items)
                else:
                    frames[sources[0].table].append(attempt(self._table, sources))
        return SparkRows(
            self._union(frames[TableName.ENTERPRISES], self.enterprise_schema).persist(),
            self._union(frames[TableName.BUSINESS], self.item_schema).persist(),
            surveyed,
        )

    def _union(
        self, frames: Sequence[DataFrame], schema: Mapping[str, types.DataType]
    ) -> DataFrame:
        empty = self.spark.createDataFrame([], struct(schema))
        return reduce(DataFrame.unionByName, frames, empty)

    def _profiles(self, sources: Sequence[PortfolioFile]) -> DataFrame:
        """Return the ranks of the enterprises in JSON lines, each with those of its items."""
        worker = RowWorker(self.job, sources, self.spellings)
        schema = {**self.enterprise_schema, _ITEMS: types.ArrayType(struct(self.item_schema))}
        rows = self.files.lines(sources).mapPartitions(worker.read_lines)
        return self.spark.createDataFrame(rows, struct(schema)).persist()

    def _table(self, sources: Sequence[PortfolioFile]) -> DataFrame:
        """Return the ranks of the rows of a table."""
        source = sources[0]
        table = self.files.rows(sources)
        kept = [name for name in table.columns if not name.startswith(STATED)]
        places = {FILE, LINE, CORRUPT}
        cells = [name for name in kept if name not in places and not is_extra(name)]
        row = F.to_json(F.struct(*map(cell, cells)))
        values = self._values(source, table).withColumns({FAULTS: _null(FAULTS_TYPE), ROW: row})
        worker = RowWorker(self.job, sources, self.spellings)
        uncertain = values.filter(~F.col(_CERTAIN)).select(
            *(_as_text(table, name) for name in kept)
        )
        if source.table is TableName.BUSINESS:
            schema, ranks = self.item_schema, lanes(self.plan)
        else:
            schema, ranks = self.enterprise_schema, entitlements(self.plan)
        certain: DataFrame = with_ranks(values.filter(_CERTAIN), ranks)
        read = uncertain.rdd.mapPartitions(worker.read_rows)
        rows = self.spark.createDataFrame(read, struct(schema))
        return certain.select(*map(cell, schema)).unionByName(rows)

    def _values(self, source: PortfolioFile, table: DataFrame) -> DataFrame:
        """Return a table with the values of its cells added, and whether each row is certain."""
        is_business, facts = source.table is TableName.BUSINESS, facts_of(source.table, self.plan)
        values: dict[str, Column] = {}
        certain = [F.col("ref") != ""]
        if source.form is RowFormat.CSV:
            # A row whose ref is the head of that column may be the header of another file.
            heads = self.files.heads(source)
            columns = column_names(source, heads, self.plan)
            refs = self.plan.heads.header_refs(heads, columns)
            is_odd = F.col("ref").rlike(ODD_SIGN)
            certain += [F.col(CORRUPT).isNull(), ~F.col("ref").isin(refs), ~is_odd]
        certain += [
            cell(name).cast("string").eqNullSafe(cell(STATED + name)) for name in source.stated
        ]
        for name, fact in facts.items():
            if name in table.columns:
                dtype = table.schema[name].dataType
                if is_business and name not in self.plan.uniform_facts:
                    certain.append(cell(name).isNull())
                    continue
                column = read_column(fact, cell(name), dtype)
                values[fact_column(source.table, name)] = column.value
                certain.append(column.certain)
                if is_business:
                    kinds = self.plan.kinds_with(name)
                    certain.append(cell(name).isNull() | F.col(KIND).isin(*kinds))
            else:
                values[fact_column(source.table, name)] = _null(value_type(fact))
        if is_business:
            certain.append(F.col(KIND).isin(*self.plan.catalogue.kinds))
            for name, fact in self.plan.start_facts.items():
                value = values.get(f"item__{name}", _null())  # none if the fact differs by kind
                minute, rest = split_start(value, fact)
                values |= {minute_column(name): minute, rest_column(name): rest}
            values |= {} if "id" in table.columns else {"id": _null()}
        else:
            heading = zip(self.plan.heading_columns, self.plan.heading, strict=True)
            values |= {column: self._heading(name, table, values) for column, name in heading}
        all_certain = F.coalesce(reduce(Column.__and__, certain), F.lit(False))
        return table.withColumns({_CERTAIN: all_certain}).withColumns(values)

    def _heading(self, name: str, table: DataFrame, values: Mapping[str, Column]) -> Column:
        """Return a column of the heading."""
        if extra := self.plan.heads.extras.get(name):
            return cell(extra) if extra in table.columns else _null()
        fact = self.plan.enterprise_facts[name]
        return shown(fact, values[fact_column(TableName.ENTERPRISES, name)])


def _as_text(table: DataFrame, name: str) -> Column:
    """Return a column for Python, with days as text: a `date` cannot hold all years of Parquet."""
    dtype = table.schema[name].dataType
    temporal = types.DateType | types.TimestampType | types.TimestampNTZType
    column = cell(name)
    return column.cast("string").alias(name) if isinstance(dtype, temporal) else column


def _null(dtype: str = "string") -> Column:
    return F.lit(None).cast(dtype)
