"""The profiles of some enterprises of a portfolio, found by their refs."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator

from aeo_cli.documents.problems import InputError, Problem, naming_file, quoted
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
    owners, items = _found(job, {ref})
    if len(owners[ref]) != 1:
        unknown = Problem("", quoted(ref), _KNOWN_REF, _EXACTLY)
        problem = duplicate_ref(ref) if owners[ref] else unknown
        raise InputError([problem._replace(place="--explain")])
    return _profile(job, *owners[ref][0], items[ref])


def profiles(job: Job, refs: Collection[str]) -> list[Profile]:
    """Return the profiles of enterprises that were assessed, in the order of the portfolio.

    Raises:
        InputError: a file was changed since.
    """
    owners, items = _found(job, refs)
    return [_profile(job, *owner, items[ref]) for ref, (owner, *_) in owners.items()]


_Owner = tuple[PortfolioFile, RawDocument]
"""An enterprise, and the file that it is in."""


def _found(
    job: Job, refs: Collection[str]
) -> tuple[dict[str, list[_Owner]], dict[str, list[RawDocument]]]:
    """Return the enterprises with some refs, and the items from tables of pending business."""
    owners: dict[str, list[_Owner]] = defaultdict(list)
    items: dict[str, list[RawDocument]] = defaultdict(list)
    for source in job.portfolio.sources:
        for ref, document in _documents(job, source, refs):
            if source.table is TableName.BUSINESS:
                items[ref].append(document)
            else:
                owners[ref].append((source, document))
    return owners, items


def _profile(
    job: Job, source: PortfolioFile, document: RawDocument, items: list[RawDocument]
) -> Profile:
    if items:
        document = {**document, "business": items}
    with naming_file(source.name):
        read = RowReader(job.plan, job.on).read_document
        return source.profile.read(read) if source.profile else read(document)


_KNOWN_REF = both("其中一家企业的 ref", "the ref of an enterprise in the portfolio")
_EXACTLY = both("须与文件中的 ref 完全一致", "write it exactly as in the file")


def _documents(
    job: Job, source: PortfolioFile, refs: Collection[str]
) -> Iterator[tuple[str, RawDocument]]:
    """Yield the documents in a file that have one of some refs, each with its ref."""
    match source.form:
        case RowFormat.LINES:
            yield from _lines(source, refs)
        case RowFormat.CSV:
            for row in read_rows(source, job.plan):
                ref = str(row.cells.get("ref"))
                if ref in refs:
                    if row.ragged:
                        raise source.error(RAGGED._replace(place=_LINE.fill(line=row.line)))
                    yield ref, _document(job, source, row.cells)
        case RowFormat.PARQUET:
            from aeo_cli.screening.polars.scan import rows_with_refs  # noqa: PLC0415  Parquet needs Polars

            for cells in rows_with_refs(source, job.plan, refs):
                yield str(cells["ref"]), _document(job, source, cells)


_LINE = both("第 {line} 行", "line {line}")


def _lines(source: PortfolioFile, refs: Collection[str]) -> Iterator[tuple[str, RawDocument]]:
    for _, text in read_lines(source):
        # Only a line that contains a ref, or an escape that may spell it, is worth parsing.
        if len(refs) <= _FEW and "\\" not in text and not any(ref in text for ref in refs):
            continue
        if (ref := _ref(text)) in refs:
            with naming_file(source.name):
                document = line_document(text)
            yield ref, document


_FEW = 20
"""Up to so many refs, searching a line for each is faster than parsing it."""


def _ref(text: str) -> str:
    """Return the ref of a line; empty: it is broken or has none."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    ref = read_text(document.get("ref")) if isinstance(document, dict) else ""
    return ref if isinstance(ref, str) else ""


def _document(job: Job, source: PortfolioFile, cells: Cells) -> RawDocument:
    with naming_file(source.name):
        require_agreement(source, job.plan, cells)
    make = item_document if source.table is TableName.BUSINESS else enterprise_document
    return make(job.plan, cells)
