"""An iCalendar file (RFC 5545) of events, whatever they are about."""

from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from aeo_cli.documents.text import Lang
from aeo_cli.rules.dates import SHANGHAI


def calendar_file(
    events: Iterable[Event], title: str, description: Iterable[str], tool: str, lang: Lang
) -> bytes:
    """Return a calendar file.

    Args:
        events: its events; their moments are in Shanghai time.
        title: what the calendar is called.
        description: what there is to know about it, in lines.
        tool: what made it.
        lang: the language of its texts.
    """
    file = Calendar()
    file.add("VERSION", "2.0")
    file.add("PRODID", f"-//aeo//{tool}//{lang.value.upper()}")
    # NAME and DESCRIPTION are of RFC 7986; older programs know the X-WR names only.
    for name in ("NAME", "X-WR-CALNAME"):
        file.add(name, vText(title))
    text = vText("\n".join(description))
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        file.add(name, text)
    file.add_component(_shanghai())
    for event in events:
        file.add_component(event)
    content: bytes = file.to_ical()
    return content


def _shanghai() -> Timezone:
    """Return the time zone of every moment: UTC+8, without summer time since 1992."""
    zone, standard = Timezone(), TimezoneStandard()
    offset = SHANGHAI.utcoffset(None)
    zone.add("TZID", SHANGHAI.tzname(None))
    standard.add("DTSTART", datetime(1992, 1, 1))  # noqa: DTZ001  the zone's own local time
    standard.add("TZOFFSETFROM", offset)
    standard.add("TZOFFSETTO", offset)
    standard.add("TZNAME", "CST")
    zone.add_component(standard)
    return zone
