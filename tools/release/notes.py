"""Print what the changelog says about the version of a tag.

python -m tools.release.notes TAG
"""

import re
import sys

from aeo_cli import __version__
from tools.release import ROOT


def notes(tag: str, version: str, changelog: str) -> str:
    """Return the section of a version, without its heading.

    Raises:
        ValueError: if the tag is not that of the version, or the changelog does not say on which
            day the version was released.
    """
    if tag != f"v{version}":
        raise ValueError(f"the tag is {tag}, the version is {version}")
    section = rf"^## {re.escape(version)}, \d{{4}}-\d\d-\d\d\n(.*?)(?=^## |\Z)"
    found = re.search(section, changelog, re.DOTALL | re.MULTILINE)
    if not found:
        raise ValueError(f"CHANGELOG.md has no heading “## {version}, YYYY-MM-DD”")
    return found[1].strip() + "\n"


if __name__ == "__main__":
    sys.stdout.write(notes(sys.argv[1], __version__, (ROOT / "CHANGELOG.md").read_text("utf-8")))
