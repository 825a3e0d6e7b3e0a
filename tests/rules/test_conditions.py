"""Laws of conditions, over random ones in which each fact stands once."""

from collections.abc import Mapping
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from aeo_cli.rules.conditions import AllOf, AnyOf, Compare, Condition, Defined, Not
from aeo_cli.rules.evaluation import Scope, evaluate
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_index, item_name
from aeo_cli.rules.traces import Trace, open_facts

NAMES = [f"enterprise.f{i}" for i in range(8)]
READER: TypeAdapter[Condition] = TypeAdapter(Condition)
TRACES: TypeAdapter[Trace] = TypeAdapter(Trace)


def _read_once(names: list[str]) -> st.SearchStrategy[Condition]:
    """Return conditions over exactly these facts, each standing once."""
    if len(names) == 1:
        leaf = Compare(names[0], "is", True)
        return st.sampled_from([leaf, Not(leaf)])

    def combined(cut: int) -> st.SearchStrategy[Condition]:
        pair = st.tuples(_read_once(names[:cut]), _read_once(names[cut:]))
        both: st.SearchStrategy[Condition] = st.builds(AllOf, pair)
        either: st.SearchStrategy[Condition] = st.builds(AnyOf, pair)
        return both | either | st.builds(Not, both)

    return st.integers(1, len(names) - 1).flatmap(combined)


conditions = st.integers(1, len(NAMES)).flatmap(lambda n: _read_once(NAMES[:n]))
knowledge = st.dictionaries(st.sampled_from(NAMES), st.booleans())


def truth(condition: Condition, known: Mapping[str, bool]) -> Truth:
    return trace(condition, known).truth


def trace(condition: Condition, known: Mapping[str, bool]) -> Trace:
    return evaluate(condition, Scope.of(known, {}))


def turned(condition: Condition) -> Condition:
    """Return the condition with the parts of every list in the opposite order."""
    match condition:
        case AllOf():
            return AllOf(tuple(map(turned, reversed(condition.parts))))
        case AnyOf():
            return AnyOf(tuple(map(turned, reversed(condition.parts))))
        case Not():
            return Not(turned(condition.part))
        case _:
            return condition


FEWER = settings(max_examples=50)
"""A condition is slow to draw, and fifty of them hold every sort of line."""


def denied(condition: Condition) -> Condition:
    """Return the opposite of a condition, by De Morgan."""
    match condition:
        case AllOf():
            return AnyOf(tuple(map(denied, condition.parts)))
        case AnyOf():
            return AllOf(tuple(map(denied, condition.parts)))
        case Not():
            return condition.part
        case _:
            return Not(condition)


@FEWER
@given(conditions, knowledge)
def test_the_order_of_parts_does_not_matter(
    condition: Condition, known: Mapping[str, bool]
) -> None:
    found, other = trace(condition, known), trace(turned(condition), known)
    assert found.truth is other.truth
    assert set(open_facts(found)) == set(open_facts(other))


@FEWER
@given(conditions, knowledge)
def test_de_morgan_holds(condition: Condition, known: Mapping[str, bool]) -> None:
    assert truth(denied(condition), known) is truth(Not(condition), known)


@FEWER
@given(conditions, knowledge, knowledge)
def test_learning_a_fact_never_changes_what_is_settled(
    condition: Condition, known: Mapping[str, bool], learnt: Mapping[str, bool]
) -> None:
    before = truth(condition, known)
    if before is not Truth.UNKNOWN:
        assert truth(condition, {**learnt, **known}) is before


@FEWER
@given(conditions, knowledge)
def test_an_answer_is_unsettled_exactly_when_it_has_open_facts(
    condition: Condition, known: Mapping[str, bool]
) -> None:
    found = trace(condition, known)
    assert bool(list(open_facts(found))) == (found.truth is Truth.UNKNOWN)


@given(conditions, knowledge, st.data())
def test_every_open_fact_can_change_the_answer(
    condition: Condition, known: Mapping[str, bool], data: st.DataObject
) -> None:
    names = list(open_facts(trace(condition, known)))
    if not names:
        return
    fact = data.draw(st.sampled_from(names))
    others = [name for name in names if name != fact]
    completions = (
        {**known, **{name: bool(bits >> i & 1) for i, name in enumerate(others)}}
        for bits in range(2 ** len(others))
    )
    assert any(
        truth(condition, {**rest, fact: True}) is not truth(condition, {**rest, fact: False})
        for rest in completions
    )


