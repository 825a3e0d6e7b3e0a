"""Write under `unknown` of a profile's document: what is not known, and on which day it was not.

A list of names, which says no day, stays a list until a day has to be written; then it becomes a
table, in which `true` stands for a day that nobody wrote down.
"""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from datetime import date
from typing import Any

_KEY = "unknown"


def add(names: Sequence[str], document: MutableMapping[str, Any], on: date) -> None:
    """State that a fact was not known on a day.

    Args:
        names: every way to name the fact, its full name first.
        document: the document of the profile.
        on: the day.
    """
    if not isinstance(document.get(_KEY), Mapping):
        _replace_by_table(document)
    table = document[_KEY]
    # An entry that is there gets another day, and keeps its comment.
    table[next((name for name in names if name in table), names[0])] = on


def remove(names: Iterable[str], document: MutableMapping[str, Any]) -> None:
    """Remove a fact, by every way to name it; `unknown` is removed if nothing else stands there."""
    entries = document.get(_KEY)
    if entries is None:
        return
    for name in names:
        if name in entries:
            if isinstance(entries, MutableMapping):
                del entries[name]
            else:
                entries.remove(name)
    if not entries:
        del document[_KEY]


def _replace_by_table(document: MutableMapping[str, Any]) -> None:
    """Make a table of the list of names, if there is one."""
    names = document.pop(_KEY, None) or []
    # A table must come after all values at the top of a TOML document: it is added at its end.
    document[_KEY] = dict.fromkeys(map(str, names), True)
