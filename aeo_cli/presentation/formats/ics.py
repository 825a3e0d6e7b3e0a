"""The deadlines as a calendar (RFC 5545): an event for each, and for each last office day to file.

UIDs, stamps and sequence numbers follow from the report, not from a clock or from chance: an event
has the same UID whenever its item is assessed again (`event_identity`), and a later day of
assessment has a higher sequence number, so that importing the calendar again updates it.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Event

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import ProvisionAnswer, Report, Verdict
from aeo_cli.catalogue.modality import Force
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.event_identity import EventIdentity
from aeo_cli.presentation.formats.calendar_file import calendar_file
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.wording.dates import FILE_BY, ends, until_words
from aeo_cli.presentation.wording.deadlines import TimeLimit, limits, undated
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.labels import EVIDENCE, VERDICTS
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.work_list import WorkList
from aeo_cli.rules.dates import FIRST_DAY, SHANGHAI

_DAY_REMINDERS = (timedelta(days=-3, hours=9), timedelta(days=-1, hours=9), timedelta(hours=9))
"""Of a day: at nine in the morning three days before, the day before, and on the day itself."""
_MOMENT_REMINDERS = (timedelta(days=-1),)
"""Of a moment: one only. The office day to file on, perhaps long before, is an event of its own."""


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> bytes:
    """Return the deadlines of a report as an iCalendar file."""
    report_words = ReportWords(report, catalogue, page.lang)
    return _file(report_words, limits(report_words, calendar), ())


def render_work_list(work_list: WorkList, page: Page) -> bytes:  # noqa: ARG001  every format has it
    """Return the deadlines of a work list as an iCalendar file."""
    return _file(work_list.report_words, work_list.limits, [work_list.heading()])


def _file(
    report_words: ReportWords, time_limits: Iterable[TimeLimit], remarks: Iterable[str]
) -> bytes:
    events, language = ReportEvents(report_words), report_words.language
    return calendar_file(
        events.of(time_limits),
        language.say(report_words.words.catalogue.title),
        (*remarks, *events.description()),
        report_words.report.tool,
        language.lang,
    )


class ReportEvents:
    """The events of a report, which can stand in one calendar with those of other reports.

    Args:
        report_words: the words of the report.
        enterprise: what the titles of the events call the enterprise; empty: they do not name it.
    """

    def __init__(self, report_words: ReportWords, enterprise: str = "") -> None:
        self.report_words, self.words = report_words, report_words.words
        self.language, self.say = report_words.language, report_words.language.say
        self.report, self.digest = report_words.report, Digest(report_words)
        self.enterprise = enterprise
        self.identity = EventIdentity(self.report, self.words.catalogue)

    def of(self, time_limits: Iterable[TimeLimit]) -> Iterator[Event]:
        """Yield the events of time limits of the report."""
        for limit in time_limits:
            yield from self.events(limit)

    def description(self) -> Iterator[str]:
        """Yield the rest of the report, for which a calendar has no other place."""
        yield from map(self.row, self.digest.head())
        yield from map(self.verdict, self.report_words.having(Verdict.APPLIES))
        for provision in self.report_words.having(Verdict.UNDETERMINED):
            verdict = f"{provision.id} {self.say(VERDICTS[provision.verdict])}"
            yield f"{verdict} · {self.report_words.missing(provision.open_facts)}"
        yield from undated(self.report_words)
        yield from (f"{self.say(EVIDENCE)} · {line}" for line in self.digest.evidence_lines())
        yield from self.digest.caveats()
        yield self.digest.basis()

    def verdict(self, provision: ProvisionAnswer) -> str:
        """Return the verdict on a provision, with its route and force."""
        verdict = self.say(VERDICTS[provision.verdict])
        return f"{provision.id} {verdict} · {self.report_words.of(provision).label}"

    def events(self, limit: TimeLimit) -> Iterator[Event]:
        """Yield the event of the end to act on, and of its last office day if it has one."""
        end, *_ = ends(limit.deadline, limit.provision.force)
        if end.office_day is None:
            yield self.event(limit, "limit", end.name, end.moment)
            return
        parts = {
            "name": end.name,
            "file": FILE_BY,
            "day": until_words(end.moment, end.office_day, self.report.office_hours),
        }
        name = both("{name}（{file} {day}）", "{name} ({file} {day})").fill(**parts)
        yield self.event(limit, "limit", name, end.moment)
        name = both("{file} {day}", "{file} {day}").fill(**parts)
        yield self.event(limit, "office", name, end.office_day)

    def event(self, limit: TimeLimit, role: str, name: Text, moment: datetime | date) -> Event:
        """Return an event with its reminders.

        Args:
            limit: the time limit.
            role: which of its events it is: `limit` or `office`.
            name: the name of the end.
            moment: the day or moment.
        """
        event, on = Event(), self.report.on
        is_tentative = limit.deadline.provisional or limit.provision.force is Force.MAY
        stamp = datetime.combine(on, time(), SHANGHAI).astimezone(UTC)
        title = both("{name}：{item} · {title}（{id}）", "{name}: {item} · {title} ({id})").fill(
            name=self.say(name) + self.report_words.provisional_mark(limit.deadline),
            item=self.item(limit.item.index),
            title=limit.measure.title,
            id=limit.provision.id,
        )
        event.add("UID", self.identity.uid(limit.provision, limit.item, role))
        event.add("DTSTAMP", stamp)
        event.add("SEQUENCE", (on - FIRST_DAY).days)
        event.add(
            "DTSTART", moment.astimezone(SHANGHAI) if isinstance(moment, datetime) else moment
        )
        event.add("SUMMARY", self.say(title))
        event.add("DESCRIPTION", "\n".join(self.event_description(limit)))
        event.add("STATUS", "TENTATIVE" if is_tentative else "CONFIRMED")
        event.add("TRANSP", "TRANSPARENT")
        for offset in _MOMENT_REMINDERS if isinstance(moment, datetime) else _DAY_REMINDERS:
            alarm = Alarm()
            alarm.add("ACTION", "DISPLAY")
            alarm.add("DESCRIPTION", self.say(title))
            alarm.add("TRIGGER", offset)
            event.add_component(alarm)
        return event

    def item(self, index: int) -> str:
        """Return what the titles call a pending item, after its enterprise if they name it."""
        return " · ".join(filter(None, (self.enterprise, self.words.item_label(index))))

    def event_description(self, limit: TimeLimit) -> Iterator[str]:
        """Yield the warnings about a limit, then what the report says of it."""
        words, report_words = self.words, self.report_words
        provision, item = limit.provision, limit.item
        if provision.force is Force.MAY:
            ordinary = report_words.dated(limit.deadline.standard, limit.deadline)
            yield self.say(_TARGET, day=ordinary)
        yield from report_words.date_notes(provision, item)
        yield self.language.labelled(words.item_name(item.index), words.business(item.index))
        yield from map(self.row, report_words.date_rows(provision.force, limit.deadline))
        yield self.row(report_words.start_row(provision, limit.deadline))
        yield self.verdict(provision)
        yield self.say(provision.summary)
        said = report_words.of(provision)
        if said.effect:
            yield said.effect
        yield from map(self.row, (*words.claim(provision.how), said.source))
        yield from said.caveats
        yield from map(self.row, self.digest.head())

    def row(self, row: LabelledRow) -> str:
        """Return a row as one line."""
        return self.language.labelled(*row)


_TARGET = both(
    "注意：缩短后的日期是目标时限，不保证，由海关酌定；通常期限到 {day}。",
    "Note: the shortened date is a target at customs' discretion, not guaranteed; the "
    "ordinary time limit ends on {day}.",
)
