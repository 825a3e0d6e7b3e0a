"""What the executors do: rows are read into packs of ranks, and each partition is assessed."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from aeo_cli.documents.problems import InputError
from aeo_cli.screening.job import REJECTS, Job, Result
from aeo_cli.screening.polars.answers import reject_rows, verdict_rows
from aeo_cli.screening.polars.join import Join, Related
from aeo_cli.screening.polars.reading import Reading, original_texts
from aeo_cli.screening.polars.spill import partition_number
from aeo_cli.screening.reasons import Reasons
from aeo_cli.screening.rejects import Reject
from aeo_cli.screening.spark.packing import Batches, Kind, Pack, arrow, as_columns, packs
from aeo_cli.screening.spark.portions import Portions


class Tasks:
    """The tasks of a run, which are sent to the executors.

    Nothing is told through accumulators: what a task found is a pack of its own, which is there
    once however often the task runs.

    Args:
        job: what to do.
        partition_count: the number of partitions.
    """

    def __init__(self, job: Job, partition_count: int) -> None:
        self.job, self.partition_count, self.polars = job, partition_count, pl.__version__

    def read(self, batches: Batches, portions: Portions) -> Iterator[Any]:
        """Yield the ranks of rows of files, packed by partition.

        Raises:
            RuntimeError: this worker has another version of Polars.
        """
        return arrow(self._read(batches, portions))

    def _read(self, batches: Batches, portions: Portions) -> Iterator[Pack]:
        if pl.__version__ != self.polars:  # a ref might be of other partitions here
            raise RuntimeError(f"Polars {pl.__version__} on a worker, {self.polars} on the driver")
        rejected = list[tuple[int, Sequence[Reject]]]()
        with TemporaryDirectory() as folder:
            reading = Reading(self.job, 1, Path(folder), lambda *found: rejected.append(found))
            for count, (index, source, table) in enumerate(portions.of(batches, Path(folder)), 1):
                try:
                    if table is None:
                        reading.read_file(index, source)
                    else:
                        reading.read_table(index, source, table)
                except InputError as error:
                    yield Pack.of(Kind.PROBLEMS, error.problems)
                if count % _TOGETHER == 0:
                    yield from self._packed(reading)
                    yield from self._rejects(rejected, count % self.partition_count)
            yield from self._packed(reading)
            yield from self._rejects(rejected, 0)
        result = Result(rows=reading.without_ref, spellings=reading.reader.spellings)
        yield Pack.of(Kind.COUNTS, (result, Reasons()))

    def _packed(self, reading: Reading) -> Iterator[Pack]:
        """Yield the ranks that were read since the last time."""
        number = partition_number(self.partition_count).alias(_PARTITION)
        for kind, kept in ((Kind.ENTERPRISES, reading.enterprises), (Kind.ITEMS, reading.items)):
            rows = kept.drain(0).with_columns(number)
            parts = rows.partition_by(_PARTITION, as_dict=True, include_key=False)
            for (partition,), part in parts.items():
                yield Pack.of(kind, part, partition)

    def _rejects(
        self, rejected: list[tuple[int, Sequence[Reject]]], partition: int
    ) -> Iterator[Pack]:
        """Yield the rows that were rejected since the last time."""
        for index, rejects in rejected:
            yield Pack.of(Kind.REJECTS, reject_rows(index, rejects, self.job.lang), partition)
            yield _counted(Result(), {index: rejects})
        rejected.clear()

    def assess(self, batches: Batches) -> Iterator[Any]:
        """Yield the answers on a partition, and whatever else is in it as it is."""
        return arrow(self._assess(batches))

    def _assess(self, batches: Batches) -> Iterator[Pack]:
        reading = Reading(self.job, 1, Path(), lambda *_: None)
        rows = {Kind.ENTERPRISES: reading.enterprises, Kind.ITEMS: reading.items}
        for pack in packs(batches):
            if kept := rows.get(Kind(pack.kind)):
                kept.add(pack.frame)
            else:
                yield pack
        parts = (kept.drain(0) for kept in rows.values())
        answers = Join(self.job).assess(*parts, in_order=False)
        yield Pack.of(Kind.VERDICTS, answers.verdicts)
        yield Pack.of(Kind.DEADLINES, answers.deadlines)
        yield Pack.of(Kind.RELATED, answers.related)
        related = {index: [*rejects.values()] for index, rejects in answers.related.items()}
        yield _counted(answers.result, related)

    def find(self, batches: Batches, portions: Portions, related: Related) -> Iterator[Any]:
        """Yield the rejects of rows that are rejected because of other rows."""
        with TemporaryDirectory() as folder:
            for index, source, table in portions.of(batches, Path(folder)):
                if rejects := related.get(index):
                    texts = original_texts(source, table, self.job.plan, rejects)
                    found = [rejects[line]._replace(row=text) for line, text in texts]
                    rows = reject_rows(index, found, self.job.lang)
                    yield from arrow([Pack.of(Kind.REJECTS, rows)])

    def unpack(self, batches: Batches) -> Iterator[Any]:
        """Yield the rows of a table of answers."""
        for pack in packs(batches):
            yield from as_columns(self.table(Kind(pack.kind), pack.frame)).to_batches(_ROWS)

    def table(self, kind: Kind, rows: pl.DataFrame) -> pl.DataFrame:
        """Return packed answers as rows of a table that is written."""
        if kind is Kind.VERDICTS:
            return verdict_rows(rows.lazy(), self.job).collect()
        return rows.select(REJECTS) if kind is Kind.REJECTS else rows


def _counted(result: Result, rejected: Mapping[int, Sequence[Reject]]) -> Pack:
    """Return counts with those of rejected rows, given by the index of their file."""
    reasons = Reasons()
    for index, rejects in rejected.items():
        result.rejects += len(rejects)
        reasons.add(index, rejects)
    return Pack.of(Kind.COUNTS, (result, reasons))


_PARTITION = "#partition"
_TOGETHER = 16
"""How many portions are packed together: of many partitions each pack would be small."""
_ROWS = 20_000
"""How many rows of a table Spark gets at a time."""
