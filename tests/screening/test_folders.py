"""Folders of files: each file is read, or named, or metadata; none is passed over in silence."""

import errno
import gzip
import os
import random
import re
import shutil
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import run
from aeo_cli.documents.problems import InputError
from aeo_cli.screening import folders
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.portfolio import Portfolio, portfolio
from aeo_cli.screening.portfolio_names import PortfolioNames
from aeo_cli.screening.wildcards import matching
from tests.conftest import ROOT, Aeo, Golden
from tests.screening import layouts
from tests.screening.conftest import ENGINES, complaint, fresh
from tests.screening.layouts import Layout
from tests.screening.portfolios import Answers, Document, screened
from tests.screening.writers import OWNERS, as_text


@pytest.mark.parametrize(
    ("engine", "layout"),
    [
        *((engine, layout) for engine in ENGINES for layout in layouts.TEXT),
        *(("polars", layout) for layout in layouts.PARQUET),
    ],
)
def test_in_how_many_files_a_portfolio_is_changes_nothing(
    tmp_path: Path, enterprises: list[Document], answers: Answers, engine: str, layout: Layout
) -> None:
    some = {document["ref"]: answers[document["ref"]] for document in enterprises[:60]}
    words = layout(fresh(tmp_path, layout), enterprises[:60])
    assert screened(tmp_path, *words, "--engine", engine) == (some, [])


NAMES = (
    *("enterprises.csv", "business.csv", "a.csv", "b.parquet", "c.jsonl", "D.JSONL", "e.CSV"),
    *("part-0.json", "f.json", "g.csv.gz", "h.jsonl.gz", "i.csv.zst", "j.tar.gz", "README"),
    *("_SUCCESS", ".DS_Store", "._a.csv", ".b.csv.crc", ".a.csv", "_a.csv", "k.xlsx", "Thumbs.db"),
    "l.toml",
)
FOLDERS = (
    *("business", "business.csv", "enterprises.parquet", "sub", "kind=enquiry", "l.jsonl"),
    *(".git", ".hidden", "_temporary", "__MACOSX", "buisness"),
)


