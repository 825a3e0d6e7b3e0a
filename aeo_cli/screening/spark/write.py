"""Frames of Spark as folders of files of each form."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from pyspark.sql import Column, DataFrame, SparkSession, types
from pyspark.sql import functions as F  # noqa: N812  as everybody writes it

from aeo_cli.documents.escaping import FORMULA_START
from aeo_cli.screening.job import Outputs
from aeo_cli.screening.sources import RowFormat
from aeo_cli.screening.spark.row_worker import uri


def write(spark: SparkSession, outputs: Outputs, frames: Sequence[DataFrame]) -> None:
    """Write frames to folders, all of them or none.

    Raises:
        PySparkException: one of them cannot be written.
        OSError: one of them cannot be moved to its place.
    """
    jvm: Any = spark._jvm  # noqa: SLF001  Spark's way to any file system
    java, session_ = jvm.org.apache.hadoop.fs, spark._jsparkSession  # noqa: SLF001
    settings = session_.sessionState().newHadoopConf()
    waiting = outputs.within(outputs.verdicts.parent / f".aeo-{uuid4().hex}")
    folder = java.Path(uri(waiting.verdicts.parent))
    system = folder.getFileSystem(settings)
    try:
        for frame, path in zip(frames, waiting.paths, strict=True):
            _save(frame, uri(path), outputs.form)
        moves = [
            (java.Path(uri(path)), java.Path(uri(target)), java.Path(f"{uri(path)}.old"))
            for path, target in zip(waiting.paths, outputs.paths, strict=True)
        ]
        _move([(target, old) for _, target, old in moves if system.exists(target)], system)
        try:
            _move([(new, target) for new, target, _ in moves], system)
        except OSError:
            for _, target, old in moves:
                if system.exists(old):
                    system.delete(target, True)
                    system.rename(old, target)
            raise
    finally:
        system.delete(folder, True)


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
            texts = [one.name for one in frame.schema if isinstance(one.dataType, types.StringType)]
            safe = frame.withColumns({text: _harmless(F.col(f"`{text}`")) for text in texts})
            blanks = dict.fromkeys(("ignoreLeadingWhiteSpace", "ignoreTrailingWhiteSpace"), "false")
            safe.write.options(header="true", escape='"', emptyValue="", **blanks).csv(name)


def _harmless(text: Column) -> Column:
    risky = text.rlike(f"(?U)^(?:{FORMULA_START})")
    return F.when(risky, F.concat(F.lit("'"), text)).otherwise(text)
