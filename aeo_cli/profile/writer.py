"""Writing a profile as a person would: new, with answers added to an old one, or to fill in."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import tomlkit

from aeo_cli.documents.syntax import is_json, parse
from aeo_cli.profile.answers import GivenAnswer, write

_ORDER = ("ref", "unknown", "enterprise", "readings", "business", "evidence")
"""Values stand before tables, as TOML has it."""


def written(document: Mapping[str, Any], *, as_json: bool) -> bytes:
    """Return a profile's document as TOML or JSON."""
    if as_json:
        text = json.dumps(document, ensure_ascii=False, indent=2, default=date.isoformat)
        return f"{text}\n".encode()
    ordered = {key: document[key] for key in _ORDER if key in document}
    return tomlkit.dumps(ordered).encode()


def extended(text: str, answers: Iterable[GivenAnswer]) -> bytes:
    """Return the text of a profile with answers written into it; its comments stay."""
    answers, document = tuple(answers), parse(text)
    write(answers, document)
    if is_json(text):
        return written(document, as_json=True)
    toml = tomlkit.parse(text)
    write(answers, toml)
    found = tomlkit.dumps(toml)
    if "\r\n" in text:
        found = found.replace("\r\n", "\n").replace("\n", "\r\n")
    # Where the text has tables in an unusual order, a new key may come to stand in another one.
    return found.encode() if parse(found) == document else written(document, as_json=False)
