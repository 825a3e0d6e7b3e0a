"""Frames of Polars as files of each form."""

from pathlib import Path

import polars as pl

from aeo_cli.documents.text import FORMULA
from aeo_cli.screening.sources import Form
from aeo_cli.screening.text_output import LINE_END


class Pile:
    """Frames that are written to one file in the end: until then in memory, or on the disk.

    Args:
        schema: of the frames.
        folder: where they are kept; None: in memory.
    """

    def __init__(self, schema: dict[str, pl.DataType], folder: Path | None) -> None:
        self.schema, self.folder = schema, folder
        self.frames: list[pl.DataFrame] = []
        self.files: list[Path] = []

    def add(self, frame: pl.DataFrame) -> None:
        """Keep a frame."""
        if self.folder is None or not frame.height:
            self.frames.append(frame)
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.files.append(self.folder / f"{len(self.files)}.arrow")
        frame.write_ipc(self.files[-1], compression="lz4")

    def lazy(self) -> pl.LazyFrame:
        """Return all that was kept, in its order."""
        kept = [pl.scan_ipc(file) for file in self.files] + [one.lazy() for one in self.frames]
        return pl.concat([pl.LazyFrame(schema=self.schema), *kept])


def sink(frame: pl.LazyFrame, path: Path, form: Form) -> None:
    """Write a frame to a file.

    Raises:
        OSError: it cannot be written.
    """
    try:
        _sink(frame, path, form)
    except pl.exceptions.PolarsError as error:  # of the disk: the frame itself has been made before
        raise OSError(str(error).partition("\n")[0]) from error


def _sink(frame: pl.LazyFrame, path: Path, form: Form) -> None:
    match form:
        case Form.PARQUET:
            frame.sink_parquet(path)
        case Form.LINES:
            frame.sink_ndjson(path)
        case Form.CSV:
            texts = [name for name, dtype in frame.collect_schema().items() if dtype == pl.String]
            frame.with_columns(map(_harmless, texts)).sink_csv(
                path, include_bom=True, line_terminator=LINE_END
            )


def _harmless(name: str) -> pl.Expr:
    """Return a column of text of which no spreadsheet takes a cell for a formula."""
    text = pl.col(name)
    risky = text.str.contains(f"^(?:{FORMULA})")
    safe = pl.when(risky).then(pl.lit("'") + text).otherwise(text)
    return pl.when(text != "").then(safe).alias(name)
