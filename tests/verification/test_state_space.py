"""What everything can be tried on: classes of values, assignments; the smallest profiles."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aeo_cli.assessment.assess import Assessment
from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.locations import DAY, LocatedCondition, replace_at
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.documents.text import Lang
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.comparison_keys import Operator
from aeo_cli.rules.conditions import AllOf, AnyOf, Compare, Condition, Not
from aeo_cli.rules.dates import FIRST_DAY, LAST_DAY
from aeo_cli.rules.facts import Choice, Fact
from aeo_cli.rules.kleene import Truth
from aeo_cli.verification.figures import Figure, TextUnit, figures
from aeo_cli.verification.rewriting import RewrittenCondition, deletions, rewrites
from aeo_cli.verification.state_space import MAX_COMPARISONS, Assignment, StateSpace
from aeo_cli.verification.witnesses import Witness, smallest_applying, smallest_failing
from tests.conftest import CATALOGUES

ON = date(2026, 3, 2)
LIMBS = [
    (catalogue, provision)
    for catalogue in map(load_catalogue, map(str, CATALOGUES))
    for _, provision in catalogue.provisions()
]


# Witnesses


@pytest.mark.parametrize(
    ("catalogue", "provision"),
    LIMBS,
    ids=[f"{book.id}-{provision.id}" for book, provision in LIMBS],
)
def test_witnesses_show_what_they_are_for_and_are_smallest(
    catalogue: Catalogue, provision: Provision, calendar: Calendar
) -> None:
    def verdict(witness: Witness) -> Verdict:
        profile = read_profile(witness.document(), catalogue)
        return Assessment(catalogue, profile, calendar, ON).provision(provision).verdict

    def smaller(witness: Witness) -> Iterator[Witness]:
        for name in witness.assignment:
            known = {fact: value for fact, value in witness.assignment.items() if fact != name}
            yield witness._replace(assignment=known)

    yes, no = smallest_applying(provision, catalogue), smallest_failing(provision, catalogue)
    assert yes is not None
    assert no is not None
    assert verdict(yes) is Verdict.APPLIES
    assert verdict(no) in {Verdict.NOT_APPLICABLE, Verdict.DORMANT}
    assert all(verdict(less) is not Verdict.APPLIES for less in smaller(yes))
    assert all(verdict(less) is Verdict.UNDETERMINED for less in smaller(no))


def test_a_witness_is_written_as_a_profile_of_what_is_known() -> None:
    known: Assignment = {"enterprise.a": ("x", "y"), "readings.b": False, "item.c": 0}
    assert Witness(known, "kind").document() == {
        "enterprise": {"a": ["x", "y"]},
        "readings": {"b": False},
        "business": [{"kind": "kind", "c": 0}],
    }
    assert Witness({}, None).document() == {"enterprise": {}}


# Points

NAMES = ("enterprise.credit_level", "enterprise.roles", "item.concurrent_instructions")
FACTS = {**LIMBS[0][0].facts(), **LIMBS[0][0].item_facts("verification")}
LEVELS, ROLES = (tuple(FACTS[name].choices) for name in NAMES[:2])
COMPARISONS = st.one_of(
    st.builds(lambda value: Compare(NAMES[0], "is", value), st.sampled_from(LEVELS)),
    st.builds(
        lambda values: Compare(NAMES[0], "in", tuple(values)),
        st.lists(st.sampled_from(LEVELS), min_size=1, max_size=3),
    ),
    st.builds(lambda value: Compare(NAMES[1], "has", value), st.sampled_from(ROLES)),
    st.builds(lambda value: Compare(NAMES[2], "at_least", value), st.integers(0, 4)),
    st.builds(lambda value: Compare(NAMES[2], "at_most", value), st.integers(0, 4)),
    st.builds(lambda value: Compare(NAMES[2], "is", value), st.integers(0, 4)),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    COMPARISONS,
    lambda parts: st.one_of(
        st.builds(lambda found: AllOf(tuple(found)), st.lists(parts, min_size=1, max_size=3)),
        st.builds(lambda found: AnyOf(tuple(found)), st.lists(parts, min_size=1, max_size=3)),
        st.builds(Not, parts),
    ),
    max_leaves=6,
)
VALUES = st.fixed_dictionaries(
    {
        NAMES[0]: st.sampled_from(LEVELS),
        NAMES[1]: st.sets(st.sampled_from(ROLES)).map(
            lambda found: tuple(role for role in ROLES if role in found)
        ),
        NAMES[2]: st.integers(0, 9),
    }
)


@given(condition=CONDITIONS, known=VALUES)
def test_a_value_comes_out_as_the_one_that_stands_for_its_class(
    condition: Condition, known: dict[str, Any]
) -> None:
    space = StateSpace([condition], FACTS, {})
    classes = {name: space.representative(name, known[name]) for name in space.representatives}
    assert space.truth(condition, known) is space.truth(condition, classes)
    assert classes in space.complete_assignments()


DAYS = [day + timedelta(days=i) for day in (FIRST_DAY, LAST_DAY - timedelta(9)) for i in range(10)]


ORDERED: tuple[Operator, ...] = ("is", "at_least", "at_most")


@pytest.mark.parametrize(
    ("name", "fact", "values", "last"),
    [(NAMES[2], FACTS[NAMES[2]], [*range(12)], 11), ("on", DAY, DAYS, DAYS[9])],
    ids=["a number", "a day"],
)
@given(data=st.data())
def test_the_first_of_its_values_stands_for_a_class(
    name: str, fact: Fact, values: list[Any], last: Any, data: st.DataObject
) -> None:
    """Values are compared with any but one whose next is not tried here."""
    operators = st.sampled_from(ORDERED)
    operands = st.sampled_from([value for value in values if value != last])
    drawn = data.draw(st.lists(st.tuples(operators, operands), min_size=1))
    lines = [Compare(name, operator, value) for operator, value in drawn]
    found = StateSpace([AnyOf(tuple(lines))], {name: fact}, {}).representatives[name]
    first: dict[tuple[bool, ...], Any] = {}
    for value in values:
        first.setdefault(tuple(line.holds(value) for line in lines), value)
    assert [*found] == sorted(found)
    assert {*found} == {*first.values()}


@given(condition=CONDITIONS)
def test_the_first_state_that_settles_an_answer_is_a_smallest(condition: Condition) -> None:
    space = StateSpace([condition], FACTS, {})
    states = list(space.partial_assignments())
    assert [len(state) for state in states] == sorted(len(state) for state in states)
    assert len(states) <= space.size
    for truth in Truth:
        settled = [len(state) for state in states if space.truth(condition, state) is truth]
        assert settled == sorted(settled)


@settings(max_examples=40)
@given(one=CONDITIONS, other=CONDITIONS)
def test_conditions_are_alike_exactly_when_no_values_tell_them_apart(
    one: Condition, other: Condition
) -> None:
    space = StateSpace([one, other], FACTS, {})
    subsets = [tuple(role for role in ROLES if role != out) for out in (*ROLES, None)]
    subsets += [(role,) for role in ROLES] + [()]
    everything: Iterator[Assignment] = (
        {NAMES[0]: level, NAMES[1]: roles, NAMES[2]: count}
        for level, roles, count in product(LEVELS, subsets, range(6))
    )
    apart = any(space.truth(one, each) is not space.truth(other, each) for each in everything)
    assert space.equivalent(one, other) is not apart


def test_exhaustion_ends_where_it_says() -> None:
    facts = {f"item.f{i}": FACTS["enterprise.export_food_producer"] for i in range(11)}
    many = AnyOf(tuple(Compare(name, "is", True) for name in facts))
    fewer = AnyOf(many.parts[:10])
    assert StateSpace([many], facts, {}).size == 11 * 3**11 > MAX_COMPARISONS
    assert StateSpace([fewer], facts, {}).size == 10 * 3**10 < MAX_COMPARISONS
    assert not StateSpace([many], facts, {}).exhaustible
    assert StateSpace([fewer], facts, {}).exhaustible


def test_values_that_no_comparison_tells_apart_are_not_tried_twice() -> None:
    """Three choices of a hundred values, each compared with one, have 27 states."""
    many = {f"c{i}": Choice(zh="甲", en="a") for i in range(100)}
    fact = FACTS[NAMES[0]].model_copy(update={"choices": many})
    facts = {f"item.f{i}": fact for i in range(3)}
    condition = AnyOf(tuple(Compare(name, "is", "c1") for name in facts))
    assert StateSpace([condition], facts, {}).size == 3 * 27


@pytest.mark.parametrize("members", [5, 15, 60])
def test_a_set_has_two_classes_for_each_member_that_is_asked_for(members: int) -> None:
    """They are counted, not made: those of sixty members would not end."""
    many = {f"c{i}": Choice(zh="甲", en="a") for i in range(members)}
    facts = {"item.x": FACTS[NAMES[1]].model_copy(update={"choices": many})}
    condition = AnyOf(tuple(Compare("item.x", "has", name) for name in many))
    space = StateSpace([condition], facts, {})
    assert space.size == (2**members + 1) * members
    assert space.exhaustible == (members < 16)


def test_what_is_as_large_as_what_is_tried_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    roles = AnyOf(tuple(Compare(NAMES[1], "has", role) for role in ROLES))
    space = StateSpace([roles], FACTS, {})
    size = len([*space.partial_assignments()]) * len(ROLES)
    assert space.size == size == (2 ** len(ROLES) + 1) * len(ROLES)
    monkeypatch.setattr("aeo_cli.verification.state_space.MAX_COMPARISONS", size)
    assert space.exhaustible
    monkeypatch.setattr("aeo_cli.verification.state_space.MAX_COMPARISONS", size - 1)
    assert not space.exhaustible


# Rewriting

A, B = (Compare(f"item.{name}", "is", True) for name in "ab")
NAMED = ("x", "Y", "z")
LIST = Compare("item.c", "in", NAMED)
FEWER = (("Y", "z"), ("x", "z"), ("x", "Y"))


def test_every_part_is_left_out_once() -> None:
    """But not the only one of a list: without it the list would mean something else."""
    one, two = (replace(LIST, operand=NAMED[:size]) for size in (1, 2))
    whole = AllOf((AnyOf((A, B)), Not(LIST), AllOf((one,)), AnyOf((two,))))
    either, neither, only, also = whole.parts
    lists = [replace(LIST, operand=values) for values in FEWER]
    singles = [replace(LIST, operand=(value,)) for value in ("Y", "x")]
    expected: list[tuple[str, Condition]] = [
        ("p", AllOf(())),
        ("p.all[0]", AllOf((neither, only, also))),
        ("p.all[1]", AllOf((either, only, also))),
        ("p.all[2]", AllOf((either, neither, also))),
        ("p.all[3]", AllOf((either, neither, only))),
        ("p.all[0].any[0]", AllOf((AnyOf((B,)), neither, only, also))),
        ("p.all[0].any[1]", AllOf((AnyOf((A,)), neither, only, also))),
        *(
            (f"p.all[1].not.in[{index}]", AllOf((either, Not(part), only, also)))
            for index, part in enumerate(lists)
        ),
        *(
            (f"p.all[3].any[0].in[{index}]", AllOf((either, neither, only, AnyOf((part,)))))
            for index, part in enumerate(singles)
        ),
    ]
    found = [*deletions(LocatedCondition("p", whole, {}))]
    assert [(one.path, one.condition) for one in found] == expected
    assert {one.line for one in found} == {None}


def test_a_line_is_changed_in_its_place() -> None:
    whole = AllOf((AnyOf((A, Not(A))), B))

    def change(line: Condition) -> Iterator[Condition]:
        if line == A:
            yield from (B, LIST)

    found = [*rewrites(LocatedCondition("p", whole, {}), change)]
    assert found == [
        RewrittenCondition("p.all[0].any[0]", B, AllOf((AnyOf((B, Not(A))), B))),
        RewrittenCondition("p.all[0].any[0]", LIST, AllOf((AnyOf((LIST, Not(A))), B))),
        RewrittenCondition("p.all[0].any[1].not", B, AllOf((AnyOf((A, Not(B))), B))),
        RewrittenCondition("p.all[0].any[1].not", LIST, AllOf((AnyOf((A, Not(LIST))), B))),
    ]


def test_what_stands_at_a_path_is_replaced_and_nothing_else() -> None:
    whole = {"A1": (LIST, A), "b_2": 0}
    changed = {"A1": (replace(LIST, operand=("x", "Y", "w")), A), "b_2": 0}
    assert replace_at(whole, "A1[0].in[2]", "w") == changed
    assert replace_at(A, "", B) == B
    assert whole == {"A1": (LIST, A), "b_2": 0}
    condition = AllOf((A, Not(B)))
    wrong: tuple[tuple[object, str], ...] = (
        (whole, "b_2.x"),
        (condition, "any[0]"),
        (condition, "all[2]"),
        (A, "has"),
    )
    for part, path in wrong:
        with pytest.raises(LookupError):
            replace_at(part, path, A)


# Figures

LONG = {
    (10, TextUnit.NATURAL_DAY),
    (3, TextUnit.YEAR),
    (2, TextUnit.WEEK),
    (30, TextUnit.MINUTE),
}
TOLD = [
    (Lang.ZH, "从 20 日缩短到 5 日以内", {(20, TextUnit.DAY), (5, TextUnit.DAY)}, set()),
    (Lang.ZH, "10 个工作日，每年 1 次", {(10, TextUnit.WORKING_DAY), (1, TextUnit.TIMES)}, set()),
    (
        Lang.EN,
        "at most 10 working days, 5%",
        {(10, TextUnit.WORKING_DAY), (5, TextUnit.PERCENT)},
        set(),
    ),
    (Lang.EN, "once a year, three months", set(), {(1, TextUnit.TIMES), (3, TextUnit.MONTH)}),
    (Lang.ZH, "行政许可法第八十二条、第一百零四条", set(), {(82, None), (100, None), (4, None)}),
    (
        Lang.EN,
        "October 2023, 24 hours",
        {(2023, None), (24, TextUnit.HOUR)},
        {(10, TextUnit.MONTH)},
    ),
    (Lang.ZH, "2023 年 10 月，两天", {(2023, None), (10, TextUnit.MONTH)}, {(2, TextUnit.DAY)}),
    (Lang.EN, "since 2026-04-01", set(), set()),
    (Lang.ZH, "自 2026 年 4 月 1 日起", set(), set()),
    (Lang.EN, "since 1 April 2026", set(), set()),
    (Lang.EN, "since April 1, 2026", set(), set()),
    (Lang.ZH, "１０ 个自然日，3 年，2 周，30 分钟", LONG, set()),
    (Lang.EN, "10 natural days, 3 years, 2 weeks, 30 minutes", LONG, set()),
    (Lang.EN, "a 20-hour limit", {(20, TextUnit.HOUR)}, set()),
    (Lang.EN, "twenty working days", set(), {(20, TextUnit.WORKING_DAY)}),
    (Lang.ZH, "100 万元", {(1_000_000, None)}, set()),
    (Lang.EN, "1,000,000 yuan, 2 million more", {(1_000_000, None), (2_000_000, None)}, set()),
    (Lang.EN, "May be done within eleven days", set(), {(11, TextUnit.DAY)}),
]


@pytest.mark.parametrize(("lang", "text", "digits", "words"), TOLD, ids=[row[1] for row in TOLD])
def test_figures_are_read_with_their_units(
    lang: Lang, text: str, digits: set[Figure], words: set[Figure]
) -> None:
    found = figures(text, lang)
    assert found.digits == digits
    assert found.words == words
    assert found.dates == ({"2026-04-01"} if "2026" in text else set())
