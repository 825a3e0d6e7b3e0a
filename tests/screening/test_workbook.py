"""The results of a screening as one workbook, and the verdicts on standard output."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aeo_cli.cli import run
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats import screening_workbook
from tests.conftest import ROOT, Aeo
from tests.screening.conftest import ENGINES, complaint
from tests.screening.portfolios import Document
from tests.screening.writers import as_lines

EXAMPLE = (str(ROOT / "examples" / "portfolio"), "--on", "2026-03-02", "--max-rejects", "all")
SHEETS = {
    Lang.ZH: ["汇总", "结论", "期限", "未接受的行"],
    Lang.EN: ["Summary", "Verdicts", "Deadlines", "Rejects"],
}


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.mark.parametrize("lang", Lang)
def test_the_engines_write_the_same_workbook(tmp_path: Path, lang: Lang) -> None:
    written = []
    for engine in ENGINES:
        out = tmp_path / f"{engine}.xlsx"
        assert run(["screen", *EXAMPLE, "-o", str(out), "--engine", engine, "--lang", lang]) == 0
        written.append(out.read_bytes())
    assert written[0] == written[1]
    assert openpyxl.load_workbook(tmp_path / "plain.xlsx").sheetnames == SHEETS[lang]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plain.xlsx", "polars.xlsx"]


def test_the_workbook_says_what_the_tables_say(tmp_path: Path) -> None:
    for name in ("t.jsonl", "t.xlsx"):
        assert run(["screen", *EXAMPLE, "-o", str(tmp_path / name), "--lang", "en"]) == 0
    summary, *sheets = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets
    head = "enterprises: 9 · rows read: 21 · rows rejected: 1 · day of assessment: 2026-03-02"
    assert summary.cell(2, 2).value == head
    tables = [
        [json.loads(line) for line in (tmp_path / name).read_text("utf-8").splitlines()]
        for name in ("t.jsonl", "t.deadlines.jsonl", "t.rejects.jsonl")
    ]
    verdicts, deadlines, rejects = map(rows_of, sheets)
    assert [row["ref"] for row in verdicts] == [row["ref"] for row in tables[0]]
    head = "25b shorter special-goods approval\ncustoms decides"
    assert [row[head] == "applies" for row in verdicts] == [
        row["25b"] == "applies" for row in tables[0]
    ]
    assert verdicts[0]["customs credit level"] == "advanced certified enterprise"
    soonest_first = sorted(tables[1], key=lambda row: row["due"])
    assert [(row["date to act on"].date(), row["ref"]) for row in deadlines] == [
        (date.fromisoformat(row["due"]), row["ref"]) for row in soonest_first
    ]
    names = {row["ref"]: row["enterprise name"] for row in verdicts}
    assert all(row["enterprise name"] == names[row["ref"]] for row in deadlines)
    firmly = {row["how firmly"] for row in deadlines}
    assert "you can ask; at customs' discretion" in firmly
    assert [row["reason"] for row in rejects] == [row["reason"] for row in tables[2]]


def test_long_rows_have_route_and_force_in_one_label(tmp_path: Path) -> None:
    out = tmp_path / "long.xlsx"
    words = ["-o", str(out), "--long", "--verdict", "applies", "--lang", "en"]
    assert run(["screen", *EXAMPLE, *words]) == 0
    rows = rows_of(openpyxl.load_workbook(out)["Verdicts"])
    assert [*rows[0]] == ["ref", "no.", "provision", "verdict", "how firmly"]
    assert {row["verdict"] for row in rows} == {"applies"}
    assert all(row["how firmly"] for row in rows)


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path, enterprises: list[Document]) -> None:
    hostile = {"ref": "=1+1", "enterprise": {"name": "@SUM(1)", "credit_level": None}}
    refused = {"ref": "=2+2", "enterprise": {"name": "x", "=3": "=4"}}
    as_lines(tmp_path, [{**enterprises[0], **hostile}, refused])
    out = tmp_path / "out.xlsx"
    words = [str(tmp_path / "p.jsonl"), "-o", str(out), "--max-rejects", "all"]
    assert run(["screen", *words]) == 0
    cells = [
        cell
        for sheet in openpyxl.load_workbook(out).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {"'=1+1", "'@SUM(1)", "'=2+2"} <= {cell.value for cell in cells}


def test_a_table_that_no_sheet_holds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(screening_workbook, "MOST_ROWS", 8)
    (tmp_path / "o.xlsx").write_text("old", encoding="utf-8")
    told = complaint(capsys, *EXAMPLE, "-o", str(tmp_path / "o.xlsx"))
    assert "error: -o: verdicts: more than the 8 rows of a sheet; write .csv or .parquet" in told
    assert (tmp_path / "o.xlsx").read_text(encoding="utf-8") == "old"
    assert len([*tmp_path.iterdir()]) == 1


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("more", [(), ("--long", "--verdict", "applies")])
def test_standard_output_has_the_verdicts_that_a_file_has(
    aeo: Aeo, tmp_path: Path, engine: str, more: tuple[str, ...]
) -> None:
    words = ("screen", *EXAMPLE, *more, "--engine", engine, "--lang", "en")
    aeo(*words, "-o", "v.csv")
    done = aeo(*words, "-o", "-")
    assert done.returncode == 0
    assert done.stdout == (tmp_path / "v.csv").read_bytes()
    assert b"standard output has the verdicts only" in done.stderr
    assert aeo(*words, "-o", "-", "-q").stderr == b""


@pytest.mark.parametrize("words", [("-o", "-"), ("-o", "x.xlsx"), ("--due-within", "5")])
def test_spark_writes_tables_only(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    told = complaint(capsys, *EXAMPLE, *words, "--engine", "spark")
    assert "does not work with --engine spark; remove --engine, or write .parquet" in told
