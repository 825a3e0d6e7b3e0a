"""Formats: a report as bytes or as text, one module each.

The value of a `Format` names its module here; the module has one function,
`render(report, catalogue, page)`. It returns `bytes` where the format is data, written as it is, or
`str` where it is meant for a screen, in whatever encoding that has.
"""

from enum import StrEnum
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from aeo_cli.catalogue import Catalogue
from aeo_cli.report import Report
from aeo_cli.text import Lang


class Format(StrEnum):
    """A form in which a report is given out."""

    TERMINAL = "terminal"
    JSON = "json"


class Page(NamedTuple):
    """What a report is laid out on."""

    lang: Lang
    width: int = 80
    """Columns."""
    colour: bool = False


class _Renderer(Protocol):
    def render(self, report: Report, catalogue: Catalogue, page: Page) -> bytes | str: ...


def render(form: Format, report: Report, catalogue: Catalogue, page: Page) -> bytes | str:
    """Return `report` in a format. Only that format's module is imported."""
    renderer = cast(_Renderer, import_module(f"{__name__}.{form.value}"))
    return renderer.render(report, catalogue, page)
