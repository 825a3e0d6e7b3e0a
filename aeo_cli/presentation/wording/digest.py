"""A report as what is told of it, in its order: what every text for people lays out alike.

Grouped by what the reader has to do, most urgent first. A format that is read from top to bottom
(`terminal`, `markdown`, `html`) takes all its sentences from here, so that none can tell more or
less than another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aeo_cli.assessment.report import MeasureAnswer, Verdict
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.dates import day_words
from aeo_cli.presentation.wording.groups import GROUPS, Group, measure_group
from aeo_cli.presentation.wording.labels import BEAR_IN_MIND, DAY_OF_ASSESSMENT, REF, VERDICTS
from aeo_cli.presentation.wording.paragraphs import (
    MeasureDigest,
    gathered,
    marked,
    most_urgent,
    whole,
)
from aeo_cli.presentation.wording.report import ReportWords


class PendingItem(NamedTuple):
    """A pending item: its name, what it is, and which provisions apply to it."""

    name: str
    business: str
    standing: str


class VerdictCount(NamedTuple):
    """How many measures have a verdict."""

    verdict: Verdict
    name: str
    number: int


class OpenQuestion(NamedTuple):
    """An open question, the fact that it asks for, and the provisions that hang on it."""

    question: str
    fact: str
    provisions: str


class MeasureBlock(NamedTuple):
    """Measures under the reason that they share; empty: each tells its own."""

    reason: str
    entries: tuple[MeasureDigest, ...]


class Section(NamedTuple):
    """A group: what the reader has to do about some measures."""

    group: Group
    heading: str
    questions: tuple[OpenQuestion, ...]
    blocks: tuple[MeasureBlock, ...]


class Digest:
    """What is told of a report."""

    def __init__(self, words: ReportWords) -> None:
        self.words, self.report, self.say = words, words.report, words.say

    def head(self) -> list[LabelledRow]:
        """Return whom the report is about, and the day."""
        words = self.words
        rows = [(words.label(fact), words.heading(fact)) for fact in words.catalogue.heading]
        if (ref := words.ref()) is not None:
            rows.append((self.say(REF), ref))
        day = self.say(day_words(self.report.on))
        return [*rows, (self.say(DAY_OF_ASSESSMENT), day)]

    def pending(self) -> list[PendingItem]:
        """Return the pending items."""
        words, items = self.words, range(len(self.words.items))
        return [PendingItem(words.item(i), words.business(i), words.standing(i)) for i in items]

    def evidence(self) -> list[LabelledRow]:
        """Return what was verified: each fact with its value, and by whom, when, until when."""
        words, found = self.words, dict(self.report.profile.facts())
        shown = self.report.profile.evidence.items()
        return [
            (words.known(name, found[name]), words.evidence(one, self.report.on))
            for name, one in shown
        ]

    def counts(self) -> list[VerdictCount]:
        """Return how many measures have each verdict, best first."""
        numbers = self.report.summary.model_dump()
        return [VerdictCount(one, self.say(VERDICTS[one]), numbers[one.value]) for one in Verdict]

    def caveats(self) -> list[str]:
        """Return the caveats of the whole."""
        return [self.words.caveat(caveat) for caveat in self.report.caveats]

    def caveats_heading(self) -> str:
        """Return what stands above the caveats of the whole."""
        return self.words.counted(BEAR_IN_MIND, len(self.report.caveats))

    def basis(self) -> str:
        """Return what the report was made from, and with what."""
        catalogue = self.words.catalogue
        basis = both(
            "{title} · 目录 {id}，版本 {version} · {tool}",
            "{title} · catalogue {id}, version {version} · {tool}",
        )
        named = {"id": catalogue.id, "version": catalogue.version, "tool": self.report.tool}
        return self.say(basis, title=catalogue.title, **named)

    def questions(self) -> tuple[OpenQuestion, ...]:
        """Return the open questions, in the order in which they are worth asking."""
        words = self.words
        return tuple(
            OpenQuestion(
                words.item_question(one.fact), one.fact, words.listed(words.settled_by(one.fact))
            )
            for one in self.report.open_facts
        )

    def parts(self) -> Iterator[Section]:
        """Yield each group that has something in it."""
        for one in Group:
            measures = [m for m in self.report.measures if measure_group(m) is one]
            questions = self.questions() if one is Group.ANSWER else ()
            if not (measures or questions):
                continue
            heading = self.say(GROUPS[one])
            if measures:
                heading = self.words.aside(heading, str(len(measures)))
            if any(measure.verdict is Verdict.APPLIES for measure in measures):
                measures.sort(key=most_urgent)
                blocks: Iterable[MeasureBlock] = [
                    MeasureBlock("", tuple(whole(measure, self.words) for measure in measures))
                ]
            else:
                blocks = self._by_reason(measures)
            yield Section(one, heading, questions, tuple(blocks))

    def _by_reason(self, measures: Iterable[MeasureAnswer]) -> Iterator[MeasureBlock]:
        """Yield measures under the reason that they share, those that need reading first."""
        shared = defaultdict[str, list[MeasureDigest]](list)
        for measure in measures:
            others = [
                provision
                for provision in measure.provisions
                if provision.verdict is not Verdict.APPLIES
            ]
            reasons = {provision.id: self.words.reason(provision) for provision in others}
            alike = {(provision.verdict, reasons[provision.id].shared) for provision in others}
            if len(others) < len(measure.provisions) or len(alike) > 1:
                shared[""].append(whole(measure, self.words))
                continue
            kinds = dict.fromkeys(reason.kind for reason in reasons.values() if reason.kind)
            own = gathered((id_, reason.own) for id_, reason in reasons.items())
            entry = MeasureDigest(
                measure,
                self.say(measure.title),
                self.words.listed(kinds) or None,
                tuple(marked(line, ids, len(reasons)) for line, ids in own.items()),
            )
            shared[next(iter(reasons.values())).shared].append(entry)
        for reason, entries in sorted(shared.items(), key=lambda block: block[0] != ""):
            yield MeasureBlock(reason, tuple(entries))
