"""Which days are working days in China, until when that is settled, and in which edition.

Late in each year the State Council publishes the holidays and make-up working days (调休) of the
next. Published years are known exactly. Of later years only the weekends and the statutory holidays
are known, so dates counted in them are *provisional*.

A later notice can change a published year, as for Labour Day in 2019 and the Spring Festival of
2020. So what was published by when is an *edition*, and every report names the one that counted.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from hashlib import sha256
from typing import Annotated, Final, Protocol

from pydantic import Field

from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text, both

DAY = timedelta(days=1)
FIRST_YEAR: Final = 2004
"""The first year in the data."""


class CalendarReference(Model):
    """The edition of the working-day calendar with which the dates of a document were counted."""

    source: Annotated[str, Field(pattern=r"^chinesecalendar [0-9A-Za-z.+-]{1,40}$")]
    """The data and its version."""
    published_until: Annotated[int, Field(strict=True, ge=FIRST_YEAR, le=2099)]
    """The last year whose holidays and make-up working days are published."""
    edition: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
    """`sha256:` and a hash of what is known of every day of the published years.

    Two versions of the data with the same working days are the same edition, and any other day
    makes another one.
    """


class Calendar(Protocol):
    """The calendar that counting days needs."""

    @property
    def reference(self) -> CalendarReference:
        """The edition, as documents name it."""

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

    def __init__(self, known_until: int | None = None) -> None:
        self.known_until = known_until

    @cached_property
    def last_published_year(self) -> int:
        """The last published year in the installed data, or `known_until`."""
        return self.known_until or _last_installed_year()

    @cached_property
    def reference(self) -> CalendarReference:
        """The edition: a hash of the years and of each day that is not what its weekday says."""
        import chinese_calendar  # noqa: PLC0415  most commands count no days

        span = f"{FIRST_YEAR} {self.last_published_year}"
        days = "\n".join([span, *map(str, sorted(self._exceptions))])
        return CalendarReference.model_construct(
            source=f"chinesecalendar {chinese_calendar.__version__}",
            published_until=self.last_published_year,
            edition=f"sha256:{sha256(days.encode()).hexdigest()}",
        )

    @cached_property
    def _exceptions(self) -> Mapping[date, bool]:
        """Whether offices are open, on each published day where that is not as on most weeks."""
        from chinese_calendar import holidays, workdays  # noqa: PLC0415

        states = {day: day in workdays for day in (*holidays, *workdays) if self._is_published(day)}
        return {day: is_open for day, is_open in states.items() if is_open != _is_weekday(day)}

    @cached_property
    def _last_published_day(self) -> date:
        """The last day that is known from a notice.

        The last days of December come with the notice for the next year, so as long as only a year
        was published, they were not.
        """
        is_latest = self.last_published_year >= _last_installed_year()
        return date(self.last_published_year, 12, 31 if is_latest else _LAST_SETTLED)

    def _is_published(self, day: date) -> bool:
        return day.year >= FIRST_YEAR and day <= self._last_published_day

    def is_working_day(self, day: date) -> bool:
        """Return whether offices are open on a day; where unpublished, by statute."""
        if self._is_published(day):
            return self._exceptions.get(day, _is_weekday(day))
        return _is_weekday(day) and day not in _statutory_holidays(day.year)

    def is_settled(self, day: date) -> bool:
        """Return whether a day is published and can no longer change.

        The days after 24 December of the last published year still can: the notice for the next
        year may make them holidays or working days, for the holiday around 1 January.
        """
        last = date(self.last_published_year, 12, _LAST_SETTLED)
        return day.year >= FIRST_YEAR and day <= last

    def holiday(self, day: date) -> Text | None:
        """Return the holiday for which offices are closed on a day, or open to make up for it."""
        if not self._is_published(day):
            return _statutory_holidays(day.year).get(day)
        import chinese_calendar  # noqa: PLC0415

        _, name = chinese_calendar.get_holiday_detail(day)
        return both(chinese_calendar.Holiday(name).chinese, name) if name else None


_LAST_SETTLED = 24
"""The last day of December that the notice for the next year cannot move."""


def calendar_of(reference: CalendarReference) -> ChineseCalendar | None:
    """Return the calendar of an edition; None if the installed data has other days than it.

    An edition of fewer years is the installed data up to its last year, if no notice has changed a
    day of them since.
    """
    present = ChineseCalendar()
    if reference.edition == present.reference.edition:
        return present
    if FIRST_YEAR <= reference.published_until < present.last_published_year:
        earlier = ChineseCalendar(reference.published_until)
        return earlier if reference.edition == earlier.reference.edition else None
    return None


def _last_installed_year() -> int:
    from chinese_calendar import holidays  # noqa: PLC0415

    year: int = max(holidays).year  # the data holds whole years
    return year


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5


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
    """Return the day that is `count` working days after `start`, which is not counted itself.

    A negative count leads to a day before it.
    """
    day, step, left = start, DAY if count > 0 else -DAY, abs(count)
    while left:
        day += step
        left -= calendar.is_working_day(day)
    return day


def last_working_day(day: date, calendar: Calendar) -> date:
    """Return `day`, or the last working day before it if it is not a working day."""
    while not calendar.is_working_day(day):
        day -= DAY
    return day
