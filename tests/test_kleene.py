"""Kleene's truth tables, written out."""

import pytest

from aeo_cli.kleene import Truth, conjunction, disjunction, negation

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
TABLE = [  # a, b, a and b, a or b
    (F, F, F, F),
    (F, U, F, U),
    (F, T, F, T),
    (U, F, F, U),
    (U, U, U, U),
    (U, T, U, T),
    (T, F, F, T),
    (T, U, U, T),
    (T, T, T, T),
]


@pytest.mark.parametrize(("a", "b", "both", "either"), TABLE)
def test_and_and_or_follow_the_table(a: Truth, b: Truth, both: Truth, either: Truth) -> None:
    assert conjunction([a, b]) is both
    assert disjunction([a, b]) is either


@pytest.mark.parametrize(("a", "opposite"), [(F, T), (U, U), (T, F)])
def test_not_leaves_the_unknown_unknown(a: Truth, opposite: Truth) -> None:
    assert negation(a) is opposite


def test_nothing_at_all_is_true_for_and_and_false_for_or() -> None:
    assert conjunction([]) is T
    assert disjunction([]) is F


def test_a_truth_refuses_to_be_a_bool() -> None:
    for truth in Truth:
        with pytest.raises(TypeError, match="not a bool"):
            bool(truth)


def test_a_truth_is_what_json_makes_of_it() -> None:
    assert [truth.value for truth in Truth] == [False, None, True]
