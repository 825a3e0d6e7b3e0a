"""Dates and the ends of time limits in both languages, with the remarks that belong to them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple, TypeGuard

from aeo_cli.assessment.report import Deadline
from aeo_cli.catalogue.modality import Force
from aeo_cli.documents.text import Text, both

_WEEKDAYS = tuple(
    both(f"周{zh}", en)
    for zh, en in zip(
        "一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True
    )
)


def day_words(value: datetime | date) -> Text:
    """Return a day, or a moment in Shanghai time, with its weekday: `2026-03-02 Mon 16:00`."""
    time = f" {value:%H:%M}" if isinstance(value, datetime) else ""
    text = both("{day} {weekday}{time}", "{day} {weekday}{time}")
    return text.fill(day=f"{value:%Y-%m-%d}", weekday=_WEEKDAYS[value.weekday()], time=time)


PROVISIONAL = both("（暂定）", " (provisional)")
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
        return both("当天", "today")
    text = both("{n} 天后", "in {n} {noun}") if days > 0 else both("已过 {n} 天", "{n} {noun} ago")
    return text.fill(n=abs(days), noun=noun_of_days(days))


def noun_of_days(count: int) -> str:
    """Return `day` or `days`."""
    return "day" if abs(count) == 1 else "days"


def day_of(value: datetime | date) -> date:
    """Return the day of a moment; a day is returned as it is."""
    return value.date() if isinstance(value, datetime) else value


def date_notes(deadline: Deadline, on: date) -> Iterator[Text]:
    """Yield the remarks that must accompany the dates of a limit wherever they are shown."""
    if office_days := deadline.last_office_day:
        yield _OFFICE_HOURS.fill(day=day_words(office_days.shortened))
        if _opening_may_matter(deadline.shortened, office_days.shortened):
            yield _OFFICE_OPENING.fill(moment=day_words(deadline.shortened))
        if (
            office_days.shortened == office_days.standard
            and deadline.shortened != deadline.standard
        ):
            yield _SAME_OFFICE_DAY
        if office_days.shortened < on:
            yield _OFFICE_DAY_PAST
    if deadline.provisional:
        yield _PROVISIONAL


def until_words(moment: datetime | date, office_day: date) -> Text:
    """Return the last office day, with the hour if the moment itself is on that day."""
    if not _is_on(moment, office_day):
        return day_words(office_day)
    text = both("{day} {hour} 前", "{day} before {hour}")
    return text.fill(day=day_words(office_day), hour=f"{moment:%H:%M}")


def _opening_may_matter(moment: datetime | date, office_day: date) -> bool:
    """Return whether a moment is so early on an office day that the office may not be open yet."""
    return _is_on(moment, office_day) and moment.hour < _NOON


def _is_on(moment: datetime | date, day: date) -> TypeGuard[datetime]:
    return isinstance(moment, datetime) and moment.date() == day


_NOON = 12
"""The hour by which every office is taken to be open."""

_OFFICE_HOURS = both(
    "最迟在 {day}的办公时间内提出（海关只在办公时间受理），请与现场海关确认办公时间。",
    "customs take applications in office hours only: file in office hours, on {day} at the latest, "
    "and confirm the hours with the office.",
)
_SAME_OFFICE_DAY = both(
    "按通常的提前量，最迟提出的工作日也是这一天。",
    "the ordinary notice ends on the same working day.",
)
_OFFICE_DAY_PAST = both(
    "到核对日这一天已过：请向现场海关询问是否仍可受理，或另约时间。",
    "by the day of assessment that day has passed: ask the office whether it still takes the "
    "application, or book another time.",
)
_OFFICE_OPENING = both(
    "若当日上班时间晚于 {moment}，则须在前一工作日提出。",
    "if the office opens after {moment}, file on the working day before.",
)
_PROVISIONAL = both(
    "暂定：涉及年份的放假安排尚未公布或本工具尚未收录，日期可能变动。",
    "provisional: the holidays of a year concerned are not published, or not known to this tool, "
    "yet; the date may move.",
)
