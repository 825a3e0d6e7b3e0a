"""Catalogues from files."""

import hashlib
from pathlib import Path

from aeo_cli.catalogue.checks import faults
from aeo_cli.catalogue.invariants import INVARIANTS
from aeo_cli.catalogue.locations import CatalogueIndex, path_label
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents import files, syntax
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import (
    InputError,
    naming_file,
)
from aeo_cli.documents.text import both
from aeo_cli.documents.validation import validate


def default_catalogue_path() -> Path:
    """Return the path of the catalogue that comes with the tool.

    In a wheel it lies inside the package; in a checkout, where the package is installed editable
    or not at all, beside it.
    """
    package = Path(__file__).parents[1]
    places = [folder / "data" / "measures.toml" for folder in (package, package.parent)]
    return next((place for place in places if place.exists()), places[0])


def load_catalogue(name: str | None = None) -> Catalogue:
    """Read a catalogue and check it whole; without a name, the one that comes with the tool.

    Raises:
        InputError: with every fault found, each with the measure's number and its place.
    """
    catalogue = open_catalogue(name)
    at = CatalogueIndex(catalogue)
    problems = [fault.problem for check in INVARIANTS for fault in faults(check, at)]
    if problems:
        raise InputError(problems).within(visible(catalogue_path(name)))
    return catalogue


def open_catalogue(name: str | None = None) -> Catalogue:
    """Read a catalogue that has the shape of one, whether or not it keeps the invariants.

    Raises:
        InputError: with all that is wrong with its shape, each with its place.
    """
    with naming_file(catalogue_path(name)):
        content = files.read(catalogue_path(name))
        text, _ = syntax.decode(content)
        catalogue = validate(Catalogue, syntax.parse(text), _FORMAT, path_label)
    return catalogue.with_digest(f"sha256:{hashlib.sha256(content).hexdigest()}")


def catalogue_path(name: str | None) -> str:
    """Return the path of a catalogue; without a name, of the one that comes with the tool."""
    return str(default_catalogue_path()) if name is None else name


_FORMAT = both("格式见 aeo schema catalogue", "aeo schema catalogue tells the format")
