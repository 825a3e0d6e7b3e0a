"""`aeo screen --due-within`: who of a portfolio has to do what by when."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import icalendar
import jsonschema
import openpyxl
import pytest

from tests.conftest import ROOT, Aeo, Golden, Prints
from tests.screening.conftest import ENGINES, fresh
from tests.screening.portfolios import Document, write_lines
from tests.screening.writers import as_csv, as_lines, as_parquet

EXAMPLE = ("screen", str(ROOT / "examples" / "portfolio"), "--max-rejects", "all", "-q")
ON = ("--on", "2026-03-02")


def special_goods(ref: str, name: str | None, *accepted: str) -> Document:
    level = {"credit_level": "advanced_certified", **({"name": name} if name else {})}
    items = [
        {
            "kind": "special_goods_approval",
            "id": f"{ref}-{day}",
            "accepted_on": day,
            "special_circumstances": False,
        }
        for day in accepted
    ]
    return {"ref": ref, "enterprise": level, "business": items}


PORTFOLIO = [
    special_goods("B", "=乙公司", "2026-03-02", "2025-06-02"),
    special_goods("A", "甲公司", "2026-02-27", "2026-02-13"),
    special_goods("C", None, "2026-03-02"),
]
"""Targets: B 2026-03-09, one long ago; A 2026-03-05, and 2026-02-27; C 2026-03-09."""


@pytest.fixture
def portfolio(tmp_path: Path) -> tuple[str, ...]:
    write_lines(tmp_path / "p.jsonl", PORTFOLIO)
    return ("screen", str(tmp_path / "p.jsonl"), *ON)


@pytest.mark.parametrize(("lang", "columns"), [("en", 80), ("zh", 80), ("en", 44), ("zh", 44)])
def test_the_list(
    aeo: Aeo, golden: Golden, portfolio: tuple[str, ...], lang: str, columns: int
) -> None:
    told = ""
    for days in ("5", "0"):
        shown = ("--due-within", days, "--lang", lang)
        for words in (portfolio, (*EXAMPLE, *ON)):
            done = aeo(*words, *shown, COLUMNS=str(columns))
            assert done.returncode == 0
            assert not done.stderr
            told += f"$ --due-within {days}\n{done.stdout.decode()}\n"
    golden(f"work-list-{columns}.{lang}.txt", told)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_due_is_what_check_says_is_due(
    prints: Prints, tmp_path: Path, engine: str, enterprises: list[Document]
) -> None:
    found: list[tuple[str, str, str]] = []
    some = [one for one in enterprises if one["business"]][:200]
    for document in some:
        stated = {name: value for name, value in document.items() if value}
        (tmp_path / "one.json").write_text(json.dumps(stated), encoding="utf-8")
        words = ("check", str(tmp_path / "one.json"), *ON, "--due-within", "60", "--format", "csv")
        rows = csv.DictReader(StringIO(prints(*words, "-q", "--lang", "en").removeprefix("\ufeff")))
        found += [
            (row["date to act on"][:10], row["ref"], row["provision"])
            for row in rows
            if row["date to act on"]
        ]
    write_lines(tmp_path / "p.jsonl", some)
    words = ("screen", str(tmp_path / "p.jsonl"), *ON, "--due-within", "60", "--json", "-q")
    document = json.loads(prints(*words, "--engine", engine))
    listed = [(one["due"], one["ref"], one["provision"]) for one in document["entries"]]
    assert sorted(listed) == sorted(one for one in found if one[0] >= document["first"])
    assert document["earlier"] == len(found) - len(listed)
    assert listed == sorted(listed, key=lambda one: one[0])
    assert len(listed) > 5


@pytest.mark.parametrize("form", ["csv", "xlsx", "ics", "json", "txt"])
def test_the_engines_write_the_same_list(
    aeo: Aeo, tmp_path: Path, enterprises: list[Document], form: str
) -> None:
    written = set()
    for write in (as_lines, as_csv, as_parquet):
        words = write(fresh(tmp_path, write), enterprises)
        for engine in ENGINES:
            if write is as_parquet and engine == "plain":
                continue
            asked = ("screen", *words, *ON, "--due-within", "20", "--engine", engine)
            done = aeo(*asked, "--lang", "en", "-o", f"work.{form}")
            assert done.returncode == 0
            written.add((tmp_path / f"work.{form}").read_bytes())
    assert len(written) == 1


def test_the_document_follows_its_schema(aeo: Aeo, portfolio: tuple[str, ...]) -> None:
    schema = json.loads(aeo("schema", "worklist").stdout)
    for days in ("0", "5", "250"):
        document = json.loads(aeo(*portfolio, "--due-within", days, "--json").stdout)
        jsonschema.validate(document, schema)
        assert document["schema"] == "aeo-worklist/1"


def test_what_passed_long_ago_is_counted_and_not_listed(
    prints: Prints, portfolio: tuple[str, ...]
) -> None:
    document = json.loads(prints(*portfolio, "--due-within", "5", "--json"))
    assert (document["first"], document["last"]) == ("2026-02-24", "2026-03-09")
    assert document["earlier"] == 1
    assert [(one["due"], one["item"], one["passed"]) for one in document["entries"]] == [
        ("2026-02-27", "A-2026-02-13", True),
        ("2026-03-05", "A-2026-02-27", False),
        ("2026-03-09", "B-2026-03-02", False),
        ("2026-03-09", "C-2026-03-02", False),
    ]
    assert all(one["force"] == "may" for one in document["entries"])
    text = prints(*portfolio, "--due-within", "5", "--lang", "en")
    assert "1 more passed before 2026-02-24 Tue and is not listed." in text


def events(content: bytes) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(content)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_a_second_run_updates_the_same_events_as_check_makes(
    aeo: Aeo, tmp_path: Path, portfolio: tuple[str, ...]
) -> None:
    aeo(*portfolio, "--due-within", "5", "-o", "1.ics", "--lang", "en")
    aeo(*portfolio[:2], "--on", "2026-03-03", "--due-within", "5", "-o", "2.ics", "--lang", "en")
    first, second = (events((tmp_path / name).read_bytes()) for name in ("1.ics", "2.ics"))
    assert len(first) == 4
    assert first.keys() == second.keys()
    assert all(second[uid]["SEQUENCE"] > event["SEQUENCE"] for uid, event in first.items())
    assert any("甲公司 (A)" in event["SUMMARY"] for event in first.values())
    (tmp_path / "a.json").write_text(json.dumps(PORTFOLIO[1]), encoding="utf-8")
    aeo("check", "a.json", *ON, "-o", "a.ics", "--lang", "en")
    assert events((tmp_path / "a.ics").read_bytes()).keys() <= first.keys()


def test_a_row_of_the_table_names_its_enterprise_and_is_no_formula(
    aeo: Aeo, tmp_path: Path, portfolio: tuple[str, ...]
) -> None:
    for name in ("w.csv", "w.xlsx"):
        aeo(*portfolio, "--due-within", "5", "-o", name, "--lang", "en")
    text = (tmp_path / "w.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    heads = ["state", "date to act on", "days left", "ref", "enterprise name"]
    assert [*rows[0]][:5] == heads
    assert [row["state"] for row in rows] == ["passed", *["to come"] * 3]
    assert [row["enterprise name"] for row in rows] == ["甲公司", "甲公司", "'=乙公司", "unknown"]
    (sheet,) = openpyxl.load_workbook(BytesIO((tmp_path / "w.xlsx").read_bytes())).worksheets
    days = [row[1].date() for row in _values(sheet)]
    assert days == [date.fromisoformat(row["date to act on"]) for row in rows]


def _values(sheet: Any) -> Iterator[tuple[Any, ...]]:
    yield from sheet.iter_rows(min_row=2, values_only=True)


@pytest.mark.parametrize("form", ["csv", "xlsx", "ics", "json", "txt"])
def test_nothing_due_is_an_empty_list(aeo: Aeo, tmp_path: Path, form: str) -> None:
    write_lines(tmp_path / "p.jsonl", [{"ref": "A", "enterprise": {}}])
    done = aeo("screen", "p.jsonl", *ON, "--due-within", "5", "-o", f"w.{form}", "--lang", "en")
    assert done.returncode == 0
    content = (tmp_path / f"w.{form}").read_bytes()
    if form == "csv":
        assert content.decode("utf-8-sig").startswith("state,date to act on,days left,ref,")
        assert content.count(b"\n") == 1
    if form == "txt":
        assert (
            b"Nothing with a known date is due within 5 working days (by 2026-03-09 Mon)."
            in content
        )


def test_one_enterprise_has_the_list_of_check(
    prints: Prints, portfolio: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(PORTFOLIO[1]), encoding="utf-8")
    shown = ("--due-within", "5", "--lang", "en")
    expected = prints("check", str(tmp_path / "a.json"), *ON, *shown)
    assert prints(*portfolio, "--explain", "A", *shown) == expected


def test_a_catalogue_without_deadlines_has_an_empty_list(aeo: Aeo, tmp_path: Path) -> None:
    path = str(ROOT / "examples" / "catalogues" / "conveniences-2024.toml")
    write_lines(tmp_path / "p.jsonl", [{"ref": "A", "enterprise": {}}])
    words = ("screen", "p.jsonl", "--catalogue", path, *ON, "--due-within", "5", "--json")
    assert json.loads(aeo(*words).stdout)["entries"] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_of_the_reader_are_kept_beside_the_enterprise(
    aeo: Aeo, prints: Prints, tmp_path: Path, engine: str
) -> None:
    owners = (
        "ref,name,credit_level,客户经理\nA,甲公司,advanced_certified,=王芳\nB,乙公司,certified,\n"
    )
    items = (
        "ref,kind,accepted_on,special_circumstances\n"
        "A,special_goods_approval,2026-03-02,false\nB,special_goods_approval,2026-03-02,false\n"
    )
    (tmp_path / "e.csv").write_text(owners, encoding="utf-8")
    (tmp_path / "b.csv").write_text(items, encoding="utf-8")
    tables = ("--enterprises", str(tmp_path / "e.csv"), "--business", str(tmp_path / "b.csv"))
    keep = ("--keep", "客户经理,credit_level", "--due-within", "5", "--engine", engine, "-q")
    words = ("screen", *tables, *keep, *ON, "--lang", "en")
    (entry,) = json.loads(prints(*words, "--json"))["entries"]
    assert entry["kept"] == {"客户经理": "=王芳", "credit_level": "advanced_certified"}
    work = tmp_path / "work.csv"
    assert aeo(*words, "-o", str(work)).returncode == 0
    head, row = csv.reader(StringIO(work.read_text(encoding="utf-8-sig")))
    assert head[3:8] == ["ref", "enterprise name", "customs credit level", "客户经理", head[7]]
    assert row[3] == "A"
    assert row[6:8] == ["'=王芳", "advanced_certified"]
    for output in ((), ("-o", str(tmp_path / "work.ics"))):
        done = aeo(*words, *output)
        assert done.returncode == 2
        assert b"--keep requires a work list as .csv, .xlsx or .json" in done.stderr
