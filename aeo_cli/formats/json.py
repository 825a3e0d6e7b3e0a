"""The report as JSON: the contract of `aeo-report/1`, in UTF-8, for scripts."""

from aeo_cli.catalogue import Catalogue
from aeo_cli.formats import Page
from aeo_cli.report import Report


def render(report: Report, catalogue: Catalogue, page: Page) -> bytes:  # noqa: ARG001
    """Return the report as indented JSON; it holds both languages and no layout."""
    return report.model_dump_json(indent=2).encode() + b"\n"
