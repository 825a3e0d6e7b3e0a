"""Screening on a Spark cluster on this machine, of which a worker is lost in the middle."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import polars as pl
import pyspark

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import run
from tests.conftest import ROOT
from tests.screening import portfolios as screenings
from tests.screening.writers import frames

WORKERS = 2
MEMORY = "600m"
"""The memory of a worker, of which Spark leaves 180 MB for rows."""
COPIES = 60
"""How often each of 2,000 enterprises is in the portfolio."""
NOTE = "尽快办理" * 150
"""A note on each of 380,000 items, 680 MB in all; in Parquet they take no space."""
LOOPBACK = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "127.0.0.1"}
AT = ("--host", "127.0.0.1", "--webui-port", "0")
Process = subprocess.Popen[bytes]


@contextmanager
def service(log: Path, *words: str, **environment: str) -> Iterator[Process]:
    """Run a service of a cluster, which does not see this checkout, and all that it starts."""
    spark_class = Path(pyspark.__file__).parent / "bin" / "spark-class"
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(spark_class), *words],
            stdout=output,
            stderr=output,
            cwd=log.parent,
            env={**outside, **LOOPBACK, **environment},
            start_new_session=True,
        )
    try:
        yield process
    finally:
        lose(process)


def lose(process: Process) -> None:
    """Kill a service with its executors."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def awaited(process: Process, log: Path, pattern: str) -> str:
    """Wait until a service says something, and return the group of the pattern."""
    while not (found := re.search(pattern, log.read_text(errors="replace"))):
        assert process.poll() is None
        time.sleep(0.1)
    return found[1]


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[Process]]]:
    """Run a cluster, and yield the address of its master, and the workers."""
    with ExitStack() as services:
        log = folder / "master.log"
        words = ("org.apache.spark.deploy.master.Master", *AT, "--port", "0")
        process = services.enter_context(service(log, *words))
        master = awaited(process, log, r"Starting Spark master at (spark://\S+)\n")
        workers = []
        for number in range(WORKERS):
            home, log = folder / f"worker{number}", folder / f"worker{number}.log"
            words = ("org.apache.spark.deploy.worker.Worker", *AT, "--cores", "1")
            places = {"SPARK_LOCAL_DIRS": str(home), "SPARK_WORKER_DIR": str(home)}
            worker = service(log, *words, "--memory", MEMORY, master, **places)
            workers.append(services.enter_context(worker))
            awaited(workers[-1], log, "(Successfully registered)")
        yield master, workers


def write_portfolio(folder: Path) -> None:
    """Write a portfolio whose rows take more memory than a worker has."""
    enterprises, items = frames(screenings.enterprises(load_catalogue(), 2000, seed=9))
    tables = {"enterprises": enterprises, "business": items.with_columns(note=pl.lit(NOTE))}
    copies = pl.DataFrame({"copy": range(COPIES)})
    for name, table in tables.items():
        (folder / name).mkdir(parents=True)
        ref = pl.format("{}-{}", "ref", "copy")
        many = table.join(copies, how="cross").with_columns(ref=ref).drop("copy")
        for number, part in enumerate(many.iter_slices(1 + many.height // 4)):
            part.write_parquet(folder / name / f"{number}.parquet")


def rows_of(out: Path, name: str) -> pl.DataFrame:
    """Return the rows of an output in a fixed order."""
    path = out.with_suffix(f"{name}.parquet")
    rows = pl.read_parquet(path / "*.parquet" if path.is_dir() else path).cast(pl.String)
    return rows.sort(rows.columns)


def test_a_cluster_that_loses_a_worker_gives_the_whole_answer(tmp_path: Path) -> None:
    """With the package sent to workers that have only its libraries, as the manual says."""
    write_portfolio(tmp_path / "portfolio")
    words = ["screen", str(tmp_path / "portfolio"), "--on", str(screenings.ON), "-o"]
    alone, together = tmp_path / "alone.parquet", tmp_path / "together.parquet"
    package = shutil.make_archive(str(tmp_path / "package"), "zip", ROOT, "aeo_cli")
    submitted = f"--py-files {package} --executor-memory {MEMORY} pyspark-shell"
    with cluster(tmp_path) as (master, workers), (tmp_path / "err").open("wb") as errors:
        job = subprocess.Popen(
            [sys.executable, "-m", "aeo_cli", *words, str(together), "--engine", "spark"],
            env={
                **os.environ,
                **LOOPBACK,
                "SPARK_MASTER": master,
                "PYSPARK_SUBMIT_ARGS": submitted,
            },
            cwd=ROOT,
            stderr=errors,
        )
        while not [*tmp_path.glob("worker0/**/shuffle_*.data")]:  # it has read some of the rows
            assert job.poll() is None
            time.sleep(0.1)
        lose(workers[0])
        assert job.wait() == 0, (tmp_path / "err").read_text()
    assert run([*words, str(alone), "--engine", "polars"]) == 0
    for name in ("", ".deadlines", ".rejects"):
        assert rows_of(together, name).equals(rows_of(alone, name))
    assert rows_of(alone, "").height == 2000 * COPIES
