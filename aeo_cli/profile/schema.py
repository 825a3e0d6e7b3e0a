"""The JSON Schema of a profile, which follows from the facts of a catalogue.

An editor can complete keys with it, a script can check its input, and a person can look up what a
profile may contain.
"""

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.facts import Fact, FactType, ImpliedBy

Schema = dict[str, Any]


def profile_schema(catalogue: Catalogue) -> Schema:
    """Return the JSON Schema of a profile with the facts of a catalogue."""
    text = _nullable({"type": "string"})
    day = _nullable(_DATE)
    names = {"type": "string", "description": "business, enterprise.X, readings.X, business[0].X"}
    kinds = [
        {
            "title": _bilingual(kind.label),
            **({"description": _bilingual(kind.help)} if kind.help else {}),
            **_table(
                {
                    "kind": {"const": name},
                    "id": {**text, "description": "unique in the profile"},
                    "note": {**text, "description": "shown, but not used by any condition"},
                    **_properties(kind.facts),
                },
                required=["kind"],
            ),
        }
        for name, kind in catalogue.kinds.items()
    ]
    evidence = {"source": text, "verified_on": day, "valid_until": day}
    return {
        "title": f"Profile / {catalogue.title.en} / {catalogue.title.zh}",
        **_table(
            {
                "ref": {**text, "description": "your own reference for the profile"},
                "enterprise": _table(_properties(catalogue.enterprise)),
                "readings": _nullable(_table(_properties(catalogue.readings))),
                "business": _nullable({"type": "array", "items": {"oneOf": kinds}}),
                "unknown": _nullable(
                    {
                        "anyOf": [
                            {"type": "array", "items": names},
                            {
                                "type": "object",
                                "additionalProperties": _nullable(
                                    {"anyOf": [_DATE, {"const": True}]}
                                ),
                                "description": "the day of each “I don't know”; true: no day",
                            },
                        ]
                    }
                ),
                "evidence": _nullable(
                    {"type": "object", "additionalProperties": _nullable(_table(evidence))}
                ),
            },
            required=["enterprise"],
        ),
    }


def _table(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def _properties(facts: Mapping[str, Fact]) -> dict[str, Schema]:
    return {name: {**_description(fact), **_nullable(_type(fact))} for name, fact in facts.items()}


def _description(fact: Fact) -> Schema:
    lines = [_bilingual(fact.question)]
    if fact.help:
        lines.append(_bilingual(fact.help))
    lines += [f"{choice}: {_bilingual(label)}" for choice, label in fact.choices.items()]
    default: Schema = {}
    if fact.implied_by is ImpliedBy.KIND:
        lines.append(_bilingual(IMPLIED))
        default = {"default": True}
    return {"title": _bilingual(fact.label), "description": "\n".join(lines), **default}


IMPLIED = both(
    "不填视为 true，因为该业务种类已含此意；不清楚的，请列入 unknown。",
    "If omitted, it is true, as the kind of business implies; if not known, list it in unknown.",
)
"""What a profile says of a fact that the kind of business implies."""


def _type(fact: Fact) -> Schema:
    match fact.type:
        case FactType.TEXT:
            return {"type": "string"}
        case FactType.CHOICE:
            return {"enum": list(fact.choices)}
        case FactType.SET:
            return {"type": "array", "items": {"enum": list(fact.choices)}}
        case FactType.BOOLEAN:
            return {"type": "boolean"}
        case FactType.INTEGER:
            return {"type": "integer", "minimum": 0}
        case FactType.DATE:
            return _DATE
        case FactType.DATETIME:
            return _DATETIME
        case _:
            assert_never(fact.type)


_DATE: Schema = {
    "type": "string",
    "format": "date",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "description": "YYYY-MM-DD; in TOML also a bare date",
}


_DATETIME: Schema = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}",
}


def _nullable(schema: Schema) -> Schema:
    """Return a schema that also accepts null, which means the same as an absent key: unknown."""
    return {"anyOf": [schema, {"type": "null"}]}


def _bilingual(text: Text) -> str:
    return f"{text.zh} / {text.en}"
