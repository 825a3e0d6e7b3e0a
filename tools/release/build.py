"""Build a release into a new folder: wheel, sdist, bill of materials and checksums.

The bytes follow from the checkout, from `locked.txt` and from the zlib that compresses. They do not
depend on the folder, the day, the user, or which Python from 3.11 to 3.13 it is. So exactly the
packages of `locked.txt` must be installed; docs/releasing.md shows how.

    python -m tools.release.build FOLDER [--page]
"""

import argparse
import sys
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.release import CHECKSUMS, LOCK, ROOT, run
from tools.release.bill_of_materials import bill_of_materials


def main() -> None:
    """Build what the command line asks for."""
    parser = argparse.ArgumentParser(description="Build a release.")
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--page", action="store_true", help="also build the page")
    asked = parser.parse_args()
    if differing := not_as_locked(LOCK.read_text(encoding="utf-8")):
        sys.exit(f"not installed as in locked.txt: {', '.join(differing)}")
    asked.folder.mkdir(parents=True)
    wheel = packages(asked.folder)
    bill = asked.folder / "aeo_cli.cdx.json"
    bill.write_text(bill_of_materials(wheel), encoding="utf-8", newline="\n")
    if asked.page:
        page(wheel, asked.folder)
    (asked.folder / CHECKSUMS).write_text(checksums(asked.folder), encoding="utf-8", newline="\n")


def not_as_locked(lock: str) -> list[str]:
    """Return the packages of a lock that are not installed here in the locked version."""
    installed = {canonicalize_name(one.name): one.version for one in distributions()}
    lines = [line.rstrip("\\ ") for line in lock.splitlines() if line[:1].isalnum()]
    return [
        f"{locked.name}{locked.specifier}"
        for locked in map(Requirement, lines)
        if not locked.marker or locked.marker.evaluate()
        if not locked.specifier.contains(installed.get(canonicalize_name(locked.name), "0"))
    ]


def packages(folder: Path) -> Path:
    """Build the sdist, and from the sdist the wheel; return the wheel."""
    run("-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    return wheel


def page(wheel: Path, folder: Path) -> None:
    """Build the page of the wheel, with a checksum and a bill of materials of its own."""
    run("-m", "tools.page.build", "--wheel", str(wheel), "--out", str(folder))


def checksums(folder: Path) -> str:
    """Return a line for each file of a folder but for that of the checksums."""
    files = sorted(path for path in folder.iterdir() if path.name != CHECKSUMS)
    return "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


if __name__ == "__main__":
    main()
