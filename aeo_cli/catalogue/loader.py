"""Reads catalogues from files."""

import hashlib
from pathlib import Path

from aeo_cli.catalogue.checks import faults
from aeo_cli.catalogue.invariants import INVARIANTS
from aeo_cli.catalogue.locations import CatalogueIndex, path_label
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents import files, syntax
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, naming_file
from aeo_cli.documents.text import both
from aeo_cli.documents.validation import validate


def default_catalogue_path() -> Path:
    """Return the path of the catalogue that comes with the tool.

    In a wheel, `data` is inside the package; in a checkout, where the package is installed
    editable or not at all, it is beside the package.
    """
    package = Path(__file__).parents[1]
    paths = [folder / "data" / "measures.toml" for folder in (package, package.parent)]
    return next((path for path in paths if path.exists()), paths[0])


def load_catalogue(name: str | None = None) -> Catalogue:
    """Read a catalogue that keeps the invariants.

    Args:
        name: the file; None: the catalogue that comes with the tool.

    Raises:
        InputError: with every fault, each with its path and the number of its measure.
    """
    catalogue = open_catalogue(name)
    index = CatalogueIndex(catalogue)
    problems = [fault.problem for check in INVARIANTS for fault in faults(check, index)]
    if problems:
        raise InputError(problems).within(visible(catalogue_path(name)))
    return catalogue


def open_catalogue(name: str | None = None) -> Catalogue:
    """Read a file that has the shape of a catalogue, without checking the invariants.

    Args:
        name: the file; None: the catalogue that comes with the tool.

    Raises:
        InputError: with everything that is wrong with the shape, each problem with its path.
    """
    with naming_file(catalogue_path(name)):
        content = files.read(catalogue_path(name))
        text, _ = syntax.decode(content)
        catalogue = validate(Catalogue, syntax.parse(text), _FORMAT, path_label)
    return catalogue.with_digest(f"sha256:{hashlib.sha256(content).hexdigest()}")


def catalogue_path(name: str | None) -> str:
    """Return the path of a catalogue; None: of the one that comes with the tool."""
    return str(default_catalogue_path()) if name is None else name


_FORMAT = both("格式见 aeo schema catalogue", "see aeo schema catalogue for the format")
