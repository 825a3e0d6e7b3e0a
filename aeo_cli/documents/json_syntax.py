"""Parses JSON, and finds the errors of its syntax that do not follow from one another.

After an error, the rest of JSON can be read only if it is certain how to repair it. That is so for
a word or a date without quotes, for an extra comma, for one that is missing at the end of a line,
and for a key without quotes. After any other error nothing more is reported.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, NoReturn

from aeo_cli.documents.numbers import WrittenFloat, WrittenInteger
from aeo_cli.documents.places import entries
from aeo_cli.documents.problems import Problem
from aeo_cli.documents.syntax_errors import (
    MAX_ERRORS,
    BrokenDocumentError,
    syntax_problem,
    word_span,
)
from aeo_cli.documents.text import Text, both

_MAX_SIZE = 2**20
"""The size of a document in which more errors than the first are looked for."""


class _RepeatedKeys(dict[str, Any]):
    """A JSON object that remembers which of its keys are repeated, and how often each occurs."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        keys = [key for key, _ in pairs]
        self.repeated = {key: keys.count(key) for key in self if keys.count(key) > 1}


def parse_json(text: str, if_many: Text | None = None) -> Any:  # noqa: ANN401  any JSON
    """Return the value in a text.

    Args:
        text: the JSON.
        if_many: a hint where another object follows.

    Raises:
        BrokenDocumentError: the syntax is wrong, or a key is repeated.
        RecursionError: it is nested too deeply.
    """
    import json  # noqa: PLC0415  most profiles are TOML

    problems: list[Problem] = []
    repaired, inserted, reached = text, 0, 0
    while True:
        try:
            document, has_repeated_keys = _parsed(repaired)
        except json.JSONDecodeError as error:
            if error.pos < reached:  # it follows from how the last one was repaired
                raise BrokenDocumentError(problems) from error
            place, message = _place(repaired, error.pos, error.msg)
            problem = syntax_problem("JSON", text, place - inserted, message)
            is_next = error.msg.startswith("Extra data") and repaired.startswith("{", error.pos)
            problems.append(problem._replace(hint=if_many) if if_many and is_next else problem)
            repair = _repair(repaired, place, message) if len(text) <= _MAX_SIZE else None
            if repair is None or len(problems) >= MAX_ERRORS:
                raise BrokenDocumentError(problems) from error
            repaired = repaired[: repair.begin] + repair.text + repaired[repair.end :]
            inserted += len(repair.text) - (repair.end - repair.begin)
            reached = repair.begin + len(repair.text)
        else:
            if has_repeated_keys:
                problems += _without_repeated_keys(document)
            if problems:
                rest = document if isinstance(document, dict) else None
                raise BrokenDocumentError(problems, rest)
            return document


def _without_repeated_keys(document: object) -> Iterator[Problem]:
    """Yield a problem for each key that occurs more than once in its object, and remove it."""
    for entry in entries(document):
        if isinstance(entry.container, _RepeatedKeys) and entry.key in entry.container.repeated:
            count = entry.container.repeated[entry.key]
            entry.container[entry.key] = None  # it is unknown which of its values is meant
            yield Problem(entry.place, _REPEATED.fill(count=count), None, _KEEP_ONE)


_REPEATED = both("该字段重复出现 {count} 次", "the key appears {count} times")
_KEEP_ONE = both("请只保留一处", "keep one of them")


def _parsed(text: str) -> tuple[Any, bool]:
    """Return the value in a text, and whether a key is repeated in any object."""
    import json  # noqa: PLC0415

    has_repeated_keys = False

    def as_object(pairs: list[tuple[str, object]]) -> dict[str, Any]:
        nonlocal has_repeated_keys
        plain = dict(pairs)
        if len(plain) == len(pairs):
            return plain
        has_repeated_keys = True
        return _RepeatedKeys(pairs)

    def refuse_constant(constant: str) -> NoReturn:
        # Python's parser accepts NaN and Infinity, which are not JSON.
        outside = re.compile(rf'"(?:[^"\\]|\\.)*"|({constant})')
        positions = (match.start(1) for match in outside.finditer(text) if match[1])
        raise json.JSONDecodeError("Expecting value", text, next(positions, 0))

    document = json.loads(
        text,
        object_pairs_hook=as_object,
        parse_float=WrittenFloat.of,
        parse_int=_integer,
        parse_constant=refuse_constant,
    )
    return document, has_repeated_keys


def _integer(text: str) -> int | float:
    """Return a whole number; one that is too long for any document stays text, as a float."""
    return WrittenInteger.of(int(text), text) if len(text) <= _MAX_DIGITS else WrittenFloat.of(text)


_MAX_DIGITS = 20


class _Repair(NamedTuple):
    """A part of a text, and its replacement."""

    begin: int
    end: int
    text: str


def _place(text: str, position: int, message: str) -> tuple[int, str]:
    """Return the position and the message of an error, the same in all versions of Python.

    Before 3.13, the parser names what follows a comma after the last member, not the comma.
    """
    before = text[:position].rstrip(_SPACE)
    if before.endswith(",") and text[position : position + 1] in {"}", "]"}:
        return len(before) - 1, _TRAILING_COMMA
    return position, message


_TRAILING_COMMA = "Illegal trailing comma"


def _repair(text: str, position: int, message: str) -> _Repair | None:
    """Return how to repair an error, if that is certain; None: it is not."""
    if message.startswith(_TRAILING_COMMA):
        return _Repair(position, position + 1, " ")
    begin, end = word_span(text, position)
    before, after = text[:begin].rstrip(_SPACE), text[end:].lstrip(_SPACE)
    if begin < end and message.startswith(("Expecting value", "Expecting ','")):
        is_value = before.endswith((":", ",", "[")) and after.startswith((",", "}", "]"))
        return _Repair(begin, end, "null") if is_value else None
    if begin < end and message.startswith("Expecting property name"):
        key = text[begin:end].strip("'‘’“”")
        return _Repair(begin, end, f'"{key}"') if key.isidentifier() and after[:1] == ":" else None
    if begin < end:
        return None
    is_on_new_line = "\n" in text[len(before) : position] and after.startswith('"')
    if message.startswith("Expecting ','") and is_on_new_line:
        return _Repair(len(before), len(before), ",")
    return None


_SPACE = " \t\r\n"
