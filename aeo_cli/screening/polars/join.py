"""Enterprises and their items joined by `ref` and assessed, in Polars."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from aeo_cli.documents.problems import Problem
from aeo_cli.screening.job import REJECTS, Job, Outputs, Result, measure_provisions
from aeo_cli.screening.plan import VERDICTS
from aeo_cli.screening.polars.deadlines import (
    ITEM_COLUMN,
    OWNER_COLUMN,
    DeadlineRows,
)
from aeo_cli.screening.polars.expressions import verdict_codes
from aeo_cli.screening.polars.ranks import LINE
from aeo_cli.screening.polars.spill import Spill
from aeo_cli.screening.polars.texts import heading_type
from aeo_cli.screening.polars.write import write
from aeo_cli.screening.reasons import Reasons
from aeo_cli.screening.rejects import (
    Fault,
    Reject,
    duplicate_id,
    duplicate_ref,
    faults,
    orphan_item,
    rejected_items,
)

SOURCE, READABLE = "#source", "#readable"
"""The index of a row's file, and whether the row can be read."""
_BAD_SOURCES, _BAD_LINES = "#bad-sources", "#bad-lines"
"""The files and the lines of an enterprise's rejected items."""
_Cause = tuple[str | None, tuple[Fault, ...]]
"""The ref and the faults of a row."""
_VERDICT = pl.Enum([verdict.value for verdict in VERDICTS])
_REJECT_SCHEMA: dict[str, pl.DataType] = {
    SOURCE: pl.UInt32(),
    "file": pl.String(),
    "line": pl.UInt32(),
    **dict.fromkeys(("ref", "reason", "row"), pl.String()),
}


