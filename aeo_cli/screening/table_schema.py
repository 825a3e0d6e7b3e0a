"""The columns of the tables `enterprises` and `business`, and checks of a file's columns."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from aeo_cli.documents.problems import InputError, Problem, one_of, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.names import ITEM
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.row_documents import ITEM_COLUMNS, READINGS, enterprise_columns
from aeo_cli.screening.sources import PartitionKey, PortfolioFile, TableName

DType = TypeVar("DType")
"""The data type of a column, in an engine's own terms."""


def facts_of(table: TableName, plan: Plan) -> dict[str, Fact]:
    """Return the facts that a table may contain, by column."""
    return plan.item_facts if table is TableName.BUSINESS else enterprise_columns(plan)


def fact_column(table: TableName, name: str) -> str:
    """Return the column of the fact in expressions: `readings.x` -> `readings__x`."""
    if table is TableName.BUSINESS:
        return f"{ITEM}__{name}"
    if name.startswith(READINGS):
        return f"readings__{name.removeprefix(READINGS)}"
    return f"enterprise__{name}"


def columns(table: TableName, plan: Plan) -> dict[str, Text | None]:
    """Return the columns that a table may have, with their labels."""
    keys = ITEM_COLUMNS if table is TableName.BUSINESS else ("ref",)
    labels = {name: fact.label for name, fact in facts_of(table, plan).items()}
    return {**dict.fromkeys(keys), **labels}


def require_columns(source: PortfolioFile, names: Sequence[str], plan: Plan) -> None:
    """Require all mandatory columns of a table, and no unknown or repeated ones.

    A column that the folders of the file state may be in the file too.

    Raises:
        InputError: with every column that is wrong or missing.
    """
    allowed = columns(source.table, plan)
    given = [key.column for key in source.partition if key.is_below]
    problems = []
    # A single column with a semicolon or tab in it is a whole header with another separator.
    if len(names) == 1 and re.search("[;\t]", names[0]):
        raise InputError([Problem(_HEAD, quoted(names[0]), _COMMAS, _SEPARATE)]).within(source.name)
    for name in dict.fromkeys(names):
        if name not in allowed:
            hint = did_you_mean(name.removeprefix("enterprise."), allowed)
            found, expected = _UNKNOWN.fill(name=quoted(name)), None if hint else one_of(allowed)
            problems.append(Problem(_HEAD, found, expected, hint or _DESCRIBED))
        elif names.count(name) > 1:
            problems.append(Problem(_HEAD, _REPEATED.fill(name=quoted(name)), None, _KEEP_ONE))
    problems += _folder_problems(given, allowed)
    above = [key for key in source.partition if not key.is_below and key.column in allowed]
    problems += (_above(key) for key in above if key.column not in {*names, *given})
    for name in ("ref",) if source.table is TableName.ENTERPRISES else ("ref", "kind"):
        if name not in {*names, *given}:
            problems.append(Problem(_HEAD, _ABSENT.fill(name=name), None, _DESCRIBED))
    if problems:
        raise InputError(problems).within(source.name)


def _folder_problems(given: Sequence[str], allowed: Mapping[str, Text | None]) -> Iterator[Problem]:
    """Yield a problem for each column that folders state and the table does not have once."""
    for name in dict.fromkeys(given):
        place = _FOLDER.fill(name=name)
        if name not in allowed:
            # In a data lake the likeliest `date=…` says when the file was written.
            hint = _NO_COLUMN
            if meant := did_you_mean(name, allowed):
                hint = both("{meant}{rename}", "{meant} {rename}").fill(meant=meant, rename=hint)
            yield Problem(place, _UNKNOWN.fill(name=quoted(name)), None, hint)
        elif given.count(name) > 1:
            yield Problem(place, _REPEATED.fill(name=quoted(name)), None, _RENAME_FOLDER)


def _above(key: PartitionKey) -> Problem:
    """Return the problem that a folder above the one that was named seems to state a column."""
    folder = f"{key.column}={key.value or ''}"
    place = _FOLDER.fill(name=key.column)
    return Problem(place, quoted(folder), _BELOW, _NAME_OR_RENAME)


def require_types(
    source: PortfolioFile,
    plan: Plan,
    dtypes: Mapping[str, DType],
    fits: Callable[[FactType, DType], bool],
    dtype_name: Callable[[DType], str],
) -> None:
    """Require that the type of each Parquet column can hold the values of its fact.

    Args:
        source: the file.
        plan: the plan, which knows the facts.
        dtypes: the type of each column of the file.
        fits: returns whether a type can hold the values of a type of fact.
        dtype_name: returns the name of a type for people.

    Raises:
        InputError: with every column of a wrong type.
    """
    facts, problems = facts_of(source.table, plan), []
    is_business = source.table is TableName.BUSINESS
    allowed = columns(source.table, plan)  # any other is a problem already
    for name, dtype in ((name, dtype) for name, dtype in dtypes.items() if name in allowed):
        kind = facts[name].type if name in facts else FactType.TEXT
        kinds = [fact.type for fact in plan.facts_named(name)] if is_business else []
        if not any(fits(other, dtype) for other in kinds or [kind]):
            found = both("类型为 {type} 的列", "a column of type {type}")
            named = found.fill(type=dtype_name(dtype))
            hint = _CAST_TO_DAYS if kind is FactType.DATE else _CAST
            problems.append(Problem(name, named, _EXPECTED_TYPES[kind], hint))
    if problems:
        raise InputError(problems).within(source.name)


_EXPECTED_TYPES = {
    FactType.TEXT: both("文本", "text"),
    FactType.CHOICE: both("文本", "text"),
    FactType.SET: both("文本列表", "lists of text"),
    FactType.BOOLEAN: both("布尔值", "booleans"),
    FactType.INTEGER: both("整数", "integers"),
    FactType.DATE: both("日期", "dates"),
    FactType.DATETIME: both("日期和时刻", "dates and times"),
}
_CAST = both("请在导出前转换该列的类型", "convert the column before exporting it")
_CAST_TO_DAYS = both(
    "请在导出前将该列转换为北京时间的日期",
    "convert the column to dates in Shanghai before exporting it",
)
_HEAD = both("表头", "header")
_FOLDER = both("文件夹 {name}=…", "folder {name}=…")
_BELOW = both(
    "由所指定文件夹之下的文件夹表示的列", "a column given by folders below the one you named"
)
_NAME_OR_RENAME = both(
    "请指定上一级文件夹；若不是数据列，请将文件夹改名，去掉等号",
    "name the folder above it; if it is not a data column, rename it without the equals sign",
)
_NO_COLUMN = both(
    "若不是数据列，请将文件夹改名，去掉等号",
    "if it is not a data column, rename the folder without the equals sign",
)
_KEEP_ONE = both("请只保留一列", "keep one of them")
_RENAME_FOLDER = both("请将其中一级文件夹改名", "rename one of the folders")
_COMMAS = both("以逗号分隔的列", "columns separated by commas")
_SEPARATE = both("请另存为逗号分隔的 CSV", "save it as comma-separated CSV")
_DESCRIBED = both("列名见 docs/screening.md", "see docs/screening.md for the columns")
_ABSENT = both("缺少列 {name}", "missing column {name}")
_UNKNOWN = both("没有 {name} 这一列", "unknown column {name}")
_REPEATED = both("列 {name} 重复出现", "the column {name} appears more than once")
