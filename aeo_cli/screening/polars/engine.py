"""The Polars engine: screening by columns on one machine.

First each file is read into ranks, which are partitioned by `ref`; rows that are not certain are
read one by one. Then the partitions are joined and assessed one after another, so that memory holds
only one of them, however large the portfolio is.
"""

from functools import partial
from pathlib import Path

from aeo_cli.documents import interruptions
from aeo_cli.documents.problems import Attempts
from aeo_cli.screening.head_survey import survey
from aeo_cli.screening.job import Job, Outputs, Result
from aeo_cli.screening.polars.answers import KeptAnswers
from aeo_cli.screening.polars.columns import check_heads, heads
from aeo_cli.screening.polars.join import Join
from aeo_cli.screening.polars.reading import Reading, original_texts
from aeo_cli.screening.polars.scan import scan
from aeo_cli.screening.polars.spill import MEMORY_PARTITIONS
from aeo_cli.screening.portfolio import Portfolio
from aeo_cli.screening.sources import RowFormat

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
        return _screened(job, outputs, folder)


def partition_count(portfolio: Portfolio) -> int:
    """Return the number of partitions of a portfolio."""
    sources = portfolio.sources
    return 1 + int(sum(source.size / PARTITION_BYTES[source.form] for source in sources))


def _screened(job: Job, outputs: Outputs | None, folder: Path) -> Result:
    surveyed = survey(job, heads, partial(check_heads, plan=job.plan))
    count, sources = partition_count(job.portfolio), job.portfolio.sources
    done, size = 0, max(job.portfolio.size, 1)
    answers = KeptAnswers(job, None if count <= MEMORY_PARTITIONS else folder)
    reading = Reading(job, count, folder, answers.reject)
    with Attempts() as attempt:
        for index, source in enumerate(sources):
            attempt(reading.read_file, index, source)
            done += source.size
            job.progress(0.6 * done / size)
    join = Join(job)
    for number in range(count):
        parts = reading.enterprises.drain(number), reading.items.drain(number)
        answers.add(join.assess(*parts, in_order=reading.in_order))
        job.progress(0.6 + 0.3 * (number + 1) / count)
    for index, rejects in answers.related.items():
        is_parquet = sources[index].form is RowFormat.PARQUET
        table = scan(sources[index], job.plan, folder) if is_parquet else None
        rows = original_texts(sources[index], table, job.plan, rejects)
        answers.reject(index, [rejects[line]._replace(row=text) for line, text in rows])
    result = answers.finish(outputs)
    result.rows += reading.without_ref
    result.spellings = reading.reader.spellings
    result.add(surveyed)
    return result
