"""Writing to the two streams: data to standard output, everything else to standard error."""

import codecs
import errno
import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from typing import TextIO

from aeo_cli.documents.escaping import escape, visible
from aeo_cli.documents.files import reason, write
from aeo_cli.documents.problems import InputError, Problem, describe
from aeo_cli.documents.text import Lang, Text, both

_SPELLED = {
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
"""What stands for a sign of ours on a screen whose encoding does not have it."""


def _spell(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    words = (_SPELLED.get(sign) or escape(sign) for sign in missing)
    return "".join(words), error.end


codecs.register_error("aeo-spell", _spell)


def prepare() -> None:
    """Let whoever else writes to standard output, as Typer its help, spell our signs as we do."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="aeo-spell")


def emit(content: bytes | str) -> None:
    """Write to standard output: bytes as they are, text in the screen's encoding.

    A reader that has closed the pipe has what it wanted: that is no error.

    Raises:
        InputError: it cannot be written.
    """
    try:
        stream = _standard_output()
        if isinstance(content, str):
            content = content.encode(stream.encoding, "aeo-spell")
        stream.buffer.write(content)
        stream.flush()
    except BrokenPipeError:
        _let_go(sys.stdout)
    except OSError as error:
        raise unwritable(error) from error


def write_output(content: bytes | str, output: str | None, place: str = "-o") -> None:
    """Write what a command made to a file, or to standard output where none is named.

    Args:
        content: what was made.
        output: the file.
        place: where on the command line it is named.

    Raises:
        InputError: it cannot be written.
    """
    if output is None:
        emit(content)
    else:
        write(output, content.encode() if isinstance(content, str) else content, place)


def is_attended(*, no_input: bool) -> bool:
    """Say whether there is a person to ask: at a terminal, and not told to ask nothing."""
    streams = (sys.stdin, sys.stdout)
    return not no_input and all(stream is not None and stream.isatty() for stream in streams)


def is_watched() -> bool:
    """Say whether somebody sees standard error as it is written."""
    return sys.stderr is not None and sys.stderr.isatty() and not is_dumb()


def is_dumb() -> bool:
    """Say whether the terminal can only show one line after the other."""
    return os.environ.get("TERM", "") in {"", "dumb"} and os.name == "posix"


def unwritable(error: OSError) -> InputError:
    """Return the error of a standard output that cannot be written, and give up writing to it."""
    _let_go(sys.stdout)
    expected = both("可以写入的标准输出", "a standard output that can be written")
    return InputError([Problem("stdout", reason(error), expected)])


def _standard_output() -> TextIO:
    if sys.stdout is None:  # closed by the caller: `>&-`
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdout


def _let_go(stream: TextIO | None) -> None:
    """Send what is still buffered nowhere, or Python would try it once more at its exit."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def note(text: str) -> None:
    """Write a line to standard error."""
    try:
        if sys.stderr is not None:
            print(text, file=sys.stderr, flush=True)
    except OSError:  # nobody can be told; the exit status still says it
        _let_go(sys.stderr)


def note_all(notes: Iterable[Text], file: str | None, lang: Lang) -> None:
    """Write how a file was read or written to standard error."""
    for text in notes:
        note(f"{visible(file)}: {text[lang]}" if file else text[lang])


def complain(error: InputError, lang: Lang) -> None:
    """Write every problem of an input to standard error, a line each."""
    for problem in error.problems:
        note(_described(problem, lang))


_ERROR = both("错误", "error")


def _described(problem: Problem, lang: Lang) -> str:
    parts = (_ERROR[lang], problem.file, describe(problem, lang))
    return ": ".join(filter(None, parts))
