"""What if: a profile with something changed, held against the profile as it is."""

import json
from copy import deepcopy
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.effects import Nature
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Preset
from aeo_cli.cli.assumptions import Assumptions
from aeo_cli.cli.commands.schema import SchemaName, schema
from aeo_cli.comparison.compare import compare
from aeo_cli.comparison.compared_report import ComparedReport
from aeo_cli.comparison.document import Difference, Turn
from aeo_cli.documents.text import Lang, both
from aeo_cli.presentation.formats.terminal import differ
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.difference import DifferenceDigest
from aeo_cli.profile.changes import overlay, with_preset
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.kleene import Truth
from tests.comparison.conftest import (
    APPLICANT,
    BAY,
    CALENDAR,
    CATALOGUE,
    CERTIFIED,
    IDENTITY,
    ON,
    between,
    made,
    written,
)
from tests.conftest import LOTUS_BAY
from tests.strategies import profiles, values

SCHEMA = jsonschema.Draft202012Validator(schema(SchemaName.DIFFERENCE, BAY))


@st.composite
def suppositions(draw: st.DrawFn) -> tuple[Any, Any, Assumptions]:
    """Draw a profile, the same with something changed by hand, and what changes it."""
    before: Any = draw(profiles)
    after = deepcopy(before)
    items = after.setdefault("business", [])
    added = draw(st.lists(st.sampled_from(list(BAY.kinds)), max_size=2))
    items += [{"kind": kind} for kind in added]
    names = [f"enterprise.{name}" for name in BAY.enterprise if name not in IDENTITY]
    names += [f"readings.{name}" for name in BAY.readings]
    for index, item in enumerate(items):
        names += [f"business[{index}].{name}" for name in BAY.kinds[item["kind"]].facts]
    unset, assigned = [], []
    for name in draw(st.lists(st.sampled_from(names), max_size=3, unique=True)):
        owner, key = name.split(".")
        fact = BAY.fact(name, [item["kind"] for item in items])
        table = items[int(owner[9:-1])] if "[" in owner else after.setdefault(owner, {})
        value = draw(st.none() | values(fact))
        if value is None:
            table.pop(key, None)
            unset.append(name)
        else:
            table[key] = value
            assigned.append(f"{name}={written(value)}")
    return before, after, Assumptions((), tuple(added), tuple(unset), tuple(assigned))


@settings(max_examples=60)
@given(suppositions())
def test_a_what_if_is_the_difference_between_two_checks(
    drawn: tuple[Any, Any, Assumptions],
) -> None:
    before, after, supposed = drawn
    profile = supposed.applied_to(read_profile(before, BAY), BAY, ON)
    old, new = made(before, catalogue=BAY), made(after, catalogue=BAY)
    assert assess(BAY, profile, CALENDAR, ON) == new
    found = between(old, new, BAY)
    assert_told(found, old, new)


def assert_told(found: Difference, old: Report, new: Report) -> None:
    """Compare two reports of items at the same places by other means."""
    sides = [
        {provision.id: provision for m in one.measures for provision in m.provisions}
        for one in (old, new)
    ]
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
        {
            (provision.id, item.index): item
            for provision in side.values()
            for item in provision.business
        }
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
        days = [saved(side, index) for index in range(len(side.profile.business))]
        told = found.saved.sides[place]
        sums = tuple(map(sum, zip((0, 0, 0), *days, strict=True)))
        assert (told.working_days, told.targets, told.working_days_at_most) == sums
    assert found.changed == bool(expected or changed or found.opened or found.closed)
    asked = [{open_.fact for open_ in side.open_facts} for side in (old, new)]
    assert {one.fact for one in found.opened} == asked[1] - asked[0]
    assert {one.fact for one in found.closed} == asked[0] - asked[1]
    assert all(one.causes for one in (*found.opened, *found.closed))
    SCHEMA.validate(json.loads(found.model_dump_json()))
    for lang, columns in product(Lang, (60, 100)):
        page = Page(lang, columns, colour=False)
        digest = DifferenceDigest(found, (old, new), BAY, lang, supposed=True)
        text = differ(digest, page)
        assert all(cell_len(line) <= columns for line in text.splitlines())
        assert all(one.id in text for one in found.provisions if one.turn)


def answer(item: Any) -> Any:
    absent = (Truth.FALSE, None, ())
    return absent if item is None else (item.applies, item.deadline, item.open_facts)


