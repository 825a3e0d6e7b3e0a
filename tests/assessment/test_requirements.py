"""What it would take: the minimal sets of facts to change, held against trying everything."""

import random
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any

import pytest

from aeo_cli.assessment import condition_requirements
from aeo_cli.assessment.outlook import Fixed, Impossible, Outlook, Requirements, TooMany
from aeo_cli.assessment.provision_requirements import provision_outlooks, provision_requirements
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.locations import replace_at
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.requirements import advice
from aeo_cli.profile.model import Item, Profile
from aeo_cli.rules.conditions import ALWAYS, AllOf, AnyOf, Compare, Condition, Defined, Not
from aeo_cli.rules.facts import Fact, FactType, ImpliedBy
from tests.conftest import CATALOGUES, ROOT, Prints

ON = date(2026, 3, 2)
STATES = 40
"""How many states of knowledge are begun from, of each provision."""
Facts = Mapping[str, Any]


def holds(condition: Condition, facts: Facts, definitions: Mapping[str, Condition]) -> Any:
    """Evaluate a condition by code of this test's own: true, false, or None for unknown."""
    match condition:
        case Compare():
            value = facts.get(condition.fact)
            return None if value is None else condition.holds(value)
        case Not():
            part = holds(condition.part, facts, definitions)
            return None if part is None else not part
        case Defined():
            return holds(definitions[condition.definition], facts, definitions)
        case AllOf() | AnyOf():
            parts = [holds(part, facts, definitions) for part in condition.parts]
            decisive = isinstance(condition, AnyOf)
            return decisive if decisive in parts else None if None in parts else not decisive


def lines(condition: Condition, definitions: Mapping[str, Condition]) -> Iterator[Compare]:
    if isinstance(condition, Compare):
        yield condition
    if isinstance(condition, Defined):
        yield from lines(definitions[condition.definition], definitions)
    for part in condition.parts:
        yield from lines(part, definitions)


def values(fact: Fact, compared: list[Compare]) -> list[Any]:
    match fact.type:
        case FactType.BOOLEAN:
            return [False, True]
        case FactType.CHOICE:
            return list(fact.choices)
        case FactType.INTEGER:
            return [0, 1, 2, 3]
        case FactType.SET:
            asked = {line.operand for line in compared}
            named = [choice for choice in fact.choices if choice in asked]
            sizes = (combinations(named, size) for size in range(len(named) + 1))
            return list(chain.from_iterable(sizes))
        case _:
            raise AssertionError(fact.type)


class Provided:
    """A provision, its facts as `enterprise.X`, `readings.X` and `item.X`, and their values."""

    def __init__(self, catalogue: Catalogue, provision: Provision) -> None:
        self.catalogue, self.provision, self.definitions = (
            catalogue,
            provision,
            catalogue.conditions,
        )
        both = (provision.entitled, provision.triggered)
        compared = [line for one in both for line in lines(one, self.definitions)]
        known = {**catalogue.facts(), **catalogue.item_facts(provision.kind)}
        self.facts = {line.fact: known[line.fact] for line in compared}
        self.values = {
            name: values(fact, [line for line in compared if line.fact == name])
            for name, fact in self.facts.items()
        }

    def implied(self) -> list[str]:
        """Return the facts that a new item has by its kind."""
        known = self.catalogue.item_facts(self.provision.kind)
        return [name for name, fact in known.items() if fact.implied_by is ImpliedBy.KIND]

    def applies(self, facts: Facts) -> bool:
        """Say whether the provision certainly applies."""
        both = (self.provision.entitled, self.provision.triggered)
        return all(holds(one, facts, self.definitions) is True for one in both)

    def states(self) -> list[dict[str, Any]]:
        """Return some states of knowledge to begin from."""
        every = [
            dict(zip(self.values, state, strict=True))
            for state in product(*([None, *some] for some in self.values.values()))
        ]
        return random.Random(self.provision.id).sample(every, min(STATES, len(every)))

    def minimal(self, state: Facts) -> dict[frozenset[str], set[Any]]:
        """Return, by trying everything, each minimal set with the values that do."""
        found: dict[frozenset[str], set[Any]] = {}
        free = [name for name, fact in self.facts.items() if not fact.fixed or state[name] is None]
        for size in range(len(free) + 1):
            for names in combinations(free, size):
                if any(one < {*names} for one in found):
                    continue
                for chosen in product(*(self.values[name] for name in names)):
                    changed = {**state, **dict(zip(names, chosen, strict=True))}
                    if self.applies(changed):
                        named = zip(names, map(representative, chosen), strict=True)
                        found.setdefault(frozenset(names), set()).add(frozenset(named))
        return found

    def reach(self, state: Facts, *, is_new: bool) -> Outlook:
        """Return what the tool says of the same state."""
        owners: dict[str, dict[str, Any]] = {"enterprise": {}, "readings": {}, "item": {}}
        for name, value in state.items():
            owner, key = name.split(".")
            owners[owner] |= {} if value is None else {key: value}
        pending = self.provision.kind is not None and not is_new
        items = (Item(0, self.provision.kind or "", None, None, owners["item"]),) if pending else ()
        unknown = [name.replace("item", "business[0]") for name in self.implied() if pending]
        not_known = tuple(name for name in unknown if name.partition(".")[2] not in owners["item"])
        owned_facts = owners["enterprise"], owners["readings"]
        profile = Profile(None, *owned_facts, items, unknown=dict.fromkeys(not_known))
        return provision_requirements(Situation(self.catalogue, profile, ON), self.provision, items)


