"""The end of Spark's driver, a process of its own, when a signal ends the tool."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from subprocess import Popen, TimeoutExpired
from typing import Any

from py4j.protocol import Py4JError
from pyspark import SparkContext

_SECONDS = 30
"""How long the driver may take to stop its tasks and remove its own files."""


@contextmanager
def ending_driver() -> Iterator[None]:
    """End the driver if a signal interrupts the block, and wait for that.

    Its tasks under way write on until then, and would make a folder again that is removed.
    """
    try:
        yield
    except KeyboardInterrupt:
        _end_driver()
        raise


def _end_driver() -> None:
    gateway: Any = SparkContext._gateway  # noqa: SLF001  pyspark offers no other way
    process: Popen[bytes] | None = getattr(gateway, "proc", None)
    if process is None:  # `spark-submit` has started the driver, and the driver the tool
        return
    context = SparkContext._active_spark_context  # noqa: SLF001
    with suppress(Py4JError, OSError):  # a signal to the whole group may have ended it already
        if context is not None:
            context.cancelAllJobs()
            context.stop()
    if process.stdin:
        with suppress(OSError):
            process.stdin.close()  # which tells it to end
    try:
        process.wait(_SECONDS)
    except TimeoutExpired:
        process.kill()
        process.wait()
