"""Other editions of the calendar: what a later notice of the State Council changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from unittest import mock

import chinese_calendar


@contextmanager
def edition(days: Mapping[date, bool]) -> Iterator[None]:
    """Work with data in which offices are open, or closed, on some days."""
    with mock.patch.dict(chinese_calendar.workdays), mock.patch.dict(chinese_calendar.holidays):
        for day, is_open in days.items():
            chinese_calendar.workdays.pop(day, None)
            table = chinese_calendar.workdays if is_open else chinese_calendar.holidays
            table[day] = "Labour Day"
        yield


@contextmanager
def data_until(year: int) -> Iterator[None]:
    """Work with the data as it stood before the notice for the year after came."""
    last = date(year, 12, 24)
    with mock.patch.dict(chinese_calendar.workdays), mock.patch.dict(chinese_calendar.holidays):
        for table in (chinese_calendar.workdays, chinese_calendar.holidays):
            for day in [day for day in table if day > last]:
                del table[day]
        yield
