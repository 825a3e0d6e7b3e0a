"""A whole number of thousands of digits, wherever one can stand, is told and never a traceback.

Python refuses to convert a text of more than 4,300 digits to a number, and such a number to text.
"""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from aeo_cli.cli import run
from aeo_cli.documents.numbers import MAX_DIGITS, whole_number
from aeo_cli.documents.places import entries
from aeo_cli.rules.names import item_index
from tests.conftest import LOTUS_BAY, SAVED_REPORT, Aeo

DIGITS = "9" * 5000
HEXADECIMAL = "0x" + "f" * 4500
"""Python converts it, but not back into decimal digits."""
ITEM = '[enterprise]\n[[business]]\nid = "{id}"\nkind = "verification"\n'


def answer(aeo: Aeo, *words: str, **more: Any) -> tuple[int, str]:
    """Return the status and the errors of a command, each a line with a label."""
    done = aeo(*words, "--lang", "en", **more)
    told = done.stderr.decode()
    assert all(": " in line and len(line) < 2000 for line in told.splitlines()), told[:3000]
    return done.returncode, told


PROFILES = {
    "a text": f"[enterprise]\nname = {DIGITS}\n",
    "a count": ITEM.format(id="A") + f"concurrent_instructions = {DIGITS}\n",
    "a count of other digits": ITEM.format(id="A") + f"concurrent_instructions = {HEXADECIMAL}\n",
    "a count as text": ITEM.format(id="A") + f'concurrent_instructions = "{DIGITS}"\n',
    "a date": ITEM.format(id="A").replace("verification", "special_goods_approval")
    + f'accepted_on = "{DIGITS}"\n',
    "a year": f"[enterprise]\n[evidence.'enterprise.roles']\nvalid_until = '{DIGITS}-01-01'\n",
    "JSON": f'{{"enterprise": {{"name": {DIGITS}, "uscc": -{DIGITS}, "roles": [{DIGITS}]}}}}',
    "JSON with an exponent": f'{{"enterprise": {{"name": 1e{DIGITS}, "uscc": {DIGITS}.5}}}}',
    "a key": f"[enterprise]\n{DIGITS} = 1\n",
    "unknown items": f'unknown = ["business[{DIGITS}].x", "business.{DIGITS}.x"]\n[enterprise]\n',
    "evidence": f"[enterprise]\n[evidence.'business[{DIGITS}].x']\nsource = 'x'\n",
}


@pytest.mark.parametrize("text", PROFILES.values(), ids=PROFILES)
def test_in_a_profile_it_is_an_error(aeo: Aeo, tmp_path: Path, text: str) -> None:
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    (tmp_path / "q.toml").write_text("[enterprise]\n", encoding="utf-8")
    preset = ("whatif", "p.toml", "--preset", "aeo")
    for words in (("check", "p.toml"), ("ask", "p.toml"), preset, ("diff", "q.toml", "p.toml")):
        status, told = answer(aeo, *words)
        assert (status, told.startswith("error: p.toml: ")) == (2, True)


@pytest.mark.parametrize("id_", [DIGITS, "9" * MAX_DIGITS, "9" * (MAX_DIGITS + 1), "٣"])
def test_the_id_of_an_item_may_be_any_number(aeo: Aeo, tmp_path: Path, id_: str) -> None:
    text = f'unknown = ["business[{id_}].concurrent_instructions"]\n{ITEM.format(id=id_)}'
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    change = f"business[{id_}].concurrent_instructions=3"
    for words in (("check", "p.toml"), ("ask", "p.toml"), ("whatif", "p.toml", "--set", change)):
        assert answer(aeo, *words) == (0, "")


OPTIONS = [
    *(["check", "p.toml", "--require", number] for number in (DIGITS, f"{DIGITS}b")),
    ["check", "p.toml", "--on", DIGITS],
    ["check", "p.toml", "--on", f"{DIGITS}-01-01"],
    *(["explain", number, "p.toml"] for number in (DIGITS, f"{DIGITS}b", f"第{DIGITS}条")),
    ["whatif", "p.toml", "--set", f"business[{DIGITS}].x=1"],
    ["whatif", "p.toml", "--set", f"business.{DIGITS}.x=1"],
    *(
        ["whatif", "p.toml", "--set", f"business.0.concurrent_instructions={number}"]
        for number in (DIGITS, HEXADECIMAL, f"-{DIGITS}", f"1e{DIGITS}", f"[{DIGITS}]")
    ),
    ["whatif", "p.toml", "--set", f"enterprise.export_food_producer={DIGITS}"],
    ["whatif", "p.toml", "--set", f"enterprise.roles=[{HEXADECIMAL}]"],
    ["whatif", "p.toml", "--unset", f"business[{DIGITS}].x"],
    ["whatif", "p.toml", "--add", DIGITS],
    ["whatif", "p.toml", "--preset", DIGITS],
    ["catalogue", "verify", "--witness", f"{DIGITS}b"],
    ["screen", "p.jsonl", "--explain", DIGITS],
]


@pytest.mark.parametrize("words", OPTIONS, ids=lambda words: " ".join(words)[:60])
def test_on_the_command_line_it_is_an_error(aeo: Aeo, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "p.toml").write_text(ITEM.format(id="A"), encoding="utf-8")
    (tmp_path / "p.jsonl").write_text('{"ref": "A", "enterprise": {}}\n', encoding="utf-8")
    status, told = answer(aeo, *words)
    assert (status, told[:7]) == (2, "error: ")


