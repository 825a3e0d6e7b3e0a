"""A report as what is told of it, in its order: what every text for people lays out alike.

Grouped by what the reader has to do, most urgent first. A format that is read from top to bottom
(`terminal`, `markdown`, `html`) takes all its sentences from here, so that none can tell more or
less than another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from aeo_cli.answers import Answers
from aeo_cli.dates import day_words
from aeo_cli.page import Row
from aeo_cli.report import ItemAnswer, MeasureAnswer, ProvisionAnswer, Verdict
from aeo_cli.text import both
from aeo_cli.vocabulary import (
    BEAR_IN_MIND,
    GROUPS,
    VERDICTS,
    Group,
    effect_words,
    group,
    label,
    measure_group,
)

T = TypeVar("T")


class Pending(NamedTuple):
    """A pending item: its name, what it is, and which provisions apply to it."""

    name: str
    business: str
    standing: str


class Count(NamedTuple):
    """How many measures have a verdict."""

    verdict: Verdict
    name: str
    number: int


class Open(NamedTuple):
    """An open question, the fact that it asks for, and the provisions that hang on it."""

    question: str
    fact: str
    provisions: str


class Applying(NamedTuple):
    """A provision that applies."""

    name: str
    """Its id; empty where that is the measure's number."""
    verdict: str
    label: str
    """How it is had, and how firmly."""
    summary: str
    effect: str | None
    items: tuple[tuple[str, list[Row]], ...]
    """What it means for each pending item, what falls due first before the others."""
    remarks: tuple[str, ...]
    """What must be read beside the dates."""
    claim: list[Row]


class Apart(NamedTuple):
    """Provisions of a measure that do not apply, for the same reason."""

    ids: str
    verdict: str
    reason: str
    kind: str | None
    own: tuple[str, ...]


class Entry(NamedTuple):
    """A measure."""

    answer: MeasureAnswer
    title: str
    kinds: str | None
    """The business that would be needed, where nothing else is told of the measure."""
    own: tuple[str, ...]
    """What concerns this measure alone, beside the reason that it shares."""
    applying: tuple[Applying, ...] = ()
    apart: tuple[Apart, ...] = ()
    sources: tuple[Row, ...] = ()
    caveats: tuple[str, ...] = ()


class Block(NamedTuple):
    """Measures under the reason that they share; empty: each tells its own."""

    reason: str
    entries: tuple[Entry, ...]


class Part(NamedTuple):
    """A group: what the reader has to do about some measures."""

    group: Group
    heading: str
    questions: tuple[Open, ...]
    blocks: tuple[Block, ...]


