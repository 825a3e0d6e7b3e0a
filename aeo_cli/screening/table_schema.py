"""The columns of the two tables: which there are, and whether a table has them."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from aeo_cli.documents.problems import NOTHING, InputError, Problem, did_you_mean, one_of, quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.names import ITEM
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.row_documents import ITEM_COLUMNS, READINGS, enterprise_columns
from aeo_cli.screening.sources import PortfolioFile, TableName

D = TypeVar("D")
"""A type of a column, as an engine has it."""


def facts_of(table: TableName, plan: Plan) -> dict[str, Fact]:
    """Return the facts that a table may have, by column."""
    return plan.item_facts if table is TableName.BUSINESS else enterprise_columns(plan)


def fact_column(table: TableName, name: str) -> str:
    """Return how conditions name the fact of a column of a table; see `expressions.column`."""
    if table is TableName.BUSINESS:
        return f"{ITEM}__{name}"
    if name.startswith(READINGS):
        return f"readings__{name.removeprefix(READINGS)}"
    return f"enterprise__{name}"


def columns(table: TableName, plan: Plan) -> dict[str, Text | None]:
    """Return the columns that a table may have, each with its label."""
    own = ITEM_COLUMNS if table is TableName.BUSINESS else ("ref",)
    labels = {name: fact.label for name, fact in facts_of(table, plan).items()}
    return {**dict.fromkeys(own), **labels}


def require_columns(source: PortfolioFile, names: Sequence[str], plan: Plan) -> None:
    """Make sure that a table has the columns that it must have, and none that is not known.

    Raises:
        InputError: with every column that is wrong or missing.
    """
    known = columns(source.table, plan)
    problems = []
    if len(names) == 1 and re.search("[;\t]", names[0]):
        raise InputError([Problem(_HEAD, quoted(names[0]), _COMMAS, _SEPARATE)]).within(source.name)
    for name in dict.fromkeys(names):
        if name not in known:
            hint = did_you_mean(name.removeprefix("enterprise."), known)
            expected = both("已知的列", "a known column") if hint else one_of(known)
            problems.append(Problem(_HEAD, quoted(name), expected, hint or _DESCRIBED))
        elif names.count(name) > 1:
            once = both("每列一次", "each column once")
            problems.append(Problem(_HEAD, quoted(name), once, both("留一列", "keep one of them")))
    for name in ("ref",) if source.table is TableName.ENTERPRISES else ("ref", "kind"):
        if name not in names:
            column = both("列 {name}", "the column {name}").fill(name=name)
            problems.append(Problem(_HEAD, _ABSENT if names else NOTHING, column, _DESCRIBED))
    if problems:
        raise InputError(problems).within(source.name)


def require_types(
    source: PortfolioFile,
    plan: Plan,
    found: Mapping[str, D],
    fits: Callable[[FactType, D], bool],
    spelled: Callable[[D], str],
) -> None:
    """Make sure that each column of Parquet has a type that its values can have.

    Args:
        source: the file.
        plan: what its columns may be.
        found: the type of each of its columns, which are known ones.
        fits: whether a type of column can have the values of a type of fact.
        spelled: how a type of column is called.

    Raises:
        InputError: with every column that has not.
    """
    facts, problems = facts_of(source.table, plan), []
    for name, dtype in found.items():
        kind = facts[name].type if name in facts else FactType.TEXT
        if not fits(kind, dtype):
            words = both("{type} 类型的列", "a column of the type {type}")
            told = words.fill(type=spelled(dtype))
            problems.append(Problem(name, told, _FITTING[kind], _CAST))
    if problems:
        raise InputError(problems).within(source.name)


_FITTING = {
    FactType.TEXT: both("文本", "text"),
    FactType.CHOICE: both("文本", "text"),
    FactType.SET: both("文本列表", "lists of text"),
    FactType.BOOLEAN: both("布尔值", "booleans"),
    FactType.INTEGER: both("整数", "integers"),
    FactType.DATE: both("日期", "dates"),
    FactType.DATETIME: both("日期和时刻", "dates with times"),
}
_CAST = both("导出前转换该列的类型", "convert the column before it is exported")
_HEAD = both("表头", "header")
_COMMAS = both("以逗号分隔的列", "columns with commas between them")
_SEPARATE = both("另存为逗号分隔的 CSV", "save it as CSV with commas")
_DESCRIBED = both("列名见 docs/screening.md", "docs/screening.md tells the columns")
_ABSENT = both("没有该列", "no such column")
