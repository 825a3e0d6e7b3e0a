"""A portfolio under a catalogue whose kinds of business give one name to facts of two types."""

from pathlib import Path

import polars as pl

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from tests.screening import portfolios as screenings
from tests.screening.portfolios import Document, tables, write_csv


def _choices(kind: str, *names: str) -> str:
    """Return a type of fact with choices."""
    each = ", ".join(f'{name} = {{ zh = "{name}", en = "{name}" }}' for name in names)
    return f'type = "{kind}"\nchoices = {{ {each} }}'


_WORDS = 'label = { zh = "甲", en = "a" }\nquestion = { zh = "甲？", en = "a?" }\n'
_FACTS = {
    "early": {
        "number": 'type = "boolean"',
        "colour": _choices("choice", "red", "blue"),
        "marks": _choices("set", "one", "two"),
        "begins": 'type = "date"',
        "same": 'type = "boolean"',
    },
    "late": {
        "number": 'type = "integer"',
        "colour": _choices("choice", "blue", "green"),
        "marks": 'type = "boolean"',
        "begins": 'type = "datetime"',
        "same": 'type = "boolean"',
    },
}
_CONDITIONS = {
    "early": [
        '{ fact = "item.number", is = true }',
        '{ fact = "item.colour", in = ["red"] }',
        '{ fact = "item.marks", has = "two" }',
        '{ fact = "item.same", is = true }',
    ],
    "late": [
        '{ not = { fact = "item.number", at_least = 2 } }',
        '{ fact = "item.colour", in = ["green", "blue"] }',
        '{ any = [{ fact = "item.marks", is = true }, { fact = "item.same", is = true }] }',
    ],
}
_LIMITS = {
    "early": """
runs_from = "begins"
effect.nature = "authority_deadline"
effect.from = { value = 20, unit = "working_day" }
effect.to = { comparator = "at_most", value = 5, unit = "working_day" }
""",
    "late": """
runs_from = "begins"
effect.nature = "applicant_notice"
effect.from = { value = 24, unit = "hour" }
effect.to = { comparator = "at_least", value = 8, unit = "hour" }
""",
}


def _catalogue_text() -> str:
    text = """
id = "differing-kinds"
version = "1"
title = { zh = "甲", en = "a" }
heading = ["enterprise.credit_level"]
documents.plan.title = { zh = "甲", en = "a" }
categories.all.title = { zh = "甲", en = "a" }
[units.working_day]
counts = "working_day"
name = { zh = "工作日", en = "working days" }
words = { zh = "{n} 个工作日", en = "{n} working days" }
[units.hour]
counts = "hour"
name = { zh = "小时", en = "hours" }
words = { zh = "{n} 小时", en = "{n} hours" }
[office_hours]
opens = 08:30:00
closes = 17:00:00
confirmed = false
[natures]
authority_deadline.words = { zh = "{change}{to}以内", en = "{change}within {to}" }
applicant_notice.words = { zh = "{change}提前{to}", en = "{change}{to} before" }
[enterprise.credit_level]
type = "choice"
highest = "high"
choices = { high = { zh = "高", en = "high" }, low = { zh = "低", en = "low" } }
"""
    text += _WORDS
    for kind, facts in _FACTS.items():
        text += f'[kinds.{kind}]\nlabel = {{ zh = "甲", en = "a" }}\n'
        for name, lines in facts.items():
            text += f"[kinds.{kind}.facts.{name}]\n{lines}\n{_WORDS}"
    text += (
        '[[measures]]\nnumber = 1\nid = "m"\ncategory = "all"\ntitle = { zh = "甲", en = "a" }\n'
    )
    provisions = [(kind, line) for kind, lines in _CONDITIONS.items() for line in lines]
    for letter, (kind, condition) in zip("abcdefg", provisions, strict=True):
        text += f"""
[[measures.provisions]]
id = "1{letter}"
summary = {{ zh = "甲", en = "a" }}
entitled = {{ fact = "enterprise.credit_level", is = "high" }}
kind = "{kind}"
triggered = {condition}
route = "automatic"
force = "firm"
citation = {{ document = "plan" }}
{_LIMITS[kind]}"""
    return text


class Portfolio:
    """The portfolio in a folder, with its catalogue.

    Args:
        folder: where both are written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, path = folder, folder / "catalogue.toml"
        path.write_text(_catalogue_text(), encoding="utf-8")
        self.catalogue: Catalogue = load_catalogue(str(path))
        self.documents: list[Document] = screenings.enterprises(self.catalogue, 200, seed=7)
        self.answers = screenings.checked(self.catalogue, self.documents)
        self.own_catalogue = ["--catalogue", str(path)]

    def as_lines(self) -> list[str]:
        """Write it as JSON lines; return the words of the command line that name it."""
        screenings.write_lines(self.folder / "p.jsonl", self.documents)
        return [str(self.folder / "p.jsonl"), *self.own_catalogue]

    def as_csv(self) -> list[str]:
        """Write it as two tables in CSV; return the words."""
        home = self.folder / "tables"
        home.mkdir()
        names, heads = ("enterprises", "business"), screenings.columns(self.catalogue)
        for name, columns, rows in zip(names, heads, tables(self.documents), strict=True):
            write_csv(home / f"{name}.csv", columns, rows)
        return [str(home), *self.own_catalogue]

    def as_parquet(self) -> list[str]:
        """Write it as two tables in Parquet, without what one column cannot hold of both kinds.

        Return the words.
        """
        home = self.folder / "parquet"
        home.mkdir()
        for document in self.documents:
            document["business"] = [
                item for item in document["business"] if item["kind"] == "early"
            ]
        self.answers = screenings.checked(self.catalogue, self.documents)
        owners, items = tables(self.documents)
        pl.DataFrame(owners, infer_schema_length=None).write_parquet(home / "enterprises.parquet")
        pl.DataFrame(items, infer_schema_length=None).write_parquet(home / "business.parquet")
        return [str(home), *self.own_catalogue]
