"""The report at a terminal: whole texts, widths, and hostile names."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.effects import Nature
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats.terminal import show_full
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal.blocks import printed
from aeo_cli.presentation.terminal.grid import Grid
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.effects import EffectWords
from aeo_cli.presentation.wording.groups import GROUPS, Group, measure_group
from aeo_cli.presentation.wording.labels import label
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.profile.loader import load_profile
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.facts import Fact, FactType
from tests.conftest import ROOT, Golden, Prints, told
from tests.presentation.conftest import LOTUS_BAY_DAYS, of_lotus_bay

CATALOGUE, CALENDAR = load_catalogue(), ChineseCalendar()
ON = date(2026, 3, 2)
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
FULL: dict[str, Any] = {
    "enterprise": {"name": "示例", "credit_level": "advanced_certified", "roles": []},
    "business": [
        {"kind": "special_goods_approval", "special_circumstances": False},
        {"kind": "special_goods_approval", "special_circumstances": True, "id": "S-2"},
        {"kind": "special_goods_approval", "accepted_on": "2026-02-10", "id": "S-3"},
        {
            "kind": "appointment_clearance",
            "outside_office_hours": True,
            "appointment_at": "2026-03-07T22:00",
            "id": "A-1",
        },
        {
            "kind": "quarantine_approval",
            "final_approval_delegated": True,
            "meets_conditions": True,
            "accepted_on": "2026-03-02",
            "id": "Q-1",
        },
        {
            "kind": "special_goods_follow_up",
            "direction": "import",
            "risk_class": "C1",
            "first_check_passed": True,
            "id": "F-1",
        },
    ],
}


def shown(document: Any, lang: Lang, width: int = 100, *, colour: bool = False) -> str:
    report = assess(CATALOGUE, read_profile(document, CATALOGUE), CALENDAR, ON)
    return show_full(report, CATALOGUE, Page(lang, width, colour))


@pytest.mark.parametrize("name", LOTUS_BAY_DAYS)
@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("columns", [60, 100])
def test_the_report(name: str, lang: Lang, columns: int, prints: Prints, golden: Golden) -> None:
    words = ("check", *of_lotus_bay(name), "--full", "--lang", lang)
    text = prints(*words, columns=columns)
    golden(f"{name}.{lang}.{columns}.txt", text)


@pytest.mark.parametrize("name", LOTUS_BAY_DAYS)
def test_the_json_report(name: str, prints: Prints, golden: Golden) -> None:
    golden(f"{name}.json", prints("check", *of_lotus_bay(name), "--json"))


@pytest.mark.parametrize(
    ("name", "lang"), [("biomedicine", Lang.ZH), ("biomedicine", Lang.EN), ("chip-maker", Lang.ZH)]
)
def test_the_report_of_an_example(name: str, lang: Lang, prints: Prints, golden: Golden) -> None:
    words = ("check", f"examples/{name}.toml", "--on", "2026-03-02", "--lang", lang)
    golden(f"{name}.{lang}.100.txt", prints(*words, "--full", columns=100))


def test_the_json_report_of_an_example(prints: Prints, golden: Golden) -> None:
    words = ("check", "examples/biomedicine.toml", "--on", "2026-03-02", "--json")
    golden("biomedicine.json", prints(*words))


def test_every_example_is_held_to_what_it_shows_and_says_so() -> None:
    assert {path.stem for path in EXAMPLES} == set(SHOWN)
    for path in EXAMPLES:
        first, *_ = path.read_text(encoding="utf-8").splitlines()
        assert re.match(r"# [A-Z].*", first), path.name


SHOWN = {
    "applicant": {25: Verdict.APPLIES, 27: Verdict.NOT_APPLICABLE},
    "biomedicine": {25: Verdict.APPLIES},
    "chip-maker": dict.fromkeys((9, 11, 24, 27, 30), Verdict.APPLIES),
    "food-trader": dict.fromkeys((12, 15, 26), Verdict.UNDETERMINED),
}


@pytest.mark.parametrize("name", SHOWN)
def test_an_example_shows_what_it_is_there_for(name: str) -> None:
    example = load_profile(str(ROOT / "examples" / f"{name}.toml"), CATALOGUE).profile
    report = assess(CATALOGUE, example, CALENDAR, ON)
    verdicts = {measure.number: measure.verdict for measure in report.measures}
    assert SHOWN[name].items() <= verdicts.items()


LONG: dict[str, Any] = {
    **FULL,
    "business": [
        item | {"id": "海" * 28 + str(i), "note": "n" * 90}
        for i, item in enumerate(FULL["business"])
    ],
}


@pytest.mark.parametrize("document", [FULL, LONG, {"enterprise": {}}], ids=["full", "long", "none"])
@pytest.mark.parametrize("lang", Lang)
def test_nothing_is_lost_and_no_line_is_too_wide(document: dict[str, Any], lang: Lang) -> None:
    """At the narrowest width, and at those beside which the layout is another."""
    whole = told(shown(document, lang, 1000))
    for width in (40, 54, 80, 160):
        text = shown(document, lang, width)
        assert told(text) == whole
        assert all(cell_len(line) <= width for line in text.splitlines())


def of_any_value(fact: Fact) -> st.SearchStrategy[Any]:
    """Return a strategy of what a profile can hold for a fact, and of nothing."""
    match fact.type:
        case FactType.CHOICE:
            return st.sampled_from([None, *fact.choices])
        case FactType.SET:
            return st.none() | st.lists(st.sampled_from([*fact.choices]), unique=True)
        case FactType.BOOLEAN:
            return st.sampled_from([None, True, False])
        case FactType.INTEGER:
            return st.none() | st.integers(0, 3)
        case FactType.DATE:
            return st.sampled_from([None, "2026-02-27", "2026-12-20"])
        case FactType.DATETIME:
            return st.sampled_from([None, "2026-03-07T22:00", "2026-02-27T06:00"])
        case _:
            return st.none()


def tables(facts: Mapping[str, Fact]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({name: of_any_value(fact) for name, fact in facts.items()})


PROFILES = st.fixed_dictionaries(
    {
        "enterprise": tables(CATALOGUE.enterprise),
        "readings": tables(CATALOGUE.readings),
        "business": st.lists(
            st.sampled_from([*CATALOGUE.kinds]).flatmap(
                lambda kind: tables(CATALOGUE.kinds[kind].facts).map(
                    lambda facts: {"kind": kind, **facts}
                )
            ),
            max_size=4,
        ),
    }
)


@given(PROFILES)
@settings(max_examples=40)
def test_the_report_tells_all_that_its_json_does(document: dict[str, Any]) -> None:
    report = assess(CATALOGUE, read_profile(document, CATALOGUE), CALENDAR, ON)
    text = show_full(report, CATALOGUE, Page(Lang.EN, 1000))
    words = ReportWords(report, CATALOGUE, Lang.EN).words
    for fact in report.open_facts:
        assert f"· {words.question(fact.fact)} → " in text
    assert not re.search(r"(enterprise|readings|business\[\d+\])\.[a-z_]+", text)
    for measure in report.measures:
        assert len(re.findall(rf"^ ?{measure.number}  ", text, re.MULTILINE)) == 1
        for provision in measure.provisions:
            if provision.verdict is not Verdict.APPLIES:
                continue
            name = "" if provision.id.isdigit() else f"{provision.id} "
            assert f"{name}applies · {label(provision.route, provision.force).en}\n" in text
            assert provision.summary.en in text
            assert all(caveat.en in text for caveat in provision.caveats)
            for item in provision.business:
                assert f", item {item.index + 1}" in text
                if item.deadline:
                    assert f"{item.deadline.shortened:%Y-%m-%d}" in text
                    assert f"{item.deadline.standard:%Y-%m-%d}" in text


def test_a_sentence_that_applies_is_told_though_its_measure_does_not() -> None:
    level = {"credit_level": "advanced_certified", "key_industry_or_enterprise": True}
    text = shown({"enterprise": level}, Lang.EN)
    assert "31a applies · a policy statement; nothing to claim" in text


def test_every_measure_stands_once_under_its_group() -> None:
    text = shown(FULL, Lang.EN)
    for measure in CATALOGUE.measures:
        found = re.findall(rf"^ ?{measure.number}  \S", text, re.MULTILINE)
        assert len(found) == 1, measure.number
    headings = [heading.en for heading in GROUPS.values() if f"\n{heading.en} (" in text]
    assert headings == [heading.en for heading in GROUPS.values() if heading.en in headings]


def test_each_item_is_shown_with_its_dates_or_what_is_missing() -> None:
    text = shown(FULL, Lang.EN)
    assert re.search(r"item 1\s+date of acceptance\s+not given, so no date can", text)
    assert re.search(r"S-2\s+condition not met\s+special circumstances: yes; must be no", text)
    assert re.search(r"S-3\s+undetermined\s+to find out: S-3: special circumstances", text)
    assert re.search(r"A-1\s+file by\s+2026-03-06 Fri\s+in 4 days", text)
    assert re.search(r"shortened\s+2026-03-07 Sat 14:00", text)
    assert re.search(r"time of the appointment\s+2026-03-07 Sat 22:00", text)
    assert (
        "file during office hours on 2026-03-06 Fri; the notice period ends at 2026-03-07 Sat "
        "14:00, when the office is closed" in " ".join(text.split())
    )
    assert re.search(r"Q-1\s+shortened\s+2026-03-16 Mon\s+in 14 days", text)
    assert re.search(r"date of acceptance\s+2026-03-02 Mon", text)
    assert "F-1: risk class of the special goods: C1; must be one of: A, A1" in text


def test_each_pending_item_is_told_what_applies_to_it() -> None:
    text = shown(FULL, Lang.EN, 160)
    assert re.search(r"item 1  .*→ 25a, 25b apply$", text, re.MULTILINE)
    assert re.search(r"S-2 +special-goods .*→ nothing applies$", text, re.MULTILINE)
    assert re.search(r"S-3 +special-goods .*→ 25a, 25b undetermined$", text, re.MULTILINE)


def test_what_falls_due_first_stands_first() -> None:
    level = {"credit_level": "advanced_certified"}
    days = {"late": "2026-03-06", "soon": "2026-03-02", "middle": "2026-03-04"}
    item = {"kind": "special_goods_approval", "special_circumstances": False}
    items = [{**item, "id": name, "accepted_on": day} for name, day in days.items()]
    appointment = FULL["business"][3] | {"appointment_at": "2026-03-03T22:00"}
    text = shown({"enterprise": level, "business": [*items, appointment]}, Lang.EN)
    named = re.findall(r"● (\S+) +(?:target|file by)", text)
    assert named == ["A-1", "soon", "middle", "late"]


@pytest.mark.parametrize(
    ("moment", "told", "untold"),
    [
        # the moment of the shortened notice: at the opening, and half a minute after it
        ("2026-03-06T17:00", "on 2026-03-05 Thu; the notice period ends at", "Fri before"),
        ("2026-03-06T17:00", "2026-03-06 Fri 09:00, before the office opens", "is closed"),
        ("2026-03-06T17:00", "the last working day to file is the same", "after the office"),
        ("2026-03-06T17:00:30", "before the office opens", "is closed"),
        ("2026-03-06T17:01", "on 2026-03-06 Fri before 09:01", "the notice period ends"),
        # in office hours, at closing, after closing, on a day on which the office is closed
        ("2026-03-06T22:00", "on 2026-03-06 Fri before 14:00", "the notice period ends"),
        ("2026-03-10T00:59", "on 2026-03-09 Mon before 16:59", "the notice period ends"),
        ("2026-03-10T01:00", "2026-03-09 Mon 17:00, after the office has closed", "before 17"),
        ("2026-03-10T02:00", "2026-03-09 Mon 18:00, after the office has closed", "before 18"),
        ("2026-03-07T22:00", "2026-03-07 Sat 14:00, when the office is closed", "before"),
        ("2026-03-07T22:00", "the last working day to file is the same", "has closed"),
        (
            "2026-03-06T22:00",
            "Office hours from 09:00 to 17:00 are assumed",
            "in office hours only",
        ),
    ],
)
def test_a_notice_tells_when_it_is_really_to_be_filed(moment: str, told: str, untold: str) -> None:
    item = {"kind": "appointment_clearance", "outside_office_hours": True, "appointment_at": moment}
    level = {"credit_level": "advanced_certified"}
    text = " ".join(shown({"enterprise": level, "business": [item]}, Lang.EN).split())
    notes = text[text.index("file during office hours on") : text.index("how File")]
    assert told in notes
    assert untold not in notes


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-03-02T06:00", "the last office day, 2026-02-28 Sat, passed 2 days ago: if you have"),
        ("2026-02-27T22:00", "the appointment, 2026-02-27 Fri 22:00, was 3 days ago."),
    ],
)
def test_a_notice_that_is_too_late_no_longer_tells_when_to_file(moment: str, told: str) -> None:
    item = {"kind": "appointment_clearance", "outside_office_hours": True, "appointment_at": moment}
    level = {"credit_level": "advanced_certified"}
    text = " ".join(shown({"enterprise": level, "business": [item]}, Lang.EN).split())
    assert told in text
    assert "file during office hours" not in text


def test_every_question_names_what_it_settles() -> None:
    text = " ".join(shown({"enterprise": {"credit_level": "certified"}}, Lang.EN).split())
    assert "outside the integrated-circuit industry? → 11" in text
    assert "key-industry enterprise or a key enterprise? → 31a" in text


def test_a_provisional_date_says_so() -> None:
    year = CALENDAR.last_published_year
    item = {
        "kind": "special_goods_approval",
        "special_circumstances": False,
        "accepted_on": f"{year}-12-20",
    }
    level = {"credit_level": "advanced_certified"}
    text = shown({"enterprise": level, "business": [item]}, Lang.ZH)
    assert re.search(r"缩短后目标 +[0-9-]+ 周.（暂定）", text)
    assert "暂定：涉及年份的放假安排尚未公布" in text


def test_what_does_not_apply_tells_why_and_what_stays_open() -> None:
    item = {"kind": "appointment_clearance", "outside_office_hours": True}
    regular = {"enterprise": {"credit_level": "regular"}, "business": [item]}
    text = " ".join(shown(regular, Lang.EN, 160).split())
    assert (
        "must be: advanced certified enterprise in the sense of the national announcements "
        "(customs credit level: regular enterprise)" in text
    )
    assert "otherwise: Enterprises that are not dishonest may apply 24 hours ahead" in text


def test_what_is_dormant_tells_whether_the_entitlement_is_confirmed() -> None:
    text = " ".join(shown({"enterprise": {}}, Lang.ZH, 160).split())
    assert (
        "暂无相应业务；主体条件待定，待确认：海关信用等级、行动方案所称 AEO 企业包括“认证企业”"
        in text
    )


def test_a_shortened_date_is_never_shown_for_what_is_undetermined() -> None:
    item = {"kind": "special_goods_approval", "accepted_on": "2026-03-02"}
    level = {"credit_level": "advanced_certified"}
    text = shown({"enterprise": level, "business": [item]}, Lang.EN)
    assert "2026-03-09" not in text


def test_labels_keep_a_discretion_apart_from_a_right() -> None:
    found = {
        provision.id: (
            label(provision.route, provision.force).zh,
            label(provision.route, provision.force).en,
        )
        for _, provision in CATALOGUE.provisions()
    }
    assert found["5"] == ("可享受", "available")
    assert found["1"] == ("须主动办理", "on request")
    assert found["25b"] == ("可申请，海关酌定", "you can ask; at customs' discretion")
    assert found["18"] == ("由海关酌定，无须申请", "at customs' discretion; nothing to apply for")
    assert found["27"][0] == "有权申请，不保证批准"
    assert found["17"][0] == "原则上"
    assert found["21"][0] == "一般"
    assert found["10"][0] == "由海关选定（未列申请途径），不保证纳入"
    assert found["12"][0] == "海关仅作推荐，由他方决定"
    assert found["8"][0] == "须申请；海关仅作推荐，由他方决定"
    assert found["26a"][0] == "宣示性，无具体办理事项"


RESERVES = {
    Force.IN_PRINCIPLE: ("原则上", "in principle"),
    Force.GENERALLY: ("一般", "generally"),
    Force.MAY: ("海关酌定", "at customs' discretion"),
    Force.RIGHT_TO_APPLY: ("不保证批准", "not guaranteed"),
    Force.RECOMMENDATION: ("由他方决定", "others decide"),
    Force.STATEMENT: ("无具体办理事项", "nothing to claim"),
}


@pytest.mark.parametrize("route", Route)
@pytest.mark.parametrize("force", Force)
def test_only_what_is_firm_is_labelled_without_a_reserve(route: Route, force: Force) -> None:
    words = label(route, force)
    if force is not Force.FIRM:
        zh, en = RESERVES[force]
        assert zh in words.zh
        assert en in words.en
    assert (words.zh == "可享受") == ((route, force) == (Route.AUTOMATIC, Force.FIRM))
    if route is not Route.AUTOMATIC:
        assert words.en not in {"available", "in principle", "generally"}


def test_an_average_or_a_floor_is_never_shown_as_ones_own_rate() -> None:
    for _, provision in CATALOGUE.provisions():
        if provision.effect is None:
            continue
        words = EffectWords(CATALOGUE).words(provision.effect, provision.force)
        if provision.effect.nature is Nature.POPULATION_AVERAGE:
            assert "不是贵企业自身的比例" in words.zh
            assert "not your own rate" in words.en
        if provision.effect.nature is Nature.CONTROL_FLOOR:
            assert "不是承诺的比例" in words.zh
            assert "not a promised rate" in words.en


def test_a_measure_stands_in_the_group_of_what_must_be_done() -> None:
    level = {"credit_level": "advanced_certified", "export_food_producer": True}
    kinds = ["special_goods_approval", "bonded_innovation", "overseas_registration"]
    items: list[dict[str, Any]] = [{"kind": kind} for kind in kinds]
    items[0]["special_circumstances"] = False
    document = {"enterprise": level, "business": items}
    report = assess(CATALOGUE, read_profile(document, CATALOGUE), CALENDAR, ON)
    groups = {measure.number: measure_group(measure) for measure in report.measures}
    assert groups[25] is Group.CLAIM
    assert groups[17] is groups[28] is Group.AUTOMATIC
    assert groups[10] is groups[12] is Group.SELECTED
    assert groups[11] is Group.ANSWER
    assert groups[1] is Group.WAIT
    for measure in report.measures:
        best = measure_group(measure)
        used = best in {Group.CLAIM, Group.AUTOMATIC, Group.SELECTED}
        assert used == (measure.verdict is Verdict.APPLIES)
        assert (best is Group.ANSWER) == (measure.verdict is Verdict.UNDETERMINED)


HOSTILE = [
    "[red]A[/red] [link=x]B",
    "\x1b[31mred\x1b[0m\x07",
    "abc\u202egnp.exe\u2066",
    "line\nbreak\ttab\r",
    "null\0",
    "a" * 10_000,
    "海" * 5_000,
    "👩\u200d👩\u200d👧 🇨🇳",
    ":smile: {braces} %s {0}",
    "\u200b\ufeff\u2028",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("colour", [False, True])
def test_a_hostile_name_is_shown_and_never_obeyed(name: str, colour: bool) -> None:
    item = {
        "kind": "special_goods_approval",
        "special_circumstances": False,
        "id": name,
        "note": name,
    }
    level = {"name": name, "credit_level": "advanced_certified", "roles": []}
    evidence = {"enterprise.roles": {"source": name, "valid_until": "2026-01-01"}}
    document = {"ref": name, "enterprise": level, "business": [item], "evidence": evidence}
    text = shown(document, Lang.EN, 80, colour=colour)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)  # the report's own colours
    assert "\x1b" not in plain
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069\ufeff]", plain)
    assert told(visible(name)[:30]) <= told(plain)


@given(st.text(max_size=60))
def test_visible_text_has_no_control_or_direction_characters(text: str) -> None:
    found = visible(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", found)
    assert found == text or not text.isprintable()


@given(
    st.lists(
        st.tuples(*3 * [st.text("关海AEO 企业，（）25", max_size=60)]), min_size=1, max_size=4
    ),
    st.integers(30, 60),
)
def test_nothing_of_a_grid_is_lost_and_no_line_is_too_wide(
    rows: list[tuple[str, ...]], width: int
) -> None:
    text = printed(Grid(map(Prose, row) for row in rows), Page(Lang.ZH, width))
    assert all(cell_len(line) <= width for line in text.splitlines())
    assert told(text) == told("".join(map("".join, rows)))


NEVER_FIRST, NEVER_LAST = "，。；：、！？）》〉」』】〕”’", "（《〈「『【〔“‘"


@given(st.text("关海AEO 企业，。（）“”25-", max_size=80), st.integers(6, 40))
def test_prose_breaks_as_chinese_is_set(text: str, width: int) -> None:
    from rich.console import Console  # noqa: PLC0415  only this law needs it

    lines = Prose(text).wrap(Console(width=width), width)
    assert "".join(line.plain for line in lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line.plain) <= width for line in lines)
    for before, after in pairwise(line.plain for line in lines if line.plain):
        crowded = len(re.findall(f"[{NEVER_FIRST}{NEVER_LAST}]", before + after)) > width // 4
        assert crowded or after[0] not in NEVER_FIRST
        assert crowded or before[-1] not in NEVER_LAST
