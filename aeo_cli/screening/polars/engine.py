"""The Polars engine: screening by columns on one machine.

First each file is read into ranks, which are partitioned by `ref`; rows that are not certain are
read one by one. Then the partitions are joined and assessed one after another, so that memory holds
only one of them, however large the portfolio is.
"""

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from aeo_cli.documents import interruptions
from aeo_cli.documents.problems import Attempts
from aeo_cli.screening.head_survey import survey
from aeo_cli.screening.job import Job, Outputs, Result
from aeo_cli.screening.polars.answers import KeptAnswers
from aeo_cli.screening.polars.join import Join
from aeo_cli.screening.polars.reading import Reading, original_texts
from aeo_cli.screening.polars.scan import check_heads, heads, scan
from aeo_cli.screening.polars.spill import MEMORY_PARTITIONS
from aeo_cli.screening.portfolio import Portfolio
from aeo_cli.screening.sources import PortfolioFile, RowFormat

PARTITION_BYTES = {
    RowFormat.PARQUET: 18 * 2**20,
    RowFormat.CSV: 192 * 2**20,
    RowFormat.LINES: 320 * 2**20,
}
"""The size of the files that fill a partition, by format; Parquet is compressed.

That is about 400,000 enterprises with 1,200,000 items. The more there are in a partition, the less
of it a processor's cache holds when they are joined.
"""


def screen(job: Job, outputs: Outputs | None, folder: Path) -> Result:
    """Assess a portfolio, and write the outputs if there are any.

    Args:
        job: what to do.
        outputs: the files to write.
        folder: where to keep what does not fit into memory.

    Raises:
        InputError: a file cannot be read at all.
        OSError: a file cannot be written.
    """
    with interruptions.stopping_engine():
        return _PolarsRun(job, folder).run(outputs)


def partition_count(portfolio: Portfolio) -> int:
    """Return the number of partitions of a portfolio."""
    sources = portfolio.sources
    return 1 + int(sum(source.size / PARTITION_BYTES[source.form] for source in sources))


class _PolarsRun:
    def __init__(self, job: Job, folder: Path) -> None:
        self.job, self.folder = job, folder
        self.partition_count = partition_count(job.portfolio)
        in_memory = self.partition_count <= MEMORY_PARTITIONS
        self.answers = KeptAnswers(job, None if in_memory else folder)
        self.reading = Reading(job, self.partition_count, folder, self.answers.reject)

    def run(self, outputs: Outputs | None) -> Result:
        surveyed = survey(self.job, heads, partial(check_heads, plan=self.job.plan))
        done, sources, reading = 0, self.job.portfolio.sources, self.reading
        with Attempts() as attempt:
            for index, source in enumerate(sources):
                attempt(reading.read_file, index, source)
                done += source.size
                self.job.progress(0.6 * done / max(self.job.portfolio.size, 1))
        join = Join(self.job)
        for number in range(self.partition_count):
            parts = reading.enterprises.drain(number), reading.items.drain(number)
            self.answers.add(join.assess(*parts, in_order=reading.in_order))
            self.job.progress(0.6 + 0.3 * (number + 1) / self.partition_count)
        for index, rejects in self.answers.related.items():
            rows = self._original_texts(sources[index], rejects)
            self.answers.reject(index, [rejects[line]._replace(row=text) for line, text in rows])
        result = self.answers.finish(outputs)
        result.rows += reading.without_ref
        result.notes, result.spellings = surveyed.notes, reading.reader.spellings
        result.spellings.update(surveyed.spellings)
        return result

    def _original_texts(
        self, source: PortfolioFile, lines: Collection[int]
    ) -> Iterator[tuple[int, str]]:
        is_parquet = source.form is RowFormat.PARQUET
        table = scan(source, self.job.plan, self.folder) if is_parquet else None
        return original_texts(source, table, self.job.plan, lines)
