"""What screening costs, beside the least that the same data can cost, and beside other engines.

Contestants alternate in one run, so that a drift of the machine meets them alike. Each is a whole
process: medians, ratios of the processor time, and the greatest peak of memory. The portfolios are
made up, the same ones every time (`portfolios.py`), and kept in a folder from one run to the next.
Spark needs Java; its time is that of the clock, as Java's processor time and memory do not count.

    python benchmarks/screen.py FOLDER [COUNT [RUNS]]

COUNT is 1,000,000 enterprises, with three pending items each, unless another is given.
"""

import json
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import portfolios
import rivals
from processes import Cost, cost, ratio

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.screening.plan import Plan

COPY = """
import sys, polars as pl
for name in ("enterprises", "business"):
    pl.scan_parquet(f"{sys.argv[1]}/{name}/*.parquet").sink_parquet(f"{sys.argv[2]}/{name}.parquet")
"""
"""Scan and sink, and nothing in between."""
DECODE = """
import sys, datetime, polars as pl
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.polars.json_lines import profile_type
from aeo_cli.screening.polars.statements import StatementReader
plan = Plan(load_catalogue())
fields = dict(profile_type(plan, textual=False))
if sys.argv[2:]:
    stated = dict(StatementReader(plan, datetime.date(2026, 3, 2)).type)
    fields |= {name: stated[name] for name in ("unknown", "evidence")}
lines = pl.scan_lines(sys.argv[1])
lines.select(pl.col("line").str.json_decode(pl.Struct(fields))).collect(engine="streaming")
"""
"""Lines as structs, and nothing more; a second word: with what they state of their facts."""


class Portfolios(NamedTuple):
    """The portfolios in a folder."""

    tables: Path
    large: Path
    """Ten times as many enterprises."""
    lines: Path
    stating: Path
    """Lines that give evidence, and say what is unknown."""


def main(folder: Path, count: int, runs: int) -> None:
    """Measure everything, and print it."""
    out = folder / "out"
    out.mkdir(parents=True, exist_ok=True)
    made = Portfolios(
        folder / f"tables-{count}",
        folder / f"large-{count}",
        folder / f"lines-{count}.jsonl",
        folder / f"lines-{count}.stating.jsonl",
    )
    # The peak of a process that is started is at least that of the process that starts it.
    with ProcessPoolExecutor(1, get_context("spawn")) as maker:
        maker.submit(make, made, count).result()
    screen = ["-m", "aeo_cli", "screen", "-q", "-o", str(out / "verdicts.parquet")]
    spark = [*screen[:-1], str(out / "spark.parquet"), "--engine", "spark"]
    print(f"{count:,} enterprises, {runs} runs of each, alternating")
    compared(
        {
            "plain copy": ["-c", COPY, str(made.tables), str(out)],
            "aeo screen, Parquet": [*screen, str(made.tables)],
            "aeo screen, Parquet, ten times": [*screen, str(made.large)],
        },
        runs,
    )
    compared(
        {
            "scan_lines and json_decode": ["-c", DECODE, str(made.lines)],
            "aeo screen, JSON Lines": [*screen, str(made.lines)],
        },
        runs,
    )
    compared(
        {
            "the same with evidence, decoded": ["-c", DECODE, str(made.stating), "stated"],
            "aeo screen of it": [*screen, str(made.stating)],
        },
        runs,
    )
    compared(
        {
            "aeo screen, Parquet": [*screen, str(made.tables)],
            "with Spark, on this machine": [*spark, str(made.tables)],
        },
        runs,
    )
    against_rivals(made.tables, screen, count, runs)
    small(folder, out, runs)


def make(made: Portfolios, count: int) -> None:
    """Make the portfolios that are not there yet."""
    catalogue = load_catalogue()
    for folder, times in ((made.tables, 1), (made.large, 10)):
        if not folder.exists():
            portfolios.write(catalogue, folder, times * count, files=times)
    if not made.lines.exists():
        write_lines(made.lines, count)
    if not made.stating.exists():
        write_stating(made.stating, made.lines)


def write_lines(path: Path, count: int) -> None:
    """Make a portfolio of JSON Lines."""
    catalogue = load_catalogue()
    with path.open("w", encoding="utf-8") as file:
        file.writelines(portfolios.lines(catalogue, *portfolios.tables(catalogue, count)))