def test_a_search_for_it_finds_nothing(aeo: Aeo) -> None:
    for word in (DIGITS, f"{DIGITS}b", f"第{DIGITS}条"):
        assert aeo("measures", word).returncode == 0


def altered(document: Any, digits: str) -> Iterator[tuple[str, Any]]:
    """Yield a document with the digits in place of one number or text, for each kind of place."""
    seen = set()
    for entry in list(entries(document)):
        kind = re.sub(r"\[[0-9]+\]", "[]", entry.place)
        is_text = isinstance(entry.value, str)
        if kind not in seen and (is_text or type(entry.value) is int):
            seen.add(kind)
            entry.container[entry.key] = digits if is_text else 123_456_789_987_654_321
            text = json.dumps(document, ensure_ascii=False)
            yield kind, text.replace("123456789987654321", digits)
            entry.container[entry.key] = entry.value


def test_in_a_saved_report_it_is_an_error_or_only_shown(aeo: Aeo, tmp_path: Path) -> None:
    report = json.loads(SAVED_REPORT.read_text(encoding="utf-8"))
    item = {"source": "x", "verified_on": None, "valid_until": None}
    report["profile"]["evidence"] = {"business[0].accepted_on": item}
    (tmp_path / "p.toml").write_text("[enterprise]\n", encoding="utf-8")
    tried = 0
    for place, text in altered(report, DIGITS):
        (tmp_path / "r.json").write_text(text, encoding="utf-8")
        status, told = answer(aeo, "convert", "r.json", "--json")
        in_profile = place.startswith("profile.")  # any text may stand in some places of it
        shown = in_profile and place.endswith((".name", ".note", ".source"))
        assert (status, told[:15]) == ((0, "") if shown else (2, "error: r.json: ")), place
        assert answer(aeo, "diff", "p.toml", "r.json")[0] in {0, 2}
        tried += 1
    assert tried > 50
    for name in (f"business[{DIGITS}].on_site", f"business.{DIGITS}.on_site"):
        changed = deepcopy(report)
        changed["open_facts"][0]["fact"] = name
        changed["profile"]["evidence"] = {name: item}
        (tmp_path / "r.json").write_text(json.dumps(changed), encoding="utf-8")
        assert answer(aeo, "convert", "r.json")[0] == 2
        assert answer(aeo, "diff", "r.json", "p.toml")[0] in {0, 2}


@pytest.mark.parametrize("digits", [DIGITS, HEXADECIMAL])
def test_as_a_figure_of_a_catalogue_it_is_an_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, digits: str
) -> None:
    lines = LOTUS_BAY.read_text(encoding="utf-8").split("\n")
    numbers = [(n, re.search(r"= ([0-9]+)(?![-0-9:])", line)) for n, line in enumerate(lines)]
    found = [(number, match) for number, match in numbers if match]
    assert len(found) > 5
    for number, match in found:
        line = lines[number]
        changed = [*lines[:number], line[: match.start(1)] + digits + line[match.end(1) :]]
        path = tmp_path / "catalogue.toml"
        path.write_text("\n".join([*changed, *lines[number + 1 :]]), encoding="utf-8")
        assert run(["measures", "--catalogue", str(path), "--lang", "en"]) == 2
        assert "digits" in capsys.readouterr().err


def test_a_provision_may_have_such_an_id(aeo: Aeo, tmp_path: Path) -> None:
    """It is not likely, but a catalogue that says so is read, or told what is wrong with it."""
    text = LOTUS_BAY.read_text(encoding="utf-8")
    changed = re.sub(r'(?m)^id = "([0-9]+)([a-z]?)"$', rf'id = "{DIGITS}\2"', text, count=1)
    assert changed != text
    (tmp_path / "catalogue.toml").write_text(changed, encoding="utf-8")
    (tmp_path / "p.toml").write_text("[enterprise]\n", encoding="utf-8")
    for words in (["check", "p.toml"], ["explain", DIGITS], ["measures", DIGITS]):
        status, _ = answer(aeo, *words, "--catalogue", "catalogue.toml")
        assert status in {0, 2}


def test_a_table_of_a_portfolio_may_hold_it(aeo: Aeo, tmp_path: Path) -> None:
    business = f"ref,kind,id,concurrent_instructions\nA,verification,{DIGITS},{DIGITS}\n"
    (tmp_path / "enterprises.csv").write_text("ref\nA\nB\n", encoding="utf-8")
    (tmp_path / "business.csv").write_text(business, encoding="utf-8")
    for engine in ("plain", "polars"):
        status, told = answer(aeo, "screen", ".", "--engine", engine, "-o", "out.csv")
        assert status in {0, 1, 2}
        assert "Traceback" not in told
        rejects = (tmp_path / "out.rejects.csv").read_text(encoding="utf-8")
        assert "concurrent_instructions: found: " in rejects


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("007", 7), ("9" * MAX_DIGITS, 10**MAX_DIGITS - 1)]
    + [
        (text, None)
        for text in ("9" * (MAX_DIGITS + 1), DIGITS, "", "-1", "+1", "1_0", " 1", "٣", "²")
    ],
)
def test_a_whole_number_is_plain_digits_of_ordinary_length(text: str, number: int | None) -> None:
    assert whole_number(text) == number
    assert item_index(f"business[{text}].x") == (number if text != "007" else None)
