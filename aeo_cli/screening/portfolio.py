"""A portfolio: the search for its files, and what has to be known before they are read.

A portfolio is either profiles, in JSON Lines or each in a file of its own, or two tables in CSV or
Parquet, one of enterprises and one of their pending business. Each may be split into many files.
"""

import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from aeo_cli.documents import file_errors
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Attempts, InputError, Problem
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.screening.layout import PLACE, folder_files
from aeo_cli.screening.part_files import Found, named_files, place_of
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.portfolio_names import PortfolioNames
from aeo_cli.screening.sources import CHECK, Note, PortfolioFile, RowFormat, TableName
from aeo_cli.screening.text_files import detect_encoding, require_lines
from aeo_cli.screening.unpacking import unpacked_files


class Portfolio(NamedTuple):
    """The files of a portfolio in order, and notes on how they are read."""

    sources: tuple[PortfolioFile, ...]
    notes: tuple[Note, ...] = ()

    @property
    def size(self) -> int:
        """The size in bytes."""
        return sum(source.size for source in self.sources)

    @property
    def has_tables(self) -> bool:
        """Whether enterprises and their business are in separate tables."""
        return any(source.table is not TableName.PROFILES for source in self.sources)

    def holds(self, form: RowFormat) -> bool:
        """Return whether one of its files has a format."""
        return any(source.form is form for source in self.sources)


def portfolio(named: PortfolioNames, scratch: Callable[[], Path], plan: Plan) -> Portfolio:
    """Find the files of a portfolio and their encodings, and unpack those that are compressed.

    Profiles and workbooks are unpacked, too, into files that the engines read.

    Args:
        named: what the user names.
        scratch: makes the folder to unpack files into.
        plan: the plan, which knows the columns of tables.

    Raises:
        InputError: there are none, they are ambiguous, or they cannot be read.
    """
    named = named.tables
    if (named.whole is None) == (named.enterprises is None):
        raise InputError([Problem("", _EITHER, None, _AS_IN)])
    if named.whole is not None and named.business is not None:
        raise InputError([Problem("", _REQUIRES_ENTERPRISES, None, _ALONE)])
    try:
        parts = _located(named)
        sources = [
            source._replace(label=named.labels.get(str(source.path)))
            for part in parts
            for source in part.sources
        ]
        _require_distinct(sources)
        sources, unpacking = unpacked_files(sources, scratch, plan)
    except OSError as error:
        path = visible(str(error.filename))
        problem = Problem(PLACE, file_errors.unreadable(error), None, CHECK, path)
        raise InputError([problem]) from error
    read, notes = with_rows(sources, [path for part in parts for path in part.metadata])
    with Attempts() as attempt:
        detected = [attempt(detect_encoding, source) for source in read]
    notes += _shared((note, name, note) for name, note in unpacking)
    encodings = zip(read, detected, strict=True)
    notes += _shared((one, source.name, note) for source, (one, note) in encodings if note)
    read = [
        source._replace(encoding=encoding)
        for source, (encoding, _) in zip(read, detected, strict=True)
    ]
    with Attempts() as attempt:
        for source in read:
            attempt(require_lines, source)
    if not any(source.table in {TableName.PROFILES, TableName.BUSINESS} for source in read):
        notes.append(("", _NO_BUSINESS))
    return Portfolio(tuple(read), tuple(notes))


def _shared(notes: Iterable[tuple[Hashable, str, Text]]) -> Iterator[Note]:
    """Yield one note for each key, with the name of the first file that has it, and of others."""
    by_key: dict[Hashable, list[Note]] = {}
    for key, name, note in notes:
        by_key.setdefault(key, []).append((name, note))
    for (name, note), *others in by_key.values():
        names, more = listed([other for other, _ in others[:_MAX_NAMES]]), len(others) - _MAX_NAMES
        template = _AND_MORE if more > 0 else _LIKEWISE if others else _ALONE_SO
        yield name, template.fill(note=note, names=names, more=more)


_MAX_NAMES = 3
"""How many more files a note names."""
_ALONE_SO = both("{note}", "{note}")
_LIKEWISE = both("{note}（{names} 同此）", "{note} (also {names})")
_AND_MORE = both(
    "{note}（{names} 及另外 {more} 个文件同此）", "{note} (also {names} and {more} more)"
)


def _located(named: PortfolioNames) -> list[Found]:
    if (whole := named.whole) is not None:
        is_folder = whole and "://" not in whole and Path(whole).is_dir()
        if is_folder:
            return [folder_files(Path(whole))]
        return [named_files(TableName.PROFILES, whole, PLACE)]
    tables = ((TableName.ENTERPRISES, named.enterprises), (TableName.BUSINESS, named.business))
    with Attempts() as attempt:
        return [
            attempt(named_files, table, name, place_of(table))
            for table, name in tables
            if name is not None
        ]


def _require_distinct(sources: Iterable[PortfolioFile]) -> None:
    """Require that no file of a table is there twice because of a link: its rows would count twice.

    Raises:
        InputError: with every file that is there again.
    """
    seen, problems = dict[tuple[TableName, str], PortfolioFile](), []
    for source in sources:
        path = source.path.as_posix() if source.is_remote else os.path.realpath(source.path)
        first = seen.setdefault((source.table, path), source)
        if first is not source:
            found = _SAME_FILE.fill(file=first.name)
            problems.append(Problem(PLACE, found, None, _NO_LINK, source.name))
    if problems:
        raise InputError(problems)


def with_rows(
    sources: Sequence[PortfolioFile], metadata: Sequence[Path]
) -> tuple[list[PortfolioFile], list[Note]]:
    """Return the files that may have rows, and notes on the others.

    Spark writes a part file without a single byte where a part has no rows. If none of the files of
    a table has one, the table is cut off rather than empty.
    """
    filled = {source.table for source in sources if source.size}
    read = [
        source
        for source in sources
        if source.size or source.form is RowFormat.PARQUET or source.table not in filled
    ]
    unread = ((len(sources) - len(read), _EMPTY), (len(metadata), _METADATA))
    return read, [("", note.fill(count=count)) for count, note in unread if count]


_NO_BUSINESS = both(
    "没有 business 表，各企业均按没有待办业务处理",
    "no business table: every enterprise is taken to have nothing pending",
)
_EMPTY = both(
    "空文件（0 字节），按没有数据行处理：{count} 个",
    "empty files (0 bytes), treated as having no rows: {count}",
)
_METADATA = both(
    "不含数据行的元数据文件（如 _SUCCESS、.DS_Store），未读取：{count} 个",
    "metadata files without rows, such as _SUCCESS or .DS_Store, not read: {count}",
)
_SAME_FILE = both("与 {file} 是同一个文件", "this is the same file as {file}")
_NO_LINK = both("请删去多余的链接", "remove the extra link")
_EITHER = both(
    "请指定 PORTFOLIO，或 --enterprises（及 --business），二者选一",
    "name either PORTFOLIO or --enterprises (with --business)",
)
_AS_IN = both(
    "如 aeo screen portfolio.jsonl -o verdicts.csv",
    "for example: aeo screen portfolio.jsonl -o verdicts.csv",
)
_REQUIRES_ENTERPRISES = both(
    "--business 须与 --enterprises 同用", "--business requires --enterprises"
)
_ALONE = both("PORTFOLIO 已含待办业务", "a PORTFOLIO already includes the pending business")
