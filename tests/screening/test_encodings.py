"""Portfolios in other encodings, with tabs, and with byte-order marks left in the middle."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import encoded
from tests.screening.conftest import ENGINES, complaint
from tests.screening.portfolios import Screened, screened
from tests.screening.writers import ITEMS, OWNERS

Files = dict[str, bytes]
"""The content of each file of a portfolio by its name."""


def lines(characters: str) -> dict[str, str]:
    rows = [
        {"ref": "A", "enterprise": {"name": f"甲{characters}", "credit_level": "regular"}},
        {"ref": "B", "enterprise": {"name": "乙公司", "credit_level": "高级"}},
        {"ref": f"丙{characters}", "enterprise": {}, "business": [{"kind": "enquiry"}]},
    ]
    texts = [json.dumps(row, ensure_ascii=False) for row in rows]
    return {"p.jsonl": "\n".join([texts[0], "", texts[1], f"{texts[2]}\r", "{", ""])}


def commas(characters: str) -> dict[str, str]:
    tables = {"enterprises.csv": OWNERS, "business.csv": ITEMS}
    return {name: text.replace("\nA,", f"\n丙{characters},") for name, text in tables.items()}


def tabs(characters: str) -> dict[str, str]:
    """Return tables as spreadsheets write “Unicode text”."""
    tables = commas(characters).items()
    # The one cell with a comma in it is in quotation marks.
    cells = {name: text.replace(", ", "\0").replace(",", "\t") for name, text in tables}
    return {name: text.replace("\0", ", ") for name, text in cells.items()}


def profiles(characters: str) -> dict[str, str]:
    right = f'ref = "丙{characters}"\n[enterprise]\nname = "甲公司"\n'
    wrong = {"ref": f"乙{characters}", "enterprise": {"credit_level": "高级"}}
    return {"a.toml": right, "b.json": json.dumps(wrong, ensure_ascii=False, indent=2)}


def screened_files(folder: Path, files: Files, *words: str) -> Screened:
    """Screen a portfolio of a few files in a folder of its own, without the folder's name."""
    home = folder / "portfolio"
    home.mkdir(exist_ok=True)
    for name, content in files.items():
        (home / name).write_bytes(content)
    answers, rejects = screened(folder, str(home), *words)
    text = json.dumps(rejects, ensure_ascii=False).replace(f"{home}/", "")
    return answers, json.loads(text)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("write", [lines, commas, tabs, profiles])
@pytest.mark.parametrize("name", encoded.READ)
def test_the_rows_are_the_same_in_each_encoding(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    engine: str,
    write: Callable[[str], dict[str, str]],
    name: str,
) -> None:
    encode, named, characters = encoded.READ[name]
    texts = write(characters)
    in_utf8 = {file: text.encode() for file, text in texts.items()}
    expected = screened_files(tmp_path, in_utf8, "--engine", "plain")
    *read_as, _ = capsys.readouterr().err.splitlines()  # rows are refused
    in_another = {file: encode(text) for file, text in texts.items()}
    assert screened_files(tmp_path, in_another, "--engine", engine) == expected
    assert all(expected)
    assert f"丙{characters}" in expected[0]
    *notes, _ = capsys.readouterr().err.splitlines()
    first, *others = (str(tmp_path / "portfolio" / file) for file in texts)
    also = f" (also {others[0]})" if others else ""
    note = f"{first}: not UTF-8; read as {named}{also}"
    assert notes == ([note, *read_as] if named else read_as)


@pytest.mark.parametrize("write", [lines, commas, profiles])
@pytest.mark.parametrize("name", encoded.REFUSED)
def test_a_file_in_no_encoding_is_refused_with_the_place(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    write: Callable[[str], dict[str, str]],
    name: str,
) -> None:
    encode, found = encoded.REFUSED[name]
    for file, text in write("公司").items():
        (tmp_path / file).write_bytes(encode(text))
    for engine in ENGINES:
        told = complaint(capsys, str(tmp_path), "--engine", engine)
        assert told.startswith(f"error: {tmp_path / next(iter(write('')))}: ")
        assert found in told


