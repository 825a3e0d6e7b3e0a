"""Errors of syntax: each with its true cause, all of them at once, and none that follows."""

import json
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.documents.problems import InputError, Problem, describe
from aeo_cli.documents.syntax import parse
from aeo_cli.documents.text import Lang
from aeo_cli.profile.reader import read_profile
from aeo_cli.profile.remainder import parse_profile

CATALOGUE = load_catalogue()


def problems(text: str) -> list[Problem]:
    """Return all that is wrong with a profile; none: it can be read."""
    try:
        read_profile(parse_profile(text, CATALOGUE), CATALOGUE)
    except InputError as error:
        return list(error.problems)
    return []


def told(text: str) -> list[str]:
    return [describe(problem, Lang.EN) for problem in problems(text)]


def line_of(problem: Problem) -> int | None:
    """Return the line that an error of syntax names; None: it is another error."""
    if isinstance(problem.place, str):
        return None
    match = re.match("line ([0-9]+)", problem.place.en)
    assert match
    return int(match[1])


CAUSES = {
    "NaN after a text of that name": (
        '{"ref": "NaN", "name": NaN}',
        "column 24",
        "whole numbers as 3",
    ),
    "a JSON date without quotes": ('{"a": 2026-03-02}', "line 1", "put text and dates in"),
    "a JSON comma after the last member": (
        '{"a": [1,\n]}',
        "line 1, column 9",
        "remove the comma after",
    ),
    "a second value on a line with a date": ("a = 2026-03-02 x", "line 1", "unexpected text after"),
    "no such day": ("a = 2026-02-30", "line 1", "invalid date or time"),
    "no such time": ("a = 2026-03-02T25:00", "line 1", "invalid date or time"),
    "a date with slashes": ("a = 2026/3/2", "line 1", "write dates as 2026-03-02"),
    "a number with a zero before it": ("a = 007", "line 1", "put text in"),
    "Chinese signs in a text": ('a = "（甲）" x', "line 1", "unexpected text after"),
    "Chinese signs in a text that is not closed": (
        'a = "（甲）\nb = 1',
        "line 1",
        "quote is missing",
    ),
    "Chinese signs in a comment": ('a = "x # （甲）\n', "line 1", "quote is missing"),
    "a quote of another kind": ('a = "甲”\nb = 1', "line 1", "replace ”"),
    "a list that is not closed": (
        'a = 1\nb = ["x"\nc = 1',
        "line 2, column 1",
        "bracket is missing",
    ),
    "a list not closed at the end": ('a = 1\nb = ["x"\n', "line 2, column 1", "bracket is missing"),
    "a list without a comma": ('b = [\n"x"\n"y"\n]', "line 3", "a comma or"),
    "a long text that is not closed": (
        'a = 1\nb = """\nx\n',
        "line 2, column 1",
        "quote is missing",
    ),
    "a blank that is no space": ("a\u00a0= 1", "line 1", r"invisible character \xa0"),
    "a wide space": ("\u3000a = 1", "line 1", r"invisible character \u3000"),
    "no width at all": ('{"a":\u200b1}', "line 1", r"invisible character \u200b"),
}


@pytest.mark.parametrize(("text", "place", "hint"), CAUSES.values(), ids=CAUSES)
def test_the_hint_names_the_true_cause(text: str, place: str, hint: str) -> None:
    with pytest.raises(InputError) as raised:
        parse(text)
    ((line, _, sentence),) = (describe(p, Lang.EN).partition(": ") for p in raised.value.problems)
    assert place in line
    assert hint in sentence.rpartition("hint: ")[2]


@pytest.mark.parametrize("text", ['[{"enterprise": {}}]', "[1, 2]", "[]", '[\n {"enterprise": x'])
def test_a_json_list_is_told_as_one(text: str) -> None:
    ((line),) = told(text)
    assert line.startswith("found: a JSON list; expected: one JSON object")
    assert "for many, use aeo screen" in line


def test_profiles_one_after_another_are_told_as_many() -> None:
    (line,) = told('{"enterprise": {}}\n{"enterprise": {}}\n')
    assert "line 2" in line
    assert "for many, use aeo screen" in line
    (line,) = told('{"enterprise": {}}\nx')
    assert "aeo screen" not in line


@pytest.mark.parametrize("text", ["42", '"x"', "null", "true"])
def test_a_json_value_alone_is_told_as_one(text: str) -> None:
    (line,) = told(text)
    assert "found: a single JSON value; expected: one JSON object" in line


