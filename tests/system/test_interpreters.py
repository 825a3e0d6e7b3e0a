"""The tests, all of them, on every other supported Python that is found, from a wheel."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import ROOT

SUPPORTED = ("3.11", "3.12", "3.13", "3.14")
PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"


def interpreters() -> dict[str, str]:
    """Return the other interpreters by version; if there is none, the one that runs this."""
    found = {}
    for version in SUPPORTED:
        candidates = [shutil.which(f"python{version}") or ""]
        candidates += [str(path) for path in PYENV.glob(f"{version}.*/bin/python")]
        for candidate in filter(None, candidates):
            probe = [candidate, "-c", "import ensurepip, venv"]
            if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
                found[version] = candidate
                break
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    found.pop(own, None)  # the tests have passed on it already, as the README runs them
    return found or {own: sys.executable}


INTERPRETERS = interpreters()


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Future[str]]]:
    """Run the tests on all of them at once."""
    with ThreadPoolExecutor() as pool:
        yield {
            version: pool.submit(failures_on, python, tmp_path_factory.mktemp("python"))
            for version, python in INTERPRETERS.items()
        }


def failures_on(python: str, folder: Path) -> str:
    """Run the tests on an interpreter, in a new environment, and return what failed."""
    subprocess.run([python, "-m", "venv", str(folder / "venv")], check=True)
    programs = folder / "venv" / "bin"
    subprocess.run([str(programs / "pip"), "install", "-q", f"{ROOT}[test]"], check=True)
    where = [str(programs / "python"), "-c", "import aeo_cli; print(aeo_cli.__file__)"]
    installed = subprocess.run(where, cwd=folder, capture_output=True, check=True).stdout
    assert str(folder).encode() in installed
    done = subprocess.run(
        [
            str(programs / "pytest"),
            "-q",
            "-n",
            "auto",
            "--dist",
            "loadfile",
            "-p",
            "no:cacheprovider",
        ],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout.decode()[-5000:]


@pytest.mark.parametrize("version", INTERPRETERS)
def test_the_tests_pass_on(version: str, outcomes: Mapping[str, Future[str]]) -> None:
    assert outcomes[version].result() == ""
