"""Makes the files of `tests/fixtures/office`: the examples, as LibreOffice saves them.

Run it from the top of the checkout to make them anew: `python -m tests.system.office_files`.
"""

import shutil
import subprocess
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.profile_workbook import filled
from aeo_cli.presentation.workbook_answers import cell_value
from aeo_cli.profile.loader import load_profile
from aeo_cli.rules.fact_values import read
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.mistakes import Mistake
from aeo_cli.screening.heads import NO_OPTIONS, TableHeads
from aeo_cli.screening.sources import TableName
from tests.office import EXAMPLES, FILES, NAME, rows

OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
TABLES = (TableName.ENTERPRISES, TableName.BUSINESS)
_SHEETS = {TableName.ENTERPRISES: "企业", TableName.BUSINESS: "待办业务"}
TEXTS = {
    "csv": (",", 76, ".csv"),
    "csv-gbk": (",", 61, ".csv"),  # code page 936
    "csv-semicolons": (";", 76, ".csv"),
    "unicode-text": ("\t", 65535, ".txt"),  # UTF-16 with its mark
}
"""Portfolios as text: the sign between cells, the number of the encoding, and the suffix."""
FILLED = {"biomedicine": Lang.ZH, "chip-maker": Lang.ZH, "food-trader": Lang.EN}
"""The examples that are filled into a workbook, and its language."""
PAINTED = 40
"""How many rows and columns have a colour: more than have a value."""


def make(folder: Path, scratch: Path) -> None:
    """Write every file; each was a document of LibreOffice's own format in between."""
    catalogue = load_catalogue()
    books = {str(table): client_list(catalogue, [table]) for table in TABLES}
    books |= {"portfolio": client_list(catalogue, TABLES)}
    for name, book in books.items():
        book.save(scratch / f"{name}.xlsx")
    for name, lang in FILLED.items():
        original = load_profile(str(EXAMPLES / f"{name}.toml"), catalogue).profile
        (scratch / f"{name}.{lang}.xlsx").write_bytes(filled(original, catalogue, lang))
    converted("ods", scratch, *scratch.glob("*.xlsx"))
    home, own = folder / "portfolios", [scratch / f"{table}.ods" for table in TABLES]
    converted("xlsx", home, scratch / "portfolio.ods")
    converted("xlsx", home / "workbooks", *own)
    for name, (sign, encoding, suffix) in TEXTS.items():
        # Cells in quotes where needed, as they are shown.
        options = f"{ord(sign)},34,{encoding},1,,0,false,true,true"
        converted(f"csv:Text - txt - csv (StarCalc):{options}", home / name, *own)
        for path in (home / name).glob("*.csv"):
            path.rename(path.with_suffix(suffix))
    profiles = [scratch / f"{name}.{lang}.ods" for name, lang in FILLED.items()]
    converted("xlsx", folder / "profiles", *profiles)


def converted(form: str, folder: Path, *files: Path) -> None:
    """Have LibreOffice save files in another format, in a folder."""
    home = f"-env:UserInstallation={(files[0].parent / 'office').as_uri()}"
    words = [OFFICE, home, "--headless", "--convert-to", form, "--outdir", str(folder)]
    subprocess.run([*words, *map(str, files)], check=True, capture_output=True, timeout=180)


def client_list(catalogue: Catalogue, tables: Iterable[TableName]) -> Workbook:
    """Return tables of the example as a person has them, each in a sheet."""
    book = Workbook()
    del book["Sheet"]
    for table in tables:
        sheet = book.create_sheet(_SHEETS[table])
        keys, labels = [*rows(table)[0]], TableHeads(catalogue, NO_OPTIONS)
        sheet.append([NAME if key == "name" else labels.shown(table, key, Lang.ZH) for key in keys])
        for row in rows(table):
            facts = _facts(catalogue, table, row)
            sheet.append([_typed(catalogue, key, row[key], facts.get(key)) for key in keys])
        sheet.auto_filter.ref = sheet.dimensions
        sheet.column_dimensions["B"].hidden = True
        sheet.cell(2, len(keys) + 2, '=""')  # a formula that shows nothing
        for number in range(1, PAINTED):
            for cell in (sheet.cell(1, number), sheet.cell(number, 1)):
                cell.fill = PatternFill("solid", "DDEBEC")
        for cell in chain.from_iterable(sheet.iter_rows()):
            if isinstance(cell.value, date):
                is_moment = isinstance(cell.value, datetime)
                cell.number_format = "yyyy/m/d h:mm" if is_moment else "yyyy/m/d"
    return book


def _facts(catalogue: Catalogue, table: TableName, row: Mapping[str, str]) -> Mapping[str, Fact]:
    if table is TableName.BUSINESS:
        return catalogue.kinds[row["kind"]].facts
    readings = {f"readings.{name}": fact for name, fact in catalogue.readings.items()}
    return {**catalogue.enterprise, **readings}


def _typed(catalogue: Catalogue, key: str, text: str, fact: Fact | None) -> Any:
    """Return a cell of the example as a spreadsheet has it: labels, dates, and its own booleans."""
    if key == "kind":
        return catalogue.kinds[text].label.zh
    if not text or fact is None:
        return text or None
    value = read(fact, text)
    assert not isinstance(value, Mistake)
    return value if isinstance(value, bool) else cell_value(fact, value, Lang.ZH)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        make(FILES, Path(folder))
