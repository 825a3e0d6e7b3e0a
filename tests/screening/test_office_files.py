"""The files that LibreOffice saved are read as the examples they were made of."""

from pathlib import Path

import pytest

from aeo_cli.catalogue.loader import load_catalogue
from tests import office
from tests.conftest import ROOT, Aeo, Golden
from tests.office import FILES, NAME
from tests.screening.conftest import ENGINES
from tests.screening.portfolios import checked, screened

PORTFOLIOS = office.portfolios(FILES)
PROFILES = office.profiles(FILES)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("portfolio", PORTFOLIOS, ids=lambda path: path.name)
def test_a_client_list_of_an_office_has_the_answers_of_its_original(
    portfolio: Path, engine: str, tmp_path: Path
) -> None:
    found = screened(tmp_path, *office.mapped(portfolio), "--engine", engine)
    office.assert_same_answers(found, tmp_path)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("portfolio", PORTFOLIOS, ids=lambda path: path.name)
def test_what_was_read_as_what_is_noted_once(
    portfolio: Path, engine: str, aeo: Aeo, golden: Golden
) -> None:
    words = office.mapped(portfolio.relative_to(ROOT))
    told = aeo("screen", *words, "--engine", engine, "--max-rejects", "all", "--json", cwd=ROOT)
    golden(f"office-{portfolio.stem}.en.txt", told.stderr.decode())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("portfolio", PORTFOLIOS, ids=lambda path: path.name)
def test_a_column_without_a_meaning_is_an_error_and_no_empty_answer(
    portfolio: Path, engine: str, aeo: Aeo
) -> None:
    told = aeo("screen", *office.named(portfolio), "--engine", engine)
    assert (told.returncode, told.stdout) == (2, b"")
    assert f'unknown column "{NAME}"' in told.stderr.decode()
    assert "--map" in told.stderr.decode()


@pytest.mark.parametrize("workbook", PROFILES, ids=lambda path: path.name)
def test_a_filled_workbook_of_an_office_is_the_profile_of_its_original(workbook: Path) -> None:
    office.assert_same_profile(workbook)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_folder_of_filled_workbooks_is_a_portfolio(engine: str, tmp_path: Path) -> None:
    expected = checked(load_catalogue(), map(office.original, PROFILES))
    found = screened(tmp_path, str(FILES / "profiles"), "--engine", engine)
    assert found == (expected, [])
