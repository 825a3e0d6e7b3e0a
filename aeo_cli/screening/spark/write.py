"""Frames written as folders of files of each format, in Spark."""

from collections.abc import Sequence
from shutil import rmtree
from typing import Any
from uuid import uuid4

from pyspark.sql import Column, DataFrame, SparkSession, types
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it

from aeo_cli.documents import interruptions
from aeo_cli.documents.escaping import FORMULA_START
from aeo_cli.screening.job import Outputs
from aeo_cli.screening.sources import RowFormat
from aeo_cli.screening.spark.driver import ending_driver
from aeo_cli.screening.spark.files import file_system, hadoop_path, uri


def write(spark: SparkSession, outputs: Outputs, tables: tuple[DataFrame, ...]) -> None:
    """Write the wanted tables to folders, either all of them or none.

    Raises:
        PySparkException: a frame cannot be written.
        OSError: a folder cannot be moved into place.
    """
    parent = outputs.paths[0].parent / f".aeo-{uuid4().hex}"
    scratch = outputs.within(parent)
    folder, system = hadoop_path(spark, parent), file_system(spark, parent)
    system.deleteOnExit(folder)
    try:
        with ending_driver():
            for path, frame in scratch.wanted(*tables):
                _save(frame, uri(path), outputs.form)
        moves = [
            (
                hadoop_path(spark, path),
                hadoop_path(spark, target),
                hadoop_path(spark, path.with_name(f"{path.name}.old")),
            )
            for path, target in zip(scratch.paths, outputs.paths, strict=True)
        ]
        with interruptions.postponed():  # between the two moves the old files are in no place
            _move_into_place(moves, system)
    finally:
        if interruptions.is_interrupted():  # the driver has ended, and removed what is elsewhere
            rmtree(parent, ignore_errors=True)
        else:
            system.delete(folder, True)


def _move_into_place(moves: Sequence[tuple[Any, Any, Any]], system: Any) -> None:  # noqa: ANN401  of the JVM
    """Move each new folder to its target, and what was there before aside."""
    _move([(target, old) for _, target, old in moves if system.exists(target)], system)
    try:
        _move([(new, target) for new, target, _ in moves], system)
    except OSError:
        for _, target, old in moves:
            if system.exists(old):
                system.delete(target, True)
                system.rename(old, target)
        raise


def _move(pairs: Sequence[tuple[Any, Any]], system: Any) -> None:  # noqa: ANN401  of the JVM
    for old, new in pairs:
        if not system.rename(old, new):
            raise OSError(f"{old} -> {new}")


def _save(frame: DataFrame, name: str, form: RowFormat) -> None:
    match form:
        case RowFormat.PARQUET:
            frame.write.parquet(name)
        case RowFormat.LINES:
            frame.write.option("ignoreNullFields", "false").json(name)
        case RowFormat.CSV:
            texts = [
                field.name for field in frame.schema if isinstance(field.dataType, types.StringType)
            ]
            safe = frame.withColumns({text: _harmless(F.col(f"`{text}`")) for text in texts})
            blanks = dict.fromkeys(("ignoreLeadingWhiteSpace", "ignoreTrailingWhiteSpace"), "false")
            safe.write.options(header="true", escape='"', emptyValue="", **blanks).csv(name)


def _harmless(text: Column) -> Column:
    is_formula = text.rlike(f"(?U)^(?:{FORMULA_START})")
    return F.when(is_formula, F.concat(F.lit("'"), text)).otherwise(text)