@pytest.mark.parametrize(
    "text", ["[enterprise]", "[ enterprise ]\n", "['enterprise']", "[enterprise] # [1]"]
)
def test_a_heading_is_no_json_list(text: str) -> None:
    assert not problems(text)


OLD_MAC = "[enterprise]\r# from an old Mac\rcredit_level = 'regular'\r"


def test_lines_that_end_with_a_carriage_return_alone_are_read() -> None:
    assert parse(OLD_MAC) == parse(OLD_MAC.replace("\r", "\n"))
    (problem,) = problems(OLD_MAC + "name = x\r")
    assert line_of(problem) == 4


NUMBERS = ["2e0", "1.50", "1e400", "-0.0", "1e99999999999999999999", "-3"]
IN_TOML = [
    *NUMBERS,
    "1_000",
    "0x10",
    "0o17",
    "0b1",
    "+3",
    "-0",
    "+1_0",
    "1_0.5",
    "nan",
    "-inf",
    "+1e3",
]


@pytest.mark.parametrize("number", IN_TOML)
def test_a_number_is_shown_as_it_stands_in_toml(number: str) -> None:
    text = f"ref = 'A {number}' # {number}\n[enterprise]\nname = {number}\nroles = [{number}]"
    found = {problem.place: problem.found.en for problem in problems(text)}
    assert found == {"enterprise.name": number, "enterprise.roles[0]": number}


@pytest.mark.parametrize("number", [*NUMBERS, "-0"])
def test_a_number_is_shown_as_it_stands_in_json(number: str) -> None:
    (problem,) = problems(f'{{"enterprise": {{"name": {number}}}}}')
    assert (problem.place, problem.found.en) == ("enterprise.name", number)


@pytest.mark.parametrize(("text", "value"), [("1_000", 1000), ("0x10", 16), ("+3", 3), ("-0", 0)])
def test_a_whole_number_counts_however_it_is_written(text: str, value: int) -> None:
    document = (
        f"[enterprise]\n[[business]]\nkind = 'verification'\nconcurrent_instructions = {text}"
    )
    (item,) = read_profile(parse(document), CATALOGUE).business
    number = item.facts["concurrent_instructions"]
    assert (number, type(number), str(number)) == (value, int, str(value))


def test_a_key_may_look_like_a_number() -> None:
    assert parse("0x10 = 1\n0x11 = 2\n[1_000]\n+2 = 3" .replace("+2", "2_2")) == {
        "0x10": 1, "0x11": 2, "1_000": {"2_2": 3},
    }  # fmt: skip


STATEMENTS = (
    "ref = 'A'",
    "[enterprise]",
    "name = 'x'",
    "credit_level = 'regular'",
    "roles = ['other']",
    "export_food_producer = true",
    "[readings]",
    "certified_counts_as_aeo = false",
    "[[business]]",
    "kind = 'special_goods_approval'",
    "accepted_on = 2026-03-02",
    "[[business]]",
    "id = 'B'",
    "kind = 'verification'",
    "concurrent_instructions = 3",
    "[evidence.'enterprise.roles']",
    "source = 'x'",
    "valid_until = 2026-12-31",
)
BREAKERS: dict[str, Callable[[str], str]] = {
    "a value without quotes": lambda line: re.sub("= .*", "= word", line),
    "a quote too few": lambda line: re.sub("= .*", '= "word', line),
    "no value": lambda line: re.sub("= .*", "=", line),
    "a colon": lambda line: line.replace(" = ", ": "),
    "two values": lambda line: f"{line} x",
    "a wide space": lambda line: f"\u3000{line}",
    "no such day": lambda line: re.sub("= .*", "= 2026-02-30", line),
    "a bracket too few": lambda line: (
        re.sub("= .*", "= ['word'", line) if "=" in line else line[:-1]
    ),
    "a bracket too many": lambda line: f"{line}]",
    "an empty line instead of a name": lambda line: f"= {line}",
}


@given(
    st.dictionaries(
        st.integers(0, len(STATEMENTS) - 1),
        st.sampled_from(sorted(BREAKERS)),
        min_size=1,
        max_size=8,
    )
)
def test_every_broken_statement_is_told_and_no_other(broken: dict[int, str]) -> None:
    lines = list(STATEMENTS)
    for index, breaker in broken.items():
        lines[index] = BREAKERS[breaker](lines[index])
        if lines[index] == STATEMENTS[index]:
            return  # such a mistake cannot be made in this line
    found = {line_of(problem) for problem in problems("\n".join(lines))}
    wrong = {index + 1 for index in broken}
    # How far a list reaches that is not closed cannot be told if the next line is wrong, too.
    is_certain = "a bracket too few" not in broken.values()
    assert found == wrong if is_certain else found and found <= wrong