def representative(value: Any) -> Any:
    """Of a number, the least of those that no condition of ours tells apart."""
    return min(value, 2) if type(value) is int else value


def told(found: Outlook) -> dict[frozenset[str], set[Any]]:
    sets: dict[frozenset[str], set[Any]] = {}
    for way in found.alternatives if isinstance(found, Requirements) else ():
        names = [name.replace("business[0]", "item") for name in way.facts]
        assert frozenset(names) not in sets
        sets[frozenset(names)] = {
            frozenset(zip(names, chosen, strict=True))
            for choice in way.choices
            for chosen in product(*choice)
        }
    return sets


PROVISIONS = [
    (path, provision.id, is_new)
    for path in CATALOGUES
    for _, provision in load_catalogue(str(path)).provisions()
    for is_new in ([False] if provision.kind is None else [False, True])
]


@pytest.mark.parametrize(
    ("path", "id_", "is_new"),
    PROVISIONS,
    ids=[f"{path.stem} {id_}{' of new business' * new}" for path, id_, new in PROVISIONS],
)
def test_the_minimal_sets_are_those_found_by_trying_everything(
    path: Path, id_: str, is_new: bool
) -> None:
    catalogue = load_catalogue(str(path))
    provision = next(provision for _, provision in catalogue.provisions() if provision.id == id_)
    provided = Provided(catalogue, provision)
    for state in provided.states():
        begun = dict(state)
        if is_new:
            begun |= {name: None for name in state if name.startswith("item.")}
            begun |= dict.fromkeys(provided.implied(), True)
        found, expected = provided.reach(state, is_new=is_new), provided.minimal(begun)
        assert told(found) == expected
        assert isinstance(found, Requirements) == bool(expected)
        requirements = found.alternatives if isinstance(found, Requirements) else ()
        assert all(way.kind == (provision.kind if is_new else None) for way in requirements)
        sizes = [len(way.facts) for way in requirements]
        assert sizes == sorted(sizes)


@pytest.mark.parametrize(
    ("path", "id_"),
    [(path, id_) for path, id_, is_new in PROVISIONS if is_new],
    ids=[f"{path.stem} {id_}" for path, id_, is_new in PROVISIONS if is_new],
)
def test_of_two_items_of_a_kind_no_set_contains_what_suffices_for_the_other(
    path: Path, id_: str
) -> None:
    catalogue = load_catalogue(str(path))
    provision = next(provision for _, provision in catalogue.provisions() if provision.id == id_)
    provided = Provided(catalogue, provision)
    states = provided.states()
    for one, other in zip(states, [*states[1:], states[0]], strict=True):
        shared = {name: value for name, value in one.items() if not name.startswith("item.")}
        owners = [{**other, **shared}, one]
        sets = {
            frozenset(name.replace("item.", f"business[{index}].") for name in names)
            for index, state in enumerate(owners)
            for names in provided.minimal(state)
        }
        items = tuple(
            Item(index, provision.kind or "", None, None, owned(state, "item"))
            for index, state in enumerate(owners)
        )
        unknown = tuple(
            f"{item.name}.{key}"
            for item in items
            for key in (name.removeprefix("item.") for name in provided.implied())
            if key not in item.facts
        )
        enterprise, readings = owned(shared, "enterprise"), owned(shared, "readings")
        profile = Profile(None, enterprise, readings, items, unknown=dict.fromkeys(unknown))
        found = provision_requirements(Situation(catalogue, profile, ON), provision, items)
        least = {names for names in sets if not any(fewer < names for fewer in sets)}
        assert isinstance(found, Requirements) == bool(least)
        ways = found.alternatives if isinstance(found, Requirements) else ()
        assert sorted(map(sorted, (way.facts for way in ways))) == sorted(map(sorted, least))


def owned(state: Facts, owner: str) -> dict[str, Any]:
    """Return what a state knows of an owner, by the facts' own names."""
    return {
        name.removeprefix(f"{owner}."): value
        for name, value in state.items()
        if name.startswith(f"{owner}.") and value is not None
    }


