"""The sheet of questions for customs: each that only customs can answer, and no other."""

import json
import re
from collections import Counter
from typing import Any

import pytest

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.documents.text import Lang
from tests.conftest import LOTUS_BAY, Aeo, Golden

WORDS = ("check", "-", "--catalogue", str(LOTUS_BAY), "--on", "2026-03-02")
PERMITS: Any = {
    "enterprise": {"name": "Lotus\x1b", "credit_level": "certified"},
    "business": [{"kind": "plant_permit", "id": "P-1"}, {"kind": "plant_permit"}],
}


def sheet(aeo: Aeo, profile: Any, *words: str, columns: int = 80) -> str:
    stdin = json.dumps(profile).encode()
    done = aeo(*WORDS, "--questions", *words, stdin=stdin, COLUMNS=str(columns))
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("lang", Lang)
def test_a_sheet(lang: Lang, columns: int, aeo: Aeo, golden: Golden) -> None:
    golden(f"questions.{lang}.{columns}.txt", sheet(aeo, PERMITS, "--lang", lang, columns=columns))


def test_it_has_every_open_question_of_customs_and_no_other(aeo: Aeo) -> None:
    text = sheet(aeo, PERMITS, "--lang", "en")
    report = json.loads(aeo(*WORDS, "--json", stdin=json.dumps(PERMITS).encode()).stdout)
    catalogue = load_catalogue(str(LOTUS_BAY))
    kinds = [item["kind"] for item in PERMITS["business"]]
    asked = Counter[str]()
    for fact in report["open_facts"]:
        question = catalogue.fact(fact["fact"], kinds).question.en
        asked[question] += fact["known_by"] == "customs"
    flat = " ".join(text.split())
    assert {question: flat.count(question) for question in asked} == asked
    assert 0 in asked.values()
    assert asked.total() == len(re.findall(r"^\d+\. ", text, re.MULTILINE))
    assert "\x1b" not in text
    assert "business[" not in text


def test_without_questions_it_says_so(aeo: Aeo) -> None:
    dishonest = {"enterprise": {"credit_level": "regular"}}
    assert "There are no questions for customs." in sheet(aeo, dishonest, "--lang", "en")


def test_it_is_written_to_a_file_and_is_a_view_alone(aeo: Aeo, tmp_path: Any) -> None:
    stdin = json.dumps(PERMITS).encode()
    aeo(*WORDS, "--questions", "-o", "ask.txt", "--lang", "zh", stdin=stdin)
    assert (tmp_path / "ask.txt").read_text(encoding="utf-8").startswith("请海关答复的问题")
    for more in (["--json"], ["--deadlines"], ["-o", "ask.html"]):
        done = aeo(*WORDS, "--questions", *more, stdin=stdin)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"--questions" in done.stderr
