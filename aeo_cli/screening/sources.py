"""The files of a portfolio: the table that each contains, its format, and its encoding."""

import re
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Self, TextIO

from aeo_cli.documents.encodings import Encoding
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import Text, both
from aeo_cli.screening.filed_profile import FiledProfile


class RowFormat(StrEnum):
    """The format of an input or output file, with its suffixes."""

    suffixes: tuple[str, ...]

    LINES = "jsonl", (".jsonl", ".ndjson")
    CSV = "csv", (".csv",)
    PARQUET = "parquet", (".parquet", ".pq")

    def __new__(cls, value: str, suffixes: tuple[str, ...]) -> Self:
        """Return a member with its value and suffixes."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.suffixes = suffixes
        return member

    @classmethod
    def of(cls, path: Path) -> "RowFormat | None":
        """Return the format of a file by its suffix, or None if it is not known."""
        return next((form for form in cls if path.suffix.lower() in form.suffixes), None)


UNICODE_TEXT = (".txt", ".tsv")
"""Suffixes of CSV with tabs, which spreadsheets call “Unicode text”: of a file that is named, for
in a folder such a file may be anything."""
SUFFIXES = tuple(suffix for form in RowFormat for suffix in form.suffixes)
GZIP, WORKBOOK = ".gz", ".xlsx"
PROFILES = (".toml", ".json", WORKBOOK)
"""Suffixes of files with one profile; a workbook may also have the two tables."""


def is_text_profile(path: Path) -> bool:
    """Return whether a file is named as one profile in TOML or JSON."""
    return path.suffix.lower() in {".toml", ".json"} and not _is_part(path)


def _is_part(path: Path) -> bool:
    """Return whether a file is named as Spark names JSON Lines: `part-00000-….json`."""
    return path.suffix.lower() == ".json" and path.name.startswith("part-")


def input_format(path: Path) -> RowFormat | None:
    """Return the format of a file to read, which may be packed with gzip, or None.

    Of a profile in TOML or JSON, it is that of the line that is made of it.
    """
    inner = path.with_suffix("") if path.suffix.lower() == GZIP else path
    if is_text_profile(path) or _is_part(inner):
        return RowFormat.LINES
    return RowFormat.of(inner)


def format_of(head: bytes) -> RowFormat:
    """Return the format of a file without a name, by how its content starts."""
    if head.startswith(b"PAR1"):
        return RowFormat.PARQUET
    first = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x84\x31\x95\x33\0 \t\r\n")[:1]
    return RowFormat.LINES if first in {b"{", b"[", b""} else RowFormat.CSV


Note = tuple[str, Text]
"""The name of a file, or nothing for the whole portfolio, and how it is read."""


class TableName(StrEnum):
    """The table that a file contains; a row of `profiles` is an enterprise with its items."""

    PROFILES = "profiles"
    ENTERPRISES = "enterprises"
    BUSINESS = "business"


class PartitionKey(NamedTuple):
    """A folder such as `kind=enquiry`, which states a column of all files in it.

    Only folders below the one that was named do: else the answers would depend on how it is named.
    """

    column: str
    value: str | None
    """The value as text; None: no value, as in an empty cell."""
    is_below: bool
    """Whether it is below the folder that was named. Above, `region=cn` says where data are."""


class PortfolioFile(NamedTuple):
    """A file of a portfolio."""

    table: TableName
    form: RowFormat
    path: Path
    encoding: Encoding = Encoding.UTF_8
    label: str | None = None
    """The name to show instead of any path."""
    origin: Path | None = None
    """The file that the user named, where `path` is what was made of it."""
    profile: FiledProfile | None = None
    """The profile that it was made of."""
    size: int = 0
    """The size in bytes; 0 where it is not known, as of a remote file."""
    partition: tuple[PartitionKey, ...] = ()
    """The folders with an equals sign that it is in, outermost first."""

    @property
    def name(self) -> str:
        """The name to show, with control characters made visible."""
        return visible(self.alias or str(self.path))

    @property
    def alias(self) -> str | None:
        """The name to show where it is not the path."""
        return self.label or (str(self.origin) if self.origin else None)

    @property
    def stated(self) -> dict[str, str | None]:
        """The cells that the folders of the file state for each of its rows, by column."""
        return {key.column: key.value for key in self.partition if key.is_below}

    @property
    def is_remote(self) -> bool:
        """Whether the path has a scheme, such as `s3a://…`, and is not on a local disk."""
        return _SCHEME.match(self.path.as_posix()) is not None

    @property
    def is_packed(self) -> bool:
        """Whether it is packed with gzip."""
        return self.path.suffix.lower() == GZIP

    @property
    def is_workbook(self) -> bool:
        """Whether it is a workbook, of which files are to be made."""
        return self.path.suffix.lower() == WORKBOOK

    @property
    def is_ready(self) -> bool:
        """Whether the engines read the file itself, not what is made of it."""
        return not (self.is_packed or self.is_workbook or is_text_profile(self.path))

    def open_text(self, newline: str) -> TextIO:
        """Open the file to be read as text, with its byte-order marks."""
        return self.path.open(encoding=self.encoding.value, newline=newline)

    def error(self, problem: Problem) -> InputError:
        """Return the error for a file that cannot be read at all."""
        return InputError([problem]).within(self.name)


_SCHEME = re.compile("[a-z][a-z0-9+.-]+:/")
"""The start of a path made from a URL: of the two slashes, `Path` keeps one."""
CHECK = both("请核对路径", "check the path")
