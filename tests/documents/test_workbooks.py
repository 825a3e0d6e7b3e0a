"""Workbooks as data: whatever program saved them, and whatever somebody put into the archive."""

import random
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from aeo_cli.documents.binary_formats import is_workbook
from aeo_cli.documents.problems import InputError, describe
from aeo_cli.documents.text import Lang
from aeo_cli.documents.workbooks import Fault, read_sheets

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(book: openpyxl.Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def written(*values: Any) -> bytes:
    book = openpyxl.Workbook()
    assert book.active
    for column, value in enumerate(values, start=1):
        book.active.cell(1, column).value = value
    return saved(book)


def repacked(content: bytes, **changed: bytes | None) -> bytes:
    """Return a workbook with other parts in the place of its own; None: without it."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(packed, "w", 8) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, part in changed.items():
            if part is not None:
                new.writestr(name, part)
    return packed.getvalue()


def sheet_of(data: str) -> bytes:
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'
    return repacked(written("x"), **{SHEET: xml.encode()})


def values(content: bytes) -> list[object]:
    rows = read_sheets(content)[0].rows.values()
    return [cell.value for row in rows for cell in row.values()]


def refusal(content: bytes) -> str:
    with pytest.raises(InputError) as error:
        read_sheets(content)
    (problem,) = error.value.problems
    return describe(problem, Lang.EN)


MOMENT = datetime(2026, 3, 2, 22)


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        ("高级认证企业", "General", "高级认证企业"),
        (True, "General", True),
        (20260014, "General", 20260014),
        (3.0, "General", 3),
        (0.1 + 0.2, "General", 0.3),
        (46083, "General", 46083),
        (46083, "yyyy-mm-dd", date(2026, 3, 2)),
        (46083, 'yyyy"年"m"月"d"日"', date(2026, 3, 2)),
        (46083, '[$-804]yyyy"h"m"s"d', date(2026, 3, 2)),
        (46083, "yyyy-mm-dd hh:mm", datetime(2026, 3, 2)),
        (46083.916666666664, "yyyy/m/d", MOMENT),
        (MOMENT, "yyyy-mm-dd hh:mm", MOMENT),
        ("'=1+1", "General", "'=1+1"),
    ],
)
def test_a_cell_has_the_value_that_it_shows(
    value: Any, number_format: str, expected: object
) -> None:
    book = openpyxl.Workbook()
    assert book.active
    book.active["A1"] = value
    book.active["A1"].number_format = number_format
    (found,) = values(saved(book))
    assert found == expected
    assert type(found) is type(expected)


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active
    book.active["A1"] = date(2026, 3, 2)
    assert values(saved(book)) == [date(2026, 3, 2)]


def test_blank_cells_are_left_out_and_the_others_keep_their_places() -> None:
    book = openpyxl.Workbook()
    assert book.active
    book.active.title = "待办业务"
    book.active["C7"], book.active["B7"], book.active["A9"] = "x", "  ", ""
    book.create_sheet("it's mine")["B2"] = 1
    first, second = read_sheets(saved(book))
    assert [cell.reference for row in first.rows.values() for cell in row.values()] == ["C7"]
    assert first.place(7, 3) == "待办业务!C7"
    assert second.place(2, 2) == "'it''s mine'!B2"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ('<c r="A1"><f>1+1</f></c>', "a formula without a saved result"),
        ('<c r="A1"><f>1+1</f><v/></c>', "a formula without a saved result"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', '"#N/A"'),
        ('<c r="A1"><v>123456789012345678</v></c>', '"1.23456789012346e+17"'),
        ('<c r="A1"><v>1e400</v></c>', '"inf"'),
    ],
)
def test_what_has_no_certain_meaning_is_a_fault_of_its_cell(cell: str, found: str) -> None:
    (fault,) = values(sheet_of(f"<row r='1'>{cell}</row>"))
    assert isinstance(fault, Fault)
    assert fault.found.en == found


def test_a_time_of_day_is_no_date() -> None:
    (fault,) = values(written(time(3, 4)))
    assert isinstance(fault, Fault)


def test_a_formula_has_the_value_that_was_saved_with_it() -> None:
    cells = '<c r="A1"><f>1+1</f><v>7</v></c><c r="B1" t="str"><f>""</f><v></v></c>'
    assert values(sheet_of(f"<row r='1'>{cells}</row>")) == [7]


BOOK = written("a", 1, date(2026, 3, 2))
DTD = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
STRICT = b'<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
MACRO_TYPES = b"<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml spreadsheetml</Types>"
TYPES = "[Content_Types].xml"
ROWS = "<row>" + "<c/>" * 1000 + "</row>"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (BOOK[:-100], "damaged or incomplete"),
        (BOOK[:400], "damaged or incomplete"),
        (repacked(BOOK, **{"xl/vbaProject.bin": b"x"}), "with macros"),
        (repacked(BOOK, **{TYPES: MACRO_TYPES}), "with macros"),
        (repacked(BOOK, **{"xl/externalLinks/externalLink1.xml": b"<x/>"}), "links to other files"),
        (repacked(BOOK, **{STRINGS: DTD + b"<sst/>"}), "damaged or incomplete"),
        (repacked(BOOK, **{STRINGS: (DTD + b"<sst/>").decode().encode("utf-16")}), "damaged"),
        (repacked(BOOK, **{SHEET: STRICT}), "Strict Open XML"),
        (repacked(BOOK, **{TYPES: b"<Types>wordprocessingml</Types>"}), "no workbook"),
        (repacked(BOOK, **{TYPES: b"<Types>sheet.binary</Types>"}), "older format"),
        (repacked(BOOK, **{f"x{n}.xml": b"<x/>" for n in range(1000)}), "too large when unpacked"),
        (repacked(BOOK, **{"x.bin": bytes(129 * 2**20)}), "too large when unpacked"),
        (repacked(BOOK, **{"xl/styles.xml": b"<s>" + b"<xf/>" * 200_000 + b"</s>"}), "too large"),
        (sheet_of(ROWS * 2001), "too large when unpacked"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "older format"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "with a password",
        ),
    ],
)
def test_a_hostile_or_foreign_workbook_is_refused(content: bytes, found: str) -> None:
    assert is_workbook(content)
    assert found in refusal(content)


def test_a_spreadsheet_of_another_standard_leads_to_the_right_one() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "OpenDocument" in refusal(content.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"[enterprise]\n", b"PAR1", b"a,b\n"])
def test_what_is_no_workbook_is_not_taken_for_one(content: bytes) -> None:
    assert not is_workbook(content)


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    packed = bytearray(repacked(BOOK, **{STRINGS: b"<sst>" + b" " * 10**6 + b"</sst>"}))
    size, lie = (10**6 + 11).to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert size in packed
    assert "damaged" in refusal(bytes(packed).replace(size, lie))


def test_the_last_cell_of_the_largest_sheet_costs_nothing() -> None:
    data = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c>'
    assert values(sheet_of(f"{data}</row>")) == [1, 2]


def test_rows_with_one_cell_far_to_the_right_are_bounded() -> None:
    rows = (f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 1000))
    assert "too large" in refusal(sheet_of("".join(rows)))


def test_links_styles_and_rules_are_bounded() -> None:
    links = "</sheetData><hyperlinks>" + "<hyperlink/>" * 100_001 + "</hyperlinks><sheetData>"
    assert "too large" in refusal(sheet_of(links))


def test_no_damage_is_more_than_an_error() -> None:
    dice = random.Random(21)
    book = written("a", 1, date(2026, 3, 2), "=1", True)
    for _ in range(300):
        content = bytearray(book)
        for _ in range(dice.randint(1, 8)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        reads_or_refuses(bytes(content))


def test_no_damage_of_a_part_is_more_than_an_error() -> None:
    dice = random.Random(22)
    with zipfile.ZipFile(BytesIO(BOOK)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(300):
        name = dice.choice(list(parts))
        part = bytearray(parts[name])
        start = dice.randrange(len(part))
        match dice.randrange(4):
            case 0:
                part[start] = dice.randrange(256)
            case 1:
                del part[start : start + dice.randint(1, 40)]
            case 2:
                part[start:start] = part[start : start + dice.randint(1, 40)]
            case _:
                part.clear()
        reads_or_refuses(repacked(BOOK, **{name: bytes(part)}))
        reads_or_refuses(repacked(BOOK, **{name: None}))


def reads_or_refuses(content: bytes) -> None:
    try:
        read_sheets(content)
    except InputError as error:
        assert all(describe(problem, lang) for problem in error.problems for lang in Lang)
