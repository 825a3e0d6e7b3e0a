"""How many rows may be rejected, the exit status if more are, and the reasons that are told."""

import json
from pathlib import Path

import pytest

from aeo_cli.cli import run
from tests.screening.conftest import ENGINES, complaint

HEAD = "ref,credit_level,in_comprehensive_bonded_zone"
ROWS = [
    *("A,advanced_certified,true", "B,gold,true", "C,silver,maybe", "D,,never"),
    *("E,regular,false", "F,bronze,false", "G,,", "H,,", "I,,", "J,,"),
]
"""Ten rows, four of which are rejected: three for their level, two for their zone."""
LEVELS = (
    "one of: advanced_certified (advanced certified enterprise), certified (certified enterprise), "
    "regular (regular enterprise), dishonest (dishonest enterprise), "
    "seriously_dishonest (seriously dishonest enterprise)"
)


@pytest.fixture
def clients(tmp_path: Path) -> str:
    (tmp_path / "clients.csv").write_text("\n".join([HEAD, *ROWS]), encoding="utf-8")
    return str(tmp_path / "clients.csv")


@pytest.mark.parametrize(
    ("limit", "status"),
    [
        *((None, 1), ("0", 1), ("3", 1), ("4", 0), ("１０", 0), ("all", 0), (" ALL ", 0)),
        *(("0%", 1), ("39.99%", 1), ("40%", 0), ("40 %", 0), ("40％", 0), ("100%", 0)),
    ],
)
def test_rejected_rows_fail_unless_they_are_allowed(
    clients: str, tmp_path: Path, limit: str | None, status: int
) -> None:
    words = ["screen", "--enterprises", clients, "-o", str(tmp_path / "out.csv")]
    assert run([*words, *(["--max-rejects", limit] if limit else [])]) == status
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").count("\n") == 7
    assert (tmp_path / "out.rejects.csv").exists()


@pytest.mark.parametrize("limit", ["", "-1", "1.5", "101%", "%", "1e3", "some", "all%", "9" * 19])
def test_a_limit_is_a_number_of_rows_a_percentage_or_all(
    clients: str, limit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = complaint(capsys, "--enterprises", clients, "--max-rejects", limit)
    assert told.startswith(f'error: --max-rejects: found: "{limit}"; expected: a number of rows')


@pytest.mark.parametrize("engine", ENGINES)
def test_the_most_frequent_reason_is_told_first_with_its_first_row(
    clients: str, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["screen", "--enterprises", clients, "--lang", "en", "-q", "--json"]
    assert run([*words, "--engine", engine]) == 1
    told = capsys.readouterr()
    assert told.err == (
        "rows rejected: 4 of 10; use -o to write them, each with its reason\n"
        f'  {clients}:3: credit_level: found: "gold"; expected: {LEVELS} (3 rows)\n'
        f"  {clients}:4: in_comprehensive_bonded_zone: "
        'found: "maybe"; expected: true or false (2 rows)\n'
    )
    document = json.loads(told.out)
    assert (document["enterprises"], document["rows"], document["rejects"]) == (6, 10, 4)
    first, second = document["reasons"]
    assert first["reason"]["en"] == f"credit_level: expected: {LEVELS}"
    assert (first["count"], second["count"]) == (3, 2)
    assert second["example"] == {
        "file": clients,
        "line": 4,
        "ref": "C",
        "problem": {
            "zh": 'in_comprehensive_bonded_zone: 实际："maybe"；应为：true（是）或 false（否）',
            "en": 'in_comprehensive_bonded_zone: found: "maybe"; expected: true or false',
        },
    }


def test_what_is_allowed_is_a_note_which_can_be_silenced(
    clients: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["screen", "--enterprises", clients, "--lang", "en", "--max-rejects", "all"]
    assert run(words) == 0
    assert "rows rejected: 4 of 10" in capsys.readouterr().err
    assert run([*words, "-q"]) == 0
    assert not capsys.readouterr().err


@pytest.mark.parametrize("engine", ENGINES)
def test_a_thousand_values_are_one_reason_and_five_reasons_are_told(
    engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [{"ref": f"R{n}", "enterprise": {"roles": ["x"] * (n % 3 + 1)}} for n in range(1000)]
    keys = [{"ref": f"K{n}", "enterprise": {f"key_{n}": 1}} for n in range(5)]
    items = [{"kind": "enquiry"}] * 9 + [{"kind": "no such"}]
    item = {"ref": "I", "enterprise": {}, "business": items}
    rows = [*wrong, *keys, item, {"ref": "Z", "enterprise": {}}]
    text = "\n".join(json.dumps(row) for row in rows)
    (tmp_path / "p.jsonl").write_text(text, encoding="utf-8")
    words = ["screen", str(tmp_path / "p.jsonl"), "--engine", engine, "--lang", "en", "--json"]
    assert run(words) == 1
    told = capsys.readouterr()
    lines = told.err.splitlines()
    assert lines[0].startswith("rows rejected: 1,006 of 1,007")
    assert "p.jsonl:1: enterprise.roles[0]" in lines[1]
    assert lines[1].endswith("(1,000 rows)")
    assert len(lines) == 1 + 5 + 1
    assert lines[-1] == "  …"
    reasons = [reason["reason"]["en"] for reason in json.loads(told.out)["reasons"]]
    assert reasons[0].startswith("enterprise.roles[…]: ")
    assert reasons[-1].startswith("business[…].kind: ")


@pytest.mark.parametrize("engine", ENGINES)
def test_if_no_row_is_accepted_nothing_is_written(
    engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"R{n},gold{n}," for n in range(20)]
    (tmp_path / "all.csv").write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    (tmp_path / "out.csv").write_text("old", encoding="utf-8")
    words = ["--enterprises", str(tmp_path / "all.csv"), "--engine", engine, "--json"]
    for more in (["-o", str(tmp_path / "out.csv")], [], ["--max-rejects", "all"]):
        first, second = complaint(capsys, *words, "-q", *more).splitlines()
        assert first.startswith(
            "error: PORTFOLIO: no enterprise could be assessed: 20 of 20 rows were rejected"
        )
        assert second.startswith(f"error: {tmp_path / 'all.csv'}:2: credit_level: found: ")
        assert second.endswith("(20 rows)")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.csv", "out.csv"]
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "old"


def test_values_that_look_like_other_texts_are_no_reasons_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = [" | ref: found: nothing", "{count}", 'a"b"c', "1 2 3", "=1+1", "\x1b[31m"]
    rows = [{"ref": f"R{n}", "enterprise": {"credit_level": one}} for n, one in enumerate(values)]
    rows.append({"ref": "Z", "enterprise": {}})
    text = "\n".join(json.dumps(row) for row in rows)
    (tmp_path / "p.jsonl").write_text(text, encoding="utf-8")
    assert run(["screen", str(tmp_path / "p.jsonl"), "--lang", "en", "--json"]) == 1
    (reason,) = json.loads(capsys.readouterr().out)["reasons"]
    assert reason["count"] == len(values)
