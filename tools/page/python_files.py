"""The Python files of the page: what of each wheel, and of the standard library, goes into it."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

Files = Mapping[str, bytes]
"""Files by their paths."""
_LEFT_OUT = (
    "*/", "*.pyi", "*-linux-gnu.so", "*.c", "*/py.typed", "*.dist-info/*", "*/tests/*",
    # The page is a front end of its own, and screens no portfolio.
    "aeo_cli/__main__.py", "aeo_cli/cli/*",
    "aeo_cli/screening/polars/*", "aeo_cli/screening/spark/*",
    # Of the calendars of the world, the page needs that of China; of the time zones, Shanghai's.
    # (Without the `__init__.py` of their folder, which imports every country, one can be had.)
    "holidays/countries/*", "holidays/financial/*", "holidays/locale/*",
    "tzdata/zoneinfo/[!_]*", "dateutil/zoneinfo/*.tar.gz",
    "pydantic/v1/*",
)  # fmt: skip
"""Patterns of what is left out of the packages because nothing of the page reads it."""
_KEPT = {
    "holidays/countries/china.py", "holidays/locale/??_??/LC_MESSAGES/CN.mo",
    "holidays-*.dist-info/METADATA",  # which it reads its own version from
    "tzdata/zoneinfo/Asia/Shanghai", "tzdata/zoneinfo/UTC",
    "encodings/cp437.py",  # of the names in a zip
}  # fmt: skip
"""What is kept although a pattern leaves it out."""
_STANDARD_LIBRARY_LEFT_OUT = (
    "*/", "_pyrepl/*", "antigravity.py", "bdb.py", "cProfile.py", "cmd.py", "compileall.py",
    "doctest.py", "ftplib.py", "imaplib.py", "mailbox.py", "modulefinder.py", "multiprocessing/*",
    "optparse.py", "pdb.py", "pickletools.py", "plistlib.py", "poplib.py", "profile.py",
    "pstats.py", "pyclbr.py", "pydoc.py", "rlcompleter.py", "shelve.py", "smtplib.py",
    "socketserver.py", "sqlite3/*", "symtable.py", "tabnanny.py", "this.py", "timeit.py",
    "trace.py", "tracemalloc.py", "unittest/*", "wave.py", "webbrowser.py", "wsgiref/*",
    "xmlrpc/*", "zipapp.py",
    # Of the encodings, those of Unicode and of Chinese are read, and Western ones recognized.
    "encodings/cp[!1]*", "encodings/cp1[!2]*", "encodings/cp125[!2]*", "encodings/mac_*",
    "encodings/iso*", "encodings/koi8*", "encodings/euc_*", "encodings/shift_jis*",
    "encodings/big5*", "encodings/kz1048*", "encodings/ptcp154*", "encodings/hp_roman8*",
)  # fmt: skip


def files_of(package: Path) -> Files:
    """Return the files of a wheel or another zip."""
    with ZipFile(package) as archive:
        return {path: archive.read(path) for path in archive.namelist()}


def site_files(wheel: Path) -> Files:
    """Return what the page needs of a wheel."""
    return _without(files_of(wheel), _LEFT_OUT)


def standard_library(archive: Path) -> Files:
    """Return the standard library of Pyodide without modules that the page never imports."""
    return _without(files_of(archive), _STANDARD_LIBRARY_LEFT_OUT)


def _without(files: Files, patterns: Iterable[str]) -> Files:
    return {
        path: content
        for path, content in files.items()
        if any(fnmatchcase(path, pattern) for pattern in _KEPT)
        or not any(fnmatchcase(path, pattern) for pattern in patterns)
    }


def archive(files: Files) -> bytes:
    """Return files as an uncompressed zip, the same bytes for the same files."""
    content = BytesIO()
    with ZipFile(content, "w") as result:
        for path in sorted(files):
            result.writestr(ZipInfo(path), files[path])
    return content.getvalue()
