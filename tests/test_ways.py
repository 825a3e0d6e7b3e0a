"""What it would take: the smallest sets of facts to change, held against trying everything."""

import random
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any

import pytest

from aeo_cli import ways
from aeo_cli.advice import advice
from aeo_cli.catalogue import Catalogue, Provision
from aeo_cli.conditions import ALWAYS, AllOf, AnyOf, Compare, Condition, Defined, Not
from aeo_cli.facts import Fact, FactType
from aeo_cli.loading import load_catalogue
from aeo_cli.paths import replaced
from aeo_cli.profile import Item, Profile
from aeo_cli.situation import Situation
from aeo_cli.text import Lang
from aeo_cli.ways import Reach, reach, reaches
from aeo_cli.wording import Words
from conftest import CATALOGUES, ROOT, Prints

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
            part = holds(condition.not_, facts, definitions)
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

    def __init__(self, catalogue: Catalogue, limb: Provision) -> None:
        self.catalogue, self.limb, self.definitions = catalogue, limb, catalogue.conditions
        both = (limb.entitled, limb.triggered)
        compared = [line for one in both for line in lines(one, self.definitions)]
        known = {**catalogue.facts(), **catalogue.item_facts(limb.kind)}
        self.facts = {line.fact: known[line.fact] for line in compared}
        self.values = {
            name: values(fact, [line for line in compared if line.fact == name])
            for name, fact in self.facts.items()
        }

    def applies(self, facts: Facts) -> bool:
        """Say whether the provision certainly applies."""
        both = (self.limb.entitled, self.limb.triggered)
        return all(holds(one, facts, self.definitions) is True for one in both)

    def states(self) -> list[dict[str, Any]]:
        """Return some states of knowledge to begin from."""
        every = [
            dict(zip(self.values, state, strict=True))
            for state in product(*([None, *some] for some in self.values.values()))
        ]
        return random.Random(self.limb.id).sample(every, min(STATES, len(every)))

    def smallest(self, state: Facts, *, is_new: bool) -> dict[frozenset[str], set[Any]]:
        """Return, by trying everything, each smallest set with the values that do."""
        found: dict[frozenset[str], set[Any]] = {}
        free = [
            name
            for name, fact in self.facts.items()
            if not fact.fixed or (is_new and name.startswith("item."))
        ]
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

    def reach(self, state: Facts, *, is_new: bool) -> Reach:
        """Return what the tool says of the same state."""
        owners: dict[str, dict[str, Any]] = {"enterprise": {}, "readings": {}, "item": {}}
        for name, value in state.items():
            owner, key = name.split(".")
            owners[owner] |= {} if value is None else {key: value}
        pending = self.limb.kind is not None and not is_new
        items = (Item(0, self.limb.kind or "", None, None, owners["item"]),) if pending else ()
        profile = Profile(None, owners["enterprise"], owners["readings"], items)
        return reach(Situation(self.catalogue, profile, ON), self.limb, items)


def representative(value: Any) -> Any:
    """Of a number, the least of those that no condition of ours tells apart."""
    return min(value, 2) if type(value) is int else value


def told(found: Reach) -> dict[frozenset[str], set[Any]]:
    sets: dict[frozenset[str], set[Any]] = {}
    for way in found.ways:
        names = [name.replace("business[0]", "item") for name in way.facts]
        assert frozenset(names) not in sets
        sets[frozenset(names)] = {
            frozenset(zip(names, chosen, strict=True))
            for choice in way.choices
            for chosen in product(*choice)
        }
    return sets


PROVISIONS = [
    (path, limb.id) for path in CATALOGUES for _, limb in load_catalogue(str(path)).provisions()
]


@pytest.mark.parametrize(("path", "id_"), PROVISIONS, ids=lambda one: getattr(one, "stem", one))
@pytest.mark.parametrize("is_new", [False, True], ids=["as things are", "with new business"])
def test_the_smallest_sets_are_those_found_by_trying_everything(
    path: Path, id_: str, is_new: bool
) -> None:
    catalogue = load_catalogue(str(path))
    limb = next(limb for _, limb in catalogue.provisions() if limb.id == id_)
    provided = Provided(catalogue, limb)
    for state in provided.states():
        if is_new and limb.kind is None:
            continue
        begun = {
            name: None if is_new and name.startswith("item.") else value
            for name, value in state.items()
        }
        found, expected = (
            provided.reach(state, is_new=is_new),
            provided.smallest(begun, is_new=is_new),
        )
        assert told(found) == expected
        assert all(way.kind == (limb.kind if is_new else None) for way in found.ways)
        sizes = [len(way.facts) for way in found.ways]
        assert sizes == sorted(sizes)


