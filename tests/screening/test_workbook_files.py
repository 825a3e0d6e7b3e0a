"""Portfolios in workbooks: two sheets of rows, or one filled-in workbook for each client."""

import re
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import run
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.profile_workbook import filled, template
from aeo_cli.profile.reader import read_profile
from tests.conftest import Aeo
from tests.screening import portfolios as screenings
from tests.screening.conftest import ENGINES, complaint
from tests.screening.portfolios import Document, cell, columns, screened, tables

SHEETS = [("enterprises", "business"), ("企业", "待办业务"), ("Enterprises", "Business ")]


@pytest.fixture(scope="module")
def documents(enterprises: list[Document]) -> list[Document]:
    """Profiles without what a cell cannot hold: control characters, fractions of a second."""

    def plain(value: Any) -> Any:
        return re.sub(r"\.\d+", "", value) if isinstance(value, str) else value

    return [
        {
            **one,
            "enterprise": {
                key: one["enterprise"][key] for key in one["enterprise"] if key != "name"
            },
            "business": [
                {key: plain(value) for key, value in item.items()} for item in one["business"]
            ],
        }
        for one in enterprises[:40]
    ]


def typed(key: str, value: Any) -> Any:
    """Return a value as a cell of a spreadsheet has it."""
    if key == "accepted_on" and value is not None:
        return date.fromisoformat(value)
    return value if isinstance(value, bool | int | None) else cell(value)


def book_of(documents: list[Document], names: tuple[str, str]) -> Workbook:
    """Return a workbook with a title above the heads of both tables."""
    book = Workbook()
    book.create_sheet("说明")
    for name, keys, rows in zip(names, columns(load_catalogue()), tables(documents), strict=True):
        sheet = book.create_sheet(name)
        for number, row in enumerate([dict(zip(keys, keys, strict=True)), *rows], 3):
            for column, head in enumerate(keys, 2):
                value = head if number == 3 else typed(head, row.get(head))
                sheet.cell(number, column, value)
    return book


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("names", SHEETS)
def test_two_sheets_are_two_tables(
    tmp_path: Path, documents: list[Document], names: tuple[str, str], engine: str
) -> None:
    book_of(documents, names).save(tmp_path / "p.xlsx")
    expected = screenings.checked(load_catalogue(), documents)
    assert screened(tmp_path, str(tmp_path / "p.xlsx"), "--engine", engine) == (expected, [])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lang", [*Lang])
def test_each_client_may_have_a_workbook(
    tmp_path: Path, documents: list[Document], engine: str, lang: Lang
) -> None:
    catalogue, few = load_catalogue(), documents[:12]
    (tmp_path / "clients").mkdir()
    for number, one in enumerate(few):
        profile = read_profile(one, catalogue)
        if number % 2:  # then the name of the file is the ref
            profile = profile._replace(ref=None)
        path = tmp_path / "clients" / f"{one['ref']}.xlsx"
        path.write_bytes(filled(profile, catalogue, lang))
    expected = screenings.checked(catalogue, few)
    for name in ("clients", "clients/*.xlsx"):
        found, rejects = screened(tmp_path, str(tmp_path / name), "--engine", engine)
        assert [one["reason"] for one in rejects] == []
        assert found == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_wrong_is_named_by_sheet_row_and_cell(tmp_path: Path, engine: str) -> None:
    book = Workbook()
    sheet = book.create_sheet("企业")
    rows: list[list[Any]] = [
        ["内部编号", "海关信用等级", "出口食品生产企业", "未读"],
        ["A", "一级", True],
        [],
        ["B", "#N/A", "=1+1", "#N/A"],
        ["C", datetime(2026, 3, 2)],
        ["D", None, None, "x", "beyond"],
        ["E"],
    ]
    for cells in rows:
        sheet.append(cells)
    book.save(tmp_path / "p.xlsx")
    client = load_workbook(BytesIO(template(load_catalogue(), Lang.ZH)))
    for row in client["企业"].iter_rows():
        if row[0].value == "enterprise.credit_level":
            row[2].value = "一级"
        if row[0].value == "readings.certified_counts_as_aeo":
            row[2].value = "=NA()"
    client.save(tmp_path / "甲.xlsx")
    words = (str(tmp_path / "*.xlsx"), "--ignore-unknown-columns", "--engine", engine)
    found, rejects = screened(tmp_path, *words)
    assert [*found] == ["E"]
    told = [
        (reject["file"].removeprefix(f"{tmp_path}/"), reject["line"], reject["reason"])
        for reject in rejects
    ]
    assert [one[:2] for one in told] == [
        *(("p.xlsx!企业", line) for line in (2, 4, 5, 6)),
        ("甲.xlsx", None),
    ]
    assert 'credit_level: found: "一级"' in told[0][2]
    assert 'credit_level: found: "#N/A"' in told[1][2]
    assert 'export_food_producer: found: "a formula without a saved result"' in told[1][2]
    assert "more cells than columns" in told[3][2]
    assert "企业!C13: found: a formula without a saved result" in told[4][2]
    assert '企业!C6: found: "一级"' in told[4][2]


