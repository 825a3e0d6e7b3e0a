"""One portfolio in many files: as Spark, Polars and pandas write it, nested, packed, linked."""

import gzip
import json
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import polars as pl

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.profile_workbook import filled
from aeo_cli.profile.document import document_of
from aeo_cli.profile.reader import read_profile
from aeo_cli.profile.writer import serialize
from tests.screening.portfolios import Document, columns, tables, write_csv, write_lines
from tests.screening.writers import frames

Layout = Callable[[Path, list[Document]], list[str]]
"""Writes a portfolio into a folder, and returns the words of the command line that name it."""


def tables_of(documents: list[Document]) -> Iterator[tuple[str, list[str], list[Document]]]:
    """Yield the name, the columns and the rows of each table."""
    names = ("enterprises", "business")
    return zip(names, columns(load_catalogue()), tables(documents), strict=True)


def _job_files(folder: Path) -> None:
    """Write beside the part files what Spark does; Hadoop looks at the checksums."""
    (folder / "_SUCCESS").touch()
    for part in list(folder.iterdir()):
        content = part.read_bytes()
        chunks = (content[start : start + 512] for start in range(0, len(content), 512))
        sums = b"".join(struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks)
        (folder / f".{part.name}.crc").write_bytes(b"crc\0" + struct.pack(">I", 512) + sums)


def spark_csv(folder: Path, documents: list[Document]) -> list[str]:
    """Folders of part files, one with a header alone, one without a byte, with other columns."""
    for name, heads, rows in tables_of(documents):
        home = folder / f"{name}.csv"
        home.mkdir()
        for number in range(3):
            part = rows[number::3]
            stated = {column for row in part for column in row} | {"ref"}
            used = [column for column in heads if column in stated]
            write_csv(home / f"part-0000{number}-9f2c-c000.csv", used[:: 1 - number or -1], part)
        write_csv(home / "part-00003-9f2c-c000.csv", heads, [])
        (home / "part-00004-9f2c-c000.csv").touch()
        _job_files(home)
    return [str(folder)]


def nested(folder: Path, documents: list[Document]) -> list[str]:
    """Part files at different depths, with upper-case suffixes, and an empty folder among them."""
    for name, heads, rows in tables_of(documents):
        for number, place in enumerate(("a.CSV", "2026/b.csv", "2026/03/c.Csv")):
            path = folder / name / place
            path.parent.mkdir(parents=True, exist_ok=True)
            write_csv(path, heads, rows[number::3])
        (folder / name / "2027").mkdir()
        (folder / name / ".DS_Store").touch()
        (folder / name / "2026" / "._b.csv").write_bytes(b"\0\5\x16\7")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "._business").write_bytes(b"\0\5\x16\7")
    return [str(folder)]


def packed(folder: Path, documents: list[Document]) -> list[str]:
    """Two tables packed with gzip, one of them in parts."""
    for name, heads, rows in tables_of(documents):
        write_csv(folder / "plain.csv", heads, rows)
        content = (folder / "plain.csv").read_bytes()
        (folder / "plain.csv").unlink()
        home = folder / name if name == "business" else folder
        home.mkdir(exist_ok=True)
        (home / f"{name}.CSV.gz").write_bytes(gzip.compress(content))
    (folder / "business" / "part-1.csv.gz").write_bytes(gzip.compress(b""))
    return [str(folder)]


def hive_csv(folder: Path, documents: list[Document]) -> list[str]:
    """Two tables divided by columns that are not in the files; one level of folders is none."""
    keys = {"enterprises": ["credit_level", "name"], "business": ["kind", "on_site", "accepted_on"]}
    for name, heads, rows in tables_of(documents):
        rest = [column for column in heads if column not in keys[name]]
        for number, (place, part) in enumerate(_partitions(rows, keys[name])):
            path = folder / name / "2026" / place / f"{number}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            write_csv(path, rest, ({key: row[key] for key in rest if key in row} for row in part))
    return ["--enterprises", str(folder / "enterprises"), "--business", str(folder / "bus*" / "2*")]


def _partitions(rows: Iterable[Document], keys: list[str]) -> Iterator[tuple[str, list[Document]]]:
    """Yield the folders that state the columns, as Spark names them, with their rows."""

    def place(row: Document) -> str:
        return "/".join(f"{key}={_folder_value(row, key)}" for key in keys)

    for name, part in groupby(sorted(rows, key=place), place):
        yield name, list(part)


