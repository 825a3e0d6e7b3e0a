"""The files of a portfolio: what each holds, and in which form."""

import re
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Self

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import both


class RowFormat(StrEnum):
    """How rows are written, in and out; its suffixes."""

    suffixes: tuple[str, ...]

    LINES = "jsonl", (".jsonl", ".ndjson")
    CSV = "csv", (".csv",)
    PARQUET = "parquet", (".parquet", ".pq")

    def __new__(cls, value: str, suffixes: tuple[str, ...]) -> Self:
        """Return the member of a value, with its suffixes."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.suffixes = suffixes
        return member

    @classmethod
    def of(cls, path: Path) -> "RowFormat | None":
        """Return the form of a file by its suffix."""
        return next((form for form in cls if path.suffix.lower() in form.suffixes), None)


SUFFIXES = tuple(suffix for form in RowFormat for suffix in form.suffixes)


class TableName(StrEnum):
    """What the rows of a file are."""

    PROFILES = "profiles"
    ENTERPRISES = "enterprises"
    BUSINESS = "business"


class PortfolioFile(NamedTuple):
    """A file of a portfolio."""

    table: TableName
    form: RowFormat
    path: Path
    encoding: str = "utf-8"
    label: str | None = None
    """How it is called, if not by its path."""

    @property
    def name(self) -> str:
        """The file's name, as it is shown."""
        return visible(self.label or str(self.path))

    @property
    def is_far(self) -> bool:
        """Whether it is named by a scheme, as `s3a://…`, and lies on no disk of this machine."""
        return _SCHEME.match(self.path.as_posix()) is not None

    @property
    def size(self) -> int:
        """How many bytes it has; of a far one that is not known."""
        return 0 if self.is_far else self.path.stat().st_size

    def fault(self, problem: Problem) -> InputError:
        """Return the error of a file that cannot be read at all."""
        return InputError([problem]).within(self.name)


_SCHEME = re.compile("[a-z][a-z0-9+.-]+:/")
"""How a path begins that was a name with a scheme: of its two slashes a path keeps one."""
CHECK = both("请核对路径和文件名", "check the path and the name")
