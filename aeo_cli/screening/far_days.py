"""Days and moments of Parquet as text, in years that Python's own dates cannot hold."""

from datetime import date, timedelta


def day_text(days: int) -> str:
    """Return a day as text: `+20000-01-01`.

    Args:
        days: how many days it is after the first of 1970.
    """
    # The calendar repeats itself every 400 years.
    cycles, rest = divmod(days - _YEAR_2000, _CYCLE)
    day = date(2000, 1, 1) + timedelta(rest)
    year = day.year + 400 * cycles
    return f"{year:04d}{day:-%m-%d}" if 0 <= year <= date.max.year else f"{year:+05d}{day:-%m-%d}"


def moment_text(count: int, per_second: int, offset: str) -> str:
    """Return a moment as text: `+20000-01-01T00:00:00`.

    Args:
        count: how many units it is after the beginning of 1970.
        per_second: how many units a second has.
        offset: what stands at its end: `+00:00`, or nothing.
    """
    days, seconds = divmod(count // per_second, 86_400)
    minutes, second = divmod(seconds, 60)
    return f"{day_text(days)}T{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}{offset}"


_YEAR_2000 = (date(2000, 1, 1) - date(1970, 1, 1)).days
_CYCLE = (date(2400, 1, 1) - date(2000, 1, 1)).days
