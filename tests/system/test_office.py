"""The workbook in LibreOffice: opened, and every sheet given back as it was."""

import csv
import shutil
import subprocess
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT, Aeo

OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def converted(file: Path, form: str) -> None:
    profile = f"-env:UserInstallation={(file.parent / 'office').as_uri()}"
    words = [OFFICE, profile, "--headless", "--convert-to", form]
    words += ["--outdir", str(file.parent), str(file)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["chip-maker", "biomedicine"])
def test_a_workbook_opens_without_loss(name: str, lang: str, aeo: Aeo, tmp_path: Path) -> None:
    profile = str(ROOT / "examples" / f"{name}.toml")
    file = tmp_path / "report.xlsx"
    aeo("check", profile, "--on", "2026-03-02", "--lang", lang, "-o", str(file))
    converted(file, EVERY_SHEET)
    for sheet in openpyxl.load_workbook(file).worksheets:
        written = [[_shown(cell.value) for cell in row] for row in sheet.iter_rows()]
        path = tmp_path / f"report-{sheet.title}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            assert list(csv.reader(lines)) == written, sheet.title


def _shown(cell: object) -> str:
    match cell:
        case None:
            return ""
        case datetime() if cell.time() == time():
            return f"{cell:%Y-%m-%d}"
        case _:
            return str(cell)


def test_dates_and_filters_are_still_there_when_it_is_saved_again(aeo: Aeo, tmp_path: Path) -> None:
    profile = str(ROOT / "examples" / "chip-maker.toml")
    (tmp_path / "in").mkdir()
    aeo("check", profile, "--on", "2026-03-02", "-o", str(tmp_path / "in" / "report.xlsx"))
    converted(tmp_path / "in" / "report.xlsx", "ods")
    converted(tmp_path / "in" / "report.ods", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "in" / "report.xlsx")
    assert book.sheetnames == ["Summary", "Measures", "Deadlines", "Open questions"]
    _, *tables = book.worksheets
    assert all(sheet.auto_filter.ref for sheet in tables)
    found = book["Deadlines"]["A2"].value
    assert isinstance(found, datetime)
    assert found.date() == date(2026, 3, 6)
    assert zipfile.is_zipfile(tmp_path / "in" / "report.ods")
