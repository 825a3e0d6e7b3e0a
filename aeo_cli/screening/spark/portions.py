"""The rows of some files as they come to a task, as tables that Polars reads."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from aeo_cli.screening.plan import Plan
from aeo_cli.screening.polars.json_lines import TEXT
from aeo_cli.screening.polars.ranks import LINE, ScannedTable
from aeo_cli.screening.polars.scan import parquet_table
from aeo_cli.screening.sources import PortfolioFile
from aeo_cli.screening.spark.files import file_of
from aeo_cli.screening.spark.packing import Batches, arrived

FILE, NUMBER, BLOCK, VALUE, CONTENT = "_file", "_number", "_block", "value", "content"
"""Of a row: the URI of its file, its number in Parquet from 1, where the block of the file starts
that its line is in, its bytes, and those of the whole file."""


class Portion(NamedTuple):
    """Rows of a file."""

    number: int
    """The number of the file in the portfolio, from 0."""
    source: PortfolioFile
    table: ScannedTable | None
    """None: all rows of the file, which is on this machine."""


Files = Mapping[str, tuple[int, PortfolioFile]]
"""The files of a group by their URI, each with its index in the portfolio."""


class ParquetPortions(NamedTuple):
    """Rows of Parquet."""

    plan: Plan
    files: Files
    heads: Sequence[str]
    """The heads of the columns, before those of the place."""

    def of(self, batches: Batches, folder: Path) -> Iterator[Portion]:  # noqa: ARG002  see `Portions`
        """Yield the rows."""
        for batch in batches:
            rows = arrived(batch)
            rows.columns = [*self.heads, FILE, LINE]
            dtypes = dict(zip(self.heads, rows.dtypes, strict=False))
            for (name,), part in rows.group_by(FILE, maintain_order=True):
                index, source = file_of(str(name), self.files)
                frame = part.lazy().with_columns(pl.col(LINE).cast(pl.UInt32))
                yield Portion(index, source, parquet_table(source, frame, dtypes, self.plan))


class LinePortions(NamedTuple):
    """JSON Lines in UTF-8, of which Spark splits large files into blocks."""

    files: Files
    first: Mapping[tuple[str, int], int]
    """The number of the first line of each block, by its file and its place."""

    def of(self, batches: Batches, folder: Path) -> Iterator[Portion]:  # noqa: ARG002  see `Portions`
        """Yield the rows."""
        following = dict(self.first)
        for batch in batches:
            for key, part in arrived(batch).group_by(FILE, BLOCK, maintain_order=True):
                name, place = str(key[0]), int(str(key[1]))
                text = pl.col(VALUE).cast(pl.String).str.strip_suffix("\r").alias(TEXT)
                lines = part.with_row_index(LINE, following[name, place]).select(LINE, text)
                following[name, place] += part.height
                table = ScannedTable(lines.lazy().filter(pl.col(TEXT) != ""), {TEXT: pl.String()})
                yield Portion(*file_of(name, self.files), table)


class WholePortions(NamedTuple):
    """Text files whose lines cannot be told apart before they are read."""

    files: Files

    def of(self, batches: Batches, folder: Path) -> Iterator[Portion]:
        """Yield the files, each put into the folder."""
        for batch in batches:
            for row in batch.to_pylist():
                index, source = file_of(row[FILE], self.files)
                path = folder / f"file{source.path.suffix}"
                path.write_bytes(row[CONTENT])
                here = source._replace(path=path, label=source.alias or str(source.path))
                yield Portion(index, here, None)


Portions = ParquetPortions | LinePortions | WholePortions
"""How rows of some files come to a task: `of` yields them from batches of Spark.

It raises a `ValueError` if it cannot be known which file a row is of. The folder is where to put
the files that are read as a whole.
"""
