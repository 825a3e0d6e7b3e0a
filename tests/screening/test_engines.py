"""Every engine says what `aeo check` says, and all write the same bytes."""

import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import run
from aeo_cli.rules.conditions import ALWAYS
from aeo_cli.screening.polars import engine as polars_engine
from aeo_cli.screening.polars.spill import MEMORY_PARTITIONS
from tests.conftest import Aeo
from tests.screening import portfolios as screenings
from tests.screening.conftest import COUNT, ENGINES, complaint, fresh
from tests.screening.differing_kinds import Portfolio
from tests.screening.portfolios import Answers, Document, columns, screened, tables, write_csv
from tests.screening.writers import ITEMS, OWNERS, as_csv, as_lines, as_parquet, as_text


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


@pytest.mark.parametrize(
    ("engine", "write"),
    [
        *(
            (engine, write)
            for engine in ENGINES
            for write in (Portfolio.as_lines, Portfolio.as_csv)
        ),
        ("polars", Portfolio.as_parquet),
    ],
)
def test_kinds_may_give_one_name_to_facts_of_two_types(
    engine: str, write: Callable[[Portfolio], list[str]], tmp_path: Path
) -> None:
    portfolio = Portfolio(tmp_path)
    found, rejects = screened(tmp_path, *write(portfolio), "--engine", engine)
    assert rejects == []
    assert found == portfolio.answers
    assert {len(deadlines) > 0 for _, deadlines in found.values()} == {True, False}


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


@pytest.mark.parametrize("count", [MEMORY_PARTITIONS, 7])
@pytest.mark.parametrize("write", [as_lines, as_csv, as_parquet])
def test_partitions_in_memory_or_on_the_disk_change_nothing(  # noqa: PLR0913, PLR0917
    tmp_path: Path,
    enterprises: list[Document],
    answers: Answers,
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[Path, list[Document]], list[str]],
    count: int,
) -> None:
    monkeypatch.setattr(polars_engine, "partition_count", lambda _: count)
    found, rejects = screened(tmp_path, *write(tmp_path, enterprises), "--engine", "polars")
    assert found == answers
    assert not rejects


def test_the_engines_write_the_same_bytes(tmp_path: Path, lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    (tmp_path / "p.jsonl").write_text(text, encoding="utf-8", newline="\n")
    for suffix in ("jsonl", "csv"):
        written = []
        for engine in ENGINES:
            out = tmp_path / f"{engine}.{suffix}"
            words = [str(tmp_path / "p.jsonl"), "-o", str(out), "--engine", engine]
            assert run(["screen", *words, "--lang", "en"]) == 1
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
def test_what_is_small_and_what_is_large(
    tmp_path: Path, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "none.jsonl").touch()
    message = complaint(capsys, str(tmp_path / "none.jsonl"), "--engine", engine)
    assert "none.jsonl: found: nothing" in message
    (tmp_path / "none.jsonl").write_text("\n \n", encoding="utf-8")
    heads = OWNERS.partition("\n")[0], ITEMS.partition("\n")[0]
    for words in ([str(tmp_path / "none.jsonl")], as_text(tmp_path, *heads)):
        assert "no enterprises found" in complaint(capsys, *words, "--engine", engine)
    item = {"kind": "special_goods_approval", "special_circumstances": False}
    many = [{**item, "id": str(n), "accepted_on": "2026-03-02"} for n in range(10_000)]
    level = {"credit_level": "advanced_certified"}
    one = {"ref": "A", "enterprise": level, "readings": {}, "business": many}
    for write in (as_lines, as_csv):
        found, rejects = screened(
            tmp_path, *write(fresh(tmp_path, write), [one]), "--engine", engine
        )
        assert not rejects
        assert found["A"][0]["25b"] == "applies"
        assert len(found["A"][1]) == len({one[0] for one in found["A"][1]}) == 10_000
        assert {(one[4], one[5]) for one in found["A"][1]} == {("2026-03-30", "2026-03-09")}


def test_enterprises_alone_have_no_business(tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text(
        "ref,credit_level\nA,advanced_certified\n", encoding="utf-8-sig"
    )
    for engine in ENGINES:
        words = ["--enterprises", str(tmp_path / "e.csv"), "--engine", engine]
        found, rejects = screened(tmp_path, *words)
        assert not rejects
        assert (found["A"][0]["28"], found["A"][0]["25b"]) == ("applies", "dormant")


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
    assert b"error: -o: cannot be written: " in done.stderr
    assert all((tmp_path / name).read_text(encoding="utf-8") == "old" for name in names)
    assert len([*tmp_path.iterdir()]) == 4
