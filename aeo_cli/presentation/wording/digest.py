"""The report in reading order: sections, most urgent first.

Every format that is read from top to bottom (`terminal`, `markdown`, `html`) takes all its
sentences from here, so that all of them say the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from aeo_cli.assessment.report import MeasureAnswer, Verdict
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import both
from aeo_cli.presentation.event_identity import enterprise_marks
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.dates import day_words, edition_words
from aeo_cli.presentation.wording.groups import GROUPS, Group, measure_group
from aeo_cli.presentation.wording.labels import (
    DAY_OF_ASSESSMENT,
    GENERAL_CAVEATS,
    REF,
    VERDICTS,
    audiences,
)
from aeo_cli.presentation.wording.language import ids_by_line, with_ids
from aeo_cli.presentation.wording.paragraphs import (
    MeasureDigest,
    earliest_due,
    measure_digest,
)
from aeo_cli.presentation.wording.pending_items import PendingItem, pending_items
from aeo_cli.presentation.wording.report import ReportWords


class VerdictCount(NamedTuple):
    """How many measures have a verdict."""

    verdict: Verdict
    name: str
    number: int
    remark: str = ""
    """How many of them are for AEO enterprises and how many for everybody, if there are such."""

    @property
    def phrase(self) -> str:
        """The number with its remark."""
        return f"{self.number} ({self.remark})" if self.remark else str(self.number)


class OpenQuestion(NamedTuple):
    """An open question, and the provisions that depend on it."""

    question: str
    provisions: str


class MeasureBlock(NamedTuple):
    """Measures with a shared reason; if it is empty, each measure states its own."""

    reason: str
    measures: tuple[MeasureDigest, ...]


class Section(NamedTuple):
    """The measures that call for the same action."""

    group: Group
    heading: str
    questions: tuple[OpenQuestion, ...]
    blocks: tuple[MeasureBlock, ...]


class Digest:
    """The parts of a report: its head, its sections, its evidence, its caveats."""

    def __init__(self, report_words: ReportWords) -> None:
        self.report_words, self.report = report_words, report_words.report
        self.words, self.language = report_words.words, report_words.language

    def head(self) -> list[LabelledRow]:
        """Return the enterprise's data that heads the report, and the day of assessment."""
        say = self.language.say
        rows = [
            (self.words.fact_label(fact), self.report_words.heading_value(fact))
            for fact in self.words.catalogue.heading
        ]
        if (ref := self.report_words.ref()) is not None:
            rows.append((say(REF), ref))
        return [*rows, (say(DAY_OF_ASSESSMENT), say(day_words(self.report.on)))]

    def heading(self) -> LabelledRow:
        """Return what the enterprise is called: its name, else a code, else the owner's ref.

        The label is empty if the profile states none of these.
        """
        heading = self.words.catalogue.heading
        marks = enterprise_marks(self.report.profile, self.words.catalogue)
        keys = sorted(marks, key=lambda key: (f"enterprise.{key}" not in heading, key == "ref"))
        if not keys:
            return "", self.language.say(_YOUR_ENTERPRISE)
        label = self.language.say(REF)
        if keys[0] != "ref":
            label = self.words.fact_label(f"enterprise.{keys[0]}")
        return label, visible(marks[keys[0]])

    @cached_property
    def pending(self) -> list[PendingItem]:
        """The pending items."""
        return pending_items(self.report_words)

    def evidence(self) -> list[LabelledRow]:
        """Return each verified fact and its value, with who verified it, when, and until when."""
        facts = dict(self.report.profile.facts())
        return [
            (
                self.words.fact_value(name, facts[name]),
                self.words.evidence(evidence, self.report.on),
            )
            for name, evidence in self.report.profile.evidence.items()
        ]

    def evidence_lines(self) -> list[str]:
        """Return the evidence with each row as one line."""
        return [" · ".join(filter(None, row)) for row in self.evidence()]

    def counts(self) -> list[VerdictCount]:
        """Return how many measures have each verdict, best first."""
        summary, say = self.report.summary, self.language.say
        applies, *others = [
            VerdictCount(verdict, say(VERDICTS[verdict]), summary.of(verdict))
            for verdict in Verdict
        ]
        if summary.for_everybody:
            applies = applies._replace(remark=self.audiences())
        return [applies, *others]

    def audiences(self) -> str:
        """Return how many measures apply to AEO enterprises and how many to everybody."""
        summary = self.report.summary
        return self.language.figures(audiences(summary.applies, summary.for_everybody))

    def caveats(self) -> list[str]:
        """Return the caveats of the whole report."""
        return [self.words.caveat(caveat) for caveat in self.report.caveats]

    def caveats_heading(self) -> str:
        """Return the heading of these caveats, with their number."""
        return self.language.counted(GENERAL_CAVEATS, len(self.report.caveats))

    def basis(self) -> str:
        """Return the catalogue, the edition of the calendar and the tool that it was made with."""
        catalogue = self.words.catalogue
        basis = both(
            "{title} · 措施目录 {id}，版本 {version} · 放假安排{edition} · {tool}",
            "{title} · catalogue {id}, version {version} · working-day calendar {edition} · {tool}",
        )
        versions = {"id": catalogue.id, "version": catalogue.version, "tool": self.report.tool}
        edition = edition_words(self.report.calendar)
        return self.language.say(basis, title=catalogue.title, edition=edition, **versions)

    def questions(self) -> tuple[OpenQuestion, ...]:
        """Return the open questions, in the order of the interview."""
        return tuple(
            OpenQuestion(
                self.words.question(open_fact.fact),
                self.language.listed(self.report_words.provisions_by_open_fact[open_fact.fact]),
            )
            for open_fact in self.report.open_facts
        )

    def sections(self) -> Iterator[Section]:
        """Yield the section of each group that has measures or questions."""
        for group in Group:
            measures = [
                measure for measure in self.report.measures if measure_group(measure) is group
            ]
            questions = self.questions() if group is Group.ANSWER else ()
            if not (measures or questions):
                continue
            heading = self.language.say(GROUPS[group])
            if measures:
                heading = self.language.with_remark(heading, str(len(measures)))
            if any(measure.verdict is Verdict.APPLIES for measure in measures):
                measures.sort(key=earliest_due)
                digests = (measure_digest(measure, self.report_words) for measure in measures)
                blocks: Iterable[MeasureBlock] = [MeasureBlock("", tuple(digests))]
            else:
                blocks = self._blocks_by_reason(measures)
            yield Section(group, heading, questions, tuple(blocks))

    def _blocks_by_reason(self, measures: Iterable[MeasureAnswer]) -> Iterator[MeasureBlock]:
        """Yield the measures under the reason they share; first those that have none in common."""
        by_reason = defaultdict[str, list[MeasureDigest]](list)
        for measure in measures:
            reason, digest = self._under_shared_reason(measure)
            by_reason[reason].append(digest)
        for reason, digests in sorted(by_reason.items(), key=lambda block: block[0] != ""):
            yield MeasureBlock(reason, tuple(digests))

    def _under_shared_reason(self, measure: MeasureAnswer) -> tuple[str, MeasureDigest]:
        """Return the one reason why all provisions of a measure do not apply; empty if they differ.

        The measure comes with it, with only what that reason leaves unsaid.
        """
        verdicts = {provision.verdict for provision in measure.provisions}
        if len(verdicts) > 1 or Verdict.APPLIES in verdicts:
            return "", measure_digest(measure, self.report_words)
        reasons = {
            provision.id: self.report_words.reason(provision) for provision in measure.provisions
        }
        reason, *others = {reason.shared for reason in reasons.values()}
        if others:
            return "", measure_digest(measure, self.report_words)
        kinds = dict.fromkeys(reason.kind for reason in reasons.values() if reason.kind)
        details = ids_by_line((id_, reason.details) for id_, reason in reasons.items())
        digest = MeasureDigest(
            measure,
            self.language.say(measure.title),
            self.language.listed(kinds) or None,
            tuple(with_ids(line, ids, len(reasons)) for line, ids in details.items()),
        )
        return reason, digest


_YOUR_ENTERPRISE = both("贵企业", "Your enterprise")
