"""What tests of the offline page share: the page itself."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
"""Of Chromium."""


@pytest.fixture(scope="session")
def built_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page that `AEO_PAGE` names, or else build it, once for all workers of a run."""
    if named := os.environ.get("AEO_PAGE"):
        return Path(named)
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "page"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        page = folder / "out" / "aeo.html"
        if not page.exists():
            _build(folder)
    return page


def _build(folder: Path) -> None:
    for words in (["build", "--wheel", "--outdir", "wheels"], ["tools.page.build", "--out", "out"]):
        wheels = [f"--wheel={wheel}" for wheel in (folder / "wheels").glob("*.whl")]
        command = [sys.executable, "-m", *words, *wheels, *[str(ROOT)] * (words[0] == "build")]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(command, cwd=folder, env=environment, check=True)
