"""LibreOffice opens what the tool writes without loss, and the tool reads what it saves."""

import csv
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.profile_workbook import filled, template
from aeo_cli.profile.loader import load_workbook
from aeo_cli.profile.reader import read_profile
from tests import office
from tests.conftest import ROOT, Aeo
from tests.office import FILES
from tests.screening.conftest import ENGINES
from tests.screening.portfolios import screened
from tests.system.office_files import converted, make

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["chip-maker", "biomedicine"])
def test_a_workbook_opens_without_loss(name: str, lang: str, aeo: Aeo, tmp_path: Path) -> None:
    profile = str(ROOT / "examples" / f"{name}.toml")
    file = tmp_path / "report.xlsx"
    aeo("check", profile, "--on", "2026-03-02", "--lang", lang, "-o", str(file))
    converted(EVERY_SHEET, tmp_path, file)
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
    converted("ods", tmp_path, tmp_path / "in" / "report.xlsx")
    converted("xlsx", tmp_path, tmp_path / "report.ods")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert book.sheetnames == ["Summary", "Measures", "Deadlines", "Open questions"]
    _, *tables = book.worksheets
    assert all(sheet.auto_filter.ref for sheet in tables)
    found = book["Deadlines"]["A2"].value
    assert isinstance(found, datetime)
    assert found.date() == date(2026, 3, 6)
    assert zipfile.is_zipfile(tmp_path / "report.ods")


def test_a_filled_workbook_that_is_saved_again_is_the_same_profile(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    document = {
        "ref": "=1+1",
        "enterprise": {"name": "@SUM(A1)", "industries": []},
        "readings": {"ic_list_open_to_other_aeo": True},
        "unknown": {"enterprise.roles": "2026-03-02", "business[1].on_site": True},
        "evidence": {"readings.ic_list_open_to_other_aeo": {"source": "1e5"}},
        "business": [
            {"kind": "special_goods_approval", "id": "007", "accepted_on": "2026-03-02"},
            {"kind": "counter_formality", "note": "+1\n\tkind "},
            {"kind": "appointment_clearance", "appointment_at": "2026-03-07T00:00:07"},
        ],
    }
    profile = read_profile(document, catalogue)
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "profile.xlsx"
    file.write_bytes(filled(profile, catalogue, Lang.ZH))
    converted("xlsx", tmp_path, file)
    saved = (tmp_path / "profile.xlsx").read_bytes()
    assert load_workbook(saved, catalogue).profile == profile


def test_the_fixtures_made_anew_are_read_as_their_originals(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    """From xlsx to ods and back: another program's cells, styles and validations."""
    made, scratch = tmp_path / "made", tmp_path / "scratch"
    scratch.mkdir()
    make(made, scratch)
    assert _names(made) == _names(FILES) - {"README.md"}
    for portfolio in office.portfolios(made):
        for engine in ENGINES:
            found = screened(tmp_path, *office.mapped(portfolio), "--engine", engine)
            office.assert_same_answers(found, tmp_path)
    for workbook in office.profiles(made):
        office.assert_same_profile(workbook)
        kept = [_validations(sheet) for sheet in openpyxl.load_workbook(workbook).worksheets]
        empty = BytesIO(template(catalogue, Lang(workbook.stem.rpartition(".")[2])))
        written = [_validations(sheet) for sheet in openpyxl.load_workbook(empty).worksheets]
        assert kept == written


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _validations(sheet: Worksheet) -> bool:
    """Return whether a sheet has the drop-down lists of the template."""
    return len(sheet.data_validations.dataValidation) > 20
