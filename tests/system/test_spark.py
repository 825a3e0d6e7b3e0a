"""Screening on Apache Spark, in local mode: what it distributes is answered as by Polars."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import run
from aeo_cli.documents.interruptions import SIGNALS
from aeo_cli.screening.spark.engine import session
from tests import encoded
from tests.conftest import ROOT, Aeo
from tests.screening import layouts
from tests.screening import portfolios as screenings
from tests.screening.conftest import fresh
from tests.screening.layouts import Layout
from tests.screening.portfolios import Answers, Document, write_csv
from tests.screening.writers import (
    CRM_OPTIONS,
    as_crm,
    as_csv,
    as_lines,
    as_parquet,
    as_text,
    frames,
    mistaken,
)

COUNT = 5000


@pytest.fixture(scope="module")
def enterprises() -> list[Document]:
    return screenings.enterprises(load_catalogue(), COUNT, seed=5)


@pytest.fixture(scope="module")
def answers(enterprises: list[Document]) -> Answers:
    return screenings.checked(load_catalogue(), enterprises)


@pytest.fixture(scope="module", autouse=True)
def _one_session() -> Iterator[None]:
    """Stop Spark in the end."""
    yield
    from pyspark.sql import SparkSession  # noqa: PLC0415

    if session := SparkSession.getActiveSession():
        session.stop()


def screened(folder: Path, *words: str) -> tuple[Answers, list[Document]]:
    """Screen a portfolio with Spark, and return its answers and its rejects."""
    out = folder / "out.jsonl"
    asked = ["screen", *words, "-o", str(out), "--engine", "spark", "--on", str(screenings.ON)]
    assert run([*asked, "--lang", "en", "--max-rejects", "all"]) == 0
    joined = folder / "joined"
    joined.mkdir(exist_ok=True)
    for name in ("out", "out.deadlines", "out.rejects"):
        parts = sorted((folder / f"{name}.jsonl").glob("part-*"))
        text = "".join(part.read_text(encoding="utf-8") for part in parts)
        (joined / f"{name}.jsonl").write_text(text, encoding="utf-8")
    assert not [*folder.glob(".aeo-*")]
    return screenings.read(joined / "out.jsonl")


@pytest.mark.parametrize("write", [as_lines, as_csv, as_parquet])
def test_spark_says_what_check_says(
    tmp_path: Path,
    enterprises: list[Document],
    answers: Answers,
    write: Callable[[Path, list[Document]], list[str]],
) -> None:
    found, rejects = screened(tmp_path, *write(tmp_path, enterprises))
    assert not rejects
    assert found == answers


def test_a_file_that_is_no_csv_or_is_hidden_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "q.csv").write_text('ref,name\nA,"甲\nB,x\n', encoding="utf-8")
    (tmp_path / "_p.jsonl").write_text('{"ref": "A", "enterprise": {}}\n', encoding="utf-8")
    for words in (["--enterprises", str(tmp_path / "q.csv")], [str(tmp_path / "_p.jsonl")]):
        assert run(["screen", *words, "--engine", "spark", "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "q.csv: line 3: found: a quotation mark that is not closed" in told
    assert "Spark treats it as hidden" in told


FEW = 40


@pytest.mark.parametrize("layout", [layouts.hive_parquet, layouts.line_pattern, layouts.profiles])
def test_in_how_many_files_a_portfolio_is_changes_nothing(
    tmp_path: Path, enterprises: list[Document], answers: Answers, layout: Layout
) -> None:
    some = {document["ref"]: answers[document["ref"]] for document in enterprises[:FEW]}
    words = layout(fresh(tmp_path, layout), enterprises[:FEW])
    assert screened(tmp_path, *words) == (some, [])


def test_remote_folders_and_patterns_are_gone_through_too(
    tmp_path: Path,
    enterprises: list[Document],
    answers: Answers,
    capsys: pytest.CaptureFixture[str],
) -> None:
    some = {document["ref"]: answers[document["ref"]] for document in enterprises[:FEW]}
    home = tmp_path / "portfolio"
    (home / "items.csv" / "kind=enquiry").mkdir(parents=True)
    places = ("enterprises.csv", "items.csv/2026")
    for place, (_, heads, rows) in zip(places, layouts.tables_of(enterprises[:FEW]), strict=True):
        (home / place).mkdir()
        write_csv(home / place / "part-00000.csv", heads, rows[::2])
        write_csv(home / place / "part-00001.csv", heads, rows[1::2])
        for name in ("part-00002.csv", "_SUCCESS"):
            (home / place / name).touch()
    words = ["--enterprises", f"file://{home}/enterprises.csv", "--business"]
    assert screened(tmp_path, *words, f"file://{home}/items.csv") == (some, [])
    told = capsys.readouterr().err
    assert "empty files (0 bytes), treated as having no rows: 2" in told
    assert "metadata files without rows, such as _SUCCESS or .DS_Store, not read: 2" in told
    assert screened(tmp_path, *words, f"file://{home}/items.csv/*/*.csv") == (some, [])
    (home / "items.csv" / "kind=enquiry" / "0.csv").write_text("ref\nE-0\n", encoding="utf-8")
    found, _ = screened(tmp_path, *words, f"file://{home}/items.csv")
    assert found.keys() == some.keys()
    for name in ("_a.csv", "a.csv.gz", "a.xlsx"):
        (home / "items.csv" / name).touch()
    capsys.readouterr()
    for name in ("items.csv", "nowhere.csv", "n*.csv"):
        asked = ["screen", *words, f"file://{home}/{name}", "--engine", "spark", "--lang", "en"]
        assert run(asked) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 5
    assert "/items.csv/_a.csv: --business: found: a hidden file or folder" in told
    assert '/items.csv/a.csv.gz: --business: found: ".gz"; expected: an uncompressed file' in told
    assert '/items.csv/a.xlsx: --business: found: ".xlsx"; expected: a file on this machine' in told
    assert "FileNotFoundException" in told
    assert "/n*.csv: --business: the folder has no data files; check the path" in told


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_row_that_differs_from_its_folder(tmp_path: Path, suffix: str) -> None:
    home = tmp_path / "e" / "credit_level=advanced_certified" / "export_food_producer=maybe%20so"
    home.mkdir(parents=True)
    rows = pl.DataFrame({"ref": ["A", "B"], "credit_level": ["advanced_certified", "regular"]})
    path = home / f"0.{suffix}"
    rows.write_csv(path) if suffix == "csv" else rows.write_parquet(path)
    other = tmp_path / "e" / "credit_level=regular" / "export_food_producer=true" / f"0.{suffix}"
    other.parent.mkdir(parents=True)
    rows = pl.DataFrame({"ref": ["C"], "credit_level": ["regular"]})
    rows.write_csv(other) if suffix == "csv" else rows.write_parquet(other)
    found, rejects = screened(tmp_path, "--enterprises", str(tmp_path / "e"))
    assert ([*found], {reject["file"] for reject in rejects}) == (["C"], {str(path)})
    why = {reject["ref"]: reject["reason"] for reject in rejects}
    assert 'export_food_producer: found: "maybe so"; expected: true or false' in why["A"]
    assert "expected: the value of the folder credit_level=advanced_certified" in why["B"]


def rows_of(out: Path) -> list[Document]:
    """Return the rows of a file, or of a folder that Spark wrote, in a fixed order."""
    parts = sorted(out.glob("part-*")) if out.is_dir() else [out]
    lines = [line for part in parts for line in part.read_text(encoding="utf-8").splitlines()]
    return sorted(map(json.loads, lines), key=str)


def test_columns_are_read_and_kept_as_by_the_other_engines(tmp_path: Path) -> None:
    tables = []
    for engine in ("plain", "spark"):
        out = tmp_path / engine / "out.jsonl"
        out.parent.mkdir()
        words = [*as_crm(out.parent, []), *CRM_OPTIONS, "-o", str(out)]
        assert run(["screen", *words, "--engine", engine, "--max-rejects", "all"]) == 0
        rejects = [
            (row["ref"], row["line"], row["reason"])
            for row in rows_of(out.with_suffix(".rejects.jsonl"))
        ]
        tables.append((rows_of(out), rows_of(out.with_suffix(".deadlines.jsonl")), rejects))
    assert tables[0] == tables[1]
    assert all(tables[0])


def test_a_path_that_spark_takes_for_a_pattern_is_read_as_it_is(tmp_path: Path) -> None:
    level = "advanced_certified"
    names = ("data[1]", "data1", "a,b", "{x,y}", "e*", "f?", "g%20h", "k#l", "m:n")
    for number, name in enumerate(names):
        (tmp_path / name).mkdir()
        rows = f"ref,credit_level\n{number},{level if name == 'data[1]' else 'levell'}\n"
        (tmp_path / name / "e.csv").write_text(rows, encoding="utf-8")
    found, rejects = screened(tmp_path, "--enterprises", str(tmp_path / "data[1]" / "e.csv"))
    assert (len(found), rejects) == (1, [])
    _, rejects = screened(tmp_path, "--enterprises", str(tmp_path / "?*" / "e.csv"))
    assert {Path(reject["file"]).parent.name for reject in rejects} == {*names[1:]}


def test_a_link_to_a_file_that_spark_takes_for_hidden_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "_e.csv").write_text("ref\nA\n", encoding="utf-8")
    (tmp_path / "e.csv").symlink_to(tmp_path / "_e.csv")
    words = ["screen", "--enterprises", str(tmp_path / "e.csv"), "--engine", "spark"]
    assert run([*words, "--lang", "en"]) == 2
    assert 'e.csv: PORTFOLIO: found: "_e.csv"' in capsys.readouterr().err


def in_order(rows: list[Document]) -> list[Document]:
    return sorted(rows, key=str)


def test_spark_refuses_the_same_lines(tmp_path: Path, enterprises: list[Document]) -> None:
    """With their numbers, though Spark reads a file in blocks of which none knows the others."""
    chance = random.Random(6)
    texts = (json.dumps(one) for one in enterprises[:1500])
    lines = [mistaken(text, chance) if chance.random() < 0.7 else text for text in texts]
    text = "".join(f"{line}\n" for line in lines)
    (tmp_path / "p.jsonl").write_text(text, encoding="utf-8", newline="\n")
    (tmp_path / "plain").mkdir()
    expected = screenings.screened(tmp_path / "plain", str(tmp_path / "p.jsonl"))
    settings = session().conf
    settings.set("spark.sql.files.maxPartitionBytes", len(text) // 5)
    found, rejects = screened(tmp_path, str(tmp_path / "p.jsonl"))
    settings.unset("spark.sql.files.maxPartitionBytes")
    assert found == expected[0]
    assert in_order(rejects) == in_order(expected[1])


def test_spark_refuses_the_same_rows(tmp_path: Path) -> None:
    (tmp_path / "数据 一").mkdir()
    words = as_text(tmp_path / "数据 一")
    found, rejects = screened(tmp_path, *words)
    (tmp_path / "plain").mkdir()
    expected = screenings.screened(tmp_path / "plain", *words)
    assert found == expected[0]
    assert in_order(rejects) == in_order(expected[1])


def test_spark_counts_the_same_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = as_text(tmp_path)
    told = []
    for engine in ("plain", "spark"):
        assert run(["screen", *words, "--engine", engine, "--json"]) == 1
        document = json.loads(capsys.readouterr().out)
        counts = [document[name] for name in ("enterprises", "rows", "rejects")]
        reasons = [
            (
                reason["reason"],
                reason["count"],
                Path(reason["example"]["file"]).name,
                reason["example"]["line"],
                reason["example"]["ref"],
            )
            for reason in document["reasons"]
        ]
        told.append((counts, reasons))
    assert told[0] == told[1]


def test_spark_writes_nothing_if_no_enterprise_is_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "p.jsonl").write_text('{"ref": 1.5}\n{"name": 2}\n', encoding="utf-8")
    words = [str(tmp_path / "p.jsonl"), "-o", str(tmp_path / "out.csv"), "--engine", "spark"]
    assert run(["screen", *words, "--max-rejects", "all", "--lang", "en"]) == 2
    assert "no enterprise could be assessed: 2 of 2 rows" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["p.jsonl"]


def write_each(folder: Path, table: str, *tables: str) -> None:
    """Write a table in each encoding, as a file with refs of its own."""
    home = folder / table
    home.mkdir(parents=True)
    for number, (encode, _, characters) in enumerate(encoded.READ.values()):
        text = tables[number % len(tables)].format(n=number, characters=characters)
        (home / f"{number}.csv").write_bytes(encode(storable(text, characters)))


def storable(text: str, characters: str) -> str:
    """Return a text for an encoding that has some characters: GBK has no byte-order mark."""
    return text if "㐂" in characters else text.replace("\ufeff", "")


def test_spark_reads_the_same_rows_in_each_encoding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "ref,name,credit_level\n"
    commas = f"{header}甲{{n}},{{characters}},regular\n\ufeff乙{{n}},,高级\n{header}"
    write_each(tmp_path / "tables", "enterprises", commas, commas.replace(",", "\t"))
    write_each(tmp_path / "tables", "business", "ref,kind\n甲{n},enquiry\n丙{n},enquiry\n")
    (tmp_path / "lines").mkdir()
    for number, (encode, _, characters) in enumerate(encoded.READ.values()):
        named = {"ref": f"甲{number}", "enterprise": {"name": characters}}
        wrong = {"ref": f"乙{number}", "enterprise": {"name": 1, "credit_level": "高级"}}
        rows = (json.dumps(row, ensure_ascii=False) for row in (named, wrong))
        (tmp_path / "lines" / f"{number}.jsonl").write_bytes(
            encode(storable("\n\ufeff".join(rows), characters))
        )
    (tmp_path / "plain").mkdir()
    for portfolio, rows_refused in (("tables", 3), ("lines", 1)):
        expected = screenings.screened(tmp_path / "plain", str(tmp_path / portfolio))
        told = notes(capsys.readouterr().err)
        found, rejects = screened(tmp_path, str(tmp_path / portfolio))
        assert found == expected[0]
        assert len(found) == len(encoded.READ)
        assert len(rejects) == rows_refused * len(encoded.READ)
        assert in_order(rejects) == in_order(expected[1])
        assert notes(capsys.readouterr().err) == told
        assert told


def notes(err: str) -> list[str]:
    """Return the lines that say how files were read."""
    return [line for line in err.splitlines() if "read as" in line]


def test_long_rows_parquet_and_the_summary(
    tmp_path: Path, enterprises: list[Document], capsys: pytest.CaptureFixture[str]
) -> None:
    as_parquet(tmp_path, enterprises[:300])
    told = []
    for engine in ("spark", "polars"):
        out = tmp_path / f"{engine}.parquet"
        words = [
            "--enterprises",
            str(tmp_path / "owners.parquet"),
            "--business",
            str(tmp_path / "items"),
        ]
        how = ["--engine", engine, "-o", str(out), "--long", "--verdict", "undetermined", "--json"]
        assert run(["screen", *words, *how, "--on", str(screenings.ON)]) == 0
        rows = pl.read_parquet(out if out.is_file() else out / "*.parquet")
        told.append((capsys.readouterr().out, sorted(rows.cast(pl.String).rows())))
    assert told[0] == told[1]
    assert len(told[0][1]) > 300


def test_columns_of_the_wrong_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = pl.DataFrame({"ref": [True], "credit_level": [True], "roles": [1]})
    wrong.write_parquet(tmp_path / "e.parquet")
    words = ["--enterprises", str(tmp_path / "e.parquet"), "--engine", "spark"]
    assert run(["screen", *words, "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "ref: found: a column of type Boolean; expected: text" in told
    assert "credit_level: found: a column of type Boolean; expected: text" in told
    assert "roles: found: a column of type Int64; expected: lists of text" in told


def test_a_file_that_is_cut_off_leaves_what_was_there(
    tmp_path: Path, enterprises: list[Document], capsys: pytest.CaptureFixture[str]
) -> None:
    frames(enterprises[:100])[0].write_parquet(tmp_path / "e.parquet")
    whole = (tmp_path / "e.parquet").read_bytes()
    (tmp_path / "e.parquet").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "out.parquet").mkdir()
    words = ["--enterprises", str(tmp_path / "e.parquet"), "-o", str(tmp_path / "out.parquet")]
    assert run(["screen", *words, "--engine", "spark", "--lang", "en"]) == 2
    assert "error: --engine: found: " in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["e.parquet", "out.parquet"]


def test_under_spark_submit(aeo_process: Aeo, tmp_path: Path) -> None:
    script = tmp_path / "screen.py"  # as docs/performance.md has it
    script.write_text("import sys\nfrom aeo_cli.cli import run\nsys.exit(run(sys.argv[1:]))\n")
    submit = Path(sys.executable).parent / "spark-submit"
    few = ("--conf", "spark.sql.shuffle.partitions=2")
    launcher = (str(submit), "--master", "local[2]", *few, str(script))
    words = ("screen", str(ROOT / "examples" / "portfolio"), "--engine", "spark", "--json")
    java = {name: os.environ[name] for name in ("JAVA_HOME",) if name in os.environ}
    java["PYSPARK_PYTHON"] = sys.executable
    how = ("--on", "2026-03-02", "--max-rejects", "all")  # a row of the example is rejected
    done = aeo_process(*words, *how, launcher=launcher, **java)
    assert done.returncode == 0, done.stderr.decode()
    golden = ROOT / "tests" / "screening" / "goldens" / "screen-summary.json"
    told = done.stdout.replace(str(ROOT).encode(), "…".encode())
    assert told.startswith(golden.read_bytes())  # then what is told on standard error


def test_spark_tells_days_that_python_cannot_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = pl.Series([6_585_324, -800_000, None], dtype=pl.Int32).cast(pl.Date)
    moments = pl.Series([None, None, 2**62]).cast(pl.Datetime("us"))
    kinds = ["special_goods_approval"] * 2 + ["appointment_clearance"]
    items = {"ref": [*"ABC"], "kind": kinds, "accepted_on": days, "appointment_at": moments}
    portfolio = tmp_path / "portfolio"
    portfolio.mkdir()
    pl.DataFrame({"ref": [*"ABCD"]}).write_parquet(portfolio / "enterprises.parquet")
    pl.DataFrame(items).write_parquet(portfolio / "business.parquet")
    _, rejects = screened(tmp_path, str(portfolio))
    told = sorted(one["reason"] for one in rejects if "business" in one["file"])
    expected = "expected: between 2007-01-01 and 2099-12-31; hint: check the year"
    assert told == [
        f'accepted_on: found: "+20000-01-03"; {expected}',
        f'accepted_on: found: "-0221-09-04"; {expected}',
        f'appointment_at: found: "+148108-07-06T14:00:27"; {expected}',
    ]
    moment = pl.Series(["2026-03-07T22:00:00"]).str.to_datetime(time_unit="ns")
    nanoseconds = {"ref": ["A"], "kind": kinds[2:], "appointment_at": moment}
    pl.DataFrame(nanoseconds).write_parquet(portfolio / "business.parquet")
    assert run(["screen", str(portfolio), "--engine", "spark", "--lang", "en"]) == 2
    assert "hint: export timestamps in microseconds" in capsys.readouterr().err


STOPPED = """
import sys
from aeo_cli.__main__ import main
from aeo_cli.screening.spark import write
def save(frame, name, form):
    if name.endswith("rejects.csv"):
        many = frame.sparkSession.range(10**15, numPartitions=100)
        many.selectExpr("hash(id) AS a").filter("a > 0").write.csv(name)
    saved(frame, name, form)
