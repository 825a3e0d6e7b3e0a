"""Official codes: well-formed or not, and why. The codes are made up by their own arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from aeo_cli.rules.identifiers import Identifier

USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
GOOD = "91110000600037341L"


def organisation(body: str) -> str:
    """Return an organisation code with its check character (GB 11714)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c, 36) * w for c, w in zip(body, weights, strict=True))
    return body + {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


def complete(head: str, body: str) -> str:
    code = head + organisation(body)
    return code + uscc.calc_check_digit(code)


@given(st.text(USCC, min_size=8, max_size=8), st.text(USCC, min_size=8, max_size=8))
def test_a_code_made_by_the_rules_is_accepted(head: str, body: str) -> None:
    assert Identifier.USCC.fault(complete(head, body)) is None


@given(
    st.text(USCC, min_size=8, max_size=8),
    st.text(USCC, min_size=8, max_size=8),
    st.integers(0, 17),
    st.sampled_from(USCC),
)
def test_one_wrong_character_is_noticed(head: str, body: str, place: int, other: str) -> None:
    code = complete(head, body)
    wrong = code[:place] + other + code[place + 1 :]
    assert (Identifier.USCC.fault(wrong) is None) == (wrong == code)


@given(st.text("0123456789", min_size=8, max_size=8), st.text(USCC, min_size=9, max_size=9))
def test_the_outer_check_agrees_with_a_second_implementation(head: str, tail: str) -> None:
    code = head + tail + uscc.calc_check_digit(head + tail)
    fault = Identifier.USCC.fault(code)
    assert uscc.is_valid(code)
    assert fault is None or "GB 11714" in fault.en


@pytest.mark.parametrize("head", ["A1310000", "N2310000", "Y1310000"])
def test_the_first_character_may_be_a_letter(head: str) -> None:
    assert Identifier.USCC.fault(complete(head, "60003734")) is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "an 18-character"),
        (GOOD[:-1], "an 18-character"),
        (GOOD.lower(), "not 'l'"),
        (GOOD[:-1] + "O", "not 'O'"),
        (GOOD[:-1] + "M", "(wrong at 18; GB 32100"),
    ],
)
def test_a_wrong_code_is_refused_with_its_reason(code: str, reason: str) -> None:
    fault = Identifier.USCC.fault(code)
    assert fault is not None
    assert reason in fault.en


def test_the_inner_check_character_is_checked_too() -> None:
    head = "91110000" + "60003734" + "2"  # should be 1
    fault = Identifier.USCC.fault(head + uscc.calc_check_digit(head))
    assert fault is not None
    assert "GB 11714" in fault.en
    assert "(wrong at 17;" in fault.en
    both_wrong = Identifier.USCC.fault(head + "A")
    assert both_wrong is not None
    assert "(wrong at 17, 18;" in both_wrong.en


@pytest.mark.parametrize("code", ["3122260ABC", "3122W60001", "0000000000"])
def test_a_customs_code_is_accepted(code: str) -> None:
    assert Identifier.CUSTOMS_CODE.fault(code) is None


@pytest.mark.parametrize(
    "code", ["", "312226012", "A122260ABC", "3122260abc", "3122 60ABC", "３122260ABC"]
)
def test_a_wrong_customs_code_is_refused(code: str) -> None:
    fault = Identifier.CUSTOMS_CODE.fault(code)
    assert fault is not None
    assert "HS code" in fault.en
