"""What screening refuses: rows that `aeo check` would refuse, and tables that are none."""

import json
from pathlib import Path

import polars as pl
import pytest

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import run
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.syntax import parse
from aeo_cli.documents.text import Lang
from aeo_cli.profile.reader import read_profile
from tests.conftest import SAVED_REPORT, Aeo, Golden
from tests.screening import portfolios as screenings
from tests.screening.conftest import ENGINES, complaint
from tests.screening.portfolios import Document, screened
from tests.screening.writers import as_lines, as_text

OURS = ("expected: a ref, which identifies", "expected: a ref that no other")
"""What a portfolio needs that a profile alone does not."""


def refused(text: str, catalogue: Catalogue) -> bool:
    """Say whether `aeo check` would refuse a profile."""
    try:
        read_profile(parse(text), catalogue)
    except InputError:
        return True
    return not text.lstrip("\ufeff \t").startswith("{")


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


@pytest.mark.parametrize("engine", ENGINES)
def test_a_document_that_is_no_profile_is_refused_as_by_check(
    engine: str, tmp_path: Path, aeo: Aeo
) -> None:
    """One reason, not one for each key that a report has and a profile has not."""
    report = json.loads(SAVED_REPORT.read_text(encoding="utf-8"))
    documents = [
        report,
        {**report, "ref": "A", "enterprise": {}},
        {"ref": "B", "enterprise": {}, "schema": 1},
        {"schema": "aeo-draft/1"},
    ]
    lines = [json.dumps(document, ensure_ascii=False) for document in documents]
    accepted = '{"ref": "Z", "enterprise": {}}'
    (tmp_path / "p.jsonl").write_text("\n".join([*lines, accepted]), encoding="utf-8")
    for lang in Lang:
        words = ("--engine", engine, "--lang", lang, "-o", "out.jsonl")
        aeo("screen", "p.jsonl", *words)
        rejects = (tmp_path / "out.rejects.jsonl").read_text(encoding="utf-8").splitlines()
        for line, reject in zip(lines, map(json.loads, rejects), strict=True):
            told = aeo("check", "-", "--lang", lang, stdin=line.encode()).stderr.decode()
            assert told.rstrip("\n").endswith(f"-: {reject['reason']}")
            assert "aeo convert" in told


@pytest.mark.parametrize("engine", ENGINES)
def test_mistakes_in_tables(tmp_path: Path, engine: str, golden: Golden) -> None:
    for lang in ("en", "zh"):
        out = tmp_path / "out.csv"
        words = [*as_text(tmp_path), "-o", str(out), "--engine", engine, "--lang", lang]
        assert run(["screen", *words, "--on", "2026-03-02"]) == 1
        files = (out, *(out.with_suffix(f".{one}.csv") for one in ("deadlines", "rejects")))
        told = "".join(f"== {file.name}\n{file.read_text(encoding='utf-8-sig')}" for file in files)
        golden(f"screen-tables.{lang}.txt", told.replace(str(tmp_path), "…").replace("\r\n", "\n"))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("owners", "found"),
    [
        (
            "ref,credit_levle\n",
            'header: unknown column "credit_levle"; did',
        ),
        ("ref,enterprise.rolls\n", "; did you mean roles"),
        ("name\n", "header: missing column ref"),
        ("", "found: nothing; expected: a table with a header"),
        ("ref,name,name\n", 'the column "name" appears more than once'),
    ],
)
def test_a_table_with_other_columns_is_no_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], owners: str, found: str, engine: str
) -> None:
    assert found in complaint(capsys, *as_text(tmp_path, owners), "--engine", engine)


def test_columns_of_the_wrong_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = pl.DataFrame(
        {"ref": [True], "credit_level": [True], "roles": [1], "export_food_producer": [b"x"]}
    )
    wrong.write_parquet(tmp_path / "e.parquet")
    told = complaint(capsys, "--enterprises", str(tmp_path / "e.parquet"))
    assert "ref: found: a column of type Boolean; expected: text" in told
    assert "credit_level: found: a column of type Boolean; expected: text" in told
    assert "roles: found: a column of type Int64; expected: lists of text" in told
    assert "export_food_producer: found: a column of type Binary; expected: booleans" in told


