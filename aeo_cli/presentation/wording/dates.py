"""Dates and the ends of time limits in both languages, with the remarks that belong to them."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple, TypeGuard

from aeo_cli.assessment.calendar import CalendarReference
from aeo_cli.assessment.days import day_of
from aeo_cli.assessment.item_answer import Deadline
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.modality import Force
from aeo_cli.catalogue.office_hours import OfficeHours
from aeo_cli.documents.text import Text, both

_WEEKDAYS = tuple(
    both(f"周{zh}", en)
    for zh, en in zip(
        "一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True
    )
)
_DAY = both("{day} {weekday}{time}", "{day} {weekday}{time}")


@lru_cache(1024)  # many items have the same days
def day_words(value: datetime | date) -> Text:
    """Return a day, or a moment in Shanghai time, with its weekday: `2026-03-02 Mon 16:00`."""
    time = f" {value:%H:%M}" if isinstance(value, datetime) else ""
    return _DAY.fill(day=f"{value:%Y-%m-%d}", weekday=_WEEKDAYS[value.weekday()], time=time)


def edition_words(calendar: CalendarReference) -> Text:
    """Return until when an edition of the calendar is published, and its first digits."""
    text = both("公布至 {year} 年（{edition}）", "published until {year} ({edition})")
    edition = short_hash(calendar.edition)
    return text.fill(year=calendar.published_until, edition=edition)


def short_hash(text: str) -> str:
    """Return enough digits of `sha256:…` for a reader to tell two apart; JSON has them all."""
    return text.partition(":")[2][:8]


PROVISIONAL_WORD = both("暂定", "provisional")
PROVISIONAL = both("（{word}）", " ({word})").fill(word=PROVISIONAL_WORD)
"""The mark of dates that may change, since the holidays of a year are not published yet."""
ORDINARY = both("通常期限", "ordinary")
FILE_BY = both("最迟提出", "file by")
"""The label of the last office day before an end."""


def shortened_words(force: Force) -> Text:
    """Return the label of a shortened end: a target if customs may decline to shorten."""
    if force is Force.MAY:
        return both("缩短后目标", "target")
    return both("缩短后期限", "shortened")


class End(NamedTuple):
    """An end of a time limit: its label, and the last office day before it if there is one."""

    name: Text
    moment: datetime | date
    office_day: date | None
    shortens: bool = False
    """Whether this is the shortened end, not the ordinary one."""

    @property
    def due(self) -> datetime | date:
        """The day or moment to act on: the last office day if there is one."""
        return self.moment if self.office_day is None else self.office_day


def ends(deadline: Deadline, force: Force) -> tuple[End, ...]:
    """Return the ends of a limit, the one to act on first; only one if nothing is shortened."""
    office_days = deadline.last_office_day
    ordinary = End(ORDINARY, deadline.standard, office_days.standard if office_days else None)
    if deadline.shortened == deadline.standard:
        return (ordinary,)
    office_day = office_days.shortened if office_days else None
    shortened = End(shortened_words(force), deadline.shortened, office_day, shortens=True)
    return (shortened, ordinary)


def distance_words(value: datetime | date, on: date) -> Text:
    """Return the calendar days from the day of assessment to a day: `in 3 days`."""
    days = (day_of(value) - on).days
    if days == 0:
        return _TODAY
    return (_IN_DAYS if days > 0 else _DAYS_AGO).fill(n=abs(days), noun=noun_of_days(days))


_TODAY = both("当天", "today")
_IN_DAYS = both("{n} 天后", "in {n} {noun}")
_DAYS_AGO = both("已过 {n} 天", "{n} {noun} ago")


def noun_of_days(count: int) -> str:
    """Return `day` or `days`."""
    return "day" if abs(count) == 1 else "days"


def date_notes(
    deadline: Deadline, effect: Effect | None, office_hours: OfficeHours | None, on: date
) -> Iterator[Text]:
    """Yield further baselines, and the remarks on dates that lie ahead and on provisional ones.

    Args:
        deadline: the dates.
        effect: the effect that they follow from.
        office_hours: the office hours of the catalogue.
        on: the day of assessment.
    """
    yield from (baseline.text for baseline in (effect.baselines if effect else ()))
    office_days = deadline.last_office_day
    if office_days and office_days.shortened >= on:
        yield _filing_words(deadline.shortened, office_days.shortened, office_hours)
        if (
            office_days.shortened == office_days.standard
            and deadline.shortened != deadline.standard
        ):
            yield _SAME_OFFICE_DAY
    if deadline.provisional:
        yield _PROVISIONAL


def until_words(
    moment: datetime | date, office_day: date, office_hours: OfficeHours | None
) -> Text:
    """Return the last office day, with the hour if the moment is in that day's office hours."""
    day, hour = day_words(office_day), _hour_to_file(moment, office_day, office_hours)
    return both("{day} {hour} 前", "{day} before {hour}").fill(day=day, hour=hour) if hour else day


