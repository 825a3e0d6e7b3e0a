"""Screening: every engine says what `aeo check` says, and refuses what that would."""

import importlib.util
import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import jsonschema
import polars as pl
import pytest

from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import run
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.syntax import parse
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.conditions import ALWAYS
from aeo_cli.screening.polars import engine as polars_engine
from tests.conftest import ROOT, Aeo, Golden, Prints
from tests.screening import portfolios as screenings
from tests.screening.portfolios import Answers, Document, columns, screened, tables, write_csv
from tests.screening.writers import ITEMS, OWNERS, as_csv, as_lines, as_parquet, as_text, mistaken

COUNT = 800
"""So many enterprises hold each verdict on each provision, and every sort of deadline."""
ENGINES = ("plain", "polars")


@pytest.fixture(scope="module")
def enterprises() -> list[Document]:
    return screenings.enterprises(load_catalogue(), COUNT, seed=1)


@pytest.fixture(scope="module")
def answers(enterprises: list[Document]) -> Answers:
    return screenings.checked(load_catalogue(), enterprises)


def test_the_portfolio_holds_every_verdict_and_every_sort_of_deadline(answers: Answers) -> None:
    catalogue = load_catalogue()
    verdicts = {pair for one, _ in answers.values() for pair in one.items()}
    expected = {
        (provision.id, verdict.value)
        for _, provision in catalogue.provisions()
        for verdict in Verdict
        if not (verdict is Verdict.DORMANT and provision.kind is None)
        and not (verdict is Verdict.NOT_APPLICABLE and provision.entitled == ALWAYS)
        and not (
            verdict is Verdict.UNDETERMINED and provision.entitled == provision.triggered == ALWAYS
        )
    }
    assert verdicts == expected
    deadlines = Counter((row[1], row[8]) for _, rows in answers.values() for row in rows)
    clocks = {provision.id for _, provision in catalogue.provisions() if provision.runs_from}
    assert all(deadlines[id_, provisional] > 10 for id_ in clocks for provisional in (False, True))


@pytest.mark.parametrize(
    ("engine", "write"),
    [
        *((engine, write) for engine in ENGINES for write in (as_lines, as_csv)),
        ("polars", as_parquet),
    ],
)
def test_every_engine_says_what_check_says(
    tmp_path: Path,
    enterprises: list[Document],
    answers: Answers,
    engine: str,
    write: Callable[[Path, list[Document]], list[str]],
) -> None:
    found, rejects = screened(tmp_path, *write(tmp_path, enterprises), "--engine", engine)
    assert found == answers
    assert not rejects


@pytest.mark.parametrize("engine", ENGINES)
def test_neither_order_nor_files_matter(
    tmp_path: Path, enterprises: list[Document], answers: Answers, engine: str
) -> None:
    chance, home = random.Random(2), tmp_path / "tables"
    for name, heads, rows in zip(
        ("enterprises", "business"), columns(load_catalogue()), tables(enterprises), strict=True
    ):
        chance.shuffle(rows)
        (home / name).mkdir(parents=True)
        for number in range(3):
            chance.shuffle(heads)
            write_csv(home / name / f"{number}.csv", heads, rows[number::3])
    found, rejects = screened(tmp_path, str(home), "--engine", engine)
    assert found == answers
    assert not rejects
    shuffled = chance.sample(enterprises, COUNT)
    (tmp_path / "lines").mkdir()
    for number in range(3):
        screenings.write_lines(tmp_path / "lines" / f"{number}.jsonl", shuffled[number::3])
    assert screened(tmp_path, str(tmp_path / "lines"), "--engine", engine) == (answers, [])


@pytest.mark.parametrize("write", [as_lines, as_csv, as_parquet])
def test_partitions_on_the_disk_change_nothing(
    tmp_path: Path,
    enterprises: list[Document],
    answers: Answers,
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[Path, list[Document]], list[str]],
) -> None:
    monkeypatch.setattr(polars_engine, "parts", lambda _: 7)
    found, rejects = screened(tmp_path, *write(tmp_path, enterprises), "--engine", "polars")
    assert found == answers
    assert not rejects


