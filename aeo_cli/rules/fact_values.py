"""The values of facts: which values each type of fact allows, and how they are written.

A document, a cell of a table, an option and an answer that is typed all come here, so a spelling is
understood in all of them or in none. What can be meant in one way only is read, and nothing is
guessed: see docs/inputs.md for every spelling.
"""

import re
from collections.abc import Mapping
from typing import assert_never

from aeo_cli.documents.escaping import seen
from aeo_cli.documents.labels import folded, key_of, one_of_named
from aeo_cli.documents.numbers import MAX_DIGITS, WrittenFloat, WrittenInteger, whole_number
from aeo_cli.documents.suggestions import did_you_mean, without_unseen
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.dates import read_date, read_datetime
from aeo_cli.rules.facts import Choice, Fact, FactType
from aeo_cli.rules.mistakes import Mistake

YES, NO = both("是", "yes"), both("否", "no")
NOT_KNOWN = both("不知道", "I don't know")
"""What an author says who has been asked; a profile lists such facts under `unknown`."""
_YES_NO = {"true": YES, "false": NO}
_BOOLEANS = {
    word: value
    for value, words in ((True, ("true", "yes", "是", "1")), (False, ("false", "no", "否", "0")))
    for word in words
}
MEMBER_SEPARATOR, EMPTY_SET = ";", "[]"
"""How reports write a set as text: `a;b`, and `[]` for one that is known to have no member."""
_SEPARATORS = ";、,|"
"""What parts the members of a set in a text, after Unicode NFKC (which makes `;` of `；`)."""
_WHOLE = r"([0-9]+)(?:\.0+)?"


def read(fact: Fact, raw: object) -> Value | Mistake:
    """Return the value of a fact that `raw` stands for, or what is wrong.

    Args:
        fact: the fact.
        raw: a value of TOML, JSON or a table, or a text.
    """
    match fact.type:
        case FactType.TEXT:
            return _code(fact, raw) if fact.format else read_text(raw)
        case FactType.CHOICE:
            return _choice(fact.choices, raw)
        case FactType.SET:
            return _set(fact.choices, raw)
        case FactType.BOOLEAN:
            return _boolean(raw)
        case FactType.INTEGER:
            return _integer(raw)
        case FactType.DATE:
            return read_date(raw)
        case FactType.DATETIME:
            return read_datetime(raw)
        case _:
            assert_never(fact.type)


def in_document(value: object) -> object:
    """Return a value as a document holds it: the members of a set are a list."""
    return list(value) if isinstance(value, tuple) else value


def is_value(fact: Fact, value: object) -> bool:
    """Return whether a value is one of a fact as a profile holds it, in no other spelling."""
    found = read(fact, in_document(value))
    if isinstance(value, tuple) and isinstance(found, tuple):
        return all(member in found for member in value)
    return type(found) is type(value) and found == value


def read_text(raw: object) -> str | Mistake:
    """Return any text unchanged, and a whole number in its digits: ids and codes often are numbers.

    Only unpaired surrogates are refused, which are no Unicode.
    """
    if _is_number_of_text(raw):
        return str(_whole(raw))
    if not isinstance(raw, str):
        hint = both(
            "文本要加引号；在表格软件中，请将单元格格式设为“文本”后重新输入",
            "put the text in quotes; in a spreadsheet, format the cell as text and type it again",
        )
        return Mistake(both("文本", "text"), None if isinstance(raw, dict | list) else hint)
    try:
        raw.encode()
    except UnicodeEncodeError:
        return Mistake(both("合法的 Unicode 文本", "valid Unicode text, no unpaired surrogate"))
    return raw


def _is_number_of_text(raw: object) -> bool:
    """Return whether a whole number has the digits that its author sees, in their usual form."""
    is_usual = not isinstance(raw, WrittenFloat | WrittenInteger)
    return is_usual and (number := _whole(raw)) is not None and number < _EXACT


_EXACT = 2**53
"""Up to here a spreadsheet keeps each digit of a number."""


