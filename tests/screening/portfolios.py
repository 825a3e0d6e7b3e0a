"""Portfolios at random, each as JSON Lines and as two tables, and what `aeo check` says of them."""

import csv
import json
import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report, item_answers
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import run
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.facts import Fact, FactType

ON = date(2026, 3, 2)
Document = dict[str, Any]
Answers = dict[str, tuple[dict[str, str], list[tuple[Any, ...]]]]
"""By ref: the verdict on each provision, and each deadline."""


def enterprises(catalogue: Catalogue, count: int, seed: int) -> list[Document]:
    """Return profiles of which now this and now that is known, most of them with business.

    Every fourth is of the highest level and all is known of its business, some of it with time
    limits, so that a few hundred hold every verdict and every sort of deadline.
    """
    chance = random.Random(seed)
    return [
        _entitled(catalogue, f"E-{number}", chance)
        if number % 4 == 0
        else _profile(catalogue, f"E-{number}", chance)
        for number in range(count)
    ]


def _entitled(catalogue: Catalogue, ref: str, chance: random.Random) -> Document:
    clocks = {provision.kind for _, provision in catalogue.provisions() if provision.runs_from}
    dated = [kind for kind in catalogue.kinds if kind in clocks]
    kinds = chance.choices(dated, k=2) + chance.choices(list(catalogue.kinds), k=3)
    level = catalogue.enterprise["credit_level"].highest
    return {
        "ref": ref,
        "enterprise": {**_known(catalogue.enterprise, chance), "credit_level": level},
        "readings": _known(catalogue.readings, chance),
        "business": [
            {"kind": kind, "id": f"{ref}/{place}"}
            | {name: _value(fact, chance) for name, fact in catalogue.kinds[kind].facts.items()}
            for place, kind in enumerate(kinds)
        ],
    }


def _profile(catalogue: Catalogue, ref: str, chance: random.Random) -> Document:
    kinds = [chance.choice(list(catalogue.kinds)) for _ in range(chance.randrange(6))]
    return {
        "ref": ref,
        "enterprise": _known(catalogue.enterprise, chance),
        "readings": _known(catalogue.readings, chance),
        "business": [
            {"kind": kind, "id": f"{ref}/{place}", **_known(catalogue.kinds[kind].facts, chance)}
            for place, kind in enumerate(kinds)
        ],
    }


def _known(facts: Mapping[str, Fact], chance: random.Random) -> Document:
    return {name: _value(fact, chance) for name, fact in facts.items() if chance.random() < 0.75}


def _value(fact: Fact, chance: random.Random) -> Any:
    match fact.type:
        case FactType.BOOLEAN:
            return chance.random() < 0.5
        case FactType.CHOICE:
            return chance.choice(list(fact.choices))
        case FactType.SET:
            return [choice for choice in fact.choices if chance.random() < 0.3]
        case FactType.INTEGER:
            return chance.randrange(4)
        case FactType.DATE:
            return date.fromordinal(
                date(2026, 1, 1).toordinal() + chance.randrange(500)
            ).isoformat()
        case FactType.DATETIME:
            day = date.fromordinal(date(2026, 1, 1).toordinal() + chance.randrange(500))
            end = chance.choice(["", "", ":30", ":30.250000", "+00:00", ":00Z"])
            clock = f"{chance.randrange(24):02}:{chance.randrange(60):02}"
            return f"{day}{chance.choice('T ')}{clock}{end}"
        case FactType.TEXT if fact.format == "uscc":
            return "91110000600037341L"
        case FactType.TEXT if fact.format:
            return f"2225{chance.randrange(10**6):06}"
        case FactType.TEXT:
            return chance.choice(
                ['上海 "示例" 公司', "=1+1", "a,b;c", "两\n行", "名\\称", "\x1b[31m"]
            )


def write_lines(path: Path, documents: Iterable[Mapping[str, Any]], **options: Any) -> None:
    text = "".join(json.dumps(one, **options) + "\n" for one in documents)
    path.write_text(text, encoding="utf-8", newline="\n")


def tables(documents: Iterable[Document]) -> tuple[list[Document], list[Document]]:
    """Return the rows of the tables `enterprises` and `business`."""
    owners, pending = [], []
    for one in documents:
        readings = {f"readings.{name}": value for name, value in one["readings"].items()}
        owners.append({"ref": one["ref"], **one["enterprise"], **readings})
        pending += [{"ref": one["ref"], **item} for item in one["business"]]
    return owners, pending


def columns(catalogue: Catalogue) -> tuple[list[str], list[str]]:
    """Return every column of the two tables."""
    readings = [f"readings.{name}" for name in catalogue.readings]
    facts = dict.fromkeys(name for kind in catalogue.kinds.values() for name in kind.facts)
    return ["ref", *catalogue.enterprise, *readings], ["ref", "kind", "id", "note", *facts]


def write_csv(
    path: Path, heads: list[str], rows: Iterable[Document], encoding: str = "utf-8"
) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, heads)
        writer.writeheader()
        writer.writerows({name: cell(value) for name, value in row.items()} for row in rows)


def cell(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case list():
            return ";".join(value) or "[]"
        case _:
            return str(value)


def checked(catalogue: Catalogue, documents: Iterable[Document]) -> Answers:
    """Return what `aeo check` says, one profile after the other."""
    calendar = ChineseCalendar()
    reports = (assess(catalogue, read_profile(one, catalogue), calendar, ON) for one in documents)
    return {
        str(report.profile.ref): (_verdicts(report), sorted(_deadlines(report)))
        for report in reports
    }


def _verdicts(report: Report) -> dict[str, str]:
    provisions = (provision for measure in report.measures for provision in measure.provisions)
    return {provision.id: provision.verdict.value for provision in provisions}


def _deadlines(report: Report) -> Iterator[tuple[Any, ...]]:
    for _, provision, item in item_answers(report):
        if found := item.deadline:
            office = found.last_office_day
            days = (office.standard, office.shortened) if office else (None, None)
            yield (
                str(item.id),
                provision.id,
                provision.force.value,
                found.runs_from.isoformat(),
                found.standard.isoformat(),
                found.shortened.isoformat(),
                *(day and day.isoformat() for day in days),
                found.provisional,
                found.due.isoformat()[:10],
            )


Screened = tuple[Answers, list[Document]]


def screened(folder: Path, *words: str) -> Screened:
    """Screen a portfolio, and return its answers and its rejects."""
    out = folder / "out.jsonl"
    asked = ["screen", *words, "-o", str(out), "--on", ON.isoformat(), "--lang", "en"]
    assert run([*asked, "--max-rejects", "all"]) == 0
    return read(out)


def read(out: Path) -> Screened:
    """Return what stands in files of JSON Lines that were written."""
    answers: Answers = {}
    for row in _rows(out):
        verdicts = {name: value for name, value in row.items() if name[0].isdigit()}
        answers[row["ref"]] = (verdicts, [])
    for row in _rows(out.with_suffix(".deadlines.jsonl")):
        ref = row.pop("ref")
        row.pop("kind")
        answers[ref][1].append(tuple(row.values()))
    for _, found in answers.values():
        found.sort()
    return answers, list(_rows(out.with_suffix(".rejects.jsonl")))


def _rows(path: Path) -> Iterator[Document]:
    text = path.read_text(encoding="utf-8")
    yield from (json.loads(line) for line in text.split("\n") if line)
