"""What to know, and whom to ask, once a date of a limit has passed.

A date that has passed is not yet a breach: time may have been extended, or may not count. The
sentences are general on purpose. How long an extension may be, and what does not count, is for the
caveats of a catalogue to say.
"""

from collections.abc import Iterator
from datetime import date, datetime

from aeo_cli.assessment.days import day_of
from aeo_cli.assessment.item_answer import Deadline
from aeo_cli.assessment.report import ProvisionAnswer, Report
from aeo_cli.catalogue.modality import Force
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.dates import date_notes, day_words, noun_of_days


def remarks(deadline: Deadline, provision: ProvisionAnswer, report: Report) -> Iterator[Text]:
    """Yield the remarks that must accompany the dates of a limit wherever they are shown."""
    on = report.on
    if day_of(deadline.due) < on and deadline.last_office_day:
        yield _notice_passed(deadline, on)
    elif day_of(deadline.due) < on:
        yield from _limit_passed(deadline, provision.force, on)
    yield from date_notes(deadline, provision.effect, report.office_hours, on)


def advice(deadline: Deadline, force: Force, on: date) -> Text | None:
    """Return what to do now that an end of a limit has passed, in one line; None: none has."""
    if day_of(deadline.due) >= on:
        return None
    if deadline.last_office_day:
        return _OVER if day_of(deadline.runs_from) < on else _TOO_LATE
    if day_of(deadline.standard) < on:
        return _ASK_AFTER_ALL
    name = _THE_TARGET if force is Force.MAY else _THE_SHORTENED
    return _ASK_AFTER.fill(name=name, day=day_words(deadline.due))


def _notice_passed(deadline: Deadline, on: date) -> Text:
    """Return what to know when the last day on which the enterprise could file has passed."""
    if day_of(deadline.runs_from) < on:
        return _days_ago(_APPOINTMENT, deadline.runs_from, on)
    notice = _NOTICE if deadline.shortened == deadline.standard else _SHORTENED_NOTICE
    return _days_ago(_OFFICE_DAY, deadline.due, on, notice=notice)


def _limit_passed(deadline: Deadline, force: Force, on: date) -> Iterator[Text]:
    """Yield what to know when the time that customs has to decide has passed."""
    standard, shortened = deadline.standard, deadline.shortened
    if shortened == standard:
        yield _days_ago(_LIMIT, standard, on)
    else:
        yield _days_ago(_TARGET if force is Force.MAY else _SHORTENED, shortened, on)
        if day_of(standard) < on:
            yield _days_ago(_ORDINARY, standard, on)
        else:
            why = _NOT_PROMISED if force is Force.MAY else _NOT_THE_LAW
            yield _RUNS_ON.fill(day=day_words(standard), why=why)
    yield _REASONS
    yield _ASK


def _days_ago(text: Text, value: datetime | date, on: date, **values: Text) -> Text:
    """Return a sentence about a day or moment, with how many days ago it was."""
    count = (on - day_of(value)).days
    return text.fill(day=day_words(value), n=count, noun=noun_of_days(count), **values)


_OVER = both("预约时间已过，请删去这笔业务", "the appointment has passed: remove this item")
_TOO_LATE = both(
    "已来不及满足提前量：请询问现场海关能否受理，或另约时间",
    "too late to give this notice: ask the office, or book another time",
)
_ASK_AFTER_ALL = both("请向受理海关询问办理进度", "ask the office that accepted it for its status")
_ASK_AFTER = both(
    "{name} {day}已过，请向受理海关询问办理进度",
    "the {name}, {day}, has passed: ask the office that accepted it for its status",
)
_THE_TARGET = both("缩短后的目标日", "target")
_THE_SHORTENED = both("缩短后的期限", "shortened limit")
_TARGET = both("缩短后的目标日 {day}已过 {n} 天。", "the target, {day}, passed {n} {noun} ago.")
_SHORTENED = both(
    "缩短后的期限 {day}已过 {n} 天。", "the shortened limit ended on {day}, {n} {noun} ago."
)
_LIMIT = both("期限 {day}已过 {n} 天。", "the limit ended on {day}, {n} {noun} ago.")
_ORDINARY = both(
    "通常期限 {day}也已过 {n} 天。", "the ordinary limit also ended, on {day}, {n} {noun} ago."
)
_RUNS_ON = both(
    "通常期限到 {day}才届满；{why}。", "the ordinary limit still runs until {day}; {why}."
)
_NOT_PROMISED = both(
    "缩短后的期限只是目标，不是法定期限，海关可以不予缩短",
    "the shortened one is a target at customs' discretion, not the limit in law",
)
_NOT_THE_LAW = both(
    "缩短后的期限出自便利措施，不是法定期限",
    "the shortened one is set by the measure, not by the law",
)
_REASONS = both(
    "可能的原因：期限经批准延长；检验、检测、检疫、专家评审等所需时间不计入期限；期限中止，例如正在补正材料。",
    "possible reasons: an approved extension; time for inspection, testing, "
    "quarantine or expert review, which does not count; a suspension, for instance while documents "
    "are being supplemented.",
)
_ASK = both(
    "请持受理凭证，向受理申请的海关询问：申请办理到哪一步，期限自何日起算、其间哪些时间不计入。",
    "have the notice of acceptance ready and ask the office that accepted the application: what "
    "is its status, from which day does the limit run, and which periods do not count?",
)
_APPOINTMENT = both("预约时间 {day} 已过 {n} 天。", "the appointment, {day}, was {n} {noun} ago.")
_OFFICE_DAY = both(
    "最迟提出的工作日 {day}已过 {n} 天：如尚未提出，已来不及满足{notice}，"
    "请向现场海关询问是否仍可受理，或另约时间。",
    "the last office day, {day}, passed {n} {noun} ago: if you have not filed, {notice} can no "
    "longer be given in time; ask the office whether it still accepts the booking, or book "
    "another time.",
)
_SHORTENED_NOTICE = both("缩短后的提前量", "the shortened notice")
_NOTICE = both("规定的提前量", "the notice")
