"""The columns of the tables `enterprises` and `business`, and checks of a file's columns."""

from collections.abc import Iterator, Mapping, Sequence

from aeo_cli.documents.escaping import unseen
from aeo_cli.documents.problems import NOTHING, InputError, Problem, quoted, shortened
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.profile.workbook_layout import KEEP_ONE_COLUMN, UNKNOWN_COLUMN
from aeo_cli.rules.facts import Fact
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.sources import PartitionKey, PortfolioFile, TableName


def facts_of(table: TableName, plan: Plan) -> dict[str, Fact]:
    """Return the facts that a table may contain, by column."""
    return plan.item_facts if table is TableName.BUSINESS else plan.enterprise_facts


def column_names(source: PortfolioFile, heads: Sequence[str], plan: Plan) -> list[str | None]:
    """Return the column that each head of a file means; None: it is not read.

    A column that the folders of the file state may be in the file too.

    Raises:
        InputError: with every head that means no column, several, or one that another means too,
            and every mandatory column that is missing.
    """
    known = plan.heads.labels[source.table]
    given = [key.column for key in source.partition if key.is_below]
    names = [next(iter(plan.heads.columns(source.table, head)), None) for head in heads]
    problems = [*_head_problems(source.table, heads, plan), *_repeated(heads, names)]
    problems += _folder_problems(given, known)
    above = [key for key in source.partition if not key.is_below and key.column in known]
    problems += (_above(key) for key in above if key.column not in {*names, *given})
    if not heads and not given:
        raise source.error(Problem("", NOTHING, _A_TABLE, _FIRST_ROW))
    if not given and (title := _title(source.table, heads, plan)):
        raise source.error(Problem(_HEAD, quoted(title), _HEADS, _ABOVE))
    for name in ("ref",) if source.table is TableName.ENTERPRISES else ("ref", "kind"):
        if name not in {*names, *given}:
            hint = _CALL_OR_MAP.fill(name=name)
            problems.append(Problem(_HEAD, _ABSENT.fill(name=name), None, hint))
    if problems:
        if source.table is TableName.ENTERPRISES and _has_kinds(heads, plan):
            raise source.error(Problem(_HEAD, _BUSINESS, None, _NAME_IT))
        raise InputError(problems).within(source.name)
    return names


def _has_kinds(heads: Sequence[str], plan: Plan) -> bool:
    """Return whether a head means the kind of an item, which no enterprise has."""
    return any("kind" in plan.heads.columns(TableName.BUSINESS, head) for head in heads)


def _title(table: TableName, heads: Sequence[str], plan: Plan) -> str | None:
    """Return the text of a first row that has no heads, but the title of the table."""
    texts = [head for head in heads if head]
    if len(texts) != 1 or plan.heads.columns(table, texts[0]) or plan.heads.meant(table, texts[0]):
        return None
    return texts[0]


def _head_problems(table: TableName, heads: Sequence[str], plan: Plan) -> Iterator[Problem]:
    """Yield the problems of heads that mean no column of a table, or several."""
    unknown = []
    for head in dict.fromkeys(heads):
        columns = plan.heads.columns(table, head)
        if len(columns) > 1:
            several = _AMBIGUOUS.fill(head=quoted(head), columns=listed(sorted(columns)))
            yield Problem(_HEAD, several, None, _KEY_OR_MAP)
        if columns or plan.heads.is_dropped(head):
            continue
        if hint := plan.heads.meant(table, head):
            column = plan.heads.nearest(table, head) or ""
            way = _OR_MAP.fill(meant=hint, head=shortened(head), column=column)
            meant = hint if unseen(head) else way
            yield Problem(_HEAD, UNKNOWN_COLUMN.fill(name=quoted(head)), None, meant)
        elif not plan.heads.ignores_unknown:
            unknown.append(quoted(head).en)
    if unknown:
        found = _UNKNOWN_ONES if len(unknown) > 1 else UNKNOWN_COLUMN
        yield Problem(_HEAD, found.fill(name=listed(unknown)), None, _IGNORE_OR_MAP)


