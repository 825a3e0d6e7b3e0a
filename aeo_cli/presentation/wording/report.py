"""The words of a report: why something does not apply, what is missing, when something is due."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from typing import NamedTuple, assert_never

from aeo_cli.assessment.item_answer import Deadline, ItemAnswer
from aeo_cli.assessment.report import ProvisionAnswer, Report, Verdict
from aeo_cli.catalogue.modality import Force
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.dates import (
    FILE_BY,
    PROVISIONAL,
    End,
    day_words,
    distance_words,
    ends,
    until_words,
)
from aeo_cli.presentation.wording.failed_conditions import failed_lines
from aeo_cli.presentation.wording.labels import ANSWER_FORMS, VERDICTS
from aeo_cli.presentation.wording.language import ids_by_line
from aeo_cli.presentation.wording.passed_dates import remarks
from aeo_cli.presentation.wording.provision import ProvisionWords
from aeo_cli.rules.fact_values import NO, YES
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.traces import Trace, open_facts


class WhyNot(NamedTuple):
    """Why a provision does not apply, or why that cannot be said yet."""

    shared: str
    """The reason, in words that other provisions may share."""
    kind: str | None = None
    """The kind of business that would be needed."""
    details: tuple[str, ...] = ()
    """What concerns this provision alone."""


class ReportWords:
    """The words of one report, in one language."""

    def __init__(self, report: Report, catalogue: Catalogue, lang: Lang) -> None:
        self.report = report
        self.words = CatalogueWords(catalogue, lang, report.profile.business)
        self.language = self.words.language
        self.provisions = [
            provision for measure in report.measures for provision in measure.provisions
        ]

        self._by_id = {answer.id: ProvisionWords(self.words, answer) for answer in self.provisions}

    def of(self, answer: ProvisionAnswer) -> ProvisionWords:
        """Return the words of a provision of the report."""
        return self._by_id[answer.id]

    def having(self, verdict: Verdict) -> Iterator[ProvisionAnswer]:
        """Return the provisions of the report that have a verdict."""
        return (provision for provision in self.provisions if provision.verdict is verdict)

    def heading_value(self, name: str) -> str:
        """Return the value of a fact that heads a report."""
        key = name.removeprefix("enterprise.")
        fact = self.words.catalogue.enterprise[key]
        return self.words.value(fact, self.report.profile.enterprise[key])

    def ref(self) -> str | None:
        """Return the owner's own reference for the profile."""
        ref = self.report.profile.ref
        return None if ref is None else visible(ref)

    def choices(self, name: str) -> str:
        """Return the values that answer an open fact; without choices, the form of the answer."""
        fact, say = self.words.fact(name), self.language.say
        choices = [say(choice) for choice in fact.choices.values()]
        if fact.type is FactType.BOOLEAN:
            choices = [say(YES), say(NO)]
        return self.language.listed(choices) or say(ANSWER_FORMS[fact.type])

    # Why not

    def reason(self, answer: ProvisionAnswer) -> WhyNot:
        """Return why a provision does not apply, or why that cannot be said yet.

        Raises:
            ValueError: it applies.
        """
        match answer.verdict:
            case Verdict.APPLIES:
                raise ValueError(f"{answer.id} applies")
            case Verdict.UNDETERMINED:
                is_open = answer.ordinary is Truth.TRUE
                details = () if is_open else self._otherwise_details(answer)
                return WhyNot(self.missing(answer.open_facts), details=details)
            case Verdict.NOT_APPLICABLE:
                details = self._otherwise_details(answer)
                return WhyNot(self.failed(answer.because), details=details)
            case Verdict.DORMANT:
                return self._dormant(answer)
            case _:
                assert_never(answer.verdict)

    def _otherwise_details(self, answer: ProvisionAnswer) -> tuple[str, ...]:
        otherwise = self.of(answer).otherwise
        text = both("其他途径：{otherwise}", "otherwise: {otherwise}")
        return () if otherwise is None else (self.language.say(text, otherwise=otherwise),)

    def _dormant(self, answer: ProvisionAnswer) -> WhyNot:
        say, kind = self.language.say, self.words.provisions[answer.id].kind
        shared = [say(_NOT_MET if answer.business else NO_BUSINESS)]
        if answer.entitled is Truth.UNKNOWN:
            text = both("主体条件待定，{missing}", "entitlement undetermined, {missing}")
            missing = self.missing(dict.fromkeys(open_facts(answer.because)))
            shared.append(say(text, missing=missing))
        details = [
            self.words.about_item(item.index, self.failed(item.because)) for item in answer.business
        ]
        label = None if answer.business or kind is None else self.words.kind_label(kind)
        return WhyNot(self.language.clauses(shared), label, tuple(details))

    def missing(self, facts: Iterable[str]) -> str:
        """Return which facts and readings are missing."""
        phrases = map(self.words.fact_label, facts)
        heading = self.language.say(_MISSING)
        return self.language.labelled(heading, self.language.listed(phrases))

    def failed(self, condition: Trace) -> str:
        """Return which lines of a condition the enterprise or an item fails; empty if none."""
        return self.language.clauses(failed_lines(condition, self.words))

    # Dates

    def start_row(self, answer: ProvisionAnswer, deadline: Deadline) -> LabelledRow:
        """Return the fact from which a limit runs, and its date."""
        start = self.language.say(day_words(deadline.runs_from))
        return self.of(answer).start_label or "", start

    def dated(self, value: datetime | date, deadline: Deadline) -> str:
        """Return a date of a limit, marked if it is provisional."""
        return self.language.say(day_words(value)) + self.provisional_mark(deadline)

    def provisional_mark(self, deadline: Deadline) -> str:
        """Return the mark of provisional dates; empty if the dates are final."""
        return self.language.say(PROVISIONAL) if deadline.provisional else ""

    def date_rows(self, force: Force, deadline: Deadline) -> list[LabelledRow]:
        """Return the dates of a limit, the one to act on first."""
        say = self.language.say
        rows = [(say(end.name), self._dated_end(end, deadline)) for end in ends(deadline, force)]
        if office_days := deadline.last_office_day:
            rows.insert(0, (say(FILE_BY), self.dated(office_days.shortened, deadline)))
        return rows

    def _dated_end(self, end: End, deadline: Deadline) -> str:
        """Return an end of a limit; the ordinary one of a notice with the day to file by."""
        dated = self.dated(end.moment, deadline)
        if end.office_day is None or end.office_day == deadline.due:
            return dated
        day = until_words(end.moment, end.office_day, self.report.office_hours)
        return self.language.with_remark(dated, self.language.say(_FILE_BY, day=day))

    def date_notes(self, answer: ProvisionAnswer, item: ItemAnswer) -> list[str]:
        """Return the remarks that belong to the dates of an item."""
        if item.deadline is None:
            return []
        notes = remarks(item.deadline, answer, self.report)
        return list(map(self.language.say, notes))

    # Pending items

    def item_rows(self, answer: ProvisionAnswer, item: ItemAnswer) -> list[LabelledRow]:
        """Return the result of an applying provision for one pending item, in labelled rows."""
        say = self.language.say
        if item.applies is Truth.FALSE:
            return [(say(both("不符合", "condition not met")), self.failed(item.because))]
        if item.applies is Truth.UNKNOWN:
            return [(say(VERDICTS[Verdict.UNDETERMINED]), self.missing(item.open_facts))]
        start = self.of(answer).start_label
        if start is None:
            kind = self.words.kind_label(self.words.kinds[item.index])
            return [(say(VERDICTS[Verdict.APPLIES]), kind)]
        if item.deadline is None:
            return [(start, say(NO_DATE))]
        (name, day), *others = self.date_rows(answer.force, item.deadline)
        distance = say(distance_words(item.deadline.due, self.report.on))
        return [(name, f"{day}  {distance}"), *others, self.start_row(answer, item.deadline)]

    @cached_property
    def provisions_by_open_fact(self) -> dict[str, list[str]]:
        """The provisions whose answers, or whose items' answers, each open fact can change."""
        return ids_by_line(
            (
                provision.id,
                chain(provision.open_facts, *(item.open_facts for item in provision.business)),
            )
            for provision in self.provisions
        )


_MISSING = both("待确认", "to find out")
_FILE_BY = both("最迟 {day}提出", "file by {day}")
NOT_GIVEN = both("未填", "not given")
NO_DATE = both("未填，无法推算日期", "not given, so no date can be calculated")
NO_BUSINESS = VERDICTS[Verdict.DORMANT]
_NOT_MET = both("待办业务不符合条件", "your pending items do not meet the condition")
