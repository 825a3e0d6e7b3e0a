"""Build the offline page: `python -m tools.page.build --wheel dist/aeo_cli-….whl --out dist`.

What goes into it besides the wheel is fetched by name, version and checksum, as `requirements.txt`
and `package-lock.json` say; nothing of it is committed. The same inputs give the same bytes.
It writes `aeo.html` and its bill of materials, `aeo.html.cdx.json`, and its checksum,
`aeo.html.sha256`.
"""

import argparse
import base64
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import BadZipFile

import zstandard

from aeo_cli.documents import files
from aeo_cli.documents.problems import InputError, error_line
from aeo_cli.documents.text import Lang
from tools.page import fetch
from tools.page.app import views
from tools.page.brand import Brand, load_brand
from tools.page.components import (
    Component,
    bill_of_materials,
    licences,
    node_component,
    parts_of_pyodide,
    python_component,
)
from tools.page.python_files import Files, archive, site_files, standard_library

_HERE = Path(__file__).parent
_PYODIDE = fetch.NODE_MODULES / "pyodide"
_APP = _HERE / "app"
_STYLE_OF_REPORT = "aeo_cli/presentation/formats/html/page.css"
MOST_BYTES = 10_000_000
"""A page can be sent by mail, and starts on an old computer."""


class TooLargeError(Exception):
    """The page has more than `MOST_BYTES`."""

    def __str__(self) -> str:
        """Return how large it is, and may be."""
        return f"the page has {self.args[0]} bytes, and may have up to {MOST_BYTES}"


class Build(NamedTuple):
    """A page and its bill of materials."""

    page: bytes
    bill: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Build what the command line asks for, and return the exit status."""
    parser = argparse.ArgumentParser(description="Build the offline page.")
    parser.add_argument("--wheel", type=Path, required=True, help="the built wheel of aeo")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into")
    parser.add_argument("--brand", help="a TOML file with name, contact and instruction")
    options = parser.parse_args(arguments)
    try:
        brand = load_brand(options.brand) if options.brand else None
        built = build(options.wheel, brand)
        options.out.mkdir(parents=True, exist_ok=True)
        path = options.out / "aeo.html"
        checksum = f"{hashlib.sha256(built.page).hexdigest()}  {path.name}\n"
        for name, content in (
            (path, built.page),
            (f"{path}.cdx.json", built.bill.encode()),
            (f"{path}.sha256", checksum.encode()),
        ):
            files.write(str(name), content, "--out")
    except InputError as error:
        for problem in error.problems:
            print(error_line(problem, Lang.EN), file=sys.stderr)
        return 2
    except (fetch.NpmMissingError, TooLargeError, CalledProcessError, BadZipFile, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"{path}: {len(built.page) / 1e6:.1f} MB")
    return 0


def build(wheel: Path, brand: Brand | None) -> Build:
    """Return the page of a wheel.

    Args:
        wheel: the built wheel of aeo.
        brand: who hands the page on, and what to send back to them; None: nobody.

    Raises:
        NpmMissingError: npm is not installed.
        TooLargeError: it is too large.
        CalledProcessError: something cannot be fetched, or has another checksum.
    """
    fetch.node_packages()
    with TemporaryDirectory() as folder:
        scratch = Path(folder)
        packages = fetch.python_packages(scratch / "packages")
        fetch.bundles(scratch)
        page_script, worker = (
            (scratch / name).read_text(encoding="ascii") for name in ("page.js", "worker.js")
        )
        tool = python_component(wheel)
        components = [
            tool,
            node_component("pyodide"),
            *parts_of_pyodide(),
            *map(python_component, packages),
            node_component("fzstd"),
        ]
        site = _site([wheel, *packages], components)
    parts = {
        "runtime": (_PYODIDE / "pyodide.asm.mjs").read_bytes(),
        "wasm": (_PYODIDE / "pyodide.asm.wasm").read_bytes(),
        "library": archive(standard_library(_PYODIDE / "python_stdlib.zip")),
        "packages": archive(site),
    }
    template = (_HERE / "page.html").read_text(encoding="utf-8")
    page = views.ENVIRONMENT.from_string(template).render(
        version=tool.version,
        texts=views.TEXTS,
        start={lang: views.start(lang) for lang in Lang},
        brand=brand,
        style=site[_STYLE_OF_REPORT].decode() + (_HERE / "page.css").read_text(encoding="utf-8"),
        script=page_script,
        script_hash=_hash(page_script),
        worker=worker,
        parts={name: _packed(content) for name, content in parts.items()},
    )
    built = Build(page.encode(), bill_of_materials(tool, components))
    if len(built.page) > MOST_BYTES:
        raise TooLargeError(len(built.page))
    return built


def _site(packages: list[Path], components: list[Component]) -> Files:
    """Return the Python files of the page, and the licences that it shows."""
    site = {path: content for package in packages for path, content in site_files(package).items()}
    for path in (_HERE / "__init__.py", *_APP.glob("**/*")):
        if path.suffix in {".py", ".html", ".json"}:
            site[f"tools/page/{path.relative_to(_HERE).as_posix()}"] = path.read_bytes()
    site["tools/__init__.py"] = (_HERE.parent / "__init__.py").read_bytes()
    site["tools/page/app/licences.json"] = licences(components)
    return site


def _packed(content: bytes) -> str:
    """Return a part compressed, as text."""
    return base64.b64encode(zstandard.ZstdCompressor(level=22).compress(content)).decode()


def _hash(script: str) -> str:
    """Return the hash by which the page's policy allows a script."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


if __name__ == "__main__":
    sys.exit(main())
