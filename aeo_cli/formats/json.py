"""Documents as JSON, in UTF-8, for scripts: the report, the contract of `aeo-report/1`, first."""

from aeo_cli.calendars import Calendar
from aeo_cli.catalogue import Catalogue
from aeo_cli.model import Model
from aeo_cli.page import Page
from aeo_cli.report import Report


def render(
    report: Report,
    catalogue: Catalogue,  # noqa: ARG001  every format is called alike
    calendar: Calendar,  # noqa: ARG001
    page: Page,  # noqa: ARG001
) -> bytes:
    """Return the report as indented JSON; it holds both languages and no layout."""
    return document(report)


def document(model: Model) -> bytes:
    """Return any public document as indented JSON."""
    return model.model_dump_json(indent=2).encode() + b"\n"
