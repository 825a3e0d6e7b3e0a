"""The README as PyPI shows it: there, a link to a file of the repository leads nowhere."""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class PypiReadme(MetadataHookInterface):
    """What Hatchling asks for the README when it builds a package."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the README of the metadata."""
        readme = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        text = with_addresses(readme, metadata["urls"]["Repository"], f"v{metadata['version']}")
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def with_addresses(readme: str, repository: str, tag: str) -> str:
    """Return a README whose links and pictures of files have the address they have at a tag."""

    def address(link: re.Match[str]) -> str:
        return f"{link[0]}{repository}/{'raw' if link[1] else 'blob'}/{tag}/"

    return re.sub(r"(!?)\[[^\]]*\]\((?!https:|#)", address, readme)