saved, write._save = write._save, save
sys.exit(main())
"""
"""The third of three outputs takes for ever."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=str)
def test_a_signal_ends_spark_and_leaves_nothing_behind(
    number: signal.Signals, tmp_path: Path
) -> None:
    """To the tool alone, as by `kill`; its tasks would write on, and its driver outlive it."""
    (tmp_path / "tmp").mkdir()
    (tmp_path / "v.csv").mkdir()
    words = ("screen", str(ROOT / "examples" / "portfolio"), "-o", "v.csv", "--engine", "spark")
    places = {"TMPDIR": str(tmp_path / "tmp"), "SPARK_LOCAL_DIRS": str(tmp_path / "tmp")}
    with (tmp_path / "err").open("w+b") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", STOPPED, *words],
            stdout=errors,
            stderr=errors,
            cwd=tmp_path,
            env={**os.environ, **places},
            preexec_fn=lambda: [signal.signal(each, signal.SIG_DFL) for each in SIGNALS],  # noqa: PLW1509
        )
        while not list(tmp_path.glob(".aeo-*/v.rejects.csv/_temporary/*/*/*/part-*")):
            assert process.poll() is None
            time.sleep(0.01)
        errors.truncate(0)  # what Spark says when it begins
        process.send_signal(number)
        assert process.wait() == 128 + number
        errors.seek(0)
        assert errors.read().strip(b"\0") == b""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["err", "tmp", "v.csv"]
    assert not list((tmp_path / "tmp").iterdir())
    assert not list((tmp_path / "v.csv").iterdir())