def _repeated(heads: Sequence[str], names: Sequence[str | None]) -> Iterator[Problem]:
    """Yield a problem for each head that means the same column as one before it."""
    first: dict[str, str] = {}
    for head, name in zip(heads, names, strict=True):
        if name and (other := first.setdefault(name, head)) is not head:
            found = (_REPEATED if other == head else _SAME).fill(
                name=quoted(head), other=quoted(other), column=name
            )
            yield Problem(_HEAD, found, None, KEEP_ONE_COLUMN)


def _folder_problems(given: Sequence[str], allowed: Mapping[str, Text]) -> Iterator[Problem]:
    """Yield a problem for each column that folders state and the table does not have once."""
    for name in dict.fromkeys(given):
        place = _FOLDER.fill(name=name)
        if name not in allowed:
            # In a data lake the likeliest `date=…` says when the file was written.
            hint = _NO_COLUMN
            if meant := did_you_mean(name, allowed):
                hint = both("{meant}{rename}", "{meant} {rename}").fill(meant=meant, rename=hint)
            yield Problem(place, UNKNOWN_COLUMN.fill(name=quoted(name)), None, hint)
        elif given.count(name) > 1:
            yield Problem(place, _REPEATED.fill(name=quoted(name)), None, _RENAME_FOLDER)


def _above(key: PartitionKey) -> Problem:
    """Return the problem that a folder above the one that was named seems to state a column."""
    folder = f"{key.column}={key.value or ''}"
    place = _FOLDER.fill(name=key.column)
    return Problem(place, quoted(folder), _BELOW, _NAME_OR_RENAME)


_HEAD = both("表头", "header")
_BUSINESS = both("这是待办业务表", "this is a table of pending business")
_NAME_IT = both(
    "请用 --enterprises 指定企业表，用 --business 指定此表",
    "name the table of enterprises with --enterprises, and this one with --business",
)
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
_RENAME_FOLDER = both("请将其中一级文件夹改名", "rename one of the folders")
_HEADS = both("表头，如 ref、name", "heads, such as ref and name")
_ABOVE = both(
    "第一行须为表头：请删去上方的标题行",
    "the header must be the first row: delete the title above it",
)
_FIRST_ROW = both("请核对路径；第一行须为表头", "check the path; the header must be the first row")
_A_TABLE = both("一张带表头的表", "a table with a header")
_ABSENT = both("缺少列 {name}", "missing column {name}")
_CALL_OR_MAP = both(
    "请以 {name} 为表头，或用 --map '表头={name}' 指明",
    "name it {name}, or say which with --map 'HEAD={name}'",
)
_UNKNOWN_ONES = both("没有 {name} 这些列", "unknown columns {name}")
_REPEATED = both("列 {name} 重复出现", "the column {name} appears more than once")
_SAME = both("{other} 和 {name} 都是列 {column}", "{other} and {name} are both the column {column}")
_AMBIGUOUS = both(
    "{head} 可能是以下任何一列：{columns}", "{head} can mean any of these columns: {columns}"
)
_KEY_OR_MAP = both(
    "请改用列名，或用 --map 'HEAD=COLUMN' 指明",
    "use the name of the column instead, or say which with --map 'HEAD=COLUMN'",
)
_OR_MAP = both(
    "{meant}如是，请用 --map '{head}={column}'；不读取则用 --map '{head}='",
    "{meant} If so, use --map '{head}={column}'; leave it out with --map '{head}='",
)
_IGNORE_OR_MAP = both(
    "用 --ignore-unknown-columns 忽略，或用 --map '表头=列名' 指明含义；"
    "列名见 aeo screen --template 生成的空表",
    "pass over with --ignore-unknown-columns, or read as another with --map 'HEAD=COLUMN'; "
    "for the columns, see the empty tables of aeo screen --template",
)
