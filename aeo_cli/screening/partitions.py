"""Columns that folders state: in `business/kind=enquiry/part-0.parquet`, the kind is `enquiry`.

This is how Hive, Spark, Polars and pandas divide a table. A value is text, as in a cell of CSV.
Some writers leave the column out of the file; where it is there too, both must say the same.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import both
from aeo_cli.rules.fact_values import read
from aeo_cli.rules.mistakes import Mistake
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.row_documents import Cells
from aeo_cli.screening.sources import PartitionKey, PortfolioFile
from aeo_cli.screening.table_schema import facts_of

_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


def partition_keys(source: PortfolioFile, named: Path | None) -> Iterator[PartitionKey]:
    """Yield the columns that the folders of a file state, outermost first.

    Args:
        source: the file.
        named: the folder that was named, in which the file is; None: the file itself was named.
    """
    path, folder = source.path, named or source.path
    if not source.is_remote:  # however they are spelled
        path, folder = path.absolute(), folder.absolute()
    for number, part in enumerate(path.parts[:-1]):
        column, equals, value = map(unquote, part.partition("="))
        if column and equals:
            stated = None if value in {"", _NO_VALUE} else value
            yield PartitionKey(column, stated, number >= len(folder.parts))


def require_agreement(source: PortfolioFile, plan: Plan, cells: Cells) -> None:
    """Require that a row has the same values in its cells as its folders state.

    Args:
        source: the file of the row.
        plan: the plan, which knows the facts.
        cells: the cells of the row, with those that only the folders state.

    Raises:
        InputError: with every cell that differs.
    """
    facts, problems = facts_of(source.table, plan), []
    for column, value in source.stated.items():
        cell = cells.get(column)
        if (None if cell == "" else cell) == value:
            continue
        if (fact := facts.get(column)) and isinstance(value, str):
            stated = read(fact, value)
            if not isinstance(stated, Mistake) and stated == read(fact, cell):
                continue
        expected = _THE_SAME.fill(column=column, value=value or "")
        problems.append(Problem(column, quoted(cell), expected, _MOVE_ROW))
    if problems:
        raise InputError(problems)


_THE_SAME = both("与文件夹 {column}={value} 一致的值", "the value of the folder {column}={value}")
_MOVE_ROW = both(
    "请更正该值，或将该行移到相应文件夹", "correct the value, or move the row to the right folder"
)
