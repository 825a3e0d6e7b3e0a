"""The values of facts: which values each type of fact allows, and how they are written.

TOML has its own dates and times, JSON writes them as text; both are read here. Nothing is guessed:
neither `true` nor `"3"` is an integer, and a date with a time of day is not a date.
"""

import re
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple, assert_never

from aeo_cli.documents.problems import one_of, quoted
from aeo_cli.documents.suggestions import did_you_mean
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
YES, NO = both("是", "yes"), both("否", "no")
_YES_NO = {"true": YES, "false": NO}


class Mistake(NamedTuple):
    """Why a value does not fit its fact: what was expected and, if known, how to write it."""

    expected: Text
    hint: Text | None = None
    member: int | None = None
    """The index of the member of a list that is wrong; None: the value as a whole is."""


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
        return Mistake(fault, _CHECK_CODE)
    return text


_CHECK_CODE = both("请对照证照逐位核对", "compare it with the certificate, character by character")


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
    for index, member in enumerate(raw):
        if isinstance(mistake := _choice(fact, member), Mistake):
            return mistake._replace(member=index)
    return tuple(choice for choice in fact.choices if choice in raw)


def _boolean(raw: object) -> bool | Mistake:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and (hint := did_you_mean(raw, _YES_NO)):
        return Mistake(_TRUE_OR_FALSE, both("{hint}不加引号", "{hint} no quotes").fill(hint=hint))
    return Mistake(_TRUE_OR_FALSE)


_TRUE_OR_FALSE = both("true（是）或 false（否）", "true or false")


def _integer(raw: object) -> int | Mistake:
    if type(raw) is int and raw >= 0:  # `isinstance` would let `true` pass as 1
        return raw
    hint = both("写成 {raw}", "write {raw}").fill(raw=str(raw)) if _is_count(raw) else None
    return Mistake(both("不小于 0 的整数", "a whole number, 0 or more"), hint)


def _is_count(raw: object) -> bool:
    return isinstance(raw, str) and re.fullmatch("[0-9]{1,9}", raw) is not None


def read_date(raw: object) -> date | Mistake:
    """Return a date between `FIRST_DAY` and `LAST_DAY`."""
    day = _parsed(raw, _DATE, date)
    if type(day) is date:  # `isinstance` would let a date with a time pass
        return day if FIRST_DAY <= day <= LAST_DAY else Mistake(_RANGE)
    expected = both("日期，格式 YYYY-MM-DD", "a date, YYYY-MM-DD")
    if isinstance(moment := _parsed(raw, _DATETIME, datetime), datetime):
        hint = both("只写日期：{day}", "write the date alone: {day}")
        return Mistake(expected, hint.fill(day=moment.date().isoformat()))
    if isinstance(raw, str) and re.fullmatch(_DATE, raw):
        return Mistake(expected, both("日历上没有这一天", "the calendar has no such day"))
    if isinstance(raw, str) and (parts := re.fullmatch(_LOOSE_DATE, raw)):
        hint = both("写成 {day}", "write {day}")
        return Mistake(expected, hint.fill(day="-".join(part.zfill(2) for part in parts.groups())))
    return Mistake(expected)


def _datetime(raw: object) -> datetime | Mistake:
    """Return a moment in Shanghai time; one without an offset already is."""
    moment = _parsed(raw, _DATETIME, datetime)
    if isinstance(moment, datetime):
        if not FIRST_DAY.year - 1 <= moment.year <= LAST_DAY.year + 1:
            return Mistake(_RANGE)  # checked first, since converting a moment of year 1 overflows
        local = moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
        return local if FIRST_DAY <= local.date() <= LAST_DAY else Mistake(_RANGE)
    day = _parsed(raw, _DATE, date)
    hint = both("补上时刻，如 {day}T22:00", "add the time of day, as in {day}T22:00")
    return Mistake(
        both(
            "日期和时刻，格式 YYYY-MM-DDTHH:MM（未注明时区即上海时间）",
            "a date and time, YYYY-MM-DDTHH:MM (Shanghai time where no offset is given)",
        ),
        hint.fill(day=day.isoformat()) if isinstance(day, date) else None,
    )


_RANGE = both("2007-01-01 至 2099-12-31 之间", "between 2007-01-01 and 2099-12-31")


def _parsed(raw: object, form: str, kind: type[date]) -> object:
    """Return a text of the given form as a date or moment, and anything else unchanged."""
    if not isinstance(raw, str) or not re.fullmatch(form, raw):
        return raw
    try:
        return kind.fromisoformat(raw)
    except ValueError:  # right in form, but no such day: 2026-02-30
        return raw
