"""One enterprise of a portfolio, by its ref, as `aeo check` would have it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.syntax import RawDocument
from aeo_cli.documents.text import both
from aeo_cli.profile.model import Profile
from aeo_cli.screening.job import Job
from aeo_cli.screening.rejects import repeated
from aeo_cli.screening.row_documents import enterprise_document, item_document, line_document
from aeo_cli.screening.row_reader import RowReader
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.text_files import RAGGED, lines, rows

"""Of a profile, an enterprise, or an item."""


def profile(order: Job, ref: str) -> Profile:
    """Return the profile of an enterprise.

    Raises:
        InputError: it is refused, or there is none, or more than one, of that ref.
    """
    owners, items = list[tuple[PortfolioFile, RawDocument]](), list[RawDocument]()
    for source in order.portfolio.sources:
        for document in _documents(order, source, ref):
            if source.table is TableName.BUSINESS:
                items.append(document)
            else:
                owners.append((source, document))
    if len(owners) != 1:
        problem = repeated(ref) if owners else Problem("--explain", quoted(ref), _KNOWN, _AS_THERE)
        raise InputError([problem._replace(place="--explain")])
    ((source, document),) = owners
    if items:
        document = {**document, "business": items}
    try:
        return RowReader(order.plan, order.on).profile(document)
    except InputError as error:
        raise error.within(source.name) from error


_KNOWN = both("该批企业中某一企业的 ref", "the ref of an enterprise of the portfolio")
_AS_THERE = both("写法须与文件中的 ref 完全一致", "write it just as it stands in the file")


def _documents(order: Job, source: PortfolioFile, ref: str) -> Iterator[RawDocument]:
    """Yield the documents that a file has of a ref."""
    match source.form:
        case RowFormat.LINES:
            yield from _profiles(source, ref)
        case RowFormat.CSV:
            for row in rows(source, order.plan):
                if row.cells.get("ref") == ref:
                    if row.ragged:
                        raise source.fault(RAGGED._replace(place=_LINE.fill(line=row.line)))
                    yield _document(order, source, row.cells)
        case RowFormat.PARQUET:
            from aeo_cli.screening.polars.scan import of_ref  # noqa: PLC0415  needs an engine

            for _, cells in of_ref(source, order.plan, ref):
                yield _document(order, source, cells)


_LINE = both("第 {line} 行", "line {line}")


def _profiles(source: PortfolioFile, ref: str) -> Iterator[RawDocument]:
    for _, text in lines(source):
        if _has_ref(text, ref):
            try:
                yield line_document(text)
            except InputError as error:
                raise error.within(source.name) from error


def _has_ref(text: str, ref: str) -> bool:
    """Say whether a line is a profile of a ref; what is broken has none."""
    if ref not in text and "\\" not in text:
        return False
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("ref") == ref


def _document(order: Job, source: PortfolioFile, cells: Mapping[str, Any]) -> RawDocument:
    textual = source.form is RowFormat.CSV
    make = item_document if source.table is TableName.BUSINESS else enterprise_document
    return make(order.plan, cells, textual=textual)
