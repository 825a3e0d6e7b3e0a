"""The deadlines as a calendar (RFC 5545): one event for each, and for each last office day to file.

What a calendar needs beside them follows from the report, not from a clock or from chance: an event
has the same UID whenever its item is assessed again, and a later day of assessment supersedes an
earlier one, so that importing the calendar once more updates it.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from icalendar import Alarm, Event, Timezone, TimezoneStandard, vText
from icalendar import Calendar as Document

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import ProvisionAnswer, Report, Verdict
from aeo_cli.catalogue.model import Catalogue, Force
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.wording.dates import FILE_BY, ends, until_words
from aeo_cli.presentation.wording.deadlines import TimeLimit, limits, undated
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.labels import EVIDENCE, VERDICTS, effect_words, label
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.values import FIRST_DAY, SHANGHAI

_NAMESPACE = UUID("6f0b3c52-3c1f-5b0e-9a55-0a6c1f0d2023")
_BEFORE_A_DAY = (timedelta(days=-3, hours=9), timedelta(days=-1, hours=9), timedelta(hours=9))
"""Reminders at nine in the morning: three days before, the day before, and on the day."""
_BEFORE_A_MOMENT = (timedelta(days=-1),)
"""One reminder only: what is to be done stands on the last office day, which may be long before."""


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> bytes:
    """Return the deadlines of a report as an iCalendar document."""
    return _Events(ReportWords(report, catalogue, page.lang)).document(calendar)


class _Events:
    def __init__(self, words: ReportWords) -> None:
        self.words, self.say, self.report = words, words.say, words.report
        self.brief = Digest(words)

    def document(self, calendar: Calendar) -> bytes:
        document = Document()
        document.add("VERSION", "2.0")
        document.add("PRODID", f"-//aeo//{self.report.tool}//{self.words.lang.value.upper()}")
        title = self.say(self.words.catalogue.title)
        for name in ("NAME", "X-WR-CALNAME"):
            document.add(name, vText(title))
        for name in ("DESCRIPTION", "X-WR-CALDESC"):
            document.add(name, vText("\n".join(self.whole())))
        document.add_component(_shanghai())
        for limit in limits(self.words, calendar):
            for event in self.events(limit):
                document.add_component(event)
        content: bytes = document.to_ical()
        return content

    def whole(self) -> Iterator[str]:
        """Yield what is said of the whole: a calendar has no other place for it."""
        yield from map(self.row, self.brief.head())
        for provision in self.words.given:
            if provision.verdict is Verdict.APPLIES:
                yield self.standing(provision)
        for provision in self.words.given:
            if provision.verdict is Verdict.UNDETERMINED:
                words = f"{provision.id} {self.say(VERDICTS[provision.verdict])}"
                yield f"{words} · {self.words.missing(provision.open_facts)}"
        yield from undated(self.words)
        for known, told in self.brief.evidence():
            yield " · ".join(filter(None, (self.say(EVIDENCE), known, told)))
        yield from self.brief.caveats()
        yield self.brief.basis()

    def standing(self, provision: ProvisionAnswer) -> str:
        """Return that a provision applies, with the words that always stand beside it."""
        told = (
            self.say(VERDICTS[provision.verdict]),
            self.say(label(provision.route, provision.force)),
        )
        return f"{provision.id} {' · '.join(told)}"

    def events(self, limit: TimeLimit) -> Iterator[Event]:
        end, *_ = ends(limit.deadline, limit.provision.force)
        if end.office is None:
            yield self.event(limit, "limit", end.name, end.at)
            return
        until = {"name": end.name, "file": FILE_BY, "day": until_words(end.at, end.office)}
        told = both("{name}（{file} {day}）", "{name} ({file} {day})").fill(**until)
        yield self.event(limit, "limit", told, end.at)
        told = both("{file} {day}", "{file} {day}").fill(**until)
        yield self.event(limit, "office", told, end.office)

    def event(self, limit: TimeLimit, role: str, name: Text, at: datetime | date) -> Event:
        event, on = Event(), self.report.on
        unsure = limit.deadline.provisional or limit.provision.force is Force.MAY
        stamp = datetime.combine(on, time(), SHANGHAI).astimezone(UTC)
        title = both("{name}：{item} · {title}（{id}）", "{name}: {item} · {title} ({id})").fill(
            name=self.say(name) + self.words.mark(limit.deadline),
            item=self.words.item(limit.item.index),
            title=limit.measure.title,
            id=limit.provision.id,
        )
        event.add("UID", str(uuid5(_NAMESPACE, json.dumps([*self.identity(limit, role)]))))
        event.add("DTSTAMP", stamp)
        event.add("SEQUENCE", (on - FIRST_DAY).days)
        event.add("DTSTART", at.astimezone(SHANGHAI) if isinstance(at, datetime) else at)
        event.add("SUMMARY", self.say(title))
        event.add("DESCRIPTION", "\n".join(self.told(limit)))
        event.add("STATUS", "TENTATIVE" if unsure else "CONFIRMED")
        event.add("TRANSP", "TRANSPARENT")
        for before in _BEFORE_A_MOMENT if isinstance(at, datetime) else _BEFORE_A_DAY:
            alarm = Alarm()
            alarm.add("ACTION", "DISPLAY")
            alarm.add("DESCRIPTION", self.say(title))
            alarm.add("TRIGGER", before)
            event.add_component(alarm)
        return event

    def identity(self, limit: TimeLimit, role: str) -> Iterator[object]:
        """Yield what makes an event the same as one of an earlier report.

        The enterprise is known by its `ref`, else by an official code, else by its name; the item
        by its id, else by its place and kind.
        """
        profile, facts = self.report.profile, self.words.catalogue.enterprise
        texts = [name for name, fact in facts.items() if fact.type is FactType.TEXT]
        texts.sort(key=lambda name: facts[name].format is None)
        named = {"ref": profile.ref} | {name: profile.enterprise[name] for name in texts}
        kind = self.words.kinds[limit.item.index]
        yield self.words.catalogue.id
        yield next((pair for pair in named.items() if pair[1] is not None), None)
        yield limit.item.id or [limit.item.index, kind]
        yield limit.provision.id
        yield role

    def told(self, limit: TimeLimit) -> Iterator[str]:
        """Yield what an event says: the warnings first, then what the report says of its limit."""
        words, provision, item = self.words, limit.provision, limit.item
        ordinary = words.dated(limit.deadline.standard, limit.deadline)
        if provision.force is Force.MAY:
            yield self.say(_TARGET, day=ordinary)
        yield from words.date_notes(item)
        yield words.labelled(words.item(item.index), words.business(item.index))
        dates = words.dates(provision.force, limit.deadline)
        yield from map(self.row, (*dates, words.start(provision, item, limit.deadline)))
        yield self.standing(provision)
        yield self.say(provision.summary)
        if provision.effect:
            yield self.say(effect_words(provision.effect, provision.force))
        yield from map(self.row, (*words.claim(provision.how), words.source(provision.citation)))
        yield from map(words.caveat, provision.caveats)
        yield from map(self.row, self.brief.head())

    def row(self, row: LabelledRow) -> str:
        return self.words.labelled(*row)


def _shanghai() -> Timezone:
    """Return the zone of every moment: no summer time since 1992, and no data base needed."""
    zone, standard = Timezone(), TimezoneStandard()
    offset = SHANGHAI.utcoffset(None)
    zone.add("TZID", SHANGHAI.tzname(None))
    standard.add("DTSTART", datetime(1992, 1, 1))  # noqa: DTZ001  the zone's own local time
    standard.add("TZOFFSETFROM", offset)
    standard.add("TZOFFSETTO", offset)
    standard.add("TZNAME", "CST")
    zone.add_component(standard)
    return zone


_TARGET = both(
    "注意：缩短后的日期只是目标，海关可以不予缩短；通常期限到 {day}。",
    "Note: the shortened date is a target only, which customs may decline; the ordinary limit ends "
    "on {day}.",
)
