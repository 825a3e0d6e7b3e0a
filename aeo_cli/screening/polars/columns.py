"""The columns of a file with their types, in Polars, before its rows are read."""

from collections.abc import Mapping, Sequence

import polars as pl

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Attempts, InputError, Problem
from aeo_cli.documents.text import both
from aeo_cli.rules.facts import FactType
from aeo_cli.screening.heads import is_extra
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.polars.cells import may_be_certain
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.table_schema import column_names, facts_of
from aeo_cli.screening.text_files import header


def heads(source: PortfolioFile) -> list[str]:
    """Return the heads of a table, whatever they mean.

    Raises:
        InputError: the file cannot be read.
    """
    return header(source) if source.form is RowFormat.CSV else [*schema(source)]


def check_heads(source: PortfolioFile, heads: Sequence[str], plan: Plan) -> None:
    """Check the heads of a file, and the types of its columns in Parquet.

    Raises:
        InputError: they are not those of its table.
    """
    dtypes = schema(source) if source.form is RowFormat.PARQUET else {}
    require_columns(source, heads, dtypes, plan)


def schema(source: PortfolioFile) -> dict[str, pl.DataType]:
    """Return the columns of Parquet by their heads, with their types."""
    try:
        return dict(pl.scan_parquet(source.path, glob=False).collect_schema())
    except pl.exceptions.PolarsError as error:
        raise unreadable(source, error) from error


def require_columns(
    source: PortfolioFile, heads: Sequence[str], dtypes: Mapping[str, pl.DataType], plan: Plan
) -> None:
    """Require that the columns of a file are those of its table, and can hold its values.

    Args:
        source: the file.
        heads: its heads.
        dtypes: the types of its columns, by their heads; none of a text file.
        plan: the plan, which knows the facts.

    Raises:
        InputError: with every wrong head, and every column of a wrong type.
    """
    with Attempts() as attempt:
        attempt(column_names, source, heads, plan)
        attempt(_require_types, source, dtypes, plan)


def _require_types(source: PortfolioFile, dtypes: Mapping[str, pl.DataType], plan: Plan) -> None:
    """Require that the type of each column can hold the values of its fact."""
    facts, problems = facts_of(source.table, plan), []
    columns = ((head, name) for head in dtypes for name in plan.heads.columns(source.table, head))
    for head, name in columns:
        kind = facts[name].type if name in facts else FactType.TEXT
        kinds = {kind}
        if is_extra(name):
            kinds = {*FactType} - {FactType.SET}
        elif source.table is TableName.BUSINESS and name in facts:
            kinds = {fact.type for fact in plan.facts_named(name)}
        if not any(_fits(one, dtypes[head]) for one in kinds):
            found = _COLUMN_OF_TYPE.fill(type=str(dtypes[head]))
            hint = _CAST_TO_DAYS if kind is FactType.DATE else _CAST
            problems.append(Problem(head, found, _EXPECTED_TYPES[kind], hint))
    if problems:
        raise InputError(problems).within(source.name)


def _fits(kind: FactType, dtype: pl.DataType) -> bool:
    """Return whether a column of a type can hold the values of a type of fact."""
    number = dtype.is_integer() or dtype.is_float()
    also = {FactType.TEXT, FactType.BOOLEAN, FactType.INTEGER, FactType.DATE}
    return may_be_certain(kind, dtype) or dtype == pl.Null or (number and kind in also)


def unreadable(source: PortfolioFile, error: Exception) -> InputError:
    """Return the error for a file that is truncated or not of its format."""
    found = visible(str(error).partition("\n")[0])
    expected = both("完整的 {form} 文件", "a complete {form} file").fill(form=source.form.value)
    hint = both("请重新导出或复制这个文件", "export or copy the file again")
    return source.error(Problem("", both(found, found), expected, hint))


_EXPECTED_TYPES = {
    FactType.TEXT: both("文本", "text"),
    FactType.CHOICE: both("文本", "text"),
    FactType.SET: both("文本列表", "lists of text"),
    FactType.BOOLEAN: both("布尔值", "booleans"),
    FactType.INTEGER: both("整数", "integers"),
    FactType.DATE: both("日期", "dates"),
    FactType.DATETIME: both("日期和时刻", "dates and times"),
}
_COLUMN_OF_TYPE = both("类型为 {type} 的列", "a column of type {type}")
_CAST = both("请在导出前转换该列的类型", "convert the column before exporting it")
_CAST_TO_DAYS = both(
    "请在导出前将该列转换为北京时间的日期",
    "convert the column to dates in Shanghai before exporting it",
)
