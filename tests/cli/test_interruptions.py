"""Ctrl-C, SIGTERM and SIGHUP: nothing is left behind, nothing is half-written, and 128 + signal.

Each test waits until the tool is where it should be interrupted, and keeps it there: none depends
on how fast it gets there.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aeo_cli.documents.interruptions import SIGNALS
from tests.conftest import ROOT, of_the_machine

pytestmark = pytest.mark.unix
PORTFOLIO = str(ROOT / "examples" / "portfolio")
EXAMPLE = str(ROOT / "examples" / "biomedicine.toml")
RUN = "import sys; from aeo_cli.__main__ import main; sys.exit(main())"
OLD = b"as it was"
Start = Callable[..., subprocess.Popen[bytes]]
each_signal = pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the tool with some code run before it, its temporary files in a folder of the test."""
    started = []
    (tmp_path / "tmp").mkdir()

    def start_there(
        *words: str, code: str = "", ignored: int | None = None
    ) -> subprocess.Popen[bytes]:
        def heed() -> None:
            # What a shell runs in the background is begun with Ctrl-C ignored.
            for number in SIGNALS:
                signal.signal(number, signal.SIG_IGN if number == ignored else signal.SIG_DFL)

        process = subprocess.Popen(
            [sys.executable, "-c", f"{code}\n{RUN}", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env={**of_the_machine(), "LANG": "C.UTF-8", "TMPDIR": str(tmp_path / "tmp")},
            preexec_fn=heed,  # noqa: PLW1509  no thread is running
        )
        started.append(process)
        return process

    yield start_there
    for process in started:
        process.kill()
        process.communicate()


def appears(process: subprocess.Popen[bytes], folder: Path, pattern: str) -> None:
    """Wait until a file of the tool appears."""
    while not list(folder.glob(pattern)):
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)


