"""The entries of a report in brief: what applies, with its items and their next days."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from aeo_cli.assessment.days import day_of
from aeo_cli.assessment.item_answer import Deadline, ItemAnswer
from aeo_cli.assessment.report import ProvisionAnswer, Verdict
from aeo_cli.catalogue.modality import Force, decisive
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.dates import (
    PROVISIONAL_WORD,
    End,
    closing_hour,
    day_words,
    distance_words,
    ends,
)
from aeo_cli.presentation.wording.effects import EffectWords
from aeo_cli.presentation.wording.groups import Group, group
from aeo_cli.presentation.wording.labels import short_label
from aeo_cli.presentation.wording.passed_dates import advice
from aeo_cli.presentation.wording.report import NOT_GIVEN, ReportWords
from aeo_cli.rules.kleene import Truth

SOON = 7
"""In days: what falls due within them is marked."""


class DueDay(NamedTuple):
    """The next day of a time limit; the last one if all have passed."""

    day: date
    words: str
    distance: str
    """How far it is from the day of assessment, in words."""
    is_urgent: bool
    """Whether it is near, or has passed and something can still be done."""
    is_over: bool
    is_filing: bool
    """Whether it is the enterprise that must have acted by then, not customs."""


class BriefEntry(NamedTuple):
    """A provision that applies, and what to do about it."""

    id: str
    measure: int
    group: Group
    text: str
    """What to do or, if there is nothing to do, what the measure gives."""
    details: tuple[str, ...]
    """Which items, what is shortened, and which end the day is."""
    label: str
    """How firmly customs is bound."""
    due: DueDay | None = None
    advice: str = ""
    """What to do now that customs is deciding, or that an end of the limit has passed."""


def entries(report_words: ReportWords) -> Iterator[BriefEntry]:
    """Yield what applies, in the order of the catalogue: an entry for each item with a day.

    A statement beside other provisions gives nothing by itself, and is left to the full report.
    """
    writer = EntryWriter(report_words)
    for measure in report_words.report.measures:
        for provision in decisive(measure.provisions):
            if provision.verdict is Verdict.APPLIES:
                yield from writer.entries(measure.number, provision)


class EntryWriter:
    """Writes the entries of a report."""

    def __init__(self, report_words: ReportWords) -> None:
        self.report_words, self.words = report_words, report_words.words
        self.language, self.say = report_words.language, report_words.language.say
        self.report, self.on = report_words.report, report_words.report.on
        self.effect_words = EffectWords(self.words.catalogue)
        self.names = {
            measure.number: measure.short or measure.title
            for measure in self.words.catalogue.measures
        }

    def entries(self, measure: int, provision: ProvisionAnswer) -> Iterator[BriefEntry]:
        """Yield an entry for each dated item of a provision, and one for all its other items."""
        applying = [item for item in provision.business if item.applies is Truth.TRUE]
        for item in applying:
            if item.deadline:
                end = _next_end(item.deadline, provision.force, self.on)
                yield self.dated(measure, provision, item, item.deadline, end)
        undated = [item for item in applying if not item.deadline]
        if undated or not applying:
            yield self.entry(measure, provision, self.undated_details(provision, undated))

    def undated_details(self, provision: ProvisionAnswer, items: list[ItemAnswer]) -> Iterator[str]:
        """Yield the items and, if a limit would run from a date of theirs, that it is missing."""
        if items:
            yield self.language.listed(self.words.item_label(item.index) for item in items)
            if provision.effect and (change := self.effect_words.change(provision.effect)):
                yield self.say(change)
                start = self.report_words.of(provision).start_label
                yield self.language.labelled(start or "", self.say(NOT_GIVEN))

    def dated(
        self,
        measure: int,
        provision: ProvisionAnswer,
        item: ItemAnswer,
        deadline: Deadline,
        end: End,
    ) -> BriefEntry:
        """Return the entry of an item with dates, under the day of one end of its limit."""
        day, is_filing = day_of(end.due), end.office_day is not None
        has_passed = day_of(deadline.due) < self.on
        is_pointless = is_filing and day_of(deadline.runs_from) < self.on
        due = DueDay(
            day,
            self.say(day_words(day)),
            self.say(distance_words(day, self.on)),
            is_urgent=0 <= (day - self.on).days <= SOON or (has_passed and not is_pointless),
            is_over=day < self.on,
            is_filing=is_filing,
        )
        details = self.dated_details(provision, item, deadline, end)
        entry = self.entry(measure, provision, details)._replace(due=due)
        if is_filing and not has_passed:
            return entry
        sentence = advice(deadline, provision.force, self.on)
        if sentence is None and (act := self.act(provision)):
            # Customs is deciding already: it should have been asked for in the application.
            sentence = _IF_NOT_YET.fill(act=act)
        advice_words = self.say(sentence) if sentence else ""
        return entry._replace(text=self.name(measure), advice=advice_words)

    def dated_details(
        self, provision: ProvisionAnswer, item: ItemAnswer, deadline: Deadline, end: End
    ) -> Iterator[str]:
        """Yield the item, what is shortened, which end the day is, and the ordinary day to file."""
        yield self.words.item_label(item.index)
        if end.office_day:
            name = closing_hour(end.moment, end.office_day, self.report.office_hours)
        elif end.shortens:
            name = _TARGET if provision.force is Force.MAY else _SHORTENED
        else:
            name = _ORDINARY
        change = provision.effect and self.effect_words.change(provision.effect)
        phrases = [change, name] if change and end.shortens else [name]
        yield self.language.clauses(map(self.say, phrases))
        if deadline.provisional:
            yield self.say(PROVISIONAL_WORD)
        ordinary = ends(deadline, provision.force)[-1].due
        if end.office_day and end.shortens and self.on <= day_of(ordinary) < end.office_day:
            yield self.say(_ORDINARY_DAY, day=day_of(ordinary).isoformat())

    def entry(self, measure: int, provision: ProvisionAnswer, details: Iterable[str]) -> BriefEntry:
        """Return an entry without a day."""
        act = self.act(provision)
        return BriefEntry(
            provision.id,
            measure,
            group(provision),
            self.language.sentence_case(self.say(act)) if act else self.name(measure),
            (*details, *([self.say(_FOR_EVERYBODY)] if provision.for_everybody else [])),
            self.label(provision),
        )

    def act(self, provision: ProvisionAnswer) -> Text | None:
        """Return what the enterprise has to do; None: nothing, or the catalogue does not say."""
        is_claim = group(provision) is Group.CLAIM
        return self.words.provisions[provision.id].act if is_claim else None

    def name(self, measure: int) -> str:
        """Return what a measure gives, in a few words if the catalogue has them."""
        return self.language.sentence_case(self.say(self.names[measure]))

    def label(self, provision: ProvisionAnswer) -> str:
        """Return how firmly customs is bound."""
        return self.words.marked(provision, short_label(provision.route, provision.force))


def _next_end(deadline: Deadline, force: Force, on: date) -> End:
    """Return the end of a limit to act on next; the last one if all have passed."""
    limit_ends = ends(deadline, force)
    to_come = [end for end in limit_ends if day_of(end.due) >= on]
    return to_come[0] if to_come else max(limit_ends, key=lambda end: day_of(end.due))


_TARGET = both("海关办结目标日", "decision target")
_SHORTENED = both("海关办结期限", "decision due")
_ORDINARY = both("海关办结通常期限", "ordinary decision limit")
_ORDINARY_DAY = both("通常须在 {day} 提出", "ordinary: {day}")
_IF_NOT_YET = both("尚未提出的，{act}", "if you have not yet, {act}")
_FOR_EVERYBODY = both("各类企业均可", "for everybody")