class Join:
    """Assesses the partitions of a portfolio, and keeps the answers until all are written.

    Args:
        job: what to do.
        partition_count: the number of partitions.
        folder: where the answers are kept if there are several partitions.
    """

    def __init__(self, job: Job, partition_count: int, folder: Path) -> None:
        self.job, self.plan = job, job.plan
        self.names = [source.name for source in job.portfolio.sources]
        self.has_tables = job.portfolio.has_tables
        self.in_order = True
        """Whether the rows are in the order of their files."""
        self.rejected: dict[int, dict[int, _Cause]] = defaultdict(dict)
        """By file and line, the ref and the faults of rows rejected because of other rows."""
        self.result, self.reasons = Result(), Reasons()
        self.deadlines = DeadlineRows(job)
        self.ids = [provision.provision.id for provision in self.plan.provisions]
        facts = self.plan.enterprise_facts
        heading = {name: heading_type(facts.get(name)) for name in self.plan.heading}
        verdict_schema = {"ref": pl.String(), **heading, **dict.fromkeys(self.ids, _VERDICT)}

        def spill(name: str, schema: dict[str, pl.DataType]) -> Spill:
            return Spill(schema, folder / name if partition_count > 1 else None)

        self.verdict_rows = spill("verdicts", verdict_schema)
        self.deadline_rows = spill("deadlines", self.deadlines.schema)
        self.reject_rows = spill("rejects", _REJECT_SCHEMA)

    def assess(self, enterprises: pl.DataFrame, items: pl.DataFrame) -> None:
        """Assess a partition."""
        self.result.rows += enterprises.height + (items.height if self.has_tables else 0)
        if not self.in_order:
            enterprises, items = (
                frame.sort(SOURCE, LINE, maintain_order=True) for frame in (enterprises, items)
            )
        numbered, owned = _numbered(enterprises, items)
        if not self._is_accepted(enterprises, owned):
            numbered, owned = _numbered(*self._accepted(enterprises, items))
        triggered = (
            owned.lazy().group_by(OWNER_COLUMN).agg(pl.col(list(self.plan.lanes)).bitwise_or())
        )
        joined = numbered.join(triggered, on=OWNER_COLUMN, how="left", maintain_order="left")
        codes = [verdict_codes(self.plan, provision) for provision in self.plan.provisions]
        names = dict(zip(self.plan.heading_columns, self.plan.heading, strict=True))
        answers = joined.select("ref", *names, *codes).rename(names)
        coded = answers.collect(engine="streaming")
        self._count(coded)
        self.verdict_rows.add(coded.with_columns(pl.col(self.ids).cast(pl.UInt8).cat.to(_VERDICT)))
        self.deadline_rows.add(self.deadlines.rows(numbered, owned))

    def _count(self, coded: pl.DataFrame) -> None:
        """Count the verdicts on each provision, and on each measure, into the result."""
        self.result.enterprises += coded.height
        best = {number: pl.min_horizontal(ids) for number, ids in measure_provisions(self.plan)}
        for counts, frame in (
            (self.result.provisions, coded.select(self.ids)),
            (self.result.measures, coded.select(**best)),
        ):
            for code, verdict in enumerate(VERDICTS):
                sums = frame.select((pl.all() == code).sum()).row(0, named=True)
                for name, count in sums.items():
                    counts[name, verdict] += count

    def _is_accepted(self, enterprises: pl.DataFrame, items: pl.DataFrame) -> bool:
        """Return whether no row of a partition is rejected.

        Most partitions have no rejects, so this compares hashes, which is cheap: hashes of equal
        refs are equal, and a rare collision only causes the exact check.
        """
        if not all(frame.get_column(READABLE).all() for frame in (enterprises, items)):
            return False
        refs = enterprises.get_column("ref").hash(0)
        if refs.n_unique() < len(refs):
            return False
        if not self.has_tables:
            return True
        with_id = items.lazy().filter(pl.col("id").is_not_null())
        pair = pl.col(OWNER_COLUMN).hash(0) ^ pl.col("id").hash(1)
        repeats = with_id.select(pair.n_unique() < pl.len()).collect(engine="streaming").item()
        return not repeats and not items.get_column(OWNER_COLUMN).null_count()

    def _accepted(
        self, enterprises: pl.DataFrame, items: pl.DataFrame
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Reject rows because of other rows, and return the remaining ones.

        The items of a rejected enterprise remain; without their owner they count for nothing.
        """
        refs = enterprises.get_column("ref")
        duplicates = enterprises.filter(pl.col("ref").is_duplicated())
        readable = items.filter(READABLE)
        orphans = same_id = items.clear()
        if self.has_tables:  # a profile brings its own items, and its reader has compared their ids
            has_owner = pl.col("ref").is_in(refs.implode())
            orphans = readable.filter(~has_owner)
            with_id = readable.filter(has_owner & pl.col("id").is_not_null())
            same_id = with_id.filter(pl.struct("ref", "id").is_duplicated())
        bad_items = pl.concat([items.filter(~pl.col(READABLE)), same_id]).sort(SOURCE, LINE)
        bad_places = bad_items.group_by("ref", maintain_order=True).agg(
            pl.col(SOURCE).alias(_BAD_SOURCES), pl.col(LINE).alias(_BAD_LINES)
        )
        unique = enterprises.filter(READABLE, ~pl.col("ref").is_in(duplicates["ref"].implode()))
        with_bad_items = unique.join(bad_places, on="ref")
        self._reject_because(duplicates.filter(READABLE), lambda row: duplicate_ref(row["ref"]))
        self._reject_because(orphans, lambda row: orphan_item(row["ref"]))
        self._reject_because(same_id, lambda row: duplicate_id(row["id"]))
        self._reject_because(with_bad_items, self._rejected_items)
        accepted = unique.filter(~pl.col("ref").is_in(with_bad_items["ref"].implode()))
        return accepted, readable

    def _reject_because(
        self, rows: pl.DataFrame, problem: Callable[[dict[str, Any]], Problem]
    ) -> None:
        for row in rows.iter_rows(named=True):
            why = faults([problem(row)])
            self.rejected[row[SOURCE]][row[LINE]] = (row["ref"], why)

    def _rejected_items(self, row: dict[str, Any]) -> Problem:
        places = zip(row[_BAD_SOURCES], row[_BAD_LINES], strict=True)
        return rejected_items((self.names[source], line) for source, line in places)

    def reject(self, source: int, rejects: Sequence[Reject]) -> None:
        """Keep the rejects of a file."""
        for reject in rejects:
            self.reasons.add(source, reject)
        rows = [(source, *reject.cells(self.job.lang)) for reject in rejects]
        self.reject_rows.add(pl.DataFrame(rows, _REJECT_SCHEMA, orient="row"))
        self.result.rejects += len(rejects)

    def reject_originals(self, source: int, rows: Iterable[tuple[int, str]]) -> None:
        """Keep the original rows of a file that are rejected because of other rows."""
        reasons, name = self.rejected[source], self.names[source]
        self.reject(source, [Reject(name, line, *reasons[line], text) for line, text in rows])

    def finish(self, outputs: Outputs | None) -> Result:
        """Write the outputs, if there are any, and return the result."""
        self.result.reasons = self.reasons.ranked()
        if outputs:
            rejects = self.reject_rows.lazy().sort(SOURCE, "line").select(REJECTS)
            tables = self._verdicts(), self.deadline_rows.lazy(), rejects
            for path, frame in outputs.wanted(*tables):
                write(frame, path, outputs.form)
        return self.result

    def _verdicts(self) -> pl.LazyFrame:
        """Return the verdicts with one row per enterprise, or per enterprise and provision."""
        verdicts = self.verdict_rows.lazy()
        if not self.job.long:
            return verdicts
        rows = [
            (measure, provision.id, provision.route.value, provision.force.value)
            for measure, provision, *_ in self.plan.provisions
        ]
        provisions = pl.DataFrame(rows, ["measure", "provision", "route", "force"], orient="row")
        lists = verdicts.select(
            "ref",
            *self.plan.heads.kept,
            pl.concat_list(self.ids).alias("verdict"),
            pl.lit(provisions.to_struct().implode()).alias("provision"),
        )
        wanted = [verdict.value for verdict in self.job.verdicts]
        is_wanted = pl.col("verdict").cast(pl.String).is_in(wanted)
        long = lists.explode("verdict", "provision").filter(is_wanted)
        return long.unnest("provision").select(self.job.columns)


def _numbered(enterprises: pl.DataFrame, items: pl.DataFrame) -> tuple[pl.LazyFrame, pl.DataFrame]:
    """Return enterprises numbered by `OWNER_COLUMN`; items by `ITEM_COLUMN`, with their owner's."""
    numbered = enterprises.lazy().with_row_index(OWNER_COLUMN)
    owners = numbered.select("ref", OWNER_COLUMN)
    owned = items.lazy().with_row_index(ITEM_COLUMN).join(owners, on="ref", how="left")
    return numbered, owned.collect(engine="streaming")
