"""Bytes in and out: the only opener of files.

What is read is bounded, so that a file of a gigabyte, or one without end, is refused at once. What
is written is written whole or not at all: into a new file beside the old one, which it replaces
only when every byte is on the disk.
"""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import BinaryIO

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import Text, both

MAX_BYTES = 8 * 2**20
STDIN = "-"


def read(name: str, limit: int = MAX_BYTES) -> bytes:
    """Return the whole content of a file, or of standard input where `name` is `-`.

    Args:
        name: the file.
        limit: how many bytes it may hold at most.

    Raises:
        InputError: it cannot be read, or holds more than that.
    """
    try:
        content = _read_stdin(limit) if name == STDIN else _read_file(name, limit)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise _unreadable(name, reason(error)) from error
    if len(content) > limit:
        found = both("超过 {size} MiB", "more than {size} MiB").fill(size=limit // 2**20)
        raise _unreadable(name, found)
    return content


def _read_file(name: str, limit: int) -> bytes:
    with _path(name).open("rb") as file:
        return file.read(limit + 1)


def _read_stdin(limit: int) -> bytes:
    return _stdin().read(limit + 1)


def _stdin() -> BinaryIO:
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer


def save_stdin(path: Path) -> None:
    """Write all of standard input to a file, which can be read more than once.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with path.open("wb") as file:
            copyfileobj(_stdin(), file, 2**20)
    except OSError as error:
        raise _unreadable(STDIN, reason(error)) from error


def write(name: str, content: bytes, place: str = "-o") -> None:
    """Write a file whole: on any failure the old one stands as it was.

    A link is followed, and what is no regular file, such as `/dev/stdout`, is written directly.

    Args:
        name: the file.
        content: what to write.
        place: where on the command line the file is named.

    Raises:
        InputError: it cannot be written.
    """
    try:
        target = _path(name)
        if target.exists() and not target.is_file():
            _write_directly(target, content)
        else:
            _replace(Path(os.path.realpath(target)), content)
    except (OSError, ValueError) as error:
        expected = both(
            "所在目录已存在、可以写入的文件", "a file that can be written, in a folder that exists"
        )
        hint = both(
            "没有写入任何内容，原文件未动", "nothing was written; an old file stands as it was"
        )
        raise InputError([Problem(place, reason(error), expected, hint, visible(name))]) from error


def write_private(path: Path, content: bytes) -> None:
    """Write a file of the tool's own whole, for nobody but the user to read.

    Raises:
        InputError: it cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(path, content, _PRIVATE)
    except OSError as error:
        expected = both("可以写入的目录", "a folder that can be written")
        raise InputError(
            [Problem("", reason(error), expected, None, visible(str(path)))]
        ) from error


def remove_quietly(path: Path) -> None:
    """Remove a file of the tool's own, if it is there and that is possible."""
    with suppress(OSError):
        path.unlink()


_PRIVATE = 0o600


def _path(name: str) -> Path:
    if not name:  # which `Path` takes for the current folder
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    return Path(name)


def _write_directly(target: Path, content: bytes) -> None:
    with suppress(BrokenPipeError):  # a reader that has gone has what it wanted
        target.write_bytes(content)


def _replace(target: Path, content: bytes, private: int | None = None) -> None:
    with NamedTemporaryFile(dir=target.parent, prefix=".aeo-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
            Path(file.name).chmod((private or mode) & 0o7777)
            file.close()  # Windows replaces closed files only
            Path(file.name).replace(target)
        except BaseException:
            file.close()
            with suppress(OSError):
                Path(file.name).unlink()
            raise


@contextmanager
def scratch_folder(beside: Path | None) -> Iterator[Path]:
    """Give a folder for what is not finished yet, and remove it in the end, whatever happens.

    Args:
        beside: a file in whose folder it is, so that what is finished can be moved there at once;
            None: where the machine keeps such things.
    """
    with TemporaryDirectory(dir=beside and beside.parent, prefix=".aeo-") as folder:
        yield Path(folder)


def move_into_place(finished: Iterable[tuple[Path, Path]]) -> None:
    """Move finished files of a workshop to where they belong, over what was there.

    Raises:
        OSError: one of them cannot be moved.
    """
    pairs = list(finished)
    for path, target in pairs:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        path.chmod((target.stat().st_mode if target.exists() else 0o666 & ~_umask()) & 0o7777)
    for path, target in pairs:
        path.replace(os.path.realpath(target))


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _unreadable(name: str, found: Text) -> InputError:
    expected = both("一个 TOML 或 JSON 文本文件", "a text file, TOML or JSON")
    hint = both("请核对路径和文件名", "check the path and the name")
    return InputError([Problem("", found, expected, hint, visible(name))])


_REASONS = {
    errno.ENOENT: both("没有这个文件或目录", "no such file or directory"),
    errno.EISDIR: both("这是一个目录", "a directory"),
    errno.ENOTDIR: both("路径中有一段不是目录", "a part of the path is no directory"),
    errno.EACCES: both("没有权限", "no permission"),
    errno.EPERM: both("没有权限", "no permission"),
    errno.EROFS: both("文件系统只读", "a read-only file system"),
    errno.ENOSPC: both("磁盘空间不足", "no space left on the disk"),
    errno.EFBIG: both("超过文件大小上限", "larger than a file may be"),
    errno.ENAMETOOLONG: both("文件名过长", "the name is too long"),
    errno.ELOOP: both("符号链接成环", "links that go in a circle"),
    errno.EBADF: both("已关闭", "it is closed"),
    errno.EIO: both("读写出错", "the device failed"),
}


def reason(error: OSError | ValueError) -> Text:
    """Return why a file or stream could not be read or written."""
    number = error.errno if isinstance(error, OSError) else None
    words = (isinstance(error, OSError) and error.strerror) or str(error)
    return _REASONS.get(number or 0) or both(words, words)
