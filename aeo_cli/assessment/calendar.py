"""Which days are working days in China, and up to when that is settled.

Late in each year the State Council publishes the holidays and make-up working days (调休) of the
next. Published years are known exactly. Of later years only the weekends and the statutory holidays
are known, so dates counted in them are *provisional*.
"""

from datetime import date, timedelta
from functools import cache, cached_property
from typing import Protocol

from aeo_cli.documents.text import Text, both

DAY = timedelta(days=1)


class Calendar(Protocol):
    """The calendar that counting days needs."""

    def is_working_day(self, day: date) -> bool:
        """Return whether offices are open on a day, as far as is known."""

    def is_settled(self, day: date) -> bool:
        """Return whether a day is published and can no longer change."""

    def holiday(self, day: date) -> Text | None:
        """Return the holiday for which offices are closed on a day, or open to make up for it."""


class ChineseCalendar:
    """The official calendar of mainland China.

    Args:
        known_until: the last year to treat as published; None: the last one in the installed data.
    """

    FIRST_YEAR = 2004
    """The first year in the data."""

    def __init__(self, known_until: int | None = None) -> None:
        self.known_until = known_until

    @cached_property
    def last_published_year(self) -> int:
        """The last published year in the installed data, or `known_until`."""
        if self.known_until is not None:
            return self.known_until
        import chinese_calendar  # noqa: PLC0415  most commands count no days

        # The library does not say where its data ends, so ask year by year. The required version
        # has 2026.
        year = 2026
        while True:
            try:
                chinese_calendar.is_workday(date(year + 1, 12, 31))
            except NotImplementedError:
                return year
            year += 1

    def is_working_day(self, day: date) -> bool:
        """Return whether offices are open on a day; after the published years, by statute alone."""
        if day.year <= self.last_published_year:
            import chinese_calendar  # noqa: PLC0415

            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < 5 and day not in _statutory_holidays(day.year)

    def is_settled(self, day: date) -> bool:
        """Return whether a day is published and can no longer change.

        The days after 24 December of the last published year still can: the notice for the next
        year may make them holidays or working days, for the holiday around 1 January.
        """
        return day <= date(self.last_published_year, 12, 24)

    def holiday(self, day: date) -> Text | None:
        """Return the holiday for which offices are closed on a day, or open to make up for it."""
        if day.year > self.last_published_year:
            return _statutory_holidays(day.year).get(day)
        import chinese_calendar  # noqa: PLC0415

        _, name = chinese_calendar.get_holiday_detail(day)
        return both(chinese_calendar.Holiday(name).chinese, name) if name else None


@cache
def _statutory_holidays(year: int) -> dict[date, Text]:
    import holidays  # noqa: PLC0415  slow to import, and needed after the published years only

    chinese, english = (
        holidays.country_holidays("CN", language=name) for name in ("zh_CN", "en_US")
    )
    for names in (chinese, english):
        # This library too knows notices, but only their holidays. Half a notice is none, and what
        # was counted before a notice came must be counted alike after it.
        names.has_special_holidays = False
        names.get(date(year, 1, 1))  # puts the year in
    return {day: both(name, english[day]) for day, name in chinese.items()}


def add_working_days(start: date, count: int, calendar: Calendar) -> date:
    """Return the day that is `count` working days after `start`; `start` is not counted."""
    day = start
    while count:
        day += DAY
        count -= calendar.is_working_day(day)
    return day


def subtract_working_days(start: date, count: int, calendar: Calendar) -> date:
    """Return the day that is `count` working days before `start`; `start` is not counted."""
    day = start
    while count:
        day -= DAY
        count -= calendar.is_working_day(day)
    return day


def last_working_day(day: date, calendar: Calendar) -> date:
    """Return `day`, or the last working day before it if it is none."""
    while not calendar.is_working_day(day):
        day -= DAY
    return day