@FEWER
@given(conditions)
def test_a_condition_survives_json(condition: Condition) -> None:
    assert READER.validate_json(READER.dump_json(condition)) == condition


@pytest.mark.parametrize(
    "table",
    [
        {"all": []},
        {"any": [{"definition": "d"}]},
        {"not": {"fact": "enterprise.f", "is": False}},
        {"fact": "enterprise.f", "in": ["a", "b"]},
        {"fact": "enterprise.f", "has": "a"},
        {"fact": "enterprise.f", "at_least": 2},
        {"fact": "enterprise.f", "at_most": 2},
    ],
)
def test_a_condition_is_written_in_the_words_in_which_it_is_read(table: dict[str, Any]) -> None:
    condition = READER.validate_python(table)
    assert READER.dump_python(condition, mode="json") == table


@FEWER
@given(conditions, knowledge)
def test_a_trace_survives_json(condition: Condition, known: Mapping[str, bool]) -> None:
    found = trace(condition, known)
    assert TRACES.validate_json(TRACES.dump_json(found)) == found


def test_a_trace_under_not_is_written_with_that_word() -> None:
    found = trace(Not(Compare("enterprise.f", "is", True)), {"enterprise.f": True})
    assert TRACES.dump_python(found, mode="json") == {
        "truth": False,
        "not": {"truth": True, "fact": "enterprise.f", "is": True, "actual": True},
    }


@pytest.mark.parametrize(
    ("table", "value", "outcome"),
    [
        ({"is": "a"}, "a", True),
        ({"is": "a"}, "b", False),
        ({"in": ["a", "b"]}, "b", True),
        ({"in": ["a", "b"]}, "c", False),
        ({"has": "a"}, ("a", "b"), True),
        ({"has": "a"}, (), False),
        ({"at_least": 2}, 2, True),
        ({"at_least": 2}, 1, False),
        ({"at_most": 2}, 2, True),
        ({"at_most": 2}, 3, False),
    ],
)
def test_each_operator_includes_its_bound(table: dict[str, Any], value: Any, outcome: bool) -> None:
    condition = READER.validate_python({"fact": "enterprise.f", **table})
    assert evaluate(condition, Scope.of({"enterprise.f": value}, {})).truth is Truth(outcome)
    assert evaluate(condition, Scope.of({}, {})).truth is Truth.UNKNOWN


def test_a_definition_is_shown_with_its_own_lines() -> None:
    inner = Compare("enterprise.f", "is", True)
    found = evaluate(Defined("d"), Scope.of({"enterprise.f": True}, {"d": inner}))
    assert TRACES.dump_python(found, mode="json") == {
        "truth": True,
        "definition": "d",
        "is": {"truth": True, "fact": "enterprise.f", "is": True, "actual": True},
    }


@given(st.integers(0, 999), st.from_regex("[a-z_]+", fullmatch=True))
def test_the_fact_of_an_item_says_which_item(index: int, fact: str) -> None:
    assert item_index(f"{item_name(index)}.{fact}") == index


@pytest.mark.parametrize(
    "name",
    [
        "enterprise.roles",
        "item.on_site",
        "business[0]",
        "business[0].facts.on_site",
        "business[00].on_site",
        "business[-1].on_site",
        "business[].on_site",
        "business[٣].on_site",
        "on",
        "",
    ],
)
def test_what_is_no_fact_of_an_item_has_no_place(name: str) -> None:
    assert item_index(name) is None


@pytest.mark.parametrize(
    "table",
    [{}, {"fact": "a"}, {"fact": "a", "is": 1, "has": "b"}, {"fact": "a", "is": 1, "x": 2}, 3],
)
def test_what_is_no_condition_is_refused_and_by_its_schema_too(table: Any) -> None:
    with pytest.raises(ValidationError):
        READER.validate_python(table)
    assert list(jsonschema.Draft202012Validator(READER.json_schema()).iter_errors(table))
