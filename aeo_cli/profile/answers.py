"""Write answers into a profile's document, be it plain data or a TOML document with comments."""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from aeo_cli.documents.labels import folded
from aeo_cli.profile.model import BUSINESS, Evidence
from aeo_cli.profile.names import spellings
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.fact_values import in_document
from aeo_cli.rules.names import item_index

MutableDocument = MutableMapping[str, Any]


class GivenAnswer(NamedTuple):
    """The answer to a question."""

    fact: str
    """The full name of the fact or of an item's id, or `BUSINESS`."""
    value: Value | None
    """For `BUSINESS` the kinds, one for each new item; None: it is not known."""
    evidence: Evidence | None = None
    """Who answered it, and when."""
    implied: tuple[Mapping[str, Value], ...] = ()
    """For `BUSINESS`, what choosing a kind says of each item: the facts that need not be asked."""

    @property
    def is_skipped_name(self) -> bool:
        """Whether it declines to name the enterprise or an item: nothing is written of it."""
        return self.value == ""


def write_answers(
    answers: Iterable[GivenAnswer],
    document: MutableDocument,
    on: date,
    keys: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write answers into a profile's document; everything else in it stays as it is.

    Args:
        answers: the answers, in the order in which they were given.
        document: the document, which is changed.
        on: the day on which they were given: what was not known was not known on that day.
        keys: the keys of facts by their labels. A label in the document gives way to the key.
    """
    for answer in answers:
        if answer.is_skipped_name:
            continue
        names = _spellings(answer.fact, document, keys)
        # It is that of an old value: a known fact is asked again only if its evidence expired.
        _remove_entries(names, "evidence", document)
        if answer.value is None:
            _remove_value(answer.fact, document, keys)
            _add_unknown(names, document, on)
            continue
        _remove_entries(names, "unknown", document)
        if answer.fact == BUSINESS and isinstance(answer.value, tuple):
            implied = answer.implied or ({},) * len(answer.value)
            items = [
                {"kind": kind, **facts} for kind, facts in zip(answer.value, implied, strict=True)
            ]
            if document.get(BUSINESS):  # these keep their places, and so their names
                document[BUSINESS].extend(items)
            else:
                document[BUSINESS] = items
        else:
            value = answer.value
            table, name = _table(answer.fact, document)
            _remove(name, table, keys)
            table[name] = in_document(value)
        if answer.evidence:
            entry = {key: value for key, value in answer.evidence._asdict().items() if value}
            _subtable(document, "evidence")[answer.fact] = entry


def _remove_value(fact: str, document: MutableDocument, keys: Mapping[str, str]) -> None:
    """Remove the value of a fact that is not known now: there is one if its evidence expired."""
    if fact != BUSINESS and document.get(_owner(fact)) is not None:
        table, name = _table(fact, document)
        _remove(name, table, keys)
        table.pop(name, None)


def _remove(name: str, table: MutableDocument, keys: Mapping[str, str]) -> None:
    """Remove the value of a fact that stands under its label."""
    for key in [key for key in table if key != name and keys.get(folded(key)) == name]:
        del table[key]


def _spellings(fact: str, document: MutableDocument, keys: Mapping[str, str]) -> list[str]:
    """Return every way to name a fact in the document, its full name first."""
    index, name = item_index(fact), fact.rpartition(".")[2]
    if index is None:
        return [fact, *(label for label, key in keys.items() if key == name)]
    id_ = document[BUSINESS][index].get("id")
    return [f"{owner}.{name}" for owner in spellings(index, id_, len(document[BUSINESS]))]


def _add_unknown(names: Sequence[str], document: MutableDocument, on: date) -> None:
    """State under `unknown` that a fact, by the first of its names, was not known on a day.

    A list of names, which says no day, becomes a table, in which `true` stands for a day that
    nobody wrote down.
    """
    if not isinstance(document.get("unknown"), Mapping):
        listed = document.pop("unknown", None) or []
        # A table must come after all values at the top of a TOML document: it is added at its end.
        document["unknown"] = dict.fromkeys(map(str, listed), True)
    table = document["unknown"]
    # An entry that is there gets another day, and keeps its comment.
    table[next((name for name in names if name in table), names[0])] = on


def _remove_entries(names: Iterable[str], part: str, document: MutableDocument) -> None:
    """Remove what stands of a fact, by any of its names, in a part; and the part if it is empty."""
    entries = document.get(part)
    if entries is None:
        return
    for name in names:
        if name in entries:
            if isinstance(entries, MutableMapping):
                del entries[name]
            else:
                entries.remove(name)
    if not entries:
        del document[part]


def _table(fact: str, document: MutableDocument) -> tuple[MutableDocument, str]:
    """Return the table that holds a fact, and its key there."""
    index, name = item_index(fact), fact.rpartition(".")[2]
    table = _subtable(document, _owner(fact)) if index is None else document[BUSINESS][index]
    return table, name


def _owner(fact: str) -> str:
    return BUSINESS if item_index(fact) is not None else fact.rpartition(".")[0]


def _subtable(document: MutableDocument, key: str) -> MutableDocument:
    """Return the table under a key; create it if there is none."""
    if document.get(key) is None:
        document[key] = {}
    # Look it up again: tomlkit stores a table of its own, not the dictionary that was assigned.
    table: MutableDocument = document[key]
    return table
