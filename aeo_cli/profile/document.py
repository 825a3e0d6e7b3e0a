"""A profile as the document in which it would be saved."""

from collections.abc import Mapping
from typing import Any

from aeo_cli.profile.model import Evidence, Item, Profile
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.fact_values import in_document


def document_of(profile: Profile) -> dict[str, Any]:
    """Return the document of a profile: every value in its usual form, and nothing that is empty.

    Days and moments are those of Python, sets are lists.
    """
    parts: dict[str, Any] = {
        "ref": profile.ref,
        "enterprise": _facts(profile.enterprise),
        "readings": _facts(profile.readings) or None,
        "business": [_item(item) for item in profile.business] if profile.business_given else None,
        "unknown": _unknown(profile) or None,
        "evidence": {name: _entry(one) for name, one in profile.evidence.items()} or None,
    }
    return {key: part for key, part in parts.items() if part is not None}


def _facts(facts: Mapping[str, Value]) -> dict[str, Any]:
    return {name: in_document(value) for name, value in facts.items()}


def _item(item: Item) -> dict[str, Any]:
    stated = {"kind": item.kind, "id": item.id, "note": item.note, **_facts(item.facts)}
    return {key: value for key, value in stated.items() if value is not None}


def _unknown(profile: Profile) -> dict[str, Any] | list[str]:
    """Return what is not known: with days, if there are any."""
    if not any(profile.unknown.values()):
        return list(profile.unknown)
    return {name: day or True for name, day in profile.unknown.items()}


def _entry(evidence: Evidence) -> dict[str, Any]:
    return {key: value for key, value in evidence._asdict().items() if value is not None}
