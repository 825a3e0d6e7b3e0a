"""Enterprises and their items joined by `ref` and assessed, in Polars."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

import polars as pl

from aeo_cli.documents.problems import Problem
from aeo_cli.screening.job import Job, Result, measure_provisions
from aeo_cli.screening.plan import VERDICTS, Plan
from aeo_cli.screening.polars.deadlines import (
    ITEM_COLUMN,
    OWNER_COLUMN,
    DeadlineRows,
)
from aeo_cli.screening.polars.expressions import verdict_codes
from aeo_cli.screening.polars.ranks import LINE
from aeo_cli.screening.polars.texts import heading_type
from aeo_cli.screening.rejects import (
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
_VERDICT = pl.Enum([verdict.value for verdict in VERDICTS])
Related = dict[int, dict[int, Reject]]
"""Rows rejected because of other rows, by file and line; each still lacks its original row."""


def verdict_schema(plan: Plan) -> dict[str, pl.DataType]:
    """Return the columns of verdicts, one row per enterprise."""
    heading = {name: heading_type(plan.enterprise_facts.get(name)) for name in plan.heading}
    ids = (provision.provision.id for provision in plan.provisions)
    return {"ref": pl.String(), **heading, **dict.fromkeys(ids, _VERDICT)}


class Answers(NamedTuple):
    """The answers about the enterprises of a partition."""

    result: Result
    """The counts, without those of rejected rows."""
    verdicts: pl.DataFrame
    deadlines: pl.DataFrame
    related: Related


class Join:
    """Assesses the partitions of a portfolio.

    Args:
        job: what to do.
    """

    def __init__(self, job: Job) -> None:
        self.plan = job.plan
        self.names = [source.name for source in job.portfolio.sources]
        self.has_tables = job.portfolio.has_tables
        self.deadlines = DeadlineRows(job)
        self.ids = [provision.provision.id for provision in self.plan.provisions]

    def assess(self, enterprises: pl.DataFrame, items: pl.DataFrame, *, in_order: bool) -> Answers:
        """Assess a partition.

        Args:
            enterprises: the ranks of its enterprises.
            items: the ranks of their items.
            in_order: whether the rows are in the order of their files.
        """
        result, related = Result(), defaultdict[int, dict[int, Reject]](dict)
        result.rows = enterprises.height + (items.height if self.has_tables else 0)
        if not in_order:
            enterprises, items = (
                frame.sort(SOURCE, LINE, maintain_order=True) for frame in (enterprises, items)
            )
        numbered, owned = _numbered(enterprises, items)
        if not self._is_accepted(enterprises, owned):
            numbered, owned = _numbered(*self._accepted(enterprises, items, related))
        triggered = (
            owned.lazy().group_by(OWNER_COLUMN).agg(pl.col(list(self.plan.lanes)).bitwise_or())
        )
        joined = numbered.join(triggered, on=OWNER_COLUMN, how="left", maintain_order="left")
        codes = [verdict_codes(self.plan, provision) for provision in self.plan.provisions]
        names = dict(zip(self.plan.heading_columns, self.plan.heading, strict=True))
        answers = joined.select("ref", *names, *codes).rename(names)
        coded = answers.collect(engine="streaming")
        self._count(coded, result)
        verdicts = coded.with_columns(pl.col(self.ids).cast(pl.UInt8).cat.to(_VERDICT))
        return Answers(result, verdicts, self.deadlines.rows(numbered, owned), related)

    def _count(self, coded: pl.DataFrame, result: Result) -> None:
        """Count the verdicts on each provision, and on each measure."""
        result.enterprises = coded.height
        best = {number: pl.min_horizontal(ids) for number, ids in measure_provisions(self.plan)}
        for counts, frame in (
            (result.provisions, coded.select(self.ids)),
            (result.measures, coded.select(**best)),
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
        self, enterprises: pl.DataFrame, items: pl.DataFrame, related: Related
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Reject rows because of other rows, adding them to `related`, and return the others.

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
        self._reject(related, duplicates.filter(READABLE), lambda row: duplicate_ref(row["ref"]))
        self._reject(related, orphans, lambda row: orphan_item(row["ref"]))
        self._reject(related, same_id, lambda row: duplicate_id(row["id"]))
        self._reject(related, with_bad_items, self._rejected_items)
        accepted = unique.filter(~pl.col("ref").is_in(with_bad_items["ref"].implode()))
        return accepted, readable

    def _reject(
        self,
        related: Related,
        rows: pl.DataFrame,
        problem: Callable[[dict[str, Any]], Problem],
    ) -> None:
        for row in rows.iter_rows(named=True):
            source, line, why = row[SOURCE], row[LINE], faults([problem(row)])
            related[source][line] = Reject(self.names[source], line, row["ref"], why, "")

    def _rejected_items(self, row: dict[str, Any]) -> Problem:
        places = zip(row[_BAD_SOURCES], row[_BAD_LINES], strict=True)
        return rejected_items((self.names[source], line) for source, line in places)


def _numbered(enterprises: pl.DataFrame, items: pl.DataFrame) -> tuple[pl.LazyFrame, pl.DataFrame]:
    """Return enterprises numbered by `OWNER_COLUMN`; items by `ITEM_COLUMN`, with their owner's."""
    numbered = enterprises.lazy().with_row_index(OWNER_COLUMN)
    owners = numbered.select("ref", OWNER_COLUMN)
    owned = items.lazy().with_row_index(ITEM_COLUMN).join(owners, on="ref", how="left")
    return numbered, owned.collect(engine="streaming")
