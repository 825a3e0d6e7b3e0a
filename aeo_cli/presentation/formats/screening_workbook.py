"""The results of a screening as one workbook: summary, verdicts, deadlines and rejected rows."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import Lang, both
from aeo_cli.presentation.formats.workbook import MOST_ROWS, TableBook
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.screening_tables import Row, ScreeningTables
from aeo_cli.screening.document import Screening
from aeo_cli.screening.job import DEADLINES, REJECTS, Job, Outputs


def write(path: Path, screening: Screening, outputs: Outputs, job: Job, lang: Lang) -> None:
    """Write a workbook.

    Args:
        path: the file.
        screening: the counts.
        outputs: the three tables, as JSON Lines.
        job: what was done.
        lang: the language.

    Raises:
        InputError: a table has more rows than a sheet.
        OSError: the file cannot be written.
    """
    for table in outputs.paths:
        with table.open("rb") as file:
            if sum(1 for _ in file) > MOST_ROWS:
                found = _TOO_LONG.fill(name=table.stem, most=f"{MOST_ROWS:,}")
                raise InputError([Problem("-o", found, None, _OTHERS)])
    words = CatalogueWords(job.plan.catalogue, lang)
    tables = ScreeningTables(words)
    verdicts, deadlines, rejects = outputs.paths
    heading = job.plan.heads.kept if job.long else job.plan.heading
    heads = {row["ref"]: dict.fromkeys(heading) for row in _rows(deadlines)}
    sheets = (
        tables.summary(screening),
        tables.verdicts(job.columns, _collecting(_rows(verdicts), heads)),
        tables.deadlines(
            ("ref", *heading, *DEADLINES),
            ({**row, **heads[row["ref"]]} for row in _soonest_first(deadlines)),
        ),
        tables.rejects(REJECTS, _rows(rejects)),
    )
    title = words.language.say(words.catalogue.title)
    TableBook(sheets, title, screening.tool, screening.on, lang).write(path)


def _collecting(verdicts: Iterable[Row], heads: dict[str, dict[str, Any]]) -> Iterator[Row]:
    """Yield verdicts, and collect what heads an enterprise for the refs that are asked for."""
    for row in verdicts:
        if head := heads.get(row["ref"]):
            head |= {name: row[name] for name in head}
        yield row


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from map(json.loads, lines)


def _soonest_first(deadlines: Path) -> Iterator[Row]:
    """Yield deadlines by the day to act on, and those of one day in their order.

    Memory holds their days only.
    """
    with deadlines.open("rb") as lines:
        places, place = [], 0
        for line in lines:
            places.append((json.loads(line)["due"], place))
            place += len(line)
        for _, place in sorted(places):
            lines.seek(place)
            yield json.loads(lines.readline())


_TOO_LONG = both(
    "{name} 超过 {most} 行，一个工作表放不下", "{name}: more than the {most} rows of a sheet"
)
_OTHERS = both("请改用 .csv 或 .parquet", "write .csv or .parquet instead")
