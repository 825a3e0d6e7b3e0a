"""The columns of the two tables: which there are, and whether a table has them."""

import re
from collections.abc import Sequence

from aeo_cli.errors import NOTHING, InputError, Problem, did_you_mean, one_of, quoted
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.rows import ITEM_COLUMNS, enterprise_columns
from aeo_cli.screening.sources import Source, Table
from aeo_cli.text import Text, both


def columns(table: Table, plan: Plan) -> dict[str, Text | None]:
    """Return the columns that a table may have, each with its label."""
    if table is Table.ENTERPRISES:
        facts = enterprise_columns(plan)
        return {"ref": None, **{name: fact.label for name, fact in facts.items()}}
    labels = {name: fact.label for name, fact in plan.item_facts.items()}
    return {**dict.fromkeys(ITEM_COLUMNS), **labels}


def require_columns(source: Source, names: Sequence[str], plan: Plan) -> None:
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
    for name in ("ref",) if source.table is Table.ENTERPRISES else ("ref", "kind"):
        if name not in names:
            column = both("列 {name}", "the column {name}").fill(name=name)
            problems.append(Problem(_HEAD, _ABSENT if names else NOTHING, column, _DESCRIBED))
    if problems:
        raise InputError(problems).within(source.name)


CAST = both("导出前转换该列的类型", "convert the column before it is exported")
"""What to do about a column of Parquet that has the wrong type."""
_HEAD = both("表头", "header")
_COMMAS = both("以逗号分隔的列", "columns with commas between them")
_SEPARATE = both("另存为逗号分隔的 CSV", "save it as CSV with commas")
_DESCRIBED = both("列名见 docs/screening.md", "docs/screening.md tells the columns")
_ABSENT = both("没有该列", "no such column")
