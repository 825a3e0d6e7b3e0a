"""Compressed files of a portfolio: those of gzip are unpacked, any other has to be by its owner."""

import gzip
import zlib
from contextlib import suppress
from pathlib import Path
from shutil import copyfileobj

from aeo_cli.documents import file_errors
from aeo_cli.documents.binary_formats import compression_of
from aeo_cli.documents.problems import NOTHING, Problem
from aeo_cli.documents.text import Text, both
from aeo_cli.screening.sources import GZIP, PortfolioFile

_COMMANDS = {
    GZIP: "gunzip",
    ".zst": "zstd -d",
    ".bz2": "bunzip2",
    ".xz": "unxz",
    ".lz4": "lz4 -d",
    ".zip": "unzip",
    ".7z": "7z x",
    ".rar": "unrar x",
    ".tar": "tar -xf",
    ".tgz": "tar -xf",
}
"""The suffixes of compressed files, and what unpacks each."""


_HEAD = 1000
"""How many bytes show the format of a file."""
_GZIP_HEADER = 16
_DAMAGED = both("文件不完整或已损坏", "cut off or damaged")


def suffix_of(path: Path) -> str:
    """Return the suffix of the compression that a file's content has; empty: it has none."""
    with path.open("rb") as file:
        return compression_of(file.read(6))


def head_of(path: Path) -> bytes:
    """Return how the content of a file starts, which may be packed with gzip."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if compression_of(head) == GZIP:
        with suppress(zlib.error):  # that it is damaged is found when it is unpacked
            head = zlib.decompressobj(zlib.MAX_WBITS | _GZIP_HEADER).decompress(head, _HEAD)
    return head


def how_to_unpack(path: Path) -> Text | None:
    """Return a hint at how to unpack a compressed file; None: it is not compressed."""
    suffix = path.suffix.lower()
    command = _COMMANDS.get(".tar" if suffix and path.stem.lower().endswith(".tar") else suffix)
    hint = both("请先解压，如 {command} {file}", "unpack it first, for example: {command} {file}")
    return hint.fill(command=command, file=path.name) if command else None


def unpacked(source: PortfolioFile, path: Path) -> PortfolioFile:
    """Return a file after unpacking it, however large it is.

    Args:
        source: a file packed with gzip.
        path: where to write its content.

    Raises:
        InputError: it is cut off, or is not packed with gzip, or there is no room for its content.
    """
    if not source.size:  # `gzip` takes a file without a single byte for a whole one
        raise source.error(Problem("", NOTHING, _WHOLE, _ANEW))
    try:
        with gzip.open(source.path) as packed, path.open("wb") as content:
            copyfileobj(packed, content, 2**20)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise source.error(Problem("", _DAMAGED, _WHOLE, _ANEW)) from error
    except OSError as error:
        raise source.error(Problem("", file_errors.unreadable(error), None, _ROOM)) from error
    return source._replace(path=path, origin=source.path, size=path.stat().st_size)


_WHOLE = both("完整的 gzip 文件", "a complete gzip file")
_ANEW = both("请重新导出或复制这个文件", "export or copy the file again")
_ROOM = both(
    "请核对文件权限和临时文件夹的空间",
    "check its permissions and the space in the temporary folder",
)
