"""The options of `aeo screen` on the columns of its tables: how they are called, which are kept."""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents import files, syntax
from aeo_cli.documents.labels import folded
from aeo_cli.documents.problems import InputError, Problem, naming_file, quoted
from aeo_cli.documents.text import both
from aeo_cli.screening.heads import HeadOptions
from aeo_cli.screening.plan import Plan

MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="HEAD=COLUMN",
        help="Read a column by another name, or a TOML file of such names. Repeatable.",
    ),
]
IgnoreOption = Annotated[
    bool,
    typer.Option("--ignore-unknown-columns", help="Leave out columns that are no facts."),
]
KeepOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="COLUMNS",
        help="Copy these columns of enterprises into verdicts and deadlines: name,sales_rep.",
    ),
]


def plan_with_heads(
    catalogue: Catalogue,
    mapped: Iterable[str] | None,
    kept: Iterable[str] | None,
    *,
    ignores_unknown: bool,
) -> Plan:
    """Return the plan of a catalogue, and of how the heads of tables are read.

    Args:
        catalogue: the catalogue.
        mapped: each `HEAD=COLUMN`, or a TOML file with a table of these.
        kept: the columns to carry through, separated by commas.
        ignores_unknown: whether other columns are passed over.

    Raises:
        InputError: an option has another form or names no column, a head stands for two columns,
            or a file cannot be read.
    """
    columns: dict[str, str] = {}
    problems = []
    for head, column in _pairs(mapped or ()):
        if columns.setdefault(folded(head), column) != column:
            found = _TWO_COLUMNS.fill(head=quoted(head))
            problems.append(Problem("--map", found, None, _KEEP_ONE))
    if problems:
        raise InputError(problems)
    words = (word for text in kept or () for word in re.split("[,，]", text))
    kept_words = tuple(filter(None, map(folded, words)))
    return Plan(catalogue, HeadOptions(columns, ignores_unknown, kept_words))


def _pairs(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    for word in words:
        head, equals, column = word.rpartition("=")
        if equals:
            yield head, column.strip()
        elif word.lower().endswith(".toml"):
            yield from _file(word)
        else:
            raise InputError([Problem("--map", quoted(word), _FORM, _FOR_EXAMPLE)])


def _file(name: str) -> Iterator[tuple[str, str]]:
    with naming_file(name):
        text, _ = syntax.decode(files.read(name))
        table = syntax.parse(text)
        problems = [
            Problem(head, quoted(column), _A_COLUMN)
            for head, column in table.items()
            if not isinstance(column, str)
        ]
        if problems:
            raise InputError(problems)
    yield from table.items()


_FORM = both("表头=列名，或一个 .toml 文件", "HEAD=COLUMN, or a .toml file")
_FOR_EXAMPLE = both("如 --map '客户名称=name'", "for example: --map 'customer=name'")
_A_COLUMN = both("列名，须加引号", "the name of a column, in quotes")
_TWO_COLUMNS = both("{head} 对应两个不同的列", "{head} stands for two columns")
_KEEP_ONE = both("请只保留一个", "keep one of them")