def with_entitled(entitled: Condition) -> tuple[Catalogue, Provision]:
    """Return a catalogue whose first provision has another condition, and needs no business."""
    catalogue = load_catalogue()
    place = "measures[0].provisions[0]"
    for part, value in (("entitled", entitled), ("kind", None), ("triggered", ALWAYS)):
        catalogue = replaced(catalogue, f"{place}.{part}", value)
    return catalogue, catalogue.measures[0].provisions[0]


def fact(name: str, value: Any) -> Compare:
    return Compare(fact=f"enterprise.{name}", is_=value)


FOOD, ZONE, BOOK = (
    "export_food_producer",
    "in_comprehensive_bonded_zone",
    "processing_trade_account_book",
)


def test_where_values_hang_together_each_choice_is_told_by_itself() -> None:
    one = AllOf(all=(fact(FOOD, True), fact(ZONE, False)))
    other = AllOf(all=(fact(FOOD, False), fact(ZONE, True)))
    catalogue, limb = with_entitled(AnyOf(any=(one, other)))
    situation = Situation(catalogue, Profile(), ON)
    (way,) = reach(situation, limb).ways
    assert way.facts == (f"enterprise.{FOOD}", f"enterprise.{ZONE}")
    assert set(way.choices) == {((True,), (False,)), ((False,), (True,))}
    (told_,) = advice(limb, situation, Words(catalogue, Lang.EN))
    assert [mark for mark, _ in told_.ways] == ["(a)", "(b)"]
    known = Situation(catalogue, Profile(enterprise={FOOD: True, ZONE: True}), ON)
    assert [way.facts for way in reach(known, limb).ways] == [
        (f"enterprise.{FOOD}",),
        (f"enterprise.{ZONE}",),
    ]


def test_what_holds_already_takes_nothing() -> None:
    catalogue, limb = with_entitled(fact(BOOK, True))
    situation = Situation(catalogue, Profile(enterprise={BOOK: True}), ON)
    assert [way.facts for way in reach(situation, limb).ways] == [()]
    assert list(reaches(situation, limb)) == []


def test_too_many_states_are_not_looked_at_and_no_way_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ways, "MOST_TRIED", 2)
    catalogue, limb = with_entitled(fact(BOOK, True))
    situation = Situation(catalogue, Profile(), ON)
    assert reach(situation, limb) == Reach((), is_told=False)
    ((opening, lines_),) = advice(limb, situation, Words(catalogue, Lang.EN))
    assert (opening, lines_[0][1]) == ("", "there are more possibilities than can be looked at")


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
id = "later"
kind = "special_goods_approval"
special_circumstances = true
"""


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (
            "20",
            (
                "nothing that can be changed would make it apply: it hangs on what nobody can "
                "change: business[0]: direction: export, business[0]: risk class of the special "
                "goods: unknown"
            ),
        ),
        (
            "16a",
            (
                "would apply if · business[1]: verification instructions in the same period: 2 "
                "(must be 2 or more; now: 1)"
            ),
        ),
        (
            "25b",
            "later: would apply if · later: special circumstances: no (now: yes)",
        ),
        (
            "27",
            (
                "would apply if · such business comes up: clearance by appointment and outside "
                "office hours: yes"
            ),
        ),
    ],
)
def test_it_is_told_in_words(number: str, words: str, prints: Prints, tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text(PENDING, encoding="utf-8")
    text = " ".join(prints("explain", number, str(profile), "--lang", "en", columns=200).split())
    assert words in text


def test_what_applies_needs_no_advice(prints: Prints) -> None:
    text = prints("explain", "25b", str(ROOT / "examples" / "biomedicine.toml"), "--lang", "zh")
    assert "怎样才能适用" not in text
