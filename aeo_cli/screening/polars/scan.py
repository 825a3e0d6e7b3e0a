"""Files of a portfolio as lazy frames of Polars: raw, each row with its number."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfileobj

import polars as pl

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import both
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.polars.cells import datable, fits
from aeo_cli.screening.polars.json_lines import TEXT
from aeo_cli.screening.polars.ranks import LINE, ScannedTable
from aeo_cli.screening.sources import PortfolioFile, RowFormat
from aeo_cli.screening.table_schema import require_columns, require_types
from aeo_cli.screening.text_files import heads


def scan(source: PortfolioFile, plan: Plan, folder: Path) -> ScannedTable | None:
    """Open a file; lines of JSON stand in `TEXT`.

    Args:
        source: the file.
        plan: what its columns may be.
        folder: where a file in another encoding than UTF-8 is written anew.

    Returns:
        None where only a reader of row after row can tell its rows apart.

    Raises:
        InputError: it cannot be read, or its columns are not those of the table.
    """
    path = source.path if source.encoding == "utf-8" else _in_utf8(source, folder)
    if source.form is RowFormat.LINES:
        frame = pl.scan_lines(path, name=TEXT, row_index_name=LINE, row_index_offset=1, glob=False)
        return ScannedTable(frame.filter(pl.col(TEXT) != ""), {TEXT: pl.String()})
    try:
        if source.form is RowFormat.CSV:
            names = heads(source)
            require_columns(source, names, plan)
            if not _is_plain(path):
                return None
            frame = pl.scan_csv(
                path, infer_schema=False, row_index_name=LINE, row_index_offset=2, glob=False
            )
            if frame.collect_schema().names() != [LINE, *names]:
                return None
        else:
            frame = pl.scan_parquet(path, row_index_name=LINE, row_index_offset=1, glob=False)
        columns = dict(frame.collect_schema())
    except pl.exceptions.PolarsError as error:
        raise unreadable(source, error) from error
    del columns[LINE]
    if source.form is RowFormat.PARQUET:
        require_columns(source, list(columns), plan)
        require_types(source, plan, columns, fits, str)
    else:
        said = [pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in columns]
        frame = frame.with_columns(said).filter(pl.any_horizontal(pl.exclude(LINE).is_not_null()))
    return ScannedTable(frame, columns, textual=source.form is RowFormat.CSV)


def rows_of(raw: ScannedTable, wanted: pl.Expr) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the rows of which something is true, as they came, each with its number."""
    told = [_told(name, dtype) for name, dtype in raw.columns.items() if dtype.is_temporal()]
    for batch in raw.frame.filter(wanted).with_columns(told).collect_batches():
        for row in batch.iter_rows(named=True):
            yield row.pop(LINE), row


def _told(name: str, dtype: pl.DataType) -> pl.Expr:
    """Return a day or a moment as the text that the reader of profiles knows.

    Python has no value for the years that a column of Parquet can hold.
    """
    cell = pl.col(name)
    if isinstance(dtype, pl.Datetime):
        form = "%Y-%m-%dT%H:%M:%S%.6f%:z" if dtype.time_zone else "%Y-%m-%dT%H:%M:%S%.6f"
        moment = pl.when(datable(cell, dtype)).then(cell).dt.cast_time_unit("us")
        text = moment.dt.to_string(form)
    else:
        text = pl.when(datable(cell, dtype)).then(cell).cast(pl.String)
    return pl.coalesce(text, cell.to_physical().cast(pl.String)).alias(name)


def of_ref(source: PortfolioFile, plan: Plan, ref: str) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the rows of a file of Parquet that have a ref, as they came.

    Raises:
        InputError: it cannot be read, or its columns are not those of the table.
    """
    if raw := scan(source, plan, source.path.parent):
        try:
            yield from rows_of(raw, pl.col("ref").cast(pl.String) == ref)
        except pl.exceptions.PolarsError as error:
            raise unreadable(source, error) from error


def unreadable(source: PortfolioFile, error: Exception) -> InputError:
    """Return the error of a file that is cut off, or none of its form."""
    words = visible(str(error).partition("\n")[0])
    expected = both("完整的 {form} 文件", "a whole file of {form}").fill(form=source.form.value)
    hint = both("重新导出或复制这个文件", "export or copy the file anew")
    return source.fault(Problem("", both(words, words), expected, hint))


def _in_utf8(source: PortfolioFile, folder: Path) -> Path:
    """Write a text file anew in UTF-8."""
    path = folder / f"{len(list(folder.iterdir()))}{source.path.suffix}"
    with (
        source.path.open(encoding=source.encoding, newline="") as old,
        path.open("w", encoding="utf-8", newline="") as new,
    ):
        copyfileobj(old, new, 2**20)
    return path


def _is_plain(path: Path) -> bool:
    """Say whether every line of a CSV file is a row, with as many cells as the first.

    Where a cell has a line break in it, or a row too few cells or too many, Polars would guess.
    """
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        cells = file.readline().count(",") + 1
    cell = r'(?:[^",\r]*|"(?:[^"]|"")*")'
    row = rf"^(?:{cell}(?:,{cell}){{{cells - 1}}})?$"
    lines = pl.scan_lines(path, name=TEXT, glob=False).select(pl.col(TEXT).str.contains(row).all())
    return bool(lines.collect().item())
