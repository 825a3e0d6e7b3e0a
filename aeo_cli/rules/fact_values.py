"""The values of facts: which values each type of fact allows, and how they are written.

TOML has its own dates and times, JSON writes them as text; both are read here. Nothing is guessed:
neither `true` nor `"3"` is an integer, and a date with a time of day is not a date.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple, assert_never

from aeo_cli.documents.escaping import seen
from aeo_cli.documents.numbers import MAX_DIGITS, whole_number
from aeo_cli.documents.problems import one_of, quoted
from aeo_cli.documents.suggestions import did_you_mean, without_unseen
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.facts import Fact, FactType

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China's only time zone. It has had no summer time since 1992, so no zone database is needed."""
FIRST_DAY, LAST_DAY = date(2007, 1, 1), date(2099, 12, 31)

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_LOOSE_DATE = r"\s*([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?\s*"
_DATETIME = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_ANY_YEAR = r"([+-]?[0-9]{4,9})-[0-9]{2}-[0-9]{2}([T ].*)?"
"""A day or moment of any year: spreadsheets and data bases have years that Python has not."""
YES, NO = both("是", "yes"), both("否", "no")
_YES_NO = {"true": YES, "false": NO}


class Mistake(NamedTuple):
    """Why a value does not fit its fact: what was expected and, if known, how to write it."""

    expected: Text
    hint: Text | None = None
    members: "Mapping[int, Mistake] | None" = None
    """The members of a list that are wrong, by index; None: the value as a whole is."""


def read(fact: Fact, raw: object) -> Value | Mistake:
    """Return the value of a fact that `raw`, from TOML or JSON, stands for, or what is wrong."""
    match fact.type:
        case FactType.TEXT:
            return _text(fact, raw)
        case FactType.CHOICE:
            return _choice(fact, raw)
        case FactType.SET:
            return _set(fact, raw)
        case FactType.BOOLEAN:
            return _boolean(raw)
        case FactType.INTEGER:
            return _integer(raw)
        case FactType.DATE:
            return read_date(raw)
        case FactType.DATETIME:
            return _datetime(raw)
        case _:
            assert_never(fact.type)


def read_text(raw: object) -> str | Mistake:
    """Return any text unchanged; only unpaired surrogates are refused, which are no Unicode."""
    if not isinstance(raw, str):
        hint = both("文本要加引号", "put the text in quotes")
        return Mistake(both("文本", "text"), None if isinstance(raw, dict | list) else hint)
    if any("\ud800" <= character <= "\udfff" for character in raw):
        return Mistake(both("合法的 Unicode 文本", "valid Unicode text, no unpaired surrogate"))
    return raw


def _text(fact: Fact, raw: object) -> str | Mistake:
    text = read_text(raw)
    if isinstance(text, str) and fact.format and (fault := fact.format.fault(text)):
        return Mistake(
            fault, _CHECK_CODE if fact.format.fault(seen(text)) else without_unseen(text)
        )
    return text


_CHECK_CODE = both("请对照证照逐位核对", "check it against the certificate")


def _choice(fact: Fact, raw: object) -> str | Mistake:
    if isinstance(raw, str):
        if raw in fact.choices:
            return raw
        return Mistake(one_of(fact.choices), did_you_mean(raw, fact.choices))
    return Mistake(one_of(f'"{choice}"' for choice in fact.choices))


def _set(fact: Fact, raw: object) -> tuple[str, ...] | Mistake:
    if not isinstance(raw, list):
        hint = both("写成列表：[{value}]", "write a list: [{value}]").fill(value=quoted(raw))
        expected = both("列表，每项为{option}", "a list, each item {option}")
        return Mistake(
            expected.fill(option=one_of(fact.choices)), hint if isinstance(raw, str) else None
        )
    read_members = [_choice(fact, member) for member in raw]
    if mistakes := {i: found for i, found in enumerate(read_members) if isinstance(found, Mistake)}:
        return next(iter(mistakes.values()))._replace(members=mistakes)
    return tuple(choice for choice in fact.choices if choice in raw)


def _boolean(raw: object) -> bool | Mistake:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and (hint := did_you_mean(seen(raw), _YES_NO)):
        return Mistake(
            _TRUE_OR_FALSE, both("{hint}不加引号", "{hint} remove the quotes").fill(hint=hint)
        )
    return Mistake(_TRUE_OR_FALSE)


_TRUE_OR_FALSE = both("true（是）或 false（否）", "true or false")


def _integer(raw: object) -> int | Mistake:
    if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
        return int(raw)
    number = whole_number(seen(raw)) if isinstance(raw, str) else None
    if isinstance(raw, float) and raw.is_integer() and raw >= 0:  # 3.0, 2e0
        number = whole_number(f"{raw:.0f}")
    hint = None if number is None else both("写成 {number}", "write {number}").fill(number=number)
    if isinstance(raw, str) and re.fullmatch(f"[0-9]{{{MAX_DIGITS + 1},}}", seen(raw)):
        return Mistake(_FEWER_DIGITS.fill(count=MAX_DIGITS))
    return Mistake(both("不小于 0 的整数", "a whole number, 0 or more"), hint)


