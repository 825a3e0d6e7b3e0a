"""The rows of all files as ranks of conditions, in Spark."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial, reduce
from typing import Any, NamedTuple

from pyspark import RDD
from pyspark.errors import AnalysisException
from pyspark.sql import Column, DataFrame, SparkSession, types
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it

from aeo_cli.documents.encodings import Encoding
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Attempts, Problem
from aeo_cli.documents.text import both
from aeo_cli.rules.facts import Fact
from aeo_cli.screening.expressions import KIND, entitlements, lanes, with_ranks
from aeo_cli.screening.job import Job
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.spark.cells import fits, read_column, split_start, value_type
from aeo_cli.screening.spark.files import require_plain_names, uri
from aeo_cli.screening.spark.row_worker import (
    CORRUPT,
    FILE,
    LINE,
    REASON,
    ROW,
    VALUE,
    RowWorker,
    csv_records,
    csv_row,
    is_row,
    wide_lines,
)
from aeo_cli.screening.table_schema import fact_column, facts_of, require_columns, require_types

_ITEMS, _CERTAIN = "_items", "_certain"


class SparkRows(NamedTuple):
    """The ranks of all rows of a portfolio; an unreadable row has a `REASON`."""

    enterprises: DataFrame
    items: DataFrame


def minute_column(fact: str) -> str:
    """Return the column of the minute of a start fact; see `row_reader.Start`."""
    return f"_{fact}_minute"


def rest_column(fact: str) -> str:
    """Return the column of the rest of a start fact; see `row_reader.Start`."""
    return f"_{fact}_rest"


def scan(job: Job, spark: SparkSession) -> SparkRows:
    """Read the files of a portfolio.

    Raises:
        InputError: a file's columns are not those of its table, or Spark would ignore its name.
    """
    require_plain_names(job.portfolio.sources)
    return _PortfolioScan(job, spark).rows()


class _PortfolioScan:
    def __init__(self, job: Job, spark: SparkSession) -> None:
        self.job, self.plan, self.spark = job, job.plan, spark
        plan = self.plan
        text, rank, lane = types.StringType(), types.ByteType(), types.LongType()
        place = {FILE: text, LINE: lane, REASON: text, ROW: text}
        starts = {
            column(fact): text
            for fact in plan.start_facts
            for column in (minute_column, rest_column)
        }
        self.enterprise_schema = {
            "ref": text,
            **dict.fromkeys(plan.heading, text),
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
        frames: dict[TableName, list[DataFrame]] = {
            TableName.ENTERPRISES: [],
            TableName.BUSINESS: [],
        }
        with Attempts() as attempt:
            for sources in self._groups():
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
        )

    def _groups(self) -> Iterator[list[PortfolioFile]]:
        """Yield groups of files to read together.

        A CSV file is read alone, with its own header, and a file in UTF-16, with its own mark.
        """
        groups: dict[tuple[object, ...], list[PortfolioFile]] = {}
        sources = self.job.portfolio.sources
        with Attempts() as attempt:
            schemas = [attempt(self._parquet_schema, source) for source in sources]
        for source, schema in zip(sources, schemas, strict=True):
            if source.form is RowFormat.CSV or source.encoding.is_wide:
                yield [source]
            else:
                key = source.table, source.form, source.encoding, schema
                groups.setdefault(key, []).append(source)
        yield from groups.values()

    def _parquet_schema(self, source: PortfolioFile) -> str:
        """Return the columns and types of a Parquet file; empty for other formats.

        Raises:
            InputError: they are not those of its table.
        """
        if source.form is not RowFormat.PARQUET:
            return ""
        try:
            schema = self.spark.read.parquet(uri(source.path)).schema
        except AnalysisException as error:
            found = visible(str(error).strip().partition("\n")[0])
            raise source.error(Problem("", both(found, found), _READABLE, _CONVERT)) from error
        dtypes = {field.name: field.dataType for field in schema}
        with Attempts() as attempt:
            attempt(require_columns, source, schema.names, self.plan)
            attempt(
                require_types, source, self.plan, dtypes, fits, lambda dtype: dtype.simpleString()
            )
        return schema.json()

    def _union(
        self, frames: Sequence[DataFrame], schema: Mapping[str, types.DataType]
    ) -> DataFrame:
        empty = self.spark.createDataFrame([], _struct(schema))
        return reduce(DataFrame.unionByName, frames, empty)

    def _profiles(self, sources: Sequence[PortfolioFile]) -> DataFrame:
        """Return the ranks of the enterprises in JSON lines, each with those of its items."""
        source, files = sources[0], [uri(source.path) for source in sources]
        texts: RDD[Any]
        if source.encoding.is_wide:
            lines_of = partial(wide_lines, encoding=source.encoding, name=files[0])
            texts = self.spark.sparkContext.binaryFiles(files[0], 1).flatMap(lines_of)
            source = source._replace(encoding=Encoding.UTF_8)
        else:
            lines = self.spark.read.option("lineSep", "\n").text(files)
            file = F.col("_metadata.file_path").alias(FILE)
            texts = lines.select(F.col(VALUE).cast("binary"), file).rdd
        worker = RowWorker(self.job, source)
        schema = {**self.enterprise_schema, _ITEMS: types.ArrayType(_struct(self.item_schema))}
        rows = texts.mapPartitions(worker.read_lines)
        return self.spark.createDataFrame(rows, _struct(schema)).persist()

    def _table(self, sources: Sequence[PortfolioFile]) -> DataFrame:
        """Return the ranks of the rows of a table."""
        source = sources[0]
        table = self._original(sources)
        cells = [name for name in table.columns if name not in {FILE, LINE, CORRUPT}]
        facts = facts_of(source.table, self.plan)
        row = F.to_json(F.struct(*map(_column, cells)))
        values = self._values(source, table, facts).withColumns({REASON: _null(), ROW: row})
        worker = RowWorker(self.job, source)
        uncertain = values.filter(~F.col(_CERTAIN)).select(
            *(_as_text(table, name) for name in table.columns)
        )
        if source.table is TableName.BUSINESS:
            schema, ranks = self.item_schema, lanes(self.plan)
        else:
            schema, ranks = self.enterprise_schema, entitlements(self.plan)
        certain: DataFrame = with_ranks(values.filter(_CERTAIN), ranks)
        read = uncertain.rdd.mapPartitions(worker.read_rows)
        rows = self.spark.createDataFrame(read, _struct(schema))
        return certain.select(*map(_column, schema)).unionByName(rows)

    def _original(self, sources: Sequence[PortfolioFile]) -> DataFrame:
        """Return the original rows of a table, with `FILE` and `LINE`, and CSV with `CORRUPT`."""
        files = [uri(source.path) for source in sources]
        file = F.col("_metadata.file_path").alias(FILE)
        if sources[0].form is RowFormat.PARQUET:
            frame = self.spark.read.parquet(*files)
            line = (F.col("_metadata.row_index") + 1).alias(LINE)
            return frame.select(*map(_column, frame.columns), file, line)
        (source,) = sources
        records = self.spark.sparkContext.binaryFiles(files[0], 1).flatMap(
            partial(csv_records, encoding=source.encoding)
        )
        names = next(iter(records.take(1)), ([], 0))[0]
        require_columns(source, names, self.plan)
        columns = dict.fromkeys(names, types.StringType())
        place = {FILE: types.StringType(), LINE: types.LongType(), CORRUPT: types.StringType()}
        rows = records.filter(is_row).map(partial(csv_row, count=len(names), file=files[0]))
        return self.spark.createDataFrame(rows, _struct({**columns, **place}))

    def _values(
        self, source: PortfolioFile, table: DataFrame, facts: Mapping[str, Fact]
    ) -> DataFrame:
        """Return a table with the values of its cells added, and whether each row is certain."""
        is_business, textual = source.table is TableName.BUSINESS, source.form is RowFormat.CSV
        values: dict[str, Column] = {}
        certain = [F.col("ref") != ""]
        if textual:  # a ref that is "ref" is that of the header of a file joined to another
            certain += [F.col(CORRUPT).isNull(), F.col("ref") != "ref"]
        for name, fact in facts.items():
            if name in table.columns:
                dtype = table.schema[name].dataType
                if is_business and name not in self.plan.uniform_facts:
                    certain.append(_column(name).isNull())
                    continue
                column = read_column(fact, _column(name), dtype, textual=textual)
                values[fact_column(source.table, name)] = column.value
                certain.append(column.certain)
                if is_business:
                    kinds = self.plan.kinds_with(name)
                    certain.append(_column(name).isNull() | F.col(KIND).isin(*kinds))
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
            values |= {name: values[f"enterprise__{name}"] for name in self.plan.heading}
        all_certain = F.coalesce(reduce(Column.__and__, certain), F.lit(False))
        return table.withColumns({_CERTAIN: all_certain}).withColumns(values)


_READABLE = both("Spark 能读取的 Parquet 文件", "a Parquet file that Spark can read")
_CONVERT = both(
    "时刻以微秒导出；或用 --engine polars", "export moments in microseconds, or use --engine polars"
)


def _column(name: str) -> Column:
    return F.col(f"`{name}`")


def _as_text(table: DataFrame, name: str) -> Column:
    """Return a column for Python, with days as text: a `date` cannot hold all years of Parquet."""
    dtype = table.schema[name].dataType
    temporal = types.DateType | types.TimestampType | types.TimestampNTZType
    column = _column(name)
    return column.cast("string").alias(name) if isinstance(dtype, temporal) else column


def _null(dtype: str = "string") -> Column:
    return F.lit(None).cast(dtype)


def _struct(schema: Mapping[str, types.DataType]) -> types.StructType:
    return types.StructType([types.StructField(name, dtype) for name, dtype in schema.items()])