def saved(path: Path, *sheets: tuple[str, list[list[Any]]]) -> str:
    book = Workbook()
    for number, (name, rows) in enumerate(sheets):
        sheet = book.create_sheet(name, number)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return str(path)


OWNERS: list[list[Any]] = [["ref", "name", "credit_level"], [1, "x", "advanced_certified"]]
ITEMS: list[list[Any]] = [["ref", "kind", "id"], [1, "enquiry", 7]]
EXPECTED = '"enterprises": 1'


def test_sheets_and_files_may_be_named_in_other_ways(aeo: Aeo, tmp_path: Path) -> None:
    both = saved(tmp_path / "both.xlsx", ("企业", OWNERS), ("待办业务", ITEMS))
    expected = aeo("screen", both, "--json")
    assert EXPECTED in expected.stdout.decode()
    assert expected.stderr == b""
    (tmp_path / "home").mkdir()
    saved(tmp_path / "home" / "enterprises.xlsx", ("Sheet1", OWNERS))
    saved(tmp_path / "home" / "business.xlsx", ("Sheet1", ITEMS))
    owners, items = "home/enterprises.xlsx", "home/business.xlsx"
    (tmp_path / "mixed").mkdir()
    owner = "ref,name,credit_level\n1,x,advanced_certified\n"
    (tmp_path / "mixed" / "enterprises.csv").write_text(owner, encoding="utf-8")
    saved(tmp_path / "mixed" / "business.xlsx", ("Sheet1", ITEMS))
    for words in (
        ("home",),
        ("mixed",),
        ("--enterprises", owners, "--business", items),
        ("--enterprises", "both.xlsx", "--business", "both.xlsx"),
    ):
        assert aeo("screen", *words, "--json").stdout == expected.stdout
    piped = aeo("screen", "-", "--json", stdin=Path(both).read_bytes())
    assert piped.stdout == expected.stdout
    for names in (("a", "b"), ("企业", "待办业务2026")):  # then their heads tell them
        renamed = saved(tmp_path / "renamed.xlsx", (names[1], ITEMS), (names[0], OWNERS))
        assert aeo("screen", renamed, "--json").stdout == expected.stdout


@pytest.mark.parametrize("engine", ENGINES)
def test_a_list_is_a_list_whatever_words_are_in_it(engine: str, tmp_path: Path) -> None:
    """Words that are heads in a profile, and signs that separate cells in CSV."""
    rows: list[list[Any]] = [
        ["ref", "name", "credit_level", "value", "item", "goods (a; b; c; d)"],
        ["A", "answer", "regular", "high", "value", "x"],
    ]
    saved(tmp_path / "p.xlsx", ("enterprises", rows))
    words = (str(tmp_path / "p.xlsx"), "--ignore-unknown-columns", "--engine", engine)
    found, rejects = screened(tmp_path, *words)
    assert ([*found], rejects) == (["A"], [])


WRONG: dict[str, list[tuple[str, list[list[Any]]]]] = {
    'no sheet is called enterprises / enterprise / 企业; its sheets: "a", "b"': [
        ("a", [["x"], [1]]),
        ("b", [["y"], [2]]),
    ],
    "企业: a second sheet like enterprises; keep one of them": [
        ("enterprises", OWNERS),
        ("企业", OWNERS),
    ],
    '企业!B2: found: "#N/A"; expected: a value; hint: correct or clear the cell': [
        ("企业", [["ref", "name"], ["A", "#N/A"]])
    ],
    'header: unknown column "level"': [("企业", [["ref", "level"], ["A", 1]])],
    "no sheet is called": [("企业", [])],
}


@pytest.mark.parametrize("found", [*WRONG])
def test_a_workbook_that_is_no_portfolio_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], found: str
) -> None:
    told = complaint(capsys, saved(tmp_path / "p.xlsx", *WRONG[found]))
    assert found in told
    assert "p.xlsx" in told


def test_sheets_that_are_not_read_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = ("notes", [["x"]])
    book = saved(tmp_path / "p.xlsx", ("企业", OWNERS), notes, ("empty", []))
    assert run(["screen", book, "--lang", "en"]) == 0
    told = capsys.readouterr().err
    assert 'p.xlsx: sheets that are not read: "notes"' in told
    assert "no business table" in told


def test_no_workbook_that_is_read_is_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = saved(tmp_path / "p.xlsx", ("企业", OWNERS))
    assert "would overwrite an input file" in complaint(capsys, book, "-o", book)
