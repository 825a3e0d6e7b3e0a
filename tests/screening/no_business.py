"""A portfolio under a catalogue that declares no kind of business."""

from pathlib import Path

from tests.screening.portfolios import Answers

CATALOGUE = """
id = "no-business"
version = "1"
title = { zh = "没有待办业务", en = "No business" }
heading = ["enterprise.certified"]
documents.plan.title = { zh = "方案", en = "Plan" }
categories.all.title = { zh = "全部", en = "All" }

[enterprise.certified]
type = "boolean"
label = { zh = "经认证", en = "certified" }
question = { zh = "是否经认证？", en = "Is it certified?" }

[[measures]]
number = 1
id = "coordinator"
category = "all"
title = { zh = "协调员", en = "Coordinator" }

[[measures.provisions]]
id = "1"
summary = { zh = "配备协调员", en = "A coordinator is assigned" }
entitled = { fact = "enterprise.certified", is = true }
route = "automatic"
force = "firm"
citation = { document = "plan" }
"""
ANSWERS: Answers = {"A": ({"1": "applies"}, []), "B": ({"1": "undetermined"}, [])}


def as_lines(folder: Path) -> list[str]:
    """Write the portfolio as JSON lines; return the words of the command line that name it."""
    lines = '{"ref": "A", "enterprise": {"certified": true}}\n{"ref": "B", "enterprise": {}}\n'
    (folder / "portfolio.jsonl").write_text(lines, encoding="utf-8")
    return [str(folder / "portfolio.jsonl"), *_catalogue(folder)]


def as_csv(folder: Path) -> list[str]:
    """Write the portfolio as two tables, that of business without a row; return the words."""
    tables = folder / "tables"
    tables.mkdir()
    (tables / "enterprises.csv").write_text("ref,certified\nA,true\nB,\n", encoding="utf-8")
    (tables / "business.csv").write_text("ref,kind\n", encoding="utf-8")
    return [str(tables), *_catalogue(folder)]


def _catalogue(folder: Path) -> list[str]:
    path = folder / "catalogue.toml"
    path.write_text(CATALOGUE, encoding="utf-8")
    return ["--catalogue", str(path)]
