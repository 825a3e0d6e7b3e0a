"""A line of a report's tables: its subject, and what its cells say about it."""

from typing import NamedTuple

from aeo_cli.assessment.days import day_of
from aeo_cli.assessment.item_answer import Deadline, ItemAnswer, OfficeDays
from aeo_cli.assessment.report import MeasureAnswer, ProvisionAnswer
from aeo_cli.documents.text import Text
from aeo_cli.presentation.wording.deadlines import Bar, TimeLimit
from aeo_cli.presentation.wording.groups import Group, group
from aeo_cli.presentation.wording.paragraphs import NEVER, due_key
from aeo_cli.presentation.wording.provision import ProvisionWords
from aeo_cli.presentation.wording.report import NO_DATE, ReportWords
from aeo_cli.rules.kleene import Truth


class TableRow(NamedTuple):
    """The subject of a table line: a provision and, if one of its kind is pending, an item."""

    report_words: ReportWords
    measure: MeasureAnswer
    provision: ProvisionAnswer
    item: ItemAnswer | None
    limit: TimeLimit | None

    def say(self, text: Text | None) -> str | None:
        """Return a text in the report's language; None if there is none."""
        return None if text is None else self.report_words.language.say(text)

    @property
    def words(self) -> ProvisionWords:
        """The words of the provision."""
        return self.report_words.of(self.provision)

    @property
    def deadline(self) -> Deadline | None:
        """The dates of the limit."""
        return self.limit.deadline if self.limit else None

    @property
    def office_days(self) -> OfficeDays | None:
        """The last working days on which to file."""
        return self.deadline.last_office_day if self.deadline else None

    @property
    def shortened_bar(self) -> Bar | None:
        """The shortened end; None if nothing is shortened."""
        bars = self.limit.bars if self.limit else ()
        return next((bar for bar in bars if bar.shortens), None)

    @property
    def open_facts(self) -> tuple[str, ...]:
        """The unknown facts that can still change the answer that the line is about."""
        return self.item.open_facts if self.item else self.provision.open_facts

    def business(self) -> str | None:
        """Return the pending business or, if there is none, the kind that would be needed."""
        words = self.report_words.words
        if self.item:
            return words.business(self.item.index)
        kind = words.provisions[self.provision.id].kind
        return words.kind_label(kind) if kind else None

    def reason(self) -> str | None:
        """Return why the provision, or its item, does not apply, or why that cannot be said yet."""
        report_words, provision = self.report_words, self.provision
        match self.item.applies if self.item else provision.applies:
            case Truth.TRUE:
                return None
            case Truth.UNKNOWN:
                return report_words.missing(self.open_facts)
        if self.item is None:
            return report_words.reason(provision).shared
        conditions = (provision.because, self.item.because)
        return "\n".join(filter(None, map(report_words.failed, conditions)))

    def open_questions(self) -> str | None:
        """Return the questions that can still change the answer."""
        return "\n".join(map(self.report_words.words.question, self.open_facts)) or None

    def deadline_type(self) -> str | None:
        """Return what the shortened end is, a target or a limit, marked if it is provisional."""
        if self.shortened_bar is None or self.deadline is None:
            return None
        mark = self.report_words.provisional_mark(self.deadline)
        return self.report_words.language.say(self.shortened_bar.name) + mark

    def days_left(self) -> int | None:
        """Return the calendar days up to the day to act on; below zero once it has passed."""
        if self.deadline is None:
            return None
        return (day_of(self.deadline.due) - self.report_words.report.on).days

    def urgency(self) -> tuple[Group, str]:
        """Return a sort key: what to do first stands first."""
        return group(self.provision, self.item), due_key(self.item) if self.item else NEVER

    def progress(self) -> str | None:
        """Return the progress towards each end, on the day of assessment."""
        language = self.report_words.language
        bars = self.limit.bars if self.limit else ()
        progress = (
            language.labelled(language.say(bar.name), language.say(bar.state)) for bar in bars
        )
        return "\n".join(progress) or None

    def date_notes(self) -> str | None:
        """Return the remarks on the dates, or that the start date is missing."""
        if self.item is None:
            return None
        start = self.words.start_label
        if start and self.item.applies is Truth.TRUE and not self.limit:
            language = self.report_words.language
            return language.labelled(start, language.say(NO_DATE))
        return "\n".join(self.report_words.date_notes(self.provision, self.item)) or None
