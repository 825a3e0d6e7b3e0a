"""Write a profile as a person would: a new one, or an old one with answers added."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import methodcaller
from types import MappingProxyType
from typing import Any

import tomlkit
from tomlkit.items import Array, Table

from aeo_cli.documents.syntax import is_json, parse, with_line_feeds
from aeo_cli.profile.answers import GivenAnswer, write_answers
from aeo_cli.profile.statement_reader import TOP_LEVEL_KEYS

_UNKNOWN = "unknown"


def profile_with_answers(  # noqa: PLR0913  what is read, what is answered, what is written
    text: str | None,
    document: Mapping[str, Any],
    answers: Sequence[GivenAnswer],
    on: date,
    keys: Mapping[str, str] = MappingProxyType({}),
    *,
    as_json: bool,
) -> bytes:
    """Return a profile with answers written into it, as TOML or JSON.

    Comments in TOML are kept if the profile is written in the format that it was read from.

    Args:
        text: the profile as it was read; None: it is a new one.
        document: the profile as data, with the answers.
        answers: the answers.
        on: the day on which they were given.
        keys: the keys of facts by their labels, which may stand in the profile.
        as_json: whether to write JSON; else TOML.
    """
    if text is not None and is_json(text) is as_json:
        return add_answers(text, answers, on, keys)
    return serialize(document, as_json=as_json)


def serialize(document: Mapping[str, Any], *, as_json: bool) -> bytes:
    """Return a profile's document as TOML or JSON."""
    if as_json:
        text = json.dumps(document, ensure_ascii=False, indent=2, default=methodcaller("isoformat"))
        return f"{text}\n".encode()
    # The parts of a new profile stand in one order, whatever the order of the answers.
    known = _without_nulls(document)
    ordered = {key: known[key] for key in TOP_LEVEL_KEYS if key in known}
    if not isinstance(ordered.get(_UNKNOWN, {}), Mapping):
        # In TOML a key after a table's heading would belong to that table: a list comes before.
        ordered = {_UNKNOWN: ordered[_UNKNOWN], **ordered}
    return tomlkit.dumps(ordered).encode()


def _without_nulls(value: Any) -> Any:  # noqa: ANN401  whatever a profile holds
    """Return a part of a document without what is null, which TOML leaves out."""
    match value:
        case Mapping():
            return {key: _without_nulls(part) for key, part in value.items() if part is not None}
        case list():
            return [_without_nulls(part) for part in value]
        case _:
            return value


def add_answers(
    text: str,
    answers: Iterable[GivenAnswer],
    on: date,
    keys: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return the text of a profile with answers written into it; comments in TOML are kept.

    Args:
        text: the profile.
        answers: the answers.
        on: the day on which they were given.
        keys: the keys of facts by their labels, which may stand in the text.
    """
    text = with_line_feeds(text)
    answers, document = tuple(answers), parse(text)
    write_answers(answers, document, on, keys)
    if is_json(text):
        return serialize(document, as_json=True)
    toml = tomlkit.parse(text)
    comments = _comments_of_list(toml.get(_UNKNOWN))
    write_answers(answers, toml, on, keys)
    table = toml.get(_UNKNOWN)
    if isinstance(table, Table):  # a list before
        for comment in comments:
            table.add(tomlkit.comment(comment))
    result = tomlkit.dumps(toml)
    if "\r\n" in text:  # tomlkit ends the lines that it adds with "\n"
        result = result.replace("\r\n", "\n").replace("\n", "\r\n")
    # If the tables of the text stand in an unusual order, tomlkit may add a key to the wrong one:
    # then rewrite the document without its comments.
    return result.encode() if parse(result) == document else serialize(document, as_json=False)


def _comments_of_list(entries: object) -> list[str]:
    """Return the comments in and after a list of names; nothing if it is not a list."""
    if not isinstance(entries, Array):
        return []
    text = entries.as_string() + entries.trivia.comment
    without_strings = re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", "", text)
    return [comment.strip() for comment in re.findall(r"#(.*)", without_strings)]