def grown(folder: Path, chance: random.Random, depth: int = 0) -> None:
    """Fill a folder with files, folders and links at random."""
    for name in chance.sample(NAMES, chance.choice((0, 1, 1, 2, 3, 6))):
        text = "[enterprise]" if name == "l.toml" else f"ref\n{folder.name}{name}\n"
        content = text.encode()
        (folder / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    for name in chance.sample(FOLDERS, chance.choice((0, 1, 2, 3)) if depth < 3 else 0):
        if not (folder / name).exists():
            (folder / name).mkdir()
            grown(folder / name, chance, depth + 1)
    for name in chance.sample(["m.csv", "n", "o.jsonl", "enterprises"], chance.choice((0, 0, 1))):
        if not (folder / name).exists():
            (folder / name).symlink_to(chance.choice((".", "..", "nowhere", name, "../business")))


def files(folder: Path) -> set[Path]:
    """Return every file below a folder, also through links, but not what belongs to Git."""
    found = set[Path]()
    for home, inner, names in os.walk(folder, followlinks=True):
        inner[:] = [name for name in inner if name != ".git"]
        found |= {Path(home, name) for name in names}
    return found


def mended(found: InputError, root: Path) -> bool:
    """Move away whatever an error names, one thing where the folder itself is ambiguous."""
    for problem in found.problems:
        path = Path(problem.file or "")
        if path in {root, root / "**"}:
            named = (one for one in root.iterdir() if f'"{one.name}"' in problem.found.en)
            if (path := next(named, root)) == root:
                return False
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
    return True


PLAN = Plan(load_catalogue())


def read(root: Path, way: str) -> Portfolio:
    if way == "folder":
        return portfolio(PortfolioNames(str(root)), lambda: fresh_scratch(root), PLAN)
    name = str(root) if way == "table" else f"{root}/**"
    return portfolio(PortfolioNames(None, name), lambda: fresh_scratch(root), PLAN)


def fresh_scratch(root: Path) -> Path:
    scratch = root.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    return scratch


@pytest.mark.parametrize("way", ["folder", "table", "pattern"])
def test_every_file_is_read_or_named_or_metadata(tmp_path: Path, way: str) -> None:
    """Whoever moves away what is named ends with a portfolio of which every file is read."""
    chance, named, whole = random.Random(7), 0, 0
    for number in range(150):
        root = tmp_path / str(number)
        root.mkdir()
        grown(root, chance)
        found = None
        while found is None:
            before = set(root.rglob("*"))
            try:
                found = read(root, way)
            except InputError as error:
                named += len(error.problems)
                if not mended(error, root):
                    break
                assert set(root.rglob("*")) < before, error
        if found is None:
            continue
        whole += 1
        sources = {source.origin or source.path for source in found.sources}
        every = files(root)
        others = every - sources
        assert not sources - every
        assert all(folders.is_metadata(folders.Entry(path)) for path in others), others
    assert whole > 20
    assert named > 300


STRAYS = {
    "tables": ("{root}",),
    "business": ("--enterprises", "{root}/enterprises.csv", "--business", "{root}/business"),
    "pattern": ("--enterprises", "{root}/enterprises.csv", "--business", "{root}/**/*[!s]"),
    "lines": ("{root}/jsonl",),
    "line pattern": ("{root}/jsonl/*",),
    "table as portfolio": ("{root}/business",),
    "nothing": ("{root}/nothing",),
}


def strayed(folder: Path) -> Path:
    """Write a portfolio with every sort of thing that is not read."""
    root = Path(as_text(folder)[0])
    (root / "business.csv").rename(root / "b.csv")
    for name in ("business", "buisness", "nothing", "jsonl/kind=a", "2026", "business/_temporary"):
        (root / name).mkdir(parents=True)
    (root / "b.csv").rename(root / "business" / "part-0.csv")
    (root / "Enterprises.csv").write_text("ref\n", encoding="utf-8")
    for name in ("_delta_log/0.json", ".cache/part-1.csv", "__MACOSX/._a.csv", ".git/config"):
        (root / "business" / name).parent.mkdir()
        (root / "business" / name).touch()
    for name in (".a.csv", "_b.csv", "a.csv.zst", "a.jsonl", "a.xlsx", "000000_0", "a.tar.gz"):
        (root / "business" / name).touch()
    (root / "business" / "gone.csv").symlink_to("nowhere")
    (root / "business" / "self.csv").symlink_to("self.csv")
    (root / "business" / "up").symlink_to(root)
    (root / "business" / "again.csv").symlink_to("part-0.csv")
    os.mkfifo(root / "business" / "pipe.csv")
    for name in ("business.xlsx", "2026/enterprises.csv", "README.txt", "verdicts.csv"):
        (root / name).touch()
    for name in ("a.jsonl", "a.csv", "a.json", "kind=a/a.jsonl", "a.jsonl.bz2", ".a.jsonl"):
        (root / "jsonl" / name).touch()
    (root / "nothing" / ".DS_Store").touch()
    return root


@pytest.mark.unix
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_not_read_is_named(aeo: Aeo, tmp_path: Path, golden: Golden, lang: str) -> None:
    root, told = strayed(tmp_path), []
    for name, words in STRAYS.items():
        done = aeo("screen", *(word.format(root=root) for word in words), "--lang", lang)
        assert (done.returncode, done.stdout) == (2, b"")
        told.append(f"== {name}\n{done.stderr.decode()}")
    golden(f"screen-strays.{lang}.txt", "".join(told).replace(str(root), "…"))


@pytest.mark.unix
def test_a_table_is_there_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(as_text(tmp_path)[0])
    (root / "business").mkdir()
    shutil.copy(root / "business.csv", root / "business")
    told = complaint(capsys, str(root))
    assert (
        'found: "business", "business.csv"; expected: a single file or folder named business;'
        in told
    )
    (root / "business.csv").unlink()
    (root / "business" / "link").symlink_to(root / "business", target_is_directory=True)
    assert "link: PORTFOLIO: the links form a loop" in complaint(capsys, str(root))
    (root / "business" / "link").unlink()
    (root / "business" / "link.csv").symlink_to("business.csv")
    assert "link.csv: PORTFOLIO: this is the same file as" in complaint(capsys, str(root))


def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "a.csv").touch()

    def listing(folder: Path) -> list[folders.Entry]:
        if folder.name == "secret":
            raise PermissionError(errno.EACCES, "denied")
        return [*folders.local(folder)]

    found = folders.contents(listing(tmp_path), tmp_path, "PORTFOLIO", listing)
    assert [one.path.name for one in found.files] == ["a.csv"]
    assert [problem.found.en for problem in found.problems] == ["permission denied"]
    (unlisted,) = matching(f"{tmp_path}/*/*.csv", listing)
    assert unlisted.fault == found.problems[0].found


