"""The sentences about one measure: each of its provisions, those that apply first."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from aeo_cli.assessment.item_answer import ItemAnswer
from aeo_cli.assessment.report import MeasureAnswer, ProvisionAnswer, Verdict
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.groups import Group, group
from aeo_cli.presentation.wording.labels import VERDICTS
from aeo_cli.presentation.wording.language import ids_by_line, with_ids
from aeo_cli.presentation.wording.report import ReportWords


class ApplyingProvision(NamedTuple):
    """A provision that applies."""

    name: str
    """Its id; empty if that is the measure's number."""
    verdict: str
    label: str
    """Route and binding force."""
    summary: str
    effect: str | None
    items: tuple[tuple[str, list[LabelledRow]], ...]
    """The result for each pending item, in the order of their due dates."""
    remarks: tuple[str, ...]
    """What the reader must know about the dates."""
    claim: list[LabelledRow]


class OtherProvisions(NamedTuple):
    """Neighbouring provisions of a measure that do not apply, for the same reason."""

    ids: str
    verdict: str
    reason: str
    """Empty if the verdict says it."""
    kind: str | None
    details: tuple[str, ...]


class MeasureDigest(NamedTuple):
    """A measure."""

    answer: MeasureAnswer
    title: str
    kinds: str | None
    """The business that would be needed, of a measure listed under a shared reason."""
    details: tuple[str, ...]
    """What concerns this measure alone, besides the reason it shares."""
    applying: tuple[ApplyingProvision, ...] = ()
    others: tuple[OtherProvisions, ...] = ()
    sources: tuple[LabelledRow, ...] = ()
    caveats: tuple[str, ...] = ()


def measure_digest(measure: MeasureAnswer, report_words: ReportWords) -> MeasureDigest:
    """Return a measure with each of its provisions, those that apply first."""
    words = report_words.words
    applying = [
        provision for provision in measure.provisions if provision.verdict is Verdict.APPLIES
    ]
    applying.sort(key=_urgency)
    said = {provision.id: report_words.of(provision) for provision in applying}
    sources = ids_by_line((id_, [provision.source]) for id_, provision in said.items())
    caveats = ids_by_line((id_, provision.caveats) for id_, provision in said.items())
    count = len(applying)
    return MeasureDigest(
        measure,
        words.language.say(measure.title),
        None,
        (),
        tuple(_applying(provision, report_words) for provision in applying),
        tuple(_others(measure, report_words)),
        tuple((label, with_ids(place, ids, count)) for (label, place), ids in sources.items()),
        tuple(with_ids(line, ids, count) for line, ids in caveats.items()),
    )


def _applying(provision: ProvisionAnswer, report_words: ReportWords) -> ApplyingProvision:
    words, say, items = report_words.words, report_words.language.say, provision.business
    said = report_words.of(provision)
    remarks = ids_by_line(
        (words.item_label(item.index), report_words.date_notes(provision, item)) for item in items
    )
    return ApplyingProvision(
        "" if provision.id.isdigit() else provision.id,
        say(VERDICTS[provision.verdict]),
        said.label,
        say(provision.summary),
        said.effect,
        tuple(
            (words.item_label(item.index), report_words.item_rows(provision, item))
            for item in sorted(items, key=due_key)
        ),
        tuple(with_ids(line, ids, len(items)) for line, ids in remarks.items()),
        words.claim(provision.how),
    )


def _others(measure: MeasureAnswer, report_words: ReportWords) -> Iterator[OtherProvisions]:
    """Yield the provisions of a measure that do not apply, with the reason."""
    others = [
        provision for provision in measure.provisions if provision.verdict is not Verdict.APPLIES
    ]
    for (verdict, reason), provisions in groupby(
        others, key=lambda provision: (provision.verdict, report_words.reason(provision))
    ):
        ids = " ".join(provision.id for provision in provisions)
        verdict_name = report_words.language.say(VERDICTS[verdict])
        shared = "" if reason.shared == verdict_name else reason.shared
        yield OtherProvisions(ids, verdict_name, shared, reason.kind, reason.details)


def earliest_due(measure: MeasureAnswer) -> str:
    """Return the first due day or moment of a measure, as a sort key."""
    return min(map(_urgency, measure.provisions))[0]


def _urgency(provision: ProvisionAnswer) -> tuple[str, Group, bool]:
    """Return a sort key: first due day, then what is to be done, then whether it has an effect."""
    return (
        min(map(due_key, provision.business), default=NEVER),
        group(provision),
        provision.effect is None,
    )


def due_key(item: ItemAnswer) -> str:
    """Return the day or moment an item falls due, as a sort key."""
    return str(item.deadline.due) if item.deadline else NEVER


NEVER = "never"
"""Sorts after every ISO date."""
