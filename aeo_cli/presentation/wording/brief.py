"""The report in brief: what to do and by when, what applies anyway, what to find out.

It says nothing that the full report does not say, and every line that says that something applies
carries its label of force.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from aeo_cli.assessment.caveats import BUSINESS_NOT_KNOWN
from aeo_cli.assessment.report import Verdict
from aeo_cli.documents.text import both
from aeo_cli.presentation.wording.brief_entries import BriefEntry, DueDay, entries
from aeo_cli.presentation.wording.dates import day_words
from aeo_cli.presentation.wording.digest import Digest, OpenQuestion
from aeo_cli.presentation.wording.groups import Group
from aeo_cli.presentation.wording.labels import VERDICTS
from aeo_cli.presentation.wording.language import ranges
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.rules.facts import FactType, KnownBy

_FEW = 3
"""Up to so many provisions are listed by their ids; of more only the number is given."""


class BriefSection(NamedTuple):
    """Lines that call for the same: something to do, to know or to find out."""

    heading: str
    entries: list[BriefEntry]
    questions: list[OpenQuestion]


class Brief:
    """The parts of a report in brief."""

    def __init__(self, report_words: ReportWords) -> None:
        self.report_words, self.report = report_words, report_words.report
        self.words, self.language = report_words.words, report_words.language
        self.say, self.digest = report_words.language.say, Digest(report_words)

    def head(self) -> list[str]:
        """Return the enterprise's name, what else heads a report, and the day of assessment."""
        facts = dict(self.report.profile.facts())
        fact, heading = self.words.fact, self.words.catalogue.heading
        names = [name for name in heading if fact(name).type is not FactType.TEXT]
        values = [
            self.report_words.heading_value(name)
            if facts[name] is not None
            else self.words.fact_value(name, None)
            for name in names
        ]
        day = self.say(_AS_OF, day=day_words(self.report.on))
        return [self.digest.heading()[1], *values, day]

    def counts(self) -> str:
        """Return how many measures apply, to AEO enterprises and to everybody, and how many may."""
        summary = self.report.summary
        applying = self.digest.audiences() or self.say(_NONE)
        title = self.language.sentence_case(self.say(VERDICTS[Verdict.APPLIES]))
        applies = self.language.labelled(title, applying)
        if not summary.undetermined:
            return applies
        undetermined = self.say(VERDICTS[Verdict.UNDETERMINED])
        return f"{applies} · {undetermined} {summary.undetermined}"

    @cached_property
    def _entries(self) -> list[BriefEntry]:
        return list(entries(self.report_words))

    def sections(self) -> Iterator[BriefSection]:
        """Yield what to do, what applies anyway, and the open questions; no empty sections.

        What to do begins with what has a date.
        """
        dated = [(_urgency(entry.due), entry) for entry in self._entries if entry.due]
        undated = [entry for entry in self._entries if not entry.due]
        claims = [entry for entry in undated if entry.group is Group.CLAIM]
        others = [entry for entry in undated if entry.group is not Group.CLAIM]
        to_do = [entry for _, entry in sorted(dated, key=lambda pair: pair[0])] + claims
        sections = [
            BriefSection(self.say(_TO_DO), to_do, []),
            BriefSection(self.say(_ANYWAY), others, []),
            BriefSection(self.say(_TO_FIND_OUT), [], self._questions(KnownBy.ENTERPRISE)),
            BriefSection(self.say(_FOR_CUSTOMS), [], self._questions(KnownBy.CUSTOMS)),
        ]
        return (section for section in sections if section.entries or section.questions)

    def _questions(self, known_by: KnownBy) -> list[OpenQuestion]:
        """Return the open questions that somebody can answer, in the order of the interview."""
        return [
            OpenQuestion(
                self._question(open_fact.fact),
                self._affected(self.report_words.provisions_by_open_fact[open_fact.fact]),
            )
            for open_fact in self.report.open_facts
            if open_fact.known_by is known_by
        ]

    def _question(self, fact: str) -> str:
        """Return the question for a fact, with the day on which the evidence for it expired."""
        question = self.words.about_fact(fact, self.say(self.words.fact(fact).question))
        evidence = self.report.profile.evidence.get(fact)
        if evidence is None or evidence.valid_until is None:
            return question
        expired = self.say(_EXPIRED, day=evidence.valid_until.isoformat())
        return self.language.with_remark(question, expired)

    def _affected(self, ids: list[str]) -> str:
        if len(ids) <= _FEW:
            return self.language.listed(ids)
        return self.say(both("{n} 项", "{n} provisions"), n=len(ids))

    def no_business(self) -> tuple[str, list[str]]:
        """Return the heading of what has no matching business, and the kinds that would match.

        Kinds for which a limit is shorter or a rate is lower come first.
        """
        provisions = self.report_words.having(Verdict.DORMANT)
        dormant = [provision for provision in provisions if not provision.business]
        dormant.sort(key=lambda provision: provision.effect is None)
        kinds = [self.words.provisions[provision.id].kind for provision in dormant]
        labels = [self.words.kind_label(kind) for kind in dict.fromkeys(kinds) if kind]
        return self._heading(Verdict.DORMANT), labels

    def nothing_for_items(self) -> tuple[str, list[str]]:
        """Return the heading of the pending items to which no measure applies or may, and these."""
        labels = [item.label for item in self.digest.pending if not item.may_benefit]
        return self.language.counted(_NOTHING_FOR, len(labels)), labels

    def pending_note(self) -> str | None:
        """Return that no pending business is known, or none was given; None: there is some."""
        if self.words.items:
            return None
        is_unknown = BUSINESS_NOT_KNOWN in self.report.caveats
        return self.say(_PENDING_UNKNOWN if is_unknown else _NOTHING_PENDING)

    def not_for_you(self) -> tuple[str, list[str]]:
        """Return the heading of what is not for the enterprise, and the numbers of the measures."""
        numbers = (
            measure.number
            for measure in self.report.measures
            if measure.verdict is Verdict.NOT_APPLICABLE
        )
        return self._heading(Verdict.NOT_APPLICABLE), list(ranges(numbers))

    def _heading(self, verdict: Verdict) -> str:
        return self.language.counted(_ONE_LINE[verdict], self.report.summary.of(verdict))

    def caveats(self) -> str:
        """Return how many caveats there are, on the whole and on what applies."""
        applying = self.report_words.having(Verdict.APPLIES)
        special = sum(len(provision.caveats) for provision in applying)
        numbers = {_GENERAL: len(self.report.caveats), _SPECIAL: special}
        return self.language.figures(numbers) or self.say(_NONE)


