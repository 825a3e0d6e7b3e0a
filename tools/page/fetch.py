"""What the page is built from, fetched by name, version and checksum."""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NODE_MODULES = HERE / "node_modules"
_PYTHON = "3.14"
_PLATFORMS = ("pyemscripten_2026_0_wasm32", "manylinux2014_x86_64")
"""Those of the wheels that are compiled; which is for which, the checksums say."""


class NpmMissingError(Exception):
    """Npm is not installed."""

    def __str__(self) -> str:
        """Return what is missing and where it comes from."""
        return "npm is not installed; it comes with Node.js: https://nodejs.org"


def python_packages(folder: Path) -> list[Path]:
    """Download the Python packages of `requirements.txt` into a folder and return their files.

    Raises:
        CalledProcessError: pip cannot fetch them, or one has another checksum.
    """
    subprocess.run(
        [
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
            "--no-deps", "--require-hashes", "--only-binary", ":all:", "--python-version", _PYTHON,
            *(f"--platform={platform}" for platform in _PLATFORMS),
            "--requirement", str(HERE / "requirements.txt"), "--dest", str(folder),
        ],
        check=True,
    )  # fmt: skip
    return sorted(folder.iterdir())


def node_packages() -> None:
    """Install the packages of `package-lock.json`, unless they are installed.

    Raises:
        NpmMissingError: there is no npm.
        CalledProcessError: npm cannot fetch them, or one has another checksum.
    """
    installed, lock = NODE_MODULES / ".package-lock.json", HERE / "package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    _npm("ci", "--no-audit", "--no-fund", "--loglevel=error")


def bundles(folder: Path) -> None:
    """Write `page.js` and `worker.js` into a folder, each with all that it imports."""
    _npm("run", "--silent", "bundle", "--", f"--outdir={folder}")


def _npm(*arguments: str) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NpmMissingError
    subprocess.run([npm, *arguments], cwd=HERE, check=True)
