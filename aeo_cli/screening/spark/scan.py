"""Files of a portfolio as standings and pendings, in Spark."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial, reduce
from typing import NamedTuple

import narwhals as nw
from pyspark.sql import Column, DataFrame, SparkSession, types
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it

from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import both
from aeo_cli.rules.facts import Fact
from aeo_cli.screening.expressions import KIND, entitlements, lanes
from aeo_cli.screening.job import Job
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.spark import cells as far
from aeo_cli.screening.spark.row_worker import (
    CORRUPT,
    FILE,
    LINE,
    REASON,
    ROW,
    RowWorker,
    csv_records,
    csv_row,
    is_row,
    uri,
)
from aeo_cli.screening.table_schema import fact_column, facts_of, require_columns, require_types

_ITEMS, _CERTAIN = "_items", "_certain"


class SparkRows(NamedTuple):
    """All rows of a portfolio: what can be read, and what is refused, with its `REASON`."""

    enterprises: DataFrame
    items: DataFrame


def hour(clock: str) -> str:
    """Return the column of the first text of a start."""
    return f"_{clock}_hour"


def rest(clock: str) -> str:
    """Return the column of the second text of a start."""
    return f"_{clock}_rest"


def require_plain_names(sources: Iterable[PortfolioFile]) -> None:
    """Make sure that Spark takes no file of this machine for a pattern, or for a hidden one.

    Raises:
        InputError: it would, and leave that file out without a word.
    """
    problems = [
        Problem("PORTFOLIO", quoted(source.path.name), _PLAIN, _RENAME, source.name)
        for source in sources
        if not source.is_far and re.search(r"^[._]|[\[\]{}*?\\]", source.path.name)
    ]
    if problems:
        raise InputError(problems)


_PLAIN = both(
    "不以 . 或 _ 开头、不含 [ ] { } * ? 的文件名",
    "a name without [ ] { } * ?, or . or _ at its start",
)
_RENAME = both(
    "Spark 会把它当作通配符或隐藏文件，请改名", "Spark takes it for a pattern or hidden: rename it"
)


def gather(order: Job, spark: SparkSession) -> SparkRows:
    """Read a portfolio.

    Raises:
        InputError: the columns of a table are not those that it may have.
    """
    require_plain_names(order.portfolio.sources)
    return _Gathering(order, spark).every()


class _Gathering:
    def __init__(self, order: Job, spark: SparkSession) -> None:
        self.order, self.plan, self.spark = order, order.plan, spark
        plan = self.plan
        text, rank, lane = types.StringType(), types.ByteType(), types.LongType()
        place = {FILE: text, LINE: lane, REASON: text, ROW: text}
        starts = {name(clock): text for clock in plan.clocks for name in (hour, rest)}
        self.standing = {
            "ref": text,
            **dict.fromkeys(plan.heading, text),
            **dict.fromkeys(plan.entitled, rank),
            **place,
        }
        self.pending = {
            "ref": text,
            "id": text,
            **dict.fromkeys(plan.lanes, lane),
            **starts,
            **place,
        }

    def every(self) -> SparkRows:
        found: dict[TableName, list[DataFrame]] = {
            TableName.ENTERPRISES: [],
            TableName.BUSINESS: [],
        }
        for sources in self._alike():
            if sources[0].table is TableName.PROFILES:
                profiles = self._profiles(sources)
                found[TableName.ENTERPRISES].append(profiles.select(*self.standing))
                items = profiles.select(F.explode(_ITEMS).alias("one")).select("one.*")
                found[TableName.BUSINESS].append(items)
            else:
                found[sources[0].table].append(self._table(sources))
        return SparkRows(
            self._union(found[TableName.ENTERPRISES], self.standing).persist(),
            self._union(found[TableName.BUSINESS], self.pending).persist(),
        )

    def _alike(self) -> Iterator[list[PortfolioFile]]:
        """Yield the files that can be read together: not those of CSV, each with its own header."""
        together: dict[tuple[object, ...], list[PortfolioFile]] = {}
        for source in self.order.portfolio.sources:
            if source.form is RowFormat.CSV:
                yield [source]
            else:
                key = source.table, source.form, source.encoding, self._columns(source)
                together.setdefault(key, []).append(source)
        yield from together.values()

    def _columns(self, source: PortfolioFile) -> str:
        """Return the columns of a file of Parquet, and their types, if they are those of its table.

        Raises:
            InputError: they are not.
        """
        if source.form is not RowFormat.PARQUET:
            return ""
        schema = self.spark.read.parquet(uri(source.path)).schema
        require_columns(source, schema.names, self.plan)
        found = {one.name: one.dataType for one in schema}
        require_types(source, self.plan, found, far.fits, lambda one: one.simpleString())
        return schema.json()

    def _union(
        self, frames: Sequence[DataFrame], schema: Mapping[str, types.DataType]
    ) -> DataFrame:
        empty = self.spark.createDataFrame([], _struct(schema))
        return reduce(DataFrame.unionByName, frames, empty)

    def _profiles(self, sources: Sequence[PortfolioFile]) -> DataFrame:
        """Return the standings of lines of JSON, each with its pendings."""
        files = [uri(source.path) for source in sources]
        lines = self.spark.read.option("lineSep", "\n").text(files)
        named = lines.select(
            F.col("value").cast("binary"), F.col("_metadata.file_path").alias(FILE)
        )
        read = RowWorker(self.order, sources[0])
        schema = {**self.standing, _ITEMS: types.ArrayType(_struct(self.pending))}
        rows = named.rdd.mapPartitions(read.lines)
        return self.spark.createDataFrame(rows, _struct(schema)).persist()

    def _table(self, sources: Sequence[PortfolioFile]) -> DataFrame:
        """Return the standings or pendings of the rows of a table."""
        source = sources[0]
        raw = self._raw(sources)
        cells = [name for name in raw.columns if name not in {FILE, LINE, CORRUPT}]
        facts = facts_of(source.table, self.plan)
        row = F.to_json(F.struct(*map(_named, cells)))
        typed = self._typed(source, raw, facts).withColumns({REASON: _none(), ROW: row})
        read = RowWorker(self.order, source)
        doubtful = typed.filter(~F.col(_CERTAIN)).select(
            *(_told(raw, name) for name in raw.columns)
        )
        if source.table is TableName.BUSINESS:
            schema, ranks = self.pending, lanes(self.plan)
        else:
            schema, ranks = self.standing, entitlements(self.plan)
        named = [expr.alias(name) for name, expr in ranks.items()]
        sure = nw.from_native(typed.filter(_CERTAIN)).with_columns(*named)
        rows = self.spark.createDataFrame(doubtful.rdd.mapPartitions(read.rows), _struct(schema))
        return nw.to_native(sure).select(*map(_named, schema)).unionByName(rows)

    def _raw(self, sources: Sequence[PortfolioFile]) -> DataFrame:
        files = [uri(source.path) for source in sources]
        file = F.col("_metadata.file_path").alias(FILE)
        if sources[0].form is RowFormat.PARQUET:
            frame = self.spark.read.parquet(*files)
            line = (F.col("_metadata.row_index") + 1).alias(LINE)
            return frame.select(*map(_named, frame.columns), file, line)
        (source,) = sources
        records = self.spark.sparkContext.binaryFiles(files[0], 1).flatMap(
            partial(csv_records, encoding=source.encoding)
        )
        names = next(iter(records.take(1)), ([], 0))[0]
        require_columns(source, names, self.plan)
        columns = dict.fromkeys(names, types.StringType())
        place = {FILE: types.StringType(), LINE: types.LongType(), CORRUPT: types.StringType()}
        told = records.filter(is_row).map(partial(csv_row, count=len(names), file=files[0]))
        return self.spark.createDataFrame(told, _struct({**columns, **place}))

    def _typed(self, source: PortfolioFile, raw: DataFrame, facts: Mapping[str, Fact]) -> DataFrame:
        """Return the values of a table beside its cells, and whether each row is certain."""
        of_items, textual = source.table is TableName.BUSINESS, source.form is RowFormat.CSV
        values: dict[str, Column] = {}
        certain = [F.col("ref") != ""] + ([F.col(CORRUPT).isNull()] if textual else [])
        for name, fact in facts.items():
            if name in raw.columns:
                cell = far.typed(fact, _named(name), raw.schema[name].dataType, textual=textual)
                values[fact_column(source.table, name)] = cell.value
                certain.append(cell.certain)
                if of_items:
                    kinds = list(self.plan.kinds_with(name)) if self.plan.is_alike(name) else []
                    certain.append(_named(name).isNull() | F.col(KIND).isin(*kinds))
            else:
                values[fact_column(source.table, name)] = _none(far.value_type(fact))
        if of_items:
            certain.append(F.col(KIND).isin(*self.plan.catalogue.kinds))
            for clock, fact in self.plan.clocks.items():
                first, second = far.start(values[f"item__{clock}"], fact)
                values |= {hour(clock): first, rest(clock): second}
            values |= {} if "id" in raw.columns else {"id": _none()}
        else:
            values |= {name: values[f"enterprise__{name}"] for name in self.plan.heading}
        every = F.coalesce(reduce(Column.__and__, certain), F.lit(False))
        return raw.withColumns({_CERTAIN: every}).withColumns(values)


def _named(name: str) -> Column:
    return F.col(f"`{name}`")


def _told(raw: DataFrame, name: str) -> Column:
    """Return a column as it is handed to Python, which has no value for days that are too far."""
    dtype = raw.schema[name].dataType
    temporal = types.DateType | types.TimestampType | types.TimestampNTZType
    return _named(name).cast("string").alias(name) if isinstance(dtype, temporal) else _named(name)


def _none(dtype: str = "string") -> Column:
    return F.lit(None).cast(dtype)


def _struct(schema: Mapping[str, types.DataType]) -> types.StructType:
    return types.StructType([types.StructField(name, dtype) for name, dtype in schema.items()])