@pytest.mark.parametrize("engine", ENGINES)
def test_metadata_and_empty_files_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    root = Path(as_text(tmp_path)[0])
    (root / "business").mkdir()
    (root / "business.csv").rename(root / "business" / "0.csv")
    for name in ("1.csv", "2.csv", "_SUCCESS", ".0.csv.crc"):
        (root / "business" / name).touch()
    (root / ".DS_Store").touch()
    assert run(["screen", str(root), "--lang", "en", "--json", "--engine", engine]) == 1
    told = capsys.readouterr().err
    assert "empty files (0 bytes), treated as having no rows: 2" in told
    assert "such as _SUCCESS or .DS_Store, not read: 3" in told
    (root / "business" / "0.csv").write_bytes(b"")
    told = complaint(capsys, str(root), "--engine", engine)
    assert "0.csv: found: nothing; expected: a table with a header" in told


def test_the_documentation_lists_the_metadata() -> None:
    text = (ROOT / "docs" / "screening.md").read_text(encoding="utf-8")
    line = next(line for line in text.split("\n\n") if line.startswith("**Metadata**"))
    names = {*folders.METADATA, *(f"{name}/" for name in folders.METADATA_FOLDERS)}
    assert set(re.findall("`([^`]+)`", line)) == names


LEVELS = "credit_level=advanced_certified", "credit_level=%E8%90%A5", "credit_level="


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_what_a_folder_states_counts_as_a_cell(tmp_path: Path, engine: str, suffix: str) -> None:
    if (engine, suffix) == ("plain", "parquet"):
        return  # which reads no Parquet
    owners = pl.DataFrame({"ref": ["A"]})
    levels = ["advanced_certified", "regular", None]
    stated = [owners.with_columns(credit_level=pl.lit(one, dtype=pl.String)) for one in levels]
    for number, (level, frame) in enumerate(product(LEVELS, [owners, *stated])):
        home = tmp_path / "enterprises" / level / "export_food_producer=true"
        home.mkdir(parents=True, exist_ok=True)
        rows = frame.with_columns(ref=pl.lit(f"E{number:02}"))
        path = home / f"{number}.{suffix}"
        rows.write_csv(path) if suffix == "csv" else rows.write_parquet(path)
    words = ("--enterprises", str(tmp_path / "enterprises"), "--engine", engine)
    found, rejects = screened(tmp_path, *words)
    assert sorted(found) == ["E00", "E01", "E08", "E11"]
    assert found["E00"] == found["E01"]
    assert found["E00"][0]["28"] == "applies"
    assert found["E08"][0]["28"] == "undetermined"
    why = {reject["ref"]: reject["reason"] for reject in rejects}
    assert why["E02"] == (
        'credit_level: found: "regular"; expected: the value of the folder credit_level='
        "advanced_certified; hint: correct the value, or move the row to the right folder"
    )
    assert 'found: "营"; expected: one of:' in why["E04"]
    assert 'found: "advanced_certified"; expected: the value of the folder credit' in why["E09"]
    assert len(why) == 8


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("zone=1", 'folder zone=…: unknown column "zone"; if it is not'),
        (
            "on_sight=true",
            "did you mean on_site (must be done on site)? if it is not a",
        ),
        ("kind=enquiry/kind=enquiry", 'the column "kind" appears more than once'),
        ("on_site=true", "missing column kind"),
    ],
)
def test_a_folder_that_states_another_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str, place: str, found: str
) -> None:
    root = Path(as_text(tmp_path)[0])
    (root / "business" / place).mkdir(parents=True)
    (root / "business.csv").unlink()
    (root / "business" / place / "0.csv").write_text("ref\nA\n", encoding="utf-8")
    assert found in complaint(capsys, str(root), "--engine", engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_folder_above_states_nothing_and_is_refused_if_it_seems_to(
    tmp_path: Path, engine: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answers do not depend on how the folder of the data is named."""
    path = tmp_path / "region=cn" / "credit_level=advanced_certified" / "port" / "enterprises.csv"
    path.parent.mkdir(parents=True)
    path.write_text("ref\nA\n", encoding="utf-8")
    names = [["--enterprises", str(one)] for one in (path, path.parent, path.parent / "*.csv")]
    names += [[str(path.parent)]]
    monkeypatch.chdir(path.parent)
    names += [["--enterprises", "enterprises.csv"], ["--enterprises", "*.csv"], ["."]]
    for words in names:
        told = complaint(capsys, *words, "--engine", engine)
        assert 'folder credit_level=…: found: "credit_level=advanced_certified"' in told
    found, _ = screened(tmp_path, "--enterprises", str(path.parents[2]), "--engine", engine)
    assert found["A"][0]["28"] == "applies"
    path.write_text("ref,credit_level\nA,regular\n", encoding="utf-8")
    found, _ = screened(tmp_path, "--enterprises", str(path), "--engine", engine)
    assert found["A"][0]["28"] == "not_applicable"


@pytest.mark.parametrize("engine", ENGINES)
def test_one_enterprise_of_many_files_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    home = tmp_path / "e" / "credit_level=advanced_certified"
    home.mkdir(parents=True)
    rows = b"ref,credit_level\nA,advanced_certified\nB,regular\n"
    (home / "0.csv.gz").write_bytes(gzip.compress(rows))
    words = ("--enterprises", str(tmp_path / "e"), "--engine", engine, "--lang", "en")
    assert run(["screen", *words, "--explain", "A", "--json"]) == 0
    assert '"credit_level": "advanced_certified"' in capsys.readouterr().out
    told = complaint(capsys, *words, "--explain", "B")
    assert f"{home / '0.csv.gz'}: credit_level: found:" in told


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_packed_is_read_whole_or_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    content = gzip.compress(OWNERS.encode())
    path = tmp_path / "e.csv.gz"
    for broken in (b"", content[:-1], content[:30], content + b"x", b"ref\nA\n"):
        path.write_bytes(broken)
        told = complaint(capsys, "--enterprises", str(path), "--engine", engine)
        assert f"error: {path}: found: " in told
        assert "expected: a complete gzip file; hint: export or copy the file again" in told
    path.write_bytes(content[:10] + gzip.compress(b"")[10:] + content)  # two members
    found, rejects = screened(tmp_path, "--enterprises", str(path), "--engine", engine)
    assert "A" in found
    assert {reject["file"] for reject in rejects} == {str(path)}
    assert run(["screen", "--enterprises", str(path), "-o", str(path)]) == 2


def test_what_comes_packed_through_a_pipe(aeo: Aeo) -> None:
    line = b'{"ref": "A", "enterprise": {}}\n'
    done = aeo("screen", "-", "--json", stdin=gzip.compress(line))
    assert done.stdout == aeo("screen", "-", "--json", stdin=line).stdout
    done = aeo("screen", "-", "--lang", "en", stdin=b"BZh91AY&SY")
    assert done.returncode == 2
    assert done.stderr.startswith(b'error: -: found: ".bz2"; expected: JSON Lines, CSV, Parquet or')


def test_no_folder_that_is_read_is_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "e.csv" / "2026"
    home.mkdir(parents=True)
    (home / "a.csv").write_text("ref\nA\n", encoding="utf-8")
    words = ("--enterprises", str(tmp_path / "e.csv"), "--engine", "spark")
    told = complaint(capsys, *words, "-o", str(tmp_path / "e.csv"))
    assert "would overwrite an input file" in told
