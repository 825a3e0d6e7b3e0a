"""The answers of a run as tables, in Polars."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from aeo_cli.documents.text import Lang
from aeo_cli.screening.job import REJECTS, Job, Outputs, Result
from aeo_cli.screening.polars.deadlines import deadline_schema
from aeo_cli.screening.polars.join import SOURCE, Answers, verdict_schema
from aeo_cli.screening.polars.spill import Spill
from aeo_cli.screening.polars.write import write
from aeo_cli.screening.reasons import Reasons
from aeo_cli.screening.rejects import Reject

REJECT_SCHEMA: dict[str, pl.DataType] = {
    SOURCE: pl.UInt32(),
    "file": pl.String(),
    "line": pl.UInt32(),
    **dict.fromkeys(("ref", "reason", "row"), pl.String()),
}


class KeptAnswers:
    """Keeps the answers on all partitions until they are written.

    Args:
        job: what to do.
        folder: where to keep them; None: in memory.
    """

    def __init__(self, job: Job, folder: Path | None) -> None:
        self.job, self.result, self.reasons = job, Result(), Reasons()
        self.related: dict[int, dict[int, Reject]] = defaultdict(dict)
        """See `join.Related`."""
        self.verdicts, self.deadlines, self.rejects = (
            Spill(schema, folder and folder / name)
            for name, schema in (
                ("verdicts", verdict_schema(job.plan)),
                ("deadlines", deadline_schema(job)),
                ("rejects", REJECT_SCHEMA),
            )
        )

    def add(self, answers: Answers) -> None:
        """Keep the answers on a partition."""
        self.result.add(answers.result)
        self.verdicts.add(answers.verdicts)
        self.deadlines.add(answers.deadlines)
        for source, rejects in answers.related.items():
            self.related[source] |= rejects

    def reject(self, source: int, rejects: Sequence[Reject]) -> None:
        """Keep the rejects of a file."""
        self.reasons.add(source, rejects)
        self.rejects.add(reject_rows(source, rejects, self.job.lang))
        self.result.rejects += len(rejects)

    def finish(self, outputs: Outputs | None) -> Result:
        """Write the outputs, if there are any, and return the result."""
        self.result.reasons = self.reasons.ranked()
        if outputs:
            verdicts = verdict_rows(self.verdicts.lazy(), self.job)
            rejects = self.rejects.lazy().sort(SOURCE, "line").select(REJECTS)
            for path, frame in outputs.wanted(verdicts, self.deadlines.lazy(), rejects):
                write(frame, path, outputs.form)
        return self.result


def reject_rows(source: int, rejects: Iterable[Reject], lang: Lang) -> pl.DataFrame:
    """Return rejects of a file as rows of the table."""
    rows = [(source, *reject.cells(lang)) for reject in rejects]
    return pl.DataFrame(rows, REJECT_SCHEMA, orient="row")


def verdict_rows(verdicts: pl.LazyFrame, job: Job) -> pl.LazyFrame:
    """Return the verdicts with one row per enterprise, or per enterprise and provision."""
    if not job.long:
        return verdicts
    rows = [
        (measure, provision.id, provision.route.value, provision.force.value)
        for measure, provision, *_ in job.plan.provisions
    ]
    provisions = pl.DataFrame(rows, ["measure", "provision", "route", "force"], orient="row")
    lists = verdicts.select(
        "ref",
        *job.plan.heads.kept,
        pl.concat_list(provision.provision.id for provision in job.plan.provisions).alias(
            "verdict"
        ),
        pl.lit(provisions.to_struct().implode()).alias("provision"),
    )
    wanted = [verdict.value for verdict in job.verdicts]
    is_wanted = pl.col("verdict").cast(pl.String).is_in(wanted)
    long = lists.explode("verdict", "provision").filter(is_wanted)
    return long.unnest("provision").select(job.columns)
