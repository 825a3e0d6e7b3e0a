"""Files of a portfolio as lazy frames of their original rows, in Polars."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from shutil import copyfileobj

import polars as pl

from aeo_cli.documents.encodings import MARK, Encoding
from aeo_cli.screening.csv_syntax import AS_TEXT, separator
from aeo_cli.screening.far_days import day_text, moment_text
from aeo_cli.screening.heads import is_extra
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.polars.cells import UNITS, is_convertible
from aeo_cli.screening.polars.columns import schema, unreadable
from aeo_cli.screening.polars.json_lines import TEXT
from aeo_cli.screening.polars.ranks import LINE, ScannedTable
from aeo_cli.screening.polars.texts import text_of
from aeo_cli.screening.sources import PortfolioFile, RowFormat
from aeo_cli.screening.table_schema import column_names
from aeo_cli.screening.text_files import header


def scan(source: PortfolioFile, plan: Plan, folder: Path) -> ScannedTable | None:
    """Open a file as a table; the column of JSON lines is `TEXT`.

    Args:
        source: the file.
        plan: the plan, which knows the columns of the table.
        folder: where a file with another encoding is copied to in UTF-8.

    Returns:
        The table, or None for a CSV file that has to be read row by row.

    Raises:
        InputError: the file cannot be read, or its columns are not those of the table.
    """
    is_utf8 = source.encoding is Encoding.UTF_8
    path = source.path if is_utf8 else _copied_as_utf8(source, folder)
    if source.form is RowFormat.LINES:
        frame = pl.scan_lines(path, name=TEXT, row_index_name=LINE, row_index_offset=1, glob=False)
        return ScannedTable(frame.filter(pl.col(TEXT) != ""), {TEXT: pl.String()})
    try:
        if source.form is RowFormat.PARQUET:
            frame = pl.scan_parquet(path, row_index_name=LINE, row_index_offset=1, glob=False)
            return parquet_table(source, frame, schema(source), plan)
        table = _scan_csv(source, path, plan)
    except pl.exceptions.PolarsError as error:
        raise unreadable(source, error) from error
    return table and _with_stated(table, source.stated)


def parquet_table(
    source: PortfolioFile, frame: pl.LazyFrame, dtypes: Mapping[str, pl.DataType], plan: Plan
) -> ScannedTable:
    """Return rows of a Parquet file as a table.

    Args:
        source: the file.
        frame: the rows, with `LINE`.
        dtypes: their heads, with the types of the columns.
        plan: the plan, which knows the columns of the table.

    Raises:
        InputError: the heads are not those of the table.
    """
    names = column_names(source, [*dtypes], plan)
    named = {name: head for name, head in zip(names, dtypes, strict=True) if name}
    columns = {name: dtypes[head] for name, head in named.items()}
    cells = {
        name: text_of(pl.col(head), dtypes[head]) if is_extra(name) else pl.col(head)
        for name, head in named.items()
    }
    columns |= {name: pl.String() for name in columns if is_extra(name)}
    return _with_stated(ScannedTable(frame.select(LINE, **cells), columns), source.stated)


def _with_stated(table: ScannedTable, stated: Mapping[str, str | None]) -> ScannedTable:
    """Return a table with what the folders of its file state, as text."""
    missing = [name for name in stated if name not in table.columns]
    return ScannedTable(
        table.frame.with_columns(
            pl.lit(stated[name], dtype=pl.String).alias(name) for name in missing
        ),
        {**table.columns, **dict.fromkeys(missing, pl.String())},
        header_refs=table.header_refs,
        stated=[*stated.items()],
    )


def _scan_csv(source: PortfolioFile, path: Path, plan: Plan) -> ScannedTable | None:
    """Open a CSV file, which `path` has in UTF-8; None: it has to be read row by row."""
    heads = header(source)
    names = column_names(source, heads, plan)
    shape = _simple_csv(path, len(heads)) if heads else None
    if shape is None:
        return None
    sign, has_marks = shape
    raw = [name or f"#unread-{number}" for number, name in enumerate(names)]
    frame = pl.scan_csv(
        path,
        separator=sign,
        has_header=False,
        skip_lines=1,
        schema=dict.fromkeys(raw, pl.String()),
        truncate_ragged_lines=True,
        extra_columns="ignore",
        missing_columns="insert",
        row_index_name=LINE,
        row_index_offset=2,
        glob=False,
    )
    cells = [pl.col(name).str.strip_chars(MARK) if has_marks else pl.col(name) for name in raw]
    stated = [
        pl.when(cell.str.contains(_NO_BLANK)).then(cell.str.replace(f"^{AS_TEXT}$", "$1"))
        for cell in cells
    ]
    rows = frame.with_columns(stated).filter(pl.any_horizontal(pl.exclude(LINE).is_not_null()))
    columns = dict.fromkeys((name for name in names if name), pl.String())
    return ScannedTable(
        rows.select(LINE, *columns), columns, header_refs=plan.heads.header_refs(heads, names)
    )


_NO_BLANK = r"[^\s\x1c-\x1f]"
"""A character of which a cell is not blank, as `str.isspace` tells it."""


def select_rows(table: ScannedTable, condition: pl.Expr) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the line number and the original cells of each row for which a condition is true."""
    texts = [_as_text(name, dtype) for name, dtype in table.columns.items() if dtype.is_temporal()]
    for batch in table.frame.filter(condition).with_columns(texts).collect_batches():
        for row in batch.iter_rows(named=True):
            yield row.pop(LINE), row


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    """Return a day or moment as text in the form that `aeo check` reads.

    A column of Parquet can hold years that a `datetime` cannot, nor Polars as text.
    """
    cell = pl.col(name)
    if isinstance(dtype, pl.Datetime):
        offset = "+00:00" if dtype.time_zone else ""
        far_text: Callable[[int], str] = partial(
            moment_text, per_second=UNITS[dtype.time_unit], offset=offset
        )
        format_ = "%Y-%m-%dT%H:%M:%S%.6f%:z" if dtype.time_zone else "%Y-%m-%dT%H:%M:%S%.6f"
        moment = pl.when(is_convertible(cell, dtype)).then(cell).dt.cast_time_unit("us")
        text = moment.dt.to_string(format_)
    else:
        far_text = day_text
        text = pl.when(is_convertible(cell, dtype)).then(cell).cast(pl.String)
    far = pl.when(~is_convertible(cell, dtype)).then(cell.to_physical())
    return pl.coalesce(text, far.map_elements(far_text, return_dtype=pl.String)).alias(name)


