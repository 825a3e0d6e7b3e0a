"""Formats: a report as bytes or as text, one module each.

The value of a `Format` names its module here; the module has a function
`render(report, catalogue, page)`. It returns `bytes` where the format is data, written as it is, or
`str` where it is meant for a screen, in whatever encoding that has. What else is given out, an
explanation or the list of measures, is for a person or for a script: `terminal` and `json` have a
function for it each.
"""

from enum import StrEnum
from importlib import import_module
from typing import Protocol, cast

from aeo_cli.catalogue import Catalogue
from aeo_cli.page import Page
from aeo_cli.report import Report


class Format(StrEnum):
    """A form in which a report is given out."""

    TERMINAL = "terminal"
    JSON = "json"


class _Renderer(Protocol):
    def render(self, report: Report, catalogue: Catalogue, page: Page) -> bytes | str: ...


def render(form: Format, report: Report, catalogue: Catalogue, page: Page) -> bytes | str:
    """Return `report` in a format. Only that format's module is imported."""
    renderer = cast(_Renderer, import_module(f"{__name__}.{form.value}"))
    return renderer.render(report, catalogue, page)
