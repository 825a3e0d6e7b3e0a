"""The files of a portfolio in groups that are alike, and the original rows of tables, in Spark."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from pyspark import RDD
from pyspark.errors import AnalysisException
from pyspark.sql import Column, DataFrame, Row, SparkSession, types
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Attempts, Problem
from aeo_cli.documents.text import both
from aeo_cli.screening.heads import is_extra
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.sources import PortfolioFile, RowFormat
from aeo_cli.screening.spark.cells import fits
from aeo_cli.screening.spark.files import by_uri, file_of, pattern
from aeo_cli.screening.spark.row_worker import (
    CONTENT,
    CORRUPT,
    FILE,
    LINE,
    VALUE,
    Record,
    csv_records,
    csv_row,
    is_row,
    wide_lines,
)
from aeo_cli.screening.table_schema import column_names, require_types
from aeo_cli.screening.text_files import header

STATED = "_stated_"
"""What comes before the name of a column with what the folders of the file state for another."""


class SparkFiles:
    """Reads the files of a portfolio.

    Args:
        plan: the plan, which knows the columns of tables.
        spark: the session.
    """

    def __init__(self, plan: Plan, spark: SparkSession) -> None:
        self.plan, self.spark = plan, spark
        self._schemas: dict[PortfolioFile, types.StructType] = {}
        """The heads of each file of a table, with their types in Parquet."""

    def heads(self, source: PortfolioFile) -> list[str]:
        """Return the heads of a file of a table, whatever they mean.

        Raises:
            InputError: it cannot be read.
        """
        return list(self._schema(source).names)

    def check(self, source: PortfolioFile, heads: Sequence[str]) -> None:
        """Check the heads of a file, and the types of its columns in Parquet.

        Raises:
            InputError: they are not those of its table.
        """
        dtypes = {field.name: field.dataType for field in self._schema(source)}
        with Attempts() as attempt:
            attempt(column_names, source, heads, self.plan)
            if source.form is RowFormat.PARQUET:
                attempt(require_types, source, self.plan, dtypes, fits, _type_name)

    def groups(self, sources: Iterable[PortfolioFile]) -> Iterator[list[PortfolioFile]]:
        """Yield groups of files to read together, which have the same columns.

        Raises:
            InputError: with every column of a file that is not one of its table.
        """
        groups: dict[tuple[object, ...], list[PortfolioFile]] = {}
        with Attempts() as attempt:
            for source in sources:
                key = source.table, source.form, source.encoding
                stated = tuple(source.stated)
                is_table = source.form is not RowFormat.LINES
                schema = attempt(self._schema, source).json() if is_table else ""
                groups.setdefault((*key, schema, stated), []).append(source)
        yield from groups.values()

    def _schema(self, source: PortfolioFile) -> types.StructType:
        """Return the heads of a file of a table, with their types in Parquet.

        Raises:
            InputError: it cannot be read.
        """
        if source not in self._schemas:
            is_parquet = source.form is RowFormat.PARQUET
            read = self._parquet_schema if is_parquet else self._csv_schema
            self._schemas[source] = read(source)
        return self._schemas[source]

    def lines(self, sources: Sequence[PortfolioFile]) -> "RDD[Any]":
        """Return the lines of JSON Lines, each with `VALUE` and `FILE`."""
        encoding = sources[0].encoding
        if encoding.is_wide:
            return self._contents(sources).flatMap(partial(wide_lines, encoding=encoding))
        files = [pattern(source.path) for source in sources]
        lines = self.spark.read.option("lineSep", "\n").text(files)
        file = F.col("_metadata.file_path").alias(FILE)
        return lines.select(F.col(VALUE).cast("binary"), file).rdd

    def _contents(self, sources: Sequence[PortfolioFile]) -> "RDD[Row]":
        """Return files as a whole, each with `FILE` and `CONTENT`."""
        files = self.spark.read.format("binaryFile").load(
            [pattern(source.path) for source in sources]
        )
        return files.select(F.col("_metadata.file_path").alias(FILE), CONTENT).rdd

    def _csv_schema(self, source: PortfolioFile) -> types.StructType:
        if source.is_remote:
            records = self._csv_records([source])
            names = next((record.cells for record in records.take(1)), [])
        else:
            names = header(source)
        return types.StructType([types.StructField(name, types.StringType()) for name in names])

    def _csv_records(self, sources: Sequence[PortfolioFile]) -> "RDD[Record]":
        records = partial(csv_records, encoding=sources[0].encoding)
        return self._contents(sources).flatMap(records)

    def _parquet_schema(self, source: PortfolioFile) -> types.StructType:
        try:
            return self.spark.read.parquet(pattern(source.path)).schema
        except AnalysisException as error:
            found = visible(str(error).strip().partition("\n")[0])
            raise source.error(Problem("", both(found, found), _READABLE, _CONVERT)) from error

    def rows(self, sources: Sequence[PortfolioFile]) -> DataFrame:
        """Return the original rows of a group of tables.

        The rows have `FILE` and `LINE`, those of CSV also `CORRUPT`, and after `STATED` what the
        folders of their file state.
        """
        table, stated = self._original(sources), [*sources[0].stated]
        missing = [name for name in stated if name not in table.columns]
        table = self._with_stated(table, sources, stated)
        return table.withColumns({name: cell(STATED + name) for name in missing})

    def _original(self, sources: Sequence[PortfolioFile]) -> DataFrame:
        """Return the original rows of a table, with `FILE` and `LINE`, and CSV with `CORRUPT`."""
        heads = self.heads(sources[0])
        names = column_names(sources[0], heads, self.plan)
        if sources[0].form is RowFormat.PARQUET:
            frame = self.spark.read.parquet(*(pattern(source.path) for source in sources))
            cells = [
                (cell(head).cast("string") if is_extra(name) else cell(head)).alias(name)
                for name, head in zip(names, heads, strict=True)
                if name
            ]
            file = F.col("_metadata.file_path").alias(FILE)
            line = (F.col("_metadata.row_index") + 1).alias(LINE)
            return frame.select(*cells, file, line)
        unread = [f"_unread_{number}" for number, name in enumerate(names) if not name]
        pending = iter(unread)
        columns = dict.fromkeys((name or next(pending) for name in names), types.StringType())
        place = {FILE: types.StringType(), LINE: types.LongType(), CORRUPT: types.StringType()}
        records = self._csv_records(sources).filter(is_row)
        rows = records.map(partial(csv_row, count=len(names)))
        return self.spark.createDataFrame(rows, struct({**columns, **place})).drop(*unread)

    def _with_stated(
        self, table: DataFrame, sources: Sequence[PortfolioFile], stated: Sequence[str]
    ) -> DataFrame:
        """Return a table with what the folders of each row's file state, after `STATED`."""
        if not stated:
            return table
        files = by_uri(sources)
        names = [row[FILE] for row in table.select(FILE).distinct().collect()]
        cells = [(name, *file_of(name, files).stated.values()) for name in names]
        columns = dict.fromkeys((FILE, *(STATED + name for name in stated)), types.StringType())
        return table.join(F.broadcast(self.spark.createDataFrame(cells, struct(columns))), FILE)


_READABLE = both("Spark 能读取的 Parquet 文件", "a Parquet file that Spark can read")
_CONVERT = both(
    "时间请以微秒精度导出，或用 --engine polars",
    "export timestamps in microseconds, or use --engine polars",
)


def cell(name: str) -> Column:
    """Return a column whose name may have dots and other signs in it."""
    return F.col("`{}`".format(name.replace("`", "``")))


def struct(schema: Mapping[str, types.DataType]) -> types.StructType:
    """Return the schema of a frame by its columns."""
    return types.StructType([types.StructField(name, dtype) for name, dtype in schema.items()])


def _type_name(dtype: types.DataType) -> str:
    return dtype.simpleString()
