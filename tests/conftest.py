"""What the tests share: the catalogue, the calendar, and the tool as a subprocess."""

import gc
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings

from aeo_cli.assessment.calendar import Calendar, ChineseCalendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue import loader
from aeo_cli.catalogue.loader import default_catalogue_path, load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import run
from aeo_cli.presentation.formats import Format, renderer
from aeo_cli.presentation.formats.terminal import show_full
from aeo_cli.presentation.page import Page
from aeo_cli.verification import mutation
from aeo_cli.verification.case_runs import Cases

# A property holds or it does not, however slow the machine and whatever the day's random numbers.
settings.register_profile(
    "aeo", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("aeo")
gc.set_threshold(100_000, 50, 50)  # as the tool sets itself; what tests import is never garbage

ROOT = Path(__file__).parent.parent
CATALOGUES = [default_catalogue_path(), *sorted((ROOT / "examples" / "catalogues").glob("*.toml"))]
"""Every catalogue of ours, each with its cases beside it."""
LOTUS_BAY = ROOT / "tests" / "fixtures" / "catalogue.toml"
"""A small catalogue of an invented district, with every feature of the format and its cases."""
SAVED_REPORT = ROOT / "tests" / "presentation" / "goldens" / "biomedicine.json"
"""A report as `aeo check --json` gives it."""
Completed = subprocess.CompletedProcess[bytes]
Aeo = Callable[..., Completed]
Prints = Callable[..., str]
Golden = Callable[[str | Path, str], None]


def in_full(form: Format, report: Report, catalogue: Catalogue, page: Page) -> bytes:
    """Return the full report in a format; at a terminal a brief one is the default."""
    if form is Format.TERMINAL:
        return show_full(report, catalogue, page).encode()
    content = renderer(form).render(report, catalogue, ChineseCalendar(), page)
    return content if isinstance(content, bytes) else content.encode()


def folders(top: Path) -> list[Path]:
    """Return a folder and all below it."""
    return [top, *(path for path in sorted(top.rglob("*")) if path.is_dir())]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-goldens", action="store_true", help="write the goldens anew; then read the diff"
    )


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def lotus_bay() -> Catalogue:
    return load_catalogue(str(LOTUS_BAY))


@pytest.fixture(scope="session")
def calendar() -> ChineseCalendar:
    return ChineseCalendar()


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    """Read the tool's own catalogue once for all commands of this process.

    It comes out alike each time, and takes longer than most commands.
    """
    open_any = loader.open_catalogue

    def open_once(name: str | None = None) -> Catalogue:
        return own() if name is None else open_any(name)

    own = cache(open_any)
    with mock.patch.object(loader, "open_catalogue", open_once):
        yield


KEPT = [
    *(folder for name in ("data", "examples") for folder in folders(ROOT / name)),
    *(folder for name in ("fixtures", "mistakes") for folder in folders(ROOT / "tests" / name)),
]
"""Where no test writes."""


@pytest.fixture(scope="session", autouse=True)
def _files_stay_as_they_are() -> Iterator[None]:
    before = {
        path: path.read_bytes() for folder in KEPT for path in folder.iterdir() if path.is_file()
    }
    yield
    changed = [path for path, content in before.items() if path.read_bytes() != content]
    assert not changed, f"a test wrote into the checkout: {changed}"


@pytest.fixture(autouse=True)
def _folders_stay_as_they_are() -> Iterator[None]:
    """Fail the very test that replaced, added or removed a file, which is how the tool writes."""
    before = [folder.stat().st_mtime_ns for folder in KEPT]
    yield
    assert [folder.stat().st_mtime_ns for folder in KEPT] == before, "a test wrote in the checkout"


@pytest.fixture
def mutants_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try the mutants of a catalogue once in this process, in whatever language they are shown."""
    monkeypatch.setattr(mutation, "mutate", _mutate_once)


_mutate, _mutations = mutation.mutate, dict[str, mutation.Mutation]()


def _mutate_once(catalogue: Catalogue, cases: Cases, calendar: Calendar) -> mutation.Mutation:
    if catalogue.digest not in _mutations:
        _mutations[catalogue.digest] = _mutate(catalogue, cases, calendar)
    return _mutations[catalogue.digest]


@pytest.fixture
def aeo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Aeo:
    """Run the tool as a user does, in an empty folder, with nothing of the machine's settings.

    It runs in this process, ten times as fast as in one of its own. Where the process itself
    matters, its signals, encodings or imports, a test takes `aeo_process`.
    """

    def run_here(
        *words: str, stdin: bytes = b"", cwd: Path = tmp_path, **environment: str
    ) -> Completed:
        unlike = [name for name in environment if name.startswith("PYTHON")]
        assert not unlike, f"only a process of its own is set up by {unlike}"
        output, errors = BytesIO(), BytesIO()
        settings = {**of_the_machine(), "LANG": "C.UTF-8", "COLUMNS": "80", **environment}
        with monkeypatch.context() as patch, mock.patch.dict(os.environ, settings, clear=True):
            patch.chdir(cwd)
            patch.setattr("sys.stdin", TextIOWrapper(BytesIO(stdin), encoding="utf-8"))
            patch.setattr("sys.stdout", TextIOWrapper(output, encoding="utf-8", newline=""))
            patch.setattr("sys.stderr", TextIOWrapper(errors, encoding="utf-8", newline=""))
            status = run([*words])
            sys.stdout.flush()
            sys.stderr.flush()
            return Completed(words, status, output.getvalue(), errors.getvalue())

    return run_here


@pytest.fixture
def aeo_process(tmp_path: Path) -> Aeo:
    """Run the tool in a process of its own: slow, and needed only where the process matters."""

    def run_there(
        *words: str,
        stdin: bytes = b"",
        cwd: Path = tmp_path,
        launcher: tuple[str, ...] = (sys.executable, "-m", "aeo_cli"),
        **environment: str,
    ) -> Completed:
        settings = {**of_the_machine(), "PYTHONUTF8": "1", "LANG": "C.UTF-8", **environment}
        return subprocess.run(
            [*launcher, *words],
            input=stdin,
            cwd=cwd,
            env=settings,
            capture_output=True,
            check=False,
        )

    return run_there


def of_the_machine() -> dict[str, str]:
    """Return the settings without which no program runs, and where this checkout is found."""
    names = ("PATH", "SYSTEMROOT", "PYTHONPATH")
    return {name: os.environ[name] for name in names if name in os.environ}


@pytest.fixture(autouse=True)
def _no_settings_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work as where nobody has set anything for the tool."""
    for name in [name for name in os.environ if "AEO" in name]:
        monkeypatch.delenv(name)


@pytest.fixture
def prints(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Prints:
    """Run a command line in this process, from the checkout's root, and return what it prints."""

    def run_here(*words: str, columns: int = 80) -> str:
        monkeypatch.chdir(ROOT)
        monkeypatch.setenv("COLUMNS", str(columns))
        assert run([*words]) == 0
        printed = capsysbinary.readouterr()
        assert printed.err == b""
        return printed.out.decode()

    return run_here


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare with a file in `goldens/` beside the test, or write it under `--renew-goldens`."""

    def compare(name: str | Path, content: str) -> None:
        path = request.path.parent / "goldens" / name
        if request.config.getoption("--renew-goldens"):
            path.write_text(content, encoding="utf-8", newline="")
        assert content == path.read_bytes().decode(), f"differs from {path.name}"

    return compare


def told(text: str) -> Counter[str]:
    """Return all that a text says, however it is laid out: its signs without rules and spaces."""
    return Counter(re.sub(r"[\s─│├└]", "", text))