def saved(report: Report, index: int) -> tuple[int, int, int]:
    """Return by how many working days the shortest limit of an item is shorter.

    With how many of these are a target's, and how many it would be, if all that is open applied.
    """
    sure, targets, most = [0], [0], [0]
    for provision in (provision for measure in report.measures for provision in measure.provisions):
        effect = provision.effect
        if effect and effect.from_ and effect.nature is Nature.AUTHORITY_DEADLINE:
            by = effect.from_.value - effect.to.value
            for item in provision.business:
                if item.index == index and item.applies is not Truth.FALSE:
                    most.append(by)
                    if item.applies is Truth.TRUE:
                        sure.append(by)
                        targets.append(by if provision.force == "may" else 0)
    return max(sure), max(targets), max(most)


def test_a_preset_shows_what_the_status_would_bring_and_what_its_loss_would_cost() -> None:
    regular = deepcopy(APPLICANT)
    profile = read_profile(regular, CATALOGUE)
    gained = Assumptions(("aeo",)).applied_to(profile, CATALOGUE, ON)
    found = between(made(regular), assess(CATALOGUE, gained, CALENDAR, ON))
    assert [(one.working_days, one.targets, one.hours) for one in found.saved.sides] == [
        (0, 0, 0),
        (25, 15, 16),
    ]
    turns = {one.id: one.turn for one in found.provisions}
    assert turns["25b"] is turns["26d"] is turns["27"] is Turn.GAINED
    entitled = {one.id for one in found.provisions if one.entitlement is Turn.GAINED}
    assert "1" in entitled
    assert "24" not in entitled  # it is in no comprehensive bonded zone
    lost = Assumptions(("loss",)).applied_to(gained, CATALOGUE, ON)
    back = between(assess(CATALOGUE, gained, CALENDAR, ON), assess(CATALOGUE, lost, CALENDAR, ON))
    assert [one.working_days for one in back.saved.sides] == [25, 0]
    hit = {item.id: item.saved.before.working_days for item in back.business}
    assert hit == {"SG-1": 15, "DZ-1": 10, "YY-1": 0}


def test_a_preset_is_one_for_every_front_end_and_has_its_sets_in_their_order() -> None:
    profile = read_profile(deepcopy(APPLICANT), CATALOGUE)
    for name, preset in CATALOGUE.presets.items():
        assumed = Assumptions((name,)).applied_to(profile, CATALOGUE, ON)
        assert with_preset(profile, preset, CATALOGUE, ON) == assumed
    industries = tuple(CATALOGUE.enterprise["industries"].choices)
    preset = Preset(
        label=both("各行业", "industries"), facts={"enterprise.industries": industries[::-1]}
    )
    found = with_preset(profile, preset, CATALOGUE, ON)
    assert found.enterprise["industries"] == industries


def test_what_is_so_already_changes_nothing_and_keeps_its_evidence() -> None:
    told = deepcopy(APPLICANT) | {
        "evidence": {"enterprise.credit_level": {"valid_until": "2026-03-02"}}
    }
    profile = read_profile(told, CATALOGUE)
    assert Assumptions(("loss",)).applied_to(profile, CATALOGUE, ON) == profile
    later = Assumptions(("loss",)).applied_to(profile, CATALOGUE, date(2026, 3, 3))
    assert (later.enterprise, dict(later.evidence)) == (profile.enterprise, {})
    assert not between(made(told), made(told)).inputs


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({"special_circumstances": True, "accepted_on": "2026-03-04"}, "2026-03-30", "2026-04-01"),
        ({"special_circumstances": True}, "2026-03-30", "2026-03-30"),
        ({"special_circumstances": None}, "2026-03-30", "2026-03-30"),
        ({"accepted_on": None}, "2026-03-30", None),
    ],
    ids=["another day, and it does not apply", "it does not apply", "it is open", "no day"],
)
def test_the_ordinary_end_is_each_sides_own(
    changes: dict[str, Any], before: str, after: str | None
) -> None:
    other = deepcopy(CERTIFIED)
    other["business"][0] |= changes
    (item,) = between(made(CERTIFIED), made(other)).business
    answers = {one.provision: one for one in item.answers}["25b"]
    told = [None if one is None else str(one.at) for one in answers.ordinary.sides]
    assert told == [before, after]


