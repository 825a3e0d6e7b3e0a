"""The fixed labels in both languages: verdicts, truths, routes, forces, effects, headings.

The labels keep the distinctions of the plan's verbs: a discretion of customs is never shown as a
right, nor an average over all enterprises as the reader's own rate.
"""

from collections.abc import Mapping
from typing import assert_never

from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.effects import Comparator, Effect, Nature, Unit
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.kleene import Truth

VERDICTS = {
    Verdict.APPLIES: both("适用", "applies"),
    Verdict.UNDETERMINED: both("待定", "undetermined"),
    Verdict.DORMANT: both("暂不涉及", "dormant"),
    Verdict.NOT_APPLICABLE: both("不适用", "not applicable"),
}
TRUTHS = {
    Truth.TRUE: both("成立", "holds"),
    Truth.FALSE: both("不成立", "fails"),
    Truth.UNKNOWN: both("待定", "open"),
}
UNKNOWN = both("未知", "unknown")
NOTHING = both("无", "none")
GENERAL_CAVEATS = both("总体注意事项", "Bear in mind")
"""The heading of the caveats of the whole report."""
REF = both("编号", "ref")
DAY_OF_ASSESSMENT = both("核对日期", "day of assessment")
EVIDENCE = both("核实依据", "What was verified")
"""The heading of the facts with evidence in the profile."""
PENDING_BUSINESS = both("待办业务", "Pending business")
EXPLAIN_HINT = both(
    "逐条的判断过程：aeo explain 编号 文件", "how each comes out: aeo explain N FILE"
)
DEADLINES = both("期限", "Deadlines")
NO_DEADLINES = both("没有可以推算出日期的期限", "no time limit whose dates can be counted")
"""In place of the deadlines if there are none."""

_FORCES = {
    Force.FIRM: both("可享受", "available"),
    Force.IN_PRINCIPLE: both("原则上", "in principle"),
    Force.GENERALLY: both("一般", "generally"),
    Force.MAY: both("可申请，海关酌定", "customs may decline"),
    Force.RIGHT_TO_APPLY: both("有权申请，不保证批准", "you may apply; approval is not promised"),
    Force.RECOMMENDATION: both("仅推荐，由他方决定", "a recommendation only; others decide"),
    Force.STATEMENT: both("宣示性，无具体办理事项", "a policy statement; nothing to claim"),
}
_ROUTES = {
    Route.AUTOMATIC: None,
    Route.ON_APPLICATION: both("须申请", "on request"),
    Route.SELECTION: both("由海关择优纳入，非承诺", "customs select, not promised"),
}


def label(route: Route, force: Force) -> Text:
    """Return route and binding force, which always stand beside "applies"."""
    route_label = _ROUTES[route]
    if route_label is None or force is Force.RIGHT_TO_APPLY:
        return _FORCES[force]
    if force is Force.MAY:  # its Chinese already says that one applies for it
        return both(_FORCES[force].zh, f"{route_label.en}; {_FORCES[force].en}")
    if force is Force.FIRM:
        return route_label
    text = both("{asked}；{bound}", "{asked}; {bound}")
    return text.fill(asked=route_label, bound=_FORCES[force])


MODES: dict[Route | Force, Text] = {
    Route.AUTOMATIC: both("由海关实施，无须另行申请", "customs do it; nothing to apply for"),
    Route.ON_APPLICATION: both("须由企业申请或主动办理", "the enterprise must ask for it"),
    Route.SELECTION: both("由海关选定，没有申请渠道", "customs select; there is no way to apply"),
    Force.FIRM: both("文件已写明", "the text says so"),
    Force.IN_PRINCIPLE: both("原则上如此，可有例外", "in principle, with exceptions"),
    Force.GENERALLY: both("一般如此，可有例外", "as a rule, with exceptions"),
    Force.MAY: both("海关可以不予办理", "customs may decline"),
    Force.RIGHT_TO_APPLY: both(
        "企业可以申请，不保证批准", "the enterprise may ask; approval is not promised"
    ),
    Force.RECOMMENDATION: both(
        "海关只是推荐，由他方决定", "customs only recommend; somebody else decides"
    ),
    Force.STATEMENT: both("宣示性，没有具体办理事项", "a policy statement; nothing to claim"),
}
"""What a route requires of the enterprise, and how far a force binds customs."""

