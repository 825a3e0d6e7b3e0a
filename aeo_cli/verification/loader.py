"""Reads the books of cases beside a catalogue."""

from pathlib import Path
from typing import TYPE_CHECKING

from aeo_cli.catalogue.loader import catalogue_path
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents import files, syntax
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Attempts, naming_file
from aeo_cli.documents.text import both
from aeo_cli.documents.validation import validate

if TYPE_CHECKING:
    from aeo_cli.verification.case_runs import Cases


def load_cases(folder: Path, catalogue: Catalogue) -> "Cases":
    """Read the books of cases in a folder, which may be empty or missing.

    Raises:
        InputError: with the problems of all books.
    """
    from aeo_cli.verification.case_runs import Cases  # noqa: PLC0415
    from aeo_cli.verification.cases import Book  # noqa: PLC0415  most commands read no cases

    def book(path: Path) -> Book:
        with naming_file(str(path)):
            text, _ = syntax.decode(files.read(str(path)))
            return validate(Book, syntax.parse(text), CASES_FORMAT)

    with Attempts() as attempt:
        books = {visible(path.name): attempt(book, path) for path in case_files(folder)}
    return Cases(books, catalogue, visible(str(folder)))


def case_files(folder: Path) -> list[Path]:
    """Return the books of cases in a folder, by name; none if there is no such folder."""
    paths = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in paths if path.suffix.lower() == ".toml")


def cases_folder(name: str | None = None) -> Path:
    """Return the folder of a catalogue's cases: `measures.toml` -> `measures.cases` beside it."""
    return Path(catalogue_path(name)).with_suffix(".cases")


CASES_FORMAT = both("格式见 aeo schema cases", "see aeo schema cases for the format")
