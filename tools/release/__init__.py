"""The packages, their bill of materials and checksums: built, checked and described.

docs/releasing.md says how a release is made. `.ci/run` runs what the workflows in `.github/` run.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LOCK = Path(__file__).parent / "locked.txt"
"""Every package that builds a release or is named in its bill of materials, with its hashes."""
CHECKSUMS = "SHA256SUMS"
"""The file with the checksum of every other one, as `sha256sum --check` reads it."""


def run(*words: str) -> None:
    """Run this Python with arguments, without a date to put into what it writes.

    Hatchling then dates every file 2020-02-02, and cyclonedx-py leaves the date out: no history of
    commits is needed, and the sdist gives the same wheel as the checkout.

    Raises:
        CalledProcessError: if it fails.
    """
    dateless = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    subprocess.run([sys.executable, *words], env=dateless, check=True)
