"""Installing without a network, by the commands of docs/install.md as they are printed there.

A folder of wheels is made with a network; nothing is installed with one.
"""

import os
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tests.docs.conftest import blocks

TO_TYPE = blocks(ROOT / "docs" / "install.md", "sh")
WINDOWS = {"platform_system": "Windows", "sys_platform": "win32", "os_name": "nt"}
NO_NETWORK = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel."""
    path = tmp_path_factory.mktemp("install")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def type_there(folder: Path, *words: str, **environment: str) -> None:
    """Run the one block of the page that has all of some words."""
    (block,) = [block for block in TO_TYPE if all(word in block for word in words)]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {**os.environ, "PATH": path, **environment}
    subprocess.run(["sh", "-ec", block], cwd=folder, env=settings, check=True)


def test_the_tool_is_installed_from_a_folder_of_wheels(folder: Path) -> None:
    type_there(folder, "pip download -d wheels ")
    type_there(folder, "pip install --no-index", HOME=str(folder), **NO_NETWORK)
    aeo, profile = folder / "aeo" / "bin" / "aeo", ROOT / "examples" / "biomedicine.toml"
    for name in ("report.xlsx", "report.ics"):
        command = [str(aeo), "check", str(profile), "-o", name]
        subprocess.run(command, cwd=folder, env={"LANG": "C.UTF-8"}, check=True)
        assert (folder / name).stat().st_size


def test_no_package_is_missing_in_the_folder_for_windows(folder: Path) -> None:
    type_there(folder, "--platform win_amd64")
    required = required_by_name(folder / "wheels-windows")
    pending, reached = [("aeo-cli", extra) for extra in ("xlsx", "ics")], set[tuple[str, str]]()
    while pending:
        name, extra = pending.pop()
        if (name, extra) not in reached:
            reached.add((name, extra))
            for one in required[name]:
                if one.marker is None or one.marker.evaluate({**WINDOWS, "extra": extra}):
                    pending += ((canonicalize_name(one.name), each) for each in one.extras or {""})
    assert {name for name, _ in reached} == {*required}


def required_by_name(wheels: Path) -> dict[str, list[Requirement]]:
    """Return what each package of a folder requires."""
    required: dict[str, list[Requirement]] = {}
    for wheel in wheels.glob("*.whl"):
        with ZipFile(wheel) as archive:
            (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
            headers = message_from_bytes(archive.read(metadata))
        lines = headers.get_all("Requires-Dist", [])
        required[canonicalize_name(headers["Name"])] = [Requirement(line) for line in lines]
    return required
