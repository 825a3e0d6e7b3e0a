"""Days and moments as people and programs write them: `2026-03-02`, `2026/3/2 9:00`, 2026年3月2日.

Year, month and day stand in this order, and the year has four digits: anything else could be meant
in two ways. A moment without an offset is Shanghai time.
"""

import re
from datetime import date, datetime, timedelta, timezone

from aeo_cli.documents.escaping import seen
from aeo_cli.documents.labels import folded
from aeo_cli.documents.suggestions import without_unseen
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.mistakes import Mistake

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China's only time zone. It has had no summer time since 1992, so no zone database is needed."""
FIRST_DAY, LAST_DAY = date(2007, 1, 1), date(2099, 12, 31)

DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""The form in which reports show a day; whether the calendar has it is not for a form to say."""
_TIME = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,6}))?)?"
    r"\s*(?P<offset>Z|[+-][0-9]{2}:[0-9]{2})?"
)
_YEAR, _MONTH = "(?P<year>[0-9]{4})", "(?P<month>[0-9]{1,2})"
_DATE = "(?P<day>[0-9]{1,2})"
_FORMS = (
    rf"{_YEAR}(?P<sign>[-/.]){_MONTH}(?P=sign){_DATE}(?:(?:T|\s+){_TIME})?",
    rf"{_YEAR}\s*年\s*{_MONTH}\s*月\s*{_DATE}\s*日(?:\s*{_TIME})?",
    rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})(?:(?:T|\s+){_TIME})?",
)
"""Regular expressions, compiled when a text is read: TOML has dates of its own."""
_ANY_YEAR = r"([+-]?[0-9]{4,9})-[0-9]{2}-[0-9]{2}([T ].*)?"
"""A day or moment of any year: spreadsheets and data bases have years that Python has not."""
_YEAR_LAST = r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{1,4}([T ].*)?"
_NO_YEAR = r"[0-9]{1,2}(?:[-/.][0-9]{1,2}|\s*月\s*[0-9]{1,2}\s*[日号])( .*)?"
_SERIAL_NUMBER = "(39|[4-6][0-9]|7[0-3])[0-9]{3}"
"""A day as a spreadsheet counts it, from the end of 1899: between about 2007 and 2099."""


def read_date(raw: object) -> date | Mistake:
    """Return a date between `FIRST_DAY` and `LAST_DAY`."""
    match parsed := _parsed(raw):
        case datetime():
            hint = _DAY_IN_SHANGHAI if parsed.tzinfo else _DAY_ALONE
            local = _in_shanghai(parsed)
            return _hinting_at(_A_DATE, hint, local.date() if local else None)
        case date():
            return parsed if FIRST_DAY <= parsed <= LAST_DAY else Mistake(_RANGE, CHECK_YEAR)
        case Mistake():
            return parsed
        case _:
            return Mistake(_A_DATE, parsed)


def read_datetime(raw: object) -> datetime | Mistake:
    """Return a moment between `FIRST_DAY` and `LAST_DAY`, in Shanghai time."""
    match parsed := _parsed(raw):
        case datetime():
            local = _in_shanghai(parsed)
            if local and FIRST_DAY <= local.date() <= LAST_DAY:
                return local
            return Mistake(_RANGE, CHECK_YEAR)
        case date():
            return _hinting_at(_A_MOMENT, _ADD_TIME, parsed)
        case Mistake():
            return parsed
        case _:
            return Mistake(_A_MOMENT, parsed)


def _parsed(raw: object) -> date | Mistake | Text | None:
    """Return the day or moment that is meant.

    Returns:
        It; a mistake if its year is none that can be held; a hint if it is none, or would be one
        but for a slip; None if nothing is known of it.
    """
    if isinstance(raw, date):
        return raw
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str):
        return None
    text = folded(raw)
    for form in _FORMS:
        if found := re.fullmatch(form, text):
            return _of_parts(found.groupdict())
    if any(re.fullmatch(form, folded(seen(raw))) for form in _FORMS):
        return without_unseen(raw)
    if year := re.fullmatch(_ANY_YEAR, text):
        return None if 1 <= int(year[1]) <= date.max.year else Mistake(_RANGE, CHECK_YEAR)
    if re.fullmatch(_YEAR_LAST, text):
        return _YEAR_FIRST
    if re.fullmatch(_NO_YEAR, text):
        return _ADD_YEAR
    return _AS_DATE if re.fullmatch(_SERIAL_NUMBER, text) else None


def _of_parts(parts: dict[str, str | None]) -> date | Mistake | Text:
    """Return the day or moment of its parts, or a hint if there is no such day or time."""
    year, month, day = (int(parts[name] or 0) for name in ("year", "month", "day"))
    if year == 0:
        return Mistake(_RANGE, CHECK_YEAR)
    try:
        found = date(year, month, day)
    except ValueError:
        return _NO_SUCH_DAY
    if parts["hour"] is None:
        return found
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    fraction = int((parts["fraction"] or "0").ljust(6, "0"))
    try:
        zone = _offset(parts["offset"])
        return datetime(year, month, day, hour, minute, second, fraction, zone)
    except ValueError:
        return _NO_SUCH_TIME


def _offset(text: str | None) -> timezone | None:
    """Return the zone of an offset, `+08:00` or `Z`.

    Raises:
        ValueError: no place on earth has it.
    """
    if text is None:
        return None
    hours, minutes = (0, 0) if text == "Z" else (int(text[1:3]), int(text[4:]))
    if minutes > 59:
        raise ValueError(text)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


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
_ADD_TIME = both("请补上时刻，如 {day}T22:00", "add the time of day, for example {day}T22:00")
_NO_SUCH_DAY = both("没有这一天", "this date does not exist")
_NO_SUCH_TIME = both("没有这个时刻", "this time does not exist")
_YEAR_FIRST = both(
    "请按年、月、日的顺序填写，年份写四位",
    "write year, month and day in this order, the year in full",
)
_ADD_YEAR = both("请写明年份，写四位", "add the year, in full")
_AS_DATE = both(
    "如系电子表格中的日期，请把单元格格式设为日期",
    "if it is a date in a spreadsheet, format the cell as a date",
)
