"""Frames kept until they are needed: in memory while they are few, on disk when they are many."""

from pathlib import Path

import polars as pl

from aeo_cli.screening.polars.ranks import CERTAIN, LINE

_PARTITION = "partition"
MEMORY_PARTITIONS = 3
"""Up to how many partitions are kept in memory."""
BATCH_ROWS = 250_000
"""How many rows of a file are read at a time."""


class Spill:
    """Frames of one schema, kept in the order in which they were added.

    Args:
        schema: the schema of the frames.
        folder: the folder to write them to; None: keep them in memory.
    """

    def __init__(self, schema: dict[str, pl.DataType], folder: Path | None) -> None:
        self.schema, self.folder = schema, folder
        self.frames: list[pl.DataFrame] = []
        self.files: list[Path] = []

    def add(self, frame: pl.DataFrame) -> None:
        """Keep a frame."""
        if self.folder is None:
            self.frames.append(frame)
        elif frame.height:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.files.append(self.folder / f"{len(self.files)}.arrow")
            frame.write_ipc(self.files[-1], compression="lz4")

    def lazy(self) -> pl.LazyFrame:
        """Return all frames as one lazy frame."""
        frames = [pl.scan_ipc(file) for file in self.files]
        frames += [frame.lazy() for frame in self.frames]
        return pl.concat([pl.LazyFrame(schema=self.schema), *frames])

    def drain(self) -> pl.DataFrame:
        """Return all frames as one, and free the memory or the files that they took."""
        files, self.files = self.files, []
        frames, self.frames = self.frames, []
        if files:
            frames = [pl.scan_ipc(files).collect()]
        for file in files:
            file.unlink()
        return pl.concat([pl.DataFrame(schema=self.schema), *frames], rechunk=False)


class PartitionedSpill:
    """Rows of one schema, partitioned by their `ref`.

    All rows about one enterprise are in the same partition, and only one partition at a time has to
    be in memory.

    Args:
        schema: the schema of the rows.
        count: the number of partitions; up to `MEMORY_PARTITIONS` are kept in memory.
        folder: where more of them are kept.
    """

    def __init__(self, schema: dict[str, pl.DataType], count: int, folder: Path) -> None:
        self.schema, self.folder = schema, folder
        self.in_memory = count <= MEMORY_PARTITIONS
        self.partitions = [
            Spill(schema, None if self.in_memory else folder / str(number))
            for number in range(count)
        ]
        self._scans = 0

    def add(self, frame: pl.DataFrame) -> None:
        """Keep the rows of a frame."""
        rows = frame.select(*self.schema)
        if len(self.partitions) == 1:
            self.partitions[0].add(rows)
            return
        numbers = rows.select(self._partition).to_series()
        for number, partition in enumerate(self.partitions):
            partition.add(rows.filter(numbers == number))

    def add_certain(self, rows: pl.LazyFrame) -> pl.Series:
        """Keep the certain rows, and return the line numbers of the others.

        Args:
            rows: rows of the schema, with `CERTAIN`.
        """
        if self.in_memory:
            lines = [pl.Series(LINE, [], dtype=pl.UInt32)]
            for batch in rows.collect_batches(chunk_size=BATCH_ROWS):
                self.add(batch.filter(CERTAIN))
                lines.append(batch.filter(~pl.col(CERTAIN)).get_column(LINE))
            return pl.concat(lines)
        # Streamed to disk, for the rows of one file may be more than memory holds; the uncertain
        # ones go to a partition of their own, after the last.
        count = len(self.partitions)
        self._scans += 1
        folder = self.folder / f"scan-{self._scans}"
        number = pl.when(CERTAIN).then(self._partition).otherwise(count).alias(_PARTITION)
        target = pl.PartitionBy(folder, key=pl.col(_PARTITION), include_key=False)
        numbered = rows.with_columns(number).select(*self.schema, _PARTITION)
        numbered.sink_ipc(target, mkdir=True, compression="lz4")
        uncertain = Spill(self.schema, folder)
        for number_, partition in enumerate((*self.partitions, uncertain)):
            partition.files += sorted((folder / f"{_PARTITION}={number_}").glob("*.ipc"))
        return uncertain.drain().get_column(LINE)

    def drain(self, number: int) -> pl.DataFrame:
        """Return a partition and free it."""
        return self.partitions[number].drain()

    @property
    def _partition(self) -> pl.Expr:
        return partition_number(len(self.partitions))


def partition_number(count: int) -> pl.Expr:
    """Return the number of the partition of each row, of `count` partitions."""
    return (pl.col("ref").hash(0) % count).cast(pl.Int32)
