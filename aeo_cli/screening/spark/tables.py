"""The files of a portfolio in groups that Spark reads alike."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

import polars as pl
from pyspark.errors import AnalysisException
from pyspark.sql import Column, DataFrame, SparkSession, types
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it
from pyspark.sql.pandas.types import to_arrow_schema

from aeo_cli.documents.encodings import Encoding
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Problem
from aeo_cli.documents.text import both
from aeo_cli.screening.csv_syntax import MAX_LINES, parse_csv
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.polars.columns import require_columns
from aeo_cli.screening.sources import PortfolioFile, RowFormat
from aeo_cli.screening.spark.files import pattern, uri
from aeo_cli.screening.spark.packing import arrived
from aeo_cli.screening.spark.portions import (
    BLOCK,
    CONTENT,
    FILE,
    NUMBER,
    VALUE,
    Files,
    LinePortions,
    ParquetPortions,
    Portions,
    WholePortions,
)
from aeo_cli.screening.table_schema import column_names
from aeo_cli.screening.text_files import header


class Group(NamedTuple):
    """Files that are read together."""

    rows: DataFrame
    portions: Portions


class SparkFiles:
    """Reads the files of a portfolio.

    Args:
        plan: the plan, which knows the columns of tables.
        spark: the session.
    """

    def __init__(self, plan: Plan, spark: SparkSession) -> None:
        self.plan, self.spark = plan, spark
        self._schemas: dict[PortfolioFile, types.StructType] = {}
        """The columns of each file of Parquet."""

    def heads(self, source: PortfolioFile) -> list[str]:
        """Return the heads of a file of a table, whatever they mean.

        Raises:
            InputError: it cannot be read.
        """
        if source.form is RowFormat.PARQUET:
            return list(self._schema(source).names)
        if not source.is_remote:
            return header(source)
        lines = self._text([source]).filter(F.col(BLOCK) == 0).select(VALUE).take(MAX_LINES)
        text = source.encoding.decode(b"".join(bytes(line[VALUE]) + b"\n" for line in lines))
        return next(parse_csv(StringIO(text, newline="")), [])

    def check(self, source: PortfolioFile, heads: Sequence[str]) -> None:
        """Check the heads of a file, and the types of its columns in Parquet.

        Raises:
            InputError: they are not those of its table.
        """
        dtypes: Mapping[str, pl.DataType] = {}
        if source.form is RowFormat.PARQUET:
            columns = self.plan.heads.columns
            kept = [field for field in self._schema(source) if columns(source.table, field.name)]
            rows = arrived(to_arrow_schema(types.StructType(kept)).empty_table())
            dtypes = rows.schema
        require_columns(source, heads, dtypes, self.plan)

    def _schema(self, source: PortfolioFile) -> types.StructType:
        """Return the columns of a file of Parquet.

        Raises:
            InputError: it cannot be read.
        """
        if source not in self._schemas:
            try:
                self._schemas[source] = self.spark.read.parquet(pattern(source.path)).schema
            except AnalysisException as error:
                found = visible(str(error).strip().partition("\n")[0])
                problem = Problem("", both(found, found), _READABLE, _CONVERT)
                raise source.error(problem) from error
        return self._schemas[source]

    def groups(self, sources: Sequence[PortfolioFile]) -> Iterator[Group]:
        """Yield all files of a portfolio in groups."""
        groups: dict[tuple[str, str, bool], list[tuple[int, PortfolioFile]]] = {}
        for index, source in enumerate(sources):
            is_parquet = source.form is RowFormat.PARQUET
            schema = self._schema(source).json() if is_parquet else ""
            is_whole = source.form is RowFormat.CSV or source.encoding is not Encoding.UTF_8
            groups.setdefault((source.table, schema, is_whole), []).append((index, source))
        for (_, schema, is_whole), indexed in groups.items():
            files = {uri(source.path): (index, source) for index, source in indexed}
            read = self._parquet if schema else self._whole if is_whole else self._lines
            yield read(files, [source for _, source in indexed])

    def _parquet(self, files: Files, sources: Sequence[PortfolioFile]) -> Group:
        heads = self.heads(sources[0])
        names = column_names(sources[0], heads, self.plan)
        kept = [head for name, head in zip(names, heads, strict=True) if name]
        frame = self.spark.read.parquet(*(pattern(source.path) for source in sources))
        # `mapInArrow` takes no dots in names, nor do the names of tables matter to it.
        cells = [_cell(head).alias(f"_{number}") for number, head in enumerate(kept)]
        line = (F.col("_metadata.row_index") + 1).alias(NUMBER)
        return Group(frame.select(*cells, _file(), line), ParquetPortions(self.plan, files, kept))

    def _text(self, sources: Sequence[PortfolioFile]) -> DataFrame:
        """Return the lines of text files as bytes, each with `FILE` and `BLOCK`."""
        lines = self.spark.read.option("lineSep", "\n").text([pattern(one.path) for one in sources])
        block = F.col("_metadata.file_block_start").alias(BLOCK)
        return lines.select(F.col(VALUE).cast("binary"), _file(), block)

    def _lines(self, files: Files, sources: Sequence[PortfolioFile]) -> Group:
        lines, first, following = self._text(sources), {}, defaultdict[str, int](lambda: 1)
        counts = lines.groupBy(FILE, BLOCK).count()
        for name, block, count in sorted(map(tuple, counts.collect())):
            first[name, block] = following[name]
            following[name] += count
        return Group(lines, LinePortions(files, first))

    def _whole(self, files: Files, sources: Sequence[PortfolioFile]) -> Group:
        names = [pattern(source.path) for source in sources]
        contents = self.spark.read.format("binaryFile").load(names)
        return Group(contents.select(_file(), CONTENT), WholePortions(files))


_READABLE = both("Spark 能读取的 Parquet 文件", "a Parquet file that Spark can read")
_CONVERT = both(
    "时间请以微秒精度导出，或用 --engine polars",
    "export timestamps in microseconds, or use --engine polars",
)


def _file() -> Column:
    return F.col("_metadata.file_path").alias(FILE)


def _cell(name: str) -> Column:
    """Return a column whose name may have dots and other signs in it."""
    return F.col("`{}`".format(name.replace("`", "``")))
