"""Check what `tools.release.build` built: nothing is missing, altered or badly described.

python -m tools.release.check FOLDER [--tests]
"""

import argparse
import filecmp
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from tools.release import CHECKSUMS, ROOT, run
from tools.release.build import checksums


def main() -> None:
    """Check the folder that the command line names."""
    parser = argparse.ArgumentParser(description="Check a release.")
    parser.add_argument("folder", type=Path, help="what tools.release.build wrote")
    parser.add_argument("--tests", action="store_true", help="also run the tests of the sdist")
    asked = parser.parse_args()
    (wheel,), (sdist,) = asked.folder.glob("*.whl"), asked.folder.glob("*.tar.gz")
    faults = [*altered(asked.folder), *incomplete(sdist), *unlicensed(wheel), *rebuilt(wheel)]
    if faults:
        sys.exit("\n".join(faults))
    run("-m", "twine", "check", "--strict", str(wheel), str(sdist))
    run("-m", "check_wheel_contents", str(wheel))
    run("-m", "pyroma", "--min=10", str(sdist))
    if asked.tests:
        run_tests(sdist)


def altered(folder: Path) -> Iterator[str]:
    """Yield a fault unless the checksums are those of the files, of all of them."""
    if (folder / CHECKSUMS).read_text(encoding="utf-8") != checksums(folder):
        yield f"{CHECKSUMS} is not that of the files in {folder}"


def incomplete(sdist: Path) -> Iterator[str]:
    """Yield each file that an sdist has not as the checkout has it.

    Files that are equal pass equal tests: so this need not run those that have passed in the
    checkout once more.
    """
    tracked = {path: mode_and_content(ROOT / path) for path in tracked_files()}
    packed = {}
    with tarfile.open(sdist) as archive:
        for member in archive:
            file = archive.extractfile(member)
            path = Path(*Path(member.name).parts[1:])
            packed[path] = (member.mode & 0o100, file.read() if file else b"")
    for path in sorted({*tracked, *packed} - {Path("PKG-INFO")}):
        if tracked.get(path) != packed.get(path):
            yield f"{path} is missing, foreign or changed in {sdist.name}"


def tracked_files() -> list[Path]:
    """Return the files of the repository, from its root."""
    listed = ["git", "-C", str(ROOT), "ls-files", "-z"]
    names = subprocess.run(listed, capture_output=True, check=True).stdout.decode().split("\0")
    return [Path(name) for name in names if name]


def mode_and_content(path: Path) -> tuple[int, bytes]:
    """Return what is to be kept of a file: whether its owner may execute it, and its bytes."""
    return path.stat().st_mode & 0o100, path.read_bytes()


def unlicensed(wheel: Path) -> Iterator[str]:
    """Yield a fault unless a wheel carries the licence."""
    with ZipFile(wheel) as archive:
        paths = [path for path in archive.namelist() if path.endswith("/licenses/LICENSE")]
        if [archive.read(path) for path in paths] != [(ROOT / "LICENSE").read_bytes()]:
            yield f"the licence is not in {wheel.name}"


def rebuilt(wheel: Path) -> Iterator[str]:
    """Yield a fault unless the checkout gives the wheel that the sdist gave."""
    with tempfile.TemporaryDirectory() as folder:
        run("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, str(ROOT))
        if not filecmp.cmp(wheel, Path(folder) / wheel.name, shallow=False):
            yield f"the checkout gives another {wheel.name} than the sdist"


def run_tests(sdist: Path) -> None:
    """Unpack an sdist and run the README's line for maintainers in it.

    Raises:
        CalledProcessError: if a test fails.
    """
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    words = ["bash", "-c", readme.split("\n```sh\n")[2].split("\n```\n")[0]]
    with tempfile.TemporaryDirectory() as folder, tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
        (unpacked,) = Path(folder).iterdir()
        subprocess.run(words, cwd=unpacked, check=True)


if __name__ == "__main__":
    main()
