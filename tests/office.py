"""The files that an office program saved: where they are, and that they say what they were made of.

`tests/system/office_files.py` makes them.
"""

import csv
import tomllib
from collections import defaultdict
from pathlib import Path

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.profile.loader import load_profile
from aeo_cli.profile.reader import read_profile
from tests.conftest import ROOT
from tests.screening.portfolios import Answers, Document, Screened, checked, screened

FILES = ROOT / "tests" / "fixtures" / "office"
EXAMPLES = ROOT / "examples"
NAME = "客户名称"
"""What the client list calls the column `name`; no fact has this label."""


def portfolios(folder: Path) -> list[Path]:
    """Return the portfolios: workbooks with both tables, and folders with a file for each."""
    return sorted((folder / "portfolios").iterdir())


def profiles(folder: Path) -> list[Path]:
    """Return the profiles, each a workbook: `chip-maker.zh.xlsx`."""
    return sorted((folder / "profiles").iterdir())


def named(portfolio: Path) -> list[str]:
    """Return how a portfolio is named on the command line."""
    if portfolio.is_file():
        return [str(portfolio)]
    business, enterprises = map(str, sorted(portfolio.iterdir()))
    return ["--enterprises", enterprises, "--business", business]


def mapped(portfolio: Path) -> list[str]:
    """Return the same with the meaning of the column that has none of its own."""
    return [*named(portfolio), "--map", f"{NAME}=name"]


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of the example."""
    with (EXAMPLES / "portfolio" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def original_answers() -> Answers:
    """Return what `aeo check` says of each enterprise of the example."""
    items = defaultdict[str, list[Document]](list)
    for row in rows("business"):
        items[row["ref"]].append({key: cell for key, cell in row.items() if cell and key != "ref"})
    documents = []
    for row in rows("enterprises"):
        document: Document = {"enterprise": {}, "readings": {}, "business": items[row["ref"]]}
        for key, cell in row.items():
            if cell:
                *owner, name = key.split(".")
                table = document if key == "ref" else document[owner[0] if owner else "enterprise"]
                table[name] = cell
        documents.append(document)
    return checked(load_catalogue(), documents)


def assert_same_answers(found: Screened, folder: Path) -> None:
    """Require the answers of the example, and its rejected row, of a portfolio made of it."""
    home = folder / "original"
    home.mkdir(exist_ok=True)
    (answers, rejects), (_, expected) = found, screened(home, str(EXAMPLES / "portfolio"))
    assert answers == original_answers()
    assert [(one["line"], one["ref"], one["reason"]) for one in rejects] == [
        (one["line"], one["ref"], one["reason"]) for one in expected
    ]


def original(workbook: Path) -> Document:
    """Return the example that a workbook was filled in with; its `ref` is the name of the file."""
    example = EXAMPLES / f"{workbook.name.partition('.')[0]}.toml"
    return {"ref": workbook.stem, **tomllib.loads(example.read_text(encoding="utf-8"))}


def assert_same_profile(workbook: Path) -> None:
    """Require the profile of its original of a workbook."""
    catalogue = load_catalogue()
    expected = read_profile(original(workbook), catalogue)._replace(ref=None)
    assert load_profile(str(workbook), catalogue).profile == expected
