"""Where standings and pendings of the same refs meet, in Polars, and what comes of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from aeo_cli.documents.problems import Problem
from aeo_cli.screening import expressions
from aeo_cli.screening.job import LONG, REJECTS, Job, Outputs, Result, standing_for
from aeo_cli.screening.plan import VERDICTS
from aeo_cli.screening.polars.cells import value_type
from aeo_cli.screening.polars.deadlines import ITEM, PLACE, TYPES, DeadlineRows
from aeo_cli.screening.polars.ranks import LINE
from aeo_cli.screening.polars.spill import Spill
from aeo_cli.screening.polars.write import sink
from aeo_cli.screening.rejects import Reject, because, orphan, repeated, same_id, with_refused

SOURCE, OK = "#source", "#ok"
"""Which file a row stands in, and whether it can be read."""
_VERDICT = pl.Enum([verdict.value for verdict in VERDICTS])


class Join:
    """Answers partitions of a portfolio, and keeps the answers until all can be written.

    Args:
        order: what is asked.
        parts: how many partitions there are.
        folder: where answers are kept if there are several.
    """

    def __init__(self, order: Job, parts: int, folder: Path) -> None:
        self.order, self.plan = order, order.plan
        self.names = [source.name for source in order.portfolio.sources]
        self.of_tables = order.portfolio.of_tables
        self.in_order = True
        """Whether rows come in the order of their files."""
        self.refused: dict[int, dict[int, tuple[str | None, str]]] = defaultdict(dict)
        """What is refused because of other rows: by file and line, the ref and the reason."""
        self.result = Result()
        self.deadlines = DeadlineRows(order)
        heads = {
            name: value_type(self.plan.catalogue.enterprise[name]) for name in self.plan.heading
        }
        ids = dict.fromkeys(
            (provision.provision.id for provision in self.plan.provisions), _VERDICT
        )
        schemas = ({"ref": pl.String(), **heads, **ids}, TYPES, _REJECT)
        folders = (
            folder / name if parts > 1 else None for name in ("verdicts", "dates", "rejects")
        )
        self.verdicts, self.dates, self.rejects = map(Spill, schemas, folders)

    def answer(self, enterprises: pl.DataFrame, items: pl.DataFrame) -> None:
        """Answer a partition."""
        if not self.in_order:
            enterprises, items = (
                frame.sort(SOURCE, LINE, maintain_order=True) for frame in (enterprises, items)
            )
        numbered, placed = _placed(enterprises, items)
        if not self._is_all_well(enterprises, placed):
            numbered, placed = _placed(*self._answerable(enterprises, items))
        called = placed.lazy().group_by(PLACE).agg(pl.col(*self.plan.lanes).bitwise_or())
        joined = numbered.join(called, on=PLACE, how="left", maintain_order="left")
        codes = [expressions.code(self.plan, provision) for provision in self.plan.provisions]
        answers = nw.to_native(nw.from_native(joined).select("ref", *self.plan.heading, *codes))
        found = answers.collect(engine="streaming")
        self._count(found)
        self.verdicts.add(self._labelled(found))
        self.dates.add(self.deadlines.of(numbered, placed))

    def _labelled(self, codes: pl.DataFrame) -> pl.DataFrame:
        ids = [provision.provision.id for provision in self.plan.provisions]
        return codes.with_columns(pl.col(ids).cast(pl.UInt8).cat.to(_VERDICT))

    def _count(self, codes: pl.DataFrame) -> None:
        self.result.enterprises += codes.height
        of_measures = {number: pl.min_horizontal(ids) for number, ids in standing_for(self.plan)}
        for kept, frame in (
            (
                self.result.provisions,
                codes.select(provision.provision.id for provision in self.plan.provisions),
            ),
            (self.result.measures, codes.select(**of_measures)),
        ):
            for place, verdict in enumerate(VERDICTS):
                for name, count in (
                    frame.select((pl.all() == place).sum()).row(0, named=True).items()
                ):
                    kept[name, verdict] += count

    def _answerable(
        self, enterprises: pl.DataFrame, items: pl.DataFrame
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return what can be answered: not what is refused, alone or because of other rows."""
        owners = enterprises.get_column("ref")
        twice = enterprises.filter(pl.col("ref").is_duplicated())
        readable = items.filter(OK)
        strays = same = items.clear()
        if self.of_tables:
            owned = pl.col("ref").is_in(owners.implode())
            strays = readable.filter(~owned)
            named = readable.filter(owned & pl.col("id").is_not_null())
            same = named.filter(pl.struct("ref", "id").is_duplicated())
        bad = pl.concat([items.filter(~pl.col(OK)), same]).sort(SOURCE, LINE)
        places = bad.group_by("ref", maintain_order=True).agg(SOURCE, LINE)
        burdened = enterprises.filter(OK, ~pl.col("ref").is_in(twice["ref"].implode()))
        burdened = burdened.join(places, on="ref", suffix="#bad")
        self._refuse(twice.filter(OK), lambda row: repeated(row["ref"]))
        self._refuse(strays, lambda row: orphan(row["ref"]))
        self._refuse(same, lambda row: same_id(row["id"]))
        self._refuse(burdened, self._burden)
        refused = pl.concat([twice["ref"], burdened["ref"]])
        enterprises = enterprises.filter(OK, ~pl.col("ref").is_in(refused.implode()))
        return enterprises, readable

    def _is_all_well(self, enterprises: pl.DataFrame, items: pl.DataFrame) -> bool:
        """Say, at the least cost, whether no row of a partition is refused."""
        if not all(frame.get_column(OK).all() for frame in (enterprises, items)):
            return False
        refs = enterprises.get_column("ref").hash(0)  # which are alike at least where the refs are
        if refs.n_unique() < len(refs):
            return False
        if not self.of_tables:
            return True
        named = items.lazy().filter(pl.col("id").is_not_null())
        pair = pl.col(PLACE).hash(0) ^ pl.col("id").hash(1)
        alike = named.select(pair.n_unique() < pl.len()).collect(engine="streaming").item()
        return not alike and not items.get_column(PLACE).null_count()

    def _refuse(self, rows: pl.DataFrame, why: Callable[[dict[str, Any]], Problem]) -> None:
        for row in rows.iter_rows(named=True):
            reason = because(why(row), self.order.lang)
            self.refused[row[SOURCE]][row[LINE]] = (row["ref"], reason)

    def _burden(self, row: dict[str, Any]) -> Problem:
        places = zip(row[f"{SOURCE}#bad"], row[f"{LINE}#bad"], strict=True)
        return with_refused((self.names[source], line) for source, line in places)

    def refuse(self, source: int, rejects: Sequence[Reject]) -> None:
        """Keep rows of a file that are refused alone."""
        rows = [(source, *reject) for reject in rejects]
        self.rejects.add(pl.DataFrame(rows, _REJECT, orient="row"))
        self.result.rejects += len(rejects)

    def refuse_with_others(self, source: int, rows: Iterable[tuple[int, str]]) -> None:
        """Keep rows of a file that are refused because of others, as they came."""
        reasons, name = self.refused[source], self.names[source]
        self.refuse(source, [Reject(name, line, *reasons[line], text) for line, text in rows])

    def outcome(self, outputs: Outputs | None) -> Result:
        """Write what came of it, if it shall be written, and return what it comes to."""
        if outputs:
            rejects = self.rejects.lazy().sort(SOURCE, "line").select(REJECTS)
            sink(self._told(), outputs.verdicts, outputs.form)
            sink(self.dates.lazy(), outputs.deadlines, outputs.form)
            sink(rejects, outputs.rejects, outputs.form)
        return self.result

    def _told(self) -> pl.LazyFrame:
        """Return the verdicts, a row for each enterprise, or for each and each provision."""
        verdicts = self.verdicts.lazy()
        if not self.order.long:
            return verdicts
        provisions = self.plan.provisions
        ids = [provision.provision.id for provision in provisions]
        rows = [
            (provision.measure, own.id, own.route.value, own.force.value)
            for provision in provisions
            for own in [provision.provision]
        ]
        about = pl.DataFrame(rows, ["measure", "provision", "route", "force"], orient="row")
        every = verdicts.select(
            "ref",
            pl.concat_list(ids).alias("verdict"),
            pl.lit(about.to_struct().implode()).alias("about"),
        )
        wanted = pl.col("verdict").cast(pl.String).is_in([one.value for one in self.order.verdicts])
        return every.explode("verdict", "about").filter(wanted).unnest("about").select(LONG)


def _placed(enterprises: pl.DataFrame, items: pl.DataFrame) -> tuple[pl.LazyFrame, pl.DataFrame]:
    """Return enterprises with their places, and items with theirs and their owners' places."""
    numbered = enterprises.lazy().with_row_index(PLACE)
    owners = numbered.select("ref", PLACE)
    placed = items.lazy().with_row_index(ITEM).join(owners, on="ref", how="left")
    return numbered, placed.collect(engine="streaming")


_REJECT: dict[str, pl.DataType] = {
    SOURCE: pl.UInt32(),
    "file": pl.String(),
    "line": pl.UInt32(),
    **dict.fromkeys(("ref", "reason", "row"), pl.String()),
}
