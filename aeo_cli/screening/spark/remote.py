"""The files of remote folders and patterns, found through Hadoop."""

from collections.abc import Iterator
from functools import partial
from glob import has_magic
from pathlib import Path

from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Attempts, Problem
from aeo_cli.documents.text import both
from aeo_cli.screening.folders import Entry, contents
from aeo_cli.screening.part_files import NO_FILES, Found, files_of, place_of
from aeo_cli.screening.portfolio import with_rows
from aeo_cli.screening.sources import CHECK, Note, PortfolioFile
from aeo_cli.screening.spark.files import file_system, hadoop_path
from aeo_cli.screening.wildcards import matching, pattern_base


def located(
    sources: tuple[PortfolioFile, ...], spark: SparkSession
) -> tuple[tuple[PortfolioFile, ...], list[Note]]:
    """Return files with those of each remote folder or pattern in its place, and notes on them.

    Spark itself would read such a folder with the columns of any one of its files, and would pass
    over the hidden ones.

    Raises:
        InputError: there are none, or something among them cannot be read.
    """
    local = [source for source in sources if not source.is_remote]
    with Attempts() as attempt:
        found = [attempt(_files, source, spark) for source in sources if source.is_remote]
    remote, notes = with_rows(
        [source for one in found for source in one.sources],
        [path for one in found for path in one.metadata],
    )
    return (*local, *remote), notes


def _files(source: PortfolioFile, spark: SparkSession) -> Found:
    """Return the files that a remote name stands for."""
    place, path, listing = place_of(source.table), source.path, partial(_listed, spark)
    try:
        if has_magic(str(path)):
            named = pattern_base(str(path))
            found = contents(matching(str(path), listing), named, place, listing)
        else:
            status = file_system(spark, path).getFileStatus(hadoop_path(spark, path))
            if not status.isDirectory():
                return Found([source._replace(size=status.getLen())], [])
            named, found = path, contents(listing(path), path, place, listing)
    except Py4JJavaError as error:
        reason = visible(str(error.java_exception.toString()).partition("\n")[0])
        raise source.error(Problem(place, both(reason, reason), None, CHECK)) from error
    if not any(found[:2]):
        raise source.error(Problem(place, NO_FILES, None, CHECK))
    return files_of(source.table, found, named, place)


def _listed(spark: SparkSession, folder: Path) -> Iterator[Entry]:
    for status in file_system(spark, folder).listStatus(hadoop_path(spark, folder)):
        path = folder / status.getPath().getName()
        yield Entry(path, status.getLen(), bool(status.isDirectory()))
