"""Answers as they stand in a profile's document, whether that is plain data or TOML to be kept."""

from collections.abc import Iterable, MutableMapping
from typing import Any, NamedTuple

from aeo_cli.profile.model import BUSINESS, Evidence
from aeo_cli.profile.names import spellings
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.names import item_index

MutableDocument = MutableMapping[str, Any]


class GivenAnswer(NamedTuple):
    """An answer given to a question."""

    fact: str
    value: Value | None
    """For `business` the kinds, one for each pending item; None if it is not known."""
    evidence: Evidence | None = None
    """Who answered it, and when."""


def write(answers: Iterable[GivenAnswer], document: MutableDocument) -> None:
    """Write answers into a profile's document; what is there is left as it stands."""
    for answer in answers:
        _drop_evidence(answer.fact, document)
        if answer.value is None:
            _give_up(answer.fact, document)
        elif answer.fact == BUSINESS and isinstance(answer.value, tuple):
            document[BUSINESS] = [{"kind": kind} for kind in answer.value]
        else:
            value = answer.value
            table, name = _table(answer.fact, document)
            table[name] = list(value) if isinstance(value, tuple) else value
        if answer.evidence:
            told = {key: part for key, part in answer.evidence._asdict().items() if part}
            _within(document, "evidence")[answer.fact] = told


def _give_up(fact: str, document: MutableDocument) -> None:
    """Note that a fact is not known; a value whose evidence has expired goes."""
    if fact != BUSINESS and document.get(_owner(fact)) is not None:
        table, name = _table(fact, document)
        table.pop(name, None)
    if document.get("unknown") is None:
        document["unknown"] = []
    document["unknown"].append(fact)


def _drop_evidence(fact: str, document: MutableDocument) -> None:
    """Remove the evidence of what was known before: only what has expired is asked for again."""
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
    """Return the table that a fact stands in, and its key there."""
    index, name = item_index(fact), fact.rpartition(".")[2]
    table = _within(document, _owner(fact)) if index is None else document[BUSINESS][index]
    return table, name


def _owner(fact: str) -> str:
    return BUSINESS if item_index(fact) is not None else fact.rpartition(".")[0]


def _within(document: MutableDocument, key: str) -> MutableDocument:
    if document.get(key) is None:
        document[key] = {}
    found: MutableDocument = document[key]
    return found