MANY_LINES = {
    "a wrong member": "roles = [\n  'other',\n  word,\n  'x'\n]",
    "a member on the first line": "roles = [word,\n 'other'\n]",
    "a comma too few": "roles = [\n  'other'\n  'x'\n]",
    "a text that is not closed": "name = '''\nroles = 1\n[x",
    "a table that is not closed": "name = {\n  a = 1\n  b = 2\n",
    "a heading in a list": "roles = [\n'other',\n[evidence]\n",
}


@pytest.mark.parametrize("statement", MANY_LINES.values(), ids=MANY_LINES)
def test_of_a_statement_of_many_lines_only_one_error_is_told(statement: str) -> None:
    text = f"[enterprise]\n{statement}\ncredit_level = 'regular'\n[readings]\n"
    found = [problem for problem in problems(text) if line_of(problem) is not None]
    assert len(found) == 1


@given(st.integers(0, 10_000))
def test_no_line_is_blamed_that_is_as_it_was(seed: int) -> None:
    chance, lines = random.Random(seed), list(STATEMENTS)
    for index in chance.sample(range(len(lines)), 5):
        line, place = lines[index], chance.randrange(len(lines[index]))
        sign = chance.choice(
            ["", "x", " ", "[", "]", "'", '"', "=", "{", "}", "\u00a0", "'''", ","]
        )
        lines[index] = line[:place] + sign + line[place + chance.randrange(3) :]
    found = {line_of(problem) for problem in problems("\n".join(lines))} - {None}
    pairs = enumerate(zip(lines, STATEMENTS, strict=True), 1)
    assert found <= {number for number, (line, right) in pairs if line != right}


def test_wrong_values_are_told_with_wrong_syntax() -> None:
    found = told(
        """
        [enterprise]
        name = word
        credit_level = "gold"
        [[business]]
        kind = special
        accepted_on = "soon"
        [evidence."enterprise.roles"]
        valid_until = "2026-05-31T20:30:00Z"
        """
    )
    assert [line.partition(": ")[0] for line in found] == [
        "line 3, column 16",
        "line 6, column 16",
        "enterprise.credit_level",
        "business[0].accepted_on",
        'evidence."enterprise.roles".valid_until',
    ]


def test_nothing_is_said_of_what_a_wrong_heading_hides() -> None:
    found = told(
        """
        [enterprise
        name = 1
        [[business]
        kind = 1
        [[business]]
        kind = "x"
        [readings]
        x = 1
        """
    )
    assert [line.partition(", column")[0].partition(": ")[0] for line in found] == [
        *("line 2", "line 4", "readings.x"),
    ]


def broken_json(document: Any, chance: random.Random) -> tuple[str, set[int]]:
    """Return a document with some mistakes that can be mended with certainty, and their lines."""
    lines = json.dumps(document, indent=1).split("\n")
    wrong = set()
    for number, line in enumerate(lines):
        if chance.random() < 0.3 and (match := re.fullmatch(r'( *"[a-z_]+": )"[^"]*"(,?)', line)):
            lines[number] = (
                f"{match[1]}{chance.choice(['word', '2026-03-02', '007', 'True'])}{match[2]}"
            )
            wrong.add(number + 1)
        elif chance.random() < 0.3 and line.endswith('",') and '": "' in lines[number + 1]:
            lines[number] = line[:-1]
            wrong.add(number + 2)  # where the comma is missed
        elif chance.random() < 0.3 and line.endswith(('"', "]")) and "}" in lines[number + 1]:
            lines[number] = f"{line},"
            wrong.add(number + 1)
    return "\n".join(lines), wrong


@given(st.integers(0, 10_000))
def test_mistakes_in_json_that_can_be_mended_are_all_told(seed: int) -> None:
    document = {
        "ref": "A",
        "enterprise": {"name": "x", "credit_level": "regular", "roles": []},
        "business": [{"kind": "enquiry", "id": "1", "note": "y"}, {"kind": "verification"}],
    }
    text, wrong = broken_json(document, random.Random(seed))
    found = problems(text)
    assert {line_of(problem) for problem in found} == wrong


def test_a_wrong_value_and_a_key_twice_and_a_long_number_are_told_together() -> None:
    found = told(
        '{"ref": 1'
        + "0" * 5000
        + ', "ref": 2, "enterprise": {"name": '
        + "9" * 5000
        + ', "credit_level": "gold"}}'
    )
    assert [line.partition(": ")[0] for line in found] == [
        "ref", "enterprise.name", "enterprise.credit_level",
    ]  # fmt: skip
