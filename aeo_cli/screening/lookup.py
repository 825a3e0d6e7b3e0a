"""The profile of one enterprise of a portfolio, found by its ref."""

import json
from collections.abc import Iterator

from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.syntax import RawDocument
from aeo_cli.documents.text import both
from aeo_cli.profile.model import Profile
from aeo_cli.rules.fact_values import read_text
from aeo_cli.screening.job import Job
from aeo_cli.screening.partitions import require_agreement
from aeo_cli.screening.rejects import duplicate_ref
from aeo_cli.screening.row_documents import (
    Cells,
    enterprise_document,
    item_document,
    line_document,
)
from aeo_cli.screening.row_reader import RowReader
from aeo_cli.screening.sources import PortfolioFile, RowFormat, TableName
from aeo_cli.screening.text_files import RAGGED, read_lines, read_rows


def profile(job: Job, ref: str) -> Profile:
    """Return the profile of an enterprise.

    Raises:
        InputError: it is rejected, or no enterprise or more than one has that ref.
    """
    owners, items = list[tuple[PortfolioFile, RawDocument]](), list[RawDocument]()
    for source in job.portfolio.sources:
        for document in _documents(job, source, ref):
            if source.table is TableName.BUSINESS:
                items.append(document)
            else:
                owners.append((source, document))
    if len(owners) != 1:
        problem = (
            duplicate_ref(ref)
            if owners
            else Problem("--explain", quoted(ref), _KNOWN_REF, _EXACTLY)
        )
        raise InputError([problem._replace(place="--explain")])
    ((source, document),) = owners
    if items:
        document = {**document, "business": items}
    try:
        return RowReader(job.plan, job.on).read_document(document)
    except InputError as error:
        raise error.within(source.name) from error


_KNOWN_REF = both("其中一家企业的 ref", "the ref of an enterprise in the portfolio")
_EXACTLY = both("须与文件中的 ref 完全一致", "write it exactly as in the file")


def _documents(job: Job, source: PortfolioFile, ref: str) -> Iterator[RawDocument]:
    """Yield the documents in a file that have a ref."""
    match source.form:
        case RowFormat.LINES:
            yield from _profiles(source, ref)
        case RowFormat.CSV:
            for row in read_rows(source, job.plan):
                if row.cells.get("ref") == ref:
                    if row.ragged:
                        raise source.error(RAGGED._replace(place=_LINE.fill(line=row.line)))
                    yield _document(job, source, row.cells)
        case RowFormat.PARQUET:
            from aeo_cli.screening.polars.scan import rows_with_ref  # noqa: PLC0415  Parquet needs Polars

            for cells in rows_with_ref(source, job.plan, ref):
                yield _document(job, source, cells)


_LINE = both("第 {line} 行", "line {line}")


def _profiles(source: PortfolioFile, ref: str) -> Iterator[RawDocument]:
    for _, text in read_lines(source):
        if _has_ref(text, ref):
            try:
                yield line_document(text)
            except InputError as error:
                raise error.within(source.name) from error


def _has_ref(text: str, ref: str) -> bool:
    """Return whether a line is a profile with a ref; a broken line is not."""
    # Only a line that contains the ref, or an escape that may spell it, is worth parsing.
    if ref not in text and "\\" not in text:
        return False
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and read_text(document.get("ref")) == ref


def _document(job: Job, source: PortfolioFile, cells: Cells) -> RawDocument:
    try:
        require_agreement(source, job.plan, cells)
    except InputError as error:
        raise error.within(source.name) from error
    make = item_document if source.table is TableName.BUSINESS else enterprise_document
    return make(job.plan, cells)
