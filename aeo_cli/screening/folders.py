"""What is in a folder, at any depth: files of data, metadata, and whatever cannot be read.

Only metadata is passed over. Anything else is either a file to read or a problem: a hidden file, a
link that leads nowhere, a folder that may not be listed.
"""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from aeo_cli.documents import file_errors
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Problem
from aeo_cli.documents.text import Text, both

METADATA = (
    *("_SUCCESS", "_committed_*", "_started_*"),  # Spark, Databricks: a job is done
    *("_metadata", "_common_metadata"),  # Parquet: the schemas of all parts once more
    ".*.crc",  # Hadoop: checksums
    *("._*", ".DS_Store"),  # macOS
    *("Thumbs.db", "desktop.ini"),  # Windows
    *("~$*", ".~lock.*#"),  # office programs: a file is open
    *(".gitignore", ".gitkeep"),
)
"""The names of files that never contain rows, as patterns."""
METADATA_FOLDERS = (".git", ".hg", ".svn")
"""The names of folders that never contain rows."""


class Entry(NamedTuple):
    """A file or folder."""

    path: Path
    size: int = 0
    is_folder: bool = False
    fault: Text | None = None
    """Why it can be neither read nor listed."""


class Contents(NamedTuple):
    """What was found, at any depth."""

    files: list[Entry]
    problems: list[Problem]
    metadata: list[Path]


Listing = Callable[[Path], Iterable[Entry]]
"""A function that returns what is in a folder; it may raise an `OSError`."""


def entry(path: Path) -> Entry:
    """Return a local file or folder; a link is followed."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return Entry(path, fault=_NOWHERE)
    except OSError as error:
        return Entry(path, fault=file_errors.reason(error))
    if stat.S_ISDIR(status.st_mode):
        return Entry(path, is_folder=True)
    return Entry(path, status.st_size, fault=None if stat.S_ISREG(status.st_mode) else NOT_REGULAR)


def local(folder: Path) -> Iterator[Entry]:
    """Return what is in a local folder."""
    return map(entry, folder.iterdir())


def is_metadata(found: Entry) -> bool:
    """Return whether an entry has the name of a file or folder that never contains rows."""
    names = METADATA_FOLDERS if found.is_folder else METADATA
    return any(fnmatch(found.path.name.lower(), pattern.lower()) for pattern in names)


def is_hidden(name: str) -> bool:
    """Return whether a name is hidden by the conventions of Unix, or of Spark and Hive."""
    return name.startswith((".", "_"))


class Walk:
    """Goes through folders, each once: links can lead to one again, or to one above the first.

    Args:
        root: the folder to start from.
        listing: returns what is in a folder.
    """

    def __init__(self, root: Path, listing: Listing) -> None:
        self.listing, self.root = listing, os.path.realpath(root)
        self.seen = {self.root: root}
        """The path by which each folder was reached first, by its real path."""

    def inside(self, one: Entry) -> list[Entry] | Text | None:
        """Return what is in a folder, last first, or why it cannot be read; None for a file."""
        if not one.is_folder:
            return one.fault
        # Spark removes this folder when a job is done: the files beside it are not all there are.
        if one.path.name == "_temporary":
            return _HIDDEN
        real = os.path.realpath(one.path)
        first = self.seen.setdefault(real, one.path)
        is_above = real != self.root and self.root.startswith(real.rstrip(os.sep) + os.sep)
        if is_above or (first != one.path and one.path.is_relative_to(first)):
            return file_errors.CIRCLE
        if first != one.path:
            return _SAME.fill(folder=visible(str(first)))
        try:
            return _last_first(self.listing(one.path))
        except OSError as error:
            return file_errors.reason(error)


def contents(
    entries: Iterable[Entry], root: Path, place: str, listing: Listing = local
) -> Contents:
    """Return all files among entries and in the folders among them, at any depth, each once.

    A hidden folder is passed over only if there is nothing but metadata in it.

    Args:
        entries: files and folders.
        root: the folder that they are in.
        place: the option or argument that names them, for problems.
        listing: returns what is in a folder.
    """
    found, problems, metadata = dict[Path, Entry](), dict[Path, Problem](), dict[Path, None]()
    walk, done = Walk(root, listing), set[Path]()
    pending = [(one, Path()) for one in _last_first(entries)]
    while pending:
        one, hidden = pending.pop()
        if one.path in done:
            continue
        done.add(one.path)
        if is_metadata(one):
            metadata[one.path] = None
            continue
        hidden = one.path if is_hidden(one.path.name) and not hidden.name else hidden
        below = walk.inside(one)
        if isinstance(below, list):
            pending += ((each, hidden) for each in below)
        elif hidden.name:
            hint = _HIDDEN_HINTS.get(hidden.name, _MOVE)
            problems[hidden] = Problem(place, _HIDDEN, _PLAIN_NAME, hint, visible(str(hidden)))
        elif below:
            problems[one.path] = Problem(place, below, None, _REPAIR, visible(str(one.path)))
        else:
            found[one.path] = one
    return Contents([*found.values()], [*problems.values()], [*metadata])


def _last_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda one: one.path, reverse=True)


_NOWHERE = both("失效的符号链接", "a broken link")
NOT_REGULAR = both("不是普通文件", "not a regular file")
_SAME = both("与 {folder} 是同一个文件夹", "the same folder as {folder}")
_HIDDEN = both("隐藏的文件或文件夹", "a hidden file or folder")
_PLAIN_NAME = both("不以 . 或 _ 开头的名称", "a name that does not start with . or _")
_REPAIR = both("请修复，或移到别处", "repair it, or move it elsewhere")
_MOVE = both(
    "含有数据的，请改名；否则请移到别处",
    "rename it if it contains data; otherwise move it elsewhere",
)
_HIDDEN_HINTS = {
    "_temporary": both(
        "写入该文件夹的作业尚未完成，请等待完成或重新导出",
        "the job that writes this folder has not finished; wait for it, or export the data again",
    ),
    "_delta_log": both(
        "这是 Delta 表，文件中可能含有已删除的行，请导出为 Parquet",
        "the files of a Delta table may contain deleted rows; export it as Parquet",
    ),
}
