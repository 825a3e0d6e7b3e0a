"""The results of a screening as one workbook: summary, verdicts, deadlines and rejected rows."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import Lang, both
from aeo_cli.presentation.formats.workbook import MOST_ROWS, write_workbook
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.screening_tables import ScreeningTables
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
    verdicts, deadlines, rejects = map(_rows, outputs.paths)
    sheets = (
        tables.summary(screening),
        tables.verdicts(job.columns, verdicts),
        tables.deadlines(DEADLINES, deadlines),
        tables.rejects(REJECTS, rejects),
    )
    title = words.language.say(words.catalogue.title)
    write_workbook(path, sheets, title, screening.tool, screening.on, lang)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from map(json.loads, lines)


_TOO_LONG = both(
    "{name} 超过 {most} 行，一个工作表放不下", "{name}: more than the {most} rows of a sheet"
)
_OTHERS = both("请改用 .csv 或 .parquet", "write .csv or .parquet instead")
