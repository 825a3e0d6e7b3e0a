"""The signals that end the process: Ctrl-C, SIGTERM, and SIGHUP when its terminal is closed.

Each raises `KeyboardInterrupt` in the main thread, so all of them end the process as Ctrl-C does:
scratch folders are removed, answers are kept. The exit status is 128 and the number of the signal.
Windows has no SIGHUP, but a SIGBREAK, of Ctrl-Break.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread, Timer, current_thread, main_thread
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socket import socket

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_AGAIN_AFTER = 0.01
"""Seconds after which an interruption that was dropped is raised again."""
SIGNALS = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]


class _Interruptions:
    """The signals received so far."""

    def __init__(self) -> None:
        self.first: int | None = None
        """The first signal, which gives the exit status."""
        self.is_pending = False
        """Whether one was postponed, and not heeded yet."""
        self.postponements: list[Callable[[], None]] = []
        """What to call if a signal comes, for each block under way that postpones them."""

    def receive(self, number: int, _frame: FrameType | None) -> None:
        """Heed a signal, unless another one is ending the process already."""
        self.first = self.first or number
        if self.postponements:
            self.is_pending = True
            self.postponements[-1]()
        elif not is_interrupted():
            raise KeyboardInterrupt


_received = _Interruptions()


def listen() -> None:
    """Handle the signals from now on; one that the parent process ignores stays ignored."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _received.receive)
    sys.unraisablehook = _receive_unraisable


def _receive_unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    """Raise an interruption again that came where errors are dropped, as in a call of native code.

    Any other error is shown as usual.
    """
    if not issubclass(unraisable.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    # Raised at once, it would come in the same place.
    Timer(_AGAIN_AFTER, _interrupt_main_thread).start()


def _interrupt_main_thread() -> None:
    """Send SIGINT to the main thread, which wakes it if it waits; Windows can only raise it."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)


def stop_listening() -> None:
    """Ignore the signals from now on: the work is done, and the process is about to end."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def handlers_kept() -> Iterator[None]:
    """Keep the handlers of the signals, which a library may replace in the block."""
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        yield
    finally:
        if current_thread() is main_thread():  # elsewhere none can be replaced
            for number, handler in handlers.items():
                signal.signal(number, handler)


def exit_status() -> int | None:
    """Return the exit status that the first signal asks for; None if there was none."""
    return None if _received.first is None else 128 + _received.first


def is_interrupted() -> bool:
    """Return whether an interruption is being dealt with: a second one would cut that short."""
    error = sys.exc_info()[1]
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


def is_pending() -> bool:
    """Return whether a signal came within a block that postpones it."""
    return _received.is_pending


@contextmanager
def postponed(hasten: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Postpone a signal to the end of the block, which must not be left halfway.

    Args:
        hasten: called if one comes, to bring the end about.
    """
    _received.postponements.append(hasten)
    try:
        yield
    finally:
        _received.postponements.pop()
        if _received.is_pending and not _received.postponements:
            _received.is_pending = False
            raise KeyboardInterrupt


@contextmanager
def stopping_engine() -> Iterator[None]:
    """Within the block, let each of the signals stop an engine, and in silence.

    Native code such as that of Polars holds up the handlers of Python while it runs, perhaps for
    minutes, and heeds SIGINT alone. So SIGINT is raised too when another signal comes. What the
    threads of an engine write to standard error, since they were stopped halfway, is not shown.
    """
    if current_thread() is not main_thread():  # where signals are never handled
        yield
        return
    from socket import socketpair  # noqa: PLC0415  most commands run no engine

    reader, writer = socketpair()
    writer.setblocking(False)  # which a pipe cannot be on Windows, until Python 3.12
    has_ended = Event()
    with _standard_error_restored():
        # Python writes the number of each signal there at once, whatever the main thread does.
        previous = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        thread = Thread(target=_stop_engine, args=(reader, has_ended), daemon=True)
        thread.start()
        try:
            yield
        finally:
            with postponed():
                has_ended.set()
                signal.set_wakeup_fd(previous)
                writer.close()
                thread.join()
                reader.close()


def _stop_engine(reader: "socket", has_ended: Event) -> None:
    """Raise SIGINT once a signal's number is read, until the engine has ended.

    One could come between two queries of Polars, which might not hear of it.
    """
    while (number := reader.recv(1)) and number[0] not in SIGNALS:
        pass
    if not number:
        return
    # Python would call the handler of SIGINT first, whose number is lower.
    _received.first = _received.first or number[0]
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  a device
        os.dup2(nowhere.fileno(), _STANDARD_ERROR)
    is_seen = number[0] == signal.SIGINT
    while not has_ended.wait(_PAUSE if is_seen else 0):
        signal.raise_signal(signal.SIGINT)
        is_seen = True


_PAUSE = 0.1
"""The seconds between two."""


@contextmanager
def _standard_error_restored() -> Iterator[None]:
    """Restore standard error after the block, wherever it leads by then."""
    try:
        original = os.dup(_STANDARD_ERROR)
    except OSError:  # closed by the parent process
        yield
        return
    try:
        yield
    finally:
        with postponed():
            os.dup2(original, _STANDARD_ERROR)
            os.close(original)


_STANDARD_ERROR = 2