def write_stating(path: Path, plain: Path) -> None:
    """Copy JSON Lines: each has evidence for two facts, and states what is not known of others."""
    names = list(load_catalogue().facts())
    evidence = {"source": "2024-117", "verified_on": "2026-01-05", "valid_until": "2026-12-31"}
    with plain.open(encoding="utf-8") as old, path.open("w", encoding="utf-8") as new:
        for line in old:
            profile = json.loads(line)
            owners = ("enterprise", "readings")
            known = [f"{owner}.{name}" for owner in owners for name in profile[owner]]
            profile["unknown"] = [name for name in names if name not in known]
            profile["evidence"] = dict.fromkeys(known[:2], evidence)
            new.write(json.dumps(profile, ensure_ascii=False) + "\n")


def compared(commands: dict[str, list[str]], runs: int) -> None:
    """Run commands in turn, and print what they cost beside the first."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, words in commands.items():
            costs[name].append(cost(words))
    first = next(iter(costs.values()))
    print(f"\n{'':<32} {'seconds':>8} {'CPU s':>7} {'to the first':>13} {'peak MB':>8}")
    for name, found in costs.items():
        processor = [one.processor for one in found]
        print(
            f"{name:<32} {statistics.median(one.seconds for one in found):>8.2f} "
            f"{statistics.median(processor):>7.2f} "
            f"{ratio(processor, [one.processor for one in first]):>13.2f} "
            f"{max(one.megabytes for one in found):>8.0f}"
        )


def against_rivals(tables: Path, screen: list[str], count: int, runs: int) -> None:
    """Print how many enterprises a second each engine answers.

    Ours reads files, answers and writes files, as a whole process. Of the rivals it is the
    evaluation alone, of facts that lie ready for them, and with the time to make such facts of
    rows of the same tables, which are in memory already.
    """
    catalogue = load_catalogue()
    plan = Plan(catalogue)
    start = time.perf_counter()
    portfolios.tables(catalogue, SAMPLE)
    drawn = time.perf_counter() - start
    start = time.perf_counter()
    cases = rivals.cases(catalogue, SAMPLE)
    ready = (time.perf_counter() - start - drawn) / SAMPLE
    text = rivals.as_json(cases)
    rates: dict[str, list[float]] = {}
    for _ in range(runs):
        seconds = cost([*screen, str(tables)]).seconds
        zen, rule_engine = (
            rivals.rate(rivals.by_zen(plan), text),
            rivals.rate(rivals.by_rule_engine(plan), cases),
        )
        found = {
            "aeo screen, Parquet to Parquet": count / seconds,
            "zen-engine, evaluation alone": zen,
            "zen-engine, from rows": 1 / (1 / zen + ready),
            "rule-engine, evaluation alone": rule_engine,
            "rule-engine, from rows": 1 / (1 / rule_engine + ready),
        }
        for name, rate in found.items():
            rates.setdefault(name, []).append(rate)
    print(f"\n{'':<32} {'a second':>10} {'ours to it':>11}")
    ours = next(iter(rates.values()))
    for name, one in rates.items():
        print(f"{name:<32} {statistics.median(one):>10,.0f} {ratio(ours, one):>11.1f}")


SAMPLE = 20_000
"""How many enterprises the rivals answer."""


def small(folder: Path, out: Path, runs: int) -> None:
    """Print from which size on the import of an engine pays."""
    print(f"\n{'profiles':<12} {'MB':>6} {'plain s':>8} {'Polars s':>9}")
    for count in (300, 1000, 2000, 3000, 5000, 20_000):
        path = folder / f"small-{count}.jsonl"
        if not path.exists():
            write_lines(path, count)
        words = ["-m", "aeo_cli", "screen", str(path), "-q", "-o", str(out / "verdicts.csv")]
        plain, polars = (
            statistics.median(cost([*words, "--engine", engine]).seconds for _ in range(runs))
            for engine in ("plain", "polars")
        )
        print(f"{count:<12,} {path.stat().st_size / 1e6:>6.1f} {plain:>8.2f} {polars:>9.2f}")


if __name__ == "__main__":
    words = sys.argv[1:]
    main(
        Path(words[0]),
        int(words[1]) if words[1:] else 1_000_000,
        int(words[2]) if words[2:] else 5,
    )
