"""Writing to the two streams: data to standard output, all else to standard error."""

import codecs
import errno
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TextIO

from aeo_cli.documents import system
from aeo_cli.documents.escaping import escape
from aeo_cli.documents.file_errors import is_closed_pipe, reason
from aeo_cli.documents.files import write
from aeo_cli.documents.problems import InputError, Problem, error_line
from aeo_cli.documents.text import Lang, both

_SUBSTITUTES = {
    "→": "->",
    "·": "-",
    "●": "*",
    "■": "#",
    "□": ".",
    "─": "-",
    "├": "|",
    "│": "|",
    "└": "`",
    "–": "-",
    "【": "[",
    "】": "]",
    "…": "...",
    "“": '"',
    "”": '"',
    "〔": "[",
    "〕": "]",
}
"""What to write for a character that the terminal's encoding does not have."""


def _substitute(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_SUBSTITUTES.get(sign) or escape(sign) for sign in missing), error.end


codecs.register_error("aeo-substitute", _substitute)


def prepare() -> None:
    """Make all of standard output use our substitutes, including the help that Typer writes.

    On Windows, let a console show colours, which some do only if they are asked to.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="aeo-substitute")
    if system.IS_WINDOWS and is_terminal(sys.stdout):
        import_module("colorama").just_fix_windows_console()


def emit(content: bytes | str) -> None:
    """Write to standard output: bytes as they are, text in the terminal's encoding.

    A reader that has closed the pipe, as `head` does, is not an error.

    Raises:
        InputError: it cannot be written.
    """
    try:
        stream = _standard_output()
        if isinstance(content, str):
            content = content.encode(stream.encoding, "aeo-substitute")
        stream.buffer.write(content)
        stream.flush()
    except OSError as error:
        if not is_closed_pipe(error):
            raise unwritable(error) from error
        _discard_buffer(sys.stdout)


def displayable(text: str) -> str:
    """Return a text with the characters replaced that the terminal's encoding lacks."""
    encoding = _standard_output().encoding
    return text.encode(encoding, "aeo-substitute").decode(encoding)


def write_output(content: bytes | str, output: str | None, place: str = "-o") -> None:
    """Write the output of a command.

    Args:
        content: the output; text is written to a file in UTF-8.
        output: the file; None: standard output.
        place: where on the command line the file is named.

    Raises:
        InputError: it cannot be written.
    """
    if output is None:
        emit(content)
    else:
        write(output, content.encode() if isinstance(content, str) else content, place)


def is_attended(*, no_input: bool) -> bool:
    """Return whether there is a person to ask: at a terminal, and without `--no-input`."""
    return not no_input and is_terminal(sys.stdin) and is_terminal(sys.stdout)


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream, which is None if it was closed from outside, is a terminal."""
    return stream is not None and stream.isatty()


def is_watched() -> bool:
    """Return whether standard error is a terminal that can redraw a line."""
    return is_terminal(sys.stderr) and not is_dumb()


def is_dumb() -> bool:
    """Return whether the terminal can only write one line after another."""
    return os.environ.get("TERM", "") in {"", "dumb"} and not system.IS_WINDOWS


def unwritable(error: OSError) -> InputError:
    """Return the error of a standard output that cannot be written, and discard its buffer."""
    _discard_buffer(sys.stdout)
    found = both("无法写入标准输出：{reason}", "cannot write to standard output: {reason}")
    return InputError([Problem("", found.fill(reason=reason(error)))])


def flush() -> None:
    """Write what is still buffered, or discard it if its terminal has been closed meanwhile."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            _discard_buffer(stream)


def _standard_output() -> TextIO:
    if sys.stdout is None:  # closed by the caller: `>&-`
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdout


def _discard_buffer(stream: TextIO | None) -> None:
    """Discard what is still buffered; otherwise Python would fail to write it at exit."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def note(text: str) -> None:
    """Write a line to standard error."""
    try:
        if sys.stderr is not None:
            print(text, file=sys.stderr, flush=True)
    except OSError:  # nobody can be informed; the exit status still says it
        _discard_buffer(sys.stderr)


def report_problems(error: InputError, lang: Lang) -> None:
    """Write every problem of an input to standard error, a line each."""
    for problem in error.problems:
        note(error_line(problem, lang))
