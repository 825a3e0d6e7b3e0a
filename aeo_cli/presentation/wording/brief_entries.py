"""The entries of a report in brief: what applies, with its items and their next days."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from aeo_cli.assessment.report import Deadline, ItemAnswer, ProvisionAnswer, Verdict
from aeo_cli.catalogue.modality import Force
from aeo_cli.documents.text import both
from aeo_cli.presentation.wording.dates import (
    PROVISIONAL,
    End,
    closing_hour,
    day_of,
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
    is_soon: bool
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
    """Which items, what is shortened, and what to know about the day."""
    label: str
    """How firmly customs is bound."""
    due: DueDay | None = None


def entries(report_words: ReportWords) -> Iterator[BriefEntry]:
    """Yield what applies, in the order of the catalogue: an entry for each item with a day."""
    writer = _EntryWriter(report_words)
    for measure in report_words.report.measures:
        for provision in measure.provisions:
            if provision.verdict is Verdict.APPLIES:
                yield from writer.entries(measure.number, provision)


class _EntryWriter:
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
                yield self.dated(measure, provision, item, item.deadline)
        undated = [item for item in applying if not item.deadline]
        if undated or not applying:
            yield self.entry(measure, provision, self.undated_details(provision, undated))

    def undated_details(self, provision: ProvisionAnswer, items: list[ItemAnswer]) -> Iterator[str]:
        """Yield the items and, if a limit would run from a date of theirs, that it is missing."""
        if items:
            yield self.language.listed(self.words.item_label(item.index) for item in items)
            if provision.effect and (change := self.effect_words.change(provision.effect)):
                yield self.say(change)
                start = self.report_words.start_label(provision, items[0])
                yield self.language.labelled(start or "", self.say(NOT_GIVEN))

    def dated(
        self, measure: int, provision: ProvisionAnswer, item: ItemAnswer, deadline: Deadline
    ) -> BriefEntry:
        """Return the entry of an item with dates."""
        limit_ends = ends(deadline, provision.force)
        to_come = [end for end in limit_ends if day_of(end.due) >= self.on]
        end = to_come[0] if to_come else limit_ends[-1]
        day = day_of(end.due)
        due = DueDay(
            day,
            self.say(day_words(day)),
            self.say(distance_words(day, self.on)),
            is_soon=0 <= (day - self.on).days <= SOON,
            is_over=day < self.on,
            is_filing=end.office_day is not None,
        )
        details = self.dated_details(provision, item, deadline, end)
        entry = self.entry(measure, provision, details)._replace(due=due)
        if day_of(deadline.due) < self.on:  # what had to be done lies in the past
            return entry._replace(text=self.name(measure))
        return entry

    def dated_details(
        self, provision: ProvisionAnswer, item: ItemAnswer, deadline: Deadline, end: End
    ) -> Iterator[str]:
        """Yield the item, what is shortened, which end the day is, and what to do if it passed."""
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
            yield self.say(PROVISIONAL).strip(" ()（）")
        if passed := advice(deadline, provision.force, self.on):
            yield self.say(passed)

    def entry(self, measure: int, provision: ProvisionAnswer, details: Iterable[str]) -> BriefEntry:
        """Return an entry without a day."""
        what_to_do = group(provision)
        act = self.words.provisions[provision.id].act if what_to_do is Group.CLAIM else None
        return BriefEntry(
            provision.id,
            measure,
            what_to_do,
            self.language.sentence_case(self.say(act)) if act else self.name(measure),
            (*details, *([self.say(_FOR_EVERYBODY)] if provision.for_everybody else [])),
            self.label(provision),
        )

    def name(self, measure: int) -> str:
        """Return what a measure gives, in a few words if the catalogue has them."""
        return self.language.sentence_case(self.say(self.names[measure]))

    def label(self, provision: ProvisionAnswer) -> str:
        return self.words.marked(provision, short_label(provision.route, provision.force))


_TARGET = both("海关办结目标日", "target for the decision")
_SHORTENED = both("海关办结期限", "decision due")
_ORDINARY = both("海关办结通常期限", "ordinary limit for the decision")
_FOR_EVERYBODY = both("各类企业均可", "for everybody")
