"""What tests of the offline page share: the page itself."""

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
    """Return the page that `AEO_PAGE` names, or else build it."""
    if named := os.environ.get("AEO_PAGE"):
        return Path(named)
    folder = tmp_path_factory.mktemp("page")
    for words in (["build", "--wheel", "--outdir", "wheels"], ["tools.page.build", "--out", "out"]):
        wheels = [f"--wheel={wheel}" for wheel in (folder / "wheels").glob("*.whl")]
        command = [sys.executable, "-m", *words, *wheels, *[str(ROOT)] * (words[0] == "build")]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(command, cwd=folder, env=environment, check=True)
    return folder / "out" / "aeo.html"
