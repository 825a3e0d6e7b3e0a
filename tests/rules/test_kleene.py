"""Kleene's truth tables, written out."""

from itertools import product

import pytest

from aeo_cli.rules.kleene import Truth, conjunction, disjunction, negation

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


def test_false_comes_before_unknown_and_unknown_before_true() -> None:
    order = [F, U, T]
    for a, b in product(order, repeat=2):
        assert (a < b) == (order.index(a) < order.index(b))


def test_a_truth_refuses_to_be_a_bool_and_says_what_to_write() -> None:
    for truth in Truth:
        with pytest.raises(TypeError) as refusal:
            bool(truth)
        assert str(refusal.value) == "a Truth is not a bool: compare it with `is Truth.TRUE`"


def test_a_truth_is_what_json_makes_of_it() -> None:
    assert [truth.value for truth in Truth] == [False, None, True]
