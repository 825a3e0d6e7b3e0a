"""The names of files in Spark, which are URIs."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

from pyspark.sql import SparkSession

from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import both
from aeo_cli.screening.folders import is_hidden
from aeo_cli.screening.sources import PortfolioFile

T = TypeVar("T")


def uri(path: Path) -> str:
    """Return the URI of a file for Spark.

    A path without a scheme is local. Of the two slashes after a scheme, `Path` keeps one.
    """
    scheme, slash, rest = path.as_posix().partition(":/")
    if slash and scheme == "file":  # it names no host
        return f"file:///{rest}"
    if slash and scheme.isalnum():
        return f"{scheme}://{rest}"
    return f"file://{path.resolve().as_posix()}"


def pattern(path: Path) -> str:
    """Return the URI of a file for a reader of Spark, which takes every name for a pattern."""
    return re.sub(r"([\[\]{}*?\\])", r"\\\1", uri(path))


def file_of(name: str, files: Mapping[str, T]) -> T:
    """Return the file with a name that Spark gives, which has escapes.

    A file system may spell the host of a remote file in another way, but not its path.

    Args:
        name: the name.
        files: what to find, by URI.

    Raises:
        ValueError: none has that name, or several have that path.
    """
    plain = re.sub("^file:/+", "file:///", unquote(name))
    if plain not in files:
        (plain,) = (uri_ for uri_ in files if _path(uri_) == _path(plain))
    return files[plain]


def _path(uri_: str) -> str:
    return re.sub("^[^:]+:(//[^/]*)?", "", uri_)


def hadoop_path(spark: SparkSession, path: Path) -> Any:  # noqa: ANN401  of the JVM
    """Return a path as an object of Hadoop."""
    jvm: Any = spark._jvm  # noqa: SLF001  the only way to remote file systems
    return jvm.org.apache.hadoop.fs.Path(uri(path))


def file_system(spark: SparkSession, path: Path) -> Any:  # noqa: ANN401  of the JVM
    """Return the file system that a path is in, as an object of Hadoop."""
    settings = spark._jsparkSession.sessionState().newHadoopConf()  # noqa: SLF001
    return hadoop_path(spark, path).getFileSystem(settings)


def require_plain_names(sources: Iterable[PortfolioFile]) -> None:
    """Require that no file has a hidden name, or is a link to one that has.

    Raises:
        InputError: a file has one, and Spark would ignore it without a message.
    """
    paths = [(one, one.path if one.is_remote else one.path.resolve()) for one in sources]
    problems = [
        Problem("PORTFOLIO", quoted(path.name), _PLAIN_NAME, _RENAME, source.name)
        for source, path in paths
        if is_hidden(path.name)
    ]
    if problems:
        raise InputError(problems)


_PLAIN_NAME = both("不以 . 或 _ 开头的文件名", "a name that does not start with . or _")
_RENAME = both("Spark 会视为隐藏文件，请改名", "Spark treats it as hidden; rename it")
