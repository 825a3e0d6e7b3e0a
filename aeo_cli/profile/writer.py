"""Write a profile as a person would: a new one, or an old one with answers added."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import tomlkit

from aeo_cli.documents.syntax import is_json, parse, with_line_feeds
from aeo_cli.profile.answers import GivenAnswer, write_answers

_ORDER = ("ref", "unknown", "enterprise", "readings", "business", "evidence")
"""Values come before tables: in TOML a key after a table's heading would belong to that table."""


def serialize(document: Mapping[str, Any], *, as_json: bool) -> bytes:
    """Return a profile's document as TOML or JSON."""
    if as_json:
        text = json.dumps(document, ensure_ascii=False, indent=2, default=date.isoformat)
        return f"{text}\n".encode()
    ordered = {key: document[key] for key in _ORDER if key in document}
    return tomlkit.dumps(ordered).encode()


def add_answers(text: str, answers: Iterable[GivenAnswer]) -> bytes:
    """Return the text of a profile with answers written into it; comments in TOML are kept."""
    text = with_line_feeds(text)
    answers, document = tuple(answers), parse(text)
    write_answers(answers, document)
    if is_json(text):
        return serialize(document, as_json=True)
    toml = tomlkit.parse(text)
    write_answers(answers, toml)
    result = tomlkit.dumps(toml)
    if "\r\n" in text:  # tomlkit ends the lines that it adds with "\n"
        result = result.replace("\r\n", "\n").replace("\n", "\r\n")
    # If the tables of the text stand in an unusual order, tomlkit may add a key to the wrong one:
    # then rewrite the document without its comments.
    return result.encode() if parse(result) == document else serialize(document, as_json=False)
