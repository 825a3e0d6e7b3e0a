"""Documents as JSON in UTF-8, for programs: the report (`aeo-report/1`) and all others."""

from typing import TYPE_CHECKING

from pydantic_core import to_json

from aeo_cli.documents.model import Model
from aeo_cli.presentation.page import Page

if TYPE_CHECKING:
    from aeo_cli.assessment.calendar import Calendar
    from aeo_cli.assessment.report import Report
    from aeo_cli.catalogue.model import Catalogue


def render(
    report: "Report",
    catalogue: "Catalogue",  # noqa: ARG001  every format has these parameters
    calendar: "Calendar",  # noqa: ARG001
    page: Page,  # noqa: ARG001
) -> bytes:
    """Return the report as indented JSON, with both languages and no layout."""
    return document(report)


def document(model: Model) -> bytes:
    """Return any public document as indented JSON."""
    return to_json(model, indent=2) + b"\n"
