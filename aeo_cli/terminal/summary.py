"""The report, grouped by what the reader has to do: most urgent first, quiet where nothing is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding

from aeo_cli.answers import Answers
from aeo_cli.dates import day_words
from aeo_cli.page import Page
from aeo_cli.report import ItemAnswer, MeasureAnswer, ProvisionAnswer, Verdict
from aeo_cli.terminal import blocks
from aeo_cli.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.terminal.prose import Prose
from aeo_cli.text import both, visible
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
_THREE_COLUMNS = 70
"""From this width on an item, its labels and its dates stand beside one another."""


def layout(words: Answers, page: Page) -> RenderableType:
    """Return the whole report."""
    return _Layout(words, page).whole()


class _Layout:
    def __init__(self, words: Answers, page: Page) -> None:
        self.words, self.report, self.say, self.page = words, words.report, words.say, page

    def whole(self) -> RenderableType:
        return Stack(self.head(), self.summary(), *self.groups(), self.foot())

    def head(self) -> RenderableType:
        rows = [
            (self.words.label(fact), self.words.heading(fact))
            for fact in self.words.catalogue.heading
        ]
        if self.report.profile.ref is not None:
            rows.append((self.say(both("编号", "ref")), visible(self.report.profile.ref)))
        day = self.say(day_words(self.report.on))
        rows.append((self.say(both("核对日期", "day of assessment")), day))
        parts = [blocks.rows(rows, self.page)]
        if self.words.items:
            pending = [(self.words.item(i), self.pending(i)) for i in range(len(self.words.items))]
            parts.append(blocks.section(self.say(both("待办业务", "Pending business"))))
            parts.append(blocks.table(((Prose(i, QUIET), what) for i, what in pending)))
        return Stack(*parts)

    def pending(self, index: int) -> Prose:
        line = Prose(self.words.business(index))
        line.append(f" → {self.words.standing(index)}", QUIET)
        return line

    def summary(self) -> RenderableType:
        counts = self.report.summary.model_dump()
        line = Prose()
        for verdict in Verdict:
            style = f"{STRONG} {ACCENT}" if verdict is Verdict.APPLIES else STRONG
            line.append("" if not line else " · ").append(f"{self.say(VERDICTS[verdict])} ")
            line.append(str(counts[verdict.value]), style)
        if self.report.caveats:
            line.append(f" · {self.words.counted(BEAR_IN_MIND, len(self.report.caveats))}", QUIET)
        return Padding(line, (1, 0, 0, 0))

    def groups(self) -> Iterator[RenderableType]:
        for part in Group:
            measures = [m for m in self.report.measures if measure_group(m) is part]
            questions = self.report.open_facts if part is Group.ANSWER else ()
            if measures:
                yield blocks.heading(self.words.counted(GROUPS[part], len(measures)), self.page)
            elif questions:
                yield blocks.heading(self.say(GROUPS[part]), self.page)
            if questions:
                yield self.questions()
            if any(measure.verdict is Verdict.APPLIES for measure in measures):
                for measure in sorted(measures, key=_most_urgent):
                    yield from self.usable(measure)
            else:
                yield from self.by_reason(measures)

    def questions(self) -> RenderableType:
        return blocks.bullets(
            Prose(self.words.item_question(fact.fact)).append(
                f" {fact.fact} → {self.words.listed(self.words.settled_by(fact.fact))}", QUIET
            )
            for fact in self.report.open_facts
        )

    # What can be used

    def usable(self, measure: MeasureAnswer) -> Iterator[RenderableType]:
        number = Prose(f"{measure.number:>2}", f"{STRONG} {ACCENT}")
        title = Prose(self.say(measure.title), STRONG)
        yield Padding(blocks.table([(number, title)]), (1, 0, 0, 0))
        yield blocks.indented(*self.limbs(measure))

    def limbs(self, measure: MeasureAnswer) -> Iterator[RenderableType]:
        """Yield each provision of a measure by itself, those that apply first."""
        used = [limb for limb in measure.provisions if limb.verdict is Verdict.APPLIES]
        used.sort(key=_soonest)
        for limb in used:
            yield from self.applying(limb)
        yield from self.apart(measure)
        if used:
            yield from self.notes(used)

    def applying(self, limb: ProvisionAnswer) -> Iterator[RenderableType]:
        line = Prose().append(f"{limb.id} " if not limb.id.isdigit() else "", STRONG)
        line.append(self.say(VERDICTS[limb.verdict]), ACCENT)
        yield line.append(f" · {self.say(label(limb.route, limb.force))}")
        yield Prose(self.say(limb.summary))
        if limb.effect:
            yield Prose(self.say(effect_words(limb.effect, limb.force)), ACCENT)
        if limb.business:
            yield from self.items(limb)
        if limb.how:
            yield blocks.rows(self.words.claim(limb.how), self.page)

    def items(self, limb: ProvisionAnswer) -> Iterator[RenderableType]:
        """Yield what a provision means for each item, then what must be read beside the dates."""
        lines = []
        for item in sorted(limb.business, key=_due):
            name = Prose(f"● {self.words.item(item.index)}")
            rows = self.words.item_rows(limb, item)
            if self.page.width < _THREE_COLUMNS:
                yield name
                yield Padding(blocks.rows(rows, self.page), (0, 0, 0, 2))
            for first, second in rows:
                lines.append((name, Prose(first, QUIET), Prose(second)))
                name = Prose()
        if self.page.width >= _THREE_COLUMNS:
            yield blocks.table(lines)
        notes = _gathered(
            (self.words.item(item.index), self.words.date_notes(item)) for item in limb.business
        )
        if notes:
            all_ = len(limb.business)
            yield blocks.bullets(Prose(_marked(*note, all_)) for note in notes.items())

    def notes(self, limbs: Sequence[ProvisionAnswer]) -> Iterator[RenderableType]:
        """Yield sources and caveats, each once, with the provisions that it is about."""
        sources = _gathered((limb.id, [self.words.source(limb.citation)]) for limb in limbs)
        rows = [(name, _marked(at, ids, len(limbs))) for (name, at), ids in sources.items()]
        yield blocks.rows(rows, self.page)
        caveats = _gathered((limb.id, map(self.words.caveat, limb.caveats)) for limb in limbs)
        lines = (Prose(_marked(line, ids, len(limbs))) for line, ids in caveats.items())
        yield blocks.bullets(lines, QUIET)

    # What cannot, or not yet

    def by_reason(self, measures: Iterable[MeasureAnswer]) -> Iterator[RenderableType]:
        """Yield measures under the reason that they share, those that need reading first."""
        shared = defaultdict[str, list[tuple[RenderableType, RenderableType]]](list)
        for measure in measures:
            number, title = Prose(f"{measure.number:>2}"), Prose(self.say(measure.title))
            others = [limb for limb in measure.provisions if limb.verdict is not Verdict.APPLIES]
            reasons = {limb.id: self.words.reason(limb) for limb in others}
            alike = {(limb.verdict, reasons[limb.id].shared) for limb in others}
            if len(others) < len(measure.provisions) or len(alike) > 1:
                shared[""] += [(number, title), ("", Stack(*self.limbs(measure)))]
                continue
            kinds = dict.fromkeys(reason.kind for reason in reasons.values() if reason.kind)
            if kinds:
                title.append(f" · {self.words.listed(kinds)}", QUIET)
            lines = shared[next(iter(reasons.values())).shared]
            lines.append((number, title))
            own = _gathered((id_, reason.own) for id_, reason in reasons.items())
            lines += [("", Prose(_marked(line, ids, len(reasons)))) for line, ids in own.items()]
        for reason, lines in sorted(shared.items(), key=lambda block: block[0] != ""):
            yield blocks.section(reason) if reason else ""
            yield blocks.table(lines)

    def apart(self, measure: MeasureAnswer) -> Iterator[RenderableType]:
        """Yield, for the provisions of a measure that do not apply, which they are and why."""
        others = [limb for limb in measure.provisions if limb.verdict is not Verdict.APPLIES]
        for (verdict, reason), limbs in groupby(
            others, key=lambda limb: (limb.verdict, self.words.reason(limb))
        ):
            ids = " ".join(limb.id for limb in limbs)
            line = Prose().append(f"{ids} ", STRONG).append(self.say(VERDICTS[verdict]))
            line.append(f" · {reason.shared}", QUIET)
            yield line.append(f" · {reason.kind}", QUIET) if reason.kind else line
            yield from (Prose(own, QUIET) for own in reason.own)

    def foot(self) -> RenderableType:
        catalogue = self.words.catalogue
        basis = both(
            "{title} · 目录 {id}，版本 {version} · {tool}",
            "{title} · catalogue {id}, version {version} · {tool}",
        )
        hint = both(
            "逐条的判断过程：aeo explain 编号 文件", "how each comes out: aeo explain N FILE"
        )
        named = {"id": catalogue.id, "version": catalogue.version, "tool": self.report.tool}
        return Stack(
            blocks.bear_in_mind(self.words, self.page),
            blocks.section(self.say(basis, title=catalogue.title, **named), QUIET),
            Prose(self.say(hint), QUIET),
        )


def _most_urgent(measure: MeasureAnswer) -> str:
    return min(map(_soonest, measure.provisions))[0]


def _soonest(limb: ProvisionAnswer) -> tuple[str, Group, bool]:
    """Order by what falls due first, then by what must be done, then by what shortens or limits."""
    return min(map(_due, limb.business), default=_NEVER), group(limb), limb.effect is None


def _due(item: ItemAnswer) -> str:
    """Return the day or moment on which something falls due for an item, to order by."""
    return str(item.deadline.due) if item.deadline else _NEVER


_NEVER = "never"


def _gathered(lines: Iterable[tuple[str, Iterable[T]]]) -> dict[T, list[str]]:
    """Return each line once, with those that have it, provisions or items."""
    found = defaultdict[T, list[str]](list)
    for id_, parts in lines:
        for line in dict.fromkeys(parts):
            found[line].append(id_)
    return found


def _marked(line: str, ids: Sequence[str], of: int) -> str:
    """Name the provisions before a line, unless it is about all of them."""
    return line if len(ids) == of else f"{' '.join(ids)} {line}"
