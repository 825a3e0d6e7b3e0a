"""Frames of Polars as rows of Spark: one row is a whole frame, which Spark does not look into."""

import pickle
from collections.abc import Iterable, Iterator
from enum import StrEnum
from io import BytesIO
from typing import Any, NamedTuple

import polars as pl
from polars import selectors as cs


class Kind(StrEnum):
    """What a pack holds: a frame, or an object where that is said."""

    ENTERPRISES = "enterprises"
    ITEMS = "items"
    VERDICTS = "verdicts"
    DEADLINES = "deadlines"
    REJECTS = "rejects"
    RELATED = "related"
    """An object: `join.Related`."""
    COUNTS = "counts"
    """An object: a `Result` and its `Reasons`, of a part of the portfolio."""
    PROBLEMS = "problems"
    """An object: why a file cannot be read at all."""


class Pack(NamedTuple):
    """A frame or an object on its way from one task to the next."""

    partition: int
    kind: str
    data: bytes

    @classmethod
    def of(cls, kind: Kind, content: object, partition: int = 0) -> "Pack":
        """Pack a frame or an object for a partition."""
        if not isinstance(content, pl.DataFrame):
            return cls(partition, kind, pickle.dumps(content))
        file = BytesIO()
        content.write_ipc(file, compression="lz4")
        return cls(partition, kind, file.getvalue())

    @property
    def frame(self) -> pl.DataFrame:
        """The frame."""
        return pl.read_ipc(self.data)

    @property
    def content(self) -> Any:  # noqa: ANN401  as `Kind` says
        """The object."""
        return pickle.loads(self.data)  # noqa: S301  from another task of the same run


PACKS = "partition int, kind string, data binary"
"""The schema of packs in Spark."""
Batches = Iterable[Any]
"""Record batches of Arrow, as Spark passes them to a task."""


def arrow(packs: Iterable[Pack]) -> Iterator[Any]:
    """Yield packs as batches of Arrow, each on its own, for they are large."""
    for pack in packs:
        yield from (
            pl.DataFrame([pack], _SCHEMA, orient="row").to_arrow(compat_level=_OLD).to_batches()
        )


_SCHEMA = {"partition": pl.Int32(), "kind": pl.String(), "data": pl.Binary()}
_OLD = pl.CompatLevel.oldest()


def packs(batches: Batches) -> Iterator[Pack]:
    """Yield the packs in batches of Arrow."""
    for batch in batches:
        for row in batch.to_pylist():
            yield Pack(**row)


def as_columns(frame: pl.DataFrame) -> Any:  # noqa: ANN401  of Arrow
    """Return a frame as a table of Arrow, in types that Spark has."""
    plain = frame.with_columns(cs.enum().cast(pl.String), cs.unsigned_integer().cast(pl.Int64))
    return plain.to_arrow(compat_level=_OLD)


def arrived(batch: Any) -> pl.DataFrame:  # noqa: ANN401  of Arrow
    """Return rows of Spark, which has large unsigned numbers as decimals."""
    frame = pl.DataFrame(batch)
    unsigned = [name for name, dtype in frame.schema.items() if dtype == pl.Decimal(20, 0)]
    return frame.with_columns(pl.col(unsigned).cast(pl.UInt64))
