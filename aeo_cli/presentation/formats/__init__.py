"""The formats of a report, one module each.

The value of a `Format` is the name of its module, which has a function
`render(report, catalogue, calendar, page)`. It returns `bytes` if the format is a file of its own,
to be written as it is, or `str` if it is meant for a screen, in the encoding of that screen.
A difference and an explanation exist in some of the formats: those modules have a function `differ`
or `explain`. Other output, such as the list of measures, exists for people and for programs only:
`terminal` and `json` have functions for it.
"""

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, Self, cast

from aeo_cli.presentation.page import Page

if TYPE_CHECKING:
    from aeo_cli.assessment.calendar import Calendar
    from aeo_cli.assessment.report import Report
    from aeo_cli.catalogue.model import Catalogue
    from aeo_cli.presentation.wording.difference import DifferenceDigest
    from aeo_cli.presentation.wording.explanation import Explanation
    from aeo_cli.presentation.wording.work_list import WorkList


class Format(StrEnum):
    """A format of a report, the suffixes of its files, and the library it needs.

    A library that is not installed with the tool comes with the extra of the format's name.
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
        """Return the member with its suffixes and library."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.suffixes, member.library = suffixes, library
        return member

    @property
    def is_installed(self) -> bool:
        """Whether the library it needs is installed."""
        from importlib.util import find_spec  # noqa: PLC0415  most formats need no library

        return self.library is None or find_spec(self.library) is not None

    @classmethod
    def by_suffix(cls, suffix: str) -> "Format | None":
        """Return the format of files with a suffix, in lower case and without its dot."""
        return next((form for form in cls if suffix in form.suffixes), None)


BASIC_FORMATS = (Format.TERMINAL, Format.JSON)
"""The formats of most commands: for a person, and for a script."""
EXPLANATION_FORMATS = (*BASIC_FORMATS, Format.MARKDOWN)
"""The formats of an explanation."""
DIFFERENCE_FORMATS = (*EXPLANATION_FORMATS, Format.HTML)
"""The formats of a difference between two reports."""
WORK_LIST_FORMATS = (Format.TERMINAL, Format.CSV, Format.XLSX, Format.ICS)
"""The formats of a work list; their modules have a function `render_work_list` too."""


class Renderer(Protocol):
    """The module of a format; it has the functions of the documents that exist in the format."""

    def render(
        self, report: "Report", catalogue: "Catalogue", calendar: "Calendar", page: Page
    ) -> bytes | str:
        """Return a report; the calendar counted its dates, and shows their progress."""

    def differ(self, digest: "DifferenceDigest", page: Page) -> bytes | str:
        """Return a difference between two reports."""

    def explain(self, explanation: "Explanation", page: Page) -> bytes | str:
        """Return a measure explained."""

    def render_work_list(self, work_list: "WorkList", page: Page) -> bytes | str:
        """Return a work list."""


def renderer(form: Format) -> Renderer:
    """Return the module of a format. Only that module is imported."""
    return cast(Renderer, import_module(f"{__name__}.{form.value}"))
