"""The table of spellings in docs/inputs.md: each is read, in every input, as what it says."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import run
from aeo_cli.cli.assumptions import Assumptions
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.syntax import parse
from aeo_cli.profile.model import Profile
from aeo_cli.profile.reader import read_profile, read_with_spellings
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.fact_values import read
from aeo_cli.rules.mistakes import Mistake
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.row_documents import enterprise_document, item_document
from aeo_cli.screening.row_reader import RowReader
from tests.conftest import ROOT

CATALOGUE: Catalogue = load_catalogue(None)
ON = date(2026, 3, 2)
FACTS = {  # by the type in the table: the owner of a fact of that type, and its name
    "yes or no": ("enterprise", "export_food_producer"),
    "whole number": ("verification", "concurrent_instructions"),
    "date": ("special_goods_approval", "accepted_on"),
    "date and time": ("appointment_clearance", "appointment_at"),
    "choice": ("enterprise", "credit_level"),
    "set": ("enterprise", "roles"),
    "none of a set": ("enterprise", "roles"),
    "code": ("enterprise", "customs_code"),
}
PAGES = {
    name: (ROOT / "docs" / name).read_text(encoding="utf-8")
    for name in ("inputs.md", "inputs.zh-CN.md")
}


def spelled(page: str) -> list[tuple[int, str, str]]:
    """Return the number of the sort, the usual form and the spelling, of each in a page's table."""
    found, sort = [], -1
    table = page.partition("|---|---|---|\n")[2].partition("\n\n")[0]
    for row in table.splitlines():
        cells = re.split(r"(?<!\\)\|", row)[1:-1]
        sort += bool(cells[0].strip())
        usual, *more = re.findall("`([^`]*)`", "".join(cells[1:]).replace("\\|", "|"))
        found += [(sort, usual, spelling) for spelling in (usual, *more)]
    return found


TABLE = [([*FACTS][sort], usual, spelling) for sort, usual, spelling in spelled(PAGES["inputs.md"])]


def document(sort: str, raw: object) -> dict[str, Any]:
    """Return a profile that states one fact."""
    owner, name = FACTS[sort]
    if owner == "enterprise":
        return {"enterprise": {name: raw}}
    return {"enterprise": {}, "business": [{"kind": owner, name: raw}]}


def value(sort: str, profile: Profile) -> Value:
    owner, name = FACTS[sort]
    return profile.enterprise[name] if owner == "enterprise" else profile.business[0].facts[name]


def in_toml(sort: str, text: str) -> Profile:
    owner, name = FACTS[sort]
    table = (
        "[enterprise]\n"
        if owner == "enterprise"
        else f'[enterprise]\n[[business]]\nkind = "{owner}"\n'
    )
    return read_profile(parse(f"{table}{name} = '{text}'\n"), CATALOGUE)


def in_table(sort: str, text: str) -> Profile:
    reader, (owner, name) = RowReader(Plan(CATALOGUE), ON), FACTS[sort]
    if owner == "enterprise":
        row = enterprise_document(reader.plan, {"ref": "A", name: text})
    else:
        items = [item_document(reader.plan, {"kind": owner, name: text})]
        row = {"ref": "A", "enterprise": {}, "business": items}
    return reader.read_document(row)


def in_option(sort: str, text: str) -> Profile:
    owner, name = FACTS[sort]
    if owner == "enterprise":
        assumed = Assumptions(set_=(f"enterprise.{name}={text}",))
    else:
        assumed = Assumptions(add=(owner,), set_=(f"business[0].{name}={text}",))
    return assumed.applied_to(read_profile({"enterprise": {}}, CATALOGUE), CATALOGUE, ON)


@pytest.mark.parametrize("source", [in_toml, in_table, in_option])
@pytest.mark.parametrize(("sort", "usual", "spelling"), TABLE)
def test_a_spelling_is_read_in_every_input(
    source: Callable[[str, str], Profile], sort: str, usual: str, spelling: str
) -> None:
    expected = value(sort, in_toml(sort, usual))
    assert value(sort, source(sort, spelling)) == expected
    assert type(value(sort, source(sort, spelling))) is type(expected)


def test_both_pages_have_the_same_table() -> None:
    first, second = (spelled(page) for page in PAGES.values())
    assert first == second
    assert len(first) > 40


USUAL = {"true", "false", "3", "03", "other;customs_broker", "2026-03-07T22:00:00", "[]"}
"""What stands in the table and is no other form than tables have."""


@pytest.mark.parametrize(("sort", "usual", "spelling"), TABLE)
def test_what_was_read_as_what_is_noted(sort: str, usual: str, spelling: str) -> None:
    spellings = [*read_with_spellings(document(sort, spelling), CATALOGUE).spellings]
    is_usual = spelling == usual or spelling in USUAL or spelling.startswith("2026-03-07 22")
    is_usual = is_usual or spelling == "2026-03-07T22:00+08:00"
    assert [one.written for one in spellings] == ([] if is_usual else [spelling])


@pytest.mark.parametrize(
    ("engine", "suffix"), [("plain", "csv"), ("polars", "csv"), ("polars", "parquet")]
)
def test_the_engines_read_each_spelling(tmp_path: Path, engine: str, suffix: str) -> None:
    rows = [(f"{number}", *row) for number, row in enumerate(TABLE)]
    owners: dict[str, dict[str, str | None]] = {ref: {"ref": ref} for ref, *_ in rows}
    items: list[dict[str, str | None]] = []
    for ref, sort, _, spelling in rows:
        owner, name = FACTS[sort]
        if owner == "enterprise":
            owners[ref][name] = spelling
        else:
            items.append({"ref": ref, "kind": owner, name: spelling})
    for name, table in (("enterprises", [*owners.values()]), ("business", items)):
        columns = dict.fromkeys(key for row in table for key in row)
        frame = pl.DataFrame({key: [row.get(key) for row in table] for key in columns})
        path = tmp_path / f"{name}.{suffix}"
        frame.write_csv(path) if suffix == "csv" else frame.write_parquet(path)
    out = tmp_path / "out.jsonl"
    assert run(["screen", str(tmp_path), "-o", str(out), "--engine", engine]) == 0
    verdicts = pl.read_ndjson(out)
    assert verdicts.height == len(rows)
    by_sort: dict[tuple[str, str], set[tuple[Any, ...]]] = {}
    columns_ = [name for name in verdicts.columns if name != "ref"]
    answers = {
        row["ref"]: tuple(row[name] for name in columns_) for row in verdicts.iter_rows(named=True)
    }
    for ref, sort, usual, _ in rows:
        by_sort.setdefault((sort, usual), set()).add(answers[ref])
    assert all(len(found) == 1 for found in by_sort.values())


REFUSED = re.findall(
    "(?m)^\\| `([^`]+)` \\|", PAGES["inputs.md"].partition("## What is refused")[2]
)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_ambiguous_is_refused(text: str) -> None:
    sort = {"高级认证": "choice", "1,000": "whole number", "-3": "whole number"}.get(text, "date")
    if text == "2026-03-07":
        sort = "date and time"
    for source in (in_toml, in_table, in_option):
        with pytest.raises(InputError):
            source(sort, text)
    owner, name = FACTS[sort]
    facts = CATALOGUE.enterprise if owner == "enterprise" else CATALOGUE.kinds[owner].facts
    assert isinstance(read(facts[name], text), Mistake)