def test_a_note_is_told_once_for_all_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {
        f"{number}.jsonl": f'{{"ref": "甲{number}", "enterprise": {{}}}}' for number in range(7)
    }
    in_gbk = {name: text.encode("gbk") for name, text in names.items()}
    in_utf16 = {
        f"u{name}": text.replace("甲", "乙").encode("utf-16") for name, text in names.items()
    }
    answers, rejects = screened_files(tmp_path, {**in_gbk, **in_utf16})
    assert (len(answers), rejects) == (14, [])
    home = tmp_path / "portfolio"
    assert capsys.readouterr().err.replace(f"{home}/", "").splitlines() == [
        "0.jsonl: not UTF-8; read as GBK (also 1.jsonl, 2.jsonl, 3.jsonl and 3 more)",
        "u0.jsonl: not UTF-8; read as UTF-16 (also u1.jsonl, u2.jsonl, u3.jsonl and 3 more)",
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_gbk_that_is_valid_utf8_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    content = "ref,name\nA,茅台\n".encode("gbk")
    screened_files(
        tmp_path, {"enterprises.csv": content, "business.csv": b"ref,kind\n"}, "--engine", engine
    )
    told = capsys.readouterr().err
    assert told.count("enterprises.csv: read as UTF-8, but it may be GBK, where ") == 1
    assert "reads “茅台”" in told


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("suffix", ["txt", "TSV"])
def test_unicode_text_of_a_spreadsheet(tmp_path: Path, engine: str, suffix: str) -> None:
    table = (
        'ref\tname\tcredit_level\r\nA\t"甲\t""一"""\tregular\r\nB\t乙, 二\tadvanced_certified\r\n'
    )
    path = tmp_path / f"e.{suffix}"
    for encoding in ("utf-16", "gbk", "utf-8"):
        path.write_bytes(table.encode(encoding))
        answers, rejects = screened(tmp_path, "--enterprises", str(path), "--engine", engine)
        assert ([*answers], rejects) == (["A", "B"], [])


MARK = "\ufeff"
MARKED = {
    "at the start, twice": (f"{MARK}{MARK}ref,name\nA,x\n", "ref,name\nA,x\n"),
    "in the quotes of the header": (f'"{MARK}ref","name"\nA,x\n', "ref,name\nA,x\n"),
    "before the quotes of the header": (f'{MARK}{MARK}"ref","name"\nA,x\n', "ref,name\nA,x\n"),
    "at the end of the header": (f"ref,name{MARK}\r\nA,x\r\n", "ref,name\nA,x\n"),
    "before a row": (f"ref,name\nA,x\n{MARK}B,y\n", "ref,name\nA,x\nB,y\n"),
    "before a row in quotes": (f'ref,name\nA,x\n{MARK}"B","y, z"\n', 'ref,name\nA,x\nB,"y, z"\n'),
    "in the quotes of a cell": (f'ref,name\n"{MARK}A","x{MARK}"\n', "ref,name\nA,x\n"),
    "in a blank row": (f"ref,name\nA,x\n{MARK}\n{MARK},\nB,y\n", "ref,name\nA,x\n\n,\nB,y\n"),
    "in a row that is refused": (
        f"ref,credit_level\nA,{MARK}x\nB,{MARK}regular\n",
        "ref,credit_level\nA,x\nB,regular\n",
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", MARKED)
def test_byte_order_marks_at_the_border_of_a_cell_change_nothing(
    tmp_path: Path, engine: str, name: str
) -> None:
    marked, plain = MARKED[name]
    business = b"ref,kind\n"
    expected = screened_files(
        tmp_path, {"enterprises.csv": plain.encode(), "business.csv": business}
    )
    for encoding in ("utf-8", "utf-16", "gb18030"):
        files = {"enterprises.csv": marked.encode(encoding), "business.csv": business}
        assert screened_files(tmp_path, files, "--engine", engine) == expected


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("write", [lines, commas])
def test_byte_order_marks_anywhere_at_a_border_change_nothing(
    tmp_path: Path, engine: str, write: Callable[[str], dict[str, str]]
) -> None:
    # A comma in a cell is at no border of one, and a mark inside a line is not before quotes.
    texts = {file: text.replace('"丙, 公司"', "丙公司") for file, text in write("").items()}
    expected = screened_files(tmp_path, {file: text.encode() for file, text in texts.items()})
    chance = random.Random(8)

    def marked(text: str, borders: str) -> str:
        after = (one + MARK * (one in borders and chance.random() < 0.2) for one in text)
        return MARK + "".join(after)

    for _ in range(10):
        files = {
            file: marked(text, "\n" if file == "p.jsonl" else "\n,").encode()
            for file, text in texts.items()
        }
        assert screened_files(tmp_path, files, "--engine", engine) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_a_mark_inside_a_name_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    (tmp_path / "e.csv").write_text(f"re{MARK}f,name\nA,x\n", encoding="utf-8")
    told = complaint(capsys, "--enterprises", str(tmp_path / "e.csv"), "--engine", engine)
    found, hint = r'header: unknown column "re\ufefff"', r"remove the invisible character \ufeff"
    assert f"{found}; {hint}" in told


@pytest.mark.parametrize("engine", ENGINES)
def test_files_glued_together_with_their_headers(tmp_path: Path, engine: str) -> None:
    tables = [
        f"{MARK}ref,name\nA,x\n{MARK}ref,name\nB,y\nref,\nref,z\n",
        f"{MARK}ref,kind\nA,enquiry\n{MARK}ref,kind\nB,enquiry\n",
    ]
    files = dict(zip(("enterprises.csv", "business.csv"), map(str.encode, tables), strict=True))
    answers, rejects = screened_files(tmp_path, files, "--engine", engine)
    assert [*answers] == ["A", "B", "ref"]
    assert [(one["file"], one["line"], one["ref"]) for one in rejects] == [
        ("enterprises.csv", 3, None),
        ("enterprises.csv", 5, None),
        ("business.csv", 3, None),
    ]
    assert all("found: the header again" in one["reason"] for one in rejects)