def test_a_second_profile_is_laid_over_the_first_by_id_or_nameless_by_place_and_kind() -> None:
    over: Any = {
        "enterprise": {"credit_level": "advanced_certified"},
        "business": [
            {"kind": "special_goods_approval", "note": "no id, and the first has one"},
            {"kind": "quarantine_approval", "meets_conditions": False},
            {"id": "SG-1", "kind": "special_goods_approval", "special_circumstances": True},
            {"id": "ZX-1", "kind": "enquiry"},
        ],
        "unknown": ["business[2].accepted_on", "readings.certified_counts_as_aeo"],
        "evidence": {"business[1].meets_conditions": {"source": "x"}},
    }
    under = deepcopy(APPLICANT) | {
        "readings": {"certified_counts_as_aeo": True},
        "evidence": {"enterprise.credit_level": {"valid_until": "2026-01-01"}},
    }
    del under["business"][1]["id"]
    found = overlay(read_profile(under, CATALOGUE), read_profile(over, CATALOGUE), ON)
    kinds = [(item.position, item.id, item.kind) for item in found.business]
    assert kinds == [
        (0, "SG-1", "special_goods_approval"),
        (1, None, "quarantine_approval"),
        (2, "YY-1", "appointment_clearance"),
        (3, None, "special_goods_approval"),
        (4, "ZX-1", "enquiry"),
    ]
    assert found.business[0].facts == {"special_circumstances": True}
    assert found.business[1].facts == {"final_approval_delegated": True, "meets_conditions": False}
    assert found.enterprise["credit_level"] == "advanced_certified"
    assert found.readings == {}
    assert set(found.unknown) == {"business[0].accepted_on", "readings.certified_counts_as_aeo"}
    assert list(found.evidence) == ["business[1].meets_conditions"]


def test_that_business_is_not_known_can_be_laid_over_a_profile_that_tells_none() -> None:
    over = read_profile({"enterprise": {}, "unknown": ["business"]}, CATALOGUE)
    none = read_profile({"enterprise": {}, "business": []}, CATALOGUE)
    some = read_profile(APPLICANT, CATALOGUE)
    assert overlay(none, over, ON).unknown == {"business": None}
    assert overlay(some, over, ON) == some


# Time saved is summed in working days, and in hours of notice


@pytest.mark.parametrize(
    ("old", "new", "days", "hours"),
    [
        ("", "", 15, 16),
        # a limit in hours, or a notice in working days, is no sum of the other
        ('unit = "working_day" }, to = { comparator = "at_most", value = 5', "hour", 0, 16),
        ('unit = "hour" }, to = { comparator = "at_least", value = 8', "working_day", 15, 0),
        ('unit = "hour" }, to = { comparator = "at_least", value = 8', "minute", 15, 0),
    ],
)
def test_only_what_is_counted_alike_is_summed(
    *, old: str, new: str, days: int, hours: int, tmp_path: Path
) -> None:
    text = LOTUS_BAY.read_text(encoding="utf-8")
    if old:
        start = text.index(old)
        end = text.index("}", start + len(old)) + 1
        unit = old.split('"')[1]
        part = text[start:end].replace(f'unit = "{unit}"', f'unit = "{new}"')
        text = text[:start] + part + text[end:]
    if new == "hour":  # whose limit runs from a moment
        text = text.replace('accepted_on]\ntype = "date"', 'accepted_on]\ntype = "datetime"')
        text = text.replace(', as_written = "day"', "")
    if new == "minute":
        minute = 'counts = "minute", name = { zh = "分钟", en = "minutes" }'
        words = 'words = { zh = "{n} 分钟", en = "{n} minutes" }'
        text = text.replace("[units]\n", f"[units]\nminute = {{ {minute}, {words} }}\n")
    path = tmp_path / "bay.toml"
    path.write_text(text, encoding="utf-8")
    catalogue = load_catalogue(str(path))
    permit = {"kind": "plant_permit", "special_circumstances": False}
    appointment = {"kind": "appointment", "goods": "fresh_leaf"}
    document: Any = {
        "enterprise": {"credit_level": "advanced_certified"},
        "business": [permit, appointment],
    }
    profile = read_profile(document, catalogue)
    regular = read_profile({**document, "enterprise": {"credit_level": "regular"}}, catalogue)
    before, now = (
        ComparedReport(assess(catalogue, one, CALENDAR, ON)) for one in (regular, profile)
    )
    difference = compare(before, now, catalogue, CALENDAR)
    after = difference.saved.after
    assert (after.working_days, after.hours) == (days, hours)
