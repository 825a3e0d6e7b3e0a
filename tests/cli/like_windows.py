"""Runs `aeo` on another system as if it were Windows, as far as that can be imitated.

What Windows does not have can be neither imported nor named. A file that is read-only, or that this
process still has open, is neither replaced nor removed; a folder cannot be opened. The streams are
in code page 936, and text that is written to them gets the line ends of Windows.
"""

import builtins
import errno
import io
import os
import re
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

MODULES = "crypt curses fcntl grp nis posix pty pwd readline resource spwd syslog termios tty"
SIGNALS = {"SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM", "SIG_DFL", "SIG_IGN"}
FUNCTIONS = """
    alarm getitimer pause pthread_kill pthread_sigmask setitimer siginterrupt sigpending
    sigtimedwait sigwait sigwaitinfo
"""
IN_OS = """
    chown fchmod fchown fork forkpty get_blocking getegid geteuid getgid getpgid getuid killpg
    lchown mkfifo mknod posix_spawn pread pwrite register_at_fork set_blocking setsid statvfs
    sysconf
"""
SIGBREAK = 21
CODE_PAGE = "cp936"


def imitate() -> None:
    """Take away what Windows does not have, and refuse what it refuses."""
    import shutil  # noqa: F401, PLC0415  it asks for some of what is taken away
    import tempfile  # noqa: F401, PLC0415

    for name in MODULES.split():
        cast(dict[str, object], sys.modules)[name] = None  # so Python knows that there is none
    lacking = [
        name for name in dir(signal) if re.match("SIG[A-Z_]+$", name) and name not in SIGNALS
    ]
    for name in [*lacking, *FUNCTIONS.split()]:
        _take(signal, name)
    for name in IN_OS.split():
        _take(os, name)
    vars(signal)["SIGBREAK"] = SIGBREAK
    for name in ("remove", "rename", "replace", "unlink"):
        setattr(os, name, _refusing(getattr(os, name)))
    io.open = builtins.open = _opening_no_folder(io.open)
    for stream in (sys.stdout, sys.stderr):
        assert isinstance(stream, io.TextIOWrapper)
        stream.reconfigure(encoding=CODE_PAGE, newline="\r\n")


def _take(module: object, name: str) -> None:
    if hasattr(module, name):
        delattr(module, name)


def _refusing(function: Callable[..., None]) -> Callable[..., None]:
    """Return a function of `os` that is denied a file that is open or read-only."""

    def call(*paths: str, dir_fd: int | None = None, **options: Any) -> None:
        for path in paths:
            folder = "" if dir_fd is None else f"/proc/self/fd/{dir_fd}"
            file = Path(folder, path).resolve()
            is_read_only = file.is_file() and not file.stat().st_mode & stat.S_IWUSR
            if is_read_only or str(file) in _open_files():
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        function(*paths, **options, **({} if dir_fd is None else {"dir_fd": dir_fd}))

    return call


def _open_files() -> Iterator[str]:
    """Yield the files that this process has open or mapped into memory, where Linux tells it."""
    for link in Path("/proc/self/fd").glob("*"):
        yield os.path.realpath(link)
    maps = Path("/proc/self/maps")
    if maps.exists():
        yield from re.findall("/.*", maps.read_text(encoding="utf-8"))


def _opening_no_folder(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(file: Any, *arguments: Any, **options: Any) -> Any:
        if not isinstance(file, int) and os.path.isdir(file):  # noqa: PTH112  bytes too
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), file)
        return function(file, *arguments, **options)

    return call


if __name__ == "__main__":
    imitate()
    from aeo_cli.__main__ import main
    from aeo_cli.documents import system

    system.IS_WINDOWS = True
    sys.exit(main())
