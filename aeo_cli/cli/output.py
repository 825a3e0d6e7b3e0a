"""How a report or a difference is given out: in which format, in which view of it, where to."""

import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report, item_answers
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import console, options
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.formats import Format, json, render
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.labels import NO_DEADLINES

if TYPE_CHECKING:
    from aeo_cli.comparison.document import Difference


class Encoding(StrEnum):
    """The encoding of a CSV file."""

    UTF8 = "utf-8"
    """With a byte-order mark, by which Excel knows it."""
    GBK = "gbk"


Deadlines = Annotated[
    bool, typer.Option("--deadlines", help="Show the deadlines alone, as bars, day n of N.")
]
CsvEncoding = Annotated[
    Encoding | None,
    typer.Option(
        "--encoding", help="The encoding of a CSV file (default: utf-8).", show_default=False
    ),
]


class Delivery(NamedTuple):
    """How a report is given out."""

    form: Format
    output: str | None
    """The file; None: standard output."""
    deadlines: bool
    """Whether to show the deadlines alone."""
    encoding: Encoding

    def give(self, report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> None:
        """Give out a report.

        Raises:
            InputError: it cannot be written.
        """
        if self.deadlines:
            from aeo_cli.presentation.formats import terminal  # noqa: PLC0415

            content: bytes | str = terminal.show_deadlines(report, catalogue, calendar, page)
        else:
            page = page._replace(encoding=self.encoding.value)
            content = render(self.form, report, catalogue, calendar, page)
        console.write_output(content, self.output)

    def notes(self, report: Report) -> Iterator[Text]:
        """Yield what the reader of a format would look for in vain."""
        if self.form is Format.ICS and not any(item.deadline for *_, item in item_answers(report)):
            yield _EMPTY.fill(why=NO_DEADLINES)


def delivery(
    as_json: bool,
    form: Format | None,
    output: str | None,
    encoding: Encoding | None,
    deadlines: bool,
) -> Delivery:
    """Return how a report is given out, as the options say.

    Raises:
        InputError: they contradict each other, or the format cannot be made here.
    """
    chosen = options.form(as_json, form, output, tuple(Format))
    problems = []
    if not chosen.is_installed:
        found = both("未安装 {library}", "{library} is not installed").fill(
            library=chosen.library or ""
        )
        expected = both("格式 {form} 所需的组件", "what the format {form} needs").fill(form=chosen)
        problems.append(Problem("--format", found, expected, installing(chosen)))
    if deadlines and chosen is not Format.TERMINAL:
        found = both("--deadlines 与格式 {form}", "--deadlines and the format {form}")
        problems.append(Problem("--deadlines", found.fill(form=chosen), _IN_TERMINAL, _HOLD_THEM))
    if encoding and chosen is not Format.CSV:
        found = both("--encoding 与格式 {form}", "--encoding and the format {form}")
        problems.append(Problem("--encoding", found.fill(form=chosen), _OF_CSV, _UTF8))
    if chosen is Format.XLSX and output is None and sys.stdout is not None and sys.stdout.isatty():
        hint = both("如 -o report.xlsx", "as in -o report.xlsx")
        problems.append(Problem("-o", _NO_TEXT, both("一个文件", "a file"), hint))
    if problems:
        raise InputError(problems)
    return Delivery(chosen, output, deadlines, encoding or Encoding.UTF8)


def installing(extra: str) -> Text:
    """Return the one command that installs an extra of the tool, as a hint."""
    from importlib.util import find_spec  # noqa: PLC0415  most commands miss nothing
    from shlex import quote  # noqa: PLC0415
    from subprocess import list2cmdline  # noqa: PLC0415

    python = sys.executable or "python"
    named = list2cmdline([python]) if os.name == "nt" else quote(python)
    way = f"{named} -m pip install" if find_spec("pip") else f"uv pip install --python {named}"
    hint = both("安装：{command}", "install it: {command}")
    return hint.fill(command=f'{way} "aeo-cli[{extra}]"')


def give_difference(  # noqa: PLR0913  what it is, of what, and how
    difference: "Difference",
    sides: tuple[Report, Report],
    catalogue: Catalogue,
    page: Page,
    *,
    form: Format,
    output: str | None,
    supposed: bool = False,
) -> None:
    """Give out a difference between two reports, or between what is and what is supposed.

    Raises:
        InputError: it cannot be written.
    """
    if form is Format.JSON:
        console.write_output(json.document(difference), output)
        return
    from aeo_cli.presentation.formats import terminal  # noqa: PLC0415  a script needs no terminal

    told = terminal.differ(difference, sides, catalogue, page, supposed=supposed)
    console.write_output(told, output)


_EMPTY = both("日历是空的：{why}", "the calendar is empty: {why}")
_IN_TERMINAL = both("终端格式", "the format terminal")
_HOLD_THEM = both(
    "其他格式都含有全部期限，去掉 --deadlines",
    "every other format holds all deadlines: leave out --deadlines",
)
_OF_CSV = both("格式 csv", "the format csv")
_UTF8 = both("其他格式不需要，去掉 --encoding", "no other format needs it: leave out --encoding")
_NO_TEXT = both("xlsx 不能显示在终端上", "a terminal cannot show xlsx")