def with_entitled(entitled: Condition) -> tuple[Catalogue, Provision]:
    """Return a catalogue whose first provision has another condition, and needs no business."""
    catalogue = load_catalogue()
    place = "measures[0].provisions[0]"
    for part, value in (("entitled", entitled), ("kind", None), ("triggered", ALWAYS)):
        catalogue = replace_at(catalogue, f"{place}.{part}", value)
    return catalogue, catalogue.measures[0].provisions[0]


def fact(name: str, value: Any) -> Compare:
    return Compare(f"enterprise.{name}", "is", value)


def ways_of(found: Outlook) -> Any:
    assert isinstance(found, Requirements)
    return found.alternatives


FOOD, ZONE, BOOK = (
    "export_food_producer",
    "in_comprehensive_bonded_zone",
    "processing_trade_account_book",
)


def test_where_values_hang_together_each_choice_is_told_by_itself() -> None:
    one = AllOf((fact(FOOD, True), fact(ZONE, False)))
    other = AllOf((fact(FOOD, False), fact(ZONE, True)))
    catalogue, provision = with_entitled(AnyOf((one, other)))
    situation = Situation(catalogue, Profile(), ON)
    (way,) = ways_of(provision_requirements(situation, provision))
    assert way.facts == (f"enterprise.{FOOD}", f"enterprise.{ZONE}")
    assert set(way.choices) == {((True,), (False,)), ((False,), (True,))}
    (told_,) = advice(provision, situation, CatalogueWords(catalogue, Lang.EN))
    assert [mark for mark, _ in told_.options] == ["(a)", "(b)"]
    known = Situation(catalogue, Profile(enterprise={FOOD: True, ZONE: True}), ON)
    assert [way.facts for way in ways_of(provision_requirements(known, provision))] == [
        (f"enterprise.{FOOD}",),
        (f"enterprise.{ZONE}",),
    ]


def test_what_holds_already_takes_nothing() -> None:
    catalogue, provision = with_entitled(fact(BOOK, True))
    situation = Situation(catalogue, Profile(enterprise={BOOK: True}), ON)
    assert [way.facts for way in ways_of(provision_requirements(situation, provision))] == [()]
    assert list(provision_outlooks(situation, provision)) == []


def test_too_many_states_are_not_looked_at_and_no_way_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(condition_requirements, "MAX_STATES", 2)
    catalogue, provision = with_entitled(fact(BOOK, True))
    situation = Situation(catalogue, Profile(), ON)
    assert provision_requirements(situation, provision) == TooMany()
    (told_,) = advice(provision, situation, CatalogueWords(catalogue, Lang.EN))
    assert told_ == ("there are too many possibilities to list", ())


def test_a_set_keeps_what_no_condition_asks_for(prints: Prints) -> None:
    text = prints(
        "explain", "11", "examples/food-trader.toml", "--on", "2026-03-02", "--lang", "en"
    )
    flat = " ".join(text.split())
    assert (
        "would apply if (a) customs credit level: advanced certified enterprise (now: certified"
        in flat
    )
    assert "and industries: integrated circuits, food (now: food), or (b)" in flat


PENDING = """
[enterprise]
credit_level = "advanced_certified"
[[business]]
kind = "special_goods_follow_up"
direction = "export"
first_check_passed = false
[[business]]
kind = "verification"
concurrent_instructions = 1
[[business]]
kind = "special_goods_approval"
special_circumstances = false
[[business]]
id = "open"
kind = "duty_exemption_review"
policy = "other"
[[business]]
id = "later"
kind = "special_goods_approval"
special_circumstances = true
"""


IN_WORDS = {
    "20": "no change would make it apply, because it depends on facts that cannot be changed: "
    "special-goods follow-up, item 1: direction: export",
    "16a": "would apply if · verification by customs, item 2: verification notices in the same "
    "period: must be 2 or more (now: 1)",
    "25b": "later: no change would make it apply, because it depends on facts that cannot be "
    "changed: special circumstances: yes",
    "27": "would apply if · you have this business pending: clearance by appointment",
    "9": "would apply if · open: tax policy: one of integrated circuits, new-type display devices, "
    "aviation materials for maintenance (now: another policy); and open: qualifies under the "
    "policy: yes (not known yet)",
    "11": "would apply if (a) industries: integrated circuits (not known yet), or "
    "(b) the integrated-circuit pilot list is open to other AEO enterprises: yes (for customs to "
    "answer)",
}