def ends(process: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    """Wait until the tool ends, and return its status and all that it wrote."""
    assert process.stdout is not None
    assert process.stderr is not None
    written = process.stdout.read(), process.stderr.read()
    return process.wait(), *written


@contextmanager
def nothing_else(folder: Path) -> Iterator[None]:
    """Make sure that what stands in a folder is the same in the end, in hidden files too."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    yield
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert [path.name for path in folder.iterdir() if path.is_dir()] == ["tmp"]
    assert not list((folder / "tmp").iterdir())


PAUSE = "import signal\ndef pause(*_, **__):\n    while True: signal.pause()\n"
ENGINES = {
    "plain": f"""{PAUSE}
from aeo_cli.screening import plain
written, write = [], plain.write
def write_two(path, *rest):
    if len(written) == 2: pause()
    written.append(write(path, *rest))
plain.write = write_two
""",
    "polars": """
import polars as pl
from aeo_cli.screening.polars import answers
def write_and_go_on(self, outputs):
    finish(self, outputs)
    many = pl.LazyFrame({"a": range(10_000)})
    products = many.join(many, how="cross").select((pl.col("a") * pl.col("a_right")).sum())
    while True:
        products.collect(engine="streaming")
write = answers.KeptAnswers
finish, write.finish = write.finish, write_and_go_on
""",
}
"""By engine: how it is kept where two of its three files, or all, are written."""


@each_signal
@pytest.mark.parametrize("engine", ENGINES)
def test_a_screening_leaves_nothing_behind(
    engine: str, number: signal.Signals, start: Start, tmp_path: Path
) -> None:
    """The Polars engine is in one query after another, each too short to be waited for."""
    for name in ("v.csv", "v.deadlines.csv", "v.rejects.csv"):
        (tmp_path / name).write_bytes(OLD)
    with nothing_else(tmp_path):
        words = ("screen", PORTFOLIO, "-o", "v.csv", "--engine", engine)
        process = start(*words, code=ENGINES[engine])
        last = "v.rejects.csv" if engine == "polars" else "v.deadlines.csv"
        appears(process, tmp_path, f".aeo-*/{last}")
        process.send_signal(number)
        assert ends(process) == (128 + number, b"", b"")


@each_signal
def test_a_portfolio_from_standard_input_leaves_nothing_behind(
    number: signal.Signals, start: Start, tmp_path: Path
) -> None:
    with nothing_else(tmp_path):
        process = start("screen", "-")
        appears(process, tmp_path, "tmp/.aeo-*/stdin")
        process.send_signal(number)
        assert ends(process) == (128 + number, b"", b"")


def test_a_second_signal_does_not_stop_the_cleaning_up(start: Start, tmp_path: Path) -> None:
    """A shell that ends sends SIGHUP to what runs in it, and so does its terminal."""
    code = """
import os, shutil, signal
def interrupted(*arguments, **options):
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
        os.kill(os.getpid(), number)
    remove(*arguments, **options)
remove, shutil.rmtree = shutil.rmtree, interrupted
"""
    with nothing_else(tmp_path):
        process = start("screen", "-", code=code)
        appears(process, tmp_path, "tmp/.aeo-*/stdin")
        process.send_signal(signal.SIGHUP)
        assert ends(process) == (129, b"", b"")


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (("check", EXAMPLE, "-o", "report.json"), {"report.json"}),
        (("screen", PORTFOLIO, "-o", "v.csv"), {"v.csv", "v.deadlines.csv", "v.rejects.csv"}),
    ],
    ids=["a report", "the files of a screening"],
)
@pytest.mark.parametrize("moment", ["chmod", "replace"])
def test_files_are_written_whole_and_together(
    moment: str, words: tuple[str, ...], written: set[str], start: Start, tmp_path: Path
) -> None:
    """All of them or none, whenever the signal comes; all once the first is in its place."""
    code = f"""
import os, signal
from pathlib import Path
def interrupted(self, *arguments):
    os.kill(os.getpid(), signal.SIGTERM)
    return done(self, *arguments)
done, Path.{moment} = Path.{moment}, interrupted
"""
    assert ends(start(*words, code=code)) == (143, b"", b"")
    found = {path.name for path in tmp_path.iterdir()} - {"tmp"}
    assert found in ([written] if moment == "replace" else [written, set()])
    assert not list((tmp_path / "tmp").iterdir())


def test_a_signal_that_is_ignored_stays_ignored(start: Start, tmp_path: Path) -> None:
    """As by `nohup`, whose command goes on when the terminal is closed."""
    process = start("screen", "-", ignored=signal.SIGHUP)
    appears(process, tmp_path, "tmp/.aeo-*/stdin")
    process.send_signal(signal.SIGHUP)
    out, err = process.communicate(b'{"ref": "A", "enterprise": {}}\n')
    assert (process.returncode, err) == (0, b"")
    assert out


@each_signal
def test_what_the_threads_of_a_stopped_engine_write_is_not_shown(
    number: signal.Signals, start: Start
) -> None:
    """A thread of Polars that is stopped while it writes a file prints a trace."""
    code = f"""
import os, sys
from aeo_cli.documents import interruptions
interruptions.listen()
try:
    with interruptions.stopping_engine(), interruptions.postponed():
        os.write(2, b"before ")
        os.kill(os.getpid(), {int(number)})
        while not os.path.samestat(os.fstat(2), os.stat(os.devnull)):
            pass
        os.write(2, b"a trace")
except KeyboardInterrupt:
    os.write(2, b"after")
    sys.exit(interruptions.exit_status())
"""
    assert ends(start(code=code)) == (128 + number, b"", b"before after")


WHERE_ERRORS_ARE_DROPPED = """
import os, signal, time
from aeo_cli.documents import interruptions

class Left:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.1)

interruptions.listen()
try:
    Left()
    time.sleep(60)
except KeyboardInterrupt:
    raise SystemExit(interruptions.exit_status())
"""


def test_an_interruption_is_not_lost_where_errors_are_dropped() -> None:
    command = [sys.executable, "-c", WHERE_ERRORS_ARE_DROPPED]
    done = subprocess.run(command, capture_output=True, check=False, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (128 + signal.SIGTERM, b"", b"")
