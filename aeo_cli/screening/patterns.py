"""Which lines of JSON are certainly profiles, as one regular expression.

It knows the keys of a profile, the types of their values and every choice, and no more than that:
what it does not match is not refused, but left to the reader that can say what is wrong. That no
key stands twice it cannot know; `members` of a line and of what was read from it are compared for
that.
"""

from collections.abc import Iterable, Mapping

from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.screening.plan import Plan

_GAP = "[ \\t]*"
_TEXT = r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt])*"'
_LEAP = "(?:0[48]|[2468][048]|[13579][26])"
DAY = (
    f"(?:20[0-9][0-9])-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    f"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    f"|(?:20{_LEAP}|2000)-02-29"
)
"""A day of this century that the calendar has; of its years the first are too early."""
MOMENT = rf"(?:{DAY})[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
"""A moment without an offset, which is in Shanghai time."""
COUNT = "(?:0|[1-9][0-9]{0,17})"


def profile(plan: Plan) -> str:
    """Return the expression that a line matches if it is a profile with a `ref`."""
    item = {"id": _TEXT, "note": _TEXT}
    item |= {name: _value(one) for name, one in plan.item_facts.items() if plan.is_alike(name)}
    kind = {"kind": _one_of(plan.catalogue.kinds)}
    own = {
        "ref": _TEXT,
        "enterprise": _object({}, _values(plan.catalogue.enterprise)),
        "readings": _object({}, _values(plan.catalogue.readings)),
        "business": _list(_object(kind, item)),
    }
    return f"^{_GAP}{_object(own, {})}{_GAP}\\r?$"


NULL = rf'([A-Za-z0-9_])":{_GAP}null'
"""The end of a key that has no value. Within a text a quotation mark has a backslash before it."""
NO_NULL = '${1}":"-"'
"""The end of the same key with a value."""


def _values(facts: Mapping[str, Fact]) -> dict[str, str]:
    return {name: _value(fact) for name, fact in facts.items()}


def _object(needed: Mapping[str, str], optional: Mapping[str, str]) -> str:
    """Return an object whose keys stand in any order; an optional one may be null."""
    values = {**needed, **{key: f"(?:{value}|null)" for key, value in optional.items()}}
    alike: dict[str, list[str]] = {}  # a smaller expression is a faster one
    for key, value in values.items():
        alike.setdefault(value, []).append(key)
    members = (f'"(?:{"|".join(keys)})":{_GAP}{value}' for value, keys in alike.items())
    return _enclosed(r"\{", members, r"\}")


def _list(member: str) -> str:
    return _enclosed(r"\[", [member], r"\]")


def _enclosed(start: str, members: Iterable[str], end: str) -> str:
    one = f"(?:{'|'.join(members)})"
    return f"{start}{_GAP}(?:{one}{_GAP}(?:,{_GAP}{one}{_GAP})*)?{end}"


def _one_of(words: Iterable[str]) -> str:
    return f'"(?:{"|".join(words)})"'


def _value(fact: Fact) -> str:
    match fact.type:
        case FactType.BOOLEAN:
            return "(?:true|false)"
        case FactType.INTEGER:
            return COUNT
        case FactType.CHOICE:
            return _one_of(fact.choices)
        case FactType.SET:
            return _list(_one_of(fact.choices))
        case FactType.DATE:
            return f'"(?:{DAY})"'
        case FactType.DATETIME:
            return f'"{MOMENT}"'
        case FactType.TEXT:
            return _TEXT
