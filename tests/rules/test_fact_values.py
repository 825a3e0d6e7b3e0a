"""What is said of a wrong value: the true cause, and a hint that leads to a value that is read."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aeo_cli.documents.text import both
from aeo_cli.rules.dates import FIRST_DAY, LAST_DAY, SHANGHAI, read_date
from aeo_cli.rules.fact_values import read
from aeo_cli.rules.facts import Choice, Fact, FactType
from aeo_cli.rules.identifiers import Identifier
from aeo_cli.rules.mistakes import Mistake

WORDS = both("一", "one")


def fact(type_: FactType, **more: Any) -> Fact:
    return Fact(type=type_, label=WORDS, question=WORDS, **more)


DATE, MOMENT = fact(FactType.DATE), fact(FactType.DATETIME)
offsets = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
naive = st.datetimes()
moments = naive | st.builds(lambda moment, zone: moment.replace(tzinfo=zone), naive, offsets)
EARLIEST, LATEST = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59)
"""Of what Python holds; next to them, an offset leads beyond."""


def hint_of(wrong: object) -> str:
    assert isinstance(wrong, Mistake)
    return wrong.hint.en if wrong.hint else ""


def days_in(text: str) -> list[str]:
    return re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}", text)


@given(moments)
@example(EARLIEST.replace(tzinfo=timezone(timedelta(hours=23))))
@example(LATEST.replace(tzinfo=timezone(timedelta(hours=-23))))
@example(datetime(2006, 12, 31, 16, tzinfo=UTC))
@example(datetime(2099, 12, 31, 16, tzinfo=UTC))
def test_where_a_date_is_wanted_a_moment_is_told_as_its_day_in_shanghai(moment: datetime) -> None:
    """Whether a document parsed it or wrote it as text, and at the ends of what Python holds."""
    try:
        day = (moment.astimezone(SHANGHAI) if moment.tzinfo else moment).date()
    except OverflowError:
        day = date.min
    for raw in (moment, moment.isoformat(), moment.isoformat(sep=" ")):
        wrong = read_date(raw)
        assert isinstance(wrong, Mistake)
        if FIRST_DAY <= day <= LAST_DAY:
            assert days_in(hint_of(wrong)) == [day.isoformat()]
            assert ("in Shanghai" in hint_of(wrong)) == (moment.tzinfo is not None)
        else:
            assert hint_of(wrong) == "check the year"
            assert "between 2007-01-01 and 2099-12-31" in wrong.expected.en


numbers = st.integers(0, 99) | st.integers(1990, 2110)
separators = st.sampled_from("-/.年")
texts = (
    st.text("0123456789-/.T: Z+年月日\u00a0\u3000\u200b", max_size=20)
    | st.builds("{}{}{}{}{}".format, numbers, separators, numbers, separators, numbers)
    | st.builds("{0:04d}-{1:02d}-{2:02d}".format, numbers, st.integers(0, 13), st.integers(0, 32))
    | moments.map(datetime.isoformat)
)


@given(texts)
def test_what_a_hint_says_to_write_is_read(text: str) -> None:
    for wanted in (DATE, MOMENT):
        wrong = read(wanted, text)
        if isinstance(wrong, Mistake):
            for day in days_in(hint_of(wrong)):
                value = f"{day}T22:00" if f"{day}T22:00" in hint_of(wrong) else day
                assert not isinstance(read(wanted, value), Mistake), (text, hint_of(wrong))


SLIPS = {  # a text where a date is wanted: what is expected, the hint
    "2026-02-30": ("a date", "this date does not exist"),
    "2026/2/30": ("a date", "this date does not exist"),
    "2026-02-30T10:00": ("a date", "this date does not exist"),
    "2026-03-02T25:00": ("a date", "this time does not exist"),
    "2106/3/2": ("between 2007", "check the year"),
    "20000-01-01": ("between 2007", "check the year"),
    "+20000-01-01T10:00:00": ("between 2007", "check the year"),
    "-0044-03-15": ("between 2007", "check the year"),
    "0000-01-01": ("between 2007", "check the year"),
    "\ufeff2026-03-02": ("a date", r"remove the invisible character \ufeff"),
}


@pytest.mark.parametrize(("text", "expected", "hint"), [(k, *v) for k, v in SLIPS.items()])
def test_a_slip_in_a_date_is_named(text: str, expected: str, hint: str) -> None:
    wrong = read_date(text)
    assert isinstance(wrong, Mistake)
    assert expected in wrong.expected.en
    assert hint in hint_of(wrong)


@pytest.mark.parametrize(
    "text", ["2026-02-30T10:00", "2026-03-07T22:61", "20000-01-01 10:00", "2106-01-01"]
)
def test_a_slip_in_a_moment_is_named(text: str) -> None:
    wrong = read(MOMENT, text)
    assert isinstance(wrong, Mistake)
    assert "does not exist" in hint_of(wrong) or "between 2007-01-01" in wrong.expected.en


UNSEEN = ["\u200b", "\ufeff", "\u00ad", "\u2800", "\u3164"]
BLANKS = ["\u00a0", "\u3000", "\t", " ", "\n"]
FITTING = {
    "a date": (DATE, "2026-03-02"),
    "a moment": (MOMENT, "2026-03-07T22:00"),
    "a choice": (fact(FactType.CHOICE, choices={"yes": Choice(zh="是", en="yes")}), "yes"),
    "a code": (fact(FactType.TEXT, format=Identifier.CUSTOMS_CODE), "3122260ABC"),
}


@pytest.mark.parametrize("character", UNSEEN)
@pytest.mark.parametrize(("wanted", "text"), FITTING.values(), ids=FITTING)
def test_what_cannot_be_seen_around_a_value_is_named(
    wanted: Fact, text: str, character: str
) -> None:
    for written in (text + character, character + text, f"{character}{text}{character}"):
        hint = hint_of(read(wanted, written))
        assert hint.startswith("remove the invisible character \\")
        assert f"{ord(character):x}" in hint
    assert not isinstance(read(wanted, text), Mistake)


@pytest.mark.parametrize("character", BLANKS)
@pytest.mark.parametrize(("wanted", "text"), FITTING.values(), ids=FITTING)
def test_blanks_around_a_value_do_not_count(wanted: Fact, text: str, character: str) -> None:
    assert read(wanted, f"{character}{text}{character}") == read(wanted, text)


def test_every_wrong_member_of_a_set_is_named() -> None:
    wanted = fact(
        FactType.SET, choices={"a": Choice(zh="甲", en="a"), "b": Choice(zh="乙", en="b")}
    )
    wrong = read(wanted, ["x", "a", 5, "b", "y"])
    assert isinstance(wrong, Mistake)
    assert wrong.members is not None
    assert list(wrong.members) == [0, 2, 4]


@pytest.mark.parametrize("raw", ["9" * 19, "9" * 5000, "٣", "1_000", "+3", "", "3.5"])
def test_what_is_no_plain_number_gets_no_hint_to_write_it(raw: str) -> None:
    assert hint_of(read(fact(FactType.INTEGER), raw)) == ""


def test_a_number_with_too_many_digits_is_not_called_none() -> None:
    for digits in ("9" * 19, "0" * 30, "9" * 5000, 10**18):
        wrong = read(fact(FactType.INTEGER), digits)
        assert isinstance(wrong, Mistake)
        assert wrong.expected.en == "a whole number of at most 18 digits"
    assert read(fact(FactType.INTEGER), 10**18 - 1) == 10**18 - 1