_UNITS = {
    Unit.WORKING_DAY: both("{n} 个工作日", "{n} working days"),
    Unit.HOUR: both("{n} 小时", "{n} hours"),
    Unit.PER_YEAR: both(" {n} 次", "{n} a year"),
    Unit.PERCENT_REDUCTION: both("{n}%", "{n}%"),
    Unit.PERCENT_OF_REGULAR_AVERAGE: both(
        "常规管理企业平均比例的 {n}%", "{n}% of the average rate of regular enterprises"
    ),
    Unit.PERCENT_OF_ANNUAL_BATCHES: both(
        "年度进境批次的 {n}%", "{n}% of the year's inbound batches"
    ),
}
_BOUNDS = {
    Comparator.EQUAL: both("{amount}", "{amount}"),
    Comparator.AT_MOST: both("不超过{amount}", "at most {amount}"),
    Comparator.AT_LEAST: both("不低于{amount}", "at least {amount}"),
}


def effect_words(effect: Effect, force: Force) -> Text:
    """Return what an effect changes, qualified so that it promises no more than the law does."""
    to = _UNITS[effect.to.unit].fill(n=effect.to.value)
    bounded = _BOUNDS[effect.to.comparator].fill(amount=to)
    before = effect.from_.value if effect.from_ else UNKNOWN
    change = both("{before} → ", "{before} → ").fill(before=before) if effect.shortens else ""
    match effect.nature:
        case Nature.AUTHORITY_DEADLINE if effect.from_ is None:
            text = both(
                "办理时限缩短 {to} 以上；缩短前的时限没有写明，不推算日期",
                "the limit is cut by at least {to}; from what is not said, so no date is counted",
            )
        case Nature.AUTHORITY_DEADLINE if force is Force.MAY:
            text = both(
                "海关办理时限：{change}{to}以内（目标时限，非承诺）",
                "time limit for customs: {change}{bounded} (a target, no promise)",
            )
        case Nature.AUTHORITY_DEADLINE:
            text = both(
                "海关办理时限：{change}{to}以内", "time limit for customs: {change}{bounded}"
            )
        case Nature.APPLICANT_NOTICE:
            text = both("企业至少须提前：{change}{to}", "notice that you give: {change}{to}")
        case Nature.POPULATION_AVERAGE:
            text = both(
                "全体此类企业的平均数：{bounded}；不是贵企业的比例",
                "an average over all such enterprises: {bounded}; not your own rate",
            )
        case Nature.CONTROL_FLOOR:
            text = both(
                "海关监管比例：{bounded}（原为 {before}%）；这是下限，不是承诺的比例",
                "rate of customs control: {bounded} (before: {before}%); a floor, no promised rate",
            )
        case Nature.FREQUENCY_CAP if force in {Force.IN_PRINCIPLE, Force.GENERALLY}:
            text = both("次数上限：{label}每年{bounded}", "how often: {label} {bounded}")
        case Nature.FREQUENCY_CAP:
            text = both("次数上限：每年{bounded}", "how often: {bounded}")
        case _:
            assert_never(effect.nature)
    return text.fill(before=before, change=change, to=to, bounded=bounded, label=_FORCES[force])


def lengthened_words(effect: Effect, force: Force) -> Text:
    """Return how a time limit becomes longer when a provision no longer shortens it."""
    to = _UNITS[effect.to.unit].fill(n=effect.to.value)
    if effect.from_ is None:
        gone = both(
            "不再享受办理时限缩短 {to} 以上", "the cut of the limit by at least {to} is gone"
        )
        return gone.fill(to=to)
    if effect.nature is Nature.APPLICANT_NOTICE:
        text = both("企业至少须提前：{to} → {ordinary}", "notice that you give: {to} → {ordinary}")
    elif force is Force.MAY:
        text = both(
            "海关办理时限：{to}以内（目标时限，非承诺） → {ordinary}",
            "time limit for customs: {bounded} (a target, no promise) → {ordinary}",
        )
    else:
        text = both(
            "海关办理时限：{to}以内 → {ordinary}", "time limit for customs: {bounded} → {ordinary}"
        )
    bounded = _BOUNDS[effect.to.comparator].fill(amount=to)
    ordinary = _UNITS[effect.from_.unit].fill(n=effect.from_.value)
    return text.fill(to=to, bounded=bounded, ordinary=ordinary)


ANSWER_FORMS: Mapping[str, Text] = {
    FactType.BOOLEAN: both("true（是）或 false（否）", "true or false"),
    FactType.SET: both('列表，如 ["other"]', 'a list, as in ["other"]'),
    FactType.INTEGER: both("不小于 0 的整数", "a whole number, 0 or more"),
    FactType.DATE: both("日期，如 2026-03-02", "a date, as in 2026-03-02"),
    FactType.DATETIME: both(
        "日期和时刻，如 2026-03-07T22:00（上海时间）",
        "a date and time, as in 2026-03-07T22:00 (Shanghai time)",
    ),
}
"""How to write an answer that is not one of several choices."""
