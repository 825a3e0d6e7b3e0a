"""The names of files in Spark, which are URIs."""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import both
from aeo_cli.screening.sources import PortfolioFile


def uri(path: Path) -> str:
    """Return the URI of a file for Spark.

    A path without a scheme is local. Of the two slashes after a scheme, `Path` keeps one.
    """
    scheme, slash, rest = path.as_posix().partition(":/")
    if slash and scheme.isalnum():
        return f"{scheme}://{rest}"
    return f"file://{path.resolve().as_posix()}"


def shown_name(file: str) -> str:
    """Return the name of a file to show, from its URI."""
    return visible(unquote(urlsplit(file).path) if file.startswith("file:") else file)


def require_plain_names(sources: Iterable[PortfolioFile]) -> None:
    """Require that no local file has a name that Spark takes for a pattern or a hidden file.

    Raises:
        InputError: a file has such a name, and Spark would ignore it without a message.
    """
    problems = [
        Problem("PORTFOLIO", quoted(source.path.name), _PLAIN_NAME, _RENAME, source.name)
        for source in sources
        if not source.is_remote and re.search(r"^[._]|[\[\]{}*?\\]", source.path.name)
    ]
    if problems:
        raise InputError(problems)


_PLAIN_NAME = both(
    "不以 . 或 _ 开头、不含 [ ] { } * ? 的文件名",
    "a name without [ ] { } * ?, or . or _ at its start",
)
_RENAME = both(
    "Spark 会把它当作通配符或隐藏文件，请改名", "Spark takes it for a pattern or hidden: rename it"
)
