"""What JSON lines state under `unknown` and `evidence`: the engines agree, and columns read it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.screening.file_reader import FileReader
from tests.screening.portfolios import Document, screened

CATALOGUE = load_catalogue()
NAMES = list(CATALOGUE.facts())
OTHER_NAMES = [
    "credit_level",
    "business",
    "business[0].on_site",
    "enterprise.no",
    "信用等级",
    'a"b',
]
DAYS = ["2026-01-05", "2026-03-01", "2026-03-02", "2027-12-31"]
OTHER_DAYS = ["2026-02-30", "2006-12-31", "2026/3/2", "true", "\0", True, False, 3, [], {}]
ENTERPRISE = {
    "credit_level": "advanced_certified",
    "roles": ["consignee_consignor"],
    "uscc": "91110000600037341L",
    "export_food_producer": True,
}


def mostly(usual: list[Any], other: list[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from([*usual * (1 + 5 * len(other) // len(usual)), None, *other])


def table(keys: st.SearchStrategy[Any], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(keys.map(str), values, max_size=3)


names, days = mostly(NAMES, OTHER_NAMES), mostly(DAYS, OTHER_DAYS)
entries = table(
    mostly(["source", "verified_on", "valid_until"], ["until"]),
    days,
)
unknown = st.lists(names, max_size=3) | table(names, days | st.just(True)) | st.none()
evidence = table(names, entries | st.none()) | st.none()
statements = st.fixed_dictionaries({}, optional={"unknown": unknown, "evidence": evidence})
owners = st.dictionaries(st.sampled_from(list(ENTERPRISE)), st.none(), max_size=3).map(
    lambda without: {name: fact for name, fact in ENTERPRISE.items() if name not in without}
)
profiles = st.tuples(owners, statements, st.sampled_from([{}, {"business": []}]))


def written(folder: Path, lines: list[str]) -> str:
    path = folder / "p.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    return str(path)


def both_engines_agree(folder: Path, lines: list[str]) -> None:
    sound = json.dumps({"ref": "sound", "enterprise": {}})  # a run of rejects alone is an error
    path = written(folder, [sound, *lines])
    assert screened(folder, path, "--engine", "polars") == screened(
        folder, path, "--engine", "plain"
    )


@settings(max_examples=60, deadline=None)
@given(stated=st.lists(profiles, min_size=20, max_size=60))
def test_the_engines_agree_on_what_is_stated(
    tmp_path_factory: pytest.TempPathFactory, stated: list[tuple[Document, Document, Document]]
) -> None:
    lines = [
        json.dumps({"ref": str(number), "enterprise": owner, **more, **pending})
        for number, (owner, more, pending) in enumerate(stated)
    ]
    both_engines_agree(tmp_path_factory.mktemp("stated"), lines)


REPEATED = {
    "a list and a table": '"unknown": ["enterprise.roles"], "unknown": {"enterprise.roles": true}',
    "two tables": '"unknown": {"enterprise.roles": true}, "unknown": {}',
    "two lists": '"unknown": [], "unknown": ["enterprise.roles"]',
    "one name twice": '"unknown": {"enterprise.roles": true, "enterprise.roles": null}',
    "evidence twice": '"evidence": {}, "evidence": {}',
    "one fact twice": '"evidence": {"enterprise.roles": {}, "enterprise.roles": {}}',
    "one key twice": '"evidence": {"enterprise.roles": {"source": "a", "source": null}}',
    "the key of the columns": '"unknown_on": {"enterprise.roles": true}',
    "a key with a quotation mark": r'"evidence": {"a\"unknown": {}, "b\"source": {}}',
}


def test_no_key_occurs_twice(tmp_path: Path) -> None:
    lines = [f'{{"ref": "{name}", "enterprise": {{}}, {more}}}' for name, more in REPEATED.items()]
    both_engines_agree(tmp_path, lines)


def test_what_is_stated_of_an_enterprise_is_read_by_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated: list[Document] = [
        {"unknown": ["enterprise.industries", "business"]},
        {"unknown": {"enterprise.industries": "2026-03-02", "enterprise.name": True}},
        {"evidence": {"enterprise.credit_level": {"valid_until": "2026-03-01"}}},
        {"evidence": {"enterprise.roles": {"source": "a: b", "verified_on": None}}},
    ]
    lines = [
        json.dumps({"ref": str(number), "enterprise": ENTERPRISE, **more}, indent=None)
        for number, more in enumerate(stated)
    ]
    both_engines_agree(tmp_path, lines)
    monkeypatch.delattr(FileReader, "read_line")
    found, rejects = screened(tmp_path, written(tmp_path, lines), "--engine", "polars")
    assert (len(found), rejects) == (len(lines), [])
    assert [found[ref][0]["28"] for ref in "02"] == ["applies", "undetermined"]
