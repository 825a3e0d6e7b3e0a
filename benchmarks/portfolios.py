"""Portfolios made up from a catalogue, the same ones every time: drawn by hashing."""

import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.rules.facts import Fact, FactType

_DIGITS, _LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KNOWN = 85
"""Of a hundred facts, how many are known."""
ITEMS = 3
"""How many items an enterprise has pending, on average."""


def tables(catalogue: Catalogue, count: int, first: int = 0) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return `count` enterprises, numbered from `first`, and their pending business."""
    numbers = pl.int_range(first, first + count, dtype=pl.UInt64, eager=True).alias("n")
    named = {name.removeprefix("enterprise."): fact for name, fact in catalogue.facts().items()}
    enterprises = numbers.to_frame().select(
        ref=_ref(pl.col("n")), **{name: _fact(name, fact) for name, fact in named.items()}
    )
    items = pl.int_range(first * ITEMS, (first + count) * ITEMS, dtype=pl.UInt64, eager=True)
    owner = (pl.col("n").hash(1) % count) + first
    kinds = list(catalogue.kinds)
    drawn = items.alias("n").to_frame().select("n", ref=_ref(owner), kind=_one("kind", kinds))
    facts = {name: fact for kind in catalogue.kinds.values() for name, fact in kind.facts.items()}
    of_kind = {
        name: [key for key, kind in catalogue.kinds.items() if name in kind.facts] for name in facts
    }
    business = drawn.select(
        "ref",
        "kind",
        id=pl.format("B-{}", "n"),
        note=pl.when(_hash("note?") % 3 == 0).then(
            pl.format("合同第{}号，请尽快办理", _hash("note") % 10**6)
        ),
        **{
            name: pl.when(pl.col("kind").is_in(of_kind[name])).then(_fact(name, fact))
            for name, fact in facts.items()
        },
    )
    return enterprises, business


def _ref(number: pl.Expr) -> pl.Expr:
    return pl.format("E-{}", number.cast(pl.String).str.zfill(9))


def _hash(salt: str) -> pl.Expr:
    return pl.col("n").hash(zlib.crc32(salt.encode()))


def _one(salt: str, choices: list[str]) -> pl.Expr:
    return pl.lit(pl.Series(choices)).gather(_hash(salt) % len(choices))


def _fact(name: str, fact: Fact) -> pl.Expr:
    value = _value(name, fact)
    return pl.when(_hash(f"{name}?") % 100 < KNOWN).then(value)


def _value(name: str, fact: Fact) -> pl.Expr:
    drawn = _hash(name)
    match fact.type:
        case FactType.BOOLEAN:
            return drawn % 2 == 0
        case FactType.CHOICE:
            return _one(name, list(fact.choices))
        case FactType.SET:
            members = [
                pl.when(_hash(f"{name} {choice}") % 4 == 0).then(pl.lit(choice))
                for choice in fact.choices
            ]
            return pl.concat_list(members).list.drop_nulls()
        case FactType.INTEGER:
            return (drawn % 4).cast(pl.Int64)
        case FactType.DATE:
            return pl.date(2026, 1, 1) + pl.duration(days=drawn % 270)
        case FactType.DATETIME:
            return pl.datetime(2026, 1, 1) + pl.duration(minutes=drawn % (270 * 24 * 60))
        case FactType.TEXT if fact.format == "uscc":
            return pl.col("n").map_elements(_uscc, return_dtype=pl.String)
        case FactType.TEXT if fact.format:
            return pl.format("22{}", (drawn % 10**8).cast(pl.String).str.zfill(8))
        case FactType.TEXT:
            return pl.format("上海示例{}号有限公司", "n")


def _uscc(number: int) -> str:
    """Return a well-formed unified social credit code."""
    organisation = f"{number:08d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(organisation, weights, strict=True))
    code = f"91310115{organisation}{'0123456789X'[-total % 11]}"
    total = sum(_DIGITS.index(digit) * pow(3, i, 31) for i, digit in enumerate(code))
    return code + _DIGITS[-total % 31]


def lines(catalogue: Catalogue, enterprises: pl.DataFrame, business: pl.DataFrame) -> Iterator[str]:
    """Yield the same portfolio as JSON Lines."""
    pending = business.with_columns(pl.struct(pl.exclude("ref")).alias("item"))
    grouped = pending.group_by("ref").agg("item")
    readings = {f"readings.{name}": name for name in catalogue.readings}
    for row in enterprises.join(grouped, "ref", "left", maintain_order="left").iter_rows(
        named=True
    ):
        profile = {
            "ref": row["ref"],
            "enterprise": _known({name: row[name] for name in catalogue.enterprise}),
            "readings": _known({name: row[column] for column, name in readings.items()}),
            "business": [_known(item) for item in row["item"] or ()],
        }
        yield json.dumps(profile, ensure_ascii=False, default=lambda day: day.isoformat()) + "\n"


def _known(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if value is not None}


def write(catalogue: Catalogue, folder: Path, count: int, files: int = 1) -> None:
    """Write a portfolio as Parquet, in so many files of each table."""
    for number in range(files):
        share = count // files
        pair = tables(catalogue, share, number * share)
        for name, table in zip(("enterprises", "business"), pair, strict=True):
            (folder / name).mkdir(parents=True, exist_ok=True)
            table.write_parquet(folder / name / f"{number:03}.parquet")