# ── What is refused ─────────────────────────────────────────────────────────────────────────────


OURS = ("expected: a ref, by which", "expected: a ref that no other")
"""What a portfolio needs that a profile alone does not."""


def refused(text: str, catalogue: Catalogue) -> bool:
    """Say whether `aeo check` would refuse a profile."""
    try:
        read_profile(parse(text), catalogue)
    except InputError:
        return True
    return not text.lstrip("\ufeff \t").startswith("{")


@pytest.fixture(scope="module")
def lines() -> list[str]:
    chance = random.Random(3)
    documents = screenings.enterprises(load_catalogue(), 2 * COUNT, seed=3)
    every = (json.dumps(one, ensure_ascii=chance.random() < 0.2) for one in documents)
    return [mistaken(text, chance) if chance.random() < 0.8 else text for text in every]


def test_what_check_would_refuse_is_refused_and_nothing_else(
    tmp_path: Path, catalogue: Catalogue, lines: list[str]
) -> None:
    text = "".join(f"{line}\n" for line in lines)
    (tmp_path / "p.jsonl").write_text(text, encoding="utf-8", errors="surrogatepass", newline="\n")
    _, rejects = screened(tmp_path, str(tmp_path / "p.jsonl"), "--engine", "plain")
    found = {reject["line"]: reject["reason"] for reject in rejects}
    for number, line in enumerate(lines, 1):
        reason = found.get(number, "")
        by_check = refused(line, catalogue)
        ours = " | " not in reason and any(words in reason for words in OURS)
        assert by_check == (bool(reason) and not ours), (number, line, reason)
    assert len({reason.partition(":")[0] for reason in found.values()}) > 20


