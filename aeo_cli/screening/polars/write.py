"""Frames written to files of each format, in Polars."""

from pathlib import Path

import polars as pl

from aeo_cli.documents.escaping import FORMULA
from aeo_cli.screening.sources import RowFormat
from aeo_cli.screening.text_output import LINE_END


def write(frame: pl.LazyFrame, path: Path, form: RowFormat) -> None:
    """Write a frame to a file.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        _write(frame, path, form)
    except pl.exceptions.PolarsError as error:  # of the disk, as the frame is computed already
        raise OSError(str(error).partition("\n")[0]) from error


def _write(frame: pl.LazyFrame, path: Path, form: RowFormat) -> None:
    match form:
        case RowFormat.PARQUET:
            frame.sink_parquet(path)
        case RowFormat.LINES:
            frame.sink_ndjson(path)
        case RowFormat.CSV:
            texts = [name for name, dtype in frame.collect_schema().items() if dtype == pl.String]
            frame.with_columns(map(_harmless, texts)).sink_csv(
                path, include_bom=True, line_terminator=LINE_END
            )


def _harmless(name: str) -> pl.Expr:
    """Return a text column in which no cell is a formula to a spreadsheet."""
    text = pl.col(name)
    is_formula = text.str.contains(f"^(?:{FORMULA})")
    safe = pl.when(is_formula).then(pl.lit("'") + text).otherwise(text)
    return pl.when(text != "").then(safe).alias(name)
