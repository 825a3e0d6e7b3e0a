"""Reads and writes files and standard input.

Reading is bounded, so that a file of a gigabyte, or an endless one, is rejected at once. Writing is
atomic: into a new file beside the old one, which is replaced only when every byte is on the disk.
"""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj, rmtree
from typing import BinaryIO

from aeo_cli.documents import interruptions, system
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.file_errors import CHECK_PATH, unreadable, unwritable
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import Text, both

MAX_BYTES = 8 * 2**20
"""The largest file that is read, in bytes, unless the reader sets another limit."""
STDIN = "-"


def read(name: str, limit: int = MAX_BYTES) -> bytes:
    """Return the whole content of a file, or of standard input where `name` is `-`.

    Args:
        name: the file.
        limit: the largest size allowed, in bytes.

    Raises:
        InputError: it cannot be read, or it is larger.
    """
    try:
        content = _read_stdin(limit) if name == STDIN else _read_file(name, limit)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise _unusable(name, unreadable(error)) from error
    if len(content) > limit:
        found = both("文件超过 {size} MiB", "larger than {size} MiB").fill(size=limit // 2**20)
        raise _unusable(name, found)
    return content


def _read_file(name: str, limit: int) -> bytes:
    with _path(name).open("rb") as file:
        return file.read(limit + 1)  # one more than allowed, to see that there is more


def _read_stdin(limit: int) -> bytes:
    return _stdin().read(limit + 1)


def _stdin() -> BinaryIO:
    if sys.stdin is None:  # closed by the parent process, as with `<&-`
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer


def save_stdin(path: Path) -> None:
    """Write all of standard input to a file, so that it can be read more than once.

    Raises:
        InputError: standard input cannot be read, or the file not be written.
    """
    try:
        with path.open("wb") as file:
            copyfileobj(_stdin(), file, 2**20)
    except OSError as error:
        raise _unusable(STDIN, unreadable(error)) from error


def write(name: str, content: bytes, place: str = "-o") -> None:
    """Write a file atomically: on any failure, the old file is left as it was.

    A link is followed. What is not a regular file, such as `/dev/stdout`, is written to directly.

    Args:
        name: the file.
        content: its new content.
        place: the option or argument that names the file, for the message.

    Raises:
        InputError: it cannot be written.
    """
    try:
        target = _path(name)
        if target.exists() and not target.is_file():
            with suppress(BrokenPipeError):  # of a reader such as `head` that has read enough
                target.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(target)), content)
    except (OSError, ValueError) as error:
        raise InputError(
            [Problem(place, unwritable(error), None, _UNCHANGED, visible(name))]
        ) from error


def write_private(path: Path, content: bytes) -> None:
    """Write a file of the tool itself atomically, readable by the user only.

    Its folder is created if it does not exist.

    Raises:
        InputError: it cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(path, content, _PRIVATE)
    except OSError as error:
        raise InputError(
            [Problem("", unwritable(error), None, _UNCHANGED, visible(str(path)))]
        ) from error


def remove_quietly(path: Path) -> None:
    """Remove a file of the tool itself, if it exists and can be removed."""
    with suppress(OSError):
        path.unlink()


_PRIVATE = 0o600  # read and written by the owner only


def _path(name: str) -> Path:
    if not name:  # `Path("")` would be the current folder
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    path = Path(name)
    if path.is_dir():  # of which Windows would say that permission is denied
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return path


def _replace(target: Path, content: bytes, mode: int | None = None) -> None:
    """Replace a file by a new one in the same folder.

    Args:
        target: the file.
        content: its new content.
        mode: the new permissions; None: those of the old file or, if there is none, the default.

    Raises:
        OSError: the new file cannot be written or put in place; the old one is as it was.
    """
    new = target.with_name(_unused_name())
    with interruptions.postponed():
        try:
            with open(new, "xb", opener=_open_private) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _put_in_place(new, target, mode or _mode(target))
        except BaseException:
            remove_quietly(new)
            raise


def _unused_name() -> str:
    """Return a name that no file has.

    `tempfile` would try one after another where Windows denies permission, until Python 3.12 for
    hours: https://github.com/python/cpython/issues/66305.
    """
    return f".aeo-{os.urandom(8).hex()}"


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, _PRIVATE)


def _put_in_place(new: Path, target: Path, mode: int) -> None:
    """Give a new file its permissions, and replace the old one by it.

    Raises:
        OSError: it cannot be replaced, and is as it was.
    """
    new.chmod(mode & 0o7777)
    try:
        new.replace(target)
    except OSError:
        new.chmod(_PRIVATE)  # Windows neither replaces nor removes a file that is read-only
        raise


@contextmanager
def scratch_folder(beside: Path | None) -> Iterator[Path]:
    """Yield a folder for unfinished files, which is removed in the end, whatever happens.

    Args:
        beside: a file in whose folder it is made, so that finished files can be moved there without
            being copied; None: the folder is made where the system keeps temporary files.
    """
    if beside:
        # On Windows, what is moved out of a folder that is private remains so.
        folder, mode = beside.with_name(_unused_name()), 0o777 if system.IS_WINDOWS else 0o700
    else:
        from tempfile import gettempdir  # noqa: PLC0415  most commands need none

        folder, mode = Path(gettempdir()) / _unused_name(), 0o700
    with interruptions.postponed():
        folder.mkdir(mode)
    try:
        yield folder
    finally:
        with interruptions.postponed():
            rmtree(folder, ignore_errors=True)  # Windows removes no file that is still open


def move_into_place(finished: Iterable[tuple[Path, Path]]) -> None:
    """Move finished files from a scratch folder to their targets, replacing what was there.

    No file is moved before all are on the disk, and then no signal stops it halfway.

    Args:
        finished: each file with its target.

    Raises:
        OSError: a file cannot be moved.
    """
    pairs = list(finished)
    for path, target in pairs:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        if system.IS_WINDOWS and target.exists():
            target.open("rb+").close()  # denied if another program has it open
    with interruptions.postponed():
        for path, target in pairs:
            _put_in_place(path, Path(os.path.realpath(target)), _mode(target))


def _mode(target: Path) -> int:
    """Return the permissions of a file or, if it does not exist, those that a new one gets."""
    return target.stat().st_mode if target.exists() else 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0o077)  # it can only be read by setting it
    os.umask(mask)
    return mask


def _unusable(name: str, found: Text) -> InputError:
    return InputError([Problem("", found, None, CHECK_PATH, visible(name))])


_UNCHANGED = both(
    "未写入任何内容，原文件未改动", "nothing was written, and an existing file is unchanged"
)
