"""Why a condition is false: the lines that failed, each with the value found and the one required.

Only lines that decided the outcome count. Of an "all" whose second part failed, the second part is
shown; of a "not" whose inner condition holds, the values through which it holds.
"""

from collections.abc import Iterator
from typing import assert_never

from aeo_cli.documents.text import both
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.traces import (
    AllTrace,
    AnyTrace,
    CompareTrace,
    DefinedTrace,
    NotTrace,
    Trace,
    decides,
)


def failed_lines(trace: Trace, words: CatalogueWords) -> list[str]:
    """Return the lines through which a condition is false, each once; none if it is not false."""
    lines = _failed_lines(trace, words) if trace.truth is Truth.FALSE else ()
    return list(dict.fromkeys(lines))


def _failed_lines(trace: Trace, words: CatalogueWords) -> Iterator[str]:
    match trace:
        case AllTrace() | AnyTrace():
            for part in trace.parts:
                if part.truth is Truth.FALSE:
                    yield from _failed_lines(part, words)
        case DefinedTrace():
            definition = words.catalogue.definitions[trace.definition]
            values = words.language.listed(dict.fromkeys(_decisive_values(trace, words)))
            yield words.language.say(_MUST_BE, definition=definition.label, actual=values)
        case NotTrace():
            for value in _decisive_values(trace, words):
                yield words.language.say(_MUST_NOT_BE, actual=value)
        case CompareTrace():
            yield words.compared(trace)
        case _:
            assert_never(trace)


def _decisive_values(trace: Trace, words: CatalogueWords) -> Iterator[str]:
    """Yield the facts, with their values, that decided the outcome of a condition."""
    if isinstance(trace, CompareTrace):
        yield words.fact_value(trace.fact, trace.actual, with_item=False)
    for part in trace.parts:
        if decides(part, trace):
            yield from _decisive_values(part, words)


_MUST_BE = both("须为“{definition}”（{actual}）", "must be: {definition} ({actual})")
_MUST_NOT_BE = both("不得为：{actual}", "must not be: {actual}")
