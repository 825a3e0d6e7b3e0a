"""The tests on every other supported Python that is found, from a wheel.

All of them run on the newest. One between it and the oldest, on which the README runs them all,
runs those of the answers: what differs between two versions differs at an end of their range.
"""

import os
import shutil
import subprocess
import sys
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
NEWEST = max(INTERPRETERS, key=SUPPORTED.index)
ANSWERS = ("tests/rules", "tests/catalogue", "tests/profile", "tests/assessment")


@pytest.mark.parametrize("version", INTERPRETERS)
def test_the_tests_pass_on(version: str, tmp_path: Path) -> None:
    subprocess.run([INTERPRETERS[version], "-m", "venv", str(tmp_path / "venv")], check=True)
    programs = tmp_path / "venv" / "bin"
    subprocess.run([str(programs / "pip"), "install", "-q", f"{ROOT}[test]"], check=True)
    where = [str(programs / "python"), "-c", "import aeo_cli; print(aeo_cli.__file__)"]
    installed = subprocess.run(where, cwd=tmp_path, capture_output=True, check=True).stdout
    assert str(tmp_path).encode() in installed
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
            *(ANSWERS if version != NEWEST else ()),
        ],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()[-5000:]
