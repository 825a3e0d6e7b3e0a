"""Why not any more: what changed between two reports, and the cause of each change."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import partial
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.audit import audit
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report
from aeo_cli.comparison.compare import compare
from aeo_cli.comparison.compared_report import ComparedReport
from aeo_cli.comparison.document import Turn
from aeo_cli.comparison.open_answers import MAX_SEARCHED
from aeo_cli.documents.text import Lang, both
from aeo_cli.documents.validation import validate
from aeo_cli.presentation.formats.terminal import differ
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.difference import DifferenceDigest
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_index
from tests.comparison.conftest import (
    APPLICANT,
    APPLICANT_FILE,
    BAY,
    CALENDAR,
    CATALOGUE,
    CERTIFIED,
    IDENTITY,
    NORMAL,
    ON,
    OTHER_EFFECT,
    OTHER_TRIGGER,
    SOURCE,
    again,
    another,
    between,
    causes_of,
    made,
    of,
    provision_answer,
)
from tests.conftest import Aeo
from tests.editions import edition
from tests.strategies import profiles, values


def names(causes: Any, new: Report) -> set[str]:
    """Return the facts among some causes, and the items, each with its id for its name."""
    found = set()
    for one in causes:
        if one.kind == "item":
            found.add(one.id)
            continue
        index = item_index(one.fact)
        owner, _, key = one.fact.rpartition(".")
        found.add(f"{owner if index is None else new.profile.business[index]['id']}.{key}")
    return found


@st.composite
def variants(draw: st.DrawFn) -> tuple[Any, list[tuple[str, Any]]]:
    """Draw a profile whose items have ids, and changes of it: facts, items gone, a new one."""
    before: Any = draw(profiles)
    items: list[Any] = before.setdefault("business", [])
    facts = {f"enterprise.{name}": fact for name, fact in BAY.enterprise.items()}
    facts |= {f"readings.{name}": fact for name, fact in BAY.readings.items()}
    for index, item in enumerate(items):
        item["id"] = f"I{index}"
        kind = BAY.kinds[item["kind"]]
        facts |= {f"I{index}.{name}": fact for name, fact in kind.facts.items()}
    gone = draw(st.sets(st.sampled_from(items_of(items)), max_size=1)) if items else set()
    chosen = [one for one in facts if one.partition(".")[0] not in gone]
    chosen = [one for one in chosen if one.partition(".")[2] not in IDENTITY]
    chosen = draw(st.lists(st.sampled_from(chosen), max_size=4, unique=True))
    changes = [(name, draw(st.none() | values(facts[name]))) for name in chosen]
    changes += [(name, None) for name in gone]
    if draw(st.booleans()):
        changes.append(("new", draw(st.sampled_from(list(BAY.kinds)))))
    return before, changes


def items_of(items: list[Any]) -> list[str]:
    return [item["id"] for item in items]


def after(before: Any, changes: Any) -> Any:
    """Return a profile after some changes."""
    document = deepcopy(before)
    for name, value in changes:
        owner, _, key = name.partition(".")
        items = document["business"]
        if owner in {"enterprise", "readings"}:
            document.setdefault(owner, {})[key] = value
        elif key:
            next(item for item in items if item["id"] == owner)[key] = value
        elif value is None:
            document["business"] = [item for item in items if item["id"] != owner]
        else:
            items.append({"id": owner, "kind": value})
    return document


@settings(max_examples=100)
@given(variants())
def test_the_causes_are_the_minimal_sets_of_changes_that_would_have_done(drawn: Any) -> None:
    before, changes = drawn
    subsets = list(
        chain.from_iterable(combinations(changes, size) for size in range(len(changes) + 1))
    )
    reports = {frozen(some): made(after(before, some), catalogue=BAY) for some in subsets}
    old, new = made(before, catalogue=BAY), made(after(before, changes), catalogue=BAY)
    found = between(old, new, BAY)

    def expected(look: Callable[[Report], Any], pair: Any) -> set[str]:
        """Return the changes in the minimal sets that would have done, by trying all sets."""
        reached = [
            {name for name, _ in some} for some in subsets if look(reports[frozen(some)]) == pair[1]
        ]
        least = [one for one in reached if not any(other < one for other in reached)]
        return set().union(*least) if pair[0] != pair[1] else set()

    told: Any
    for one in found.provisions:
        for key, told in (("verdict", one.verdict), ("entitled", one.entitled)):
            look = partial(told_of, id_=one.id, key=key)
            assert names(told.causes, new) == expected(look, told.sides), (one.id, key)
    for item in found.business:
        for each in item.answers:
            for key, told in (("applies", each.applies), ("deadline", each.deadline)):
                look = partial(told_of, id_=each.provision, key=key, item=item.id)
                assert names(told.causes, new) == expected(look, told.sides), (item.id, key)
    for opened in (*found.opened, *found.closed):
        index = item_index(opened.fact)
        id_ = None if index is None else new.profile.business[index]["id"]
        look = partial(is_open, named=(id_, *opened.fact.rpartition(".")[::2]))
        sides = look(old), look(new)
        assert names(opened.causes, new) == expected(look, sides), opened.fact


def is_open(report: Report, named: Any) -> bool:
    """Say whether a fact can change any answer; one that a report does not give, none can."""
    of_item, owner, key = named
    places = {one["id"]: index for index, one in enumerate(report.profile.business)}
    name = f"{owner}.{key}" if of_item is None else f"business[{places.get(of_item)}].{key}"
    return any(open_.fact == name for open_ in report.open_facts)


def told_of(report: Report, id_: str, key: str, item: str | None = None) -> Any:
    answer = provision_answer(report, id_)
    if item is None:
        return getattr(answer, key)
    found = [getattr(one, key) for one in answer.business if one.id == item]
    return found[0] if found else {"applies": Truth.FALSE, "deadline": None}[key]


def frozen(some: Any) -> str:
    return repr(sorted(map(repr, some)))


@pytest.mark.parametrize("back", [False, True], ids=["opened", "closed"])
def test_what_opens_nothing_by_itself_is_no_cause_of_an_open_fact(back: bool) -> None:
    """The level alone opens the reading, which the enquiry depends on too."""
    pair = (
        made({"enterprise": {"credit_level": "regular"}}),
        made({"enterprise": {"credit_level": "certified"}, "business": [{"kind": "enquiry"}]}),
    )
    found = between(*(pair[::-1] if back else pair))
    causes = {one.fact: names(one.causes, pair[1]) for one in (*found.opened, *found.closed)}
    assert causes["readings.certified_counts_as_aeo"] == {"enterprise.credit_level"}


def test_a_fact_is_a_cause() -> None:
    other = deepcopy(CERTIFIED) | {"enterprise": {"credit_level": "regular"}}
    found = between(again(made(other)), again(made(CERTIFIED)))
    cause = {
        "kind": "fact",
        "fact": "enterprise.credit_level",
        "before": "regular",
        "after": "advanced_certified",
        "expired": {"before": None, "after": None},
    }
    assert causes_of(found, "25b") == causes_of(found, "25b", "deadline") == [cause]
    assert [one.model_dump() for one in found.inputs] == [cause]


def test_an_effect_of_the_catalogue_is_a_cause(tmp_path: Path) -> None:
    other = another(tmp_path, OTHER_EFFECT)
    found = between(again(made(CERTIFIED, catalogue=other)), made(CERTIFIED))
    (cause,) = causes_of(found, "25b", "deadline")
    assert (cause["kind"], cause["provision"], cause["part"]) == ("catalogue", "25b", "effect")
    assert (cause["before"]["to"]["value"], cause["after"]["to"]["value"]) == (7, 5)
    assert causes_of(found, "25b") == []
    assert [one.kind for one in found.inputs] == ["catalogue"]


def test_a_condition_of_the_catalogue_is_a_cause(tmp_path: Path) -> None:
    other = another(tmp_path, OTHER_TRIGGER)
    found = between(again(made(CERTIFIED, catalogue=other)), made(CERTIFIED))
    (cause,) = causes_of(found, "25b")
    assert (cause["kind"], cause["part"]) == ("catalogue", "triggered")
    operands = [cause[side]["is"] for side in ("before", "after")]
    assert operands == [True, False]


def test_a_text_of_the_catalogue_is_told_though_no_answer_changed(tmp_path: Path) -> None:
    other = another(
        tmp_path, ('en = "Customs takes up enquiries', 'en = "Customs takes up questions')
    )
    found = between(again(made(CERTIFIED, catalogue=other)), made(CERTIFIED))
    assert not found.changed
    (cause,) = found.inputs
    assert cause.model_dump()["part"] == "summary"
    assert cause.model_dump()["before"]["en"].startswith("Customs takes up questions")


def test_a_provision_that_a_catalogue_has_not_is_a_cause(tmp_path: Path) -> None:
    start = SOURCE.index("[[measures]]\nnumber = 33")
    other = another(tmp_path, (SOURCE[start:], ""))
    found = between(again(made(CERTIFIED, catalogue=other)), made(CERTIFIED))
    (gained,) = found.provisions
    assert (gained.id, gained.verdict.before, gained.turn) == ("33", None, Turn.GAINED)
    assert [one.model_dump()["part"] for one in gained.verdict.causes] == ["itself"]
    (lost,) = between(made(CERTIFIED), again(made(CERTIFIED, catalogue=other))).provisions
    assert (lost.id, lost.verdict.after, lost.turn) == ("33", None, Turn.LOST)


AEO, QUARANTINE = 'entitled = { definition = "aeo" }', "quarantine_approval"


@pytest.mark.parametrize("what", ["kind", "standing", "no longer standing"])
@pytest.mark.parametrize("is_forth", [True, False], ids=["forth", "back"])
def test_another_need_of_business_is_a_cause_and_nobody_is_accused(
    what: str, is_forth: bool, tmp_path: Path
) -> None:
    profile = deepcopy(CERTIFIED)
    profile["business"] += [{"id": "Q", "kind": "enquiry"}, {"id": "D", "kind": QUARANTINE}]
    needs = f'kind = "{QUARANTINE}"\n'
    catalogues = {
        "kind": of("26b", needs, 'kind = "enquiry"\n'),
        "standing": of("28", AEO, f'{AEO}\nkind = "commodity_inspection"'),
        "no longer standing": of("26a", needs, ""),
    }
    other = again(made(profile, catalogue=another(tmp_path, catalogues[what])))
    ours = again(made(profile))
    found = between(other, ours) if is_forth else between(ours, other)
    told = [one for provision in found.provisions for one in provision.verdict.causes]
    told += [one for item in found.business for each in item.answers for one in each.applies.causes]
    assert {one.kind for one in told} <= {"catalogue"}
    assert {one.kind for one in found.inputs} == {"catalogue"}
    for provision in found.provisions:
        assert provision.verdict.causes or provision.verdict.before is provision.verdict.after
    for item in found.business:
        assert all(each.applies.causes for each in item.answers if each.turn)


def test_another_start_of_a_limit_is_a_cause_though_its_catalogue_is_not_at_hand(
    tmp_path: Path,
) -> None:
    filed = """
