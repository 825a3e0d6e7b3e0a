"""A measure as what is told of it: each of its provisions, those that apply first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from aeo_cli.assessment.report import ItemAnswer, MeasureAnswer, ProvisionAnswer, Verdict
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.groups import Group, group
from aeo_cli.presentation.wording.labels import VERDICTS, effect_words, label
from aeo_cli.presentation.wording.report import ReportWords

T = TypeVar("T")


class ApplyingProvision(NamedTuple):
    """A provision that applies."""

    name: str
    """Its id; empty where that is the measure's number."""
    verdict: str
    label: str
    """How it is had, and how firmly."""
    summary: str
    effect: str | None
    items: tuple[tuple[str, list[LabelledRow]], ...]
    """What it means for each pending item, what falls due first before the others."""
    remarks: tuple[str, ...]
    """What must be read beside the dates."""
    claim: list[LabelledRow]


class RuledOut(NamedTuple):
    """Provisions of a measure that do not apply, for the same reason."""

    ids: str
    verdict: str
    reason: str
    kind: str | None
    own: tuple[str, ...]


class MeasureDigest(NamedTuple):
    """A measure."""

    answer: MeasureAnswer
    title: str
    kinds: str | None
    """The business that would be needed, where nothing else is told of the measure."""
    own: tuple[str, ...]
    """What concerns this measure alone, beside the reason that it shares."""
    applying: tuple[ApplyingProvision, ...] = ()
    apart: tuple[RuledOut, ...] = ()
    sources: tuple[LabelledRow, ...] = ()
    caveats: tuple[str, ...] = ()


def whole(measure: MeasureAnswer, words: ReportWords) -> MeasureDigest:
    """Return a measure with each of its provisions by itself, those that apply first."""
    used = [provision for provision in measure.provisions if provision.verdict is Verdict.APPLIES]
    used.sort(key=_soonest)
    sources = gathered((provision.id, [words.source(provision.citation)]) for provision in used)
    caveats = gathered((provision.id, map(words.caveat, provision.caveats)) for provision in used)
    return MeasureDigest(
        measure,
        words.say(measure.title),
        None,
        (),
        tuple(_applying(provision, words) for provision in used),
        tuple(_apart(measure, words)),
        tuple((name, marked(at, ids, len(used))) for (name, at), ids in sources.items()),
        tuple(marked(line, ids, len(used)) for line, ids in caveats.items()),
    )


def _applying(provision: ProvisionAnswer, words: ReportWords) -> ApplyingProvision:
    remarks = gathered(
        (words.item(item.index), words.date_notes(item)) for item in provision.business
    )
    return ApplyingProvision(
        "" if provision.id.isdigit() else provision.id,
        words.say(VERDICTS[provision.verdict]),
        words.say(label(provision.route, provision.force)),
        words.say(provision.summary),
        words.say(effect_words(provision.effect, provision.force)) if provision.effect else None,
        tuple(
            (words.item(item.index), words.item_rows(provision, item))
            for item in sorted(provision.business, key=due)
        ),
        tuple(marked(line, ids, len(provision.business)) for line, ids in remarks.items()),
        words.claim(provision.how),
    )


def _apart(measure: MeasureAnswer, words: ReportWords) -> Iterator[RuledOut]:
    """Yield, for the provisions of a measure that do not apply, which they are and why."""
    others = [
        provision for provision in measure.provisions if provision.verdict is not Verdict.APPLIES
    ]
    for (verdict, reason), provisions in groupby(
        others, key=lambda provision: (provision.verdict, words.reason(provision))
    ):
        ids = " ".join(provision.id for provision in provisions)
        yield RuledOut(ids, words.say(VERDICTS[verdict]), reason.shared, reason.kind, reason.own)


def most_urgent(measure: MeasureAnswer) -> str:
    """Return the day or moment on which something first falls due for a measure, to order by."""
    return min(map(_soonest, measure.provisions))[0]


def _soonest(provision: ProvisionAnswer) -> tuple[str, Group, bool]:
    """Order by what falls due first, then by what must be done, then by what shortens or limits."""
    return (
        min(map(due, provision.business), default=_NEVER),
        group(provision),
        provision.effect is None,
    )


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
