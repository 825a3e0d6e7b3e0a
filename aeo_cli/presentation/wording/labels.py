"""The fixed labels in both languages: verdicts, truths, routes, forces, effects, headings.

The labels keep the distinctions of the plan's verbs: a discretion of customs is never shown as a
right, nor an average over all enterprises as the reader's own rate.
"""

from collections.abc import Mapping
from typing import Protocol

from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.kleene import Truth

VERDICTS = {
    Verdict.APPLIES: both("适用", "applies"),
    Verdict.UNDETERMINED: both("待定", "undetermined"),
    Verdict.DORMANT: both("暂无相应业务", "no matching business"),
    Verdict.NOT_APPLICABLE: both("不适用", "not applicable"),
}
TRUTHS = {
    Truth.TRUE: both("符合", "met"),
    Truth.FALSE: both("不符合", "not met"),
    Truth.UNKNOWN: both("待定", "undetermined"),
}
_FOR_AEO = both("AEO 企业专享 {n}", "{n} for AEO enterprises")
_FOR_EVERYBODY = both("各类企业均可 {n}", "{n} for everybody")
ENTERPRISES, REJECTS = both("企业", "enterprises"), both("未接受的行", "rows rejected")
"""What a screening counts."""
UNKNOWN = both("未知", "unknown")
NOTHING = both("无", "none")
GENERAL_CAVEATS = both("总体注意事项", "General caveats")
"""The heading of the caveats of the whole report."""
REF = both("内部编号", "ref")
DAY_OF_ASSESSMENT = both("核对日期", "day of assessment")
EVIDENCE = both("核实依据", "Evidence")
"""The heading of the facts with evidence in the profile."""
PENDING_BUSINESS = both("待办业务", "Pending business")
EXPLAIN_HINT = both("判断依据：aeo explain 措施编号 文件", "why: aeo explain N FILE")
DEADLINES = both("期限", "Deadlines")
NO_DEADLINES = both("没有可以推算日期的期限", "no time limit with dates to show")
"""In place of the deadlines if there are none."""

FORCES = {
    Force.FIRM: both("可享受", "available"),
    Force.IN_PRINCIPLE: both("原则上", "in principle"),
    Force.GENERALLY: both("一般", "generally"),
    Force.MAY: both("海关酌定", "at customs' discretion"),
    Force.RIGHT_TO_APPLY: both("有权申请，不保证批准", "you may apply; approval not guaranteed"),
    Force.RECOMMENDATION: both("海关仅作推荐，由他方决定", "a recommendation only; others decide"),
    Force.STATEMENT: both("宣示性，无具体办理事项", "a policy statement; nothing to claim"),
}
_SHORT_FORCES = FORCES | {
    Force.MAY: both("海关酌定", "customs decides"),
    Force.RIGHT_TO_APPLY: both("不保证批准", "may be refused"),
    Force.RECOMMENDATION: both("仅推荐", "recommendation only"),
    Force.STATEMENT: both("宣示性", "policy statement"),
}
_SELECTED = both("由海关选定", "customs selects")
_ON_REQUEST = both("须主动办理", "on request")
_ROUTES = {
    Route.ON_APPLICATION: both("须申请", "on request"),
    Route.SELECTION: both(
        "由海关选定（未列申请途径），不保证纳入",
        "customs selects; no way to apply; not guaranteed",
    ),
}
_DISCRETIONS = {
    Route.AUTOMATIC: both("由海关酌定，无须申请", "at customs' discretion; nothing to apply for"),
    Route.ON_APPLICATION: both("可申请，海关酌定", "you can ask; at customs' discretion"),
}
"""The labels where the decision is at customs' discretion (可 in the sense of 海关可)."""


class Claimed(Protocol):
    """A provision of a catalogue, a report, a difference or a screening."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def route(self) -> Route:
        """What the enterprise must do."""

    @property
    def force(self) -> Force:
        """How firmly customs is bound."""


def audiences(applies: int, for_everybody: int) -> dict[Text, int]:
    """Return how many apply because of AEO status, and how many to any enterprise."""
    return {_FOR_AEO: applies - for_everybody, _FOR_EVERYBODY: for_everybody}


REPORTED = both("{label}；据报道，未经确认", "{label}; as reported, unconfirmed")
"""The label of a provision of a document that nobody read."""


def label(route: Route, force: Force) -> Text:
    """Return route and force in one label, which always stands beside "applies"."""
    if force is Force.MAY and route in _DISCRETIONS:
        return _DISCRETIONS[route]
    if route is Route.AUTOMATIC or force is Force.RIGHT_TO_APPLY:
        return FORCES[force]
    if force is Force.FIRM:
        return _ON_REQUEST if route is Route.ON_APPLICATION else _ROUTES[route]
    text = both("{asked}；{bound}", "{asked}; {bound}")
    return text.fill(asked=_ROUTES[route], bound=FORCES[force])


def short_label(route: Route, force: Force) -> Text:
    """Return route and force in two or three words, to stand beside "applies" in one line."""
    if route is Route.SELECTION:
        return _SELECTED
    if route is Route.ON_APPLICATION and force is Force.FIRM:
        return _ON_REQUEST
    return _SHORT_FORCES[force]


MODES: dict[Route | Force, Text] = {
    Route.AUTOMATIC: both("由海关实施，无须另行申请", "done by customs; nothing to apply for"),
    Route.ON_APPLICATION: both("须由企业申请或主动办理", "the enterprise must ask for it"),
    Route.SELECTION: both("由海关选定，未列申请途径", "customs selects; there is no way to apply"),
    Force.FIRM: both("文件已写明", "the document says so"),
    Force.IN_PRINCIPLE: both("原则上如此，可有例外", "in principle, with exceptions"),
    Force.GENERALLY: both("一般如此，可有例外", "as a rule, with exceptions"),
    Force.MAY: both("海关可以不予办理", "at customs' discretion"),
    Force.RIGHT_TO_APPLY: both(
        "企业可以申请，不保证批准", "the enterprise may apply; approval is not guaranteed"
    ),
    Force.RECOMMENDATION: both(
        "海关仅作推荐，由他方决定", "customs only recommends; others decide"
    ),
    Force.STATEMENT: both("宣示性，没有具体办理事项", "a policy statement; nothing to claim"),
}
"""What a route requires of the enterprise, and how far a force binds customs."""

ANSWER_FORMS: Mapping[str, Text] = {
    FactType.BOOLEAN: both("true（是）或 false（否）", "true or false"),
    FactType.SET: both('列表，如 ["other"]', 'a list, for example ["other"]'),
    FactType.INTEGER: both("不小于 0 的整数", "a whole number, 0 or more"),
    FactType.DATE: both("日期，如 2026-03-02", "a date, for example 2026-03-02"),
    FactType.DATETIME: both(
        "日期和时刻，如 2026-03-07T22:00（北京时间）",
        "a date and time, for example 2026-03-07T22:00 (Shanghai time)",
    ),
}
"""How to write an answer that is not one of several choices."""
