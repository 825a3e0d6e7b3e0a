"""`aeo screen`: the summary, long rows, one enterprise explained, a pipe, a catalogue."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import polars as pl
import pytest

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import run
from tests.conftest import ROOT, Aeo, Golden, Prints
from tests.screening import no_business
from tests.screening import portfolios as screenings
from tests.screening.conftest import ENGINES, complaint, fresh
from tests.screening.portfolios import Document, screened
from tests.screening.writers import as_csv, as_lines, as_parquet, as_text


@pytest.fixture
def portfolio(tmp_path: Path) -> str:
    return as_text(tmp_path)[0]


EXAMPLE = ("screen", str(ROOT / "examples" / "portfolio"), "--on", "2026-03-02")


@pytest.mark.parametrize(("lang", "columns"), [("en", 80), ("zh", 80), ("en", 44)])
def test_the_summary(aeo: Aeo, golden: Golden, lang: str, columns: int) -> None:
    done = aeo(*EXAMPLE, "--lang", lang, COLUMNS=str(columns))
    golden(f"screen-summary-{columns}.{lang}.txt", done.stdout.decode())
    told = {
        "en": "rows rejected: 1 of 21; use -o to write them",
        "zh": "21 行中有 1 行未被接受，用 -o 写出结果时",
    }
    assert told[lang] in done.stderr.decode()


@pytest.mark.parametrize("engine", ENGINES)
def test_the_summary_as_json(aeo: Aeo, golden: Golden, engine: str) -> None:
    done = aeo(*EXAMPLE, "--json", "--engine", engine)
    golden("screen-summary.json", done.stdout.decode().replace(str(ROOT), "…"))
    jsonschema.validate(json.loads(done.stdout), json.loads(aeo("schema", "screening").stdout))


READ: dict[str, Callable[[Path], pl.DataFrame]] = {
    "csv": pl.read_csv,
    "jsonl": pl.read_ndjson,
    "parquet": pl.read_parquet,
}


@pytest.mark.parametrize("suffix", [*READ])
def test_long_rows_are_those_of_the_wide_ones(tmp_path: Path, suffix: str) -> None:
    for engine in ENGINES if suffix != "parquet" else ENGINES[1:]:
        words = [*EXAMPLE, "--engine", engine]
        wide, long = tmp_path / "wide.jsonl", tmp_path / f"long.{suffix}"
        assert run([*words, "-o", str(wide)]) == 1
        assert run([*words, "-o", str(long), "--long", "--verdict", "applies"]) == 1
        rows = READ[suffix](long)
        assert rows.columns == ["ref", "measure", "provision", "verdict", "route", "force"]
        found = [(row["ref"], str(row["provision"])) for row in rows.iter_rows(named=True)]
        expected = [
            (row["ref"], name)
            for row in map(json.loads, wide.read_text(encoding="utf-8").splitlines())
            for name, verdict in row.items()
            if verdict == "applies"
        ]
        assert found == expected
        assert len(found) > 20


def test_one_enterprise_explained_is_what_check_prints(
    tmp_path: Path, prints: Prints, aeo: Aeo, enterprises: list[Document]
) -> None:
    document = {name: value for name, value in enterprises[7].items() if value}
    (tmp_path / "one.json").write_text(json.dumps(document), encoding="utf-8")
    expected = prints("check", str(tmp_path / "one.json"), "--on", "2026-03-02", "--json")
    for write in (as_lines, as_csv, as_parquet):
        words = write(fresh(tmp_path, write), enterprises[:20])
        for engine in ENGINES:
            asked = ("screen", *words, "--explain", "E-7", "--engine", engine)
            if write is as_parquet and engine == "plain":
                continue
            assert prints(*asked, "--on", "2026-03-02", "--json") == expected
    done = aeo("screen", "as_lines/p.jsonl", "--explain", "E-99", "--lang", "en")
    assert done.returncode == 2
    assert b'--explain: found: "E-99"; expected: the ref of an enterprise' in done.stderr


def test_explaining_what_is_refused_says_why(
    portfolio: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "remove it; kinds of business that have it: counter_formality" in complaint(
        capsys, portfolio, "--explain", "I"
    )
    assert "a ref that no other enterprise has" in complaint(capsys, portfolio, "--explain", "C")
    assert "more cells than columns" in complaint(capsys, portfolio, "--explain", "F")
    assert "business[1].id: found" in complaint(capsys, portfolio, "--explain", "H")


def test_a_portfolio_through_a_pipe(aeo: Aeo, tmp_path: Path, enterprises: list[Document]) -> None:
    as_lines(tmp_path, enterprises[:10])
    content = (tmp_path / "p.jsonl").read_bytes()
    done = aeo("screen", "-", "--json", stdin=content)
    assert done.returncode == 0
    assert json.loads(done.stdout)["enterprises"] == 10
    assert b"rejected" not in done.stderr


def test_no_cell_is_a_formula(tmp_path: Path, enterprises: list[Document]) -> None:
    as_lines(tmp_path, [{**enterprises[0], "ref": "=2+3", "enterprise": {"name": "@SUM(1)"}}])
    for engine in ENGINES:
        out = tmp_path / "out.csv"
        assert run(["screen", str(tmp_path / "p.jsonl"), "-o", str(out), "--engine", engine]) == 0
        row = out.read_text(encoding="utf-8-sig").splitlines()[1]
        assert row.startswith("'=2+3,'@SUM(1),")


def test_a_catalogue_of_ones_own(tmp_path: Path) -> None:
    path = str(ROOT / "examples" / "catalogues" / "national.toml")
    national = load_catalogue(path)
    documents = screenings.enterprises(national, 300, seed=4)
    screenings.write_lines(tmp_path / "p.jsonl", documents)
    expected = screenings.checked(national, documents)
    for engine in ENGINES:
        words = [str(tmp_path / "p.jsonl"), "--catalogue", path, "--engine", engine]
        assert screened(tmp_path, *words) == (expected, [])


@pytest.mark.parametrize("write", [no_business.as_lines, no_business.as_csv])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_catalogue_may_have_no_kind_of_business(
    tmp_path: Path, engine: str, write: Callable[[Path], list[str]]
) -> None:
    words = [*write(tmp_path), "--engine", engine]
    assert screened(tmp_path, *words) == (no_business.ANSWERS, [])


@pytest.mark.parametrize(
    ("library", "words", "extra"),
    [
        ("polars", ("-o", "out.parquet"), "screen"),
        ("pyspark", ("--engine", "spark"), "spark"),
    ],
)
def test_what_is_not_installed_is_named_with_the_command(  # noqa: PLR0913, PLR0917
    portfolio: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    library: str,
    words: tuple[str, ...],
    extra: str,
) -> None:
    real = importlib.util.find_spec
    there = {"polars", "pyspark"} - {library}

    def found(name: str) -> object:
        return name in there or None if name in {*there, library} else real(name)

    monkeypatch.setattr(importlib.util, "find_spec", found)
    told = complaint(capsys, portfolio, *words)
    assert "which is not installed; install it with: " in told
    assert f'pip install "aeo-cli[{extra}]"' in told