def test_values_of_columns_that_check_would_refuse(tmp_path: Path) -> None:
    refs = ["A", "B", "C", None, "D"]
    owners = pl.DataFrame({"ref": refs, "roles": [["x"], [None], [], [], []]})
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
    assert [*found] == ["D"]
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
        assert "expected: a complete parquet file" in told
        assert sorted(one.name for one in tmp_path.iterdir()) == ["e.parquet", "whole.parquet"]


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
    assert {ref: answer[0]["16a"] for ref, answer in found.items()} == {"B": "applies"}
    assert [one["ref"] for one in rejects] == [*"ACDEACDE"]


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_overwritten_by_what_stands_beside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    document = {"ref": "A", "enterprise": {}}
    screenings.write_lines(tmp_path / "z.rejects.jsonl", [document])
    old = (tmp_path / "z.rejects.jsonl").read_bytes()
    given = (str(tmp_path / "z.rejects.jsonl"), "--engine", engine)
    told = complaint(capsys, *given, "-o", str(tmp_path / "z.jsonl"))
    assert "would overwrite an input file" in told
    assert (tmp_path / "z.rejects.jsonl").read_bytes() == old
    (tmp_path / "y.csv").write_text("old", encoding="utf-8")
    (tmp_path / "y.rejects.csv").mkdir()
    assert "this is a folder" in complaint(capsys, *given, "-o", str(tmp_path / "y.csv"))
    assert (tmp_path / "y.csv").read_text(encoding="utf-8") == "old"


def test_an_empty_or_misspelt_table_is_no_empty_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "enterprises.csv").write_text("ref\nA\n", encoding="utf-8")
    one = ("--enterprises", str(tmp_path / "enterprises.csv"))
    assert "has no data files" in complaint(capsys, "--enterprises", str(tmp_path / "empty"))
    assert "has no data files" in complaint(capsys, *one, "--business", str(tmp_path / "empty"))
    assert "no file matches" in complaint(capsys, "--enterprises", str(tmp_path / "emp*"))
    assert 'found: ""' in complaint(capsys, "")
    assert "missing.parquet: file not found" in complaint(
        capsys, "--enterprises", str(tmp_path / "missing.parquet")
    )
    assert run(["screen", str(tmp_path), "--lang", "en", "-o", str(tmp_path / "o.jsonl")]) == 0
    assert (
        "no business table: every enterprise is taken to have nothing pending"
        in capsys.readouterr().err
    )
    (tmp_path / "buisness.csv").write_text("ref,kind\n", encoding="utf-8")
    assert "hint: did you mean business?" in complaint(capsys, str(tmp_path))


@pytest.mark.parametrize("indent", [0, 2])
@pytest.mark.parametrize("mark", ["", "\ufeff \n"])
def test_one_document_over_several_lines_is_told_once(
    tmp_path: Path,
    enterprises: list[Document],
    capsys: pytest.CaptureFixture[str],
    indent: int,
    mark: str,
) -> None:
    for number, document in enumerate((enterprises[0], enterprises[:3])):
        text = mark + json.dumps(document, indent=indent)
        (tmp_path / f"{number}.jsonl").write_text(text, encoding="utf-8", newline="\r\n")
    message = complaint(capsys, str(tmp_path))
    assert message.count("found: one JSON document over several lines") == 2
    assert "jq -c '.[]'" in message
    assert len(message.splitlines()) == 2


@pytest.mark.unix
def test_a_link_is_followed(tmp_path: Path, enterprises: list[Document]) -> None:
    as_lines(tmp_path, enterprises[:3])
    (tmp_path / "real").mkdir()
    (tmp_path / "out.csv").symlink_to(tmp_path / "real" / "verdicts.csv")
    for engine in ENGINES:
        words = ["screen", str(tmp_path / "p.jsonl"), "-o", str(tmp_path / "out.csv")]
        assert run([*words, "--engine", engine]) == 0
        assert (tmp_path / "out.csv").is_symlink()
        assert "E-0" in (tmp_path / "real" / "verdicts.csv").read_text(encoding="utf-8")


FAR = {  # what Parquet holds, and how it is told
    "a day": (pl.Series([6_585_324], dtype=pl.Int32).cast(pl.Date), "+20000-01-03"),
    "a day before the year 1": (pl.Series([-800_000], dtype=pl.Int32).cast(pl.Date), "-0221-09-04"),
    "the last day": (pl.Series([2**31 - 1], dtype=pl.Int32).cast(pl.Date), "+5881580-07-11"),
    "a day of the next century": (pl.Series([65_744], dtype=pl.Int32).cast(pl.Date), "2150-01-01"),
    "a moment": (pl.Series([2**62]).cast(pl.Datetime("us")), "+148108-07-06T14:00:27"),
    "a moment long ago": (
        pl.Series([-(2**62)]).cast(pl.Datetime("ms", "UTC")),
        "-146136543-09-08T08:23:32+00:00",
    ),
    "a moment in nanoseconds": (
        pl.Series([2**62]).cast(pl.Datetime("ns", "Asia/Tokyo")),
        "2116-02-20T23:53:38+00:00",
    ),
}


