"""The Python files of the page: what of each wheel, and of the standard library, goes into it."""

import re
import tarfile
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile, ZipInfo


class PythonFile(NamedTuple):
    """A file and its path in an archive."""

    path: str
    content: bytes


_LEFT_OUT = (
    "*/", "*.pyi", "*/py.typed", "*.dist-info/*", "*/tests/*",
    # The page is a front end of its own, and screens no portfolio.
    "aeo_cli/__main__.py", "aeo_cli/cli/*", "aeo_cli/screening/polars/*", "aeo_cli/screening/spark/*",
    # Of the calendars of the world, the page needs that of China; of the time zones, Shanghai's.
    "holidays/countries/[!_]*", "holidays/financial/[!_]*", "holidays/locale/*",
    "tzdata/zoneinfo/[!_]*", "dateutil/zoneinfo/*.tar.gz",
    "pydantic/v1/*",
)  # fmt: skip
"""Patterns of what is left out of the wheels because nothing of the page reads it."""
_KEPT = ("holidays/countries/china.py", "tzdata/zoneinfo/Asia/Shanghai", "tzdata/zoneinfo/UTC")
"""What is kept although a pattern leaves it out."""
_STANDARD_LIBRARY_LEFT_OUT = (
    "*/", "_pyrepl/*", "antigravity.py", "bdb.py", "cProfile.py", "cmd.py", "compileall.py",
    "doctest.py", "ftplib.py", "idlelib/*", "imaplib.py", "mailbox.py", "modulefinder.py",
    "multiprocessing/*", "optparse.py", "pdb.py", "pickletools.py", "plistlib.py", "poplib.py",
    "profile.py", "pstats.py", "pyclbr.py", "pydoc.py", "rlcompleter.py", "shelve.py", "smtplib.py",
    "socketserver.py", "sqlite3/*", "symtable.py", "tabnanny.py", "this.py", "timeit.py",
    "trace.py", "tracemalloc.py", "unittest/*", "wave.py", "webbrowser.py", "wsgiref/*", "xmlrpc/*",
    "zipapp.py",
    # Of the encodings, those of Unicode and of Chinese are read, and Western ones recognized.
    "encodings/cp[!1]*", "encodings/cp1[!2]*", "encodings/cp125[!2]*", "encodings/mac_*",
    "encodings/iso*", "encodings/koi8*", "encodings/euc_*", "encodings/shift_jis*",
    "encodings/big5*", "encodings/kz1048*", "encodings/ptcp154*", "encodings/hp_roman8*",
)  # fmt: skip


def site_archive(packages: Iterable[Path], ours: Iterable[PythonFile]) -> bytes:
    """Return the packages, and files of ours beside them, as one archive.

    Args:
        packages: wheels; of a source archive, the Python files below its folder `src` are taken.
        ours: further files.
    """
    files = {file.path: file for package in packages for file in _files(package)}
    chosen = [file for file in files.values() if not _matches(file.path, _LEFT_OUT, _KEPT)]
    return _archive((*chosen, *ours))


def standard_library(archive: Path) -> bytes:
    """Return the standard library of Pyodide without what nothing of the page imports."""
    files = (
        file for file in _files(archive) if not _matches(file.path, _STANDARD_LIBRARY_LEFT_OUT)
    )
    return _archive(files)


def _files(package: Path) -> Iterator[PythonFile]:
    if package.suffix == ".gz":
        with tarfile.open(package) as source:
            for member in source:
                path = re.search(r"/src/(.+\.py)$", member.name)
                if path and (stream := source.extractfile(member)):
                    yield PythonFile(path[1], stream.read())
        return
    with ZipFile(package) as wheel:
        for path in wheel.namelist():
            yield PythonFile(path, wheel.read(path))


def _matches(path: str, patterns: Iterable[str], exceptions: Iterable[str] = ()) -> bool:
    return path not in exceptions and any(fnmatchcase(path, pattern) for pattern in patterns)


def _archive(files: Iterable[PythonFile]) -> bytes:
    """Return an uncompressed archive, the same bytes for the same files."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for file in sorted(files):
            archive.writestr(ZipInfo(file.path), file.content)
    return content.getvalue()
