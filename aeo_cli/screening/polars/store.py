"""Rows kept until they meet: in memory while they are few, on the disk when they are many."""

from pathlib import Path

import polars as pl

from aeo_cli.screening.polars.ranks import CERTAIN, LINE

_PART = "part"


class PartitionSpill:
    """Rows of one schema, each in one of some partitions.

    A row's partition follows from its `ref`, so that all that is about one enterprise is together,
    and no more than a partition is ever in memory.

    Args:
        schema: of the rows.
        parts: how many partitions there are.
        folder: where they are kept if there are several.
    """

    def __init__(self, schema: dict[str, pl.DataType], parts: int, folder: Path) -> None:
        self.schema, self.parts, self.folder = schema, parts, folder
        self.frames: list[pl.DataFrame] = []
        self.written = 0

    def take(self, rows: pl.LazyFrame) -> pl.Series:
        """Keep the rows that are certain, and return the numbers of the others.

        Args:
            rows: rows of the schema, with `CERTAIN`.
        """
        if self.parts == 1:
            found = rows.collect(engine="streaming")
            certain = found if found.get_column(CERTAIN).all() else found.filter(CERTAIN)
            self.frames.append(certain.select(*self.schema))
            return found.filter(~pl.col(CERTAIN)).get_column(LINE)
        folder = self._next()
        part = pl.when(CERTAIN).then(self._part).otherwise(self.parts)
        ways = pl.PartitionBy(folder, key=part.alias(_PART), include_key=False)
        rows.select(*self.schema, CERTAIN).sink_ipc(ways, mkdir=True, compression="lz4")
        return self._read(folder, self.parts).get_column(LINE)

    def add(self, frame: pl.DataFrame) -> None:
        """Keep rows that are at hand."""
        if self.parts == 1:
            self.frames.append(frame.select(*self.schema))
            return
        folder = self._next()
        numbered = frame.with_columns(self._part.alias(_PART))
        for number in range(self.parts):
            place = folder / f"{_PART}={number}"
            place.mkdir(parents=True)
            part = numbered.filter(pl.col(_PART) == number)
            part.select(*self.schema).write_ipc(place / "0.ipc")

    def part(self, number: int) -> pl.DataFrame:
        """Return a partition, and let it go."""
        if self.parts == 1:
            frames, self.frames = self.frames, []
        else:
            folders = (self.folder / str(count) for count in range(1, self.written + 1))
            frames = [self._read(folder, number) for folder in folders]
        return pl.concat([pl.DataFrame(schema=self.schema), *frames], rechunk=False)

    @property
    def _part(self) -> pl.Expr:
        return (pl.col("ref").hash(0) % self.parts).cast(pl.Int32)

    def _next(self) -> Path:
        self.written += 1
        return self.folder / str(self.written)

    def _read(self, folder: Path, number: int) -> pl.DataFrame:
        files = sorted((folder / f"{_PART}={number}").glob("*.ipc"))
        if not files:
            return pl.DataFrame(schema=self.schema)
        found = pl.scan_ipc(files).select(*self.schema).collect()
        for file in files:
            file.unlink()
        return found


class FrameSpill:
    """Frames that are written to one file in the end: until then in memory, or on the disk.

    Args:
        schema: of the frames.
        folder: where they are kept; None: in memory.
    """

    def __init__(self, schema: dict[str, pl.DataType], folder: Path | None) -> None:
        self.schema, self.folder = schema, folder
        self.frames: list[pl.DataFrame] = []
        self.files: list[Path] = []

    def add(self, frame: pl.DataFrame) -> None:
        """Keep a frame."""
        if self.folder is None or not frame.height:
            self.frames.append(frame)
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.files.append(self.folder / f"{len(self.files)}.arrow")
        frame.write_ipc(self.files[-1], compression="lz4")

    def lazy(self) -> pl.LazyFrame:
        """Return all that was kept, in its order."""
        kept = [pl.scan_ipc(file) for file in self.files] + [one.lazy() for one in self.frames]
        return pl.concat([pl.LazyFrame(schema=self.schema), *kept])
