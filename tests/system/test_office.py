"""The workbook in LibreOffice: opened, and every sheet given back as it was."""

import csv
import shutil
import subprocess
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.profile_workbook import template
from aeo_cli.profile.loader import load_profile
from aeo_cli.profile.reader import read_profile
from tests.conftest import ROOT, Aeo
from tests.profile.test_workbook import filled, saved

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


@pytest.mark.parametrize("lang", Lang)
def test_a_filled_template_saved_by_an_office_is_the_same_profile(
    lang: Lang, tmp_path: Path, catalogue: Catalogue
) -> None:
    """From xlsx to ods and back: another program's cells, styles and validations."""
    document = {
        "enterprise": {"credit_level": "advanced_certified", "roles": ["customs_broker", "other"]},
        "business": [
            {"kind": "special_goods_approval", "accepted_on": "2026-03-02"},
            {"kind": "appointment_clearance", "appointment_at": "2026-03-07T22:00"},
        ],
    }
    profile = read_profile(document, catalogue)
    (tmp_path / "p.xlsx").write_bytes(saved(filled(profile, catalogue, lang)))
    converted(tmp_path / "p.xlsx", "ods")
    (tmp_path / "p.xlsx").unlink()
    converted(tmp_path / "p.ods", "xlsx")
    loaded = load_profile(str(tmp_path / "p.xlsx"), catalogue)
    assert loaded.profile == profile
    sheets = openpyxl.load_workbook(tmp_path / "p.xlsx").worksheets
    written = openpyxl.load_workbook(BytesIO(template(catalogue, lang))).worksheets
    assert [len(sheet.data_validations.dataValidation) > 20 for sheet in sheets] == [
        len(sheet.data_validations.dataValidation) > 20 for sheet in written
    ]
