"""A profile that has a file of its own, and is read from its document, as `aeo check` reads it.

In the document a day of TOML is no text, as it would be in JSON, and its problems have the places
of the file.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from aeo_cli.documents.problems import InputError
from aeo_cli.profile.table_reader import RawTable
from aeo_cli.profile.workbook_profile import WorkbookProfile

T = TypeVar("T")


class FiledProfile(NamedTuple):
    """A profile that has a file of its own."""

    document: RawTable
    book: WorkbookProfile | None = None
    """The workbook that it is from."""

    def read(self, read: Callable[[RawTable], T]) -> T:
        """Return what a function reads in the document.

        Raises:
            InputError: with every problem, of a workbook each with its cell as the place.
        """
        try:
            found = read(self.document)
        except InputError as error:
            raise (self.book.located(error) if self.book else error) from error
        if self.book and self.book.problems:
            raise InputError(self.book.problems)
        return found