@pytest.mark.parametrize("number", IN_WORDS)
def test_it_is_told_in_words(number: str, prints: Prints, tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text(PENDING, encoding="utf-8")
    text = " ".join(prints("explain", number, str(profile), "--lang", "en", columns=200).split())
    assert IN_WORDS[number] in text


def test_in_chinese_too(prints: Prints, tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text(PENDING, encoding="utf-8")
    text = "".join(prints("explain", "16a", str(profile), "--lang", "zh", columns=200).split())
    assert "满足下列条件时适用·核查（第2项）同一时期收到的核查通知数：须不小于2（现为：1）" in text


def test_of_several_items_each_has_its_own_ways() -> None:
    """Two items, by trying everything for each: what makes it apply to one of them will do."""
    catalogue = load_catalogue()
    provision = next(provision for _, provision in catalogue.provisions() if provision.id == "30")
    kind, facts = provision.kind or "", ("natural_factor_sensitive", "unsuitable_in_control_area")
    known: Any = [{facts[0]: True}, {facts[0]: False, facts[1]: True}]
    items = tuple(Item(i, kind, None, None, one) for i, one in enumerate(known))
    level = {"credit_level": "advanced_certified"}
    situation = Situation(catalogue, Profile(None, level, {}, items), ON)
    assert [
        (way.facts, way.items)
        for way in ways_of(provision_requirements(situation, provision, items))
    ] == [
        (("business[0].unsuitable_in_control_area",), (0,)),
        (("business[1].port_lacks_conditions",), (1,)),
    ]
    regular = Situation(catalogue, Profile(None, {"credit_level": "regular"}, {}, fits(items)), ON)
    (way,) = ways_of(provision_requirements(regular, provision, fits(items)))
    assert (way.facts, way.items) == (("enterprise.credit_level",), (0, 1))
    (told_,) = advice(provision, regular, CatalogueWords(catalogue, Lang.EN, ITEMS))
    assert told_.options[0][1].startswith("customs credit level: advanced")
    assert told_.options[0][1].endswith("; it then applies to A, inspection at the port, item 2")


ITEMS: list[Any] = [{"id": name, "kind": "port_inspection", "note": None} for name in ("A", None)]


def fits(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return items that meet every condition of 30."""
    facts = ("natural_factor_sensitive", "unsuitable_in_control_area")
    return tuple(item._replace(facts=dict.fromkeys(facts, True)) for item in items)


def test_what_hangs_on_what_nobody_can_change_is_barred_only_once_that_is_known() -> None:
    catalogue = load_catalogue()
    provision = next(provision for _, provision in catalogue.provisions() if provision.id == "28")
    level = {"credit_level": "certified"}
    reading = "certified_counts_as_aeo"
    open_, no = (
        provision_requirements(Situation(catalogue, Profile(None, level, readings), ON), provision)
        for readings in ({}, {reading: False})
    )
    assert [way.facts for way in ways_of(open_)] == [
        ("enterprise.credit_level",),
        (f"readings.{reading}",),
    ]
    assert [way.facts for way in ways_of(no)] == [("enterprise.credit_level",)]
    replaced_ = replace_at(catalogue, "enterprise.credit_level.fixed", True)
    barred = provision_requirements(
        Situation(replaced_, Profile(None, level, {reading: False}), ON), provision
    )
    assert barred == Fixed(("enterprise.credit_level", f"readings.{reading}"))


def test_where_pending_business_is_barred_it_is_told_what_other_business_would_do(
    prints: Prints, tmp_path: Path
) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text(PENDING, encoding="utf-8")
    text = " ".join(prints("explain", "20", str(profile), "--lang", "en", columns=200).split())
    assert (
        "facts that cannot be changed: special-goods follow-up, item 1: direction: export would "
        "apply if · you have this business pending: special-goods follow-up (direction: import; "
        "risk class"
    ) in text


def test_what_has_expired_is_to_be_verified_anew(prints: Prints, tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    evidence = '[evidence."enterprise.credit_level"]\nvalid_until = 2026-03-01\n'
    profile.write_text(f'[enterprise]\ncredit_level = "advanced_certified"\n{evidence}', "utf-8")
    words = ("explain", "28", str(profile), "--lang", "en", "--on", "2026-03-02")
    text = " ".join(prints(*words, columns=200).split())
    assert "advanced certified enterprise (the evidence has expired; renew it)" in text


def test_a_condition_that_can_never_hold_has_no_way() -> None:
    catalogue, provision = with_entitled(AllOf((fact(BOOK, True), fact(BOOK, False))))
    situation = Situation(catalogue, Profile(), ON)
    assert provision_requirements(situation, provision) == Impossible()
    (told_,) = advice(provision, situation, CatalogueWords(catalogue, Lang.EN))
    assert told_ == ("it can never apply", ())


def test_what_applies_needs_no_advice(prints: Prints) -> None:
    text = prints("explain", "25b", str(ROOT / "examples" / "biomedicine.toml"), "--lang", "zh")
    assert "怎样才能适用" not in text