@pytest.mark.parametrize(("cells", "told"), FAR.values(), ids=FAR)
def test_a_day_that_python_cannot_hold_is_told_as_a_day_out_of_range(
    tmp_path: Path, cells: pl.Series, told: str
) -> None:
    is_day = cells.dtype == pl.Date
    kind = "special_goods_approval" if is_day else "appointment_clearance"
    column = "accepted_on" if is_day else "appointment_at"
    pl.DataFrame({"ref": ["A", "B"]}).write_parquet(tmp_path / "enterprises.parquet")
    items = pl.DataFrame({"ref": ["A"], "kind": [kind], column: cells})
    items.write_parquet(tmp_path / "business.parquet")
    _, (_, reject) = screened(tmp_path, str(tmp_path))
    expected = "expected: between 2007-01-01 and 2099-12-31; hint: check the year"
    assert reject["reason"] == f'{column}: found: "{told}"; {expected}'


def test_moments_are_not_days_and_must_be_converted_as_in_shanghai(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moment = pl.Series(["2026-05-31T20:30:00"]).str.to_datetime(time_zone="UTC")
    pl.DataFrame({"ref": ["A"]}).write_parquet(tmp_path / "enterprises.parquet")
    items = {"ref": ["A"], "kind": ["special_goods_approval"], "accepted_on": moment}
    pl.DataFrame(items).write_parquet(tmp_path / "business.parquet")
    told = complaint(capsys, str(tmp_path))
    assert "expected: dates; hint: convert the column to dates in Shanghai" in told


@pytest.mark.parametrize("engine", ENGINES)
def test_a_row_is_refused_with_all_that_is_wrong(tmp_path: Path, engine: str) -> None:
    owners = "ref,credit_level,roles\nA,gold,x;other;y\n,certified\u200b,\nB,,\n"
    items = (
        "ref,kind,accepted_on,special_circumstances\n"
        "A,special,2026-05-31T20:30:00Z,maybe\nA\u200b,enquiry,,\n"
    )
    _, rejects = screened(tmp_path, *as_text(tmp_path, owners, items), "--engine", engine)
    found = [
        [problem.partition(": ")[0] for problem in reject["reason"].split(" | ")]
        for reject in rejects
    ]
    assert found == [
        ["credit_level", "roles[0]", "roles[2]"],
        ["ref", "credit_level"],
        ["kind", "special_circumstances", "accepted_on"],
        ["ref"],
    ]
    reasons = [reject["reason"] for reject in rejects]
    assert r'found: "certified\u200b"' in reasons[1]
    assert r"remove the invisible character \u200b" in reasons[1]
    assert "write only the date in Shanghai: 2026-06-01" in reasons[2]
    assert r'found: "A\u200b"' in reasons[3]
    assert r"remove the invisible character \u200b" in reasons[3]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_broken_line_is_refused_with_its_wrong_values_too(tmp_path: Path, engine: str) -> None:
    lines = [
        '{"ref": "A", "enterprise": {"name": word, "credit_level": "gold", "roles": [True]}}',
        '{"ref": "B", "enterprise": {}}\r{"ref": "C", "enterprise": {}}',
        '{"ref": "D", "enterprise": {}}',
    ]
    (tmp_path / "p.jsonl").write_text("\n".join(lines), encoding="utf-8", newline="")
    _, (broken, returns) = screened(tmp_path, str(tmp_path / "p.jsonl"), "--engine", engine)
    found = [problem.partition(": ")[0] for problem in broken["reason"].split(" | ")]
    assert found == ["column 37", "column 77", "enterprise.credit_level"]
    assert returns["reason"].startswith(
        "found: a carriage return by itself; expected: one JSON object"
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_wrong_with_the_columns_of_one_file_hides_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    told = complaint(capsys, *as_text(tmp_path, "ref,nam\n", "ref,knd\n"), "--engine", engine)
    assert [line.split(": header: ")[1].split(";")[0] for line in told.splitlines()] == [
        *('unknown column "nam"', 'unknown column "knd"', "missing column kind"),
    ]


def test_of_parquet_names_and_types_of_all_columns_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = {"ref": ["A"], "name": [b"x"], "roles": [{"a": 1}], "credit_levle": [1.0]}
    pl.DataFrame(wrong).write_parquet(tmp_path / "enterprises.parquet")
    counts = pl.Series([[1], [2]]), pl.Series([b"1", b"2"])
    for number, count in enumerate(counts):
        items = {"ref": ["A", "A"], "kind": ["verification"] * 2, "concurrent_instructions": count}
        home = tmp_path / "business"
        home.mkdir(exist_ok=True)
        pl.DataFrame(items).write_parquet(home / f"{number}.parquet")
    told = complaint(capsys, str(tmp_path)).splitlines()
    assert [line.split(".parquet: ")[1].split(";")[0] for line in told] == [
        'header: unknown column "credit_levle"',
        "name: found: a column of type Binary",
        "roles: found: a column of type Struct({'a': Int64})",
        "concurrent_instructions: found: a column of type List(Int64)",
        "concurrent_instructions: found: a column of type Binary",
    ]
