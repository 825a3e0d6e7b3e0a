"""Portfolios of profiles as they are saved, each in a file: they are answered as by `aeo check`."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import run
from aeo_cli.documents.problems import InputError, describe
from aeo_cli.documents.text import Lang
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.profile.document import document_of
from aeo_cli.profile.loader import load_profile
from tests.conftest import ROOT
from tests.screening.conftest import ENGINES, complaint
from tests.screening.portfolios import ON, Answers, checked, read, screened
from tools.page.app.requests import Requests

DAY = ("--on", ON.isoformat(), "--lang", "en")
GOOD = '{"ref": "good", "enterprise": {}}\n'


def written(folder: Path, **files: str) -> str:
    """Return a folder with files; of their names, `_` is a full stop."""
    folder.mkdir()
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return str(folder)


def saved_by_the_page(opened: str) -> dict[str, bytes]:
    """Return a profile as the page saves it, after some questions were answered with "unknown"."""
    page = Requests()

    def reply(step: str, content: bytes | None = None, **arguments: Any) -> bytes | None:
        request = {"do": step, "arguments": arguments, "lang": "zh"}
        found = page.reply(json.dumps(request), content)
        assert "problems" not in json.loads(found.text)
        return found.content

    reply("set_day", on=ON.isoformat())
    if opened:
        reply("open", (ROOT / "examples" / opened).read_bytes(), name=opened)
    reply("ask")
    for _ in range(6):
        is_name = isinstance(page.session.asked, NamingQuestion)
        reply("skip_name" if is_name else "leave_open")
    reply("finish")
    forms = ("toml", "json", "xlsx")
    return {form: reply("download", document="profile", form=form) or b"" for form in forms}


@pytest.mark.parametrize("opened", ["", "biomedicine.toml", "chip-maker.toml"])
def test_what_the_page_saves_comes_back_as_check_answers_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], opened: str
) -> None:
    (tmp_path / "returned").mkdir()
    for form, content in saved_by_the_page(opened).items():
        (tmp_path / "returned" / f"{form}-甲.{form}").write_bytes(content)
    expected: Answers = {}
    for path in (tmp_path / "returned").iterdir():
        profile = load_profile(str(path), load_catalogue()).profile
        assert profile.unknown
        expected |= checked(load_catalogue(), [{**document_of(profile), "ref": path.stem}])
        assert run(["check", str(path), "--json", *DAY]) == 0
        report = json.loads(capsys.readouterr().out)
        report["profile"]["ref"] = path.stem
        words = ("--explain", path.stem, "--json", *DAY)
        assert run(["screen", str(path.parent), *words]) == 0
        assert json.loads(capsys.readouterr().out) == report
    for engine in ENGINES:
        found = screened(tmp_path, str(tmp_path / "returned"), "--engine", engine)
        assert found == (expected, [])


MISTAKES = sorted([*ROOT.glob("tests/mistakes/*.toml"), *ROOT.glob("tests/mistakes/*.json")])
ODD = {
    "day.toml": "ref = 2026-03-02\n[enterprise]\nname = 2026-03-02\n",
    "time.toml": "[enterprise]\ncredit_level = 12:30:00\n",
    "no-number.toml": "[enterprise]\nname = nan\n",
    "half.json": '{"enterprise": {"name": "\\ud800", "credit_level": "\\ud800"}}',
    "work-list.json": '{"schema": "aeo-worklist/1"}',
    "nothing.json": "",
    "table.toml": "ref,credit_level\nA,regular\nB,regular\n",
    "null.json": '{"ref": null, "enterprise": {"name": "\\ud800"}}',
    "blank.json": '{"ref": "", "enterprise": {}}',
    "json.toml": '{"enterprise": {}}',
}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_mistake_is_told_as_by_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    """A file whose syntax is wrong is an error of the whole; what it says otherwise, a reject."""
    contents = {path.name: path.read_bytes() for path in MISTAKES}
    contents |= {name: text.encode() for name, text in ODD.items()}
    seen = Counter[int]()
    for number, (name, content) in enumerate(contents.items()):
        path = Path(written(tmp_path / str(number), good_jsonl=GOOD), name)
        out = tmp_path / f"{number}.jsonl"
        path.write_bytes(content)
        status = run(["screen", str(path.parent), "-o", str(out), *DAY, "--engine", engine])
        told, expected = capsys.readouterr().err.splitlines(), list[str]()
        try:
            load_profile(str(path), load_catalogue())
        except InputError as error:
            expected = [describe(problem, Lang.EN) for problem in error.problems]
        seen[status] += 1
        if status == 2:
            assert told == [f"error: {path}: {one}" for one in expected]
        else:
            answers, rejects = read(out)
            assert [one["reason"].split(" | ") for one in rejects] == ([expected] * bool(expected))
            assert len(answers) + len(rejects) == 2
            assert {one["line"] for one in rejects} <= {None}
    assert seen.keys() == {0, 1, 2}


def test_a_saved_report_is_no_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = written(tmp_path / "returned", a_toml="[enterprise]\n")
    report = tmp_path / "returned" / "report.json"
    assert run(["check", f"{home}/a.toml", "-o", str(report), *DAY]) == 0
    _, (reject,) = screened(tmp_path, home)
    assert (reject["file"], reject["line"], reject["ref"]) == (str(report), None, "report")
    capsys.readouterr()
    assert run(["check", str(report), *DAY]) == 2
    assert capsys.readouterr().err == f"error: {report}: {reject['reason']}\n"


@pytest.mark.parametrize("engine", ENGINES)
def test_two_files_with_one_ref_are_rejected(tmp_path: Path, engine: str) -> None:
    profile = '[enterprise]\nname = "x"\n'
    files = {"甲_toml": profile, "b_toml": f'ref = "甲"\n{profile}', "c_toml": profile}
    lines = f'{GOOD}{{"ref": "c", "enterprise": {{}}}}\n'
    home = written(tmp_path / "clients", **files, d_jsonl=lines)
    found, rejects = screened(tmp_path, home, "--engine", engine)
    assert [*found] == ["good"]
    names = [Path(one["file"]).name for one in rejects]
    assert names == ["b.toml", "c.toml", "d.jsonl", "甲.toml"]
    assert all("a ref that no other enterprise has" in one["reason"] for one in rejects)


PROFILE = "[enterprise]\n"
ROWS = "ref\nA\n"
MIXED: dict[str, tuple[dict[str, str], str]] = {
    "a table beside profiles": (
        {"a_toml": PROFILE, "list_csv": ROWS},
        'list.csv: PORTFOLIO: found: ".csv"; expected: one of: .jsonl, .ndjson, .toml, .json, .xl',
    ),
    "a profile beside tables": (
        {"a_toml": PROFILE, "enterprises_csv": ROWS},
        'a.toml: PORTFOLIO: found: "a.toml"; expected: one of: enterprises, business; hint: move',
    ),
    "a list as JSON": (
        {"a_json": f"[{GOOD}]"},
        "a.json: found: a JSON list; expected: one JSON object, {…}, or TOML; hint: a profile des",
    ),
    "a packed profile": (
        {"a_toml_gz": PROFILE},
        'a.toml.gz: PORTFOLIO: found: "a.toml.gz"; expected: either the tables',
    ),
}


@pytest.mark.parametrize("mixed", [*MIXED])
def test_a_folder_is_not_read_if_something_in_it_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mixed: str
) -> None:
    files, told = MIXED[mixed]
    assert f"{tmp_path}/p/{told}" in complaint(capsys, written(tmp_path / "p", **files))


def test_a_table_is_no_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = written(tmp_path / "p", a_toml=PROFILE)
    assert complaint(capsys, "--enterprises", f"{home}/a.toml") == (
        f'error: {home}/a.toml: --enterprises: found: ".toml"; expected: one of: .csv, .parquet, '
        ".pq, .xlsx; hint: this file includes its pending business; screen it separately\n"
    )
    assert "copy it to this machine" in complaint(capsys, "s3a://x/a.toml", "--engine", "spark")


def test_no_profile_that_is_read_is_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = written(tmp_path / "p", a_json=GOOD)
    words = ("--due-within", "5", "-o", f"{home}/a.json")
    assert "would overwrite an input file" in complaint(capsys, home, *words)