def test_the_engines_write_the_same_bytes(tmp_path: Path, lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    (tmp_path / "p.jsonl").write_text(text, encoding="utf-8", newline="\n")
    for suffix in ("jsonl", "csv"):
        written = []
        for engine in ENGINES:
            out = tmp_path / f"{engine}.{suffix}"
            words = [str(tmp_path / "p.jsonl"), "-o", str(out), "--engine", engine]
            assert run(["screen", *words, "--lang", "en"]) == 0
            names = (
                out,
                *(out.with_suffix(f".{one}.{suffix}") for one in ("deadlines", "rejects")),
            )
            written.append([name.read_bytes() for name in names])
        assert written[0] == written[1]
        assert all(len(content) > 1000 for content in written[0])


def test_evidence_that_has_ended_counts_no_more(tmp_path: Path) -> None:
    level = {"ref": "A", "enterprise": {"credit_level": "advanced_certified"}}
    documents = [
        {**level, "evidence": {"enterprise.credit_level": {"valid_until": "2026-03-01"}}},
        {
            **level,
            "ref": "B",
            "evidence": {"enterprise.credit_level": {"valid_until": "2026-03-02"}},
        },
    ]
    screenings.write_lines(tmp_path / "p.jsonl", documents)
    for engine in ENGINES:
        found, _ = screened(tmp_path, str(tmp_path / "p.jsonl"), "--engine", engine)
        assert [found[ref][0]["28"] for ref in "AB"] == ["undetermined", "applies"]


@pytest.mark.parametrize("engine", ENGINES)
def test_mistakes_in_tables(tmp_path: Path, engine: str, golden: Golden) -> None:
    for lang in ("en", "zh"):
        out = tmp_path / "out.csv"
        words = [*as_text(tmp_path), "-o", str(out), "--engine", engine, "--lang", lang]
        assert run(["screen", *words, "--on", "2026-03-02"]) == 0
        files = (out, *(out.with_suffix(f".{one}.csv") for one in ("deadlines", "rejects")))
        told = "".join(f"== {file.name}\n{file.read_text(encoding='utf-8-sig')}" for file in files)
        golden(f"screen-tables.{lang}.txt", told.replace(str(tmp_path), "…").replace("\r\n", "\n"))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_in_gbk_is_read_with_a_note(
    tmp_path: Path, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = screened(tmp_path, *as_text(tmp_path), "--engine", engine)
    capsys.readouterr()
    folder = tmp_path / "gbk"
    folder.mkdir()
    found, rejects = screened(folder, *as_text(folder, encoding="gbk"), "--engine", engine)
    assert found == plain[0]
    assert [one["reason"] for one in rejects] == [
        one["reason"].replace(str(tmp_path), str(folder)) for one in plain[1]
    ]
    assert capsys.readouterr().err.count("not UTF-8; read as GBK") == 2


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_small_and_what_is_large(tmp_path: Path, engine: str) -> None:
    (tmp_path / "none.jsonl").touch()
    assert screened(tmp_path, str(tmp_path / "none.jsonl"), "--engine", engine) == ({}, [])
    heads = OWNERS.partition("\n")[0], ITEMS.partition("\n")[0]
    assert screened(tmp_path, *as_text(tmp_path, *heads), "--engine", engine) == ({}, [])
    item = {"kind": "special_goods_approval", "special_circumstances": False}
    many = [{**item, "id": str(n), "accepted_on": "2026-03-02"} for n in range(10_000)]
    level = {"credit_level": "advanced_certified"}
    one = {"ref": "A", "enterprise": level, "readings": {}, "business": many}
    for write in (as_lines, as_csv):
        found, rejects = screened(
            tmp_path, *write(_fresh(tmp_path, write), [one]), "--engine", engine
        )
        assert not rejects
        assert found["A"][0]["25b"] == "applies"
        assert len(found["A"][1]) == len({one[0] for one in found["A"][1]}) == 10_000
        assert {(one[4], one[5]) for one in found["A"][1]} == {("2026-03-30", "2026-03-09")}


def _fresh(folder: Path, write: Callable[..., list[str]]) -> Path:
    found = folder / write.__name__
    found.mkdir()
    return found


def test_enterprises_alone_have_no_business(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text(
        "ref,credit_level\nA,advanced_certified\n", encoding="utf-8-sig"
    )
    for engine in ENGINES:
        words = ["--enterprises", str(tmp_path / "e.csv"), "--engine", engine]
        found, rejects = screened(tmp_path, *words)
        assert not rejects
        assert (found["A"][0]["28"], found["A"][0]["25b"]) == ("applies", "dormant")


# ── What cannot be screened at all ──────────────────────────────────────────────────────────────


def complaint(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(["screen", *words, "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert not told.out
    return told.err


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("owners", "found"),
    [
        (
            "ref,credit_levle\n",
            'header: found: "credit_levle"; expected: a known column; hint: did',
        ),
        ("ref,enterprise.roles\n", "hint: did you mean roles"),
        ("name\n", "found: no such column; expected: the column ref"),
        ("", "header: found: nothing; expected: the column ref"),
        ("ref,name,name\n", 'found: "name"; expected: each column once'),
    ],
)
def test_a_table_with_other_columns_is_no_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], owners: str, found: str, engine: str
) -> None:
    assert found in complaint(capsys, *as_text(tmp_path, owners), "--engine", engine)


def test_columns_of_the_wrong_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = pl.DataFrame(
        {"ref": [1], "credit_level": [True], "roles": ["other"], "export_food_producer": [1.0]}
    )
    wrong.write_parquet(tmp_path / "e.parquet")
    told = complaint(capsys, "--enterprises", str(tmp_path / "e.parquet"))
    assert "ref: found: a column of the type Int64; expected: text" in told
    assert "credit_level: found: a column of the type Boolean; expected: text" in told
    assert "roles: found: a column of the type String; expected: lists of text" in told
    assert "export_food_producer: found: a column of the type Float64; expected: booleans" in told


def test_values_of_columns_that_check_would_refuse(tmp_path: Path) -> None:
    owners = pl.DataFrame({"ref": ["A", "B", "C", None], "roles": [["x"], [None], [], []]})
    items = pl.DataFrame(
        {
            "ref": ["C", "C", "C"],
            "kind": ["verification", "special_goods_approval", "appointment_clearance"],
            "concurrent_instructions": [-1, None, 3],
            "accepted_on": pl.Series(["2026-02-30", "2026-03-02", None]),
            "appointment_at": pl.Series([None, None, "2106-01-01"]).str.to_datetime(
                "%Y-%m-%d", time_unit="ns"
            ),
        }
    )
    owners.write_parquet(tmp_path / "e.parquet")
    items.write_parquet(tmp_path / "b.parquet")
    words = [
        "--enterprises",
        str(tmp_path / "e.parquet"),
        "--business",
        str(tmp_path / "b.parquet"),
    ]
    found, rejects = screened(tmp_path, *words)
    assert not found
    assert [(Path(one["file"]).name, one["line"], one["ref"]) for one in rejects] == [
        *(
            ("e.parquet", 1, "A"),
            ("e.parquet", 2, "B"),
            ("e.parquet", 3, "C"),
            ("e.parquet", 4, None),
        ),
        *(("b.parquet", 1, "C"), ("b.parquet", 3, "C")),
    ]
    assert "b.parquet line 1" in rejects[2]["reason"]
    assert "concurrent_instructions: found: -1" in rejects[4]["reason"]


def test_moments_with_a_time_zone_are_converted(tmp_path: Path) -> None:
    owners = pl.DataFrame({"ref": ["A"], "credit_level": ["advanced_certified"]})
    moment = pl.Series(["2026-03-07T14:00:00.5"]).str.to_datetime(time_unit="ms", time_zone="UTC")
    items = {"ref": ["A"], "kind": ["appointment_clearance"], "outside_office_hours": [True]}
    owners.write_parquet(tmp_path / "enterprises.parquet")
    pl.DataFrame({**items, "appointment_at": moment}).write_parquet(tmp_path / "business.parquet")
    found, _ = screened(tmp_path, str(tmp_path))
    assert found["A"][1][0][3:6] == (
        "2026-03-07T22:00:00.500000+08:00",
        "2026-03-06T22:00:00.500000+08:00",
        "2026-03-07T14:00:00.500000+08:00",
    )


def test_a_file_that_is_cut_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pl.DataFrame({"ref": [str(n) for n in range(10_000)]}).write_parquet(tmp_path / "whole.parquet")
    content = (tmp_path / "whole.parquet").read_bytes()
    for size in (0, 3, len(content) // 2, len(content) - 1):
        (tmp_path / "e.parquet").write_bytes(content[:size])
        out = tmp_path / "out.parquet"
        told = complaint(capsys, "--enterprises", str(tmp_path / "e.parquet"), "-o", str(out))
        assert "e.parquet: found: " in told
        assert "expected: a whole file of parquet" in told
        assert sorted(one.name for one in tmp_path.iterdir()) == ["e.parquet", "whole.parquet"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_a_disk_that_fills_leaves_what_was_there(
    tmp_path: Path, enterprises: list[Document], aeo_process: Aeo, engine: str, suffix: str
) -> None:
    if suffix == "parquet" and engine == "plain":
        return  # which writes no Parquet
    as_lines(tmp_path, enterprises)
    names = [f"out{one}.{suffix}" for one in ("", ".deadlines", ".rejects")]
    for name in names:
        (tmp_path / name).write_text("old", encoding="utf-8")
    full = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000));"
        "from aeo_cli.__main__ import main; sys.exit(main())"
    )
    launcher = (sys.executable, "-c", full)
    words = ("screen", "p.jsonl", "-o", f"out.{suffix}", "--engine", engine, "--lang", "en")
    done = aeo_process(*words, launcher=launcher)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"error: -o: found: " in done.stderr
    assert all((tmp_path / name).read_text(encoding="utf-8") == "old" for name in names)
    assert len([*tmp_path.iterdir()]) == 4


# ── The command ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def portfolio(tmp_path: Path) -> str:
    return as_text(tmp_path)[0]


EXAMPLE = ("screen", str(ROOT / "examples" / "portfolio"), "--on", "2026-03-02")


@pytest.mark.parametrize(("lang", "columns"), [("en", 80), ("zh", 80), ("en", 44)])
def test_the_summary(aeo: Aeo, golden: Golden, lang: str, columns: int) -> None:
    done = aeo(*EXAMPLE, "--lang", lang, COLUMNS=str(columns))
    golden(f"screen-summary-{columns}.{lang}.txt", done.stdout.decode())
    told = {"en": "rows refused: 2 (-o writes them", "zh": "未接受 2 行，用 -o 写出结果时"}
    assert done.stderr.decode().startswith(told[lang])


@pytest.mark.parametrize("engine", ENGINES)
def test_the_summary_as_json(aeo: Aeo, golden: Golden, engine: str) -> None:
    done = aeo(*EXAMPLE, "--json", "--engine", engine)
    golden("screen-summary.json", done.stdout.decode())
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
        assert run([*words, "-o", str(wide)]) == 0
        assert run([*words, "-o", str(long), "--long", "--verdict", "applies"]) == 0
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
        words = write(_fresh(tmp_path, write), enterprises[:20])
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
    assert "did you mean advanced_certified" in complaint(capsys, portfolio, "--explain", "B")
    assert "a ref that no other enterprise has" in complaint(capsys, portfolio, "--explain", "C")
    assert "more cells, or fewer" in complaint(capsys, portfolio, "--explain", "E")
    assert "business[1].id: found" in complaint(capsys, portfolio, "--explain", "H")


def test_rejects_can_be_a_failure(portfolio: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["screen", portfolio, "--lang", "en", "-q"]
    assert run(words) == 0
    assert run([*words, "--fail-on", "rejects"]) == 1
    assert capsys.readouterr().err.count("rows refused: 16 (-o writes them too") == 2


def test_a_portfolio_through_a_pipe(aeo: Aeo, tmp_path: Path, enterprises: list[Document]) -> None:
    as_lines(tmp_path, enterprises[:10])
    content = (tmp_path / "p.jsonl").read_bytes()
    done = aeo("screen", "-", "--json", stdin=content)
    assert done.returncode == 0
    assert json.loads(done.stdout)["enterprises"] == 10
    assert done.stderr == b""


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


# ── What readers of this code found ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("end", ["\r\r\n", "\r\n", "\n"])
def test_no_line_end_hides_a_column(tmp_path: Path, engine: str, end: str) -> None:
    text = end.join(("ref,credit_level", "A,advanced_certified", "B,nonsense", ""))
    (tmp_path / "e.csv").write_text(text, encoding="utf-8", newline="")
    words = ["--enterprises", str(tmp_path / "e.csv"), "--engine", engine]
    found, rejects = screened(tmp_path, *words)
    assert [*found] == ["A"]
    assert found["A"][0]["28"] == "applies"
    assert [one["ref"] for one in rejects] == ["B"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("row", ['A,"甲公司\nB,x', 'A,"甲"公司'])
def test_a_quote_that_is_not_closed_hides_no_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str, row: str
) -> None:
    (tmp_path / "e.csv").write_text(f"ref,name\n{row}\nC,y\n", encoding="utf-8")
    told = complaint(capsys, "--enterprises", str(tmp_path / "e.csv"), "--engine", engine)
    assert "expected: valid CSV" in told


def test_what_no_calendar_and_no_number_holds(tmp_path: Path) -> None:
    huge = pl.Series([2**63, 3, None, None, None], dtype=pl.UInt64)
    days = pl.Series([None, None, 4_000_000, None, None], dtype=pl.Int32).cast(pl.Date)
    far = pl.Series([None, None, None, 2**62, -(2**62)]).cast(pl.Datetime("ms", "UTC"))
    kinds = ["verification"] * 2 + ["special_goods_approval"] + ["appointment_clearance"] * 2
    items = {"kind": pl.Series(kinds), "concurrent_instructions": huge, "accepted_on": days}
    refs = pl.DataFrame({"ref": [*"ABCDE"], "credit_level": ["advanced_certified"] * 5})
    refs.write_parquet(tmp_path / "enterprises.parquet")
    business = refs.select("ref").with_columns(**items, appointment_at=far)
    business.write_parquet(tmp_path / "business.parquet")
    found, rejects = screened(tmp_path, str(tmp_path))
    assert {ref: answer[0]["16a"] for ref, answer in found.items()} == dict.fromkeys(
        "AB", "applies"
    )
    assert [one["ref"] for one in rejects] == [*"CDECDE"]


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_overwritten_by_what_stands_beside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    document = {"ref": "A", "enterprise": {}}
    screenings.write_lines(tmp_path / "z.rejects.jsonl", [document])
    old = (tmp_path / "z.rejects.jsonl").read_bytes()
    given = (str(tmp_path / "z.rejects.jsonl"), "--engine", engine)
    told = complaint(capsys, *given, "-o", str(tmp_path / "z.jsonl"))
    assert "the same file as the one that is read" in told
    assert (tmp_path / "z.rejects.jsonl").read_bytes() == old
    (tmp_path / "y.csv").write_text("old", encoding="utf-8")
    (tmp_path / "y.rejects.csv").mkdir()
    assert "found: a folder" in complaint(capsys, *given, "-o", str(tmp_path / "y.csv"))
    assert (tmp_path / "y.csv").read_text(encoding="utf-8") == "old"


def test_an_empty_or_misspelt_table_is_no_empty_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "enterprises.csv").write_text("ref\nA\n", encoding="utf-8")
    one = ("--enterprises", str(tmp_path / "enterprises.csv"))
    assert "found: nothing" in complaint(capsys, "--enterprises", str(tmp_path / "empty"))
    assert "found: nothing" in complaint(capsys, *one, "--business", str(tmp_path / "empty"))
    assert "found: nothing" in complaint(capsys, "--enterprises", str(tmp_path / "emp*"))
    assert 'found: ""' in complaint(capsys, "")
    assert "missing.parquet: found: no such file" in complaint(
        capsys, "--enterprises", str(tmp_path / "missing.parquet")
    )
    assert run(["screen", str(tmp_path), "--lang", "en", "-o", str(tmp_path / "o.jsonl")]) == 0
    assert "there is no table business: nothing counts as pending" in capsys.readouterr().err
    (tmp_path / "buisness.csv").write_text("ref,kind\n", encoding="utf-8")
    assert "hint: did you mean business?" in complaint(capsys, str(tmp_path))


def test_a_link_is_followed(tmp_path: Path, enterprises: list[Document]) -> None:
    as_lines(tmp_path, enterprises[:3])
    (tmp_path / "real").mkdir()
    (tmp_path / "out.csv").symlink_to(tmp_path / "real" / "verdicts.csv")
    for engine in ENGINES:
        words = ["screen", str(tmp_path / "p.jsonl"), "-o", str(tmp_path / "out.csv")]
        assert run([*words, "--engine", engine]) == 0
        assert (tmp_path / "out.csv").is_symlink()
        assert "E-0" in (tmp_path / "real" / "verdicts.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("library", "words", "extra"),
    [
        ("polars", ("-o", "out.parquet"), "screen"),
        ("narwhals", ("--engine", "polars"), "screen"),
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
    there = {"narwhals", "polars", "pyspark"} - {library}

    def found(name: str) -> object:
        return name in there or None if name in {*there, library} else real(name)

    monkeypatch.setattr(importlib.util, "find_spec", found)
    told = complaint(capsys, portfolio, *words)
    assert "is not installed; expected: what screening in columns needs; hint: install it:" in told
    assert f'pip install "aeo-cli[{extra}]"' in told