def closing_hour(
    moment: datetime | date, office_day: date, office_hours: OfficeHours | None
) -> Text:
    """Return until when to file on the last office day: an hour, or while the office is open."""
    if hour := _hour_to_file(moment, office_day, office_hours):
        return both("{hour} 前提出", "file before {hour}").fill(hour=hour)
    return both("办公时间内提出", "file in office hours")


def _hour_to_file(
    moment: datetime | date, office_day: date, office_hours: OfficeHours | None
) -> str | None:
    """Return the hour of the moment if it is in the office hours of that day."""
    if not _is_on(moment, office_day) or (office_hours and moment.time() >= office_hours.closes):
        return None
    return f"{moment:%H:%M}"


def _filing_words(
    moment: datetime | date, office_day: date, office_hours: OfficeHours | None
) -> Text:
    """Return by when to file, and why that is not the moment itself."""
    day = until_words(moment, office_day, office_hours)
    if reason := _reason_for_day(moment, office_day, office_hours):
        text = _FILE_IN_HOURS.fill(day=day)
        text = _BECAUSE.fill(text=text, moment=day_words(moment), reason=reason)
    else:
        text = _FILE_BEFORE.fill(day=day)
    if office_hours is None or office_hours.confirmed:
        return _CONFIRM.fill(text=text)
    opens, closes = (f"{time:%H:%M}" for time in (office_hours.opens, office_hours.closes))
    return _ASSUMED.fill(text=text, opens=opens, closes=closes)


def _reason_for_day(
    moment: datetime | date, office_day: date, office_hours: OfficeHours | None
) -> Text | None:
    """Return why the office is closed when the notice period ends; None: it is open then."""
    if office_hours is None or not isinstance(moment, datetime):
        return None
    if _is_on(moment, office_day):
        return _AFTER_CLOSING if moment.time() >= office_hours.closes else None
    return _CLOSED if office_hours.have_begun_before(moment) else _BEFORE_OPENING


def _is_on(moment: datetime | date, day: date) -> TypeGuard[datetime]:
    return isinstance(moment, datetime) and moment.date() == day


_FILE_IN_HOURS = both("最迟在 {day}办公时间内提出", "file during office hours on {day}")
_FILE_BEFORE = both("最迟在 {day}提出（办公时间内）", "file during office hours on {day}")
_BECAUSE = both(
    "{text}；时限止于 {moment}，{reason}", "{text}; the notice period ends at {moment}, {reason}"
)
_BEFORE_OPENING = both("当时尚未上班", "before the office opens")
_AFTER_CLOSING = both("当时已经下班", "after the office has closed")
_CLOSED = both("当天不上班", "when the office is closed")
_CONFIRM = both(
    "{text}。海关只在办公时间受理，请与现场海关确认办公时间。",
    "{text}. Customs takes applications in office hours only: confirm the hours with the office.",
)
_ASSUMED = both(
    "{text}。按 {opens} 上班、{closes} 下班推定，请向现场海关核实。",
    "{text}. Office hours from {opens} to {closes} are assumed: confirm them with the office.",
)
_SAME_OFFICE_DAY = both(
    "按通常的提前量，最迟提出的工作日也是这一天。",
    "for the ordinary notice, the last working day to file is the same.",
)
_PROVISIONAL = both(
    "暂定：涉及年份的放假安排尚未公布或本工具尚未收录，日期可能变动。",
    "provisional: the holidays of a year concerned are not yet published or not yet known to this "
    "tool; the date may change.",
)
