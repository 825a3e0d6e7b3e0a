"""The bill of materials of a wheel, in CycloneDX JSON."""

import json
import tempfile
from email.message import Message
from email.parser import BytesParser
from hashlib import sha256
from importlib.metadata import requires
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from tools.release import ROOT, run

Graph = dict[NormalizedName, list[NormalizedName]]
"""Of each package by its name, which others it needs."""


def bill_of_materials(wheel: Path) -> str:
    """Return which packages a wheel needs, in the versions installed here, with their licences.

    What only an extra needs is left out. Nothing in it depends on the day or the folder.

    Raises:
        CalledProcessError: if cyclonedx-py fails.
    """
    metadata = metadata_of(wheel)
    bill = bill_of_environment()
    product = bill["metadata"]["component"] | {
        "version": metadata["Version"],
        "purl": f"pkg:pypi/{metadata['Name']}@{metadata['Version']}",
        "hashes": [{"alg": "SHA-256", "content": sha256(wheel.read_bytes()).hexdigest()}],
    }
    graph = needed(metadata["Name"], metadata.get_all("Requires-Dist", []))
    parts = {canonicalize_name(part["name"]): part for part in [product, *bill["components"]]}
    bill["metadata"]["component"] = product
    bill["components"] = [parts[name] for name in sorted(graph) if parts[name] != product]
    bill["dependencies"] = [
        {"ref": parts[name]["bom-ref"], "dependsOn": [parts[one]["bom-ref"] for one in graph[name]]}
        for name in sorted(graph)
    ]
    return json.dumps(bill, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def bill_of_environment() -> dict[str, Any]:
    """Return the bill of everything that is installed here, the tools of the release among it."""
    with tempfile.TemporaryDirectory() as folder:
        bill = Path(folder) / "bill.json"
        described = ("--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible")
        run("-m", "cyclonedx_py", "environment", *described, "--output-file", str(bill))
        read: dict[str, Any] = json.loads(bill.read_bytes())
        return read


def metadata_of(wheel: Path) -> Message:
    """Return what a wheel says about itself."""
    with ZipFile(wheel) as archive:
        (path,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return BytesParser().parsebytes(archive.read(path))


def needed(name: str, requirements: list[str]) -> Graph:
    """Return what a package needs, directly or not, on this machine and without an extra of it."""
    graph: Graph = {}
    ahead = [(Requirement(name), requirements)]
    while ahead:
        package, texts = ahead.pop()
        direct = [one for one in map(Requirement, texts) if is_asked_for(one, package.extras)]
        graph[canonicalize_name(package.name)] = sorted(
            {canonicalize_name(one.name) for one in direct}
        )
        unseen = (one for one in direct if canonicalize_name(one.name) not in graph)
        ahead += [(one, requires(one.name) or []) for one in unseen]
    return graph


def is_asked_for(requirement: Requirement, extras: set[str]) -> bool:
    """Return whether a requirement holds on this machine, with these extras of who requires it."""
    marker = requirement.marker
    return not marker or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))
