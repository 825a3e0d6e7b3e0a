"""What the page is made of: each part with its licence, for readers and for a bill of materials."""

import json
from collections.abc import Iterable
from email.message import Message
from email.parser import HeaderParser
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as BillComponent
from cyclonedx.model.component import ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from tools.page.fetch import NODE_MODULES
from tools.page.python_files import files_of


class Component(NamedTuple):
    """A part of the page."""

    registry: str
    """Where it is published: `pypi`, `npm` or `generic`."""
    name: str
    version: str
    licence: str
    """An SPDX expression."""
    source: str
    """The address of its source."""
    text: str
    """The licence."""


_LICENCES = {
    "aeo-cli": "Apache-2.0",
    "chinesecalendar": "MIT",
    "jinja2": "BSD-3-Clause",
    "python-dateutil": "Apache-2.0 AND BSD-3-Clause",
}
"""The licences of packages that do not name theirs in SPDX's words."""


def python_component(wheel: Path) -> Component:
    """Return what a wheel says of itself."""
    files = files_of(wheel)
    path = next(path for path in files if path.endswith(".dist-info/METADATA"))
    headers = HeaderParser().parsestr(files[path].decode())
    name = headers["Name"].lower().replace("_", "-")
    licence = headers["License-Expression"] or _LICENCES.get(name) or headers["License"]
    folder = path.removesuffix("METADATA")
    texts = [
        content.decode()
        for path, content in sorted(files.items())
        if path.startswith(folder) and Path(path).stem.upper() in {"LICENSE", "LICENCE", "COPYING"}
    ]
    text = "\n\n".join(texts) or _spdx_text(licence)
    return Component("pypi", name, headers["Version"], licence, _source(headers), text)


def _source(headers: Message) -> str:
    """Return the address of a package's source, or else of its home."""
    urls = dict(url.split(", ", 1) for url in headers.get_all("Project-URL", []))
    labels = ("Source", "Repository", "Homepage", "Home")
    return next((urls[label] for label in labels if label in urls), headers["Home-page"] or "")


def node_component(name: str) -> Component:
    """Return what an installed package of npm says of itself."""
    folder = NODE_MODULES / name
    package = json.loads((folder / "package.json").read_bytes())
    licence, repository = package["license"], package["repository"]
    source = repository if isinstance(repository, str) else repository["url"]
    text = folder / "LICENSE"
    return Component(
        "npm",
        name,
        package["version"],
        licence,
        source.removeprefix("git+").removesuffix(".git"),
        text.read_text(encoding="utf-8") if text.exists() else _spdx_text(licence),
    )


def parts_of_pyodide() -> list[Component]:
    """Return the Python that Pyodide is, and the compiler whose libraries it holds."""
    info = json.loads((NODE_MODULES / "pyodide" / "pyodide-lock.json").read_bytes())["info"]
    emscripten = info["platform"].removeprefix("emscripten_").replace("_", ".")
    python, mit = "Python-2.0.1", "MIT"
    notice = _spdx_text(mit).replace("<year> <copyright holders>", _EMSCRIPTEN_AUTHORS)
    return [
        Component("generic", "cpython", info["python"], python, _CPYTHON, _spdx_text(python)),
        Component("generic", "emscripten", emscripten, mit, _EMSCRIPTEN, notice),
    ]


_CPYTHON = "https://github.com/python/cpython"
_EMSCRIPTEN = "https://github.com/emscripten-core/emscripten"
_EMSCRIPTEN_AUTHORS = "2010-2014 Emscripten authors, see AUTHORS file"


@cache
def _spdx_texts() -> dict[str, Any]:
    texts = NODE_MODULES / "spdx-license-list" / "spdx-full.json"
    return dict(json.loads(texts.read_bytes()))


def _spdx_text(licence: str) -> str:
    return str(_spdx_texts()[licence]["licenseText"])


def licences(components: Iterable[Component]) -> bytes:
    """Return the components as the page shows them, in JSON."""
    return json.dumps([one._asdict() for one in components], ensure_ascii=False).encode()


def bill_of_materials(tool: Component, components: Iterable[Component]) -> str:
    """Return the bill of materials of the page in CycloneDX JSON.

    The C libraries that are compiled into Pyodide are part of it, and not listed one by one.
    """
    bill = Bom()
    name = "aeo.html"
    page = BillComponent(
        name=name, version=tool.version, type=ComponentType.APPLICATION, bom_ref=name
    )
    parts = [_in_bill(component) for component in components]
    bill.metadata.component = page
    bill.components.update(parts)
    bill.register_dependency(page, parts)
    document = json.loads(JsonV1Dot6(bill).output_as_string())
    del document["serialNumber"], document["metadata"]["timestamp"]  # so that two builds are equal
    return json.dumps(document, indent=2, sort_keys=True) + "\n"


def _in_bill(component: Component) -> BillComponent:
    purl = PackageURL(component.registry, None, component.name, component.version)
    reference = ExternalReference(type=ExternalReferenceType.VCS, url=XsUri(component.source))
    return BillComponent(
        name=component.name,
        version=component.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        licenses=[LicenseExpression(component.licence)],
        external_references=[reference] if component.source else [],
    )
