"""Portfolios written as each input that screening reads, right and with mistakes."""

import csv
import json
import random
import re
from pathlib import Path
from typing import Any

import polars as pl
from openpyxl import Workbook

from aeo_cli.catalogue.loader import load_catalogue
from tests.screening import portfolios as screenings
from tests.screening.portfolios import Document, columns, tables, write_csv


def as_lines(folder: Path, documents: list[Document]) -> list[str]:
    screenings.write_lines(folder / "p.jsonl", documents, ensure_ascii=False)
    return [str(folder / "p.jsonl")]


def as_csv(folder: Path, documents: list[Document]) -> list[str]:
    home = folder / "tables"
    home.mkdir()
    for name, heads, rows in zip(
        ("enterprises", "business"), columns(load_catalogue()), tables(documents), strict=True
    ):
        write_csv(home / f"{name}.csv", heads, rows)
    return [str(home)]


def frames(documents: list[Document]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the two tables with the types that a data base would give their columns."""
    catalogue = load_catalogue()
    facts = {name: one for kind in catalogue.kinds.values() for name, one in kind.facts.items()}
    readings = {f"readings.{name}": fact for name, fact in catalogue.readings.items()}
    facts |= {**catalogue.enterprise, **readings}
    types = {"boolean": pl.Boolean(), "integer": pl.Int32(), "set": pl.List(pl.String())}
    found = []
    for heads, rows in zip(columns(catalogue), tables(documents), strict=True):
        schema = {
            name: types.get(facts[name].type, pl.String()) if name in facts else pl.String()
            for name in heads
        }
        found.append(
            pl.DataFrame([[row.get(name) for name in heads] for row in rows], schema, orient="row")
        )
    owners, items = found
    return owners, items.with_columns(
        pl.col("accepted_on").str.to_date(), pl.col("kind").cast(pl.Categorical)
    )


def as_parquet(folder: Path, documents: list[Document]) -> list[str]:
    owners, items = frames(documents)
    owners.write_parquet(folder / "owners.parquet")
    (folder / "items").mkdir()
    half = items.height // 2
    items[:half].write_parquet(folder / "items" / "0.parquet")
    items[half:].write_parquet(folder / "items" / "1.pq")
    return [
        *("--enterprises", str(folder / "own*.parquet")),
        *("--business", str(folder / "items")),
    ]


def mistaken(text: str, chance: random.Random) -> str:  # noqa: C901, PLR0912  one case for each
    """Return a line of JSON with one thing about it changed, mostly for the worse."""
    document, keys = json.loads(text), [*re.finditer(r'"[a-z_]+": ', text)]
    values = [*re.finditer(r': (true|false|[0-9]+|"[^"]*")', text)]
    key, value, place = chance.choice(keys), chance.choice(values), chance.randrange(len(text))
    match chance.randrange(19):
        case 0:
            return f'{text[: key.start()]}"zz": 1, {text[key.start() :]}'
        case 1:
            return f"{text[: key.start()]}{key.group()}null, {text[key.start() :]}"
        case 2:
            return f"{text[: value.end()]}, {key.group()}{value.group(1)}{text[value.end() :]}"
        case 3 | 4 | 5:
            return f"{text[: value.start()]}: {chance.choice(ODD)}{text[value.end() :]}"
        case 6:
            return text[:place]
        case 7:
            return text[:place] + chance.choice('"{}[],:\\\x01 \té\x00\ufeff') + text[place:]
        case 8:
            return text.replace('": ', '" : ')
        case 9:
            return json.dumps(document, separators=(",", ":")) + chance.choice(["", "\r", " "])
        case 10:
            until = chance.choice(["2026-03-01", "2026-03-02", "soon"])
            document["evidence"] = {"enterprise.credit_level": {"valid_until": until}}
        case 11:
            document["unknown"] = chance.choice([["business"], ["enterprise.roles"], ["x"], []])
        case 12:
            document.pop(chance.choice(list(document)))
        case 13:
            document["business"] = [{**item, "id": "A"} for item in document["business"]]
        case 14:
            document["ref"] = chance.choice([None, "", 5, ["x"], "E-7", 'x"y', "\u202e", "\ud800"])
        case 15:
            document[chance.choice(list(document))] = None
        case 16:
            nothing = dict.fromkeys(load_catalogue().enterprise)
            document["enterprise"] = {**nothing, **document["enterprise"]}
        case 17:
            document["enterprise"]["name"] = chance.choice(
                ['a": null', ": null", "null", '\\":', "{"]
            )
        case _:
            for item in document["business"]:
                item.setdefault(
                    chance.choice(["note", "on_site"]), chance.choice([None, "x", True])
                )
    return json.dumps(document)


OWNERS = """ref,name,credit_level,roles,export_food_producer
A,甲公司,advanced_certified,consignee_consignor;customs_broker,false
B,乙公司,高级认证企业,consignee_consignor,TRUE
C,"丙, 公司",certified,[],
C,丁公司,regular,,

D,戊公司,dishonest,consignee_consignor;;other,false
,己公司,regular,,
E,庚公司,regular
F,辛公司,advanced_certified,,true,1
G,=1+1,advanced_certified,,
H,壬公司,advanced_certified,,
I,癸公司,advanced_certified,,
J,子公司,regular,,
"""


ITEMS = """ref,kind,id,special_circumstances,accepted_on,appointment_at,outside_office_hours,on_site
A,special_goods_approval,1,false,2026-03-02,,,
A,appointment_clearance,2,,,2026-03-07 22:00,true,
G,special_goods_approval,1,否,2026/3/2,,,
H,counter_formality,1,,,,,true
H,enquiry,1,,,,,
I,enquiry,1,,,,,true
I,spezial,2,,,,,
J,special_goods_approval,,false,2026-03-02,,,
J,special_goods_approval,,false,2026-03-02,,,
Z,enquiry,1,,,,,
"""


def as_text(folder: Path, owners: str = OWNERS, items: str = ITEMS, **how: Any) -> list[str]:
    home = folder / "tables"
    home.mkdir(exist_ok=True)
    (home / "enterprises.csv").write_text(owners, newline="", **{"encoding": "utf-8", **how})
    (home / "business.csv").write_text(items, newline="", **{"encoding": "utf-8", **how})
    return [str(home)]


ODD = (
    *("1", "1.0", '"true"', "null", "[]", "{}", '"x"', "-0", "01", "1e2", "9" * 20, "true", '" "'),
    *('"2026-02-30"', '"2026-13-01"', '"2006-12-31"', '"2100-01-01"', '"2026-03-02T10:00"'),
    *('"2026-03-02"', '"2026-03-02T24:00"', '"\\ud800"', '"\\u4e0a"', '"高级认证企业"', "NaN"),
    *('["a"]', '"advanced_certified"', '"2028-02-29"', '"2027-02-29"', '"91310115MA1K35X09X"'),
)


CRM_OWNERS = """客户编号,企业名称,海关信用等级,企业备案类型,出口食品生产企业,销售,客户级别,,
A,甲公司,高级认证企业,进出口货物收发货人;报关企业,是,"王, 五",1
B,乙公司,advanced_certified,,,=1+1,2,,
C,丙公司
D,丁公司,regular,,,李,,,x
"""
CRM_ITEMS = """内部编号;业务种类;业务编号;受理日期;存在特殊情况;备注
A;special_goods_approval;1;2026-03-02;否;加急
B;enquiry;2
"""
CRM_OPTIONS = (
    *("--map", "客户编号=ref"),
    "--ignore-unknown-columns",
    *("--keep", "销售,roles,海关信用等级,出口食品生产企业"),
)


def as_crm_book(folder: Path, _documents: list[Document]) -> list[str]:
    """The same in one workbook, with sheets for the two tables."""
    book = Workbook()
    for name, text, sign in (("企业", CRM_OWNERS, ","), ("待办业务", CRM_ITEMS, ";")):
        sheet = book.create_sheet(name)
        for row in csv.reader(text.splitlines(), delimiter=sign):
            sheet.append([None if cell == "=1+1" else cell for cell in row])
    book.save(folder / "crm.xlsx")
    return [str(folder / "crm.xlsx")]


def as_crm(folder: Path, _documents: list[Document]) -> list[str]:
    """Two tables with the heads of a CRM, of which the second has semicolons."""
    home = folder / "crm"
    home.mkdir()
    (home / "enterprises.csv").write_text(CRM_OWNERS, encoding="utf-8-sig")
    (home / "business.csv").write_text(CRM_ITEMS, encoding="gbk")
    return [str(home)]