_FEWER_DIGITS = both("不超过 {count} 位的整数", "a whole number of at most {count} digits")


def read_date(raw: object) -> date | Mistake:
    """Return a date between `FIRST_DAY` and `LAST_DAY`."""
    day = _parsed(raw, _DATE, date)
    if type(day) is date:  # `isinstance` would let a date with a time pass
        return day if FIRST_DAY <= day <= LAST_DAY else Mistake(_RANGE, CHECK_YEAR)
    if mistake := _mistaken_text(raw, _A_DATE, read_date):
        return mistake
    moment = _parsed(raw, _DATETIME, datetime)
    if isinstance(moment, datetime):
        hint = _DAY_IN_SHANGHAI if moment.tzinfo else _DAY_ALONE
        local = _in_shanghai(moment)
        return _hinting_at(_A_DATE, hint, local.date() if local else None)
    if isinstance(raw, str) and (parts := re.fullmatch(_LOOSE_DATE, raw)):
        text = "-".join(part.zfill(2) for part in parts.groups())
        meant = _parsed(text, _DATE, date)
        if isinstance(meant, date):
            return _hinting_at(_A_DATE, both("写成 {day}", "write {day}"), meant)
        return Mistake(_A_DATE, _NO_SUCH_DAY)
    return Mistake(_A_DATE)


def _datetime(raw: object) -> datetime | Mistake:
    """Return a moment in Shanghai time; one without an offset already is."""
    moment = _parsed(raw, _DATETIME, datetime)
    if isinstance(moment, datetime):
        local = _in_shanghai(moment)
        return (
            local
            if local and FIRST_DAY <= local.date() <= LAST_DAY
            else Mistake(_RANGE, CHECK_YEAR)
        )
    if mistake := _mistaken_text(raw, _A_MOMENT, _datetime):
        return mistake
    day = _parsed(raw, _DATE, date)
    if isinstance(day, date):
        hint = both("请补上时刻，如 {day}T22:00", "add the time of day, for example {day}T22:00")
        return _hinting_at(_A_MOMENT, hint, day)
    return Mistake(_A_MOMENT)


def _in_shanghai(moment: datetime) -> datetime | None:
    """Return a moment in Shanghai time; None: it is so far away that it cannot be converted."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=SHANGHAI)
    try:
        return moment.astimezone(SHANGHAI)
    except OverflowError:  # at the end of the year 9999, or the beginning of the year 1
        return None


def _hinting_at(expected: Text, hint: Text, day: date | None) -> Mistake:
    """Return a mistake with a hint to write a day, unless that day would be refused as well."""
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        within = both("{expected}，在 {range}", "{expected}, {range}")
        return Mistake(within.fill(expected=expected, range=_RANGE), CHECK_YEAR)
    return Mistake(expected, hint.fill(day=day.isoformat()))


def _mistaken_text(
    raw: object, expected: Text, reader: Callable[[object], object]
) -> Mistake | None:
    """Return what is wrong with a text that would be a day or moment but for a slip; else None."""
    if not isinstance(raw, str):
        return None
    if (hint := without_unseen(raw)) and not isinstance(reader(seen(raw)), Mistake):
        return Mistake(expected, hint)
    if (year := re.fullmatch(_ANY_YEAR, raw)) and not 1 <= int(year[1]) <= date.max.year:
        return Mistake(_RANGE, CHECK_YEAR)
    if not re.fullmatch(f"{_DATE}|{_DATETIME}", raw):
        return None
    has_day = isinstance(_parsed(raw[:10], _DATE, date), date)
    if not has_day:
        return Mistake(expected, _NO_SUCH_DAY)
    is_moment = isinstance(_parsed(raw, _DATETIME, datetime), datetime)
    return Mistake(expected, _NO_SUCH_TIME) if len(raw) > 10 and not is_moment else None


_A_DATE = both("日期，格式 YYYY-MM-DD", "a date, YYYY-MM-DD")
_A_MOMENT = both(
    "日期和时刻，格式 YYYY-MM-DDTHH:MM（未注明时区的，视为北京时间）",
    "a date and time, YYYY-MM-DDTHH:MM (Shanghai time unless an offset is given)",
)
CHECK_YEAR = both("请核对年份", "check the year")
"""The hint for a day or moment that is out of range."""
_RANGE = both("2007-01-01 至 2099-12-31 之间", "between 2007-01-01 and 2099-12-31")
_DAY_ALONE = both("只写日期：{day}", "write only the date: {day}")
_DAY_IN_SHANGHAI = both("只写日期（按北京时间）：{day}", "write only the date in Shanghai: {day}")
_NO_SUCH_DAY = both("没有这一天", "this date does not exist")
_NO_SUCH_TIME = both("没有这个时刻", "this time does not exist")


def _parsed(raw: object, form: str, kind: type[date]) -> object:
    """Return a text of the given form as a date or moment, and anything else unchanged."""
    if not isinstance(raw, str) or not re.fullmatch(form, raw):
        return raw
    try:
        return kind.fromisoformat(raw)
    except ValueError:  # right in form, but no such day: 2026-02-30
        return raw
