"""What the reader has to do about a provision or measure: six groups, most urgent first."""

from enum import IntEnum
from typing import assert_never

from aeo_cli.assessment.item_answer import ItemAnswer
from aeo_cli.assessment.report import MeasureAnswer, ProvisionAnswer, Verdict, verdict_of
from aeo_cli.catalogue.modality import Force, Route, decisive
from aeo_cli.documents.text import Text, both


class Group(IntEnum):
    """What the reader has to do about a provision or measure, most urgent first."""

    CLAIM = 1
    ANSWER = 2
    AUTOMATIC = 3
    SELECTED = 4
    WAIT = 5
    NOT_FOR_YOU = 6


GROUPS = {
    Group.CLAIM: both("须申请或主动办理", "Apply or ask"),
    Group.ANSWER: both("回答后才能判断", "Answer these to get a result"),
    Group.AUTOMATIC: both("由海关实施，无须申请", "Applies automatically"),
    Group.SELECTED: both("由海关酌定、选定或推荐", "Customs decides, selects or recommends"),
    Group.WAIT: both("暂无相应业务", "No matching business"),
    Group.NOT_FOR_YOU: both("不适用", "Not for you"),
}
_NOT_FOR_ITEM = both("该项业务不适用", "Not for this item")


def group(answer: ProvisionAnswer, item: ItemAnswer | None = None) -> Group:
    """Return what the reader has to do about a provision, or about one pending item under it."""
    match answer.verdict if item is None else verdict_of(answer.entitled, item.applies):
        case Verdict.APPLIES if answer.route is Route.ON_APPLICATION:
            return Group.CLAIM
        case Verdict.APPLIES if answer.route is Route.SELECTION:
            return Group.SELECTED
        case Verdict.APPLIES:
            is_discretionary = answer.force in {Force.MAY, Force.RECOMMENDATION}
            return Group.SELECTED if is_discretionary else Group.AUTOMATIC
        case Verdict.UNDETERMINED:
            return Group.ANSWER
        case Verdict.DORMANT:
            return Group.WAIT
        case Verdict.NOT_APPLICABLE:
            return Group.NOT_FOR_YOU
        case verdict:
            assert_never(verdict)


def what_to_do(answer: ProvisionAnswer, item: ItemAnswer | None = None) -> Text:
    """Return the words of `group`; they say so if an item does not trigger the provision."""
    found = group(answer, item)
    return _NOT_FOR_ITEM if item and found is Group.WAIT else GROUPS[found]


def measure_group(answer: MeasureAnswer) -> Group:
    """Return the most urgent group among the provisions that have the measure's verdict."""
    provisions = (
        provision
        for provision in decisive(answer.provisions)
        if provision.verdict is answer.verdict
    )
    return min(map(group, provisions))
