"""The regular expression of the JSON lines that may be decoded: profiles, as far as types go.

It knows the keys of a profile and the types of their values in JSON, and nothing more: decoding
would turn a value of another type into what it wants. A line that does not match is not refused: it
is left to the reader of `aeo check`, which can say what is wrong. What a regular expression cannot
find, or only slowly, is tested in the decoded columns: a key that occurs twice, a choice that does
not exist, or a date.
"""

from collections.abc import Iterable, Mapping

from aeo_cli.rules.dates import DAY
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.screening.plan import Plan

_SPACE = "[ \\t]*"
# No \u escapes: they can spell unpaired surrogates, which `aeo check` refuses.
_TEXT = r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt])*"'
TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
"""A time of day. Exact, because Polars would read second 60, which `aeo check` refuses."""
MOMENT = f"{DAY}[T ]{TIME}"
"""The form of a moment without an offset, which is in Shanghai time."""
COUNT = "(?:0|[1-9][0-9]{0,17})"
"""A whole number that fits into 64 bits."""


def profile(plan: Plan) -> str:
    """Return the expression that matches a line only if it is a profile with a `ref`."""
    optional = {"id": _TEXT, "note": _TEXT}
    optional |= _values(plan.uniform_facts)
    item = _object({"kind": _TEXT}, optional)
    members = {
        "ref": _TEXT,
        "enterprise": _object({}, _values(plan.catalogue.enterprise)),
        "readings": _object({}, _values(plan.catalogue.readings)),
        "business": _list(item),
        "unknown": f"(?:{_list(_TEXT)}|{_table(_UNKNOWN_ON)})",
        "evidence": _table(_object({}, dict.fromkeys(EVIDENCE, _TEXT))),
    }
    return f"^{_SPACE}{_object(members, {})}{_SPACE}\\r?$"


NULL = rf'([A-Za-z0-9_])":{_SPACE}null'
"""The end of a key whose value is null.

It cannot match inside a text, where a quotation mark has a backslash before it.
"""
NO_NULL = r'${1}":"\u0000"'
"""The end of the same key with a text for a value, which no line has that may be decoded."""
WAS_NULL = "\0"
"""That text."""
STATEMENT = '"(?:unknown|evidence)":'
"""A key under which a line states something of its facts; it cannot match inside a text."""
UNKNOWN_TABLE = "unknown_on"
"""The key of what is stated as unknown in a table, since the same key may have a list."""
UNKNOWN = rf'"unknown":{_SPACE}\{{'
_UNKNOWN_ON = f'(?:true|"{DAY}"|null)'
AS_TABLE = rf'"{UNKNOWN_TABLE}":{{'
EVIDENCE = ("source", "verified_on", "valid_until")
"""The keys of evidence."""


def _values(facts: Mapping[str, Fact]) -> dict[str, str]:
    return {name: _value(fact) for name, fact in facts.items()}


def _object(required: Mapping[str, str], optional: Mapping[str, str]) -> str:
    """Return an object with its keys in any order; the value of an optional one may be null."""
    values = {**required, **{key: f"(?:{value}|null)" for key, value in optional.items()}}
    # Keys with the same value share one alternative: a smaller expression matches faster.
    keys_by_value: dict[str, list[str]] = {}
    for key, value in values.items():
        keys_by_value.setdefault(value, []).append(key)
    members = (f'"(?:{"|".join(keys)})":{_SPACE}{value}' for value, keys in keys_by_value.items())
    return _enclosed(r"\{", members, r"\}")


def _list(member: str) -> str:
    return _enclosed(r"\[", [member], r"\]")


def _table(value: str) -> str:
    """Return an object with any keys, such as names of facts."""
    return _enclosed(r"\{", [rf'"[^"\\\x00-\x1f]*":{_SPACE}{value}'], r"\}")


def _enclosed(start: str, members: Iterable[str], end: str) -> str:
    member = f"(?:{'|'.join(members)})"
    # Not `member(,member)*`: an automaton would be in one place of the first member or in another
    # of the others, so it would have twice as many states.
    return f"{start}{_SPACE}(?:(?:{member}{_SPACE},{_SPACE})*{member}{_SPACE})?{end}"


def _value(fact: Fact) -> str:
    match fact.type:
        case FactType.BOOLEAN:
            return "(?:true|false)"
        case FactType.INTEGER:
            return COUNT
        case FactType.SET:
            return _list(_TEXT)
        case _:
            return _TEXT