def _code(fact: Fact, raw: object) -> str | Mistake:
    """Return an official code, without the blanks and the full-width forms of a pasted one."""
    text = read_text(raw)
    if isinstance(text, Mistake) or fact.format is None:
        return text
    code = folded(text)
    if fault := fact.format.fault(code):
        is_unseen = not fact.format.fault(folded(seen(text)))
        return Mistake(fault, without_unseen(text) if is_unseen else _CHECK_CODE)
    return code


_CHECK_CODE = both("请对照证照逐位核对", "check it against the certificate")


def _choice(choices: Mapping[str, Choice], raw: object) -> str | Mistake:
    if not isinstance(raw, str):
        return Mistake(one_of_named(choices))
    key = key_of(raw, choices)
    return Mistake(one_of_named(choices), did_you_mean(raw, choices)) if key is None else key


def _set(choices: Mapping[str, Choice], raw: object) -> tuple[str, ...] | Mistake:
    members = _members(raw, choices) if isinstance(raw, str) else raw
    if not isinstance(members, list):
        expected = both("列表，每项为{option}", "a list, each item {option}")
        return Mistake(expected.fill(option=one_of_named(choices)))
    keys = [_choice(choices, member) for member in members]
    pairs = enumerate(zip(members, keys, strict=True))
    if wrong := {i: (member, key) for i, (member, key) in pairs if isinstance(key, Mistake)}:
        _, first = next(iter(wrong.values()))
        return first._replace(members=wrong)
    return tuple(choice for choice in choices if choice in keys)


def _members(text: str, choices: Mapping[str, Choice]) -> list[str]:
    """Return the members of a set in a text; a label may have a separator in it."""
    rest = folded(text)
    if rest == EMPTY_SET:
        return []
    names = [name for key, label in choices.items() for name in (key, label.zh, label.en)]
    known = "|".join(re.escape(folded(name)) for name in sorted(names, key=len, reverse=True))
    member = rf"\s*({known}|[^{_SEPARATORS}]*)\s*(?:[{_SEPARATORS}]|$)"
    found = (match[1].strip() for match in re.finditer(member, rest))
    return [name for name in found if name] or [rest]


def _boolean(raw: object) -> bool | Mistake:
    if isinstance(raw, bool):
        return raw
    word = raw if isinstance(raw, str) else _whole(raw)
    value = _BOOLEANS.get(folded(str(word)).casefold())
    if value is not None:
        return value
    hint = did_you_mean(seen(raw), _YES_NO) if isinstance(raw, str) else None
    return Mistake(_TRUE_OR_FALSE, hint)


_TRUE_OR_FALSE = both("true（是）或 false（否）", "true or false")


def _integer(raw: object) -> int | Mistake:
    number = _whole(raw)
    if isinstance(raw, str) and (whole := re.fullmatch(_WHOLE, folded(raw))):
        number = whole_number(whole[1])
        if number is None:
            return _TOO_LONG
    if number is None:
        hint = _number_hint(raw) if isinstance(raw, str) else None
        return Mistake(both("不小于 0 的整数", "a whole number, 0 or more"), hint)
    return number if number < 10**MAX_DIGITS else _TOO_LONG


def _number_hint(text: str) -> Text | None:
    """Return a hint at the number in a text with something invisible or a unit beside it."""
    if re.fullmatch(_WHOLE, seen(text)):
        return without_unseen(text)
    beside = re.fullmatch(_BESIDE_WORDS, folded(text))
    return both("写成 {number}", "write {number}").fill(number=beside[1]) if beside else None


_BESIDE_WORDS = r"[^\W\d_]*\s*([0-9]{1,18})\s*[^\W\d_]+"
"""A number with its unit: `3 份`."""
_TOO_LONG = Mistake(
    both("不超过 {count} 位的整数", "a whole number of at most {count} digits").fill(
        count=MAX_DIGITS
    )
)


def _whole(raw: object) -> int | None:
    """Return a number that is whole and not negative, as spreadsheets have them: 3.0."""
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not raw >= 0:
        return None
    return int(raw) if raw < float("inf") and raw == int(raw) else None