[kinds.special_goods_approval.facts.filed_on]
type = "date"
label = { zh = "提交日期", en = "day of filing" }
question = { zh = "哪一天提交？", en = "Filed on which day?" }

[kinds.special_goods_approval.facts.accepted_on]"""
    changes = (
        ("[kinds.special_goods_approval.facts.accepted_on]", filed.lstrip()),
        of("25b", 'runs_from = "accepted_on"', 'runs_from = "filed_on"'),
    )
    profile = deepcopy(CERTIFIED)
    profile["business"][0] |= {"filed_on": "2026-03-04"}
    old = made(profile, catalogue=another(tmp_path, *changes))
    found = between(again(old), made(CERTIFIED))
    (cause,) = causes_of(found, "25b", "deadline")
    assert (cause["part"], cause["before"], cause["after"]) == (
        "runs_from",
        "filed_on",
        "accepted_on",
    )
    later = deepcopy(profile)
    later["business"][0] |= {"filed_on": "2026-03-05"}
    newer = made(later, catalogue=another(tmp_path, *changes))
    dates = causes_of(between(again(old), again(newer)), "25b", "deadline")
    assert [one["fact"] for one in dates] == ["business[0].filed_on"]


def test_where_an_item_came_up_and_its_condition_changed_both_are_causes(tmp_path: Path) -> None:
    other = another(tmp_path, OTHER_TRIGGER)
    goods = CERTIFIED["business"][0]
    old = deepcopy(CERTIFIED) | {"business": [goods | {"id": "A"}]}
    new = deepcopy(CERTIFIED) | {"business": [goods | {"id": "B"}]}
    found = between(again(made(old, catalogue=other)), made(new))
    (verdict,) = (one.verdict for one in found.provisions if one.id == "25b")
    assert [one.kind for one in verdict.causes] == ["catalogue"]
    came_up = next(item for item in found.business if item.id == "B")
    (answer,) = (one for one in came_up.answers if one.provision == "25b")
    assert [one.kind for one in answer.applies.causes] == ["item", "catalogue"]


def test_what_only_one_catalogue_has_is_the_cause_of_what_it_opens(tmp_path: Path) -> None:
    start = SOURCE.index("[[measures]]\nnumber = 11")
    fewer = another(tmp_path, (SOURCE[start : SOURCE.index("[[measures]]\nnumber = 12")], ""))
    pair = (again(made(CERTIFIED, catalogue=fewer)), made(CERTIFIED))
    reading = "readings.ic_list_open_to_other_aeo"
    for found in (between(*pair).opened, between(*pair[::-1]).closed):
        (one,) = (one for one in found if one.fact == reading)
        assert [(cause.model_dump()["part"]) for cause in one.causes] == ["itself"]


def test_a_caveat_that_hangs_on_a_fact_is_no_change_of_the_catalogue(tmp_path: Path) -> None:
    other = another(tmp_path, ("number = 33", "number = 33 # the same"))
    level = deepcopy(CERTIFIED) | {"enterprise": {"credit_level": "certified"}}
    found = between(again(made(level, catalogue=other)), made(CERTIFIED))
    assert {one.kind for one in found.inputs} == {"fact"}


def test_a_fact_of_another_type_is_unknown_to_the_other_condition(tmp_path: Path) -> None:
    start = SOURCE.index("[kinds.special_goods_approval.facts.special_circumstances]")
    end = SOURCE.index("label", start)
    typed = SOURCE[start:end].replace('"boolean"', '"set"\nchoices.no = { zh = "无", en = "no" }')
    other = another(
        tmp_path,
        (SOURCE[start:end], typed),
        *[(NORMAL, NORMAL.replace("is = false", 'has = "no"'))] * 2,
    )
    old = deepcopy(CERTIFIED)
    old["business"][0]["special_circumstances"] = []
    found = between(again(made(old, catalogue=other)), made(CERTIFIED))
    assert [one["kind"] for one in causes_of(found, "25b")] == ["fact", "catalogue"]


def test_reports_with_a_day_in_a_condition_are_compared(tmp_path: Path) -> None:
    dated = f'{{ all = [{NORMAL}, {{ fact = "item.accepted_on", at_least = 2026-03-02 }}] }}'
    other = another(tmp_path, of("25b", NORMAL, dated))
    late, early = deepcopy(CERTIFIED), deepcopy(CERTIFIED)
    early["business"][0]["accepted_on"] = "2026-03-01"
    old, new = (again(made(one, catalogue=other)) for one in (early, late))
    found = compare(ComparedReport(old), ComparedReport(new), other, CALENDAR)
    assert [one["fact"] for one in causes_of(found, "25b")] == ["business[0].accepted_on"]
    assert audit(old, other).unaltered is True
    assert [one["kind"] for one in causes_of(between(new, made(early)), "25b")] == []


def test_what_no_answer_hangs_on_is_told_as_well() -> None:
    told = deepcopy(APPLICANT) | {
        "ref": "a",
        "evidence": {
            "enterprise.credit_level": {"source": "x", "valid_until": "2026-03-31"},
            "business[SG-1].special_circumstances": {"source": "z"},
        },
    }
    other = deepcopy(told) | {"ref": "b"}
    other["business"][0]["note"] = "n"
    other["evidence"]["enterprise.credit_level"] = {"source": "y"}
    del other["evidence"]["business[SG-1].special_circumstances"]
    found = between(again(made(told)), made(other))
    assert not found.changed
    causes: Any = found.inputs
    assert [getattr(one, "name", None) or one.fact for one in causes] == [
        "ref",
        "business[0].note",
        "enterprise.credit_level",
        "business[0].special_circumstances",
    ]
    assert (causes[2].before.source, causes[2].after.source) == ("x", "y")
    assert causes[3].after is None


def test_the_day_is_a_cause_where_evidence_ended_between_the_two() -> None:
    evidence = {"evidence": {"enterprise.credit_level": {"valid_until": "2026-03-10"}}}
    told = deepcopy(CERTIFIED) | evidence
    found = between(again(made(told)), again(made(told, date(2026, 3, 11))))
    (cause,) = causes_of(found, "25b")
    assert cause == {
        "kind": "day",
        "fact": "enterprise.credit_level",
        "valid_until": date(2026, 3, 10),
        "before": ON,
        "after": date(2026, 3, 11),
    }
    assert not between(made(told), made(told, date(2026, 3, 10))).changed
    back = between(again(made(told, date(2026, 3, 11))), again(made(told)))
    assert [one["kind"] for one in causes_of(back, "25b")] == ["day"]
    both_ended = deepcopy(told) | {"enterprise": {"credit_level": "regular"}}
    renewed = between(made(told, date(2026, 3, 11)), made(CERTIFIED, date(2026, 3, 11)))
    (cause,) = causes_of(renewed, "25b")
    assert (cause["kind"], cause["before"], cause["after"]) == ("fact", None, "advanced_certified")
    assert cause["expired"] == {"before": date(2026, 3, 10), "after": None}
    assert [one.kind for one in renewed.inputs] == ["fact", "evidence"]
    late = date(2026, 3, 12)
    assert not between(made(told, late), made(both_ended, late)).changed


def test_another_version_of_the_tool_is_a_cause_where_nothing_else_is() -> None:
    other = altered(made(CERTIFIED), "aeo 0.0.9")
    found = between(other, made(CERTIFIED))
    (cause,) = causes_of(found, "25b")
    assert cause == {"kind": "tool", "before": "aeo 0.0.9", "after": "aeo 0.1.0"}
    assert audit(other, CATALOGUE).unaltered is None


def test_an_alteration_is_a_cause_where_nothing_else_is() -> None:
    other = altered(made(CERTIFIED))
    for old, new, side in ((other, made(CERTIFIED), "before"), (made(CERTIFIED), other, "after")):
        (cause,) = causes_of(between(old, new), "25b")
        assert cause == {"kind": "inconsistency", "side": side}
    told = audit(other, CATALOGUE)
    assert (told.unaltered, told.altered_at) == (False, "summary.applies")
    assert audit(made(CERTIFIED), CATALOGUE).unaltered is True


def altered(report: Report, tool: str | None = None) -> Report:
    """Return a report in which somebody wrote that 25b does not apply."""
    document = json.loads(report.model_dump_json())
    document["tool"] = tool or document["tool"]
    document["summary"] |= {"applies": 0, "dormant": document["summary"]["dormant"] + 4}
    provision = document["measures"][24]["provisions"][1]
    provision |= {"verdict": "dormant", "applies": False}
    provision["business"][0] |= {"applies": False, "deadline": None}
    return validate(Report, document, both("x", "x"))


def test_the_calendar_is_a_cause_where_it_was_not_published_yet() -> None:
    told = deepcopy(CERTIFIED)
    told["business"][0]["accepted_on"] = "2026-02-10"
    known = read_profile(told, CATALOGUE)
    before = assess(CATALOGUE, known, ChineseCalendar(2025), ON)
    found = between(again(before), made(told))
    (cause,) = causes_of(found, "25b", "deadline")
    years = [cause[side]["published_until"] for side in ("before", "after")]
    assert (cause["kind"], *years) == ("calendar", 2025, 2026)
    assert audit(before, CATALOGUE).unaltered is True


EXTENDED = {date(2026, 3, 9): False, date(2026, 3, 14): True}
"""A later notice closes offices on a Monday, and opens them on the Saturday for it."""


def made_by_another_edition(document: Any, days: dict[date, bool] = EXTENDED) -> Report:
    with edition(days):
        return again(assess(CATALOGUE, read_profile(document, CATALOGUE), ChineseCalendar(), ON))


def test_a_change_of_a_published_year_is_a_cause_of_its_own() -> None:
    former, present = made_by_another_edition(CERTIFIED), again(made(CERTIFIED))
    for old, new in ((former, present), (present, former)):
        found = between(old, new)
        (cause,) = causes_of(found, "25b", "deadline")
        assert cause["kind"] == "calendar"
        assert (cause["before"], cause["after"]) == (
            old.calendar.model_dump(),
            new.calendar.model_dump(),
        )
        assert [one.kind for one in found.inputs] == ["calendar"]
        assert [side.unaltered for side in (found.before, found.after)] == [
            None if side is former else True for side in (old, new)
        ]
        assert not found.provisions


def test_an_edition_is_no_cause_where_it_does_not_move_a_date() -> None:
    elsewhere = made_by_another_edition(CERTIFIED, {date(2026, 9, 9): False})
    found = between(elsewhere, made(CERTIFIED))
    assert not found.changed
    assert [one.kind for one in found.inputs] == ["calendar"]
    assert found.before.unaltered is True


@pytest.mark.parametrize("days", [EXTENDED, {date(2026, 9, 9): False}], ids=["near", "far"])
def test_facts_the_tool_and_the_catalogue_are_told_from_the_edition(
    days: dict[date, bool], tmp_path: Path
) -> None:
    former, late = made_by_another_edition(CERTIFIED, days), deepcopy(CERTIFIED)
    late["business"][0]["accepted_on"] = "2026-06-01"
    (cause,) = causes_of(between(former, made(late)), "25b", "deadline")
    assert (cause["kind"], cause["fact"]) == ("fact", "business[0].accepted_on")
    seven = another(tmp_path, OTHER_EFFECT)
    other = assess(seven, read_profile(CERTIFIED, seven), CALENDAR, ON)
    kinds = {cause["kind"] for cause in causes_of(between(former, other), "25b", "deadline")}
    assert kinds == {"catalogue"}
    lost = between(former, altered(made(CERTIFIED), "aeo 0.0.9"))
    assert [cause["kind"] for cause in causes_of(lost, "25b")] == ["tool"]


def test_a_report_of_another_edition_that_was_altered_is_told_so() -> None:
    document = json.loads(made_by_another_edition(CERTIFIED).model_dump_json())
    document["measures"][24]["title"]["en"] = "x"
    other = validate(Report, document, both("x", "x"))
    assert audit(other, CATALOGUE) == (False, "measures[24].title.en")


def test_causes_of_all_kinds_are_told_apart(tmp_path: Path) -> None:
    other = another(tmp_path, OTHER_EFFECT, OTHER_TRIGGER)
    old = deepcopy(CERTIFIED) | {
        "enterprise": {"credit_level": "regular", "roles": []},
        "evidence": {"enterprise.roles": {"valid_until": "2026-03-02"}},
    }
    new = deepcopy(old) | {"enterprise": {"credit_level": "advanced_certified", "roles": []}}
    new["business"][0]["accepted_on"] = "2026-03-03"
    found = between(again(made(old, catalogue=other)), again(made(new, date(2026, 3, 3))))
    named = [(one["kind"], one.get("part") or one["fact"]) for one in causes_of(found, "25b")]
    assert named == [("fact", "enterprise.credit_level"), ("catalogue", "triggered")]
    dates = causes_of(found, "25b", "deadline")
    assert [one.get("part") or one["fact"] for one in dates] == [
        "enterprise.credit_level",
        "triggered",
        "business[0].accepted_on",
        "effect",
    ]
    opened = {one.fact: [cause.kind for cause in one.causes] for one in found.opened}
    assert opened["enterprise.industries"] == ["fact"]
    assert "day" in {one.kind for one in found.inputs}
    archive = {one.id: one for one in found.provisions}["13"]
    assert {one.kind for one in archive.verdict.causes} >= {"fact"}


def test_of_more_differences_than_are_searched_all_are_named() -> None:
    enquiries = [{"id": f"Q-{number}", "kind": "enquiry"} for number in range(MAX_SEARCHED + 1)]
    new = deepcopy(CERTIFIED)
    new["business"] += enquiries
    found = between(made(CERTIFIED), made(new))
    (verdict,) = (one.verdict for one in found.provisions if one.id == "29a")
    causes: Any = verdict.causes
    assert [one.id for one in causes] == [one["id"] for one in enquiries]


def test_items_are_matched_by_id_else_by_place_and_kind() -> None:
    first, second, third = APPLICANT["business"]
    nameless = {key: value for key, value in second.items() if key != "id"}
    level = {"enterprise": {"credit_level": "advanced_certified"}}
    old = made(level | {"business": [first, nameless, third]})
    new = made(level | {"business": [third, nameless, {"kind": "enquiry"}, first]})
    found = between(old, new)
    assert [(one.index.before, one.index.after, one.business) for one in found.business] == [
        (None, 2, "enquiry")
    ]
    gone = between(old, made(level | {"business": [{"kind": "enquiry"}]}))
    assert [(one.index.before, one.index.after) for one in gone.business] == [
        (None, 0),
        (0, None),
        (1, None),
        (2, None),
    ]
    causes: Any = gone.inputs
    told = [(one.index.before, one.index.after, one.id, one.business) for one in causes]
    assert told == [
        (None, 0, None, "enquiry"),
        (0, None, "SG-1", "special_goods_approval"),
        (1, None, None, "quarantine_approval"),
        (2, None, "YY-1", "appointment_clearance"),
    ]


def test_a_report_against_its_profile_comes_out_the_same_and_is_unaltered(
    aeo: Aeo, tmp_path: Path
) -> None:
    profile = str(APPLICANT_FILE)
    aeo("check", profile, "--on", "2026-03-03", "-o", "report.json")
    words = ("diff", "report.json", profile, "--fail-on", "change")
    same = aeo(*words, "--on", "2026-03-30")
    assert (same.returncode, same.stderr) == (0, b"")
    text = " ".join(same.stdout.decode().split())
    assert "No answer changes." in text
    assert "its answers match its profile" in text
    late = aeo(*words, "--on", "2026-04-01")
    assert (late.returncode, late.stderr) == (1, b"answers changed\n")
    assert "the evidence for “customs credit level” expired after 2026-03-31" in " ".join(
        late.stdout.decode().split()
    )
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    report["measures"][24]["title"]["en"] = "Everything is free"
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    changed = aeo(*words, "--on", "2026-03-30")
    place = "measures[24].title.en"
    assert changed.returncode == 1
    assert changed.stderr.decode() == f"report.json: the report was altered; first at {place}\n"
    told = "its answers do not match its profile, first at"
    assert f"the old report was altered: {told} {place}." in " ".join(
        changed.stdout.decode().split()
    )


def test_what_comes_from_a_pipe_is_compared_too(aeo: Aeo) -> None:
    profile = APPLICANT_FILE
    words = ("diff", "-", str(profile), "--on", "2026-03-03", "--fail-on", "change", "--json")
    assert aeo(*words, stdin=profile.read_bytes()).returncode == 0


def item_of(document: Any) -> Any:
    return document["measures"][24]["provisions"][1]["business"][0]


NOBODY = {"source": None, "verified_on": None, "valid_until": None}


BAD_REPORTS: dict[str, Callable[[Any], Any]] = {
    "an index that is too high": lambda one: item_of(one).update(index=7),
    "an index below zero": lambda one: item_of(one).update(index=-1),
    "an open fact of no item": lambda one: one["open_facts"][0].update(fact="business[3].x"),
    "evidence of no item": lambda one: one["profile"]["evidence"].update({"business[5].x": NOBODY}),
    "an item without kind": lambda one: one["profile"]["business"][0].pop("kind"),
    "an item with a list as id": lambda one: one["profile"]["business"][0].update(id=["a"]),
    "some measures only": lambda one: one["measures"].pop(),
    "another document": lambda one: one.update(schema="aeo-question/1"),
    "no measures": lambda one: one.pop("measures"),
    "two items with one id": lambda one: one["profile"]["business"].append(
        dict(one["profile"]["business"][0])
    ),
    "a note that is a number": lambda one: one["profile"]["business"][0].update(note=1),
    "an item without its note": lambda one: one["profile"]["business"][0].pop("note"),
}


ODD_VALUES: dict[str, list[Any]] = {
    "accepted_on": ["soon", "9999-12-30", "0001-01-01", "2026-03-02T10:00", 7, True],
    "industries": [True, 3, "food"],
    "roles": [True],
    "credit_level": [1, ["a"]],
}


@pytest.mark.parametrize(
    ("fact", "value"), [(fact, value) for fact in ODD_VALUES for value in ODD_VALUES[fact]]
)
@pytest.mark.parametrize("is_old", [True, False], ids=["old", "new"])
def test_an_odd_value_in_an_edited_report_is_compared_as_it_stands(
    fact: str, value: Any, is_old: bool
) -> None:
    document = json.loads(made(CERTIFIED).model_dump_json())
    profile = document["profile"]
    (profile["business"][0] if fact == "accepted_on" else profile["enterprise"])[fact] = value
    edited = validate(Report, document, both("x", "x"))
    pair = (edited, made(APPLICANT)) if is_old else (made(APPLICANT), edited)
    found = between(*pair)
    side = found.before if is_old else found.after
    assert side.unaltered is False
    for lang in Lang:
        digest = DifferenceDigest(found, pair, CATALOGUE, lang, supposed=False)
        assert differ(digest, Page(lang, 80, colour=False))


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("tool", "aeo 9.9", "tool: shanghai-2023 "),
        ("digest", f"sha256:{'a' * 64}", "catalogue: aaaaaaaa → "),
    ],
)
def test_what_differs_is_named(aeo: Aeo, tmp_path: Path, key: str, value: str, line: str) -> None:
    saved = aeo("check", str(APPLICANT_FILE), "--on", "2026-03-30", "--json").stdout
    document = json.loads(saved)
    (document["catalogue"] if key == "digest" else document)[key] = value
    (tmp_path / "new.json").write_bytes(saved)
    (tmp_path / "old.json").write_text(json.dumps(document), encoding="utf-8")
    words = (str(tmp_path / "old.json"), str(tmp_path / "new.json"))
    told = aeo("diff", *words, "--lang", "en").stdout.decode()
    assert line in told, told
