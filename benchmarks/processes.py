"""What a whole process takes, and what one kind of process takes beside another."""

import os
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """What a run of a process took."""

    seconds: float
    """From its start to its end."""
    processor: float
    """Seconds of processor time."""
    megabytes: float
    """At its peak."""


def cost(words: Sequence[str], variables: Mapping[str, str] | None = None) -> Cost:
    """Run Python with arguments to its end, its standard output thrown away.

    Args:
        words: the arguments.
        variables: what the environment has besides.

    Raises:
        SystemExit: the process fails.
    """
    environment = {**os.environ, "LANG": "C.UTF-8", **(variables or {})}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed, with compiled bytecode
    sink = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    start = time.perf_counter()
    process = os.posix_spawn(
        sys.executable, [sys.executable, *words], environment, file_actions=[sink]
    )
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{' '.join(words)}: status {status}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median ratio of the figures of paired runs."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
