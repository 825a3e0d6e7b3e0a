"""Formats: a report as bytes or as text, one module each.

The value of a `Format` names its module here; the module has a function
`render(report, catalogue, calendar, page)`. It returns `bytes` where the format is data or a file
of its own, written as it is, or `str` where it is meant for a screen, in whatever encoding that
has. What else is given out, an explanation or the list of measures, is for a person or for a
script: `terminal` and `json` have a function for it each.
"""

from enum import StrEnum
from importlib import import_module
from typing import Protocol, Self, cast

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.presentation.page import Page


class Format(StrEnum):
    """A form in which a report is given out; the suffixes of its files; the library it needs.

    A library that the tool does not always bring is installed by the extra of the format's name.
    """

    suffixes: tuple[str, ...]
    library: str | None

    TERMINAL = "terminal", ("txt",)
    JSON = "json", ("json",)
    CSV = "csv", ("csv",)
    XLSX = "xlsx", ("xlsx",), "xlsxwriter"
    MARKDOWN = "markdown", ("md", "markdown")
    HTML = "html", ("html", "htm")
    ICS = "ics", ("ics",), "icalendar"

    def __new__(cls, value: str, suffixes: tuple[str, ...], library: str | None = None) -> Self:
        """Return the member of a value, with what is known of it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.suffixes, member.library = suffixes, library
        return member

    @property
    def is_installed(self) -> bool:
        """Whether the library that it needs is there."""
        from importlib.util import find_spec  # noqa: PLC0415  most formats need no library

        return self.library is None or find_spec(self.library) is not None

    @classmethod
    def by_suffix(cls, suffix: str) -> "Format | None":
        """Return the format of files with a suffix, in lower case and without its dot."""
        return next((one for one in cls if suffix in one.suffixes), None)


class _Renderer(Protocol):
    def render(
        self, report: Report, catalogue: Catalogue, calendar: Calendar, page: Page
    ) -> bytes | str: ...


def render(
    form: Format, report: Report, catalogue: Catalogue, calendar: Calendar, page: Page
) -> bytes | str:
    """Return `report` in a format. Only that format's module is imported.

    Args:
        form: the format.
        report: what is told.
        catalogue: that the report was made from.
        calendar: that its dates were counted with, to say how far along they are.
        page: what it is laid out on.
    """
    renderer = cast(_Renderer, import_module(f"{__name__}.{form.value}"))
    return renderer.render(report, catalogue, calendar, page)
