"""What if, and why not any more: differences between two reports, and the causes of each."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import partial
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aeo_cli.assess import assess
from aeo_cli.calendars import ChineseCalendar
from aeo_cli.catalogue import Catalogue
from aeo_cli.changes import laid_over
from aeo_cli.cli.supposing import Suppositions
from aeo_cli.comparing import Version, compare, recorded
from aeo_cli.difference import Difference, Turn
from aeo_cli.effects import Nature
from aeo_cli.kleene import Truth
from aeo_cli.loading import load_catalogue
from aeo_cli.profile_reader import read_profile
from aeo_cli.report import Report
from aeo_cli.shapes import shaped
from aeo_cli.text import both
from conftest import ROOT, Aeo, Golden, Prints
from strategies import profiles, values

CATALOGUE, CALENDAR, ON = load_catalogue(), ChineseCalendar(), date(2026, 3, 2)
SOURCE = (ROOT / "data" / "measures.toml").read_text(encoding="utf-8")
SOME = settings(max_examples=60)


def made(document: Any, on: date = ON, catalogue: Catalogue = CATALOGUE) -> Report:
    return assess(catalogue, read_profile(document, catalogue), CALENDAR, on)


def between(old: Report, new: Report) -> Difference:
    return compare(Version(old), Version(new), CATALOGUE, CALENDAR)


def again(report: Report) -> Report:
    """Return a report as it is read from a file."""
    return shaped(Report, json.loads(report.model_dump_json()), both("x", "x"))


# What if


@st.composite
def suppositions(draw: st.DrawFn) -> tuple[Any, Any, Suppositions]:
    """Draw a profile, the same with something changed by hand, and what changes it."""
    before: Any = draw(profiles)
    after = deepcopy(before)
    items = after.setdefault("business", [])
    added = draw(st.lists(st.sampled_from(list(CATALOGUE.kinds)), max_size=2))
    items += [{"kind": kind} for kind in added]
    names = [f"enterprise.{name}" for name in CATALOGUE.enterprise if name not in IDENTITY]
    names += [f"readings.{name}" for name in CATALOGUE.readings]
    for index, item in enumerate(items):
        names += [f"business[{index}].{name}" for name in CATALOGUE.kinds[item["kind"]].facts]
    unset, assigned = [], []
    for name in draw(st.lists(st.sampled_from(names), max_size=3, unique=True)):
        owner, key = name.split(".")
        fact = CATALOGUE.fact(name, [item["kind"] for item in items])
        table = items[int(owner[9:-1])] if "[" in owner else after.setdefault(owner, {})
        value = draw(st.none() | values(fact))
        if value is None:
            table.pop(key, None)
            unset.append(name)
        else:
            table[key] = value
            assigned.append(f"{name}={written(value)}")
    return before, after, Suppositions(None, tuple(added), tuple(unset), tuple(assigned))


IDENTITY = {"name", "uscc", "customs_code"}


def written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


@SOME
@given(suppositions())
def test_a_what_if_is_the_difference_between_two_checks(
    drawn: tuple[Any, Any, Suppositions],
) -> None:
    before, after, supposed = drawn
    profile = supposed.of(read_profile(before, CATALOGUE), CATALOGUE)
    assert assess(CATALOGUE, profile, CALENDAR, ON) == made(after)
    old, new = made(before), made(after)
    found = between(old, new)
    assert_told(found, old, new)


def assert_told(found: Difference, old: Report, new: Report) -> None:
    """Compare two reports of items at the same places by other means."""
    sides = [{limb.id: limb for m in one.measures for limb in m.provisions} for one in (old, new)]
    expected = {
        id_
        for id_ in sides[0]
        if any(
            getattr(sides[0][id_], key) != getattr(sides[1][id_], key)
            for key in ("verdict", "entitled", "open_facts")
        )
    }
    assert {one.id for one in found.provisions} == expected
    for one in found.provisions:
        was, is_ = sides[0][one.id], sides[1][one.id]
        assert (one.verdict.before, one.verdict.after) == (was.verdict, is_.verdict)
        assert (one.entitled.before, one.entitled.after) == (was.entitled, is_.entitled)
        assert (one.turn is Turn.GAINED) == (is_.applies is Truth.TRUE is not was.applies)
        assert (one.turn is Turn.LOST) == (was.applies is Truth.TRUE and is_.applies is Truth.FALSE)
        assert bool(one.verdict.causes) == (was.verdict is not is_.verdict)
        assert bool(one.entitled.causes) == (was.entitled is not is_.entitled)
    answers = [
        {(limb.id, item.index): item for limb in side.values() for item in limb.business}
        for side in sides
    ]
    changed = {
        key
        for key in answers[0] | answers[1]
        if answer(answers[0].get(key)) != answer(answers[1].get(key))
    }
    assert changed == {
        (one.provision, item.index.after) for item in found.business for one in item.answers
    }
    for place, side in enumerate((old, new)):
        days = sum(saved(side, index) for index in range(len(side.profile.business)))
        assert getattr(found.saved.working_days, ("before", "after")[place]) == days
    assert found.changed == bool(expected or changed or found.opened or found.closed)
    asked = [{open_.fact for open_ in side.open_facts} for side in (old, new)]
    assert {one.fact for one in found.opened} == asked[1] - asked[0]
    assert {one.fact for one in found.closed} == asked[0] - asked[1]
    assert all(one.causes for one in (*found.opened, *found.closed))


def answer(item: Any) -> Any:
    absent = (Truth.FALSE, None, ())
    return absent if item is None else (item.applies, item.deadline, item.open_facts)


def saved(report: Report, index: int) -> int:
    """Return by how many working days the shortest limit of an item is shorter."""
    found = [0]
    for limb in (limb for measure in report.measures for limb in measure.provisions):
        effect = limb.effect
        if effect and effect.from_ and effect.nature is Nature.AUTHORITY_DEADLINE:
            by = effect.from_.value - effect.to.value
            found += [by for item in limb.business if item.index == index and item.applies.value]
    return max(found)


def test_a_preset_shows_what_the_status_would_bring_and_what_its_loss_would_cost() -> None:
    regular = json.loads(json.dumps(APPLICANT)) | {"evidence": None}
    profile = read_profile(regular, CATALOGUE)
    gained = Suppositions("aeo", (), (), ()).of(profile, CATALOGUE)
    found = between(made(regular), assess(CATALOGUE, gained, CALENDAR, ON))
    assert (found.saved.working_days.before, found.saved.working_days.after) == (0, 25)
    assert (found.saved.hours.before, found.saved.hours.after) == (0, 16)
    turns = {one.id: one.turn for one in found.provisions}
    assert turns["25b"] is turns["26d"] is turns["27"] is Turn.GAINED
    assert {one.id for one in found.provisions if one.entitlement is Turn.GAINED} >= {"1", "24"} - {
        "24"
    }
    lost = Suppositions("loss", (), (), ()).of(gained, CATALOGUE)
    back = between(assess(CATALOGUE, gained, CALENDAR, ON), assess(CATALOGUE, lost, CALENDAR, ON))
    assert (back.saved.working_days.before, back.saved.working_days.after) == (25, 0)
    hit = {item.id: item.saved.working_days.before for item in back.business}
    assert hit == {"SG-1": 15, "DZ-1": 10, "YY-1": 0}


APPLICANT: Any = {
    "enterprise": {"credit_level": "regular", "in_comprehensive_bonded_zone": False},
    "business": [
        {
            "id": "SG-1",
            "kind": "special_goods_approval",
            "special_circumstances": False,
            "accepted_on": "2026-03-02",
        },
        {
            "id": "DZ-1",
            "kind": "quarantine_approval",
            "final_approval_delegated": True,
            "meets_conditions": True,
        },
        {
            "id": "YY-1",
            "kind": "appointment_clearance",
            "outside_office_hours": True,
            "appointment_at": "2026-03-07T22:00",
        },
    ],
}


def test_a_second_profile_is_laid_over_the_first_by_id_else_by_place_and_kind() -> None:
    over: Any = {
        "enterprise": {"credit_level": "advanced_certified"},
        "business": [
            {"kind": "enquiry"},
            {"kind": "quarantine_approval", "meets_conditions": False},
            {"id": "SG-1", "kind": "special_goods_approval", "special_circumstances": True},
        ],
        "unknown": ["business[2].accepted_on", "readings.certified_counts_as_aeo"],
        "evidence": {"business[1].meets_conditions": {"source": "x"}},
    }
    under = deepcopy(APPLICANT) | {
        "readings": {"certified_counts_as_aeo": True},
        "evidence": {"enterprise.credit_level": {"valid_until": "2026-01-01"}},
    }
    found = laid_over(read_profile(under, CATALOGUE), read_profile(over, CATALOGUE))
    kinds = [item.kind for item in found.business]
    assert kinds == [item["kind"] for item in APPLICANT["business"]] + ["enquiry"]
    assert found.business[0].facts == {"special_circumstances": True}
    assert found.business[1].facts == {"final_approval_delegated": True, "meets_conditions": False}
    assert found.enterprise["credit_level"] == "advanced_certified"
    assert found.readings == {}
    assert found.unknown == ("business[0].accepted_on", "readings.certified_counts_as_aeo")
    assert list(found.evidence) == ["business[1].meets_conditions"]


# Causes


def facts(causes: Any) -> set[str]:
    return {one.fact for one in causes}


@st.composite
def variants(draw: st.DrawFn) -> tuple[Any, list[tuple[str, Any]]]:
    """Draw a profile with items that have ids, and changes of it, an item or a fact each."""
    before: Any = draw(profiles)
    items: list[Any] = before.setdefault("business", [])
    for index, item in enumerate(items):
        item["id"] = f"I-{index}"
    names = [f"enterprise.{name}" for name in CATALOGUE.enterprise if name not in IDENTITY]
    names += [f"readings.{name}" for name in CATALOGUE.readings]
    for index, item in enumerate(items):
        names += [f"business[{index}].{name}" for name in CATALOGUE.kinds[item["kind"]].facts]
    kinds = [item["kind"] for item in items]
    chosen = draw(st.lists(st.sampled_from(names), max_size=4, unique=True))
    changes = [(name, draw(st.none() | values(CATALOGUE.fact(name, kinds)))) for name in chosen]
    if draw(st.booleans()):
        changes.append(("business[9]", draw(st.sampled_from(list(CATALOGUE.kinds)))))
    return before, changes


def after(before: Any, changes: Any) -> Any:
    """Return a profile after some changes."""
    document = deepcopy(before)
    for name, value in changes:
        owner, _, key = name.partition(".")
        if not key:
            document["business"].append({"id": "new", "kind": value})
        elif owner.startswith("business"):
            document["business"][int(owner[9:-1])][key] = value
        else:
            document.setdefault(owner, {})[key] = value
    return document


@settings(max_examples=80)
@given(variants())
def test_the_causes_are_the_smallest_sets_of_changes_that_would_have_done(drawn: Any) -> None:
    before, changes = drawn
    subsets = list(
        chain.from_iterable(combinations(changes, size) for size in range(len(changes) + 1))
    )
    reports = {frozen(some): made(after(before, some)) for some in subsets}
    old, new = made(before), made(after(before, changes))
    found, added = between(old, new), len(old.profile.business)

    def expected(look: Callable[[Report], Any], told: Any) -> set[str]:
        """Return the changes in the smallest sets that would have done, by trying all sets."""
        reached = [
            {name.replace("business[9]", f"business[{added}]") for name, _ in some}
            for some in subsets
            if look(reports[frozen(some)]) == told.after
        ]
        least = [one for one in reached if not any(other < one for other in reached)]
        return set().union(*least) if told.before != told.after else set()

    told: Any
    for one in found.provisions:
        for key, told in (("verdict", one.verdict), ("entitled", one.entitled)):
            look = partial(told_of, id_=one.id, key=key)
            assert facts(told.causes) == expected(look, told), (one.id, key)
    for item in found.business:
        for each in item.answers:
            for key, told in (("applies", each.applies), ("deadline", each.deadline)):
                look = partial(told_of, id_=each.provision, key=key, item=item.id)
                assert facts(told.causes) == expected(look, told), (item.id, each.provision, key)


def told_of(report: Report, id_: str, key: str, item: str | None = None) -> Any:
    answer = limb(report, id_)
    if item is None:
        return getattr(answer, key)
    found = [getattr(one, key) for one in answer.business if one.id == item]
    return found[0] if found else {"applies": Truth.FALSE, "deadline": None}[key]


def frozen(some: Any) -> str:
    return repr(sorted(map(repr, some)))


def limb(report: Report, id_: str) -> Any:
    limbs = (limb for measure in report.measures for limb in measure.provisions)
    return next(limb for limb in limbs if limb.id == id_)


def another(tmp_path: Path, *changes: tuple[str, str]) -> Catalogue:
    """Return the catalogue with something changed."""
    text = SOURCE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = tmp_path / "another.toml"
    path.write_text(text, encoding="utf-8")
    return load_catalogue(str(path))


OTHER_EFFECT = (
    'from = { value = 20, unit = "working_day" }, to = { comparator = "at_most", value = 5',
    'from = { value = 20, unit = "working_day" }, to = { comparator = "at_most", value = 7',
)
CERTIFIED: Any = {
    "enterprise": {"credit_level": "advanced_certified"},
    "business": [APPLICANT["business"][0]],
}


def causes_of(found: Difference, limb: str, what: str = "applies") -> list[Any]:
    answers = (one for item in found.business for one in item.answers if one.provision == limb)
    return [cause.model_dump() for one in answers for cause in getattr(one, what).causes]


def test_a_fact_is_a_cause() -> None:
    other = deepcopy(CERTIFIED) | {"enterprise": {"credit_level": "regular"}}
    found = between(again(made(other)), again(made(CERTIFIED)))
    cause = {
        "kind": "fact",
        "fact": "enterprise.credit_level",
        "before": "regular",
        "after": "advanced_certified",
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


def of_25b(old: str, new: str) -> tuple[str, str]:
    """Return a change of the catalogue that hits provision 25b."""
    start = SOURCE.index('id = "25b"')
    end = SOURCE.index(old, start) + len(old)
    return SOURCE[start:end], SOURCE[start : end - len(old)] + new


NORMAL = '{ fact = "item.special_circumstances", is = false }'
OTHER_TRIGGER = of_25b(NORMAL, NORMAL.replace("false", "true"))


def test_a_text_of_the_catalogue_is_told_though_no_answer_changed(tmp_path: Path) -> None:
    other = another(tmp_path, ('en = "Enquiries are taken up', 'en = "Questions are taken up'))
    found = between(again(made(CERTIFIED, catalogue=other)), made(CERTIFIED))
    assert not found.changed
    (cause,) = found.inputs
    assert cause.model_dump()["part"] == "summary"
    assert cause.model_dump()["before"]["en"].startswith("Questions")


def test_a_provision_that_a_catalogue_has_not_is_a_cause(tmp_path: Path) -> None:
    start = SOURCE.index("[[measures]]\nnumber = 33")
    other = another(tmp_path, (SOURCE[start:], ""))
    found = between(again(made(CERTIFIED, catalogue=other)), made(CERTIFIED))
    (gained,) = found.provisions
    assert (gained.id, gained.verdict.before, gained.turn) == ("33", None, Turn.GAINED)
    assert [one.model_dump()["part"] for one in gained.verdict.causes] == ["itself"]
    (lost,) = between(made(CERTIFIED), again(made(CERTIFIED, catalogue=other))).provisions
    assert (lost.id, lost.verdict.after, lost.turn) == ("33", None, Turn.LOST)


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
    assert [one["kind"] for one in causes_of(renewed, "25b")] == ["fact"]
    late = date(2026, 3, 12)
    assert not between(made(told, late), made(both_ended, late)).changed


def test_another_version_of_the_tool_is_a_cause_where_nothing_else_is() -> None:
    other = altered(made(CERTIFIED), "aeo 0.0.9")
    found = between(other, made(CERTIFIED))
    (cause,) = causes_of(found, "25b")
    assert cause == {"kind": "tool", "calendar": False, "before": "aeo 0.0.9", "after": "aeo 0.1.0"}
    assert recorded(other, CATALOGUE).unaltered is None


def test_an_alteration_is_a_cause_where_nothing_else_is() -> None:
    other = altered(made(CERTIFIED))
    for old, new, side in ((other, made(CERTIFIED), "before"), (made(CERTIFIED), other, "after")):
        (cause,) = causes_of(between(old, new), "25b")
        assert cause == {"kind": "alteration", "side": side}
    told = recorded(other, CATALOGUE)
    assert (told.unaltered, told.altered_at) == (False, "summary.applies")
    assert recorded(made(CERTIFIED), CATALOGUE).unaltered is True


def altered(report: Report, tool: str | None = None) -> Report:
    """Return a report in which somebody wrote that 25b does not apply."""
    document = json.loads(report.model_dump_json())
    document["tool"] = tool or document["tool"]
    document["summary"] |= {"applies": 0, "dormant": document["summary"]["dormant"] + 4}
    limb = document["measures"][24]["provisions"][1]
    limb |= {"verdict": "dormant", "applies": False}
    limb["business"][0] |= {"applies": False, "deadline": None}
    return shaped(Report, document, both("x", "x"))


def test_the_calendar_is_a_cause_where_it_was_not_published_yet() -> None:
    told = deepcopy(CERTIFIED)
    told["business"][0]["accepted_on"] = "2026-02-10"
    known = read_profile(told, CATALOGUE)
    before = assess(CATALOGUE, known, ChineseCalendar(2025), ON)
    found = between(again(before), made(told))
    (cause,) = causes_of(found, "25b", "deadline")
    assert (cause["kind"], cause["calendar"]) == ("tool", True)
    assert recorded(before, CATALOGUE).unaltered is True


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
    assert facts(gone.inputs) == {"business[0]", "business[1]", "business[2]"}


# The commands


@pytest.fixture(scope="module")
def schema() -> Any:
    from aeo_cli.schemas import Document, schema  # noqa: PLC0415

    return schema(Document.DIFFERENCE, CATALOGUE)


APPLICANT_FILE = "examples/applicant.toml"
GOLDENS = {
    "whatif-aeo": ("whatif", APPLICANT_FILE, "--preset", "aeo", "--on", "2026-03-03"),
    "whatif-loss": ("whatif", "examples/chip-maker.toml", "--preset", "loss", "--on", "2026-03-03"),
    "whatif-more": (
        "whatif",
        "examples/food-trader.toml",
        *("--add", "verification", "--set", "business.4.concurrent_instructions=3"),
        *("--unset", "business[DZ-2026-118].accepted_on", "--on", "2026-05-06"),
    ),
}


@pytest.mark.parametrize("name", GOLDENS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [60, 100])
def test_a_what_if_is_told_as_it_should_be(
    name: str, lang: str, columns: int, prints: Prints, golden: Golden
) -> None:
    golden(f"{name}.{lang}.{columns}.txt", prints(*GOLDENS[name], "--lang", lang, columns=columns))


@pytest.mark.parametrize("name", GOLDENS)
def test_a_what_if_is_data(name: str, prints: Prints, golden: Golden, schema: Any) -> None:
    text = prints(*GOLDENS[name], "--json")
    golden(f"{name}.json", text)
    jsonschema.validate(json.loads(text), schema)


@pytest.fixture
def compared(tmp_path: Path) -> Path:
    """Return a folder with a report of another catalogue and day, and the profile as it is now."""
    other = another(
        tmp_path,
        OTHER_EFFECT,
        OTHER_TRIGGER,
        ('en = "Enquiries are taken up', 'en = "Questions are taken up'),
    )
    old = deepcopy(CERTIFIED) | {"enterprise": {"credit_level": "regular"}}
    report = made(old, catalogue=other).model_dump_json(indent=2)
    (tmp_path / "old.json").write_text(report, encoding="utf-8")
    new = deepcopy(CERTIFIED) | {"ref": "client-7"}
    new["business"].append({"kind": "enquiry"})
    (tmp_path / "new.json").write_text(json.dumps(new), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [60, 100])
def test_a_difference_is_told_as_it_should_be(
    lang: str, columns: int, compared: Path, aeo: Aeo, golden: Golden
) -> None:
    words = ("diff", "old.json", "new.json", "--on", "2026-03-09", "--lang", lang)
    text = aeo(*words, COLUMNS=str(columns), cwd=compared).stdout.decode()
    version = json.loads((compared / "old.json").read_text("utf-8"))["catalogue"]["version"]
    golden(f"diff.{lang}.{columns}.txt", text.replace(version, "VERSION"))


def test_a_difference_is_data(compared: Path, aeo: Aeo, schema: Any) -> None:
    words = ("diff", "old.json", "new.json", "--on", "2026-03-09", "--json")
    done = aeo(*words, cwd=compared)
    document = json.loads(done.stdout)
    jsonschema.validate(document, schema)
    assert (document["before"]["source"], document["before"]["unaltered"]) == ("report", None)
    assert (document["after"]["source"], document["after"]["ref"]) == ("profile", "client-7")
    assert aeo(*words, cwd=compared).stdout == done.stdout
    assert aeo(*words, "-o", "d.json", cwd=compared).stdout == b""
    assert (compared / "d.json").read_bytes() == done.stdout


def test_a_report_against_its_profile_comes_out_the_same_and_is_unaltered(
    aeo: Aeo, tmp_path: Path
) -> None:
    profile = str(ROOT / APPLICANT_FILE)
    aeo("check", profile, "--on", "2026-03-03", "-o", "report.json")
    words = ("diff", "report.json", profile, "--fail-on", "change")
    same = aeo(*words, "--on", "2026-03-30")
    assert (same.returncode, same.stderr) == (0, b"")
    text = " ".join(same.stdout.decode().split())
    assert "No answer changes." in text
    assert "aeo 0.1.0 · unaltered" in text
    late = aeo(*words, "--on", "2026-04-01")
    assert (late.returncode, late.stderr) == (1, b"answers changed\n")
    assert "the evidence for “customs credit level” was valid until 2026-03-31" in " ".join(
        late.stdout.decode().split()
    )
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    report["measures"][24]["title"]["en"] = "Everything is free"
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    changed = aeo(*words, "--on", "2026-03-30")
    place = "measures[24].title.en"
    assert changed.returncode == 1
    assert changed.stderr.decode() == f"a report was altered: {place}\n"
    assert f"altered: {place}" in " ".join(changed.stdout.decode().split())


def test_what_comes_from_a_pipe_is_compared_too(aeo: Aeo) -> None:
    profile = ROOT / APPLICANT_FILE
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
}


@pytest.mark.parametrize("bad", BAD_REPORTS)
def test_what_is_no_whole_report_is_refused(bad: str, aeo: Aeo, tmp_path: Path) -> None:
    document = json.loads((ROOT / "tests" / "goldens" / "biomedicine.json").read_text("utf-8"))
    BAD_REPORTS[bad](document)
    (tmp_path / "bad.json").write_text(json.dumps(document), encoding="utf-8")
    done = aeo("diff", "bad.json", str(ROOT / APPLICANT_FILE))
    assert (done.returncode, done.stdout) == (2, b"")
    assert all(line.startswith("error: bad.json: ") for line in done.stderr.decode().splitlines())