def _folder_value(row: Mapping[str, object], key: str) -> str:
    if row.get(key) is None:
        return "__HIVE_DEFAULT_PARTITION__"
    value = row[key]
    return quote(str(value).lower() if isinstance(value, bool) else str(value), safe=" ")


def lines(folder: Path, documents: list[Document]) -> list[str]:
    """JSON Lines at different depths, one as Spark names it, one packed, one without a byte."""
    texts = [json.dumps(document, ensure_ascii=False) + "\n" for document in documents]
    (folder / "2026" / "03.jsonl").mkdir(parents=True)
    (folder / "a.NDJSON").write_text("".join(texts[::3]), encoding="utf-8")
    (folder / "2026" / "b.jsonl.gz").write_bytes(gzip.compress("".join(texts[1::3]).encode()))
    part = folder / "2026" / "03.jsonl" / "part-00000-9f2c-c000.json"
    part.write_text("".join(texts[2::3]), encoding="utf-8")
    (folder / "2026" / "03.jsonl" / "part-00001-9f2c-c000.json").touch()
    _job_files(part.parent)
    return [str(folder)]


def line_pattern(folder: Path, documents: list[Document]) -> list[str]:
    """A pattern that matches files and folders of JSON Lines, and some of them twice."""
    lines(folder, documents)
    return [str(folder / "**")]


def profiles(folder: Path, documents: list[Document]) -> list[str]:
    """A file for each, as they are saved: TOML, JSON, workbooks; some as Spark writes lines."""
    catalogue = load_catalogue()
    (folder / "2026").mkdir()
    for number, document in enumerate(documents[3:]):
        profile = read_profile(document, catalogue)
        path = folder / ("", "2026")[number % 2] / str(profile.ref)
        if number % 4 < 2:  # then the name of the file is the ref
            profile = profile._replace(ref=None)
        saved = document_of(profile)
        with suppress(InputError):  # a workbook has no control characters
            if number % 3 == 0:
                path.with_suffix(".xlsx").write_bytes(filled(profile, catalogue, Lang.ZH))
                continue
        suffix = ".json" if number % 3 == 1 else ".toml"
        path.with_suffix(suffix).write_bytes(serialize(saved, as_json=suffix == ".json"))
    write_lines(folder / "part-00000-9f2c-c000.json", documents[:3])
    return [str(folder)]


def linked(folder: Path, documents: list[Document]) -> list[str]:
    """Two tables that are links to files and folders elsewhere, with a part that is a link."""
    words = nested(folder, documents)
    (folder / "real").mkdir()
    (folder / "enterprises").rename(folder / "real" / "e")
    (folder / "business" / "a.CSV").rename(folder / "real" / "a")
    (folder / "portfolio").mkdir()
    (folder / "portfolio" / "enterprises").symlink_to(folder / "real" / "e")
    (folder / "portfolio" / "business").symlink_to(folder / "business")
    (folder / "business" / "a.csv").symlink_to(folder / "real" / "a")
    return [f"{words[0]}/portfolio"]


def spark_parquet(folder: Path, documents: list[Document]) -> list[str]:
    """Folders of part files, one without rows, one with fewer columns and other types."""
    for name, frame in zip(("enterprises", "business"), frames(documents), strict=True):
        home = folder / f"{name}.parquet"
        home.mkdir()
        wanted = [name for name in frame.columns if frame[name].null_count() < frame.height]
        frame[::2].select(reversed(wanted)).write_parquet(home / "part-00000-9f2c.snappy.parquet")
        cast = frame[1::2].with_columns(pl.selectors.integer().cast(pl.Int64))
        cast.write_parquet(home / "part-00001-9f2c.c000.PARQUET")
        frame.clear().write_parquet(home / "part-00002-9f2c.c000.parquet")
        _job_files(home)
        (home / "_metadata").write_bytes(b"PAR1")
    return [str(folder)]


def hive_parquet(folder: Path, documents: list[Document]) -> list[str]:
    """Two tables divided by columns: Polars repeats them in the files, or leaves them out."""
    owners, items = frames(documents)
    repeated = ["kind", "on_site", "accepted_on"]
    items.write_parquet(folder / "business", partition_by=repeated, mkdir=True)
    keys = pl.PartitionBy(
        folder / "enterprises.parquet",
        key=["credit_level", "export_food_producer", "name"],
        include_key=False,
    )
    owners.lazy().sink_parquet(keys, mkdir=True)
    return [str(folder)]


TEXT: tuple[Layout, ...] = (
    *(spark_csv, nested, packed, hive_csv),
    *(lines, line_pattern, linked, profiles),
)
PARQUET: tuple[Layout, ...] = (spark_parquet, hive_parquet)