def _urgency(due: DueDay) -> tuple[bool, date, bool]:
    """Return a sort key: what is to come before what has passed, filings first on a day."""
    return due.is_over, due.day, not due.is_filing


_AS_OF = both("截至 {day}", "as of {day}")
_NONE = both("无", "none")
_TO_DO = both("需要办理", "What to do")
_ANYWAY = both("无须申请", "No application needed")
_TO_FIND_OUT = both("待确认", "To find out")
_FOR_CUSTOMS = both("须问海关", "For customs to answer")
_ONE_LINE = {
    Verdict.DORMANT: both("暂无相应业务", "No matching business"),
    Verdict.NOT_APPLICABLE: both("不适用", "Not for you"),
}
_EXPIRED = both(
    "依据有效期至 {day}，已过期，请重新核实", "evidence expired after {day}: verify it again"
)
_NOTHING_FOR = both("没有措施适用，按通常规则办理", "No measure applies, ordinary rules")
_NOTHING_PENDING = both(
    "未填写待办业务：按没有待办业务处理。",
    "No pending business was entered; the report assumes none.",
)
_PENDING_UNKNOWN = both(
    "待办业务未知：报告暂按没有处理。",
    "What you have pending is not known; until then the report assumes none.",
)
_GENERAL = both("总体注意事项 {n} 条", "{n} general caveats")
_SPECIAL = both("适用措施的注意事项 {n} 条", "{n} on what applies")
