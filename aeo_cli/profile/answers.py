"""Write answers into a profile's document, be it plain data or a TOML document with comments."""

from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, NamedTuple

from aeo_cli.profile.model import BUSINESS, Evidence
from aeo_cli.profile.names import spellings
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.names import item_index

MutableDocument = MutableMapping[str, Any]


class GivenAnswer(NamedTuple):
    """The answer to a question."""

    fact: str
    """The full name of the fact, or `BUSINESS`."""
    value: Value | None
    """For `BUSINESS` the kinds, one for each item; None: it is not known."""
    evidence: Evidence | None = None
    """Who answered it, and when."""
    implied: tuple[Mapping[str, Value], ...] = ()
    """For `BUSINESS`, what choosing a kind says of each item: the facts that need not be asked."""


_NO_FACTS: Mapping[str, Value] = {}


def write_answers(answers: Iterable[GivenAnswer], document: MutableDocument) -> None:
    """Write answers into a profile's document; everything else in it stays as it is."""
    for answer in answers:
        _drop_evidence(answer.fact, document)
        if answer.value is None:
            _mark_unknown(answer.fact, document)
        elif answer.fact == BUSINESS and isinstance(answer.value, tuple):
            implied = (*answer.implied, *[_NO_FACTS] * len(answer.value))
            document[BUSINESS] = [
                {"kind": kind, **facts} for kind, facts in zip(answer.value, implied, strict=False)
            ]
        else:
            value = answer.value
            table, name = _table(answer.fact, document)
            table[name] = list(value) if isinstance(value, tuple) else value
        if answer.evidence:
            entry = {key: value for key, value in answer.evidence._asdict().items() if value}
            _subtable(document, "evidence")[answer.fact] = entry


def _mark_unknown(fact: str, document: MutableDocument) -> None:
    """List a fact as unknown, and remove its value: there is one if its evidence has expired."""
    if fact != BUSINESS and document.get(_owner(fact)) is not None:
        table, name = _table(fact, document)
        table.pop(name, None)
    if document.get("unknown") is None:
        document["unknown"] = []
    document["unknown"].append(fact)


def _drop_evidence(fact: str, document: MutableDocument) -> None:
    """Remove the evidence of a fact's old value: a known fact is asked again only if it expired."""
    evidence = document.get("evidence")
    if evidence is None:
        return
    names, index = [fact], item_index(fact)
    if index is not None:
        owners = spellings(index, document[BUSINESS][index].get("id"), len(document[BUSINESS]))
        names = [f"{owner}.{fact.rpartition('.')[2]}" for owner in owners]
    for name in names:
        evidence.pop(name, None)
    if not evidence:
        del document["evidence"]


def _table(fact: str, document: MutableDocument) -> tuple[MutableDocument, str]:
    """Return the table that holds a fact, and its key there."""
    index, name = item_index(fact), fact.rpartition(".")[2]
    table = _subtable(document, _owner(fact)) if index is None else document[BUSINESS][index]
    return table, name


def _owner(fact: str) -> str:
    return BUSINESS if item_index(fact) is not None else fact.rpartition(".")[0]


def _subtable(document: MutableDocument, key: str) -> MutableDocument:
    """Return the table under a key, made if there is none."""
    if document.get(key) is None:
        document[key] = {}
    # Look it up again: tomlkit stores a table of its own, not the dictionary that was assigned.
    table: MutableDocument = document[key]
    return table