def rows_with_refs(
    source: PortfolioFile, plan: Plan, refs: Collection[str]
) -> Iterator[dict[str, object]]:
    """Yield the original cells of each row of a Parquet file with one of some refs.

    Raises:
        InputError: the file cannot be read, or its columns are not those of the table.
    """
    if table := scan(source, plan, source.path.parent):
        try:
            for _, cells in select_rows(table, pl.col("ref").cast(pl.String).is_in(list(refs))):
                yield cells
        except pl.exceptions.PolarsError as error:
            raise unreadable(source, error) from error


def _copied_as_utf8(source: PortfolioFile, folder: Path) -> Path:
    """Copy a text file to a folder in UTF-8."""
    path = folder / f"{len(list(folder.iterdir()))}{source.path.suffix}"
    with (
        source.open_text(newline="") as old,
        path.open("w", encoding="utf-8", newline="") as new,
    ):
        copyfileobj(old, new, 2**20)
    return path


def _simple_csv(path: Path, count: int) -> tuple[str, bool] | None:
    """Return how to read a CSV file of which each line is a row with cells for some columns.

    That is the separator, and whether there are byte-order marks after the header; None: some line
    is none. Polars would guess what a line break in a cell means, or a quotation mark within one.

    Args:
        path: the file.
        count: the number of columns; beyond them cells are empty.
    """
    with path.open(encoding="utf-8", newline="\n") as file:
        head = file.readline()
    sign = separator(head.lstrip(MARK))
    # A cell without any quotation mark, or a quoted one that ends on the same line.
    cell = rf'(?:[^"{sign}\r]*|"(?:[^"]|"")*")'
    row = rf"^(?:{cell}(?:{sign}{cell}){{0,{count - 1}}}{sign}*)?$"
    lines = pl.scan_lines(path, name=TEXT, glob=False).select(
        pl.col(TEXT).str.contains(row).all().alias("is_simple"),
        pl.col(TEXT).str.contains(MARK, literal=True).sum().alias("marked"),
    )
    is_simple, marked = lines.collect().row(0)
    return (sign, marked > (MARK in head)) if is_simple else None
