"""The pending items of a report: which provisions apply to each, and to which none does."""

from typing import NamedTuple

from aeo_cli.documents.text import both
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.rules.kleene import Truth


class PendingItem(NamedTuple):
    """A pending item."""

    name: str
    business: str
    verdicts: str
    """Which provisions apply to it, and which may."""
    label: str
    """What it is called where its business does not stand beside it."""
    may_benefit: bool
    """Whether some provision applies to it, or may."""


def pending_items(report_words: ReportWords) -> list[PendingItem]:
    """Return the pending items, in the order of the profile."""
    words = report_words.words
    ids: list[dict[Truth, list[str]]] = [{truth: [] for truth in Truth} for _ in words.items]
    for provision in report_words.provisions:
        for item in provision.business:
            ids[item.index][item.applies].append(provision.id)
    return [
        PendingItem(
            words.item_name(index),
            words.business(index),
            _verdicts(by_truth, report_words),
            words.item_label(index),
            bool(by_truth[Truth.TRUE] or by_truth[Truth.UNKNOWN]),
        )
        for index, by_truth in enumerate(ids)
    ]


def _verdicts(ids: dict[Truth, list[str]], report_words: ReportWords) -> str:
    """Return which provisions apply, and which may."""
    language = report_words.language
    phrases = [
        language.say(
            text,
            ids=language.listed(ids[truth]),
            apply="applies" if len(ids[truth]) == 1 else "apply",
        )
        for truth, text in _VERDICTS.items()
        if ids[truth]
    ]
    return language.clauses(phrases) or language.say(_NOTHING_APPLIES)


_VERDICTS = {
    Truth.TRUE: both("适用 {ids}", "{ids} {apply}"),
    Truth.UNKNOWN: both("待定 {ids}", "{ids} undetermined"),
}
_NOTHING_APPLIES = both("没有适用的条款", "nothing applies")