class Brief:
    """What is told of a report."""

    def __init__(self, words: Answers) -> None:
        self.words, self.report, self.say = words, words.report, words.say

    def head(self) -> list[Row]:
        """Return whom the report is about, and the day."""
        words = self.words
        rows = [(words.label(fact), words.heading(fact)) for fact in words.catalogue.heading]
        if (ref := words.ref()) is not None:
            rows.append((self.say(both("编号", "ref")), ref))
        day = self.say(day_words(self.report.on))
        return [*rows, (self.say(both("核对日期", "day of assessment")), day)]

    def pending(self) -> list[Pending]:
        """Return the pending items."""
        words, items = self.words, range(len(self.words.items))
        return [Pending(words.item(i), words.business(i), words.standing(i)) for i in items]

    def counts(self) -> list[Count]:
        """Return how many measures have each verdict, best first."""
        numbers = self.report.summary.model_dump()
        return [Count(one, self.say(VERDICTS[one]), numbers[one.value]) for one in Verdict]

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

    def questions(self) -> tuple[Open, ...]:
        """Return the open questions, in the order in which they are worth asking."""
        words = self.words
        return tuple(
            Open(words.item_question(one.fact), one.fact, words.listed(words.settled_by(one.fact)))
            for one in self.report.open_facts
        )

    def parts(self) -> Iterator[Part]:
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
                measures.sort(key=_most_urgent)
                blocks: Iterable[Block] = [Block("", tuple(map(self._whole, measures)))]
            else:
                blocks = self._by_reason(measures)
            yield Part(one, heading, questions, tuple(blocks))

    # What can be used

    def _whole(self, measure: MeasureAnswer) -> Entry:
        """Return a measure with each of its provisions by itself, those that apply first."""
        used = [limb for limb in measure.provisions if limb.verdict is Verdict.APPLIES]
        used.sort(key=_soonest)
        words = self.words
        sources = gathered((limb.id, [words.source(limb.citation)]) for limb in used)
        caveats = gathered((limb.id, map(words.caveat, limb.caveats)) for limb in used)
        return Entry(
            measure,
            self.say(measure.title),
            None,
            (),
            tuple(map(self._applying, used)),
            tuple(self._apart(measure)),
            tuple((name, marked(at, ids, len(used))) for (name, at), ids in sources.items()),
            tuple(marked(line, ids, len(used)) for line, ids in caveats.items()),
        )

    def _applying(self, limb: ProvisionAnswer) -> Applying:
        words = self.words
        remarks = gathered(
            (words.item(item.index), words.date_notes(item)) for item in limb.business
        )
        return Applying(
            "" if limb.id.isdigit() else limb.id,
            self.say(VERDICTS[limb.verdict]),
            self.say(label(limb.route, limb.force)),
            self.say(limb.summary),
            self.say(effect_words(limb.effect, limb.force)) if limb.effect else None,
            tuple(
                (words.item(item.index), words.item_rows(limb, item))
                for item in sorted(limb.business, key=due)
            ),
            tuple(marked(line, ids, len(limb.business)) for line, ids in remarks.items()),
            words.claim(limb.how),
        )

    # What cannot, or not yet

    def _by_reason(self, measures: Iterable[MeasureAnswer]) -> Iterator[Block]:
        """Yield measures under the reason that they share, those that need reading first."""
        shared = defaultdict[str, list[Entry]](list)
        for measure in measures:
            others = [limb for limb in measure.provisions if limb.verdict is not Verdict.APPLIES]
            reasons = {limb.id: self.words.reason(limb) for limb in others}
            alike = {(limb.verdict, reasons[limb.id].shared) for limb in others}
            if len(others) < len(measure.provisions) or len(alike) > 1:
                shared[""].append(self._whole(measure))
                continue
            kinds = dict.fromkeys(reason.kind for reason in reasons.values() if reason.kind)
            own = gathered((id_, reason.own) for id_, reason in reasons.items())
            entry = Entry(
                measure,
                self.say(measure.title),
                self.words.listed(kinds) or None,
                tuple(marked(line, ids, len(reasons)) for line, ids in own.items()),
            )
            shared[next(iter(reasons.values())).shared].append(entry)
        for reason, entries in sorted(shared.items(), key=lambda block: block[0] != ""):
            yield Block(reason, tuple(entries))

    def _apart(self, measure: MeasureAnswer) -> Iterator[Apart]:
        """Yield, for the provisions of a measure that do not apply, which they are and why."""
        others = [limb for limb in measure.provisions if limb.verdict is not Verdict.APPLIES]
        for (verdict, reason), limbs in groupby(
            others, key=lambda limb: (limb.verdict, self.words.reason(limb))
        ):
            ids = " ".join(limb.id for limb in limbs)
            yield Apart(ids, self.say(VERDICTS[verdict]), reason.shared, reason.kind, reason.own)


def _most_urgent(measure: MeasureAnswer) -> str:
    return min(map(_soonest, measure.provisions))[0]


def _soonest(limb: ProvisionAnswer) -> tuple[str, Group, bool]:
    """Order by what falls due first, then by what must be done, then by what shortens or limits."""
    return min(map(due, limb.business), default=_NEVER), group(limb), limb.effect is None


def due(item: ItemAnswer) -> str:
    """Return the day or moment on which something falls due for an item, to order by."""
    return str(item.deadline.due) if item.deadline else _NEVER


_NEVER = "never"


def gathered(lines: Iterable[tuple[str, Iterable[T]]]) -> dict[T, list[str]]:
    """Return each line once, with those that have it, provisions or items."""
    found = defaultdict[T, list[str]](list)
    for id_, parts in lines:
        for line in dict.fromkeys(parts):
            found[line].append(id_)
    return found


def marked(line: str, ids: Sequence[str], of: int) -> str:
    """Name the provisions before a line, unless it is about all of them."""
    return line if len(ids) == of else f"{' '.join(ids)} {line}"
