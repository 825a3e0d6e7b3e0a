"""Tables as people have them: heads in either language, columns of their own, short rows."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import run
from aeo_cli.documents.text import Lang, Text
from aeo_cli.profile.model import ITEM_KEY_LABELS, REF_LABEL
from tests.conftest import Aeo, Golden
from tests.screening.conftest import ENGINES, complaint
from tests.screening.portfolios import (
    ON,
    Answers,
    Document,
    columns,
    screened,
    tables,
    write_csv,
)
from tests.screening.writers import CRM_OPTIONS, as_crm, frames


@pytest.fixture
def crm(tmp_path: Path) -> str:
    return as_crm(tmp_path, [])[0]


def written(folder: Path, *words: str) -> dict[str, list[Document]]:
    """Screen a portfolio, and return the rows of each table that is written."""
    out = folder / "written.jsonl"
    options = ("-o", str(out), "--on", ON.isoformat(), "--lang", "en", "--max-rejects", "all")
    assert run(["screen", *words, *options]) == 0
    names = {"verdicts": out, "deadlines": out.with_suffix(".deadlines.jsonl")}
    names["rejects"] = out.with_suffix(".rejects.jsonl")
    return {
        name: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for name, path in names.items()
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_the_tables_of_a_crm(
    crm: str, tmp_path: Path, engine: str, golden: Golden, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    words = [crm, *CRM_OPTIONS, "-o", str(out), "--engine", engine, "--on", ON.isoformat()]
    assert run(["screen", *words, "--lang", "en"]) == 1
    files = (out, *(out.with_suffix(f".{one}.csv") for one in ("deadlines", "rejects")))
    told = [f"== {file.name}\n{file.read_text(encoding='utf-8-sig')}" for file in files]
    told.append(f"== stderr\n{capsys.readouterr().err}")
    text = "".join(told).replace(str(tmp_path), "…").replace("\r\n", "\n")
    golden("screen-crm.en.txt", text)


def labelled(catalogue: Catalogue, lang: Lang) -> tuple[dict[str, str], dict[str, str]]:
    """Return the label of each column of the two tables that names no other column."""
    readings = {f"readings.{name}": fact for name, fact in catalogue.readings.items()}
    owners: dict[str, Text] = {"ref": REF_LABEL}
    owners |= {name: fact.label for name, fact in {**catalogue.enterprise, **readings}.items()}
    items = {"ref": REF_LABEL, **ITEM_KEY_LABELS}
    for kind in catalogue.kinds.values():
        items |= {name: fact.label for name, fact in kind.facts.items()}
    owned, pending = ({name: text[lang] for name, text in one.items()} for one in (owners, items))
    return owned, pending


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("lang", [*Lang])
def test_labels_are_heads(
    tmp_path: Path, enterprises: list[Document], answers: Answers, engine: str, lang: Lang
) -> None:
    catalogue, few = load_catalogue(), enterprises[:100]
    words = []
    for name, heads, rows, labels in zip(
        ("enterprises", "business"),
        columns(catalogue),
        tables(few),
        labelled(catalogue, lang),
        strict=True,
    ):
        renamed = [{labels[key]: value for key, value in row.items()} for row in rows]
        write_csv(tmp_path / f"{name}.csv", [labels[head] for head in heads], renamed)
        words += [f"--{name}", str(tmp_path / f"{name}.csv")]
    found, rejects = screened(tmp_path, *words, "--engine", engine)
    assert not rejects
    assert found == {ref: answers[ref] for ref in found}
    assert len(found) == len(few)


HEADS = {
    "ref,企业名称,客户等级": 'unknown column "客户等级"; pass over with --ignore-unknown-columns',
    "ref,a1b2,c3d4": 'unknown columns "a1b2", "c3d4"; pass over',
    "ref,企业名称,name": '"企业名称" and "name" are both the column name; keep one',
    "ref,name,name": 'the column "name" appears more than once; keep one',
    "ref,name,,roles": 'unknown column ""; pass over',
    "企业名称": "missing column ref; name it ref, or say which with --map 'HEAD=ref'",
    "ref,credit_levle": "level)? If so, use --map 'credit_levle=credit_level'",
    "ref,enterprise.credit_levle": "did you mean credit_level",
    "ｒｅｆ, Enterprise name": "did you mean name (enterprise name)?",
    "ref,readings.certified_counts_as_aeo,readings.x": 'unknown column "readings.x"',
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("head", [*HEADS])
def test_a_head_that_means_nothing_or_the_same_twice_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], head: str, engine: str
) -> None:
    (tmp_path / "e.csv").write_text(f"{head}\nA\n", encoding="utf-8")
    told = complaint(capsys, "--enterprises", str(tmp_path / "e.csv"), "--engine", engine)
    assert HEADS[head] in told


MISTAKES: Mapping[tuple[str, ...], str] = {
    ("--map", "客户=nmae"): '--map: unknown column "nmae"; did you mean name',
    ("--map", "客户=name"): '--map: no file has a column "客户"',
    ("--map", "x=name", "--map", "x=uscc"): '--map: "x" stands for two columns',
    ("--map", "level=name"): '"name" and "level" are both the column name',
    ("--map", "customer"): '--map: found: "customer"; expected: HEAD=COLUMN, or a .toml file',
    ("--map", "no.toml"): "no.toml: file not found",
    ("--keep", "levl", "-o", "o.csv"): '--keep: no table of enterprises has a column "levl"; did',
    ("--keep", "due", "-o", "o.csv"): '--keep: no table of enterprises has a column "due"',
    ("--keep", "25b", "-o", "o.csv"): '--keep: the results have a column "25b" already; rename',
    ("--keep", "level"): "--keep requires -o",
    ("--map", "x=", "--keep", "x", "-o", "o.csv"): "--keep: --map 'x=' leaves out",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("words", [*MISTAKES])
def test_options_on_columns_that_do_not_fit_are_errors(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    engine: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("e.csv").write_text("ref,name,level,25b\nA,x,1,2\n", encoding="utf-8")
    asked = ("e.csv", *words, "--ignore-unknown-columns", "--engine", engine)
    assert MISTAKES[words] in complaint(capsys, *asked)
    assert not Path("o.csv").exists()


@pytest.mark.parametrize("engine", ENGINES)
def test_names_of_heads_may_be_in_a_file(crm: str, tmp_path: Path, engine: str) -> None:
    table = '"客户编号" = "内部编号"\n"客户级别" = ""\n"销售" = "name"\n"企业名称" = ""\n'
    (tmp_path / "heads.toml").write_text(table, encoding="utf-8")
    words = (crm, "--map", str(tmp_path / "heads.toml"), "--engine", engine)
    verdicts = written(tmp_path, *words)["verdicts"]
    assert [(row["ref"], row["name"]) for row in verdicts] == [
        ("A", "王, 五"),
        ("B", "=1+1"),
        ("C", None),
    ]


KEPT = ("销售", "roles", "credit_level", "export_food_producer")


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_kept_comes_after_ref_in_the_order_asked_for(
    crm: str, tmp_path: Path, engine: str
) -> None:
    words = (crm, *CRM_OPTIONS, "--engine", engine)
    wide, long = written(tmp_path, *words), written(tmp_path, *words, "--long")
    assert list(wide["verdicts"][0])[:6] == ["ref", *KEPT, "name"]
    assert list(long["verdicts"][0])[:6] == ["ref", *KEPT, "measure"]
    assert list(wide["deadlines"][0])[:6] == ["ref", *KEPT, "id"]
    kept = ["王, 五", "consignee_consignor;customs_broker", "advanced_certified", "true"]
    for row in (wide["verdicts"][0], long["verdicts"][0], wide["deadlines"][0]):
        assert [row[name] for name in KEPT] == kept


FACTS = "credit_level,export_food_producer,roles,readings.certified_counts_as_aeo,customs_code"


def test_facts_are_kept_from_every_form_of_input(
    tmp_path: Path, enterprises: list[Document]
) -> None:
    few = enterprises[:40]
    (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, few)), encoding="utf-8")
    for name, heads, rows in zip(("e", "b"), columns(load_catalogue()), tables(few), strict=True):
        write_csv(tmp_path / f"{name}.csv", heads, rows)
    for name, frame in zip("eb", frames(few), strict=True):
        frame.write_parquet(tmp_path / f"{name}.parquet")
    csv, parquet = (
        ["--enterprises", f"{tmp_path}/e.{one}", "--business", f"{tmp_path}/b.{one}"]
        for one in ("csv", "parquet")
    )
    inputs = [(engine, words) for engine in ENGINES for words in ([f"{tmp_path}/p.jsonl"], csv)]
    found = [
        written(tmp_path, *words, "--keep", FACTS, "--engine", engine)
        for engine, words in [*inputs, ("polars", parquet)]
    ]
    assert all(one == found[0] for one in found)
    shown = {row["roles"] for row in found[0]["verdicts"]}
    assert {"[]", None} < shown
    assert any(";" in (text or "") for text in shown)
    assert {row["export_food_producer"] for row in found[0]["verdicts"]} == {"true", "false", None}


def test_columns_of_parquet_that_are_no_facts_are_kept_as_text(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "ref": ["A", "B"],
            "since": pl.Series(["2020-01-02", None]).str.to_date(),
            "seen": pl.Series(["2020-01-02 03:04:05", None]).str.to_datetime(time_zone="UTC"),
            "number": [1, None],
            "is_new": [True, None],
            "credit_level": ["高级认证企业", "regular"],
        }
    )
    frame.write_parquet(tmp_path / "e.parquet")
    words = (str(tmp_path / "e.parquet"), "--ignore-unknown-columns", "--keep")
    rows = written(tmp_path, *words, "since,seen,number,is_new")["verdicts"]
    assert [[*row.values()][1:5] for row in rows] == [
        ["2020-01-02", "2020-01-02 11:04:05", "1", "true"],
        [None, None, None, None],
    ]


def test_json_lines_keep_facts_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p.jsonl").write_text('{"ref": "A", "enterprise": {}}\n', encoding="utf-8")
    told = complaint(capsys, str(tmp_path / "p.jsonl"), "--keep", "sales", "-o", "o.csv")
    assert '--keep: there is no fact "sales"; of JSON Lines, only facts' in told


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_may_lack_their_last_cells_and_have_empty_ones_beyond(
    tmp_path: Path, engine: str
) -> None:
    rows = ["A", "B,x", "C,x,regular,,", 'D,"x",regular,"",', "E,x,regular,,y", ",,,", "", ",,,,z"]
    text = "\n".join(["ref,name,credit_level,,", *rows])
    (tmp_path / "e.csv").write_text(text, encoding="utf-8")
    found = written(tmp_path, str(tmp_path / "e.csv"), "--engine", engine)
    names = [(row["ref"], row["name"], row["credit_level"]) for row in found["verdicts"]]
    assert names == [
        ("A", None, None),
        ("B", "x", None),
        ("C", "x", "regular"),
        ("D", "x", "regular"),
    ]
    assert [(row["line"], row["ref"]) for row in found["rejects"]] == [(6, "E"), (9, None)]
    assert {"more cells than columns" in row["reason"] for row in found["rejects"]} == {True}


FIRST_ROWS = {"A": 1, "A,x,regular,,,": 1, "": 0, ",,,,,": 0}
"""Shorter and longer than a header of three columns, and how many enterprises they are."""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("first", FIRST_ROWS)
def test_the_first_row_does_not_say_how_many_cells_others_have(
    tmp_path: Path, engine: str, first: str
) -> None:
    rows = [first, "B,x,regular", "C,x,regular,,,,", "D"]
    text = "\n".join(["ref,name,credit_level,", *rows])
    (tmp_path / "e.csv").write_text(text, encoding="utf-8")
    found = written(tmp_path, str(tmp_path / "e.csv"), "--engine", engine)
    assert found["rejects"] == []
    refs = [row["ref"] for row in found["verdicts"]]
    assert refs == [*"A"[: FIRST_ROWS[first]], "B", "C", "D"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_header_in_labels_is_recognised_when_it_is_there_again(
    tmp_path: Path, engine: str
) -> None:
    text = "内部编号,企业名称,销售\nA,甲,王\n内部编号,企业名称,销售\nB,乙,李\nｒｅｆ, name\n"
    (tmp_path / "e.csv").write_text(text, encoding="utf-8")
    words = (str(tmp_path / "e.csv"), "--keep", "销售", "--engine", engine)
    found = written(tmp_path, *words)
    assert [row["ref"] for row in found["verdicts"]] == ["A", "B"]
    assert ["the header again" in row["reason"] for row in found["rejects"]] == [True, True]


def test_a_single_table_may_come_through_a_pipe(aeo: Aeo, tmp_path: Path) -> None:
    owners = b"ref,name,credit_level\nA,x,advanced_certified\n"
    (tmp_path / "b.csv").write_text("ref,kind\nA,enquiry\n", encoding="utf-8")
    (tmp_path / "e.csv").write_bytes(owners)
    pl.read_csv(tmp_path / "e.csv").write_parquet(tmp_path / "e.parquet")
    expected = aeo("screen", "e.csv", "--json")
    assert json.loads(expected.stdout)["enterprises"] == 1
    parquet = (tmp_path / "e.parquet").read_bytes()
    for content in (owners, gzip.compress(owners), owners.decode().encode("utf-16"), parquet):
        done = aeo("screen", "-", "--json", stdin=content)
        assert done.stdout == expected.stdout, done.stderr
    words = ("--business", "b.csv", "--json")
    for named in (("-",), ("--enterprises", "-")):
        done = aeo("screen", *named, *words, stdin=owners)
        assert done.stdout == aeo("screen", "e.csv", *words).stdout
    done = aeo("screen", "-", "--business", "-", "--lang", "en", stdin=owners)
    assert done.stderr.startswith(b"error: - (standard input) can be used only once")


MISSING = {
    "no.jsonl": "no.jsonl: file not found; check the path",
    "no.csv": "no.csv: file not found; check the path",
    "no": "no: no such file or folder; check the path",
    "no/x.jsonl": "no/x.jsonl: there is no folder no; check the path",
    "x*.jsonl": "x*.jsonl: PORTFOLIO: no file matches; check the path",
    "empty": "empty: PORTFOLIO: found: an empty folder; expected: either the tables",
    "nothing.jsonl": "nothing.jsonl: found: nothing; expected: JSON Lines, one enterprise per",
    "nothing.csv": "nothing.csv: found: nothing; expected: a table with a header; hint: check",
}


@pytest.mark.parametrize("name", [*MISSING])
def test_what_is_not_there_is_named(aeo: Aeo, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    for nothing in ("nothing.jsonl", "nothing.csv"):
        (tmp_path / nothing).touch()
    done = aeo("screen", name, "--lang", "en")
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"error: {MISSING[name]}" in done.stderr.decode()


@pytest.mark.parametrize("lang", [*Lang])
def test_the_template_has_heads_that_are_read(
    aeo: Aeo, tmp_path: Path, golden: Golden, lang: Lang
) -> None:
    done = aeo("screen", "--template", "tables", "--lang", lang)
    assert (done.returncode, done.stdout) == (0, b"")
    names = ("enterprises.csv", "business.csv")
    contents = [(tmp_path / "tables" / name).read_bytes() for name in names]
    assert all(content.startswith(b"\xef\xbb\xbf") for content in contents)
    text = "".join(content.decode("utf-8-sig").replace("\r\n", "\n") for content in contents)
    golden(f"screen-template.{lang}.txt", text)
    with (tmp_path / "tables" / "enterprises.csv").open("a", encoding="utf-8") as file:
        file.write("A\n")
    assert json.loads(aeo("screen", "tables", "--json").stdout)["enterprises"] == 1


def test_a_template_writes_over_nothing(aeo: Aeo, tmp_path: Path) -> None:
    (tmp_path / "business.csv").touch()
    done = aeo("screen", "--template", ".", "--lang", "en")
    assert done.returncode == 2
    assert b"business.csv: --template: the file already exists; choose another" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["business.csv"]
    done = aeo("screen", "--template", "no/tables", "--lang", "en")
    assert b"--template: cannot be written: no such file or folder" in done.stderr
    done = aeo("screen", "x.jsonl", "--template", "tables", "--lang", "en")
    assert b"--template writes empty tables, and does not go with PORTFOLIO" in done.stderr
    assert not (tmp_path / "tables").exists()
